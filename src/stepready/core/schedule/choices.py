"""What could give way where the days do not suffice: the date, the hours, or the scope."""

from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

from stepready.core.schedule.quota import ordinary
from stepready.core.schedule.request import WEEK, Request, Slot, slots
from stepready.core.schedule.shortfall import Scarce, Shortfall
from stepready.core.schedule.time_given import MOST_HOURS
from stepready.core.values import dataclass
from stepready.core.values.days import SUNDAY
from stepready.core.values.wording import count, full_day, number, percent

LONGEST_MOVE = 84
"""Days: the farthest later test date that is tried."""


class Giving(StrEnum):
    """What gives way."""

    DATE = "date"
    HOURS = "hours"
    SCOPE = "scope"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing that could give way so that the demands are met; `exam_date` is the test day it leads to."""

    gives: Giving
    says: str
    exam_date: date


def choices(request: Request, found: tuple[Shortfall, ...]) -> tuple[Choice, ...]:
    """Return what could give way, each enough by itself; none where nothing falls short."""
    if not found:
        return ()
    return (_date(request, found), _hours(request, found), _scope(request, found))


def _date(request: Request, found: tuple[Shortfall, ...]) -> Choice:
    """Return the first later test date, no Sunday, that has the days asked for and holds the questions missing."""
    asked = max((short.asked for short in found if short.scarce is Scarce.DAYS), default=0)
    wanted = _held(request) + _missing(found, Scarce.QUESTIONS)
    for later in range(1, LONGEST_MOVE + 1):
        moved = replace(request, exam_date=request.exam_date + timedelta(days=later))
        on = moved.exam_date
        if on.weekday() != SUNDAY and (on - request.as_of).days >= asked and _held(moved) >= wanted:
            says = f"sit on {full_day(on)}, {count(later, 'day')} later"
            return Choice(gives=Giving.DATE, says=says, exam_date=on)
    farthest = request.exam_date + timedelta(days=LONGEST_MOVE)
    says = f"even {count(LONGEST_MOVE, 'day')} later, the farthest tried, the days do not suffice"
    return Choice(gives=Giving.DATE, says=says, exam_date=farthest)


def _hours(request: Request, found: tuple[Shortfall, ...]) -> Choice:
    """Return the hours more a working day: of the questions missing, and of the weeks missing at today's hours."""
    working = [slot for slot in slots(request) if slot.hours > 0]
    questions = _missing(found, Scarce.QUESTIONS) * request.lines.working.question_minutes / 60
    days = _missing(found, Scarce.DAYS) / WEEK * _a_week(working, request)
    more = max(questions, days) / max(len(working), 1)
    fullest = max((slot.hours for slot in working), default=0.0)
    left = count(len(working), "working day")
    says = f"{number(more)} h more on each of the {left} left (now up to {number(fullest)} h)"
    if not working or fullest + more > MOST_HOURS:
        says = f"hours alone do not do it: {says}" if working else "no working day is left"
    return Choice(gives=Giving.HOURS, says=says, exam_date=request.exam_date)


def _scope(request: Request, found: tuple[Shortfall, ...]) -> Choice:
    """Return what stays undone at the date and the hours there are."""
    said = []
    for scarce in Scarce:
        short = [one for one in found if one.scarce is scarce]
        if short:
            largest = max(short, key=lambda one: one.missing)
            share = percent(largest.held / largest.asked) if largest.asked else ""
            whose = f"what {largest.guide} asks for" if largest.guide else "the question bank"
            said.append(f"{count(largest.missing, scarce.value[:-1])} less than {whose} ({share} of it)")
    return Choice(gives=Giving.SCOPE, says=f"make do with {' and '.join(said)}", exam_date=request.exam_date)


def _missing(found: tuple[Shortfall, ...], scarce: Scarce) -> int:
    """Return the largest shortfall of a kind; that of several phases is one sum."""
    guides = sum(short.missing for short in found if short.scarce is scarce and short.guide)
    if scarce is Scarce.DAYS:
        guides = max((short.missing for short in found if short.scarce is scarce), default=0)
    return max([guides, *(short.missing for short in found if short.scarce is scarce and not short.guide)])


def _held(request: Request) -> int:
    """Return the questions that the working days to the exam hold."""
    return sum(ordinary(slot, request.lines.working).ceiling for slot in slots(request))


def _a_week(working: list[Slot], request: Request) -> float:
    """Return the hours of a week at today's pace."""
    days = (request.exam_date - request.as_of).days
    return sum(slot.hours for slot in working) / days * WEEK if days else 0.0
