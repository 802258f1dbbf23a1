"""Where the data end, the lift stays at its edge, the interval widens, and a notice says why."""

from datetime import timedelta
from itertools import pairwise

import pytest

from stepready.core.forecast import Forecast, predict
from stepready.core.forecast.distributions import Bell
from stepready.core.forecast.forecast import chances
from stepready.core.forecast.two_lines import posters
from stepready.core.log.score import Score
from tests.core.forecast.logs import STEP2, TODAY, forecast, nbmes, score, trend

EDGE = STEP2.support.level


def history(level: float) -> list[Score]:
    return nbmes((level - 10, 40), (level - 6, 25), (level - 2, 14), (level, 7))


def level_history(level: float) -> Forecast:
    return forecast(history(level))


def posted(log: list[Score]) -> Bell:
    found = posters(trend(log), TODAY)
    assert found is not None
    return found


def lift(level: float) -> float:
    return posted(history(level)).centre - level


def lift_over_fitted_level(log: list[Score]) -> float:
    state = trend(log).state
    assert state is not None
    return posted(log).centre - state.level


def said(found: Forecast, words: str) -> bool:
    return any(words in notice for notice in found.notices)


def test_the_lift_falls_with_the_level_inside_the_support() -> None:
    lifts = [lift(level) for level in (235, 245, 255, 265, 275)]
    assert lifts == sorted(lifts, reverse=True)


@pytest.mark.parametrize("level", [150, 190, 205, 215, 222])
def test_below_the_supported_level_the_lift_keeps_its_value_at_the_edge(level: float) -> None:
    assert lift(level) == pytest.approx(lift(EDGE), abs=0.05)
    assert said(level_history(level), "few people with known results started")


@pytest.mark.parametrize("level", [190, 210, 218])
def test_a_good_free_120_does_not_raise_the_lift_there(level: float) -> None:
    with_good = lift_over_fitted_level([*history(level), score("free120", "", 82, 3)])
    assert with_good == pytest.approx(lift_over_fitted_level(history(EDGE - 6)), abs=0.6)


def test_the_posters_line_widens_the_further_below_the_support() -> None:
    sds = [posted(history(level)).sd for level in (240, 220, 205, 190)]
    assert sds == sorted(sds)
    assert sds[-1] > 1.5 * sds[0]
    assert not said(level_history(240), "few people")


def test_one_exam_is_lifted_no_more_than_two_and_is_less_certain() -> None:
    one, two = forecast(nbmes((240, 7)), 4), forecast(nbmes((240, 21), (240, 7)), 4)
    assert one.mean <= two.mean
    assert one.sd > two.sd
    assert said(one, "rests on 1 practice exam")
    assert not said(two, "rests on")


def test_a_free_120_alone_gives_a_wide_forecast_and_says_so() -> None:
    found = forecast([score("free120", "", 78, 5)])
    assert said(found, "rests on no practice exam")
    assert found.sd > forecast(nbmes((240, 7), (245, 3))).sd


@pytest.mark.parametrize("weeks", [1, 5, 8])
def test_one_exam_counts_0_6_exam_points_of_gain_a_week(weeks: int) -> None:
    # The same printed score one week earlier goes with 0.6 exam points more, in both lines.
    log = nbmes((240, 0))
    assert forecast(log, weeks).mean - forecast(log).mean == pytest.approx(0.6 * weeks)


def test_one_exam_is_worth_no_gain_beyond_eight_weeks() -> None:
    log = nbmes((240, 0))
    assert forecast(log, 20).mean == forecast(log, 8).mean


def test_beyond_eight_weeks_no_more_gain_is_counted_and_the_interval_widens() -> None:
    log = nbmes((232, 28), (236, 14), (240, 0))
    at_edge, beyond = forecast(log, 8), forecast(log, 16)
    assert beyond.mean == at_edge.mean
    assert beyond.sd > at_edge.sd + 1
    assert said(beyond, "more than 8 weeks ahead")
    assert not said(at_edge, "more than 8 weeks")


def test_eight_weeks_are_counted_from_today_and_a_score_older_than_that_counts_no_gain_since() -> None:
    def old(weeks: int) -> list[Score]:
        return nbmes((232, 28 + 7 * weeks), (236, 14 + 7 * weeks), (240, 7 * weeks))

    found = forecast(old(3), 8)
    assert found.mean > forecast(old(3), 7).mean
    assert not said(found, "more than 8 weeks")
    stale = forecast(old(12))
    assert stale.mean == forecast(old(8)).mean
    assert stale.sd > forecast(old(8)).sd
    assert said(stale, "latest score is more than 8 weeks old")


@pytest.mark.parametrize("level", [190, 200, 210, 215])
def test_flat_scores_below_the_support_are_lifted_by_the_edge_and_the_gain_ahead_alone(level: int) -> None:
    flat = trend(nbmes(*((level, days) for days in (32, 17, 7, 0))))
    bell = posters(flat, TODAY)
    assert bell is not None
    lifted = STEP2.lift.at_pivot - (1 - STEP2.lift.worth) * (EDGE - STEP2.lift.pivot)
    assert bell.centre == pytest.approx(level + lifted, abs=0.01)


