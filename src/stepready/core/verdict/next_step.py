"""The next step to take, as `check` says it: what to say, to sit, to move or to keep."""

from datetime import date

from stepready.core.case import Case
from stepready.core.guide.guide import Severity
from stepready.core.rules.finding import Outcome
from stepready.core.rules.sitting_allowed import attempts_left, is_interval_open
from stepready.core.season.decide_by import resend_is_due
from stepready.core.values.wording import count, day_from, full_day, listed, marked, number
from stepready.core.verdict.checks import UNDATED, ExamVerdict, scores_hold
from stepready.core.verdict.circumstances import result_fails
from stepready.core.verdict.course import Course, about_booking, course_of, give_days, is_after_season, keeps_the_date
from stepready.core.verdict.day_in_window import carried, gain_amount, pace_of
from stepready.core.verdict.decision import Decision
from stepready.core.verdict.flip import Flip, top_score
from stepready.core.verdict.next_exam import TOO_LATE, is_past_practice
from stepready.core.verdict.reachable import Realism

BEFORE_PRACTICE = (Course.NEXT_CYCLE, Course.SAY, Course.EXTEND)
"""What to do about a no-go's booking before any practice exam helps."""

NEXT_TWO = 2
"""A verdict goes by two practice exams."""


GAIN = {
    Realism.REALISTIC: "realistic",
    Realism.SOMETIMES: "sometimes seen",
    Realism.UNLIKELY: "unlikely",
}


def next_step(decision: Decision, flip: Flip | None, way: Flip | None) -> str:
    """Return the next thing to do; `flip` is the next score that changes the verdict, `way` the next ones to a go."""
    case, verdict = decision.case, decision.exam.verdict
    if verdict is ExamVerdict.TAKEN:
        return _after(case)
    if (first := _said_first(case, verdict)) is not None:
        return first
    if verdict is ExamVerdict.EARLY:
        return _meanwhile(decision)
    if verdict is ExamVerdict.GO:
        return _keep(decision, None if is_past_practice(case) else flip)
    return _towards_go(decision, way)


def _said_first(case: Case, verdict: ExamVerdict) -> str | None:
    """Return what is to be said or known before any practice exam helps; None where the verdict has all it needs."""
    if not attempts_left(case):
        return "no attempt is left; check the number of sittings with `stepready attempt list`."
    booked = case.plan.exam_date
    if booked is None or is_after_season(case):
        return _day_to_book(case, booked)
    if not case.guide.rules and verdict is ExamVerdict.UNKNOWN:
        return f"study on, nothing is judged; what you sit is kept: `stepready log {case.spec.example}`."
    if verdict is not ExamVerdict.EARLY and (days := _days_to_give(case)) is not None:
        return days
    if case.target is None and case.spec.seasonal:
        return "say what you need: `stepready plan set --target N`, or `--specialty NAME` for the guide's."
    return None


def _days_to_give(case: Case) -> str | None:
    """Ask for the days of failed sittings where nothing, or no day to sit on, can be told without them."""
    if is_interval_open(case):
        return f"{give_days(case)}; which day is allowed depends on {'it' if case.prior.undated == 1 else 'them'}."
    if not case.failure_undated:
        return None
    return f"{UNDATED.reason}."


def _day_to_book(case: Case, booked: date | None) -> str:
    """Ask for a test date, or about one whose score no programme of the plan's season can use any more."""
    if booked is None:
        return "book a test date you can be ready for, then `stepready plan set --on DATE`."
    due = day_from(case.season.day("rank_list_due"), case.as_of)
    return (
        f"look at the test date, {full_day(booked)}: the {case.season.year} season's rank lists are due before it "
        f"({due}). If it is a slip, `stepready plan set --on DATE`; if not, `plan set --season YEAR`."
    )


def pace_to_keep(decision: Decision) -> str:
    """Say to keep a date that is too far away to judge, and the pace it takes."""
    unit, exam = "points" if decision.case.spec.seasonal else "percent", decision.exam
    seen = "" if exam.pace_seen is None else f" (the log shows {number(exam.pace_seen)})"
    return f"keep the date and study on; it takes {number(exam.pace_needed or 0)} {unit} a week up to the exam{seen}."


def _meanwhile(decision: Decision) -> str:
    """Say how to work until a verdict can be had: the pace it takes, and when to look again."""
    case, exam = decision.case, decision.exam
    judged = "" if exam.judged_from is None else f" before {day_from(exam.judged_from, case.as_of)}"
    rhythm = next(
        (
            r.says
            for r in case.guide.rhythm
            if "dedicated" in r.phase and r.phase.startswith("step1") is not case.spec.seasonal
        ),
        "",
    )
    told = f" This guide's rhythm: {rhythm}." if rhythm else ""
    if case.schedule is not None and (ahead := case.exams_ahead()):
        named = listed([f"{exam.title} on {full_day(day)}" for day, exam in ahead[:NEXT_TWO]])
        return f"{pace_to_keep(decision)} The schedule has {named}."
    return f"{pace_to_keep(decision)} Take two practice exams shortly{judged}.{told}"


def _towards_go(decision: Decision, way: Flip | None) -> str:
    """Say which exams make a go and what to do about the booking, that first where exams are not what it waits for."""
    is_late = way is not None and is_past_practice(decision.case)
    if (way is None or is_late) and decision.exam.verdict is ExamVerdict.UNKNOWN:
        return _missing(decision)
    told = "no practice exam before the test date can change this" if way is None else _turn(way, decision)
    told = TOO_LATE if is_late else told
    if course_of(decision) in BEFORE_PRACTICE:
        return f"{about_booking(decision)}; {told}."
    if way is None or is_late or _is_far(way, decision.case):
        return f"{told}; {about_booking(decision)}."
    return f"{told}."


