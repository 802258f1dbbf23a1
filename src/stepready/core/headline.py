"""The verdict in one line, and the next thing to do in another."""

from stepready.core.application import ApplicationVerdict
from stepready.core.circumstances import result_fails, result_score
from stepready.core.decision import Decision, ExamVerdict
from stepready.core.delay import Delay
from stepready.core.exam import Exam
from stepready.core.flip import Flip
from stepready.core.gain import Realism
from stepready.core.guide import Severity
from stepready.core.rules.finding import Outcome
from stepready.core.situation import Situation
from stepready.core.wording import WEEKDAYS, count, day, full_day, number

APPLY = {
    ApplicationVerdict.ON_TIME: "apply on time",
    ApplicationVerdict.LATE: "apply late",
    ApplicationVerdict.NEXT_CYCLE: "apply next cycle",
    ApplicationVerdict.ALREADY_APPLIED: "you have already applied",
}
GAIN = {
    Realism.REALISTIC: "realistic",
    Realism.SOMETIMES: "sometimes seen",
    Realism.UNLIKELY: "unlikely",
    Realism.UNKNOWN: "more than any guide speaks of",
}


def headline(decision: Decision) -> str:
    """Return the verdict in one line: what to do with the booked date, and with the application."""
    situation = decision.situation
    booked = situation.plan.exam_date
    verdict = decision.exam.verdict
    if verdict is ExamVerdict.TAKEN:
        return _taken(decision)
    on = f" on {full_day(booked)}" if booked else ""
    apply = APPLY.get(decision.application.verdict, "")
    then = f" {apply[0].upper()}{apply[1:]}." if apply else ""
    if verdict is ExamVerdict.GO:
        return f"GO{on}.{then}"
    if verdict is ExamVerdict.NO_GO:
        return f"NO-GO{on}. {_instead(decision, apply)}"
    missing = "no test date is booked" if booked is None else "the evidence is not there yet"
    return f"UNKNOWN{on}: {missing}."


def _instead(decision: Decision, apply: str) -> str:
    """Return what to do instead of the booked date."""
    delay = decision.exam.delay
    if decision.application.verdict is ApplicationVerdict.NEXT_CYCLE:
        return "Postpone, and apply next cycle, stronger."
    if delay is None or delay.to is None:
        if decision.situation.plan.exam is Exam.STEP1:
            return "Postpone until practice holds the guide's cushion."
        if decision.situation.plan.exam_date is None:
            return "Practice is not there yet; book a date it can be ready for."
        return f"Postpone; no later day keeps the score in time{', ' + apply if apply else ''}."
    to = f"{WEEKDAYS[delay.to.weekday()]} {day(delay.to)}"
    if delay.gain_realistic is Realism.UNLIKELY:
        return f"Postpone; even by {to} the gain needed is unlikely ({_points(delay)})."
    return f"Sit on {to} instead and {apply}." if apply else f"Sit on {to} instead."


def _points(delay: Delay) -> str:
    gain = delay.gain_needed
    return "target not known" if gain is None else count_points(gain)


def count_points(points: float) -> str:
    """Write a gain: `7.5 points`, `1 point`."""
    return f"{number(points)} point{'' if points == 1 else 's'}"


def _taken(decision: Decision) -> str:
    situation = decision.situation
    booked = situation.plan.exam_date
    on = f" on {full_day(booked)}" if booked else ""
    apply = APPLY.get(decision.application.verdict, "")
    then = f" {apply[0].upper()}{apply[1:]}." if apply else ""
    if situation.plan.result is None:
        return f"TAKEN{on}; the result is pending.{then}"
    score = result_score(situation)
    word = "a failing result" if result_fails(situation) else "a passing result"
    return f"TAKEN{on}; {word}{f' of {score}' if score is not None else ''}.{then}"


def next_step(decision: Decision, flip: Flip | None) -> str:
    """Return the next thing to do, in one sentence."""
    situation = decision.situation
    verdict = decision.exam.verdict
    if verdict is ExamVerdict.TAKEN:
        return _after(situation)
    if situation.plan.exam_date is None:
        return "book a test date you can be ready for, then `stepready plan set --on DATE`."
    if verdict is ExamVerdict.GO:
        return _keep(flip)
    if verdict is ExamVerdict.UNKNOWN and flip is None:
        return _missing(decision)
    if flip is None:
        return "no practice exam before the test date can change this; move the booking."
    return _turn(flip, situation, decision.exam.delay)


def _after(situation: Situation) -> str:
    if situation.plan.result is not None:
        if result_fails(situation):
            return "find out why, prepare anew, and set the retake with `stepready plan set`."
        return "nothing more to decide about this exam; `stepready calendar` has the days ahead."
    return "enter the result when it is out: `stepready plan set --score N`."


def _keep(flip: Flip | None) -> str:
    if flip is None:
        return "keep the date; no single next exam would change this."
    return f"keep the date; {_exam(flip)} at {flip.score} or less would turn this into a {flip.becomes.value}."


def _turn(flip: Flip, situation: Situation, delay: Delay | None) -> str:
    level = situation.evidence.level
    what = f"{_exam(flip)} at {flip.score} or more turns this into a go"
    if flip.exams > 1:
        what = f"{count(flip.exams, 'practice exam')} at {flip.score} or more turn this into a go"
    if level is not None and flip.score - level > situation.facts.readings.gain_sometimes.value:
        return f"{what}, but that is {number(flip.score - level)} over the current level; move the booking."
    if delay is not None and delay.to is not None and delay.gain_needed is not None and delay.gain_needed > 0:
        return f"{what}; {count_points(delay.gain_needed)} by {day(delay.to)} are {GAIN[delay.gain_realistic]}."
    return f"{what}."


def _missing(decision: Decision) -> str:
    """Return what to add so that the unknown can be answered."""
    if decision.situation.target is None and decision.situation.plan.exam is Exam.STEP2CK:
        return "set the score you need: `stepready plan set --target N`."
    needed = decision.situation.evidence.level_exams - len(decision.situation.evidence.recent)
    if needed > 0:
        return f"log {count(needed, 'more full practice exam')}: `stepready log nbme FORM SCORE`."
    unknown = [
        check.reason
        for check in decision.checks
        if check.severity is Severity.MUST and check.outcome is Outcome.UNKNOWN
    ]
    return f"{unknown[0]}." if unknown else "log the next practice exam."


def _exam(flip: Flip) -> str:
    name = {"nbme": "NBME", "uwsa": "UWSA", "amboss": "AMBOSS"}.get(flip.source.value, flip.source.value)
    return f"{name} {flip.form}".strip()
