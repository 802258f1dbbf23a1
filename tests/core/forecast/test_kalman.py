"""The filter against hand calculation and against another program."""

from datetime import timedelta
from typing import Any

import pytest

from stepready.core.forecast.kalman import WEEK, State, Update, run, start
from stepready.core.forecast.model import Drift, Prior
from stepready.core.forecast.observation import Observation
from tests.core.forecast.logs import TODAY, score

PRIOR = Prior(level_mean=245, level_sd=40, growth_mean=1.7, growth_sd=1.2)
DRIFT = Drift(level_sd=1.1, growth_sd=0.3)

# value, per_point, variance, days ago: unevenly spaced, two on one day.
SEEN = [
    (231.0, 1.0, 32.0, 80),
    (244.0, 1.0, 38.0, 47),
    (97.0, 0.4, 14.0, 45),
    (239.0, 1.0, 34.0, 31),
    (252.0, 1.0, 72.0, 31),
    (99.0, 0.4, 20.0, 9),
    (247.0, 1.0, 32.0, 2),
]


def observation(value: float, per_point: float, variance: float, days_ago: int) -> Observation:
    return Observation(
        score=score("nbme", "11", value, days_ago),
        day=TODAY - timedelta(days=days_ago),
        value=value,
        per_point=per_point,
        variance=variance,
        full=per_point == 1,
    )


def steps() -> tuple[Update, ...]:
    return run([observation(*row) for row in SEEN], PRIOR, DRIFT)


def test_one_score_is_weighed_against_the_prior_by_hand() -> None:
    prior = Prior(level_mean=245, level_sd=10, growth_mean=2, growth_sd=1)
    state = run([observation(225, 1, 100, 0)], prior, Drift(level_sd=0, growth_sd=0))[0].after
    assert (state.level, state.level_level) == (235, 50)


def test_two_scores_a_week_apart_are_weighed_by_hand() -> None:
    # Level 240 +- 2 on the first day (its score tells nothing), growth 1 +- 1, no drift. A week on: 241, variance
    # 4 + 1 = 5, shared with growth 1.
    # A score of 251 with variance 5 has error 10 and variance 10: level 241 + 5/10 * 10, growth 1 + 1/10 * 10.
    prior = Prior(level_mean=240, level_sd=2, growth_mean=1, growth_sd=1)
    far = observation(240, 1, 1e12, 7)
    after = run([far, observation(251, 1, 5, 0)], prior, Drift(level_sd=0, growth_sd=0))[-1].after
    assert after.level == pytest.approx(246)
    assert after.growth == pytest.approx(2)
    assert after.level_level == pytest.approx(2.5)
    assert after.growth_growth == pytest.approx(0.9)


def other_program() -> Any:
    """Run the same state-space model through statsmodels."""
    import numpy as np
    from statsmodels.tsa.statespace.kalman_smoother import KalmanSmoother  # type: ignore[import-untyped]

    n = len(SEEN)
    gaps = [(SEEN[i][3] - SEEN[i + 1][3]) / 7 for i in range(n - 1)] + [0.0]
    model = KalmanSmoother(k_endog=1, k_states=2, k_posdef=2, nobs=n)
    model.bind(np.array([row[0] for row in SEEN]))
    model["design"] = np.array([[[row[1] for row in SEEN], [0.0] * n]])
    model["obs_cov"] = np.array([[[row[2] for row in SEEN]]])
    move = np.zeros((2, 2, n))
    noise = np.zeros((2, 2, n))
    for i, weeks in enumerate(gaps):
        move[:, :, i] = np.array([[1.0, weeks], [0.0, 1.0]])
        q = DRIFT.growth_sd**2
        noise[:, :, i] = [
            [weeks * DRIFT.level_sd**2 + q * weeks**3 / 3, q * weeks**2 / 2],
            [q * weeks**2 / 2, q * weeks],
        ]
    model["transition"], model["state_cov"], model["selection"] = move, noise, np.eye(2)
    sds = (PRIOR.level_sd, PRIOR.growth_sd)
    model.initialize_known(np.array([PRIOR.level_mean, PRIOR.growth_mean]), np.diag([sd**2 for sd in sds]))
    return model.smooth()


def means(state: State) -> list[float]:
    return [state.level, state.growth]


def covariances(state: State) -> list[list[float]]:
    return [
        [state.level_level, state.level_growth],
        [state.level_growth, state.growth_growth],
    ]


def test_filter_agrees_with_statsmodels() -> None:
    theirs = other_program()
    for i, step in enumerate(steps()):
        assert means(step.after) == pytest.approx(list(theirs.filtered_state[:, i]), abs=1e-6)
        for row, expected in zip(covariances(step.after), theirs.filtered_state_cov[:, :, i].tolist(), strict=True):
            assert row == pytest.approx(expected, abs=1e-6)


def test_past_levels_agree_with_statsmodels() -> None:
    from stepready.core.forecast.kalman import level_then

    theirs = other_program()
    ours = steps()
    seen = [observation(*row) for row in SEEN]
    for i, one in enumerate(seen):
        found = level_then(one.day, ours, seen, DRIFT)
        assert found == pytest.approx((theirs.smoothed_state[0, i], theirs.smoothed_state_cov[0, 0, i]), abs=1e-6), (
            one.day
        )


def test_a_week_without_scores_moves_the_level_by_the_growth() -> None:
    from stepready.core.forecast.kalman import move

    first = start(TODAY, PRIOR)
    later = move(first, TODAY + WEEK, DRIFT)
    assert later.level == 245 + 1.7
    assert later.level_level == pytest.approx(40**2 + 1.2**2 + 1.1**2 + 0.3**2 / 3)
