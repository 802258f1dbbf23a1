"""What each rule of a guide finds in a case, and what the findings of the musts come to."""

from collections.abc import Iterator
from enum import StrEnum

from stepready.core.case import Case
from stepready.core.facts.citation import Citation
from stepready.core.guide.guide import Rule, Severity
from stepready.core.rules.finding import Finding, Outcome
from stepready.core.rules.sitting_allowed import attempts_left
from stepready.core.values import dataclass
from stepready.core.verdict.circumstances import applies, circumstances

UNDATED = Finding(
    outcome=Outcome.UNKNOWN,
    reason="give the day of the failed sitting (plan set --failed-on DATE): practice before and after it look alike",
)


class ExamVerdict(StrEnum):
    """Sit on the booked date? Unknown never becomes go."""

    GO = "go"
    NO_GO = "no-go"
    EARLY = "early"
    UNKNOWN = "unknown"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One rule's finding with its question and the places it rests on.

    `missing` is how many points a failing comparison is short; `looks_at_scores` whether practice answers the rule.
    """

    rule: str
    asks: str
    outcome: Outcome
    severity: Severity
    reason: str
    observed: str | None
    required: str | None
    used: tuple[int, ...]
    sources: tuple[Citation, ...]
    missing: float | None = None
    looks_at_scores: bool = True

    @property
    def is_must(self) -> bool:
        """Whether the rule decides."""
        return self.severity is Severity.MUST


def checks_of(case: Case, *, musts_only: bool = False) -> tuple[Check, ...]:
    """Judge every rule that applies to a case, the product's own first; `musts_only` leaves the others out."""
    return tuple(_check(rule, case) for rule in _rules(case, musts_only=musts_only))


def _rules(case: Case, *, musts_only: bool) -> Iterator[Rule]:
    """Yield the rules that apply to a case, the product's own first."""
    here = circumstances(case)
    for rule in (*case.shared_rules, *case.guide.rules):
        is_asked = rule.severity is Severity.MUST or not musts_only
        is_here = applies(rule.when_any, here) and not (rule.unless_any and applies(rule.unless_any, here))
        if is_asked and is_here and rule.is_for(case.plan.exam):
            yield rule


def verdict_of(case: Case, checks: tuple[Check, ...]) -> ExamVerdict:
    """Combine the musts: one fails, no-go or too early to judge; all hold, go; else unknown."""
    if is_taken(case):
        return ExamVerdict.TAKEN
    outcomes = {check.outcome for check in checks if check.is_must}
    if case.plan.exam_date is None:
        return ExamVerdict.UNKNOWN if attempts_left(case) else ExamVerdict.NO_GO
    if Outcome.FAIL in outcomes:
        return ExamVerdict.EARLY if is_early(case, checks) else ExamVerdict.NO_GO
    asked = any(check.is_must and check.looks_at_scores for check in checks)
    return ExamVerdict.GO if asked and outcomes == {Outcome.PASS} else ExamVerdict.UNKNOWN


def exam_verdict(case: Case) -> ExamVerdict:
    """Return the exam verdict of a case alone, for judging many days or scores."""
    return verdict_of(case, checks_of(case, musts_only=True))


def is_taken(case: Case) -> bool:
    """Whether the exam is behind: its day is past, or a result is known."""
    return case.result is not None or case.plan.is_over(case.as_of)


def is_early(case: Case, checks: tuple[Check, ...]) -> bool:
    """Whether only practice fails, and the days left are at least the shortest weeks its level asks for."""
    failed = [check for check in checks if check.is_must and check.outcome is Outcome.FAIL]
    weeks, booked = case.shortest_weeks, case.plan.exam_date
    if weeks is None or booked is None or not failed or not all(check.looks_at_scores for check in failed):
        return False
    return (booked - case.as_of).days >= 7 * weeks


def scores_hold(case: Case) -> bool:
    """Whether every must that looks at practice passes."""
    musts = (rule for rule in _rules(case, musts_only=True) if rule.looks_at_scores)
    return all(_finding(rule, case).outcome is Outcome.PASS for rule in musts)


def fails_apart_from_scores(checks: tuple[Check, ...]) -> bool:
    """Whether the sitting is not allowed or comes too soon after a failure."""
    return any(c.is_must and not c.looks_at_scores and c.outcome is Outcome.FAIL for c in checks)


def _check(rule: Rule, case: Case) -> Check:
    finding = _finding(rule, case)
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
        missing=finding.missing,
        looks_at_scores=rule.looks_at_scores,
    )


def _finding(rule: Rule, case: Case) -> Finding:
    """Judge one rule; no must but the sitting itself can be told where a failed sitting has no day."""
    is_open = case.failure_undated and rule.severity is Severity.MUST and rule.check.kind != "sitting-allowed"
    return UNDATED if is_open else rule.check.judge(case)
