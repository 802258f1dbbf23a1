"""The closed set of patterns that a season's days follow; data chooses among them and sets their parameters.

A season runs from June of its application year to the end of May of its match year; `of_year` says which of
the two a month belongs to. Working days are Monday to Friday; public holidays play no part.
"""

from collections.abc import Callable
from datetime import date
from typing import Literal

from dateutil.relativedelta import FR, MO, SA, SU, TH, TU, WE, relativedelta

from stepready.core.values import dataclass, in_range

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
OfYear = Literal["application", "match"]
DayOf = Callable[[str], date]

_WEEKDAYS = {"mon": MO, "tue": TU, "wed": WE, "thu": TH, "fri": FR, "sat": SA, "sun": SU}
_SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class NthWeekday:
    """The nth such weekday of a month."""

    of_year: OfYear
    month: int
    weekday: Weekday
    nth: int
    kind: Literal["nth-weekday"] = "nth-weekday"

    def __post_init__(self) -> None:
        """Refuse a month or a count that is none; a fifth weekday does not exist every year."""
        in_range("month", self.month, 1, 12)
        in_range("nth", self.nth, 1, 4)

    def day(self, season: int, day_of: DayOf) -> date:
        """Return the pattern's day in a season."""
        del day_of
        first = date(_year(season, self.of_year), self.month, 1)
        return first + relativedelta(weekday=_WEEKDAYS[self.weekday](self.nth))


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedDay:
    """The same day of a month every year; with `working`, the next working day when it falls on a weekend."""

    of_year: OfYear
    month: int
    day_of_month: int
    working: bool = False
    kind: Literal["fixed-day"] = "fixed-day"

    def __post_init__(self) -> None:
        """Refuse a day that not every year has."""
        date(2027, self.month, self.day_of_month)

    def day(self, season: int, day_of: DayOf) -> date:
        """Return the pattern's day in a season."""
        del day_of
        fixed = date(_year(season, self.of_year), self.month, self.day_of_month)
        return _working_day_from(fixed) if self.working else fixed


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstWorkingDay:
    """The first working day of a month."""

    of_year: OfYear
    month: int
    kind: Literal["first-working-day"] = "first-working-day"

    def __post_init__(self) -> None:
        """Refuse a month that is none."""
        in_range("month", self.month, 1, 12)

    def day(self, season: int, day_of: DayOf) -> date:
        """Return the pattern's day in a season."""
        del day_of
        return _working_day_from(date(_year(season, self.of_year), self.month, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class LastWorkingDay:
    """The last working day of a month."""

    of_year: OfYear
    month: int
    kind: Literal["last-working-day"] = "last-working-day"

    def __post_init__(self) -> None:
        """Refuse a month that is none."""
        in_range("month", self.month, 1, 12)

    def day(self, season: int, day_of: DayOf) -> date:
        """Return the pattern's day in a season."""
        del day_of
        last = date(_year(season, self.of_year), self.month, 1) + relativedelta(day=31)
        return last if last.weekday() < _SATURDAY else last + relativedelta(weekday=FR(-1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """So many days after another milestone of the season; negative is before."""

    milestone: str
    days: int
    kind: Literal["relative"] = "relative"

    def day(self, season: int, day_of: DayOf) -> date:
        """Return the pattern's day in a season."""
        del season
        return day_of(self.milestone) + relativedelta(days=self.days)


Pattern = NthWeekday | FixedDay | FirstWorkingDay | LastWorkingDay | Relative


def _year(season: int, of_year: OfYear) -> int:
    return season - 1 if of_year == "application" else season


def _working_day_from(day: date) -> date:
    """Return the day itself, or the Monday after when it falls on a weekend."""
    return day if day.weekday() < _SATURDAY else day + relativedelta(weekday=MO(1))
