"""Rule kinds about how practice went: rhythm, count, rise, whole mocks, the question bank, what was told."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from stepready.core.case import Case
from stepready.core.facts.exam import Condition
from stepready.core.log.bank import latest
from stepready.core.log.day_log import average
from stepready.core.log.score import QbankDay
from stepready.core.rules.finding import Finding, Outcome, outcome_of
from stepready.core.rules.scores_at_a_line import ids, shown
from stepready.core.values import dataclass, in_order, in_range
from stepready.core.values.wording import count, number, points


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamRhythm:
    """No gap between practice exams, nor since the last, is longer than so many days.

    Looks back over `over_days` from today. With `last_days_before_exam` only the stretch before the test
    day counts, and outside it the outcome is unknown.
    """

    max_days: int
    over_days: int = 56
    last_days_before_exam: int | None = None
    kind: Literal["exam-rhythm"] = "exam-rhythm"

    def __post_init__(self) -> None:
        """Refuse a figure out of range."""
        in_range("max_days", self.max_days, 1, 90)
        in_range("over_days", self.over_days, 7, 366)
        in_range("last_days_before_exam", self.last_days_before_exam, 7, 366)

    def judge(self, case: Case) -> Finding:
        """Find the longest gap."""
        required = f"an exam every {self.max_days} days or sooner"
        start = self._start(case)
        if start is None:
            when = f"the last {self.last_days_before_exam} days before the exam"
            return Finding(outcome=Outcome.UNKNOWN, reason=f"speaks of {when}", required=required)
        exams = tuple(s for s in case.evidence.full if s.day >= start)
        days = sorted({score.day for score in exams})
        if len(days) < 2:  # noqa: PLR2004 - a gap lies between two days
            reason = f"{count(len(exams), 'exam')} in the stretch; a rhythm needs two"
            if exams[1:]:
                reason = "the exams of the stretch lie on one day; a rhythm needs two days"
            return Finding(outcome=Outcome.UNKNOWN, reason=reason, required=required, used=ids(exams))
        longest = max((later - earlier).days for earlier, later in pairwise([*days, self._end(case)]))
        return Finding(
            outcome=outcome_of(longest <= self.max_days),
            reason=f"the longest gap is {count(longest, 'day')}",
            observed=count(longest, "day"),
            required=required,
            used=ids(exams),
        )

    def _end(self, case: Case) -> date:
        """Return today, or the test day once that is past."""
        booked = case.plan.exam_date
        return case.as_of if booked is None else min(case.as_of, booked)

    def _start(self, case: Case) -> date | None:
        look_back = case.as_of - timedelta(days=self.over_days - 1)
        if self.last_days_before_exam is None:
            return look_back
        booked = case.plan.exam_date
        if booked is None:
            return None
        start = booked - timedelta(days=self.last_days_before_exam)
        return max(start, look_back) if case.as_of >= start else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountBetween:
    """The number of full practice exams lies in a range, both ends included."""

    low: int
    high: int
    kind: Literal["count-between"] = "count-between"

    def __post_init__(self) -> None:
        """Refuse a figure out of range."""
        in_range("low", self.low, 1, 50)
        in_range("high", self.high, 1, 50)
        in_order("low and high", self.low, self.high)

    def judge(self, case: Case) -> Finding:
        """Count the full practice exams; more than asked is no fault."""
        exams = case.evidence.full
        required = f"{self.low} to {self.high}"
        if not exams:
            return Finding(outcome=Outcome.UNKNOWN, reason="no practice exam is logged", required=required)
        return Finding(
            outcome=outcome_of(len(exams) >= self.low),
            reason=f"{count(len(exams), 'full practice exam')} logged",
            observed=str(len(exams)),
            required=required,
            used=ids(exams),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class VisibleRise:
    """The latest exam is so many points above the first of the last weeks.

    `by` is in points of the exam's practice scale. The two must lie at least `min_span_days` apart, within
    `over_days` of today.
    """

    by: float
    min_span_days: int
    over_days: int
    kind: Literal["visible-rise"] = "visible-rise"

    def __post_init__(self) -> None:
        """Refuse a figure out of range."""
        in_range("by", self.by, 0, 100)
        in_range("min_span_days", self.min_span_days, 1, 366)
        in_range("over_days", self.over_days, 1, 366)
        in_order("min_span_days and over_days", self.min_span_days, self.over_days)

    def judge(self, case: Case) -> Finding:
        """Compare the first and the latest exam of the stretch."""
        required = f"{points(self.by)} or more"
        start = case.as_of - timedelta(days=self.over_days)
        exams = tuple(s for s in case.evidence.full if s.day >= start)
        if len(exams) < 2 or (exams[-1].day - exams[0].day).days < self.min_span_days:  # noqa: PLR2004
            reason = f"needs two exams at least {count(self.min_span_days, 'day')} apart"
            return Finding(outcome=Outcome.UNKNOWN, reason=reason, required=required, used=ids(exams))
        ends = (exams[0], exams[-1])
        rise = ends[1].value - ends[0].value
        return Finding(
            outcome=outcome_of(rise >= self.by),
            reason=f"{'up' if rise >= 0 else 'down'} {points(abs(rise))}: {shown(ends, case.as_of)}",
            observed=number(rise),
            required=required,
            used=ids(ends),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeMocks:
    """So many exams were sat whole and as on the day (marked full-length)."""

    exams: int
    kind: Literal["whole-mocks"] = "whole-mocks"

    def __post_init__(self) -> None:
        """Refuse a figure out of range."""
        in_range("exams", self.exams, 1, 6)

    def judge(self, case: Case) -> Finding:
        """Count the exams marked full-length; whole ones left unmarked may have been or not."""
        whole = tuple(s for s in case.evidence.full if Condition.FULL_LENGTH in s.conditions)
        required = f"{count(self.exams, 'exam')} marked full-length"
        if not case.evidence.full:
            return Finding(outcome=Outcome.UNKNOWN, reason="no practice exam is logged", required=required)
        may_be = len(whole) < self.exams <= len(case.evidence.full)
        return Finding(
            outcome=Outcome.UNKNOWN if may_be else outcome_of(len(whole) >= self.exams),
            reason=f"{count(len(whole), 'exam')} marked full-length (log --condition full-length)",
            observed=str(len(whole)),
            required=required,
            used=ids(whole),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class QbankAtLeast:
    """The question bank's percent correct over the recent days, or over the last `over_days`, is at or above a line."""

    percent: float
    over_days: int | None = None
    kind: Literal["qbank-at-least"] = "qbank-at-least"

    def __post_init__(self) -> None:
        """Refuse a figure out of range."""
        in_range("percent", self.percent, 0, 100)
        in_range("over_days", self.over_days, 7, 366)

    def days(self, case: Case) -> int:
        """Return how many days are looked at, today among them."""
        return self.over_days or int(case.facts.readings.recent_days.value)

    def judge(self, case: Case) -> Finding:
        """Average the days, weighted by questions."""
        required = f"{number(self.percent)} % or more"
        first = case.as_of - timedelta(days=self.days(case) - 1)
        days = [d for d in case.evidence.qbank if d.day >= first and _mostly_after(d, first)]
        percent = average(days)
        if percent is None:
            return Finding(outcome=Outcome.UNKNOWN, reason=_nothing_of(case), required=required)
        return Finding(
            outcome=outcome_of(percent >= self.percent),
            reason=f"{number(percent)} % over {count(sum(d.sessions for d in days), 'recent session')}",
            observed=f"{number(percent)} %",
            required=required,
            used=tuple(i for d in days for i in d.ids),
        )


