"""Make a schedule: lay out the days, place the practice exams, share out the questions, pick the topics."""

from datetime import date, timedelta

from stepready.core.schedule.advice import notices_at_once, standing_notices
from stepready.core.schedule.planned_days import REVIEW_OF, PlannedDay, PlannedExam, Schedule, quarters
from stepready.core.schedule.practice import assign, exam_days
from stepready.core.schedule.quota import EMPTY, DayKind, Hours, Room, eve, hours_of, light, ordinary, spread
from stepready.core.schedule.request import Made, Request, Slot, slots
from stepready.core.schedule.topics import rounds
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import full_day, number


def make_schedule(request: Request) -> Made:
    """Plan every day from today to the exam's eve.

    Raises StepreadyError when the exam is not after today.
    """
    if request.exam_date <= request.as_of:
        raise StepreadyError(
            f"the exam of {full_day(request.exam_date)} is not after today ({full_day(request.as_of)}); "
            "a schedule needs a later day: stepready plan set --on DATE"
        )
    laid_out = slots(request)
    places, exams = _exams(laid_out, request)
    rooms = rooms_of(laid_out, exams, request)
    questions, unplaced = _questions(laid_out, rooms, request)
    days = assemble(laid_out, exams, rooms, questions, request)
    schedule = Schedule(exam=request.lines.exam, made_on=request.as_of, exam_date=request.exam_date, days=tuple(days))
    first = notices_at_once(request, places, unplaced)
    notices = (*first, *standing_notices(request, laid_out, schedule))
    return Made(schedule=schedule, notices=notices, at_once=len(first), unplaced=unplaced)


def placed_exams(request: Request) -> tuple[tuple[date, PlannedExam], ...]:
    """Return the practice exams of a schedule made now with their days, earliest first."""
    laid_out = slots(request)
    return tuple((laid_out[place].day, exam) for place, exam in sorted(_exams(laid_out, request)[1].items()))


def _exams(laid_out: tuple[Slot, ...], request: Request) -> tuple[tuple[int, ...], dict[int, PlannedExam]]:
    """Return the places wanted for practice exams and the forms that stand on them; today's own was sat today."""
    places = exam_days(laid_out, request)
    exams = assign(places, request.forms)
    if request.sat is not None and len(laid_out) >= request.lines.working.last_exam_from:
        exams = {0: request.sat, **exams}
    return places, exams


def rooms_of(laid_out: tuple[Slot, ...], exams: dict[int, PlannedExam], request: Request) -> list[Room]:
    """Return the room of each day: none on rest and exam days, less after an exam and on the eve."""
    return [_room(laid_out, place, exams, request) for place in range(len(laid_out))]


def _room(laid_out: tuple[Slot, ...], place: int, exams: dict[int, PlannedExam], request: Request) -> Room:
    working = request.lines.working
    slot = laid_out[place]
    if place in exams or slot.hours <= 0:
        return EMPTY
    if place == len(laid_out) - 1:
        return eve(slot, working)
    if reviewed(laid_out, place, exams, request.reviewing) is not None:
        return light(slot, working)
    return ordinary(slot, working)


def reviewed(
    laid_out: tuple[Slot, ...], place: int, exams: dict[int, PlannedExam], reviewing: PlannedExam | None
) -> PlannedExam | None:
    """Return the practice exam whose review comes first on this day: the first working day after it.

    `reviewing` was taken before the first of the days and is not reviewed yet.
    """
    before = place - 1
    while before >= 0 and before not in exams and laid_out[before].hours <= 0:
        before -= 1
    return exams.get(before) if before >= 0 else reviewing


