"""A question bank tells direction, weakly, and can only hold a forecast back."""

from datetime import timedelta

import pytest

from stepready.core.forecast import predict
from stepready.core.forecast.bank_direction import bank_trend
from stepready.core.log.score import QbankDay
from tests.core.forecast.logs import STEP2, TODAY, bank, forecast, nbmes, trend

RISING = nbmes((228, 42), (234, 28), (240, 14), (246, 0))


def test_a_falling_bank_holds_the_gain_back_and_says_so() -> None:
    falling = bank([74, 71, 68, 66, 63])
    held, alone = forecast(RISING, 6, qbank=falling), forecast(RISING, 6)
    assert held.mean < alone.mean
    assert held.slope_per_week < alone.slope_per_week
    assert any("question bank points lower" in notice for notice in held.notices)


def test_a_rising_bank_lifts_nothing() -> None:
    assert forecast(RISING, 6, qbank=bank([50, 60, 70, 80, 90])).mean == forecast(RISING, 6).mean


def test_a_bank_alone_is_no_forecast() -> None:
    assert predict(trend([], qbank=bank([60, 65, 70, 75])), TODAY, target=240, pass_mark=218) is None


def test_its_weekly_change_is_the_slope_of_its_weeks() -> None:
    found = bank_trend(bank([70, 70, 70, 70]), as_of=TODAY, direction=STEP2.direction)
    assert found is not None
    assert found.slope == pytest.approx(0)
    steep = bank_trend(bank([60, 62, 64, 66]), as_of=TODAY, direction=STEP2.direction)
    assert steep is not None
    assert steep.slope == pytest.approx(2, abs=0.01)


@pytest.mark.parametrize(
    ("percents", "questions"), [([60, 70], 500), ([60, 65, 70], 20)], ids=["two weeks", "sixty questions"]
)
def test_too_little_is_no_direction(percents: list[float], questions: int) -> None:
    assert bank_trend(bank(percents, questions=questions), as_of=TODAY, direction=STEP2.direction) is None


def test_old_and_later_weeks_play_no_part() -> None:
    recent = bank([70, 68, 66])
    old = [day for day in bank([20] * 30) if (TODAY - day.day).days >= 7 * STEP2.direction.weeks]
    ahead = [QbankDay(day=TODAY + timedelta(days=9), percent=1, questions=900, sessions=1)]
    direction = STEP2.direction
    assert bank_trend([*old, *recent, *ahead], as_of=TODAY, direction=direction) == bank_trend(
        recent, as_of=TODAY, direction=direction
    )
