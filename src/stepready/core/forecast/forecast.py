"""The forecast for one test day: mean, intervals, probabilities, and what they rest on."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from stepready.core.forecast.chance_of_passing import held, pool, says_pooled
from stepready.core.forecast.data_limits import HELD_TO, is_held, legend, unsupported
from stepready.core.forecast.distributions import NORMAL_90, Bell, Mixture
from stepready.core.forecast.notices import notices
from stepready.core.forecast.observation import UnusedScore
from stepready.core.forecast.trend import Shape, Trend
from stepready.core.forecast.two_lines import both
from stepready.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What the score on `exam_date` will be, in short: expected score in points, probabilities 0-1.

    `p_target` and `p_pass` are None without a target or pass mark. `unsupported` says in a few words why the data do
    not reach here, None where they do; `held` that the chances are held there, below what the range says. `pooled`
    says which printed chance moved that of passing, empty where none did.
    """

    exam_date: date
    mean: float
    p_target: float | None
    p_pass: float | None
    unsupported: str | None
    held: bool = False
    pooled: str = ""

    @property
    def supported(self) -> bool:
        """Whether people with known results stand behind it."""
        return self.unsupported is None

    @property
    def says_why(self) -> str:
        """Why the chances are doubtful, or not what the range beside them says; empty where neither is so."""
        doubtful = legend(self.unsupported) if self.unsupported else ""
        told = f"{doubtful}, {HELD_TO}" if doubtful and self.held else doubtful
        return "; ".join(part for part in (told, self.pooled) if part)

    @property
    def legend(self) -> str:
        """The same in brackets, and shorter: what stands beside the chances on every screen; empty where nothing is."""
        told = [part for part in (self.unsupported and legend(self.unsupported), self.pooled) if part]
        return f" ({'; '.join(told)})" if told else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What one line says: expected score and SD in points, probabilities 0-1 or None."""

    mean: float
    sd: float
    p_target: float | None
    p_pass: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast(Outlook):
    """An outlook with its ranges and what it rests on.

    `low80` and `high80` hold 80 % and so on, all on the scale; `sd` is the standard deviation. All of it mixes two
    lines, `posters` with the part `posters_share` (0-1) and `candidates` with the rest; both None where only one
    line exists. `used` are score ids.
    """

    sd: float
    low50: float
    high50: float
    low80: float
    high80: float
    low95: float
    high95: float
    posters: Spoken | None
    candidates: Spoken | None
    posters_share: float
    slope_per_week: float
    slope_low80: float
    slope_high80: float
    used: tuple[int, ...]
    left_out: tuple[UnusedScore, ...]
    model: str
    notices: tuple[str, ...]

    @property
    def two_lines(self) -> str:
        """What each line expects, as it follows the headline; empty where only one line exists."""
        if self.posters is None or self.candidates is None:
            return ""
        return f"; posters {round(self.posters.mean)}, candidates like you {round(self.candidates.mean)}"


def outlook(
    trend: Trend,
    test_day: date,
    *,
    target: float | None,
    pass_mark: float | None,
    shape: Shape = Shape.SLOWING,
) -> Outlook | None:
    """Forecast a test day in short, for many days or alternatives; None without a usable score."""
    then = trend.until(test_day)
    lines = both(then, test_day, pass_mark=pass_mark, shape=shape)
    if lines is None:
        return None
    mixed = lines.mixed
    told = _pooled(mixed, then, test_day, target, pass_mark)
    return Outlook(
        exam_date=test_day,
        mean=mixed.mean,
        p_target=told.p_target,
        p_pass=told.p_pass,
        unsupported=unsupported(then, test_day),
        held=is_held(then, test_day),
        pooled=told.pooled,
    )


def predict(trend: Trend, test_day: date, *, target: float | None, pass_mark: float | None) -> Forecast | None:
    """Forecast the exam score on a test day; None without a usable score.

    `pass_mark` is the one in force on the test day, or Step 1's passing line in equated percent.
    """
    then = trend.until(test_day)
    lines = both(then, test_day, pass_mark=pass_mark)
    if lines is None:
        return None
    mixed = lines.mixed
    ranged = lines.ranged
    ends = {share: _ends(ranged, share / 100, then) for share in (50, 80, 95)}
    told = _pooled(mixed, then, test_day, target, pass_mark)
    growth = then.growth
    return Forecast(
        exam_date=test_day,
        mean=mixed.mean,
        sd=ranged.sd,
        low50=ends[50][0],
        high50=ends[50][1],
        low80=ends[80][0],
        high80=ends[80][1],
        low95=ends[95][0],
        high95=ends[95][1],
        p_target=told.p_target,
        p_pass=told.p_pass,
        posters=_spoken(lines.posters, then, test_day, target, pass_mark) if lines.candidates else None,
        candidates=_spoken(lines.candidates, then, test_day, target, pass_mark),
        posters_share=lines.share,
        unsupported=unsupported(then, test_day),
        held=is_held(then, test_day),
        pooled=told.pooled,
        slope_per_week=growth,
        slope_low80=growth - NORMAL_90 * then.growth_sd,
        slope_high80=growth + NORMAL_90 * then.growth_sd,
        used=then.used,
        left_out=then.left_out,
        model=then.name,
        notices=notices(then, test_day, pass_mark=pass_mark, past=test_day < trend.as_of),
    )


def chances(trend: Trend, test_day: date, *, pass_mark: float) -> Callable[[float], float] | None:
    """Return how a test day's chance (0-1) of a score or more is worked out; None without a usable score.

    The chances are those of the forecast: held from the pass mark up, and never above the one of passing.
    """
    then = trend.until(test_day)
    lines = both(then, test_day, pass_mark=pass_mark)
    if lines is None:
        return None
    mixed = lines.mixed
    parts = [(weight * _told_part(bell, then, test_day, pass_mark), bell) for weight, bell in mixed.parts]
    p_pass = _pooled(mixed, then, test_day, None, pass_mark).p_pass
    most = 1.0 if p_pass is None else p_pass

    def at_least(score: float) -> float:
        if score < pass_mark:
            return mixed.at_least(score)
        return min(most, sum(weight * bell.at_least(score) for weight, bell in parts))

    return at_least


def _told_part(bell: Bell, trend: Trend, test_day: date, line: float) -> float:
    """Return what part (0-1) of a line's chances from the pass mark up is told where passing is held."""
    p_pass = bell.at_least(line)
    return held(bell, trend, test_day, line) / p_pass if p_pass > 0 else 1.0


