"""What a guide says of a result in hand: its band, the list, the explanation, the backup, the timing."""

from stepready.core.case import Case
from stepready.core.facts.exam import Step1
from stepready.core.guide.guide import Band
from stepready.core.values.wording import count, full_day
from stepready.core.verdict.application import ApplicationVerdict
from stepready.core.verdict.circumstances import applies, result_fails, result_score
from stepready.core.verdict.decision import Decision

LIST = ("numbers", "places")


def after_result(decision: Decision) -> tuple[str, ...]:
    """Return what the guide says of the result, any score of either Step; nothing before there is one."""
    case = decision.case
    if case.result is None:
        return ()
    fails = result_fails(case)
    pitfalls = [f"After the failure: {text}" for text in failure_advice(decision)] if fails else []
    return (
        _band(case),
        *pitfalls,
        f"List: {_said(decision, LIST) or 'no number is named for such a result.'}{_mix(case)}",
        f"Explanation: {_said(decision, ('failure',)) or _nothing_to_explain(case)}",
        f"Backup: {_said(decision, ('backups',)) or 'none is asked for at such a result.'}",
        f"Timing: {_timing(decision)}",
    )


def failure_advice(decision: Decision) -> list[str]:
    """Return what the guide says of the time after a failed sitting."""
    advice = (item for item in decision.case.guide.advice if item.topic == "failure" and item.when_any)
    return [item.says for item in advice if applies(item.when_any, decision.circumstances)]


def failures(case: Case) -> int:
    """Return how many sittings of either Step failed, the result in hand among them."""
    step1 = len(case.step1.failed) or int(case.plan.step1 is not None and case.plan.step1.was_failed)
    own = len(case.prior.failed) + result_fails(case)
    return own + step1 if case.spec.seasonal else own


def _said(decision: Decision, topics: tuple[str, ...]) -> str:
    """Join what the guide says of applying on some topics that holds for this result."""
    case = decision.case
    score = result_score(case)
    held = (
        item.says
        for topic in topics
        for item in case.guide.applying
        if item.topic == topic
        and applies(item.when_any, decision.circumstances)
        and (item.low is None and item.high is None if score is None else item.meets(score, score))
    )
    return " ".join(dict.fromkeys(held))


def _mix(case: Case) -> str:
    """Say how the guide shares the list out among its tiers, where it gives figures."""
    tiers = case.guide.tiers
    named = {} if tiers is None else {"reach": tiers.reach, "core": tiers.core, "safety or backup": tiers.safety}
    shares = [f"{name} {tier.low}-{tier.high} %" for name, tier in named.items() if tier.low is not None]
    return f" Mix: {', '.join(shares)}." if shares else ""


def _band(case: Case) -> str:
    """Name the guide's band of the score, and the one a failed attempt counts into."""
    score, failed = result_score(case), failures(case)
    counted = next((band for band in case.guide.bands if band.failures and failed >= band.failures), None)
    also = "" if counted is None else f" {count(failed, 'failed attempt')}: counts as {_named(counted)}."
    if score is None:
        word = "a failure" if result_fails(case) else "a pass"
        return f"Band: {word} without a score has none.{also} {_step1_word(case)}".strip()
    band = case.guide.band_of(score, case.competitiveness)
    if band is not None and band is counted:
        also = ""
    where = f"is {_named(band)}." if band is not None else f"lies between or under the bands {case.guide.shown} names."
    return f"Band: {score} {where}{also} Bands are patterns, not cutoffs."


def _named(band: Band) -> str:
    return f"{band.label!r}: {band.says}"


def _step1_word(case: Case) -> str:
    """Say what a result of Step 1 means to programmes."""
    if case.spec.seasonal:
        return ""
    if result_fails(case):
        return "A failed Step 1 is among the hardest red flags; a strong Step 2 CK is the answer."
    late = case.prior.failed or case.plan.step1 is Step1.FAILED_THEN_PASSED
    return (
        "A pass after a failure asks for a strong Step 2 CK." if late else "A first-attempt pass reassures programmes."
    )


def _nothing_to_explain(case: Case) -> str:
    return "a failure is explained briefly." if result_fails(case) else "nothing asks for one."


def _timing(decision: Decision) -> str:
    """Say when to apply with the result, in the words of the application decision."""
    case, verdict = decision.case, decision.application.verdict
    if not case.spec.seasonal:
        if result_fails(case):
            return "retake only once practice holds the guide's cushion; a pass a little later beats a second failure."
        return "turn to Step 2 CK now; its score counts most, and is best in hand before applications are read."
    opens, review = (full_day(case.season.day(name)) for name in ("submit_from", "review_opens"))
    if verdict is ApplicationVerdict.ON_TIME:
        return f"apply from {opens} on, in any case before {review}, with the score in hand."
    return f"{decision.application.because}."
