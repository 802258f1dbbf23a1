"""What the user should know about a schedule that was just made: every sentence is composed here."""

from datetime import timedelta
from itertools import pairwise

from stepready.core.rules.diagnostic import band_of
from stepready.core.schedule.day import Schedule
from stepready.core.schedule.request import Request, Slot
from stepready.core.values.wording import count, full_day, listed, number

LAST_WEEKS = 21
TWO_WEEKS = 14
SHOWN = 3


def notices_of(
    request: Request, laid_out: tuple[Slot, ...], places: tuple[int, ...], schedule: Schedule, unplaced: int
) -> tuple[str, ...]:
    """Say where time, hours, forms or rhythm fall short, and which lines another guide gave."""
    return (
        *standing_notices(request, laid_out, schedule),
        *_unplaced(unplaced),
        *_forms(request, places),
        *request.lines.borrowed,
    )


def standing_notices(request: Request, laid_out: tuple[Slot, ...], schedule: Schedule) -> tuple[str, ...]:
    """Say where time, hours or rhythm fall short, of a schedule just made as of a kept one."""
    return (
        *time_notices(request),
        *_hours(request, laid_out),
        *_bank(request, schedule),
        *_exam_hours(request, laid_out, schedule),
        *_rhythm(schedule, request),
    )


def time_notices(request: Request) -> tuple[str, ...]:
    """Compare the time left with what the diagnostic band and the guide's phases ask for."""
    said = []
    left = (request.exam_date - request.as_of).days
    band = band_of(request.last_exam[1], request.lines.diagnostic) if request.last_exam else None
    if request.last_exam is not None and band is not None:
        asked = f"{number(band.min_weeks)}-{number(band.max_weeks)} weeks"
        if left / 7 < band.min_weeks:
            said.append(
                f"too short: a practice score of {number(request.last_exam[1])} asks for {asked}; {_left(left)} left"
            )
    shortest = sum(phase.min_days for phase in request.lines.phases if phase.load == "full-time")
    if left < shortest:
        said.append(f"the guide's full-time weeks take {number(shortest / 7)} weeks at least; {_left(left)} left")
    return tuple(said)


def _left(days: int) -> str:
    """Write the time left: in weeks, under two of them in days."""
    if days < TWO_WEEKS:
        return "1 day is" if days == 1 else f"{days} days are"
    return f"{number(days / 7)} weeks are"


def _hours(request: Request, laid_out: tuple[Slot, ...]) -> tuple[str, ...]:
    """Name the phases in which no working day's hours hold the guide's questions."""
    working = [slot for slot in laid_out if slot.hours > 0]
    if not working:
        return ("no working day is left before the exam: every day is a rest day, away or without hours",)
    said = []
    for name in dict.fromkeys(slot.phase.name for slot in working):
        days = [slot for slot in working if slot.phase.name == name]
        held = max(slot.room(request.lines.working.question_minutes) for slot in days)
        least, most = days[0].phase.questions
        if held < least:
            said.append(
                f"{name}: your hours hold {count(held, 'question')} a day with review; "
                f"the guide's range is {least}-{most}"
            )
    return tuple(said)


def _unplaced(unplaced: int) -> tuple[str, ...]:
    return (f"{count(unplaced, 'question')} fit on no day before the exam at these hours",) if unplaced else ()


def _bank(request: Request, schedule: Schedule) -> tuple[str, ...]:
    said = []
    left, by = request.settings.questions_left, request.settings.bank_done_by
    if request.total is None and left is not None and by is not None:
        planned = sum(day.questions for day in schedule.days if day.day <= by)
        if planned < left:
            said.append(
                f"the question bank cannot be done once by {full_day(by)}: "
                f"{planned} of {left} questions fit until then, the others come after it"
            )
    return tuple(said)


def _forms(request: Request, places: tuple[int, ...]) -> tuple[str, ...]:
    missing = len(places) - len(request.forms)
    if not request.forms:
        return ("no unused practice form is left: no practice exam is placed",)
    if missing > 0:
        return (
            (
                f"{count(len(request.forms), 'unused practice form')} for {len(places)} places: "
                f"the last ones are kept, {count(missing, 'earlier place')} left out"
            ),
        )
    if not places:
        return ("no day can hold a practice exam before the exam",)
    return ()


def _exam_hours(request: Request, laid_out: tuple[Slot, ...], schedule: Schedule) -> tuple[str, ...]:
    needed = request.lines.working.exam_hours
    days = [
        day
        for day, slot in zip(schedule.days, laid_out, strict=True)
        if day.practice_exam is not None and slot.hours < needed
    ]
    if not days:
        return ()
    named = listed([full_day(day.day) for day in days[:SHOWN]]) + (" and later" if len(days) > SHOWN else "")
    return (f"a practice exam takes about {number(needed)} hours, more than the hours given: {named}",)


def _rhythm(schedule: Schedule, request: Request) -> tuple[str, ...]:
    """Say where days off keep the practice exams of the last three weeks from the guide's rhythm."""
    gap = request.lines.phases[-1].gap
    days = [day.day for day in schedule.days if day.practice_exam is not None]
    late = [day for day in days if day >= request.exam_date - timedelta(days=LAST_WEEKS)]
    if gap is None:
        return ()
    return tuple(
        f"{(after - before).days} days between the practice exams of {full_day(before)} and {full_day(after)}; "
        f"the guide asks for {gap[0]}-{gap[1]}: the days between are taken"
        for before, after in pairwise(late)
        if (after - before).days > gap[1]
    )
