"""What the user should know about a schedule that was just made: every sentence is composed here."""

from datetime import timedelta
from itertools import pairwise

from stepready.core.schedule.planned_days import Schedule
from stepready.core.schedule.request import Request, Slot
from stepready.core.schedule.shortfall import shortfalls, told
from stepready.core.values.wording import count, full_day, listed, number

LAST_WEEKS = 21
SHOWN = 3
A_REST = 2
"""The last days before the exam, which may well be free."""


def notices_at_once(request: Request, places: tuple[int, ...], unplaced: int) -> tuple[str, ...]:
    """Say what only the making of a schedule tells: questions without a day, practice exams without a form or a day."""
    return (*_unplaced(unplaced), *_forms(request, places))


def standing_notices(request: Request, laid_out: tuple[Slot, ...], schedule: Schedule) -> tuple[str, ...]:
    """Say where time, hours or rhythm fall short, of a schedule just made or a kept one; name borrowed lines."""
    return (
        *_no_work(laid_out),
        *told(shortfalls(request, laid_out, schedule)),
        *_exam_hours(request, laid_out, schedule),
        *_rhythm(schedule, request),
        *request.lines.borrowed,
    )


def _no_work(laid_out: tuple[Slot, ...]) -> tuple[str, ...]:
    if len(laid_out) <= A_REST or any(slot.hours > 0 for slot in laid_out):
        return ()
    return ("no working day is left before the exam: every day is a rest day, away or without hours",)


def _unplaced(unplaced: int) -> tuple[str, ...]:
    return (f"{count(unplaced, 'question')} fit on no day before the exam at these hours",) if unplaced else ()


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
    return (f"a practice exam takes about {number(needed)} hours, more than any day has: {named}",)


def _rhythm(schedule: Schedule, request: Request) -> tuple[str, ...]:
    """Say where days off keep the practice exams of the last three weeks from the guide's rhythm."""
    gap = request.lines.phases[-1].gap
    days = [day.day for day in schedule.days if day.practice_exam is not None]
    late = [day for day in days if day >= request.exam_date - timedelta(days=LAST_WEEKS)]
    if gap is None:
        return ()
    return tuple(
        f"{(after - before).days} days between the practice exams of {full_day(before)} and {full_day(after)}; "
        f"the guide asks for {gap[0]}-{gap[1]}: no day between holds one"
        for before, after in pairwise(late)
        if (after - before).days > gap[1]
    )
