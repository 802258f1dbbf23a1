"""What the percent of a question bank's first pass adds: a small shift that narrows nothing and fades."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stepready.core.forecast import Forecast, Trend, predict
from stepready.core.forecast.first_pass import FirstPass
from stepready.core.log.score import Score
from tests.core.forecast.logs import TODAY, logs, nbmes, trend


def told(log: list[Score], percent: float | None, *, share: float = 0.5) -> Forecast:
    seen = None if percent is None else FirstPass(bank="UWorld", percent=percent, on=TODAY - timedelta(days=3))
    found = predict(replace(trend(log), first_pass=seen, share=share), TODAY, target=240, pass_mark=218)
    assert found is not None
    return found


def flat(level: float) -> list[Score]:
    return nbmes(*((level, days) for days in (40, 25, 14, 7)))


@pytest.mark.parametrize(
    ("level", "percent", "shift"), [(248, 80, 1.6), (248, 60, -1.6), (258, 74.3, 0.0), (238, 70, 0.688)]
)
def test_a_percent_over_the_expected_moves_both_lines_by_0_16_points(
    level: float, percent: float, shift: float
) -> None:
    # 70 % goes with a level of 248, 0.43 more with every point: 74.3 with 258 and 65.7 with 238. The fitted level lies
    # a point or so over four flat scores, whose growth is presumed in part.
    plain, moved = told(flat(level), None), told(flat(level), percent)
    assert moved.mean - plain.mean == pytest.approx(shift, abs=0.12)
    for one, other in ((moved.posters, plain.posters), (moved.candidates, plain.candidates)):
        assert one is not None
        assert other is not None
        assert one.mean - other.mean == pytest.approx(shift, abs=0.12)


def test_a_percent_far_off_counts_as_20_off() -> None:
    assert told(flat(248), 100).mean == told(flat(248), 91).mean
    assert told(flat(248), 100).mean - told(flat(248), None).mean == pytest.approx(3.2, abs=0.01)


@settings(max_examples=60, deadline=None)
@given(logs(), st.integers(0, 100))
def test_it_never_narrows(log: list[Score], percent: int) -> None:
    plain, moved = told(log, None), told(log, percent)
    assert moved.sd >= plain.sd - 1e-9
    assert moved.high80 - moved.low80 >= plain.high80 - plain.low80 - 1e-4


def test_it_fades_with_the_posters_part_and_is_nothing_at_the_pass_mark() -> None:
    shifts = [told(flat(level), 80).mean - told(flat(level), None).mean for level in (217, 223, 230)]
    assert shifts[0] == 0
    assert 0 < shifts[1] < shifts[2]
    assert told(flat(248), 80, share=0).mean == told(flat(248), None, share=0).mean


def test_a_past_test_day_does_not_know_what_was_seen_after_it() -> None:
    def mean(seen: Trend) -> float:
        found = predict(seen, TODAY - timedelta(days=5), target=240, pass_mark=218)
        assert found is not None
        return found.mean

    plain = trend(flat(248))
    seen = FirstPass(bank="UWorld", percent=80, on=TODAY)
    assert mean(replace(plain, first_pass=seen)) == mean(plain)


def test_it_is_said_and_can_be_left_out() -> None:
    (notice,) = [notice for notice in told(flat(248), 80).notices if "UWorld" in notice]
    assert "80 % right, lies 9.4 over" in notice
    assert "1.5 points" in notice
    assert not any("first pass" in notice for notice in told(flat(248), 70.6).notices)