def _chances(
    bell: Bell, trend: Trend, test_day: date, target: float | None, line: float | None
) -> tuple[float | None, float | None]:
    """Return one line's chances of target and pass; where passing is held, so in proportion is a target beyond it."""
    p_target = None if target is None else bell.at_least(target)
    if line is None:
        return p_target, None
    part = _told_part(bell, trend, test_day, line)
    if p_target is not None and target is not None and target >= line:
        p_target *= part
    return p_target, bell.at_least(line) * part


class ToldChances(NamedTuple):
    """The headline's chances (0-1, None where not asked), and which printed one moved that of passing."""

    p_target: float | None
    p_pass: float | None
    pooled: str = ""


def _pooled(mixed: Mixture, trend: Trend, test_day: date, target: float | None, line: float | None) -> ToldChances:
    """Return the headline's chances; a target at the mark or above is never likelier than to pass."""
    parts = [(weight, _chances(bell, trend, test_day, target, line)) for weight, bell in mixed.parts]
    p_target = None if target is None else sum(weight * (told[0] or 0.0) for weight, told in parts)
    if line is None:
        return ToldChances(p_target, None)
    own = sum(weight * (told[1] or 0.0) for weight, told in parts)
    p_pass = pool(own, trend, test_day)
    if target is not None and p_target is not None and target >= line:
        p_target = min(p_target, p_pass)
    return ToldChances(p_target, p_pass, says_pooled(own, p_pass, trend))


def _spoken(bell: Bell | None, trend: Trend, test_day: date, target: float | None, line: float | None) -> Spoken | None:
    """Sum up what one line says."""
    if bell is None:
        return None
    p_target, p_pass = _chances(bell, trend, test_day, target, line)
    return Spoken(mean=bell.centre, sd=bell.sd, p_target=p_target, p_pass=p_pass)


def _ends(mixed: Mixture, share: float, trend: Trend) -> tuple[float, float]:
    """Return the central interval that holds `share`, kept on the scale.

    It is cut where a result may lie at the scale's very end, else moved back whole, so that it never narrows there.
    """
    model = trend.model
    low, high = mixed.quantile((1 - share) / 2), mixed.quantile((1 + share) / 2)
    moved = max(model.low - low, 0.0) - max(high - model.high, 0.0) if model.spread.end else 0.0
    return max(low + moved, model.low), min(high + moved, model.high)
