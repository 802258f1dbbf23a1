"""What a question bank tells: direction, weakly, and never more than that.

A bank's percent has no published conversion to a score. It can hold a forecast back when it points lower
than the scores do; it never lifts one, and it never narrows an interval.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from stepready.core.forecast.model import Direction
from stepready.core.log.score import QbankDay
from stepready.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BankTrend:
    """A question bank's weekly change in percent (`slope`), its standard error, and the sessions behind it."""

    slope: float
    se: float
    ids: tuple[int, ...]

    def hold_back(self, growth: float, growth_variance: float, direction: Direction) -> float:
        """Return the weekly growth after a bank that points lower; unchanged when it points higher."""
        hint = self.slope * direction.points_per_percent
        variance = (self.se * direction.points_per_percent) ** 2 + direction.sd**2
        return growth + min(0.0, hint - growth) * growth_variance / (growth_variance + variance)


def bank_trend(days: Sequence[QbankDay], *, as_of: date, direction: Direction) -> BankTrend | None:
    """Fit a line through the weekly percents up to `as_of`; None when there is too little to tell."""
    weeks: dict[int, list[QbankDay]] = defaultdict(list)
    for day in days:
        back = (as_of - day.day).days // 7
        if 0 <= back < direction.weeks:
            weeks[back].append(day)
    used = [day for week in weeks.values() for day in week]
    if len(weeks) < direction.least_weeks or sum(day.questions for day in used) < direction.least_questions:
        return None
    points = [(-back, *_percent(week, direction)) for back, week in sorted(weeks.items())]
    total = sum(weight for _, _, weight in points)
    mid = sum(x * weight for x, _, weight in points) / total
    spread = sum(weight * (x - mid) ** 2 for x, _, weight in points)
    slope = sum(weight * (x - mid) * percent for x, percent, weight in points) / spread
    return BankTrend(slope=slope, se=spread**-0.5, ids=tuple(sorted(i for day in used for i in day.ids)))


def _percent(week: list[QbankDay], direction: Direction) -> tuple[float, float]:
    """Return a week's percent and its weight: one over the variance of its questions and of its topics."""
    questions = sum(max(day.questions, 1) for day in week)
    percent = sum(day.percent * max(day.questions, 1) for day in week) / questions
    share = min(max(percent / 100, 0.05), 0.95)
    return percent, 1 / (1e4 * share * (1 - share) / questions + direction.week_sd**2)
