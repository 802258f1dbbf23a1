"""The verdict in one line: what to do with the booked date, and with the application."""

from datetime import date

from stepready.core.rules.sitting import attempts_left, is_eligible
from stepready.core.verdict.application import ApplicationVerdict
from stepready.core.verdict.checks import ExamVerdict
from stepready.core.verdict.circumstances import result_fails, result_score
from stepready.core.verdict.day_in_window import BUYS_NOTHING
from stepready.core.verdict.decision import Decision
from stepready.core.verdict.gain import Realism
from stepready.core.verdict.limits import is_about_ranking
from stepready.core.wording import WEEKDAYS, day_from, full_day, points

APPLY = {
    ApplicationVerdict.ON_TIME: "apply on time",
    ApplicationVerdict.LATE: "apply late",
    ApplicationVerdict.NEXT_CYCLE: "apply next cycle",
}


def headline(decision: Decision) -> str:
    """Return the verdict in one line."""
    booked = decision.case.result_on if decision.exam.verdict is ExamVerdict.TAKEN else decision.case.plan.exam_date
    on = f" on {full_day(booked)}" if booked else ""
    match decision.exam.verdict:
        case ExamVerdict.TAKEN:
            return f"TAKEN{on}; {_result(decision)}.{_then(decision)}"
        case ExamVerdict.GO:
            return f"GO{on}.{_then(decision)}"
        case ExamVerdict.NO_GO:
            return f"NO-GO{on}. {_instead(decision)}"
        case ExamVerdict.EARLY:
            return f"EARLY{on}: too soon to judge; judged from {_day_of(decision, decision.exam.judged_from)}."
    missing = "no test date is booked" if booked is None else "the evidence is not there yet"
    return f"UNKNOWN{on}: {missing}."


def _then(decision: Decision) -> str:
    """Return what to do with the application, as a sentence of its own."""
    case = decision.case
    verdict = decision.application.verdict
    if verdict is ApplicationVerdict.LATE and result_fails(case):
        return " Apply late, after a retake that passes."
    booked, due = case.plan.exam_date, case.season.day("rank_list_due")
    pending = case.result is None and case.spec.seasonal
    if pending and booked is not None and case.arrival.typical_day(booked) > due:
        return f" Its score is likely out after rank lists are due ({_day_of(decision, due)})."
    if verdict is ApplicationVerdict.ALREADY_APPLIED and pending and booked is not None:
        return f" Its score is likely out before rank lists are due ({_day_of(decision, due)})."
    return f" {APPLY[verdict].capitalize()}." if verdict in APPLY else _asked(decision)


def _instead(decision: Decision) -> str:
    """Return what to do instead of the booked date."""
    delay, verdict = decision.exam.delay, decision.application.verdict
    if verdict is ApplicationVerdict.NEXT_CYCLE:
        return "Postpone, and apply next cycle, stronger."
    if delay is None or delay.to is None:
        return _no_day(decision)
    to = f"{WEEKDAYS[delay.to.weekday()]} {_day_of(decision, delay.to)}"
    if delay.gain_realistic is Realism.UNLIKELY and delay.gain_needed is not None:
        return f"Postpone; even by {to} the gain needed is unlikely ({points(delay.gain_needed)})."
    if verdict is ApplicationVerdict.ALREADY_APPLIED:
        side = "before" if delay.score_in_time else "after"
        return f"Sit on {to} instead; its score is likely out {side} rank lists are due."
    if verdict in APPLY:
        return f"Sit on {to} instead and {APPLY[verdict]}."
    return f"Sit on {to} instead.{_asked(decision)}"


def _asked(decision: Decision) -> str:
    """Return the question whether the application is in, once review is open and nothing was said of it."""
    case = decision.case
    open_ = case.spec.seasonal and case.review_is_open and case.plan.applied is None
    if not open_ or decision.application.verdict is not ApplicationVerdict.UNKNOWN:
        return ""
    return " Is your application in? `plan set --applied DATE|no`."


def _no_day(decision: Decision) -> str:
    """Return what to do when no other day is proposed."""
    case, plan = decision.case, decision.case.plan
    if not attempts_left(case):
        return f"No attempt is left: at most {case.facts.attempts.most} for each Step."
    if plan.exam_date is not None and not is_eligible(case, plan.exam_date):
        return "Your eligibility window ends before it: ask for the extension."
    if case.spec.passed_by == "low-pass-range":
        return "Postpone until practice holds the guide's cushion."
    return _postpone(decision)


def _postpone(decision: Decision) -> str:
    """Return what to do for Step 2 CK when a later day helps nothing or comes too late."""
    delay = decision.exam.delay
    if delay is not None and delay.why_to and delay.why_to.startswith(BUYS_NOTHING):
        return f"By this log {BUYS_NOTHING}; see what would change that."
    by = "before rank lists are due" if is_about_ranking(decision.case) else "in time"
    return f"Postpone; no day a week or more later has its score out {by}."


def _day_of(decision: Decision, value: date | None) -> str:
    """Write a day, with its year when it is not this one."""
    return "" if value is None else day_from(value, decision.case.as_of)


def _result(decision: Decision) -> str:
    case = decision.case
    if case.result is None:
        return "the result is pending"
    score = result_score(case)
    word = "a failing result" if result_fails(case) else "a passing result"
    return f"{word}{f' of {score}' if score is not None else ''}"
