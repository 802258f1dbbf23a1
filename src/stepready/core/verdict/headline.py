"""What is said first: the decision in a sentence."""

from datetime import date

from stepready.core.case import Case
from stepready.core.rules.sitting_allowed import attempts_left, is_eligible
from stepready.core.values.wording import WEEKDAYS, day_from, full_day, points
from stepready.core.verdict.application import ApplicationVerdict
from stepready.core.verdict.checks import ExamVerdict
from stepready.core.verdict.circumstances import result_fails, result_score
from stepready.core.verdict.course import Course, course_of
from stepready.core.verdict.day_in_window import BUYS_NOTHING
from stepready.core.verdict.decision import Decision
from stepready.core.verdict.delay import no_day
from stepready.core.verdict.reachable import is_about_ranking

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
    return f"UNKNOWN{on}: {_why_unknown(decision.case)}."


def _why_unknown(case: Case) -> str:
    if not case.guide.rules:
        return f"no guide has rules for {case.plan.exam.label}"
    return "no test date is booked" if case.plan.exam_date is None else "the evidence is not there yet"


def _then(decision: Decision) -> str:
    """Return what to do with the application, as a sentence of its own."""
    case = decision.case
    verdict = decision.application.verdict
    if verdict is ApplicationVerdict.LATE and result_fails(case):
        return " Apply late, after a retake that passes."
    booked, due = case.plan.exam_date, case.season.day("rank_list_due")
    if case.result is None and booked is not None and case.arrival.safe_day(booked) < case.as_of:
        return " Is the date right?"
    pending = case.result is None and case.spec.seasonal
    if pending and booked is not None and _is_after_ranking(decision, booked):
        return f" Its score is likely out after rank lists are due ({_day_of(decision, due)})."
    if verdict is ApplicationVerdict.ALREADY_APPLIED and pending and booked is not None:
        return f" Its score is likely out before rank lists are due ({_day_of(decision, due)})."
    return f" {APPLY[verdict].capitalize()}." if verdict in APPLY else _asked(decision)


def _instead(decision: Decision) -> str:
    """Return what to do instead of the booked date."""
    delay, verdict, course = decision.exam.delay, decision.application.verdict, course_of(decision)
    if course is Course.NEXT_CYCLE:
        return "Postpone, and apply next cycle, stronger."
    if delay is None or delay.to is None:
        return _no_day(decision)
    to = f"{WEEKDAYS[delay.to.weekday()]} {_day_of(decision, delay.to)}"
    if course is Course.UNLIKELY and delay.gain_needed is not None:
        return f"Postpone; even by {to} the gain needed is unlikely ({points(delay.gain_needed)})."
    is_late = _is_after_ranking(decision, delay.to)
    if is_late or verdict is ApplicationVerdict.ALREADY_APPLIED:
        return f"Sit on {to} instead; its score is likely out {'after' if is_late else 'before'} rank lists are due."
    if verdict in APPLY:
        return f"Sit on {to} instead and {APPLY[verdict]}."
    return f"Sit on {to} instead.{_asked(decision)}"


def _is_after_ranking(decision: Decision, sat: date) -> bool:
    """Whether the score of a test day is likely out only after rank lists are due."""
    case = decision.case
    return case.spec.seasonal and case.arrival.typical_day(sat) > case.season.day("rank_list_due")


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
        end = plan.eligibility_end
        ended = f"ended on {full_day(end)}" if end is not None and end < case.as_of else "ends before it"
        return f"Your eligibility window {ended}: ask for the extension."
    if case.spec.passed_by == "low-pass-range":
        return "Postpone until practice holds the guide's cushion."
    return _postpone(decision)


def _postpone(decision: Decision) -> str:
    """Return what to do for Step 2 CK when a later day helps nothing or comes too late."""
    delay = decision.exam.delay
    if course_of(decision) is Course.NO_GAIN:
        return f"By this log {BUYS_NOTHING}; see what would change that."
    if decision.case.timing is None:
        return "Postpone; this guide names no days to sit by."
    if delay is not None and delay.earliest is not None:
        return f"Postpone; {delay.why_to}."
    by = "before rank lists are due" if is_about_ranking(decision.case) else "in time"
    none = no_day(delay.min_weeks, delay.max_weeks) if delay else no_day(None, None)
    return f"Postpone; {none} has its score out {by}."


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
