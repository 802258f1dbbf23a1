"""The practice level on a past day as everything logged since sees it.

A fixed-point smoother: the level of one day is carried along as a further, resting part of the state. Formulas:
Anderson and Moore, Optimal Filtering (1979), section 7.2.
"""

from collections.abc import Sequence
from datetime import date

from stepready.core.forecast.filter import WEEK, Update, move, weigh
from stepready.core.forecast.model import Drift
from stepready.core.forecast.observation import Observation


def level_then(
    day: date, steps: Sequence[Update], seen: Sequence[Observation], drift: Drift
) -> tuple[float, float] | None:
    """Return the level on a day, mean and variance; None before the first score."""
    past = sum(one.day <= day for one in seen)
    if past == 0:
        return None
    then = move(steps[past - 1].after, day, drift)
    mean, variance = then.level, then.level_level
    with_level, with_growth = then.level_level, then.level_growth
    for step, one in zip(steps[past:], seen[past:], strict=True):
        with_level += (step.before.day - day) / WEEK * with_growth
        day = step.before.day
        weighed = weigh(step.before, one)
        common = one.per_point * with_level
        mean += common * weighed.error / weighed.variance
        variance -= common**2 / weighed.variance
        with_level -= common * weighed.with_level / weighed.variance
        with_growth -= common * weighed.with_growth / weighed.variance
    return mean, variance
