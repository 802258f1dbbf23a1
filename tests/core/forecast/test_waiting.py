"""What waiting does to the chance of the target, within eight weeks."""

from datetime import date, timedelta
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stepready.core.facts.exam import Exam, Source, Unit
from stepready.core.forecast import Trend, fit, predict
from stepready.core.forecast.two_lines import headline
from stepready.core.log.score import Score
from stepready.guides.forecast_model import load_forecast_model
from stepready.guides.library import load_facts

TODAY = date(2027, 7, 15)


def trend(values: tuple[int, ...], apart: int = 10, old: int = 1) -> Trend:
    scores = [
        Score(
            id=place,
            uid=f"u{place}",
            day=TODAY - timedelta(days=old + apart * (len(values) - place)),
            source=Source("nbme"),
            form=str(9 + place),
            value=float(value),
            unit=Unit.SCORE,
            exam=Exam.STEP2CK,
        )
        for place, value in enumerate(values, start=1)
    ]
    return fit(scores, [], exam=Exam.STEP2CK, as_of=TODAY, model=load_forecast_model(), facts=load_facts())


def gain(values: tuple[int, ...], target: int) -> float:
    found = [predict(trend(values), TODAY + timedelta(weeks=weeks), target=target, pass_mark=218) for weeks in (1, 8)]
    soon, later = (forecast.p_target for forecast in found if forecast is not None)
    assert soon is not None
    assert later is not None
    return later - soon


@pytest.mark.parametrize("target", [235, 240, 245, 250, 255])
@pytest.mark.parametrize("values", [(215, 220, 226, 231), (222, 228, 234, 240), (205, 210, 216, 221)])
def test_an_improving_student_gains_by_waiting_and_a_flat_one_less(values: tuple[int, ...], target: int) -> None:
    flat = (values[-1],) * len(values)
    assert gain(values, target) > 0
    assert gain(values, target) > gain(flat, target)


@st.composite
def rising(draw: st.DrawFn) -> tuple[tuple[int, ...], int, int]:
    """Draw a log that rises by at least a point a week: its scores, the days between them, the last one's age."""
    last, count = draw(st.integers(200, 265)), draw(st.integers(2, 6))
    apart, old = draw(st.integers(7, 21)), draw(st.integers(0, 28))
    per_exam = ceil(draw(st.floats(1, 5)) * apart / 7)
    return tuple(last - per_exam * (count - 1 - i) for i in range(count)), apart, old


@settings(max_examples=150, deadline=None)
@given(rising(), st.integers(-5, 25))
def test_the_chance_of_the_target_never_falls_within_eight_weeks_of_today_while_rising(
    log: tuple[tuple[int, ...], int, int], over: int
) -> None:
    values, apart, old = log
    found = trend(values, apart, old)
    bells = [headline(found, TODAY + timedelta(days=days), pass_mark=218) for days in range(0, 57, 4)]
    chances = [bell.at_least(values[-1] + over) for bell in bells if bell is not None]
    assert len(chances) == 15
    assert chances == sorted(chances)


@settings(max_examples=100, deadline=None)
@given(rising())
def test_waiting_adds_less_to_a_flat_log_than_to_a_rising_one(log: tuple[tuple[int, ...], int, int]) -> None:
    values, apart, old = log

    def added(values: tuple[int, ...]) -> float:
        found = trend(values, apart, old)
        now, later = (headline(found, TODAY + timedelta(weeks=weeks), pass_mark=218) for weeks in (0, 8))
        assert now is not None
        assert later is not None
        return later.mean - now.mean

    assert added((values[-1],) * len(values)) < added(values)


@pytest.mark.parametrize("rate", [1, 2, 3, 4])
def test_two_exams_a_fortnight_apart_gain_more_chance_when_they_rise(rate: int) -> None:
    flat, up = (trend((235 - by, 235), 14) for by in (0, 2 * rate))

    def added(found: Trend) -> float:
        now, later = (headline(found, TODAY + timedelta(weeks=weeks), pass_mark=218) for weeks in (0, 8))
        assert now is not None
        assert later is not None
        return later.at_least(260) - now.at_least(260)

    assert added(flat) < added(up)
