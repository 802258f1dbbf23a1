"""Which circumstances of a situation switch rules, delays and advice on."""

from stepready.core.facts.exam import Exam
from stepready.core.guide.guide import Circumstance, Guide
from stepready.core.rules.situation import Situation


def result_score(situation: Situation) -> int | None:
    """Return the three-digit result once entered, None otherwise."""
    result = situation.plan.result
    return int(result) if result is not None and result.isdigit() else None


def result_fails(situation: Situation) -> bool:
    """Whether a result is entered and is a failure under the pass mark of its test date."""
    score = result_score(situation)
    if score is None:
        return situation.plan.result == "fail"
    return score < situation.facts.pass_mark(situation.plan.exam_date or situation.as_of).score


def result_is_low(situation: Situation, guide: Guide) -> bool:
    """Whether a passing three-digit result lies under the guide's low line."""
    score, line = result_score(situation), guide.low_line
    if score is None or line is None or result_fails(situation):
        return False
    low = line.of(situation.competitiveness)
    return low is not None and score < low


def circumstances(situation: Situation, guide: Guide) -> frozenset[Circumstance]:
    """Return every circumstance that holds."""
    plan = situation.plan
    holds = {
        Circumstance.STEP1_FAILED: plan.exam is Exam.STEP2CK and plan.step1 is not None and plan.step1.was_failed,
        Circumstance.EXAM_FAILED: plan.has_failed or result_fails(situation),
        Circumstance.WEAK_BASELINE: situation.weak_baseline,
        Circumstance.BELOW_PASS_MARK: situation.below_pass_mark,
        Circumstance.CLEARLY_BELOW: situation.clearly_below,
        Circumstance.LOW_RESULT: result_is_low(situation, guide),
        Circumstance.FAILING_RESULT: result_fails(situation),
    }
    return frozenset(circumstance for circumstance, here in holds.items() if here)


def applies(when_any: tuple[Circumstance, ...], here: frozenset[Circumstance]) -> bool:
    """Whether an item with that list applies: always when the list is empty, else when any holds."""
    return not when_any or any(circumstance in here for circumstance in when_any)
