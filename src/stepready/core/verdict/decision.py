"""Put one guide's decision together: its rules' findings, the exam decision, the application decision."""

from datetime import date
from enum import StrEnum

from stepready.core.facts.citation import Source
from stepready.core.facts.exam import Competitiveness, Exam
from stepready.core.facts.facts import Facts
from stepready.core.guide.guide import Circumstance, Guide, Rule, Severity
from stepready.core.log.evidence import Evidence
from stepready.core.plan import Plan
from stepready.core.rules.finding import Outcome
from stepready.core.rules.situation import Situation
from stepready.core.season.season import Season
from stepready.core.season.windows import TimingWord
from stepready.core.values import dataclass
from stepready.core.verdict.application import ApplicationDecision, decide_application
from stepready.core.verdict.circumstances import applies, circumstances, result_fails, result_score
from stepready.core.verdict.delay import Delay, delay_of
from stepready.core.wording import full_day, listed


class ExamVerdict(StrEnum):
    """Sit on the booked date? Unknown never becomes go."""

    GO = "go"
    NO_GO = "no-go"
    UNKNOWN = "unknown"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One rule's finding with its question and the places it rests on."""

    rule: str
    asks: str
    outcome: Outcome
    severity: Severity
    reason: str
    observed: str | None
    required: str | None
    used: tuple[int, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamDecision:
    """The verdict about the booked date, the sentence behind it, and the delay of a no-go."""

    verdict: ExamVerdict
    because: str
    delay: Delay | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Everything one guide says of one situation."""

    guide: Guide
    situation: Situation
    circumstances: frozenset[Circumstance]
    checks: tuple[Check, ...]
    exam: ExamDecision
    application: ApplicationDecision
    timing: TimingWord | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a decision is made from, whatever the guide: the plan, the evidence, the season, the facts."""

    as_of: date
    plan: Plan
    evidence: Evidence
    season: Season
    facts: Facts
    common_rules: tuple[Rule, ...]
    competitiveness: Competitiveness


def decide(case: Case, guide: Guide) -> Decision:
    """Apply one guide to a case."""
    situation = situation_of(case, guide)
    here = circumstances(situation, guide)
    checks = tuple(
        _check(rule, guide.sources(rule), situation)
        for rule in (*case.common_rules, *guide.rules)
        if rule.exam == case.plan.exam
        and applies(rule.when_any, here)
        and not (rule.unless_any and applies(rule.unless_any, here))
    )
    exam = _decide_exam(situation, guide, here, checks)
    return Decision(
        guide=guide,
        situation=situation,
        circumstances=here,
        checks=checks,
        exam=exam,
        application=decide_application(situation, guide, here, exam.delay),
        timing=_timing(situation),
    )


def situation_of(case: Case, guide: Guide) -> Situation:
    """Return the case as a guide's rules see it, with the guide's own default target."""
    figure, chosen = guide.field_figure, guide.default_target
    target = case.plan.target
    if target is None and case.plan.exam is Exam.STEP2CK and chosen is not None:
        target = chosen.of(case.competitiveness)
    return Situation(
        as_of=case.as_of,
        plan=case.plan,
        facts=case.facts,
        evidence=case.evidence,
        season=case.season,
        target=target,
        field_figure=None if figure is None else figure.of(case.competitiveness),
        competitiveness=case.competitiveness,
        timing=guide.timing if case.plan.exam is Exam.STEP2CK else None,
        diagnostic=guide.diagnostic if case.plan.exam is Exam.STEP2CK else (),
    )


def _check(rule: Rule, sources: tuple[Source, ...], situation: Situation) -> Check:
    finding = rule.check.judge(situation)
    return Check(
        rule=rule.id,
        asks=rule.asks,
        outcome=finding.outcome,
        severity=rule.severity,
        reason=finding.reason,
        observed=finding.observed,
        required=finding.required,
        used=finding.used,
        sources=sources,
    )


def _timing(situation: Situation) -> TimingWord | None:
    booked = situation.plan.exam_date
    if booked is None or situation.timing is None:
        return None
    return situation.timing.word(booked, situation.season, situation.arrival)


def is_taken(plan: Plan, as_of: date) -> bool:
    """Whether the exam is behind: its day is past, or a result is entered."""
    return plan.result is not None or (plan.exam_date is not None and plan.exam_date < as_of)


def _decide_exam(
    situation: Situation, guide: Guide, here: frozenset[Circumstance], checks: tuple[Check, ...]
) -> ExamDecision:
    """Combine the musts: one fails, no-go; all hold, go; else unknown."""
    if is_taken(situation.plan, situation.as_of):
        return ExamDecision(verdict=ExamVerdict.TAKEN, because=_taken_because(situation))
    musts = [check for check in checks if check.severity is Severity.MUST]
    failed = [check.reason for check in musts if check.outcome is Outcome.FAIL]
    open_ = [check.reason for check in musts if check.outcome is Outcome.UNKNOWN]
    if failed:
        delay = delay_of(situation, guide, here)
        return ExamDecision(verdict=ExamVerdict.NO_GO, because="; ".join(failed), delay=delay)
    if not musts:
        return ExamDecision(verdict=ExamVerdict.UNKNOWN, because="this guide has no rule for this exam")
    if situation.plan.exam_date is None:
        open_.insert(0, "no test date is booked")
    if open_:
        return ExamDecision(verdict=ExamVerdict.UNKNOWN, because="; ".join(dict.fromkeys(open_)))
    because = f"every must holds: {listed([check.reason for check in musts])}"
    return ExamDecision(verdict=ExamVerdict.GO, because=because)


def _taken_because(situation: Situation) -> str:
    plan = situation.plan
    sat = f"sat on {full_day(plan.exam_date)}" if plan.exam_date else "sat"
    if plan.result is None and plan.exam_date is not None:
        typical = full_day(situation.arrival.typical_day(plan.exam_date))
        safe = full_day(situation.arrival.safe_day(plan.exam_date))
        return f"{sat}; result pending, likely by {typical}, all but certainly by {safe}"
    word = "a failure" if result_fails(situation) else "a pass"
    score = result_score(situation)
    if score is None:
        return f"{sat}; the result is {word}"
    mark = situation.facts.pass_mark(plan.exam_date or situation.as_of).score
    return f"{sat}; the result of {score} is {word} (pass mark {mark})"
