"""What a guide says of a result in hand: its band, the list, the explanation, the backup, the timing."""

from stepready.core.case import Case
from stepready.core.facts.exam import Step1
from stepready.core.guide.guide import Band
from stepready.core.rules.sitting_allowed import attempts_left
from stepready.core.values.wording import count, full_day
from stepready.core.verdict.application import ApplicationVerdict
from stepready.core.verdict.circumstances import applies, failures, result_fails, result_score
from stepready.core.verdict.decision import Decision

LIST = ("numbers", "places")


def after_result(decision: Decision) -> tuple[str, ...]:
    """Return what the guide says of the result, any score of either Step; nothing before there is one.

    Nothing either of an exam that no guide covers.
    """
    case = decision.case
    if case.result is None or not case.guide.rules:
        return ()
    retakes = result_fails(case) and not _is_over(case)
    pitfalls = [f"After the failure: {text}" for text in failure_advice(decision)] if retakes else []
    return (
        _band(case),
        *pitfalls,
        *_step1_history(decision),
        f"List: {_said(decision, LIST) or 'no number is named for such a result.'}{_mix(case)}",
        f"Explanation: {_said(decision, ('failure',)) or _nothing_to_explain(case)}",
        f"Backup: {_said(decision, ('backups',)) or 'none is asked for at such a result.'}",
        f"Timing: {_timing(decision)}",
    )


def failure_advice(decision: Decision) -> list[str]:
    """Return what the guide says of the time after a failed sitting."""
    return _advice(decision, "failure")


def _advice(decision: Decision, topic: str) -> list[str]:
    """Return the advice on a topic that a circumstance calls for."""
    advice = (item for item in decision.case.guide.advice if item.topic == topic and item.when_any)
    return [item.says for item in advice if applies(item.when_any, decision.circumstances)]


def _step1_history(decision: Decision) -> list[str]:
    """Return what the guide says of the way on after a failed Step 1, beside a result of Step 1 itself."""
    return [] if decision.case.spec.seasonal or _is_over(decision.case) else _advice(decision, "history")


def _is_over(case: Case) -> bool:
    """Whether the result in hand is a failure at the last sitting allowed."""
    return result_fails(case) and attempts_left(case) <= 1


def _spoken_of(case: Case) -> int | None:
    """Return the score that bands and advice are read for; a failure without one lies under the pass mark."""
    if not case.spec.seasonal or case.result is None:
        return None
    mark = case.facts.pass_mark(case.result_on or case.as_of).score
    return result_score(case) or (mark - 1 if result_fails(case) else None)


def _said(decision: Decision, topics: tuple[str, ...]) -> str:
    """Join what the guide says of applying on some topics that holds for this result."""
    case = decision.case
    score = _spoken_of(case)
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
    """Say how the guide shares the list out among its tiers: its figures, or what it means by each."""
    tiers = case.guide.tiers
    if tiers is None:
        return ""
    named = {"reach": tiers.reach, "core": tiers.core, "safety or backup": tiers.safety}
    shares = [f"{name} {tier.low}-{tier.high} %" for name, tier in named.items() if tier.low is not None]
    meant = [f"{name}: {tier.says}" for name, tier in named.items()]
    return f" Mix: {', '.join(shares) or '; '.join(meant)}."


def _band(case: Case) -> str:
    """Name the guide's band of the score, and the one a failed attempt counts into."""
    score, failed = _spoken_of(case), failures(case)
    counted = next((band for band in case.guide.bands if band.failures and failed >= band.failures), None)
    also = "" if counted is None else f" {count(failed, 'failed attempt')}: counts as {_named(counted)}."
    if score is None:
        word = "a failure" if result_fails(case) else "a pass"
        return f"Band: {word} without a score has none.{also} {_step1_word(case)}".strip()
    band = case.guide.band_of(score, case.competitiveness)
    if band is not None and band is counted:
        also = ""
    where = f"is {_named(band)}" if band is not None else _outside(case, score)
    if result_score(case) is None:
        return (
            f"Band: a failure without a score is at most {score}, which {where}.{also} Bands are patterns, not cutoffs."
        )
    return f"Band: {_placed(case, score)} {where}.{also} Bands are patterns, not cutoffs."


def _placed(case: Case, score: int) -> str:
    """Return a score with its national percentile."""
    ranks = case.facts.percentiles
    return f"{score} (national percentile {ranks.at(score):.0f})"


def _outside(case: Case, score: int) -> str:
    """Say where a score lies that no band of the guide holds."""
    guide = case.guide
    mine = [band for band in guide.bands if band.competitiveness in (None, case.competitiveness)]
    if not guide.bands:
        return f"has no band: {guide.shown} names none"
    if not mine:
        why = "name the field" if case.plan.specialty is None else f"it does not know {case.plan.specialty!r}"
        return f"has no band: those of {guide.shown} go by how competitive the field is ({why})"
    lowest = min(mine, key=lambda band: band.low or 0)
    if score < (lowest.low or 0):
        return f"lies under the lowest band that {guide.shown} names, {lowest.label!r} from {lowest.low}"
    return f"lies between the bands that {guide.shown} names"


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
    """Say when to apply with the result: in the guide's words, and in ours where the application decision says less."""
    guides = _guides_timing(decision)
    own = _own_timing(decision)
    return f"{own} {guides}" if own and guides else own or guides or f"{decision.application.because}."


def _own_timing(decision: Decision) -> str:
    """Say what the application decision does not: the days to apply on with a score in hand, or what Step 1 is for."""
    case, verdict = decision.case, decision.application.verdict
    if not case.spec.seasonal:
        return _step1_timing(case)
    opens, review = (full_day(case.season.day(name)) for name in ("submit_from", "review_opens"))
    if verdict is ApplicationVerdict.ON_TIME:
        return f"apply from {opens} on, in any case before {review}, with the score in hand."
    return ""


def _guides_timing(decision: Decision) -> str:
    """Return what the guide adds of the timing, unless no sitting is left to time."""
    said = _said(decision, ("timing",))
    return "" if _is_over(decision.case) else said


def _step1_timing(case: Case) -> str:
    if not result_fails(case):
        return "turn to Step 2 CK now; its score counts most, and is best in hand before applications are read."
    if _is_over(case):
        return f"no attempt is left: at most {case.facts.attempts.most} a Step."
    return "retake only once practice holds the guide's cushion; a pass a little later beats a second failure."
