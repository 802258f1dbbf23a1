"""Rule kinds about days: the window of the score, the wait after a failure, the time a diagnostic asks for."""

from datetime import timedelta
from typing import Literal

from stepready.core.case import Case
from stepready.core.rules.diagnostic_time import band_of
from stepready.core.rules.finding import Finding, Outcome, outcome_of
from stepready.core.season.windows import TimingWord
from stepready.core.values import dataclass, in_range
from stepready.core.values.wording import count, day_from, number

NO_TEST_DATE = Finding(outcome=Outcome.UNKNOWN, reason="no test date is booked")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreInWindow:
    """The typical score day falls in the guide's ideal or acceptable window."""

    kind: Literal["score-in-window"] = "score-in-window"

    def judge(self, case: Case) -> Finding:
        """Place the test date in the guide's windows."""
        booked, timing = case.plan.exam_date, case.timing
        if booked is None or timing is None:
            return NO_TEST_DATE
        word = timing.word(booked, case.season, case.arrival)
        last = timing.last_day(TimingWord.ACCEPTABLE, case.season, case.arrival)
        expected = case.arrival.typical_day(booked)
        return Finding(
            outcome=outcome_of(word in (TimingWord.IDEAL, TimingWord.ACCEPTABLE)),
            reason=f"score likely {day_from(expected, case.as_of)}: {word.value.replace('-', ' ')} by this guide",
            observed=day_from(expected, case.as_of),
            required=f"sitting by {day_from(last, case.as_of)}",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysAfterFailure:
    """The test day is at least so many days after the result of the latest failed sitting."""

    days: int
    kind: Literal["days-after-failure"] = "days-after-failure"

    def __post_init__(self) -> None:
        """Refuse a figure out of range."""
        in_range("days", self.days, 1, 366)

    def judge(self, case: Case) -> Finding:
        """Count the days from the result to the test day."""
        booked, result = case.plan.exam_date, case.failed_result_day
        required = f"{self.days} days or more"
        if booked is None:
            return NO_TEST_DATE
        if result is None:
            reason = "the day of the failed sitting is not known (plan set --failed-on)"
            return Finding(outcome=Outcome.UNKNOWN, reason=reason, required=required)
        between = (booked - result).days
        earliest = result + timedelta(days=self.days)
        return Finding(
            outcome=outcome_of(between >= self.days),
            reason=f"{count(between, 'day')} after the failing result of {day_from(result, case.as_of)}; "
            f"the guide's earliest is {day_from(earliest, case.as_of)}",
            observed=count(between, "day"),
            required=required,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosticTime:
    """The time from the baseline to the test day is at least what the guide gives its diagnostic band."""

    kind: Literal["diagnostic-time"] = "diagnostic-time"

    def judge(self, case: Case) -> Finding:
        """Compare the weeks between baseline and test day with the band's minimum."""
        booked, first = case.plan.exam_date, case.evidence.baseline
        if booked is None:
            return NO_TEST_DATE
        band = band_of(first.value, case.diagnostic) if first else None
        if first is None or band is None:
            return Finding(outcome=Outcome.UNKNOWN, reason="no diagnostic exam is logged")
        weeks = (booked - first.day) / timedelta(weeks=1)
        asked = f"{number(band.min_weeks)}-{number(band.max_weeks)} weeks"
        return Finding(
            outcome=outcome_of(weeks >= band.min_weeks),
            reason=f"a diagnostic of {number(first.value)} asks for {asked} up to the exam; there are {number(weeks)}",
            observed=f"{number(weeks)} weeks",
            required=f"{number(band.min_weeks)} weeks or more",
            used=(first.id,),
        )
