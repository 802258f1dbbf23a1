"""A kept schedule as it stands today: its days from today on, its practice exams on forms still unused."""

from dataclasses import replace
from datetime import date

from stepready.core.schedule.make import assemble, make_schedule, reviewed, rooms_of
from stepready.core.schedule.planned_days import PlannedDay, PlannedExam, Schedule
from stepready.core.schedule.practice import holding
from stepready.core.schedule.request import WEEK, Request, Slot, hours_on
from stepready.core.values import dataclass
from stepready.core.values.wording import full_day, listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Current:
    """The schedule from today on. `displaced` are questions that lost their day: to an added exam, or to fewer days."""

    schedule: Schedule
    displaced: int = 0
    notices: tuple[str, ...] = ()


def current(kept: Schedule, request: Request, missed: tuple[PlannedDay, ...] = (), *, again: bool = False) -> Current:
    """Bring a kept schedule to today: a taken form gives way to an unused one, a moved exam moves the days.

    An exam taken today makes today its day, whatever was planned, and only an exam that was taken is reviewed. No exam
    ahead comes closer to one taken than the rhythm's shortest gap. With `again`, practice exams that were missed are
    placed anew where the rhythm leaves room for them.
    """
    if not holds_today(kept, request):
        return _laid_out_anew(kept, request)
    days = kept.from_day(request.as_of)
    laid_out = slots_of(days, request)
    planned = {place: day.practice_exam for place, day in enumerate(days) if day.practice_exam is not None}
    asked, moved = _spaced(planned, laid_out, request)
    added = _added([*asked], laid_out, request, len(missed)) if again else []
    exams, said = _with_forms(asked, added, laid_out, request)
    said = [*moved, *said]
    idle = any(day.questions and slot.hours <= 0 for day, slot in zip(days, laid_out, strict=True))
    if exams == planned and not (again and idle) and _reviews_what_was_sat(days, laid_out, exams, request):
        schedule = replace(kept, days=days)
        return Current(schedule=schedule, notices=_still_missed(missed, [], again=again))
    rooms = rooms_of(laid_out, exams, request)
    questions = [min(day.questions, room.ceiling) for day, room in zip(days, rooms, strict=True)]
    displaced = sum(day.questions for day in days) - sum(questions)
    made = assemble(laid_out, exams, rooms, questions, request, standing=() if again else days)
    said += [_placed_again(days[place], exams[place]) for place in added if place in exams]
    if displaced and not again:
        said[:1] = ["; ".join((*said[:1], _lost_their_day(displaced)))]
    return Current(
        schedule=replace(kept, days=tuple(made)),
        displaced=displaced,
        notices=(*said, *_still_missed(missed, [exams[at] for at in added if at in exams], again=again)),
    )


def holds_today(kept: Schedule, request: Request) -> bool:
    """Whether a kept schedule is for the test date booked and has a day for today; else its days are laid out anew."""
    return kept.exam_date == request.exam_date and kept.on(request.as_of) is not None


def slots_of(days: tuple[PlannedDay, ...], request: Request) -> tuple[Slot, ...]:
    """Return the slots behind planned days: their phases stay, hours follow the settings."""
    phases = {phase.name: phase for phase in request.lines.phases}
    last = request.lines.phases[-1]
    return tuple(hours_on(day.day, phases.get(day.phase, last), request) for day in days)


def _laid_out_anew(kept: Schedule, request: Request) -> Current:
    """Lay the days out for another test date or another first day: at least the work that was still planned."""
    left = sum(day.questions for day in kept.from_day(request.as_of))
    made, displaced = make_schedule(request), 0
    if left > sum(day.questions for day in made.schedule.days):
        made = make_schedule(replace(request, total=left))
        displaced = made.unplaced
    return Current(schedule=made.schedule, displaced=displaced, notices=(_why_anew(kept, request), *made.notices))


def _why_anew(kept: Schedule, request: Request) -> str:
    if kept.exam_date != request.exam_date:
        why = (
            f"the test date moved from {full_day(kept.exam_date)} to {full_day(request.exam_date)} since the schedule "
            "was made"
        )
    else:
        why = f"the kept schedule has no day for {full_day(request.as_of)}, it begins on {full_day(kept.days[0].day)}"
    return f"{why}: the days are laid out anew, `stepready schedule replan` keeps them"


def _spaced(
    planned: dict[int, PlannedExam], laid_out: tuple[Slot, ...], request: Request
) -> tuple[dict[int, PlannedExam], list[str]]:
    """Put exams on days that can hold them: none on a day off, none too soon after the last one taken.

    Today's stands when it was taken today. One that cannot stand moves to the nearest day that keeps the rhythm's
    shortest gap, and falls away where there is none or the next planned one comes in time anyway.
    """
    asked = dict(planned) if request.sat is None else {**planned, 0: request.sat}
    last = None if request.last_exam is None else (request.last_exam[0] - request.as_of).days
    said = []
    for place, exam in sorted(asked.items()):
        why = _why_not(place, last, laid_out, request)
        if why is None:
            continue
        del asked[place]
        to = _instead(place, last, [*asked], laid_out, request)
        if to is not None:
            asked[to] = exam
        why = why if exam in request.forms else "it is taken already"
        said.append(_moved_on(exam, laid_out[place].day, None if to is None else laid_out[to].day, why))
    return asked, said


