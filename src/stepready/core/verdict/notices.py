"""What a reader of a verdict should also know. Each notice is one sentence or two, or nothing."""

from dataclasses import replace

from stepready.core.case import Case
from stepready.core.rules.sitting_allowed import dating
from stepready.core.values.wording import count, day_from, exact, full_day, listed, number
from stepready.core.verdict.after_result import after_result, failure_advice
from stepready.core.verdict.application import ApplicationVerdict, next_cycle_holds
from stepready.core.verdict.checks import ExamVerdict, exam_verdict
from stepready.core.verdict.circumstances import result_fails, result_score
from stepready.core.verdict.decision import Decision


def notices(decision: Decision) -> tuple[str, ...]:
    """Return every notice that applies, most serious first."""
    case = decision.case
    found = (
        case.plan.day_question(case.as_of),
        _failing_exams(case),
        _failing_band(decision),
        _attempts(case),
        _no_result_yet(case),
        _low_target(decision),
        _no_target(decision),
        _step1_target(case),
        _with_all(decision),
        _doubles(case),
        _unused(case),
        _off_scale(case),
        _step1_edge(case),
        _announced(case),
        _year_to_spare(decision),
        _other_season(case),
        _resend(case),
        _next_season(decision),
        *after_result(decision),
        *_after_failure(decision),
    )
    return tuple(text for text in found if text)


def _failing_exams(case: Case) -> str | None:
    """Name every recent exam under the pass mark as failing, even when no level can be said."""
    if not case.spec.seasonal or case.result is not None:
        return None
    mark = case.facts.pass_mark(case.plan.exam_date or case.as_of).score
    failing = [score for score in case.evidence.recent if score.value < mark]
    if not failing:
        return None
    named = listed([f"{score.title} of {day_from(score.day, case.as_of)} ({exact(score.value)})" for score in failing])
    return f"{named} {'is' if len(failing) == 1 else 'are'} failing: the pass mark is {mark}."


def _announced(case: Case) -> str | None:
    """Say what is announced of the results of the booked day, while none is in."""
    booked = case.plan.exam_date
    if booked is None or case.result is not None:
        return None
    moving = case.arrival.moving(booked)
    after = " Results come in the order of the tests: later ones wait for these."
    told = " ".join(window.says for window in moving)
    return f"{told}{'' if all(window.holds(booked) for window in moving) else after}" or None


def _failing_band(decision: Decision) -> str | None:
    """Say where a guide's band holds a level or a result that fails today."""
    case = decision.case
    passed = case.result is not None and not result_fails(case)
    level, mark = result_score(case) or case.evidence.level, case.pass_mark
    if passed or level is None or mark is None or level >= mark:
        return None
    band = decision.case.guide.band_of(level, case.competitiveness)
    if band is None or band.high is None or band.high < mark:
        return None
    return f"This guide puts {exact(level)} in its band {band.label!r}; under the pass mark of {mark} it fails."


def _attempts(case: Case) -> str | None:
    failed, most = len(case.prior.failed) + result_fails(case), case.facts.attempts.most
    told = f"{count(failed, 'failed attempt')}: at most {most} are allowed for each Step." if failed >= most - 1 else ""
    if not case.prior.undated:
        return told or None
    asks = f"{count(case.prior.undated, 'failed sitting')} without a day: {dating(case)}."
    return f"{told} {asks}".strip()


def _no_result_yet(case: Case) -> str | None:
    """Ask for the result of an earlier sitting: failed, practice before it does not count; passed, nothing is left."""
    waiting = [sat for sat in case.attempts if sat.exam is case.plan.exam and sat.score is None and sat.on is not None]
    earlier = next((sat for sat in waiting if sat.on != case.plan.exam_date), None)
    if earlier is None or earlier.on is None or case.result is not None:
        return None
    enter = f"`stepready attempt edit {earlier.id} --score N`"
    return f"The sitting of {full_day(earlier.on)} has no result yet, and a failure would change the verdict: {enter}."


def _low_target(decision: Decision) -> str | None:
    target, mark = decision.case.target, decision.case.pass_mark
    if target is None or mark is None or target >= mark:
        return None
    return f"The target of {target} is under the pass mark of {mark}: reaching it would still be a failure."


def _no_target(decision: Decision) -> str | None:
    plan = decision.case.plan
    if decision.case.target is not None or not decision.case.spec.seasonal:
        return None
    if plan.specialty is None:
        return "No target is set, and this guide's goes by specialty: `plan set --specialty` or `--target`."
    return f"No target is set, and this guide does not know how competitive {plan.specialty!r} is: `plan set --target`."


def _step1_target(case: Case) -> str | None:
    """Say that no rule looks at a Step 1 target."""
    if case.spec.passed_by != "low-pass-range" or case.plan.target is None:
        return None
    return f"The target of {case.plan.target} % informs the forecast only: Step 1 is judged by the passing line."


