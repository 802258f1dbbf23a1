"""The chance of passing near the mark: even odds on it, and less for whoever has not reached it."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stepready.core.facts.exam import Applicant, Exam
from stepready.core.forecast import Forecast, fit, predict
from stepready.core.forecast.failed_sitting import FailedSitting
from stepready.core.log.score import Score
from tests.core.forecast.logs import FACTS, MODEL, TODAY, nbmes, score

MARK = 218
NORMAL = {0: 0.5, 4: 0.691, 8: 0.841}
"""The standard normal at a difference over 8 points, from a table."""


def told(log: list[Score], weeks: int, *failed: FailedSitting) -> Forecast:
    found = predict(
        fit(
            log, (), exam=Exam.STEP2CK, as_of=TODAY, model=MODEL, facts=FACTS, applicant=Applicant.US_MD, failed=failed
        ),
        TODAY + timedelta(weeks=weeks),
        target=230,
        pass_mark=MARK,
    )
    assert found is not None
    return found


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([("nbme", "9"), ("nbme", "12"), ("uwsa", "1"), ("uwsa", "3"), ("amboss", "")]),
            st.integers(180, MARK - 1),
            st.integers(0, 80),
        ),
        min_size=1,
        max_size=6,
    ),
    st.integers(0, 20),
)
def test_nobody_who_failed_every_exam_is_told_even_odds(
    sat: list[tuple[tuple[str, str], int, int]], weeks: int
) -> None:
    log = [score(source, form, value, ago, number=at) for at, ((source, form), value, ago) in enumerate(sat, start=1)]
    found = told(log, weeks)
    assert found.p_pass is not None
    assert found.p_target is not None
    assert found.p_target <= found.p_pass < 0.495
    assert not found.supported


@pytest.mark.parametrize("over", [0, 4, 8])
def test_four_flat_exams_at_the_mark_are_even_odds_and_no_surer_than_an_exam_s_error_on_it(over: int) -> None:
    found = told(nbmes(*((MARK - over, ago) for ago in (40, 25, 14, 7))), 0)
    assert found.p_pass == pytest.approx(1 - NORMAL[over], abs=0.035)


@pytest.mark.parametrize("weeks", [2, 5, 8])
def test_a_rise_helps_with_the_weeks_ahead_on_either_side_of_the_mark(weeks: int) -> None:
    def rising(top: int, ahead: int) -> float:
        return told(nbmes((top - 12, 30), (top - 6, 15), (top, 0)), ahead).p_pass or 0.0

    for top in (206, 212, MARK - 1, MARK, 222):
        assert rising(top, 0) + 0.01 < rising(top, weeks)
    chances = [rising(top, weeks) for top in range(205, 236)]
    assert all(after > before - 1e-9 for before, after in pairwise(chances))


def test_a_failed_sitting_alone_is_no_even_odds() -> None:
    on = TODAY - timedelta(weeks=13)
    for result in (217.0, 205.0, None):
        found = told([], 0, FailedSitting(on=on, score=result, mark=MARK))
        assert found.p_pass is not None
        assert found.p_pass < 0.495


def test_a_failure_of_an_unknown_day_is_no_supported_forecast() -> None:
    log = nbmes((238, 40), (243, 7))
    assert told(log, 4).supported
    found = told(log, 4, FailedSitting(on=None, score=None, mark=MARK))
    assert found.unsupported == "a failed sitting's day not said"


def told_of_step1(weeks: int, *percents: tuple[float, int]) -> float:
    log = nbmes(*percents, exam=Exam.STEP1)
    trend = fit(log, (), exam=Exam.STEP1, as_of=TODAY, model=MODEL, facts=FACTS)
    found = predict(trend, TODAY + timedelta(weeks=weeks), target=None, pass_mark=62)
    assert found is not None
    assert found.p_pass is not None
    return found.p_pass


@pytest.mark.parametrize("weeks", [0, 3, 6, 12])
def test_step_1_under_its_passing_line_is_no_even_odds(weeks: int) -> None:
    chances = [told_of_step1(weeks, (last - 3, 20), (last, 1)) for last in range(50, 80)]
    assert all(chance < 0.495 for chance in chances[:12])
    assert all(after > before - 1e-9 for before, after in pairwise(chances))
    assert told_of_step1(0, (55, 20), (58, 1)) < told_of_step1(2, (55, 20), (58, 1))
    assert told_of_step1(1, (73, 1)) == pytest.approx(0.99, abs=0.01)
