"""Put one guide's decision together: its rules' findings, the exam decision, the application decision."""

from datetime import date
from enum import StrEnum

from stepready.core.case import Case
from stepready.core.facts.citation import Source
from stepready.core.guide.guide import Circumstance, Rule, Severity
from stepready.core.plan import Plan
from stepready.core.rules.finding import Outcome
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
    """Everything the guide of a case says of it."""

    case: Case
    circumstances: frozenset[Circumstance]
    checks: tuple[Check, ...]
    exam: ExamDecision
    application: ApplicationDecision
    timing: TimingWord | None


def decide(case: Case) -> Decision:
    """Apply the guide of a case."""
    here = circumstances(case)
    checks = tuple(
        _check(rule, case)
        for rule in (*case.shared_rules, *case.guide.rules)
        if rule.exam == case.plan.exam
        and applies(rule.when_any, here)
        and not (rule.unless_any and applies(rule.unless_any, here))
    )
    exam = _decide_exam(case, here, checks)
    return Decision(
        case=case,
        circumstances=here,
        checks=checks,
        exam=exam,
        application=decide_application(case, here, exam.delay),
        timing=_timing(case),
    )


def _check(rule: Rule, case: Case) -> Check:
    finding = rule.check.judge(case)
    return Check(
        rule=rule.id,
        asks=rule.asks,
        outcome=finding.outcome,
        severity=rule.severity,
        reason=finding.reason,
        observed=finding.observed,
        required=finding.required,
        used=finding.used,
        sources=case.guide.sources(rule),
    )


def _timing(case: Case) -> TimingWord | None:
    booked = case.plan.exam_date
    if booked is None or case.timing is None:
        return None
    return case.timing.word(booked, case.season, case.arrival)


def is_taken(plan: Plan, as_of: date) -> bool:
    """Whether the exam is behind: its day is past, or a result is entered."""
    return plan.result is not None or (plan.exam_date is not None and plan.exam_date < as_of)


def _decide_exam(case: Case, here: frozenset[Circumstance], checks: tuple[Check, ...]) -> ExamDecision:
    """Combine the musts: one fails, no-go; all hold, go; else unknown."""
    if is_taken(case.plan, case.as_of):
        return ExamDecision(verdict=ExamVerdict.TAKEN, because=_taken_because(case))
    musts = [check for check in checks if check.severity is Severity.MUST]
    failed = [check.reason for check in musts if check.outcome is Outcome.FAIL]
    open_ = [check.reason for check in musts if check.outcome is Outcome.UNKNOWN]
    if failed:
        delay = delay_of(case, here)
        return ExamDecision(verdict=ExamVerdict.NO_GO, because="; ".join(failed), delay=delay)
    if not musts:
        return ExamDecision(verdict=ExamVerdict.UNKNOWN, because="this guide has no rule for this exam")
    if case.plan.exam_date is None:
        open_.insert(0, "no test date is booked")
    if open_:
        return ExamDecision(verdict=ExamVerdict.UNKNOWN, because="; ".join(dict.fromkeys(open_)))
    because = f"every must holds: {listed([check.reason for check in musts])}"
    return ExamDecision(verdict=ExamVerdict.GO, because=because)


def _taken_because(case: Case) -> str:
    plan = case.plan
    sat = f"sat on {full_day(plan.exam_date)}" if plan.exam_date else "sat"
    if plan.result is None and plan.exam_date is not None:
        typical = full_day(case.arrival.typical_day(plan.exam_date))
        safe = full_day(case.arrival.safe_day(plan.exam_date))
        return f"{sat}; result pending, likely by {typical}, all but certainly by {safe}"
    word = "a failure" if result_fails(case) else "a pass"
    score = result_score(case)
    if score is None:
        return f"{sat}; the result is {word}"
    mark = case.facts.pass_mark(plan.exam_date or case.as_of).score
    return f"{sat}; the result of {score} is {word} (pass mark {mark})"