def _why_not(place: int, last: int | None, laid_out: tuple[Slot, ...], request: Request) -> str | None:
    """Return why an exam cannot stand where it was planned, None where it can."""
    if place == 0 and request.sat is not None:
        return None
    if laid_out[place].hours <= 0:
        return "a day off"
    if last is None or request.last_exam is None or _apart(place, [last], laid_out):
        return None
    return f"too soon after the exam taken on {full_day(request.last_exam[0])}"


def _instead(
    place: int, last: int | None, others: list[int], laid_out: tuple[Slot, ...], request: Request
) -> int | None:
    """Return the place an exam moves to; None where no day keeps the rhythm or the next one comes in time."""
    longest = (laid_out[place].phase.gap or (0, 0))[1]
    if last is not None and any(place < other <= last + longest for other in others):
        return None
    apart = others if last is None else [*others, last]
    fitting = [other for other in holding(laid_out, request) if _apart(other, apart, laid_out)]
    return min(fitting, key=lambda other: (abs(other - place), -other), default=None)


def later_place(place: int, exams: list[int], laid_out: tuple[Slot, ...], request: Request) -> int | None:
    """Return where an exam may wait to, a week later at most and as late as the rhythm leaves; None where it cannot."""
    last = [] if request.last_exam is None else [(request.last_exam[0] - request.as_of).days]
    others = [other for other in exams if other != place] + last
    fitting = [
        to
        for to in holding(laid_out, request)
        if place < to <= place + WEEK and all(not place < other <= to for other in others)
        if _apart(to, others, laid_out)
    ]
    return max(fitting, default=None)


def _moved_on(exam: PlannedExam, of: date, to: date | None, why: str) -> str:
    if to is None:
        return f"{exam.title} of {full_day(of)} falls away: {why}"
    return f"{exam.title} moves from {full_day(of)} to {full_day(to)}: {why}"


def _reviews_what_was_sat(
    days: tuple[PlannedDay, ...], laid_out: tuple[Slot, ...], exams: dict[int, PlannedExam], request: Request
) -> bool:
    """Whether the first working day reviews the exam that was taken before it, and no other."""
    first = next((place for place, slot in enumerate(laid_out) if slot.hours > 0 and place not in exams), None)
    if first is None:
        return True
    looked_at = reviewed(laid_out, first, exams, request.reviewing)
    return days[first].reviews == (None if looked_at is None else looked_at.title)


def _with_forms(
    asked: dict[int, PlannedExam], added: list[int], laid_out: tuple[Slot, ...], request: Request
) -> tuple[dict[int, PlannedExam], list[str]]:
    """Give each place a form that was never taken; the planned form stays where it can, today's own when sat today."""
    unused = list(request.forms)
    exams: dict[int, PlannedExam] = {}
    for place, planned in sorted(asked.items()):
        if place == 0 and planned == request.sat:
            exams[place] = planned
        elif planned in unused:
            exams[place] = planned
            unused.remove(planned)
    said = []
    for place in sorted({*asked, *added} - set(exams), reverse=True):
        if unused:
            exams[place] = unused.pop()
        if place in asked:
            said.append(_given_way(asked[place], exams.get(place), laid_out[place].day))
    return dict(sorted(exams.items())), said[::-1]


def _given_way(planned: PlannedExam, instead: PlannedExam | None, day: date) -> str:
    if instead is None:
        return f"{planned.title} is taken already and no unused form is left for {full_day(day)}"
    return f"{planned.title} is taken already: {instead.title} takes its place on {full_day(day)}"


def _added(places: list[int], laid_out: tuple[Slot, ...], request: Request, missed: int) -> list[int]:
    """Find the first places for missed exams that keep the rhythm's fewest days from every other exam."""
    added: list[int] = []
    taken = [(request.last_exam[0] - request.as_of).days] if request.last_exam else []
    for _ in range(missed):
        apart = [*places, *added, *taken]
        first = next((place for place in holding(laid_out, request) if _apart(place, apart, laid_out)), None)
        if first is not None:
            added.append(first)
    return added


def _apart(place: int, others: list[int], laid_out: tuple[Slot, ...]) -> bool:
    """Whether a place keeps the fewest days from other exams; a phase without a rhythm takes the closest one."""
    least = min((slot.phase.gap[0] for slot in laid_out if slot.phase.gap is not None), default=1)
    own = laid_out[place].phase.gap
    return all(abs(place - other) >= (own[0] if own is not None else least) for other in others)


def _lost_their_day(questions: int) -> str:
    are = "question gives" if questions == 1 else "questions give"
    return f"{questions} {are} way to a practice exam or its review: `stepready schedule replan` finds another day"


def _placed_again(day: PlannedDay, exam: PlannedExam) -> str:
    return f"a missed practice exam is placed again: {exam.title} on {full_day(day.day)}"


def _still_missed(missed: tuple[PlannedDay, ...], placed: list[PlannedExam], *, again: bool) -> tuple[str, ...]:
    """Name the missed practice exams that have no new place, so that none is dropped silently.

    A place stands for the missed day of its form, else for the first that is left.
    """
    left = list(missed)
    for exam in placed:
        left.remove(next((day for day in left if day.practice_exam == exam), left[0]))
    named = [f"{day.practice_exam.title} of {full_day(day.day)}" for day in left if day.practice_exam is not None]
    if not again or not named:
        return tuple(f"{name} was not taken" for name in named)
    if len(named) == 1:
        return (f"{named[0]} was not taken; no day keeps the rhythm, the form stays unused",)
    return (f"{listed(named)} were not taken; no day keeps the rhythm, the forms stay unused",)
