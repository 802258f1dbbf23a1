"""One's own forecasts beside what came: replayed from the order in which everything was entered.

A forecast of a practice exam or of the result is made anew from what stood before it was entered, so that nothing
entered, changed or taken away afterwards can help. What was entered late tests nothing; where it had part in a forecast
that did better than one without it, that one counts. Where an outcome was changed on a later day, what lies further off
does.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from math import comb, sqrt
from typing import NamedTuple, Protocol

from stepready.core.facts.exam import Exam
from stepready.core.facts.facts import Facts
from stepready.core.forecast.distributions import NORMAL_90, normal_quantile
from stepready.core.forecast.forecast import predict
from stepready.core.forecast.trend import Trend
from stepready.core.log.as_entered import AsTold, Entries
from stepready.core.log.same_form import is_same_sitting, known_form
from stepready.core.log.score import Score
from stepready.core.values import dataclass
from stepready.core.values.wording import number, points

FEW = 5
LEANS = 4.0
"""Points by which outcomes have to lie to one side on average before it is worth saying."""
BY_CHANCE = 0.05
"""What as good a forecast would show less often than this is not put down to chance (ours)."""
TWO_SIDED = normal_quantile(1 - BY_CHANCE / 2)
HELD80 = 0.8
EVE = timedelta(days=1)


class Fitted(Protocol):
    """Fits the trend of some scores on a day, by what else stood before a change, entered late or not."""

    def __call__(self, scores: Sequence[Score], change: int, as_of: date, *, late: bool) -> Trend:
        """Return the trend."""


class KnownResult(NamedTuple):
    """A result of the exam itself: its day, the place of its entry in the journal, and the scores it was ever given.

    The first of them is the one entered first.
    """

    on: date
    change: int
    scores: tuple[float, ...]


class Foretold(NamedTuple):
    """What was forecast: the expected score and its 80 % range."""

    mean: float
    low80: float
    high80: float


class WhatCame(NamedTuple):
    """What came: the scores it was given, the first as entered first; `plainly` without words of the user's own."""

    on: date
    what: str
    plainly: str
    given: tuple[float, ...]
    not_counted: str | None


class Replayed(NamedTuple):
    """What forecasts are made anew from: the exam, every telling of its scores, its results and the facts.

    `fitted` returns the trend of some scores on a day, by what else stood before a change; with `late` set by what was
    entered late too.
    """

    exam: Exam
    scores: Entries[Score]
    results: Sequence[KnownResult]
    facts: Facts
    fitted: Fitted


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """One forecast and what came: `mean`, `low80` and `high80` were forecast, `came` is the score.

    `not_counted` says why it does not count, None where it does. `changed` says what the score was changed from or to
    on a later day, None where it was not. `plainly` is what it was without words of the user's own.
    """

    on: date
    what: str
    plainly: str
    mean: float
    low80: float
    high80: float
    came: float
    not_counted: str | None
    changed: str | None

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
        mean_miss, bias = self.mean_miss, self.bias
        if mean_miss is None or bias is None:
            return "Nothing to judge yet: the next practice exam entered on its day, or the result, tests a forecast."
        inside = sum(row.inside for row in self.counted)
        told = f"{inside} of {len(self.counted)} came inside the 80 % range, {points(mean_miss)} off on average"
        if len(self.counted) < FEW:
            return f"{told}: too few to say more than that."
        if abs(bias) >= max(LEANS, TWO_SIDED * self._bias_sd):
            side = "higher" if bias > 0 else "lower"
            return f"{told}; they came out {number(abs(bias))} {side} than forecast: expect the same of the next."
        if at_most(inside, len(self.counted), HELD80) < BY_CHANCE:
            return f"{told}: the ranges are too narrow for you, so leave more room than they say."
        if 1 - at_most(inside - 1, len(self.counted), HELD80) < BY_CHANCE:
            return f"{told}: the ranges are wide for you, so the middle says more than they do."
        return f"{told}: that is what it allows for, so it has fitted you so far."

    @property
    def _bias_sd(self) -> float:
        """By how much the mean of the misses would scatter if the forecasts' ranges are right, in points."""
        scales = [(row.high80 - row.low80) / 2 / NORMAL_90 for row in self.counted]
        return sqrt(sum(scale**2 for scale in scales)) / len(scales)


def at_most(most: int, n: int, share: float) -> float:
    """Return the probability (0-1) that at most so many of `n` happen where each does with a share (0-1)."""
    return sum(comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(most + 1))


