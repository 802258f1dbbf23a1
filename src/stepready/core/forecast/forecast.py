"""The forecast for one test day: mean, intervals, probabilities, and what they rest on."""

from datetime import date
from typing import TYPE_CHECKING

from stepready.core.facts.exam import Exam
from stepready.core.forecast.model import ExamModel
from stepready.core.forecast.notices import notices
from stepready.core.forecast.observation import LeftOut
from stepready.core.forecast.spread import NORMAL_90, Bell
from stepready.core.forecast.step1 import pool
from stepready.core.values import dataclass

if TYPE_CHECKING:
    from stepready.core.forecast.trend import Trend


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What the score on `exam_date` will be: points of the exam's scale, probabilities 0-1.

    `mean` is the centre, `sd` the standard deviation; `low80` and `high80` hold 80 % and so on, all on the
    scale. `p_target` and `p_pass` are None without a target or pass mark. `used` are score ids.
    """

    exam_date: date
    mean: float
    sd: float
    low50: float
    high50: float
    low80: float
    high80: float
    low95: float
    high95: float
    p_target: float | None
    p_pass: float | None
    slope_per_week: float
    slope_low80: float
    slope_high80: float
    used: tuple[int, ...]
    left_out: tuple[LeftOut, ...]
    model: str
    notices: tuple[str, ...]


def describe(
    trend: "Trend",
    bell: Bell,
    test_day: date,
    *,
    past: bool,
    target: float | None,
    pass_mark: float | None,
    low_pass: tuple[float, float] | None,
) -> Forecast:
    """Write out the distribution of the exam score on a test day, and say so when that day is `past`."""
    ends = {share: _on_scale(bell, share / 100, trend.model) for share in (50, 80, 95)}
    growth = trend.growth
    return Forecast(
        exam_date=test_day,
        mean=bell.centre,
        sd=bell.sd,
        low50=ends[50][0],
        high50=ends[50][1],
        low80=ends[80][0],
        high80=ends[80][1],
        low95=ends[95][0],
        high95=ends[95][1],
        p_target=None if target is None else bell.at_least(target),
        p_pass=_p_pass(trend, bell, test_day, pass_mark, low_pass),
        slope_per_week=growth,
        slope_low80=growth - NORMAL_90 * trend.growth_sd,
        slope_high80=growth + NORMAL_90 * trend.growth_sd,
        used=trend.used,
        left_out=trend.left_out,
        model=trend.name,
        notices=notices(trend, test_day, pass_mark=pass_mark, past=past),
    )


def _on_scale(bell: Bell, share: float, model: ExamModel) -> tuple[float, float]:
    """Return the central interval that holds `share`; moved back onto the scale, not cut, where it would leave it."""
    half = min(bell.half_width(share), (model.high - model.low) / 2)
    middle = min(max(bell.centre, model.low + half), model.high - half)
    return middle - half, middle + half


def _p_pass(
    trend: "Trend", bell: Bell, test_day: date, pass_mark: float | None, low_pass: tuple[float, float] | None
) -> float | None:
    """Return the probability of passing (0-1): by the pass mark, or by the low end of the low-pass range."""
    if trend.exam is Exam.STEP1:
        line = pass_mark if low_pass is None else low_pass[0]
        return None if line is None else pool(bell.at_least(line), trend, test_day)
    return None if pass_mark is None else bell.at_least(pass_mark)
