"""Step 1: equated percent on test day, and the probability of passing."""

from datetime import timedelta

import pytest

from stepready.core.facts.exam import Exam
from stepready.core.forecast import predict
from stepready.core.forecast.two_lines import posters
from stepready.core.log.score import Score
from tests.core.forecast.logs import STEP1, TODAY, forecast, nbmes, score, trend


def p_pass(scores: list[Score], *, days: int = 0, low_pass: tuple[float, float] = (62, 68)) -> float:
    found = predict(trend(scores, exam=Exam.STEP1), TODAY + timedelta(days=days), target=None, pass_mark=low_pass[0])
    assert found is not None
    assert found.p_pass is not None
    return found.p_pass


def one(value: float, printed: float | None = None, days_ago: int = 3) -> list[Score]:
    return [score("nbme", "30", value, days_ago, exam=Exam.STEP1, p_pass=printed)]


def test_73_goes_with_99_percent_as_on_the_official_chart() -> None:
    assert p_pass(one(73)) == pytest.approx(0.99, abs=0.002)


def test_the_passing_line_itself_is_a_coin_toss() -> None:
    assert p_pass(one(62, days_ago=0)) == pytest.approx(0.5, abs=0.001)


def test_higher_percents_pass_more_often() -> None:
    chances = [p_pass(one(value)) for value in range(50, 90, 2)]
    assert chances == sorted(chances)


def test_the_band_on_the_own_report_replaces_the_usual_one() -> None:
    assert p_pass(one(66), low_pass=(60, 66)) > p_pass(one(66)) > p_pass(one(66), low_pass=(64, 70))


def test_a_printed_probability_is_pooled() -> None:
    own = p_pass(one(66))
    assert own < p_pass(one(66, printed=95)) < 0.95
    assert 0.5 < p_pass(one(66, printed=50)) < own


def test_a_printed_probability_that_agrees_changes_nothing() -> None:
    assert p_pass(one(66, printed=100 * p_pass(one(66)))) == pytest.approx(p_pass(one(66)))


def test_a_printed_probability_counts_less_as_time_passes() -> None:
    def pull(days: int) -> float:
        return p_pass(one(66, printed=50), days=days) - p_pass(one(66), days=days)

    assert pull(0) < pull(40) < pull(150) < 0


@pytest.mark.parametrize("printed", [0.0, 100.0])
def test_a_printed_certainty_is_not_taken_as_one(printed: float) -> None:
    assert 0 < p_pass(one(66, printed=printed)) < 1


def test_only_the_latest_printed_probability_counts() -> None:
    old = [score("nbme", "28", 60, 40, exam=Exam.STEP1, p_pass=20)]
    plain = [score("nbme", "28", 60, 40, exam=Exam.STEP1)]
    assert p_pass([*old, *one(66, printed=90)]) == p_pass([*plain, *one(66, printed=90)])


def test_no_lift_over_practice_is_assumed() -> None:
    found = trend(nbmes((70, 20), (70, 10), (70, 0), exam=Exam.STEP1), exam=Exam.STEP1)
    bell, level = posters(found, TODAY), found.level_on(TODAY)
    assert bell is not None
    assert level is not None
    assert bell.centre == pytest.approx(level.mean)
    assert level.mean == pytest.approx(70, abs=1.5)


def test_it_says_that_no_step_1_results_are_published() -> None:
    found = predict(trend(one(70), exam=Exam.STEP1), TODAY, target=None, pass_mark=62)
    assert found is not None
    assert any("No Step 1 results" in notice for notice in found.notices)


def test_one_exam_is_not_called_wider_where_nothing_is_added_for_it() -> None:
    found = predict(trend(one(70), exam=Exam.STEP1), TODAY, target=None, pass_mark=62)
    assert found is not None
    (told,) = [notice for notice in found.notices if "rests on 1" in notice]
    assert (
        told == "The forecast rests on 1 practice exam: until there are 2, 0.6 percent of gain a week are counted on."
    )


@pytest.mark.parametrize("weeks", [1, 4, 8])
def test_one_exam_counts_0_6_percent_of_gain_a_week(weeks: int) -> None:
    log = nbmes((68, 0), exam=Exam.STEP1)
    gained = forecast(log, weeks, exam=Exam.STEP1).mean - forecast(log, exam=Exam.STEP1).mean
    # From 70 percent on gains shrink towards the top; 68 is under that.
    assert gained == pytest.approx(0.6 * weeks)


@pytest.mark.parametrize("exams", [1, 2, 3])
@pytest.mark.parametrize("weeks", [0, 4])
def test_95_and_100_percent_do_not_forecast_the_same(exams: int, weeks: int) -> None:
    low, high = (
        forecast(nbmes(*((value, 7 * back) for back in range(exams)), exam=Exam.STEP1), weeks, exam=Exam.STEP1)
        for value in (95, 100)
    )
    assert high.mean - low.mean > 3
    assert high.low80 - low.low80 > 3
    assert high.high95 <= 100


def test_the_growth_presumed_is_one_and_a_half_percent_a_week() -> None:
    assert (STEP1.prior.growth_mean, STEP1.prior.growth_sd) == (1.5, 1.0)
    log = nbmes((66, 0), exam=Exam.STEP1)
    assert trend(log, exam=Exam.STEP1).growth == pytest.approx(1.5)