def _after(case: Case) -> str:
    if case.result is None:
        return _pending(case)
    if result_fails(case) and attempts_left(case) <= 1:
        return "no attempt is left; talk to your school or an advisor about other ways."
    if result_fails(case):
        return "find out why, prepare anew, and set the retake with `stepready plan set`."
    return _after_pass(case)


def _pending(case: Case) -> str:
    """Say to enter the result; of one long overdue, to ask for it, or whether the date is right."""
    sat = case.plan.exam_date
    enter = "`stepready plan set --score N`"
    if sat is None or case.arrival.safe_day(sat) >= case.as_of:
        return f"enter the result when it is out: {enter}."
    out = day_from(case.arrival.safe_day(sat), case.as_of)
    return (
        f"was the exam sat on {full_day(sat)}? Then ask for the score, all but certainly out by {out}: {enter}. "
        "If the date is a slip: `stepready plan set --on DATE`."
    )


def _after_pass(case: Case) -> str:
    if case.season_is_over:
        return f"plan for the next season: `stepready plan set --season {case.following_season}`."
    if case.spec.seasonal and case.review_is_open and not case.applied:
        return _file_to_send(case)
    if resend_is_due(case.plan, case.season, case.facts, case.as_of, case.arrival):
        return (
            "re-send the score in MyERAS if it came after you applied (confirm there), then `plan set --resent DATE`."
        )
    return "nothing more to decide about this exam; `stepready calendar` has the days ahead."


def _file_to_send(case: Case) -> str:
    """Say what to do about an application that is not said to be in, with a passing score and review open."""
    if case.plan.applied is None:
        return "say whether your application is in: `stepready plan set --applied DATE`, or `--applied no`."
    return "send the application now, then `stepready plan set --applied DATE`."


def _keep(decision: Decision, flip: Flip | None) -> str:
    case = decision.case
    if case.plan.exam_date == case.as_of:
        return "sit the exam; enter the score when it is out: `stepready plan set --score N`."
    if flip is None:
        return f"{_stands(decision)}; no practice exam still to come would change this."
    return f"{_stands(decision)}; {flip.turns(ExamVerdict.GO, top_score(case, flip.exam))}."


def _stands(decision: Decision) -> str:
    """Say that the date stands; of one whose score misses the guide's limit, that days in time can be compared."""
    booked = decision.case.plan.exam_date
    if booked is None or keeps_the_date(decision):
        return "keep the date"
    out = day_from(decision.case.arrival.typical_day(booked), decision.case.as_of)
    return (
        f"practice is there, but the score is likely out only on {out}: see which days are in time (`stepready dates`)"
    )


def _turn(flip: Flip, decision: Decision) -> str:
    """Say which next exams make a go, and how realistic the guide's gain is."""
    case, delay = decision.case, decision.exam.delay
    level = case.evidence.level
    what = f"{flip.source.titled(flip.form)} at {flip.score} or more turns this into a go"
    if flip.exams > 1:
        exams = count(flip.exams, "practice exam")
        what = f"no single exam turns this into a go; {exams} at {flip.score} or more would"
    if _is_far(flip, case):
        return f"{what}, but that is {number(flip.score - (level or 0))} over the current level"
    gain = delay.gain_needed if delay is not None else None
    if delay is None or delay.to is None or gain is None or gain <= 0:
        return what
    much = gain_amount(case, gain)
    are = ":" if delay.gain_realistic is Realism.UNKNOWN else " is" if gain == 1 else " are"
    return f"{what}; {much} by {day_from(delay.to, case.as_of)}{are} {gain_word(case, delay.to, delay.gain_realistic)}"


def _is_far(flip: Flip, case: Case) -> bool:
    """Whether the score that is needed is more over the level than the guides ever see gained."""
    level = case.evidence.level
    return level is not None and flip.score - level > case.facts.readings.gain_sometimes.value


def gain_word(case: Case, day: date, realism: Realism) -> str:
    """Return the guides' word for a gain by a day; the forecast's own chance where no guide speaks of so long a one."""
    if realism is not Realism.UNKNOWN:
        falls_short = realism is not Realism.UNLIKELY and not scores_hold(carried(case, day))
        slow = f" by the guides' word, though not at the log's {pace_of(case)}"
        return f"{GAIN[realism]}{slow if falls_short and case.pace is not None else ''}"
    found = case.outlook_on(day)
    chances = [] if found is None else [("the target", found.p_target), ("a pass", found.p_pass)]
    name, chance = next(((name, chance) for name, chance in chances if chance is not None), ("", None))
    if found is None or chance is None:
        return "nothing logged tells how likely"
    return f"the forecast gives {name} {marked(chance, supported=found.supported)} then{found.legend}"


def _missing(decision: Decision) -> str:
    """Return what to add so that the unknown can be answered."""
    needed = decision.case.evidence.level_exams - len(decision.case.evidence.recent)
    if needed > 0:
        return f"log {count(needed, 'more full practice exam')}: `stepready log nbme FORM SCORE`."
    unknown = [
        check.reason
        for check in decision.checks
        if check.severity is Severity.MUST and check.outcome is Outcome.UNKNOWN
    ]
    return f"{unknown[0]}." if unknown else "log the next practice exam."
