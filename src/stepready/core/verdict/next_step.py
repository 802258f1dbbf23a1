"""The next thing to do, in one sentence."""

from stepready.core.case import Case
from stepready.core.guide.guide import Severity
from stepready.core.rules.finding import Outcome
from stepready.core.rules.sitting import attempts_left
from stepready.core.verdict.checks import ExamVerdict
from stepready.core.verdict.circumstances import result_fails
from stepready.core.verdict.decision import Decision
from stepready.core.verdict.delay import Delay
from stepready.core.verdict.flip import Flip
from stepready.core.verdict.gain import Realism
from stepready.core.wording import count, day_from, number, points

GAIN = {
    Realism.REALISTIC: "{are} realistic",
    Realism.SOMETIMES: "{are} sometimes seen",
    Realism.UNLIKELY: "{are} unlikely",
    Realism.UNKNOWN: "{are} over more weeks than any guide speaks of",
}


def next_step(decision: Decision, flip: Flip | None, way: Flip | None) -> str:
    """Return the next thing to do; `flip` is the next score that changes the verdict, `way` the next ones to a go."""
    case, verdict = decision.case, decision.exam.verdict
    if verdict is ExamVerdict.TAKEN:
        return _after(case)
    if case.plan.exam_date is None:
        return "book a test date you can be ready for, then `stepready plan set --on DATE`."
    if case.target is None and case.spec.seasonal:
        return "say what you need: `stepready plan set --target N`, or `--specialty NAME` for the guide's."
    if verdict is ExamVerdict.EARLY:
        return _meanwhile(decision)
    return _keep(flip) if verdict is ExamVerdict.GO else _towards_go(decision, way)


def _meanwhile(decision: Decision) -> str:
    """Say how to work until a verdict can be had: the pace it takes, and when to look again."""
    case, exam = decision.case, decision.exam
    unit = "points" if case.spec.seasonal else "percent"
    seen = "" if exam.pace_seen is None else f" (the log shows {number(exam.pace_seen)})"
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
    return (
        f"keep the date and study on; it takes {number(exam.pace_needed or 0)} {unit} a week up to the exam{seen}. "
        f"Take two practice exams shortly{judged}.{told}"
    )


def _towards_go(decision: Decision, way: Flip | None) -> str:
    if way is not None:
        return _turn(way, decision.case, decision.exam.delay)
    if decision.exam.verdict is ExamVerdict.UNKNOWN:
        return _missing(decision)
    if not attempts_left(decision.case):
        return "no attempt is left; check the number of sittings with `stepready attempt list`."
    return "no practice exam before the test date can change this; move the booking."


def _after(case: Case) -> str:
    if case.result is None:
        return "enter the result when it is out: `stepready plan set --score N`."
    if result_fails(case) and attempts_left(case) <= 1:
        return "no attempt is left; talk to your school or an advisor about other ways."
    if result_fails(case):
        return "find out why, prepare anew, and set the retake with `stepready plan set`."
    return "nothing more to decide about this exam; `stepready calendar` has the days ahead."


def _keep(flip: Flip | None) -> str:
    if flip is None:
        return "keep the date; no single next exam would change this."
    return f"keep the date; {_exam(flip)} at {flip.score} or less would turn this into a {flip.becomes.value}."


def _turn(flip: Flip, case: Case, delay: Delay | None) -> str:
    """Say which next exams make a go, and how realistic the guide's gain is."""
    level = case.evidence.level
    what = f"{_exam(flip)} at {flip.score} or more turns this into a go"
    if flip.exams > 1:
        exams = count(flip.exams, "practice exam")
        what = f"no single exam turns this into a go; {exams} at {flip.score} or more would"
    if level is not None and flip.score - level > case.facts.readings.gain_sometimes.value:
        return f"{what}, but that is {number(flip.score - level)} over the current level; move the booking."
    gain = delay.gain_needed if delay is not None else None
    if delay is None or delay.to is None or gain is None or gain <= 0:
        return f"{what}."
    word = GAIN[delay.gain_realistic].format(are="is" if gain == 1 else "are")
    return f"{what}; {points(gain)} by {day_from(delay.to, case.as_of)} {word}."


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


def _exam(flip: Flip) -> str:
    return f"{flip.source.label} {flip.form}".strip()
