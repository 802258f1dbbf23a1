"""What must hold for every log, whatever the guide."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from stepready.core.case import Case
from stepready.core.facts.exam import Condition, Exam, Source, Step1, Unit
from stepready.core.guide.guide import Severity
from stepready.core.log.score import Score
from stepready.core.plan import Plan
from stepready.core.rules.finding import Outcome
from stepready.core.verdict.decision import ExamVerdict, decide
from stepready.guides.library import load
from stepready.services.case import case_of

TODAY = date(2027, 7, 15)
LIBRARY = load()
STEP2_GUIDES = [guide for guide in LIBRARY.guides.values() if Exam.STEP2CK in guide.exams]


@st.composite
def scores(draw: st.DrawFn) -> list[Score]:
    count = draw(st.integers(0, 6))
    return [
        Score(
            id=place,
            uid=f"u{place}",
            day=TODAY - timedelta(days=draw(st.integers(-1, 70))),
            source=draw(st.sampled_from([Source("nbme"), Source("uwsa"), Source("amboss")])),
            form=str(place),
            value=float(draw(st.integers(195, 265))),
            unit=Unit.SCORE,
            exam=Exam.STEP2CK,
            conditions=frozenset(draw(st.sets(st.sampled_from(list(Condition)), max_size=1))),
        )
        for place in range(count)
    ]


plans = st.builds(
    Plan,
    exam=st.just(Exam.STEP2CK),
    exam_date=st.none() | st.dates(date(2027, 7, 15), date(2027, 12, 1)),
    target=st.none() | st.integers(200, 265),
    specialty=st.sampled_from(["pmr", "psychiatry", "dermatology", "something else"]),
    step1=st.none() | st.sampled_from(list(Step1)),
    failed_attempts=st.integers(0, 2),
    failed_on=st.none() | st.dates(date(2027, 4, 1), date(2027, 7, 1)),
    can_skip_cycle=st.none() | st.booleans(),
)


def case_for(plan: Plan, logged: list[Score], guide: str) -> Case:
    return case_of(LIBRARY, replace(plan, season=2028), TODAY, exams=logged, guide=guide)


def verdict(plan: Plan, logged: list[Score], guide_name: str) -> ExamVerdict:
    return decide(case_for(plan, logged, guide_name)).exam.verdict


guides = st.sampled_from([guide.name for guide in STEP2_GUIDES])


@given(plan=plans, logged=scores(), guide=guides, which=st.integers(0, 5), by=st.integers(1, 60))
@settings(max_examples=400, deadline=None)
def test_raising_a_score_never_turns_go_into_anything_else(
    plan: Plan, logged: list[Score], guide: str, which: int, by: int
) -> None:
    if not logged:
        return
    place = which % len(logged)
    raised = [replace(s, value=min(300.0, s.value + by)) if s.id == place else s for s in logged]
    if verdict(plan, logged, guide) is ExamVerdict.GO:
        assert verdict(plan, raised, guide) is ExamVerdict.GO


@given(plan=plans, logged=scores(), guide=guides, order=st.randoms())
@settings(max_examples=200, deadline=None)
def test_the_order_of_entry_changes_nothing(plan: Plan, logged: list[Score], guide: str, order: object) -> None:
    shuffled = list(logged)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    one = decide(case_for(plan, logged, guide))
    other = decide(case_for(plan, shuffled, guide))
    assert one.case.evidence == other.case.evidence
    assert (one.checks, one.exam, one.application) == (other.checks, other.exam, other.application)
    assert (one.circumstances, one.timing) == (other.circumstances, other.timing)


@given(plan=plans, logged=scores(), guide=guides)
@settings(max_examples=400, deadline=None)
def test_go_needs_every_must_to_pass_and_one_failing_must_is_a_no_go(
    plan: Plan, logged: list[Score], guide: str
) -> None:
    decision = decide(case_for(plan, logged, guide))
    musts = [check.outcome for check in decision.checks if check.severity is Severity.MUST]
    if decision.exam.verdict is ExamVerdict.GO:
        assert plan.exam_date is not None
        assert set(musts) == {Outcome.PASS}
    if Outcome.FAIL in musts:
        assert decision.exam.verdict is ExamVerdict.NO_GO
    elif Outcome.UNKNOWN in musts:
        assert decision.exam.verdict is ExamVerdict.UNKNOWN


@given(plan=plans, logged=scores(), guide=guides)
@settings(max_examples=200, deadline=None)
def test_go_rests_on_two_recent_whole_exams_at_or_above_the_pass_mark(
    plan: Plan, logged: list[Score], guide: str
) -> None:
    if verdict(plan, logged, guide) is not ExamVerdict.GO:
        return
    bad = {Condition.PARTIAL, Condition.REPEAT, Condition.OFFLINE, Condition.UNTIMED}
    counted = [s for s in logged if 0 <= (TODAY - s.day).days < 56 and not bad & s.conditions]
    assert len(counted) >= 2
    latest = sorted(counted, key=lambda s: (s.day, -s.value))[-2:]
    assert sum(s.value for s in latest) / 2 >= 218