def _questions(laid_out: tuple[Slot, ...], rooms: list[Room], request: Request) -> tuple[list[int], int]:
    """Return each day's questions, and how many fit on no day."""
    if request.total is not None:
        return spread(request.total, rooms)
    usual = [room.usual for room in rooms]
    left = request.settings.questions_left
    if left is None:
        return usual, 0
    first_pass = [slot.day <= bank_day(request) for slot in laid_out]
    within = [room if counts else EMPTY for room, counts in zip(rooms, first_pass, strict=True)]
    placed, over = spread(max(left, sum(room.base for room in within)), within)
    after = [EMPTY if counts else room for room, counts in zip(rooms, first_pass, strict=True)]
    rest, unplaced = spread(max(over, sum(room.least for room in after)), after)
    return [first + second for first, second in zip(placed, rest, strict=True)], unplaced


def bank_day(request: Request) -> date:
    """Return the last day of the question bank's first pass: the user's, else a margin before the exam."""
    if request.settings.bank_done_by is not None:
        return request.settings.bank_done_by
    return request.exam_date - timedelta(days=request.lines.working.bank_margin + 1)


def assemble(
    laid_out: tuple[Slot, ...],
    exams: dict[int, PlannedExam],
    rooms: list[Room],
    questions: list[int],
    request: Request,
    *,
    standing: tuple[PlannedDay, ...] = (),
) -> list[PlannedDay]:
    """Put the days together: hours follow from questions, topics go round the working days.

    The topics that the `standing` days have stay theirs.
    """
    working = [place for place, slot in enumerate(laid_out) if slot.hours > 0 and place not in exams]
    topics = dict(zip(working, rounds(request.focus, len(working)), strict=True))
    topics |= {place: kept for place, day in enumerate(standing) if (kept := day.topics)}
    whole = sorted(exams)[-request.lines.working.whole_sittings :]
    made = []
    for place, slot in enumerate(laid_out):
        hours = day_hours(laid_out, place, exams, questions[place], request)
        looked_at = reviewed(laid_out, place, exams, request.reviewing) if rooms[place] != EMPTY else None
        made.append(
            PlannedDay(
                day=slot.day,
                phase=slot.phase.name,
                rest=slot.hours <= 0,
                questions=questions[place],
                review_hours=quarters(hours.review),
                content_hours=quarters(hours.content),
                focus=_focus(topics.get(place, ()), looked_at, exams.get(place), whole=place in whole),
                practice_exam=exams.get(place),
                note=_note(slot, looked_at, exams.get(place), request, is_eve=place == len(laid_out) - 1),
            )
        )
    return made


def day_hours(
    laid_out: tuple[Slot, ...], place: int, exams: dict[int, PlannedExam], questions: int, request: Request
) -> Hours:
    """Return what the hours of a day go to; an exam day's are the exam's, and an hour to look at it."""
    slot, working = laid_out[place], request.lines.working
    if place in exams:
        return Hours(working.exam_hours, 1.0 if slot.hours - working.exam_hours >= 1 else 0.0, 0.0)
    if place == len(laid_out) - 1:
        return hours_of(questions, slot, working, DayKind.EVE)
    looked_at = reviewed(laid_out, place, exams, request.reviewing)
    kind = DayKind.ORDINARY if looked_at is None else DayKind.REVIEW
    return hours_of(questions, slot, working, kind)


def _focus(
    topics: tuple[str, ...], looked_at: PlannedExam | None, exam: PlannedExam | None, *, whole: bool
) -> tuple[str, ...]:
    if exam is not None:
        return ("whole exam, timed, as on the day",) if whole else ("timed practice exam",)
    return (f"{REVIEW_OF}{looked_at.title}", *topics[:1]) if looked_at is not None else topics


def _note(
    slot: Slot, looked_at: PlannedExam | None, exam: PlannedExam | None, request: Request, *, is_eve: bool
) -> str:
    needed = request.lines.working.exam_hours
    if slot.away:
        return "away"
    if slot.hours <= 0:
        return "rest"
    if exam is not None:
        return (
            f"{number(needed)} h, {number(needed - slot.hours)} more than this day has" if slot.hours < needed else ""
        )
    if is_eve:
        return "eve of the exam: a light day"
    if slot.is_taper and looked_at is None:
        return "fewer hours before the exam"
    return f"lighter day: review of {looked_at.title}" if looked_at is not None else ""