def _mostly_after(day: QbankDay, first: date) -> bool:
    """Whether the greater part of the days that a difference of running totals stands for is not before a day."""
    return day.after is None or 2 * (first - day.after).days <= (day.day - day.after).days + 1


def _nothing_of(case: Case) -> str:
    """Say why nothing tells a percent of the last weeks."""
    last = next((total for total in latest(case.totals) if total.percent is not None), None)
    if last is not None:
        return f"{last.said} is the percent since the start; the last weeks show with the next total"
    return "no first-pass timed work is logged" if case.qbank else "nothing logged"


_HOW_TO_TELL = {"core_rotations_done": "plan set --core-rotations", "qbank_used": "log bank NAME DONE/SIZE"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something only the user knows, told with `plan set` or `log bank`; unknown until then."""

    fact: Literal["core_rotations_done", "qbank_used"]
    at_least: float
    kind: Literal["told"] = "told"

    def __post_init__(self) -> None:
        """Refuse a figure out of range."""
        in_range("at_least", self.at_least, 0, 100)

    def judge(self, case: Case) -> Finding:
        """Compare what was told with what the guide asks; a yes counts as 100."""
        told = getattr(case.plan, self.fact)
        option = _HOW_TO_TELL[self.fact]
        required = "yes" if self.fact == "core_rotations_done" else f"{number(self.at_least)} %"
        if told is None:
            return Finding(outcome=Outcome.UNKNOWN, reason=f"not told ({option})", required=required)
        value = 100.0 * told if isinstance(told, bool) else told
        said = ("yes" if told else "no") if isinstance(told, bool) else f"{number(value)} %"
        return Finding(
            outcome=outcome_of(value >= self.at_least), reason=f"told: {said}", observed=said, required=required
        )
