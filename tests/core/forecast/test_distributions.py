"""The two shapes against printed tables."""

from statistics import NormalDist

import pytest

from stepready.core.forecast.distributions import Bell, normal_quantile, t4_cdf, t4_quantile

# The table of Student's t in any statistics text, four degrees of freedom.
T4 = [(0.75, 0.741), (0.90, 1.533), (0.95, 2.132), (0.975, 2.776), (0.99, 3.747), (0.995, 4.604)]


@pytest.mark.parametrize(("share", "value"), T4)
def test_student_t_agrees_with_the_printed_table(share: float, value: float) -> None:
    assert t4_quantile(share) == pytest.approx(value, abs=0.0005)
    assert t4_quantile(1 - share) == pytest.approx(-value, abs=0.0005)
    assert t4_cdf(value) == pytest.approx(share, abs=0.0002)


@pytest.mark.parametrize("share", [0.001, 0.2, 0.5, 0.77, 0.9999])
def test_quantile_undoes_the_share_below(share: float) -> None:
    assert t4_cdf(t4_quantile(share)) == pytest.approx(share, abs=1e-9)


def test_a_heavy_bell_has_the_sd_of_student_t() -> None:
    assert Bell(250, 5, heavy=True).sd == pytest.approx(5 * (4 / 2) ** 0.5)


@pytest.mark.parametrize(
    ("heavy", "half80", "half95"), [(True, 1.533, 2.776), (False, 1.2816, 1.95996)], ids=["t", "normal"]
)
def test_central_intervals_reach_as_far_as_the_tables_say(*, heavy: bool, half80: float, half95: float) -> None:
    bell = Bell(0, 2, heavy=heavy)
    assert bell.half_width(0.8) == pytest.approx(2 * half80, abs=0.001)
    assert bell.half_width(0.95) == pytest.approx(2 * half95, abs=0.001)


def test_the_centre_is_reached_half_the_time() -> None:
    assert Bell(245, 6, heavy=True).at_least(245) == 0.5
    assert Bell(245, 6, heavy=False).at_least(245 - 6 * 1.2816) == pytest.approx(0.9, abs=1e-4)


@pytest.mark.parametrize("share", [1e-12, 1e-9, 0.001, 0.025, 0.1, 0.3, 0.5, 0.7, 0.9, 0.975, 0.999, 1 - 1e-9])
def test_normal_quantiles_are_those_of_the_standard_library(share: float) -> None:
    assert normal_quantile(share) == pytest.approx(NormalDist().inv_cdf(share), rel=1e-12, abs=1e-12)
