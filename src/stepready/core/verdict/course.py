"""What a decision asks a person to do about the day of the exam: the one answer that every screen speaks from."""

from enum import StrEnum

from stepready.core.case import Case
from stepready.core.rules.sitting_allowed import attempts_left, dating, is_interval_open
from stepready.core.values.wording import count, day_from, full_day
from stepready.core.verdict.application import ApplicationVerdict
from stepready.core.verdict.checks import ExamVerdict
from stepready.core.verdict.day_in_window import ChosenAs
from stepready.core.verdict.decision import Decision
from stepready.core.verdict.reachable import Realism, limit_of


class Course(StrEnum):
    """What is to be done about the day of the exam, before anything else."""

    KEEP = "keep"
    TAKEN = "taken"
    BOOK = "book"
    SAY = "say"
    PRACTISE = "practise"
    MOVE = "move"
    UNLIKELY = "unlikely"
    NO_ATTEMPT = "no-attempt"
    NEXT_CYCLE = "next-cycle"
    EXTEND = "extend"
    NO_GAIN = "no-gain"
    NO_DAY = "no-day"


NO_OTHER_DAY = {
    Course.NEXT_CYCLE: "postpone, and apply in the next cycle",
    Course.EXTEND: "ask for the extension of your eligibility window first",
    Course.NO_GAIN: "by this log a later day is no better",
}
WITHOUT_A_DAY = {
    ChosenAs.INTERVAL_OPEN: Course.SAY,
    ChosenAs.NOT_ELIGIBLE: Course.EXTEND,
    ChosenAs.NO_GAIN: Course.NO_GAIN,
}


def course_of(decision: Decision) -> Course:
    """Return what a decision asks for; a no-go names another day only under `MOVE`."""
    case, verdict = decision.case, decision.exam.verdict
    if verdict is ExamVerdict.TAKEN:
        return Course.TAKEN
    if not attempts_left(case):
        return Course.NO_ATTEMPT
    if is_after_season(case):
        return Course.SAY
    if verdict is ExamVerdict.UNKNOWN:
        return _unknown(case)
    if decision.exam.delay is None:
        return Course.KEEP
    return _no_go(decision)


def compares_days(decision: Decision) -> bool:
    """Whether other days may be held up as better, or weighed against the booked one.

    Not where the decision names none, nor for a retake that nothing sat since the failure speaks of.
    """
    case, course = decision.case, course_of(decision)
    if course is Course.KEEP or decision.exam.delay is not None:
        return course in (Course.KEEP, Course.MOVE)
    if course not in (Course.BOOK, Course.SAY, Course.PRACTISE) or is_interval_open(case):
        return False
    return not case.prior.failed or case.evidence.level is not None


def about_booking(decision: Decision) -> str:
    """Say what to do about a no-go's booking where no practice exam helps, as the end of a sentence."""
    delay, case, course = decision.exam.delay, decision.case, course_of(decision)
    if delay is not None and delay.to is not None:
        unlikely = f"even by {day_from(delay.to, case.as_of)} the gain needed is unlikely"
        return unlikely if course is Course.UNLIKELY else f"move the booking to {full_day(delay.to)}"
    if course is Course.SAY:
        return give_days(case)
    return NO_OTHER_DAY.get(course, "postpone")


def give_days(case: Case) -> str:
    """Ask for the days of the failed sittings without one, as a part of a sentence."""
    return f"give the day of {count(case.prior.undated, 'failed sitting')}: {dating(case)}"


def keeps_the_date(decision: Decision) -> bool:
    """Whether nothing speaks against the booked day: not practice, nor, on a go, that its score misses the limit."""
    case, limit = decision.case, limit_of(decision.case)
    booked, is_go = case.plan.exam_date, decision.exam.verdict is ExamVerdict.GO
    is_late = booked is not None and limit is not None and case.arrival.typical_day(booked) > limit
    return course_of(decision) is Course.KEEP and not (is_go and is_late)


def is_after_season(case: Case) -> bool:
    """Whether the booked day lies after the rank lists of the plan's season are due: its score cannot count for it."""
    booked = case.plan.exam_date
    return booked is not None and case.spec.seasonal and booked > case.season.day("rank_list_due")


def strength(decision: Decision) -> str | None:
    """Say in a word how good the day named instead of a booked one is; None where none is."""
    delay = decision.exam.delay
    if delay is None or course_of(decision) is not Course.MOVE:
        return None
    return "likeliest of the window" if delay.choice is ChosenAs.LIKELIEST else "recommended"


def _unknown(case: Case) -> Course:
    """Return what an unknown waits for: a test date, a word of the user's, or practice."""
    if case.plan.exam_date is None:
        return Course.BOOK
    has_no_target = case.target is None and case.spec.seasonal
    return Course.SAY if case.failure_undated or is_interval_open(case) or has_no_target else Course.PRACTISE


def _no_go(decision: Decision) -> Course:
    delay = decision.exam.delay
    if decision.application.verdict is ApplicationVerdict.NEXT_CYCLE:
        return Course.NEXT_CYCLE
    if delay is None or delay.to is None:
        return (
            Course.NO_DAY if delay is None or delay.choice is None else WITHOUT_A_DAY.get(delay.choice, Course.NO_DAY)
        )
    is_unlikely = delay.gain_realistic is Realism.UNLIKELY and delay.gain_needed is not None
    return Course.UNLIKELY if is_unlikely else Course.MOVE
