"""What the rules are expected to say by a later test day."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import cast

import pytest

from stepready.core.case import Case
from stepready.core.facts.exam import Exam, Source, Unit
from stepready.core.forecast import Trend
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


def gaining(points_a_week: float | None, *values: int) -> Case:
    """Return a case whose log shows that pace, None where it shows none; the last exam lies a week back."""
    trend = SimpleNamespace(state=None if points_a_week is None else "known", growth=points_a_week)
    return replace(case(*values), fitted=lambda _: cast("Trend", trend))


@pytest.mark.parametrize(
    ("values", "gain", "weeks", "verdict"),
    [
        # Each exam is carried on from the later of the two: a week more than the weeks ahead. Near the target is 232.
        ((226, 230), 1.5, 2, ExamVerdict.NO_GO),  # 230.5 and 234.5
        ((226, 230), 1.5, 3, ExamVerdict.GO),  # 232 and 236
        ((226, 230), 1.4, 3, ExamVerdict.NO_GO),  # 231.6
        ((230, 232), 0.0, 5, ExamVerdict.NO_GO),
        ((230, 232), 0.0, 8, ExamVerdict.EARLY),  # eight weeks are too soon to judge a level of 231
        ((235, 236), 0.0, 8, ExamVerdict.GO),
        ((235, 236), -0.5, 5, ExamVerdict.GO),  # 232 and 233
        ((235, 236), -0.6, 5, ExamVerdict.NO_GO),  # falling scores lose the go
        ((240, 230), 0.0, 5, ExamVerdict.NO_GO),  # one of two at 230 stays there
        ((215, 220), 0.8, 7, ExamVerdict.NO_GO),  # a level of 217.5 asks for 8 weeks, one of 223.9 then for 6
        ((223, 230), 1.0, 8, ExamVerdict.GO),  # 232
        ((222, 230), 1.0, 30, ExamVerdict.EARLY),  # gains count eight weeks ahead: 231, and there is time
    ],
)
def test_each_exam_of_the_level_is_carried_on_at_the_logs_own_pace(
    values: tuple[int, ...], gain: float, weeks: int, verdict: ExamVerdict
) -> None:
    assert expected_verdict(gaining(gain, *values), TODAY + timedelta(weeks=weeks)) is verdict


@pytest.mark.parametrize("days", [1, 6, 7])
def test_with_no_time_for_another_exam_todays_scores_stand(days: int) -> None:
    test_day = TODAY + timedelta(days=days)
    assert expected_verdict(gaining(50, 230, 232), test_day) is ExamVerdict.NO_GO
    assert expected_verdict(gaining(-50, 236, 236), test_day) is ExamVerdict.GO


@pytest.mark.parametrize("values", [(), (240,)])
def test_too_few_exams_stay_unknown_whatever_is_expected(values: tuple[int, ...]) -> None:
    assert expected_verdict(gaining(5, *values), TODAY + timedelta(weeks=6)) is ExamVerdict.UNKNOWN


def test_without_a_pace_todays_scores_stand() -> None:
    assert expected_verdict(gaining(None, 236, 236), TODAY + timedelta(weeks=6)) is ExamVerdict.GO


def test_the_verdict_on_todays_scores_goes_by_the_rules_of_the_test_day() -> None:
    failed = replace(case(240, 240), attempts=(Attempt(exam=Exam.STEP2CK, on=date(2027, 5, 18), score="fail"),))
    # After a failure this guide asks for 42 days from the result, taken to have come on 15 June: 27 July 2027.
    assert verdict_now(failed, date(2027, 7, 26)) is ExamVerdict.NO_GO
    assert verdict_now(failed, date(2027, 7, 27)) is ExamVerdict.GO