def replay(told: Replayed) -> Record:
    """Make every forecast anew from what was entered before its outcome, oldest first."""
    rows = [row for one in _sittings(told.scores.first()) if (row := _of_exam(one, told)) is not None]
    rows += [row for result in told.results if (row := _of_result(result, told)) is not None]
    return Record(rows=tuple(sorted(rows, key=lambda row: row.on)))


def _sittings(first: Iterable[AsTold[Score]]) -> list[AsTold[Score]]:
    """Return one entry a practice sitting, the earliest."""
    kept: list[AsTold[Score]] = []
    for one in first:
        if not any(is_same_sitting(one.value, other.value) for other in kept):
            kept.append(one)
    return kept


def _of_exam(one: AsTold[Score], told: Replayed) -> Tested | None:
    """Test the practice exam that was expected on its day; None where nothing was known or it is no full exam."""
    score, given = one.value, _given(one, told)
    everything = _beside(one, told)
    seen = next((seen for seen in everything.seen if seen.full and seen.score.uid == score.uid), None)
    if seen is None or not given:
        return None
    use = told.facts.use(score.source, told.exam)
    form = known_form(score.form, use.forms) if use is not None and score.form else None
    outcome = WhatCame(score.day, score.title, score.source.titled(form or ""), given, told.scores.why_late(one))
    offset = score.value - seen.value

    def expected(trend: Trend) -> Foretold | None:
        level = trend.level_on(score.day)
        if level is None or not trend.full_exams:
            return None
        half = NORMAL_90 * sqrt(level.sd**2 + seen.variance)
        return Foretold(level.mean + offset, level.mean + offset - half, level.mean + offset + half)

    return _tested(outcome, one.change, everything, expected, told)


def _given(one: AsTold[Score], told: Replayed) -> tuple[float, ...]:
    """Return the value a sitting was given on its day, then those that stand for it now; none once it was removed."""
    score = one.value
    now = [
        other.value.value
        for other in told.scores.standing()
        if other.value.uid == score.uid or is_same_sitting(other.value, score)
        if (other.value.exam, other.value.unit) == (score.exam, score.unit)
    ]
    return (score.value, *now) if now and score.exam is told.exam else ()


def _beside(one: AsTold[Score], told: Replayed) -> Trend:
    """Return the trend of a score beside all that stood when it was entered: what is used of it, and what left out."""
    before = [other.value for other in told.scores.standing(one.change) if other.value.uid != one.value.uid]
    return told.fitted([*before, one.value], one.change, one.value.day, late=True)


def _of_result(result: KnownResult, told: Replayed) -> Tested | None:
    """Test what was forecast for the exam itself on its eve."""
    before = [other.value for other in told.scores.standing(result.change)]
    everything = told.fitted(before, result.change, result.on - EVE, late=True)
    mark, name = told.facts.pass_mark(result.on).score, told.exam.label

    def expected(trend: Trend) -> Foretold | None:
        found = predict(trend, result.on, target=None, pass_mark=mark)
        return None if found is None else Foretold(found.mean, found.low80, found.high80)

    return _tested(WhatCame(result.on, name, name, result.scores, None), result.change, everything, expected, told)


def _tested(
    outcome: WhatCame,
    change: int,
    everything: Trend,
    expected: Callable[[Trend], Foretold | None],
    told: Replayed,
) -> Tested | None:
    """Hold what was expected on the eve against what came: by all that stood, unless that did better for being late.

    What a trend of everything leaves out, such as repeats, was not known either. None where nothing was.
    """
    left_out = {unused.score.uid for unused in everything.left_out}
    found: list[Tested] = []
    for late in (True, False):
        known = [one for one in told.scores.known(change, outcome.on, late=late) if one.uid not in left_out]
        forecast = expected(told.fitted(known, change, outcome.on - EVE, late=late))
        found += [] if forecast is None else [_row(outcome, forecast)]
    if not found:
        return None
    shown, in_time = found[0], found[-1]
    is_no_better = abs(shown.miss) >= abs(in_time.miss) and shown.inside <= in_time.inside
    return shown if is_no_better else in_time


def _row(outcome: WhatCame, forecast: Foretold) -> Tested:
    """Hold a forecast against the one of the scores given that lies furthest from it."""
    given = outcome.given
    came = max(given, key=lambda score: abs(score - forecast.mean))
    other = next((score for score in given if score != came), None)
    changed = None
    if other is not None:
        changed = f"changed to {number(other)} afterwards" if came == given[0] else f"entered as {number(other)}"
    return Tested(
        on=outcome.on,
        what=outcome.what,
        plainly=outcome.plainly,
        mean=forecast.mean,
        low80=forecast.low80,
        high80=forecast.high80,
        came=came,
        not_counted=outcome.not_counted,
        changed=changed,
    )


def _mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None
