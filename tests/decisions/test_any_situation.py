"""What must hold in any situation: any season, applicant, exam, guide, log, sittings and announced delay."""

import os
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from stepready.core.case import Case
from stepready.core.facts.exam import Condition, Exam
from stepready.core.guide.guide import Severity
from stepready.core.log.attempts import Attempt
from stepready.core.log.same_form import is_taken
from stepready.core.rules.finding import Outcome
from stepready.core.rules.sitting_allowed import may_sit
from stepready.core.season.windows import TimingWord
from stepready.core.verdict.application import ApplicationVerdict
from stepready.core.verdict.checks import ExamVerdict, exam_verdict, fails_apart_from_scores
from stepready.core.verdict.course import Course, compares_days, course_of, strength
from stepready.core.verdict.decision import Decision, decide
from stepready.core.verdict.expected import expected_verdict
from stepready.core.verdict.next_exam import next_exam
from tests.decisions.situations import Situation, situations

ANY = settings(max_examples=int(os.environ.get("STEPREADY_EXAMPLES", "100")), deadline=None)
JUDGED = (ExamVerdict.GO, ExamVerdict.NO_GO, ExamVerdict.EARLY, ExamVerdict.UNKNOWN)


def shortest_days(case: Case) -> int | None:
    """Return the days the level asks for, by the readings written out."""
    level = case.evidence.level
    if level is None:
        return None
    if case.plan.exam is Exam.STEP1:
        return 84 if level < 62 else 42
    return 84 if level < 200 else 56 if level <= 220 else 42


@ANY
@given(situations())
def test_the_verdict_follows_from_the_musts(situation: Situation) -> None:
    decision = decide(situation.case())
    verdict = decision.exam.verdict
    if verdict not in JUDGED:
        return
    musts = {check.outcome for check in decision.checks if check.severity is Severity.MUST}
    allowed = next(check.outcome for check in decision.checks if check.rule == "sitting-allowed")
    if verdict is ExamVerdict.GO:
        assert musts == {Outcome.PASS}
        assert situation.plan.exam_date is not None
    elif verdict is ExamVerdict.UNKNOWN:
        assert Outcome.FAIL not in musts or situation.plan.exam_date is None
    else:
        assert Outcome.FAIL in musts
    if verdict is ExamVerdict.EARLY:
        assert allowed is not Outcome.FAIL
    if situation.plan.exam_date is not None and allowed is Outcome.FAIL:
        assert verdict is ExamVerdict.NO_GO
    assert (decision.exam.delay is not None) == (verdict is ExamVerdict.NO_GO)
    assert (decision.exam.judged_from is not None) == (verdict is ExamVerdict.EARLY)


@ANY
@given(situations())
def test_early_lies_outside_the_shortest_path_on_every_screen(situation: Situation) -> None:
    decision = decide(situation.case())
    case, days = decision.case, shortest_days(decision.case)
    booked = situation.plan.exam_date
    if decision.exam.verdict is ExamVerdict.EARLY:
        assert booked is not None
        assert days is not None
        assert (booked - situation.today).days >= days
        assert decision.exam.judged_from == booked - timedelta(days=days - 1)
        assert decision.application.verdict is not ApplicationVerdict.NEXT_CYCLE
    if decision.exam.verdict not in JUDGED:
        return
    for ahead in (10, 40, 41, 42, 43, 55, 56, 57, 83, 84, 85, 150):
        if expected_verdict(case, situation.today + timedelta(days=ahead)) is ExamVerdict.EARLY:
            assert days is not None
            assert ahead >= days


@ANY
@given(situations(), st.integers(0, 400), st.sampled_from(["fail", "205"]))
def test_a_later_failure_never_helps(situation: Situation, ago: int, score: str) -> None:
    day, exam = situation.today - timedelta(days=ago), situation.plan.exam
    if any(sat.exam is exam and (sat.on is None or sat.on > day) for sat in situation.attempts):
        return
    score = "fail" if exam is Exam.STEP1 else score
    worse = situation._replace(attempts=(*situation.attempts, Attempt(exam=exam, on=day, score=score)))
    assert_no_better(situation, worse)


@ANY
@given(situations(), st.integers(0, 5), st.integers(-20, 40), st.integers(0, 30))
def test_a_repeat_or_a_double_entry_never_helps(situation: Situation, which: int, by: int, later: int) -> None:
    if not situation.scores:
        return
    first = situation.scores[which % len(situation.scores)]
    if not first.form and later:
        return
    day = min(first.day + timedelta(days=later), situation.today)
    plain = first.conditions - {Condition.UNSEEN}
    high = 300.0 if situation.plan.exam is Exam.STEP2CK else 100.0
    again = replace(first, id=90, uid="again", day=day, value=min(high, first.value + by), conditions=plain)
    assert_no_better(situation, situation._replace(scores=(*situation.scores, again)))


