"""What the forecast becomes when one source is left out, or when the gain goes on in another shape."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from stepready.core.facts.exam import Exam
from stepready.core.facts.facts import Facts
from stepready.core.forecast.model import ForecastModel
from stepready.core.forecast.spread import Bell
from stepready.core.forecast.trend import Shape, fit
from stepready.core.log.score import QbankDay, Score
from stepready.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """The forecast without one `source` (or with another `trend: shape`); None where nothing usable is left."""

    source: str
    mean: float | None
    p_target: float | None


def without(
    scores: Sequence[Score],
    qbank: Sequence[QbankDay],
    test_day: date,
    *,
    target: float | None,
    exam: Exam,
    as_of: date,
    model: ForecastModel,
    facts: Facts,
) -> tuple[Without, ...]:
    """Forecast a test day with each used source left out in turn, then flat and linear instead of slowing."""
    trend = fit(scores, qbank, exam=exam, as_of=as_of, model=model, facts=facts).until(test_day)
    rows: list[Without] = []
    for source in sorted({seen.score.source for seen in trend.seen}):
        kept = [score for score in scores if score.source != source]
        rest = fit(kept, qbank, exam=exam, as_of=as_of, model=model, facts=facts)
        bell = rest.bell(test_day)
        rows.append(_row(source.value, bell, target))
    if trend.bank is not None and trend.state is not None:
        rows.append(_row("qbank", replace(trend, bank=None).bell(test_day), target))
    if trend.state is not None:
        rows += [_row(f"trend: {shape}", trend.bell(test_day, shape), target) for shape in (Shape.FLAT, Shape.LINEAR)]
    return tuple(rows)


def _row(source: str, bell: Bell | None, target: float | None) -> Without:
    """Sum up one alternative."""
    if bell is None:
        return Without(source=source, mean=None, p_target=None)
    return Without(source=source, mean=bell.centre, p_target=None if target is None else bell.at_least(target))
