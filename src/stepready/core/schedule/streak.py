"""How many days in a row something was done. Days off that were planned neither break the row nor count."""

from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from stepready.core.log.day_log import DayState, Studied
from stepready.core.schedule.planned_days import Schedule, StudySettings
from stepready.core.schedule.request import is_off

DAY = timedelta(days=1)
BRIDGED = (DayState.AWAY, DayState.SICK)
"""The words of a day that nobody is asked to study on; a skipped day is no such day."""


def worked_days(studied: Studied) -> frozenset[date]:
    """Return the days with something done: questions, hours, a practice exam, or the word `done`."""
    said = (day for day, state in studied.states.items() if state is DayState.DONE)
    return frozenset({*studied.questions, *studied.hours, *studied.exams, *said})


def days_off(
    first: date, last: date, studied: Studied, schedule: Schedule | None, settings: StudySettings | None
) -> frozenset[date]:
    """Return the days off from one day to another, both included: sick, away, or without work by the kept schedule.

    Before its first day the kept settings say which weekdays are free.
    """
    planned = {} if schedule is None else {day.day: day.rest for day in schedule.days}
    begins = None if schedule is None or not schedule.days else schedule.days[0].day

    def is_day_off(day: date) -> bool:
        if studied.states.get(day) in BRIDGED or planned.get(day, False):
            return True
        return settings is not None and (begins is None or day < begins) and is_off(day, settings)

    days = (first + n * DAY for n in range((last - first).days + 1))
    return frozenset(day for day in days if is_day_off(day))


def streak(worked: AbstractSet[date], off: AbstractSet[date], as_of: date) -> int:
    """Return the days in a row with something done, up to today; a today without work yet does not end it."""
    found = 0
    day = as_of if as_of in worked else as_of - DAY
    while day in worked or day in off:
        found += day in worked
        day -= DAY
    return found
