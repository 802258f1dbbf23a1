"""Which circumstances of a case switch rules, delays and advice on."""

from stepready.core.case import Case
from stepready.core.guide.guide import Circumstance

SEVERAL = 2
"""So many failed sittings are several."""


def result_score(case: Case) -> int | None:
    """Return the three-digit result once entered, None otherwise."""
    result = case.result
    return int(result) if result is not None and result.isdigit() else None


def result_fails(case: Case) -> bool:
    """Whether a result is entered and is a failure under the pass mark of its test date."""
    score = result_score(case)
    if score is None:
        return case.result == "fail"
    return score < case.facts.pass_mark(case.result_on or case.as_of).score


def result_is_low(case: Case) -> bool:
    """Whether a passing three-digit result lies under the guide's low line."""
    score, line = result_score(case), case.guide.low_line
    if score is None or line is None or result_fails(case):
        return False
    low = line.of(case.competitiveness)
    return low is not None and score < low


def failures(case: Case) -> int:
    """Return how many sittings of either Step failed, the result in hand among them."""
    step1 = len(case.step1.failed) or int(case.plan.step1 is not None and case.plan.step1.was_failed)
    own = len(case.prior.failed) + result_fails(case)
    return own + step1 if case.spec.seasonal else own


def circumstances(case: Case) -> frozenset[Circumstance]:
    """Return every circumstance that holds."""
    has_failed = bool(case.prior.failed) or result_fails(case)
    holds = {
        Circumstance.STEP1_FAILED: case.step1_failed or (not case.spec.seasonal and has_failed),
        Circumstance.EXAM_FAILED: has_failed,
        Circumstance.RECENT_FAILING: case.recent_failing,
        Circumstance.WEAK_BASELINE: case.weak_baseline,
        Circumstance.BELOW_PASS_MARK: case.below_pass_mark,
        Circumstance.CLEARLY_BELOW: case.clearly_below,
        Circumstance.LOW_RESULT: result_is_low(case),
        Circumstance.FAILING_RESULT: result_fails(case),
        Circumstance.SEVERAL_FAILURES: failures(case) >= SEVERAL,
    }
    return frozenset(circumstance for circumstance, here in holds.items() if here)


def applies(when_any: tuple[Circumstance, ...], here: frozenset[Circumstance]) -> bool:
    """Whether an item with that list applies: always when the list is empty, else when any holds."""
    return not when_any or any(circumstance in here for circumstance in when_any)
