"""The flip is what happens when that score, or one beside it, is really logged."""

from datetime import timedelta

from hypothesis import given, settings

from stepready.core.case import Case
from stepready.core.facts.exam import Exam, Source, Unit
from stepready.core.log.score import Score
from stepready.core.plan import Plan
from stepready.core.verdict.checks import ExamVerdict, exam_verdict
from stepready.core.verdict.flip import RANK, Flip, find_flip, find_way, unused_exams
from stepready.services.case import case_of
from tests.decisions.test_properties import LIBRARY, TODAY, case_for, guides, plans, scores


def after_logging(case: Case, logged: list[Score], flip: Flip, value: int, exams: int) -> ExamVerdict:
    """Log the exams as a user would and decide on that day: another way than the search takes."""
    added = [
        Score(
            id=90 + place,
            uid=f"next{place}",
            day=flip.on,
            source=flip.source,
            form=f"{flip.form}, exam {place}",
            value=float(value),
            unit=Unit.SCORE,
            exam=Exam.STEP2CK,
        )
        for place in range(exams)
    ]
    return exam_verdict(case_of(LIBRARY, case.plan, flip.on, exams=[*logged, *added], guide=case.guide.name))


@given(plan=plans, logged=scores(), guide=guides)
@settings(max_examples=300, deadline=None)
def test_logging_the_flip_changes_the_verdict_and_one_point_beside_it_does_not(
    plan: Plan, logged: list[Score], guide: str
) -> None:
    case = case_for(plan, logged, guide)
    now = exam_verdict(case)
    flip = find_flip(case, next(unused_exams(LIBRARY.facts, logged, Exam.STEP2CK), None))
    if flip is None:
        return
    assert flip.becomes is not now
    assert after_logging(case, logged, flip, flip.score, 1) is flip.becomes
    beside = flip.score + (-1 if RANK[flip.becomes] > RANK[now] else 1)
    if 0 <= beside <= 300:
        assert after_logging(case, logged, flip, beside, 1) is not flip.becomes


@given(plan=plans, logged=scores(), guide=guides)
@settings(max_examples=300, deadline=None)
def test_without_a_flip_no_score_logged_now_changes_anything(plan: Plan, logged: list[Score], guide: str) -> None:
    case = case_for(plan, logged, guide)
    now = exam_verdict(case)
    available = next(unused_exams(LIBRARY.facts, logged, Exam.STEP2CK), None)
    if available is None or find_flip(case, available) is not None:
        return
    if plan.exam_date is not None and plan.exam_date <= TODAY:
        return
    imagined = Flip(source=available.source, form=available.form, score=0, becomes=now, on=TODAY)
    for value in (1, 217, 218, 240, 300):
        assert after_logging(case, logged, imagined, value, 1) is now


@given(plan=plans, logged=scores(), guide=guides)
@settings(max_examples=200, deadline=None)
def test_the_way_to_a_go_takes_no_more_exams_than_it_must(plan: Plan, logged: list[Score], guide: str) -> None:
    case = case_for(plan, logged, guide)
    available = next(unused_exams(LIBRARY.facts, logged, Exam.STEP2CK), None)
    flip = find_flip(case, available)
    way = find_way(case, available, flip)
    if way is None:
        return
    assert after_logging(case, logged, way, way.score, way.exams) is ExamVerdict.GO
    assert after_logging(case, logged, way, way.score - 1, way.exams) is not ExamVerdict.GO
    if way.exams > 1:
        assert after_logging(case, logged, way, 300, way.exams - 1) is not ExamVerdict.GO


def exam(day: int, value: int, form: str) -> Score:
    return Score(
        id=day,
        uid=form,
        day=TODAY - timedelta(days=day),
        source=Source("nbme"),
        form=form,
        value=float(value),
        unit=Unit.SCORE,
        exam=Exam.STEP2CK,
    )


def test_an_exam_already_sat_today_moves_the_next_one_to_tomorrow() -> None:
    plan = Plan(exam=Exam.STEP2CK, exam_date=TODAY + timedelta(days=14), target=245)
    logged = [exam(11, 235, "10"), exam(0, 229, "11")]
    flip = find_flip(case_for(plan, logged, "pmr"), next(unused_exams(LIBRARY.facts, logged, Exam.STEP2CK), None))
    # 229 and x: the level is clearly below 245 up to 237, so x is 246; sat today, the lower 229 would be the latest.
    assert flip is not None
    assert (flip.score, flip.becomes, flip.on) == (246, ExamVerdict.GO, TODAY + timedelta(days=1))


def test_from_unknown_a_next_score_that_can_only_make_it_worse_is_a_flip_too() -> None:
    plan = Plan(exam=Exam.STEP2CK, exam_date=TODAY + timedelta(days=14), target=245)
    logged = [exam(10, 230, "10")]
    case = case_for(plan, logged, "us-img")
    available = next(unused_exams(LIBRARY.facts, logged, Exam.STEP2CK), None)
    flip = find_flip(case, available)
    assert flip is not None
    assert (flip.score, flip.becomes) == (300, ExamVerdict.NO_GO)
    way = find_way(case, available, flip)
    assert way is not None
    assert (way.exams, way.score) == (2, 242)
