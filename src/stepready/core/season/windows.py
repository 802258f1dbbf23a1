"""The guides' windows of the application year, and where a test day falls in them."""

from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Literal

from stepready.core.facts.citation import Grounds
from stepready.core.facts.facts import Readings
from stepready.core.season.arrival import Arrival
from stepready.core.season.season import MILESTONE_IDS, Season
from stepready.core.values import dataclass, in_range


class TimingWord(StrEnum):
    """The guide's word for a test day, best first."""

    IDEAL = "ideal"
    ACCEPTABLE = "acceptable"
    RISKY = "risky"
    TOO_LATE = "too-late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A last day: of sitting or of the score's arrival, on a fixed day or at a milestone.

    `part` is the guide's vague word for a part of the month; the readings turn it into a day (see `dated`).
    """

    by: Literal["sat", "score"]
    month: int | None = None
    day: int | None = None
    milestone: str | None = None
    part: Literal["early", "mid"] | None = None

    def __post_init__(self) -> None:
        """Ask for a day of the application year or a milestone, not both."""
        fixed = self.month is not None and (self.day is not None or self.part is not None)
        if (self.milestone is None) != fixed:
            msg = "a limit needs either `milestone`, or `month` with `day` or `part`"
            raise ValueError(msg)
        if self.milestone is not None and self.milestone not in MILESTONE_IDS:
            msg = f"milestone {self.milestone!r} is not known; allowed: {', '.join(MILESTONE_IDS)}"
            raise ValueError(msg)
        in_range("month", self.month, 1, 12)
        in_range("day", self.day, 1, 31)
        if self.month is not None and self.day is not None:
            date(2027, self.month, self.day)

    def dated(self, readings: Readings) -> "Limit":
        """Return the limit with the day that its vague part of the month is read as."""
        if self.part is None:
            return self
        ends = readings.early_month_ends if self.part == "early" else readings.mid_month_ends
        return replace(self, day=int(ends.value))

    def day_of(self, season: Season) -> date:
        """Return the limit's day in a season."""
        if self.milestone is not None:
            return season.day(self.milestone)
        if self.month is None or self.day is None:
            msg = "a limit without a milestone has a month and a day"
            raise ValueError(msg)
        return date(season.application_year, self.month, self.day)

    def last_test_day(self, season: Season, arrival: Arrival) -> date:
        """Return the last test day that meets the limit with a typical score day."""
        day = self.day_of(season)
        return day if self.by == "sat" else arrival.last_typical_test_day(day)

    def meets(self, test_day: date, season: Season, arrival: Arrival) -> bool:
        """Whether a test day itself meets the limit; with announcements that cross, one before the last may not."""
        return (test_day if self.by == "sat" else arrival.typical_day(test_day)) <= self.day_of(season)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing(Grounds):
    """The guide's windows for Step 2 CK, each the last day that still counts, and its on-time limit."""

    ideal: Limit
    acceptable: Limit
    risky: Limit
    on_time: Limit

    def dated(self, readings: Readings) -> "Timing":
        """Return the windows with every vague part of a month read as a day."""
        return replace(
            self,
            ideal=self.ideal.dated(readings),
            acceptable=self.acceptable.dated(readings),
            risky=self.risky.dated(readings),
            on_time=self.on_time.dated(readings),
        )

    def word(self, test_day: date, season: Season, arrival: Arrival) -> TimingWord:
        """Return the guide's word for sitting on that day, by the typical score day."""
        is_seen = arrival.typical_day(test_day) <= season.day("review_opens")
        for word in (TimingWord.IDEAL, TimingWord.ACCEPTABLE, TimingWord.RISKY):
            limit = self._limit(word)
            is_called = limit.by == "score" or word is TimingWord.RISKY or is_seen
            if is_called and limit.meets(test_day, season, arrival):
                return word
        return TimingWord.TOO_LATE

    def last_day(self, word: TimingWord, season: Season, arrival: Arrival) -> date:
        """Return the last test day the guide has that word for; nothing that misses review is ideal by its sitting."""
        limit = self._limit(word)
        last = limit.last_test_day(season, arrival)
        if limit.by == "score" or word is TimingWord.RISKY:
            return last
        return min(last, arrival.last_typical_test_day(season.day("review_opens")))

    def _limit(self, word: TimingWord) -> Limit:
        return {TimingWord.IDEAL: self.ideal, TimingWord.ACCEPTABLE: self.acceptable}.get(word, self.risky)

    def is_on_time(self, test_day: date, season: Season, arrival: Arrival) -> bool:
        """Whether the typical score day of a test day meets the on-time limit."""
        return self.on_time.meets(test_day, season, arrival)

    def on_time_until(self, season: Season, arrival: Arrival) -> date:
        """Return the last test day whose typical score day meets the on-time limit."""
        return self.on_time.last_test_day(season, arrival)
