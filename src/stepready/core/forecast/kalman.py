"""A Kalman filter over level and weekly growth, with irregular days.

Level walks by growth and drifts; growth drifts. Formulas: Durbin and Koopman, Time Series Analysis by State Space
Methods, 2nd ed., sections 3.2 (local linear trend) and 4.3 (Kalman filter).
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from stepready.core.forecast.model import Drift, Prior
from stepready.core.forecast.observation import Observation

WEEK = timedelta(weeks=1)


class State(NamedTuple):
    """What is known on one day: means of level and weekly growth, and their covariance."""

    day: date
    level: float
    growth: float
    level_level: float
    level_growth: float
    growth_growth: float


class Update(NamedTuple):
    """One update: the state `before` the score and `after` it, its surprise squared in its own variance."""

    before: State
    after: State
    surprise: float


class Weighed(NamedTuple):
    """A score's error against what was expected of it, that error's variance, and its covariance with the state."""

    error: float
    variance: float
    with_level: float
    with_growth: float


def start(day: date, prior: Prior) -> State:
    """Return what is believed on the day of the first score, before it is seen."""
    return State(day, prior.level_mean, prior.growth_mean, prior.level_sd**2, 0.0, prior.growth_sd**2)


def move(state: State, day: date, drift: Drift) -> State:
    """Carry a state forward to a day, with nothing seen in between."""
    weeks = (day - state.day) / WEEK
    if weeks == 0:
        return state
    growth_drift = drift.growth_sd**2
    return State(
        day,
        state.level + weeks * state.growth,
        state.growth,
        state.level_level
        + 2 * weeks * state.level_growth
        + weeks**2 * state.growth_growth
        + weeks * drift.level_sd**2
        + weeks**3 / 3 * growth_drift,
        state.level_growth + weeks * state.growth_growth + weeks**2 / 2 * growth_drift,
        state.growth_growth + weeks * growth_drift,
    )


def weigh(state: State, seen: Observation) -> Weighed:
    """Compare a score with what the state on its own day leads to expect."""
    with_level = seen.per_point * state.level_level
    return Weighed(
        seen.value - seen.per_point * state.level,
        seen.per_point * with_level + seen.variance,
        with_level,
        seen.per_point * state.level_growth,
    )


def update(state: State, seen: Observation) -> Update:
    """Learn from one score on the state's own day."""
    new = weigh(state, seen)
    gain = new.error / new.variance
    after = State(
        state.day,
        state.level + new.with_level * gain,
        state.growth + new.with_growth * gain,
        state.level_level - new.with_level**2 / new.variance,
        state.level_growth - new.with_level * new.with_growth / new.variance,
        state.growth_growth - new.with_growth**2 / new.variance,
    )
    return Update(state, after, new.error * gain)


def run(observations: Sequence[Observation], prior: Prior, drift: Drift) -> tuple[Update, ...]:
    """Filter scores given oldest first; the order within a day changes nothing but rounding."""
    steps: list[Update] = []
    state = start(observations[0].day, prior)
    for seen in observations:
        step = update(move(state, seen.day, drift), seen)
        steps.append(step)
        state = step.after
    return tuple(steps)


def surprise(steps: Iterable[Update]) -> float:
    """Return the summed squared surprise; about the number of scores when they agree as well as they should."""
    return sum(step.surprise for step in steps)


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
