"""The verdict in one line: what to do with the booked date, and with the application."""

from stepready.core.facts.exam import Exam
from stepready.core.verdict.application import ApplicationVerdict
from stepready.core.verdict.circumstances import result_fails, result_score
from stepready.core.verdict.decision import Decision, ExamVerdict
from stepready.core.verdict.gain import Realism
from stepready.core.wording import WEEKDAYS, day, full_day, points

APPLY = {
    ApplicationVerdict.ON_TIME: "apply on time",
    ApplicationVerdict.LATE: "apply late",
    ApplicationVerdict.NEXT_CYCLE: "apply next cycle",
}


def headline(decision: Decision) -> str:
    """Return the verdict in one line."""
    booked = decision.case.plan.exam_date
    on = f" on {full_day(booked)}" if booked else ""
    match decision.exam.verdict:
        case ExamVerdict.TAKEN:
            return f"TAKEN{on}; {_result(decision)}.{_then(decision)}"
        case ExamVerdict.GO:
            return f"GO{on}.{_then(decision)}"
        case ExamVerdict.NO_GO:
            return f"NO-GO{on}. {_instead(decision)}"
    missing = "no test date is booked" if booked is None else "the evidence is not there yet"
    return f"UNKNOWN{on}: {missing}."


def _then(decision: Decision) -> str:
    """Return what to do with the application, as a sentence of its own."""
    case = decision.case
    verdict = decision.application.verdict
    if verdict is ApplicationVerdict.LATE and result_fails(case):
        return " Apply late, after a retake that passes."
    booked, due = case.plan.exam_date, case.season.day("rank_list_due")
    pending = case.plan.result is None and case.plan.exam is Exam.STEP2CK
    if pending and booked is not None and case.arrival.typical_day(booked) > due:
        return f" Its score is likely out after rank lists are due ({day(due)})."
    if verdict is ApplicationVerdict.ALREADY_APPLIED and pending and booked is not None:
        return f" Its score is likely out before rank lists are due ({day(due)})."
    return f" {APPLY[verdict].capitalize()}." if verdict in APPLY else ""


def _instead(decision: Decision) -> str:
    """Return what to do instead of the booked date."""
    delay, verdict = decision.exam.delay, decision.application.verdict
    if verdict is ApplicationVerdict.NEXT_CYCLE:
        return "Postpone, and apply next cycle, stronger."
    if delay is None or delay.to is None:
        return _no_day(decision)
    to = f"{WEEKDAYS[delay.to.weekday()]} {day(delay.to)}"
    if delay.gain_realistic is Realism.UNLIKELY and delay.gain_needed is not None:
        return f"Postpone; even by {to} the gain needed is unlikely ({points(delay.gain_needed)})."
    if verdict is ApplicationVerdict.ALREADY_APPLIED:
        side = "before" if delay.score_in_time else "after"
        return f"Sit on {to} instead; its score is likely out {side} rank lists are due."
    return f"Sit on {to} instead and {APPLY[verdict]}." if verdict in APPLY else f"Sit on {to} instead."


def _no_day(decision: Decision) -> str:
    """Return what to do when the guide names no weeks and no later day helps."""
    plan = decision.case.plan
    if plan.exam is Exam.STEP1:
        return "Postpone until practice holds the guide's cushion."
    if plan.exam_date is None:
        return "Practice is not there yet; book a date it can be ready for."
    if decision.application.verdict is ApplicationVerdict.ALREADY_APPLIED:
        return "Postpone; no day a week or more later has its score out before rank lists are due."
    return "Postpone; no day a week or more later keeps the score in time."


def _result(decision: Decision) -> str:
    case = decision.case
    if case.plan.result is None:
        return "the result is pending"
    score = result_score(case)
    word = "a failing result" if result_fails(case) else "a passing result"
    return f"{word}{f' of {score}' if score is not None else ''}"
