"""What the rules are expected to say by a later test day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from stepready.core.case import Case
from stepready.core.facts.exam import Exam, Source, Unit
from stepready.core.log.attempts import Attempt
from stepready.core.log.score import Score
from stepready.core.plan import Plan
from stepready.core.verdict.checks import ExamVerdict
from stepready.core.verdict.expected import expected_verdict, verdict_now
from stepready.guides.library import load
from stepready.services.case import case_of

LIBRARY = load()
TODAY = date(2027, 7, 1)
MED_PEDS = "med-peds-non-us-img"  # each of the last two near or above target: 232


def case(*values: int, target: int = 235) -> Case:
    scores = [
        Score(
            id=at + 1,
            uid=str(at),
            day=TODAY - timedelta(days=7 * (len(values) - at)),
            source=Source("nbme"),
            form=str(9 + at),
            value=float(value),
            unit=Unit.SCORE,
            exam=Exam.STEP2CK,
        )
        for at, value in enumerate(values)
    ]
    plan = Plan(exam=Exam.STEP2CK, exam_date=TODAY + timedelta(days=27), target=target, guide=MED_PEDS, season=2028)
    return case_of(LIBRARY, plan, TODAY, exams=scores)


def gaining(points_a_week: float) -> Callable[[date], float | None]:
    """A practice level that the printed scores lie 3 points above: only its gain may count."""
    return lambda day: 220 + points_a_week * (day - TODAY).days / 7


@pytest.mark.parametrize(
    ("values", "gain", "weeks", "verdict"),
    [
        # 228 today and 2 points a week; the last exam is expected a week before the test, one more a week earlier.
        ((226, 230), 2.0, 3, ExamVerdict.NO_GO),  # 230 and 232
        ((226, 230), 2.0, 4, ExamVerdict.GO),  # 232 and 234
        ((230, 232), 0.0, 5, ExamVerdict.NO_GO),
        ((230, 232), 0.0, 8, ExamVerdict.EARLY),  # eight weeks are too soon to judge a level of 231
        ((235, 236), 0.0, 8, ExamVerdict.GO),
        ((235, 236), -1.0, 5, ExamVerdict.NO_GO),  # falling scores lose the go
        ((240, 230), 0.0, 8, ExamVerdict.GO),  # two at the level of 235 hold what 240 and 230 do not
    ],
)
def test_two_exams_are_expected_at_todays_level_plus_the_gain(
    values: tuple[int, ...], gain: float, weeks: int, verdict: ExamVerdict
) -> None:
    test_day = TODAY + timedelta(weeks=weeks)
    assert expected_verdict(case(*values), test_day, gaining(gain)) is verdict


@pytest.mark.parametrize("days", [1, 6, 7])
def test_with_no_time_for_another_exam_todays_scores_stand(days: int) -> None:
    test_day = TODAY + timedelta(days=days)
    assert expected_verdict(case(230, 232), test_day, gaining(50)) is ExamVerdict.NO_GO
    assert expected_verdict(case(236, 236), test_day, gaining(-50)) is ExamVerdict.GO


def test_with_time_for_one_exam_it_joins_the_latest_logged() -> None:
    test_day = TODAY + timedelta(days=8)
    assert expected_verdict(case(230, 236), test_day, gaining(20)) is ExamVerdict.GO
    assert expected_verdict(case(236, 230), test_day, gaining(20)) is ExamVerdict.NO_GO


@pytest.mark.parametrize("values", [(), (240,)])
def test_too_few_exams_stay_unknown_whatever_is_expected(values: tuple[int, ...]) -> None:
    test_day = TODAY + timedelta(weeks=6)
    assert expected_verdict(case(*values), test_day, gaining(5)) is ExamVerdict.UNKNOWN


def test_without_a_forecast_todays_scores_stand() -> None:
    test_day = TODAY + timedelta(weeks=6)
    assert expected_verdict(case(236, 236), test_day, lambda _day: None) is ExamVerdict.GO


def test_the_verdict_on_todays_scores_goes_by_the_rules_of_the_test_day() -> None:
    failed = replace(case(240, 240), attempts=(Attempt(exam=Exam.STEP2CK, on=date(2027, 5, 18), score="fail"),))
    # After a failure this guide asks for 42 days from the result, taken to have come on 15 June: 27 July 2027.
    assert verdict_now(failed, date(2027, 7, 26)) is ExamVerdict.NO_GO
    assert verdict_now(failed, date(2027, 7, 27)) is ExamVerdict.GO