def test_no_growth_below_the_support_is_presumed_and_above_it_nothing_jumps() -> None:
    logs = [nbmes(*((level / 4, days) for days in (32, 17, 7, 0))) for level in range(840, 1000)]
    lines = [posted(log).centre for log in logs]
    assert all(0 < after - before < 0.51 for before, after in pairwise(lines))
    # The headline besides moves from the candidates' line to half way to the posters', over 10 points of level.
    headlines = [forecast(log).mean for log in logs]
    assert all(0 < after - before < 0.6 for before, after in pairwise(headlines))


@pytest.mark.parametrize("level", [200, 210, 215, 220])
def test_the_posters_80_percent_range_holds_half_the_lift_where_few_started(level: int) -> None:
    found = posted(nbmes(*((level, days) for days in (32, 17, 7, 0))))
    assert found.centre - found.half_width(0.8) < level + (found.centre - level) / 2


def test_who_fails_every_exam_is_told_what_the_exams_own_error_says() -> None:
    # 210 lies one standard error of 8 under the mark of 218: a normal table gives 16 %.
    found = forecast(nbmes((210, 32), (210, 17), (210, 7), (210, 0)))
    assert found.p_pass == pytest.approx(0.159, abs=0.01)
    assert found.candidates is not None
    assert found.candidates.p_pass == pytest.approx(0.159, abs=0.01)
    assert said(found, "held to the practice exams' own error")
    assert not said(level_history(240), "held to")


def test_a_level_on_the_mark_is_even_odds_at_most() -> None:
    found = forecast(nbmes((218, 32), (218, 17), (218, 7), (218, 0)))
    assert found.p_pass == pytest.approx(0.5, abs=0.03)


def test_the_chance_of_passing_rises_with_the_level_and_is_the_models_from_the_edge_of_the_data_on() -> None:
    levels = [200, 206, 212, 216, 218, 220, 222, 224, 226, 228, 230]
    chances = [forecast(nbmes((n, 32), (n, 17), (n, 7), (n, 0))).p_pass or 0.0 for n in levels]
    assert chances == sorted(chances)
    assert chances[-1] > 0.9


def test_a_slope_within_noise_is_called_that() -> None:
    assert said(forecast(nbmes((239, 21), (240, 7))), "within measurement noise")
    assert not said(forecast(nbmes((215, 60), (225, 40), (235, 20), (246, 0))), "within measurement noise")


def test_a_past_test_day_is_said_to_be_past() -> None:
    found = predict(trend(nbmes((240, 21), (244, 7))), TODAY - timedelta(days=1), target=None, pass_mark=None)
    assert found is not None
    assert said(found, "is past")


def test_scores_after_a_past_test_day_are_left_out() -> None:
    before, after = nbmes((230, 50), (235, 37)), score("nbme", "12", 262, 7, number=9)
    day = TODAY - timedelta(days=30)
    told = [predict(trend(log), day, target=240, pass_mark=218) for log in ([*before, after], before)]
    assert told[0] is not None
    assert told[1] is not None
    assert told[0].mean == told[1].mean
    assert told[0].used == (1, 2)
    assert [(left.score.id, left.why) for left in told[0].left_out] == [(9, "after the test day")]
    assert predict(trend([after]), day, target=240, pass_mark=218) is None


def test_no_usable_score_gives_no_forecast() -> None:
    empty = trend([])
    assert predict(empty, TODAY, target=240, pass_mark=218) is None
    assert empty.level_on(TODAY) is None
    assert empty.used == ()


def test_probabilities_are_those_of_the_interval() -> None:
    found = trend(nbmes((240, 21), (244, 7)))
    around = predict(found, TODAY, target=240, pass_mark=218)
    assert around is not None
    edge = predict(found, TODAY, target=around.low80, pass_mark=around.high80)
    assert edge is not None
    assert edge.p_target == pytest.approx(0.9)
    assert edge.p_pass == pytest.approx(0.1)


def test_without_target_or_pass_mark_there_is_no_probability() -> None:
    found = predict(trend(nbmes((240, 21), (244, 7))), TODAY, target=None, pass_mark=None)
    assert found is not None
    assert (found.p_target, found.p_pass) == (None, None)


@pytest.mark.parametrize("level", [205, 214, 218, 222, 227, 240])
def test_a_minimum_is_never_likelier_cleared_than_the_exam_passed(level: float) -> None:
    log = nbmes((level, 20), (level, 12), (level, 5))
    told, at_least = forecast(log, 2), chances(trend(log), TODAY + timedelta(weeks=2), pass_mark=218)
    assert at_least is not None
    assert (at_least(218), at_least(240)) == pytest.approx((told.p_pass, told.p_target))
    assert at_least(200) >= at_least(217) >= at_least(218) >= at_least(220)
