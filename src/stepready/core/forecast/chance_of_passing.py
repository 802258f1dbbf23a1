"""The probability of passing: held where the data end, pooled with the one printed on the candidate's own report."""

from datetime import date

from stepready.core.forecast.distributions import Bell, normal_cdf, normal_quantile
from stepready.core.forecast.trend import Trend
from stepready.core.values.wording import day_from, listed, percent

LEAST, MOST = 0.01, 0.99
UNDER_EVEN = 0.49
"""What somebody is told at most who never reached the mark."""


def held(bell: Bell, trend: Trend, test_day: date, pass_mark: float) -> float:
    """Return a line's probability of passing (0-1), held to the practice exams' own error as the level nears the mark.

    At the mark and under it nobody in the data stands behind a lift over practice: what is left is that two thirds of
    retests lie within `near_pass` points, by which a level on the mark is even odds. From the support's level down
    to the mark that takes over in a straight line, as the posters' part falls. The gain ahead helps, but never to even
    odds while no exam has printed the mark; failed sittings alone are just under them at best. Where no lift is assumed
    that is all that is held.
    """
    p_pass, support, best = bell.at_least(pass_mark), trend.model.support, _best_printed(trend)
    if trend.state is None:
        return min(p_pass, UNDER_EVEN) if trend.model.candidates else p_pass
    level, gain = min(trend.lifted_level, best), trend.gain(test_day)
    if trend.model.candidates is None:
        without = pass_mark + trend.lifted_level - level + max(gain, 0.0)
        return p_pass if best >= pass_mark else _under_even(bell.at_least(without), p_pass)
    if trend.practice_level >= support.level:
        return p_pass
    within = max(min(trend.practice_level, best) - pass_mark, 0.0) / (support.level - pass_mark)
    now, then = (normal_cdf((at - pass_mark) / support.near_pass) for at in (level, level + gain))
    shown = then if best >= pass_mark else _under_even(now, then)
    return within * p_pass + (1 - within) * min(p_pass, shown)


def _under_even(now: float, then: float) -> float:
    """Return a chance (0-1) that a gain lifts from `now` towards `then`, drawn together to stay under even odds."""
    return then if then <= now else now + (then - now) * max(UNDER_EVEN - now, 0.0) / (1 - now)


def _best_printed(trend: Trend) -> float:
    """Return the highest score printed by a whole practice exam; without one the level itself."""
    return max((seen.score.value for seen in trend.seen if seen.full), default=trend.lifted_level)


def pool(p_pass: float, trend: Trend, test_day: date) -> float:
    """Pool our probability (0-1) with the latest printed one, on the probit scale.

    A printed probability speaks of a sitting within a week; it counts less the later the test day is. Printed
    values beyond 1 and 99 percent count as those.
    """
    last, shares = _latest(trend)
    if last is None:
        return p_pass
    z = sum(normal_quantile(min(max(share, LEAST), MOST)) for share in shares) / len(shares)
    rule = trend.model.printed
    late = max((test_day - last).days - rule.days, 0)
    weight = rule.weight * 0.5 ** (late / rule.halved_days)
    own = normal_quantile(min(max(p_pass, 1e-9), 1 - 1e-9))
    return normal_cdf((1 - weight) * own + weight * z)


def says_pooled(before: float, after: float, trend: Trend) -> str:
    """Say which printed chance moved that of passing (0-1); empty where it moved it by less than is shown."""
    last, shares = _latest(trend)
    if last is None or percent(before) == percent(after):
        return ""
    printed, on = listed([percent(share) for share in shares]), day_from(last, trend.as_of)
    return f"pass pooled with the {printed} printed on your report of {on}"


def _latest(trend: Trend) -> tuple[date | None, list[float]]:
    """Return the latest day with printed probabilities, and those (0-1); None and none without any."""
    printed = [(seen.day, seen.score.p_pass) for seen in trend.seen if seen.score.p_pass is not None]
    last = max((on for on, _ in printed), default=None)
    return last, [p / 100 for on, p in printed if on == last]
