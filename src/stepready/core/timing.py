"""The guides' windows of the application year, and where a test day falls in them."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from stepready.core.facts import Facts
from stepready.core.grounds import Grounds
from stepready.core.season import Season


class TimingWord(StrEnum):
    """The guide's word for a test day, best first."""

    IDEAL = "ideal"
    ACCEPTABLE = "acceptable"
    RISKY = "risky"
    TOO_LATE = "too-late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A last day: of sitting or of the score's arrival, on a fixed day or at a milestone."""

    by: Literal["sat", "score"]
    month: int | None = None
    day: int | None = None
    milestone: str | None = None

    def __post_init__(self) -> None:
        """Ask for a day of the application year or a milestone, not both."""
        if (self.milestone is None) == (self.month is None or self.day is None):
            msg = "a limit needs either `milestone`, or `month` and `day`"
            raise ValueError(msg)

    def day_of(self, season: Season) -> date:
        """Return the limit's day in a season."""
        if self.milestone is not None:
            return season.day(self.milestone)
        if self.month is None or self.day is None:
            msg = "a limit without a milestone has a month and a day"
            raise ValueError(msg)
        return date(season.application_year, self.month, self.day)

    def last_test_day(self, season: Season, facts: Facts) -> date:
        """Return the last test day that meets the limit with a typical score day."""
        day = self.day_of(season)
        return day if self.by == "sat" else day - timedelta(days=facts.lag.typical_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing(Grounds):
    """The guide's windows for Step 2 CK, each the last day that still counts, and its on-time limit."""

    ideal: Limit
    acceptable: Limit
    risky: Limit
    on_time: Limit

    def word(self, test_day: date, season: Season, facts: Facts) -> TimingWord:
        """Return the guide's word for sitting on that day, by the typical score day."""
        for word, limit in (
            (TimingWord.IDEAL, self.ideal),
            (TimingWord.ACCEPTABLE, self.acceptable),
            (TimingWord.RISKY, self.risky),
        ):
            if test_day <= limit.last_test_day(season, facts):
                return word
        return TimingWord.TOO_LATE

    def on_time_until(self, season: Season, facts: Facts) -> date:
        """Return the last test day whose typical score day meets the on-time limit."""
        return self.on_time.last_test_day(season, facts)
