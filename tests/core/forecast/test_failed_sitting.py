"""A failed sitting is an observation of the exam itself: precisions by hand, a known limit by scipy."""

from datetime import date, timedelta
from math import sqrt

import pytest
from scipy import integrate, stats  # type: ignore[import-untyped]

from stepready.core.facts.exam import Applicant, Exam
from stepready.core.forecast import Forecast, fit, predict
from stepready.core.forecast.distributions import Bell
from stepready.core.forecast.failed_sitting import FailedSitting, after_failing
from stepready.core.log.score import Score
from tests.core.forecast.logs import FACTS, MODEL, STEP2, TODAY, nbmes

PART = STEP2.sitting
BELL = Bell(228, 9, heavy=False)


def failed(weeks_ago: float | None, score: float | None) -> FailedSitting:
    on = None if weeks_ago is None else TODAY - timedelta(weeks=weeks_ago)
    return FailedSitting(on=on, score=score, mark=218)


def told(log: list[Score], *sittings: FailedSitting, day: date = TODAY) -> Forecast | None:
    found = fit(
        log, (), exam=Exam.STEP2CK, as_of=TODAY, model=MODEL, facts=FACTS, applicant=Applicant.US_IMG, failed=sittings
    )
    return predict(found, day, target=235, pass_mark=218)


@pytest.mark.parametrize(("weeks", "gained"), [(0.5, 0.3), (5, 3.0), (8, 4.8), (30, 4.8)])
def test_a_failing_score_is_weighed_by_precision_with_the_error_of_two_sittings(weeks: float, gained: float) -> None:
    assert PART is not None
    days = round(7 * weeks)
    found = after_failing(BELL, failed(None, 210), days / 7, PART)
    error = 6**2 + 6**2 + (0.6 * days / 7) ** 2
    precision = 1 / 9**2 + 1 / error
    value = 210 + (0.6 * days / 7 if weeks < 8 else gained)
    assert found.centre == pytest.approx((228 / 9**2 + value / error) / precision)
    assert found.sd == pytest.approx(sqrt(1 / precision))


@pytest.mark.parametrize(("centre", "sd"), [(228, 9), (215, 9), (250, 6), (236, 17)])
def test_a_failure_without_a_score_says_only_that_it_lay_under_the_mark(centre: float, sd: float) -> None:
    assert PART is not None
    found = after_failing(Bell(centre, sd, heavy=False), failed(4, None), 4, PART)
    error = sqrt(6**2 + 6**2 + 2.4**2)

    def weight(x: float) -> float:
        return float(stats.norm(centre, sd).pdf(x) * stats.norm.cdf((217.5 + 2.4 - x) / error))

    def moment(power: int) -> float:
        return float(integrate.quad(lambda x: x**power * weight(x), centre - 9 * sd, centre + 9 * sd)[0])

    mean = moment(1) / moment(0)
    assert found.centre == pytest.approx(mean, abs=0.01)
    assert found.sd == pytest.approx(sqrt(moment(2) / moment(0) - mean**2), abs=0.01)


def test_a_failure_far_under_what_practice_says_stays_finite() -> None:
    assert PART is not None
    found = after_failing(Bell(290, 3, heavy=True), failed(4, None), 4, PART)
    assert 218 < found.centre < 290
    assert 0 < found.sd < Bell(290, 3, heavy=True).sd


FLAT = nbmes((226, 28), (227, 21), (226, 14), (227, 7))


@pytest.mark.parametrize("score", [195, 209, 217, None])
def test_a_failure_never_raises_a_chance_and_a_lower_score_lowers_it_more(score: float | None) -> None:
    plain, after = told(FLAT), told(FLAT, failed(8, score))
    assert plain is not None
    assert after is not None
    assert after.mean < plain.mean
    assert (after.p_pass or 0) < (plain.p_pass or 0)
    worse = told(FLAT, failed(8, (score or 210) - 10))
    assert worse is not None
    assert worse.mean < after.mean


def test_only_practice_after_the_failure_counts() -> None:
    before = nbmes((245, 90), (246, 80))
    found = told([*before, *FLAT], failed(8, 212))
    alone = told(FLAT, failed(8, 212))
    assert found is not None
    assert alone is not None
    assert found.mean == alone.mean
    assert {left.why for left in found.left_out} == {"before the failed sitting"}


def test_with_no_practice_since_it_is_the_population_and_the_failure() -> None:
    found = told([], failed(8, 210))
    assert found is not None
    assert found.posters is None
    assert found.candidates is not None
    # N(236, 17) seen through 210 + 4.8 with errors 6, 6 and 4.8.
    error = 6**2 + 6**2 + 4.8**2
    precision = 1 / 17**2 + 1 / error
    assert found.mean == pytest.approx((236 / 17**2 + 214.8 / error) / precision)
    assert found.unsupported == "no practice exam"


@pytest.mark.parametrize("weeks", [8, 26, 52, 104, 208])
@pytest.mark.parametrize("score", [190, 210, None])
def test_an_old_failure_alone_is_no_first_taker_s_chance(weeks: float, score: float | None) -> None:
    fresh, old = told([], failed(8, score)), told([], failed(weeks, score))
    assert fresh is not None
    assert old is not None
    assert old.mean == pytest.approx(fresh.mean)
    assert old.sd >= fresh.sd
    assert old.sd <= 17
    assert old.p_pass is not None
    assert old.p_pass < 0.5


def test_a_sitting_on_the_test_day_or_after_says_nothing_of_it() -> None:
    later = told(nbmes((226, 40), (227, 33)), FailedSitting(on=TODAY, score=200, mark=218), day=TODAY)
    assert later is None


def test_a_notice_says_how_a_failure_counts() -> None:
    found = told(FLAT, failed(8, None))
    assert found is not None
    (notice,) = [notice for notice in found.notices if "failed sitting" in notice]
    assert "under the mark of 218" in notice


def test_four_failures_of_unknown_days_are_told_once() -> None:
    found = told(FLAT, *(failed(None, None) for _ in range(4)))
    assert found is not None
    assert sum("failed sitting" in notice for notice in found.notices) == 1