def assert_no_better(one: Situation, other: Situation) -> None:
    before, after = exam_verdict(one.case()), exam_verdict(other.case())
    assert after is not ExamVerdict.GO or before is ExamVerdict.GO
    assert after is not ExamVerdict.EARLY or before is not ExamVerdict.NO_GO


@ANY
@given(situations(), st.lists(st.none() | st.integers(5, 900), min_size=4, max_size=5))
def test_with_no_attempt_left_nothing_is_proposed(situation: Situation, ago: list[int | None]) -> None:
    days = [None if each is None else situation.today - timedelta(days=each) for each in ago]
    failed = tuple(Attempt(exam=situation.plan.exam, on=day, score="fail") for day in days)
    decision = decide(situation._replace(attempts=failed).case())
    if decision.exam.verdict is ExamVerdict.TAKEN:
        return
    delay = decision.exam.delay
    assert decision.exam.verdict is ExamVerdict.NO_GO
    assert delay is not None
    assert (delay.min_weeks, delay.earliest, delay.latest, delay.to, delay.score_in_time) == (None,) * 5
    assert decision.application.verdict is not ApplicationVerdict.NEXT_CYCLE


@ANY
@given(situations())
def test_the_proposed_day_can_be_sat_and_is_never_dominated(situation: Situation) -> None:
    decision = decide(situation.case())
    case, delay, booked = decision.case, decision.exam.delay, situation.plan.exam_date
    if delay is None:
        return
    assert delay.gain_needed is None or delay.gain_needed > 0
    if delay.to is None or booked is None:
        return
    assert delay.why_to
    assert delay.to >= situation.today
    assert delay.to.weekday() != 6
    assert delay.earliest is not None
    assert delay.earliest <= delay.to
    assert delay.latest is None or delay.to <= delay.latest
    end = situation.plan.eligibility_end
    assert end is None or delay.to <= end
    assert not is_dominated(decision, booked, delay.to)
    if "the first day that serves" in delay.why_to and (delay.to - situation.today).days > 7:
        assert expected_verdict(case, delay.to) is ExamVerdict.GO


def is_dominated(decision: Decision, booked: date, to: date) -> bool:
    """Whether a day is less likely seen than the booked one and by less than a hundredth likelier to reach or pass."""
    case = decision.case
    if fails_apart_from_scores(decision.checks) or case.plan.exam is Exam.STEP1:
        return False
    by = case.season.day("rank_list_due" if case.review_is_open or case.applied else "review_opens")
    here, there = case.outlook_on(booked), case.outlook_on(to)
    if here is None or there is None or case.arrival.p_by(by, to) >= case.arrival.p_by(by, booked):
        return False
    pairs = [(here.p_target, there.p_target), (here.p_pass, there.p_pass)]
    return all(after - before < 0.0099 for before, after in pairs if before is not None and after is not None)


@ANY
@given(situations())
def test_no_next_cycle_but_for_a_no_go_or_a_failing_result_and_nothing_ideal_misses_review(
    situation: Situation,
) -> None:
    decision = decide(situation.case())
    case, booked = decision.case, situation.plan.exam_date
    if decision.application.verdict is ApplicationVerdict.NEXT_CYCLE:
        assert decision.exam.verdict is ExamVerdict.NO_GO
        assert situation.plan.can_skip_cycle
        assert decision.exam.delay is not None
        assert decision.exam.delay.to is None
    if situation.window is not None and decision.timing is TimingWord.IDEAL and booked is not None:
        assert decision.exam.verdict is not ExamVerdict.GO or case.arrival.typical_day(booked) <= case.season.day(
            "review_opens"
        )


@ANY
@given(situations())
def test_the_next_exam_is_never_a_taken_form(situation: Situation) -> None:
    case = situation.case()
    found = next_exam(case, exam_verdict(case))
    if found is None:
        return
    assert not is_taken(found.source, found.form, case.exams)
    assert 0 < found.changes_verdict <= 1
    assert situation.plan.exam_date is None or found.by < situation.plan.exam_date
    assert found.by >= situation.today


@ANY
@given(situations())
def test_the_course_names_another_day_only_where_the_decision_does(situation: Situation) -> None:
    decision = decide(situation.case())
    course, delay = course_of(decision), decision.exam.delay
    if course is Course.MOVE:
        assert delay is not None
        assert delay.to is not None
        assert may_sit(decision.case, delay.to)
        assert decision.application.verdict is not ApplicationVerdict.NEXT_CYCLE
        assert strength(decision)
    else:
        assert strength(decision) is None
    if delay is not None and delay.to is None:
        assert not compares_days(decision)
    assert (course is Course.TAKEN) == (decision.exam.verdict is ExamVerdict.TAKEN)
    if decision.exam.verdict is ExamVerdict.GO:
        assert course in (Course.KEEP, Course.SAY)