def _with_all(decision: Decision) -> str | None:
    """Say what the verdict would be with the sittings that rules set aside."""
    case = decision.case
    aside = [out for out in case.evidence.left_out if out.set_aside]
    if not aside or decision.exam.verdict is ExamVerdict.TAKEN:
        return None
    verdict = exam_verdict(replace(case, evidence=case.counting_all))
    same = "the same" if verdict is decision.exam.verdict else verdict.value
    named = listed([f"{out.score.title} of {day_from(out.score.day, case.as_of)} ({out.why})" for out in aside])
    one = len(aside) == 1
    return f"{named} {'is' if one else 'are'} not counted; with {'it' if one else 'them'} the verdict would be {same}."


def _doubles(case: Case) -> str | None:
    """Say which sittings are entered more than once, and that each counts once."""
    twice = [out.score for out in case.evidence.left_out if out.why == "entered twice"]
    if not twice:
        return None
    named = listed(list(dict.fromkeys(f"{score.title} of {day_from(score.day, case.as_of)}" for score in twice)))
    return f"Entered more than once, counted once with the lowest value: {named}; `stepready doctor` names the rows."


def _unused(case: Case) -> str | None:
    """List vendor exams that have no usable scale for this exam."""
    unused = [out.score.title for out in case.evidence.left_out if out.unusable]
    if not unused:
        return None
    return f"{listed(list(dict.fromkeys(unused)))} kept, used by no rule: no usable scale for {case.plan.exam.label}."


def _off_scale(case: Case) -> str | None:
    """List practice exams that were entered on a scale without a conversion."""
    found = [out.score.title for out in case.evidence.left_out if out.off_scale]
    if not found:
        return None
    named = listed(list(dict.fromkeys(found)))
    return f"{named} kept, used by no rule: a percent has no conversion to {case.plan.exam.label}."


def _step1_edge(case: Case) -> str | None:
    """Note that NBME's own reading is a point stricter than the guide's line."""
    low_pass, cushion = case.facts.low_pass, case.facts.readings.step1_cushion.value
    line = low_pass.low + cushion
    if case.spec.passed_by != "low-pass-range" or case.plan.low_pass is not None:
        return None
    if line not in [score.value for score in case.evidence.last]:
        return None
    return (
        f"{number(line)} is exactly on the guide's line; {number(low_pass.likely_ready_from)} is the first score whose "
        f"whole likely range lies above the low-pass range."
    )


def _year_to_spare(decision: Decision) -> str | None:
    """Name the option of a year's wait when the guide would take it but nobody said it can be spared."""
    case = decision.case
    is_in = decision.application.verdict is ApplicationVerdict.ALREADY_APPLIED
    if case.plan.can_skip_cycle or is_in or not case.spec.seasonal:
        return None
    if result_fails(case) and decision.application.verdict is ApplicationVerdict.LATE:
        return "If a year can be spared, apply next cycle, after a retake that passes: `plan set --can-skip-cycle`."
    if decision.exam.verdict is not ExamVerdict.NO_GO:
        return None
    if not next_cycle_holds(case, decision.circumstances):
        return None
    return "If a year can be spared, this guide would apply next cycle, stronger: `plan set --can-skip-cycle`."


def _other_season(case: Case) -> str | None:
    """Point at a test date that cannot matter to the plan's season."""
    booked, due = case.plan.exam_date, case.season.day("rank_list_due")
    if booked is None or not case.spec.seasonal or booked <= due:
        return None
    return (
        f"{full_day(booked)} is after the {case.season.year} season's rank lists are due ({full_day(due)}): "
        f"set another season with `plan set --season`."
    )


def _after_failure(decision: Decision) -> list[str]:
    """Return what the guide says of the time after a failure, or of practice as low, to a person who is to sit."""
    case = decision.case
    if case.result is not None:
        return []
    if case.prior.failed:
        return [f"After a failure: {text}" for text in failure_advice(decision)]
    is_low = case.below_pass_mark and decision.exam.verdict is ExamVerdict.NO_GO
    return [f"With practice under the pass mark: {text}" for text in failure_advice(decision)] if is_low else []


def _resend(case: Case) -> str | None:
    """Remind of sending the score by hand to programmes that have the application, until that is said to be done."""
    if not case.applied or case.plan.resent_on is not None or result_fails(case) or not case.spec.seasonal:
        return None
    came = "came later" if case.plan.is_over(case.as_of) else "comes now"
    return (
        f"Your application is in: a score that {came} reaches programmes only when you re-send it in MyERAS "
        "(confirm there), then `plan set --resent DATE`."
    )


def _next_season(decision: Decision) -> str | None:
    """Offer the next season that is not open for review, once the plan's own is, which never changes by itself.

    With the application in it is offered when that season is over, or the year is to be waited for all the same.
    """
    case = decision.case
    waits = case.season_is_over or decision.application.verdict is ApplicationVerdict.NEXT_CYCLE
    if not case.spec.seasonal or not case.review_is_open or (case.applied and not waits):
        return None
    following = f"`plan set --season {case.following_season}`"
    return f"This plan is for the {case.season.year} season; to apply in the next instead: {following}."
