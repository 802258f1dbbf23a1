"""What the forecast becomes when one source is left out, or when the gain goes on in another shape."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from stepready.core.facts.exam import Source
from stepready.core.forecast.forecast import outlook
from stepready.core.forecast.trend import Shape, Trend
from stepready.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """The forecast without one `source` (or with another `trend: shape`); None where nothing usable is left.

    `supported` says whether the data reach there.
    """

    source: str
    mean: float | None
    p_target: float | None
    supported: bool


def without(
    trend: Trend,
    fitted: Callable[[Source], Trend],
    test_day: date,
    *,
    target: float | None,
    pass_mark: float | None,
) -> tuple[Without, ...]:
    """Forecast a test day with each used source left out in turn, then flat and linear instead of slowing.

    `fitted` returns the trend of all but one source.
    """
    told = partial(_row, test_day=test_day, target=target, pass_mark=pass_mark)
    trend = trend.until(test_day)
    rows = [told(source.value, fitted(source)) for source in sorted({seen.score.source for seen in trend.seen})]
    if trend.bank is not None and trend.state is not None:
        rows.append(told("qbank", replace(trend, bank=None)))
    if trend.first_pass is not None and trend.state is not None:
        rows.append(told("first pass", replace(trend, first_pass=None)))
    if trend.state is not None:
        rows += [told(f"trend: {shape}", trend, shape=shape) for shape in (Shape.FLAT, Shape.LINEAR)]
    return tuple(rows)


def _row(
    source: str,
    trend: Trend,
    *,
    test_day: date,
    target: float | None,
    pass_mark: float | None,
    shape: Shape = Shape.SLOWING,
) -> Without:
    """Sum up one alternative."""
    found = outlook(trend, test_day, target=target, pass_mark=pass_mark, shape=shape)
    if found is None:
        return Without(source=source, mean=None, p_target=None, supported=False)
    return Without(source=source, mean=found.mean, p_target=found.p_target, supported=found.supported)
