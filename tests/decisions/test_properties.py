"""What must hold for every log, whatever the guide."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from stepready.core.case import Case
from stepready.core.facts.exam import Condition, Exam, Source, Step1, Unit
from stepready.core.guide.guide import Severity
from stepready.core.log.attempts import Attempt, attempts_told
from stepready.core.log.score import Score
from stepready.core.plan import Plan
from stepready.core.rules.finding import Outcome
from stepready.core.verdict.application import ApplicationVerdict
from stepready.core.verdict.checks import ExamVerdict, exam_verdict, fails_apart_from_scores
from stepready.core.verdict.decision import decide
from stepready.core.verdict.expected import expected_verdict
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
    failed_attempts=st.integers(0, 4),
    failed_on=st.none() | st.dates(date(2027, 4, 1), date(2027, 7, 1)),
    can_skip_cycle=st.none() | st.booleans(),
)


def case_for(plan: Plan, logged: list[Score], guide: str) -> Case:
    return case_of(LIBRARY, replace(plan, season=2028), TODAY, exams=logged, guide=guide)


def verdict(plan: Plan, logged: list[Score], guide_name: str) -> ExamVerdict:
    return exam_verdict(case_for(plan, logged, guide_name))


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
    if plan.exam_date is None:
        assert decision.exam.verdict in (ExamVerdict.UNKNOWN, ExamVerdict.NO_GO)
    elif Outcome.FAIL in musts:
        assert decision.exam.verdict in (ExamVerdict.NO_GO, ExamVerdict.EARLY)
    elif Outcome.UNKNOWN in musts:
        assert decision.exam.verdict is ExamVerdict.UNKNOWN


@given(plan=plans, logged=scores(), guide=guides)
@settings(max_examples=200, deadline=None)
def test_go_rests_on_two_recent_whole_exams_that_clear_the_pass_mark(
    plan: Plan, logged: list[Score], guide: str
) -> None:
    if verdict(plan, logged, guide) is not ExamVerdict.GO:
        return
    bad = {Condition.PARTIAL, Condition.REPEAT, Condition.OFFLINE, Condition.UNTIMED}
    counted = [s for s in logged if 0 <= (TODAY - s.day).days < 56 and not bad & s.conditions]
    assert len(counted) >= 2
    latest = sorted(counted, key=lambda s: (s.day, -s.value))[-2:]
    assert sum(s.value for s in latest) / 2 >= 226


def attempts(plan: Plan) -> list[Attempt]:
    return attempts_told(plan)


def case_sat(plan: Plan, logged: list[Score], guide: str, sat: list[Attempt]) -> Case:
    return case_of(LIBRARY, replace(plan, season=2028), TODAY, attempts=sat, exams=logged, guide=guide)


def is_no_better(before: ExamVerdict, after: ExamVerdict) -> bool:
    """Whether nothing became a go, and no no-go something to be judged later."""
    became_go = after is ExamVerdict.GO and before is not ExamVerdict.GO
    return not became_go and not (before is ExamVerdict.NO_GO and after is ExamVerdict.EARLY)


@given(plan=plans, logged=scores(), guide=guides, day=st.dates(date(2027, 4, 1), TODAY))
@settings(max_examples=200, deadline=None)
def test_a_later_failure_never_helps(plan: Plan, logged: list[Score], guide: str, day: date) -> None:
    sat = attempts(plan)
    if any(one.on is None or one.on > day for one in sat):
        return
    later = [*sat, Attempt(exam=plan.exam, on=day, score="fail")]
    before, after = (exam_verdict(case_sat(plan, logged, guide, one)) for one in (sat, later))
    assert is_no_better(before, after)


@given(plan=plans, logged=scores(), guide=guides, which=st.integers(0, 5), value=st.integers(195, 300))
@settings(max_examples=200, deadline=None)
def test_a_repeat_or_a_second_entry_never_helps(
    plan: Plan, logged: list[Score], guide: str, which: int, value: int
) -> None:
    if not logged:
        return
    first = logged[which % len(logged)]
    repeat = replace(first, id=90, uid="again", day=min(first.day + timedelta(days=5), TODAY), value=float(value))
    double = replace(first, id=91, uid="twice", value=float(value), conditions=frozenset({Condition.PARTIAL}))
    before = verdict(plan, logged, guide)
    added = [double] if first.day >= TODAY or Condition.UNSEEN in first.conditions else [double, repeat]
    for one in added:
        assert is_no_better(before, verdict(plan, [*logged, one], guide))


@given(plan=plans, logged=scores(), guide=guides, last=st.none() | st.dates(date(2024, 1, 1), TODAY))
@settings(max_examples=100, deadline=None)
def test_with_the_attempts_used_up_nothing_is_a_go_or_early_and_no_day_is_proposed(
    plan: Plan, logged: list[Score], guide: str, last: date | None
) -> None:
    decision = decide(case_sat(plan, logged, guide, [Attempt(exam=plan.exam, on=last, score="fail")] * 4))
    assert decision.exam.verdict is ExamVerdict.NO_GO
    assert decision.exam.delay is not None
    assert (decision.exam.delay.to, decision.exam.delay.earliest, decision.exam.delay.min_weeks) == (None, None, None)
    assert decision.application.verdict is not ApplicationVerdict.NEXT_CYCLE


@given(plan=plans, logged=scores(), guide=guides)
@settings(max_examples=200, deadline=None)
def test_early_lies_outside_the_shortest_path_and_is_judged_from_its_first_day(
    plan: Plan, logged: list[Score], guide: str
) -> None:
    decision = decide(case_for(plan, logged, guide))
    exam, level = decision.exam, decision.case.evidence.level
    if exam.verdict is not ExamVerdict.EARLY:
        assert exam.judged_from is None
        return
    assert plan.exam_date is not None
    assert exam.judged_from is not None
    assert level is not None
    weeks = 12 if level < 200 else 8 if level <= 220 else 6
    assert (plan.exam_date - TODAY).days >= 7 * weeks
    assert TODAY < exam.judged_from == plan.exam_date - timedelta(days=7 * weeks - 1)
    assert exam.delay is None
    assert decision.application.verdict is not ApplicationVerdict.NEXT_CYCLE


@given(plan=plans, logged=scores(), guide=guides)
@settings(max_examples=200, deadline=None)
def test_the_proposed_day_lies_in_its_window_and_is_not_dominated_by_the_booked_one(
    plan: Plan, logged: list[Score], guide: str
) -> None:
    decision = decide(case_for(plan, logged, guide))
    case, delay = decision.case, decision.exam.delay
    if delay is None or delay.to is None or plan.exam_date is None:
        return
    assert delay.earliest is not None
    assert delay.latest is not None
    assert delay.earliest <= delay.to <= delay.latest
    assert delay.to.weekday() != 6
    assert delay.why_to
    here, there = case.outlook_on(plan.exam_date), case.outlook_on(delay.to)
    if fails_apart_from_scores(decision.checks) or here is None or there is None:
        return
    gains = [(here.p_target, there.p_target), (here.p_pass, there.p_pass)]
    gained = [after - before for before, after in gains if before is not None and after is not None]
    review = case.season.day("review_opens")
    is_seen_less = case.arrival.p_by(review, delay.to) < case.arrival.p_by(review, plan.exam_date)
    assert not is_seen_less or max(gained, default=1.0) > 0.0099


@given(plan=plans, logged=scores(), guide=guides)
@settings(max_examples=200, deadline=None)
def test_the_first_day_that_serves_is_a_go_in_the_table_of_dates_too(
    plan: Plan, logged: list[Score], guide: str
) -> None:
    decision = decide(case_for(plan, logged, guide))
    delay = decision.exam.delay
    if delay is None or delay.to is None or "the first day that serves" not in (delay.why_to or ""):
        return
    if (delay.to - TODAY).days > 7:
        assert expected_verdict(decision.case, delay.to) is ExamVerdict.GO


@given(plan=plans, logged=scores(), guide=guides, end=st.dates(date(2027, 7, 1), date(2027, 11, 30)))
@settings(max_examples=100, deadline=None)
def test_a_day_outside_eligibility_is_never_a_go_and_no_day_outside_is_proposed(
    plan: Plan, logged: list[Score], guide: str, end: date
) -> None:
    decision = decide(case_for(replace(plan, eligibility_end=end), logged, guide))
    if plan.exam_date is not None and plan.exam_date > end:
        assert decision.exam.verdict is ExamVerdict.NO_GO
    delay = decision.exam.delay
    assert delay is None or delay.to is None or delay.to <= end


@given(plan=plans, logged=scores(), guide=guides, day=st.dates(date(2027, 4, 1), date(2027, 7, 1)))
@settings(max_examples=100, deadline=None)
def test_a_failing_number_decides_as_a_failure_by_name(plan: Plan, logged: list[Score], guide: str, day: date) -> None:
    called, counted = (
        decide(case_sat(plan, logged, guide, [Attempt(exam=plan.exam, on=day, score=score)]))
        for score in ("fail", "217")
    )
    assert called.checks == counted.checks
    assert called.exam.verdict is counted.exam.verdict


@st.composite
def step1_scores(draw: st.DrawFn) -> list[Score]:
    return [
        Score(
            id=place,
            uid=f"u{place}",
            day=TODAY - timedelta(days=draw(st.integers(0, 70))),
            source=Source("nbme"),
            form=str(25 + place),
            value=float(draw(st.integers(50, 90))),
            unit=Unit.PERCENT,
            exam=Exam.STEP1,
        )
        for place in range(draw(st.integers(0, 5)))
    ]


step1_days = st.dates(TODAY, date(2027, 12, 1))


@given(logged=step1_scores(), booked=step1_days, failed=st.lists(st.dates(date(2026, 1, 1), TODAY), max_size=4))
@settings(max_examples=150, deadline=None)
def test_step_1_is_no_better_for_a_failure_a_repeat_or_a_double(
    logged: list[Score], booked: date, failed: list[date]
) -> None:
    plan = Plan(exam=Exam.STEP1, exam_date=booked)
    sat = [Attempt(exam=Exam.STEP1, on=day, score="fail") for day in sorted(failed)]
    before = exam_verdict(case_sat(plan, logged, "us-img", sat))
    if len(sat) == 4:
        assert before is ExamVerdict.NO_GO
    more = [
        case_sat(plan, logged, "us-img", [*sat, Attempt(exam=Exam.STEP1, on=TODAY, score="fail")]),
        *(
            case_sat(plan, [*logged, replace(one, id=90, uid="again", day=day, value=90.0)], "us-img", sat)
            for one in logged[:1]
            for day in {one.day, min(one.day + timedelta(days=3), TODAY)}
        ),
    ]
    assert all(is_no_better(before, exam_verdict(case)) for case in more)


@given(logged=step1_scores(), booked=step1_days)
@settings(max_examples=150, deadline=None)
def test_step_1_is_early_outside_its_shortest_path_alone(logged: list[Score], booked: date) -> None:
    decision = decide(case_sat(Plan(exam=Exam.STEP1, exam_date=booked), logged, "us-img", []))
    exam, level = decision.exam, decision.case.evidence.level
    if exam.verdict is not ExamVerdict.EARLY:
        return
    assert level is not None
    weeks = 12 if level < 62 else 6
    assert (booked - TODAY).days >= 7 * weeks
    assert exam.judged_from == booked - timedelta(days=7 * weeks - 1)
