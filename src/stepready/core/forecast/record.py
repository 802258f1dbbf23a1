"""One's own forecasts beside what came: replayed from the order in which everything was entered.

A forecast of a practice exam or of the result is made anew from what was entered before it and dated before it, so
that nothing entered afterwards can help. What was entered late is shown and never counted.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from stepready.core.forecast.distributions import NORMAL_90
from stepready.core.forecast.forecast import predict
from stepready.core.forecast.trend import Trend
from stepready.core.log.score import Score
from stepready.core.values import dataclass
from stepready.core.values.wording import count, number

FEW = 5
LEANS = 4.0
LEAST_INSIDE, MOST_INSIDE = 0.6, 0.95


class LoggedScore(NamedTuple):
    """A score with its place in the journal and the day it was entered (None where that is not to be held against it).

    `changed` says that it was corrected afterwards.
    """

    score: Score
    change: int
    entered: date | None
    changed: bool


class KnownResult(NamedTuple):
    """A three-digit result of the exam itself, its day, and the place of its entry in the journal."""

    score: float
    on: date
    change: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """One forecast and what came: `mean`, `low80` and `high80` were forecast, `came` is the score.

    `not_counted` says why it does not count, None where it does.
    """

    on: date
    what: str
    mean: float
    low80: float
    high80: float
    came: float
    not_counted: str | None

    @property
    def miss(self) -> float:
        """How far it came out above the forecast."""
        return self.came - self.mean

    @property
    def inside(self) -> bool:
        """Whether it came inside the 80 % range."""
        return self.low80 <= self.came <= self.high80


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Every forecast that was tested, and what to make of those that count."""

    rows: tuple[Tested, ...]

    @property
    def counted(self) -> tuple[Tested, ...]:
        """Those that count."""
        return tuple(row for row in self.rows if row.not_counted is None)

    @property
    def mean_miss(self) -> float | None:
        """The mean distance between forecast and outcome, in points; None without any that counts."""
        return _mean([abs(row.miss) for row in self.counted])

    @property
    def bias(self) -> float | None:
        """By how much outcomes lay above their forecasts on average; None without any that counts."""
        return _mean([row.miss for row in self.counted])

    @property
    def coverage80(self) -> float | None:
        """The share (0-1) of outcomes inside their 80 % range; None without any that counts."""
        return _mean([float(row.inside) for row in self.counted])

    @property
    def says(self) -> str:
        """What to make of it, in a sentence."""
        mean_miss, bias, coverage = self.mean_miss, self.bias, self.coverage80
        if mean_miss is None or bias is None or coverage is None:
            return "Nothing to judge yet: the next practice exam entered on its day, or the result, tests a forecast."
        inside = sum(row.inside for row in self.counted)
        told = f"{inside} of {len(self.counted)} came inside the 80 % range, {number(mean_miss)} points off on average"
        if len(self.counted) < FEW:
            return f"{told}: too few to say more than that."
        if abs(bias) >= LEANS:
            side = "higher" if bias > 0 else "lower"
            return f"{told}; they came out {number(abs(bias))} {side} than forecast: expect the same of the next."
        if coverage < LEAST_INSIDE:
            return f"{told}: the ranges are too narrow for you, so leave more room than they say."
        if coverage > MOST_INSIDE:
            return f"{told}: the ranges are wide for you, so the middle says more than they do."
        return f"{told}: the forecast has fitted you so far."


def replay(
    logged: Sequence[LoggedScore],
    results: Sequence[KnownResult],
    fitted: Callable[[Sequence[Score], date], Trend],
    pass_mark: Callable[[date], float],
) -> Record:
    """Make every forecast anew from what was entered before its outcome, oldest first."""
    rows = [row for one in logged if (row := _of_exam(one, logged, fitted)) is not None]
    rows += [row for one in results if (row := _of_result(one, logged, fitted, pass_mark)) is not None]
    return Record(rows=tuple(sorted(rows, key=lambda row: row.on)))


def _of_exam(
    one: LoggedScore, logged: Sequence[LoggedScore], fitted: Callable[[Sequence[Score], date], Trend]
) -> Tested | None:
    """Test the practice exam that was expected on its day; None where nothing was known or it is no full exam."""
    day, source = one.score.day, one.score.source
    trend = fitted(_known(one.change, day, logged), day - timedelta(days=1))
    level, part = trend.level_on(day), trend.model.exams.get(source)
    if level is None or part is None or not trend.full_exams or one.score.conditions & trend.model.unused.keys():
        return None
    mean = level.mean + part.form(one.score.form).offset
    half = NORMAL_90 * (level.sd**2 + trend.model.sitting_variance(source, one.score.form)) ** 0.5
    return Tested(
        on=day,
        what=one.score.title,
        mean=mean,
        low80=mean - half,
        high80=mean + half,
        came=one.score.value,
        not_counted=_late(one, logged),
    )


def _of_result(
    result: KnownResult,
    logged: Sequence[LoggedScore],
    fitted: Callable[[Sequence[Score], date], Trend],
    pass_mark: Callable[[date], float],
) -> Tested | None:
    """Test what was forecast for the exam itself on its eve."""
    trend = fitted(_known(result.change, result.on, logged), result.on - timedelta(days=1))
    found = predict(trend, result.on, target=None, pass_mark=pass_mark(result.on))
    if found is None:
        return None
    return Tested(
        on=result.on,
        what=trend.exam.label,
        mean=found.mean,
        low80=found.low80,
        high80=found.high80,
        came=result.score,
        not_counted=None,
    )


def _known(change: int, day: date, logged: Sequence[LoggedScore]) -> list[Score]:
    """Return the scores entered before a change, on their day, and dated before a day."""
    return [one.score for one in logged if one.change < change and one.score.day < day and _late(one, logged) is None]


def _late(one: LoggedScore, logged: Sequence[LoggedScore]) -> str | None:
    """Say why an entry came too late to test a forecast, or to help one; None where it did not."""
    days = 0 if one.entered is None else (one.entered - one.score.day).days
    if days > 0:
        return f"entered {count(days, 'day')} later"
    if any(other.change < one.change and other.score.day > one.score.day for other in logged):
        return "entered after a later score"
    return "changed afterwards" if one.changed else None


def _mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None
