"""The probability of passing: held where the data end, pooled with the one printed on the candidate's own report."""

from datetime import date
from math import inf

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
    to the mark that takes over in a straight line, as the posters' part falls. The gain ahead helps a level under the
    mark to just under even odds; over it it counts in a straight line, all of it from `near_pass` points on. Failed
    sittings alone are just under even odds at best. Where no lift is assumed only the gain is held.
    """
    p_pass, support, best = bell.at_least(pass_mark), trend.model.support, _best_printed(trend)
    if trend.state is None:
        return min(p_pass, UNDER_EVEN) if trend.model.candidates else p_pass
    level, gain = min(trend.lifted_level, best), trend.gain(test_day)
    left_out = max(gain, 0.0) * (1 - min(max(level - pass_mark, 0.0) / support.near_pass, 1.0))
    if trend.model.candidates is None:
        above = trend.lifted_level - level + left_out
        return max(bell.at_least(pass_mark + above), min(p_pass, UNDER_EVEN))
    if trend.practice_level >= support.level:
        return p_pass
    within = max(min(trend.practice_level, best) - pass_mark, 0.0) / (support.level - pass_mark)
    then, part = (normal_cdf((level + gain - less - pass_mark) / support.near_pass) for less in (0.0, left_out))
    return within * p_pass + (1 - within) * min(p_pass, max(part, min(then, UNDER_EVEN)))


def _best_printed(trend: Trend) -> float:
    """Return the highest score printed by a whole practice exam; no limit without one."""
    return max((seen.score.value for seen in trend.seen if seen.full), default=inf)


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
