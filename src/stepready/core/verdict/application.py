"""Apply on time, late, or next cycle: answered apart from the exam, as the guides do."""

from datetime import date
from enum import StrEnum

from stepready.core.case import Case
from stepready.core.facts.exam import Exam
from stepready.core.guide.guide import Circumstance
from stepready.core.values import dataclass
from stepready.core.verdict.circumstances import applies, result_fails, result_is_low
from stepready.core.verdict.delay import Delay
from stepready.core.verdict.gain import Realism, best_by
from stepready.core.wording import full_day, number


class ApplicationVerdict(StrEnum):
    """The answers of the application decision."""

    ON_TIME = "apply-on-time"
    LATE = "apply-late"
    NEXT_CYCLE = "next-cycle"
    ALREADY_APPLIED = "already-applied"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationDecision:
    """The verdict and the sentence behind it."""

    verdict: ApplicationVerdict
    because: str


def decide_application(case: Case, here: frozenset[Circumstance], delay: Delay | None) -> ApplicationDecision:
    """Decide about the application; `delay` is given exactly when the exam decision is a no-go."""
    plan = case.plan
    settled = _settled(case, delay)
    if settled is not None:
        return settled
    if plan.exam_date is None or case.timing is None:
        return _say(ApplicationVerdict.UNKNOWN, "no test date is booked, so no score day is known")
    if delay is not None and plan.can_skip_cycle and next_cycle_holds(case, here):
        return _say(ApplicationVerdict.NEXT_CYCLE, _why_next_cycle(case))
    sat = plan.exam_date if delay is None or delay.to is None else delay.to
    return _by_score_day(case, sat)


def _settled(case: Case, delay: Delay | None) -> ApplicationDecision | None:
    """Return the answer that does not depend on a coming test day, or None when one is needed."""
    if case.plan.exam is Exam.STEP1:
        return _say(ApplicationVerdict.UNKNOWN, "the application waits for Step 2 CK, not for Step 1")
    if result_fails(case):
        return _after_failure(case)
    if case.season.review_is_open(case.as_of):
        return _already_applied(case, delay)
    if case.plan.result is not None:
        return _in_hand(case)
    return None


def next_cycle_holds(case: Case, here: frozenset[Circumstance]) -> bool:
    """Whether the guide would wait a year, should the year be spared."""
    waiting = case.guide.next_cycle
    if waiting is None or not waiting.when_any or not applies(waiting.when_any, here):
        return False
    return not waiting.no_day_in_time or not _some_day_in_time(case)


def _some_day_in_time(case: Case) -> bool:
    """Whether a test day before the on-time limit has a gain that is realistic or sometimes seen."""
    level, target = case.evidence.level, case.target
    if case.timing is None or level is None or target is None:
        return True
    last = case.timing.on_time_until(case.season, case.arrival)
    word = best_by(target - level, case.as_of, last, case.facts.readings)
    return word in (Realism.REALISTIC, Realism.SOMETIMES)


def _why_next_cycle(case: Case) -> str:
    level = case.evidence.level
    if case.guide.next_cycle is not None and case.guide.next_cycle.no_day_in_time and level is not None:
        return (
            f"no test day in time makes a gain of {number((case.target or 0) - level)} points realistic, "
            "and the year can be spared"
        )
    return "practice is below the pass mark and the year can be spared: next cycle, stronger"


def _by_score_day(case: Case, sat: date) -> ApplicationDecision:
    if case.timing is None:
        return _say(ApplicationVerdict.UNKNOWN, "this guide names no application limit")
    limit = case.timing.on_time.day_of(case.season)
    score_day = case.arrival.typical_day(sat)
    in_time = sat <= case.timing.on_time_until(case.season, case.arrival)
    side = "meets" if in_time else "misses"
    verdict = ApplicationVerdict.ON_TIME if in_time else ApplicationVerdict.LATE
    return _say(
        verdict,
        f"sat on {full_day(sat)}, the score is likely out on {full_day(score_day)}: "
        f"it {side} this guide's limit of {full_day(limit)}",
    )


def _already_applied(case: Case, delay: Delay | None) -> ApplicationDecision:
    """Say whether the score still counts for the rank order list."""
    due = case.season.day("rank_list_due")
    booked, result = case.plan.exam_date, case.plan.result
    opened = f"review opened on {full_day(case.season.day('review_opens'))}"
    if result is not None:
        return _say(ApplicationVerdict.ALREADY_APPLIED, f"{opened}; the result is in hand")
    if booked is None:
        return _say(ApplicationVerdict.ALREADY_APPLIED, f"{opened}; no test date is booked, so no score day is known")
    sat = booked if delay is None or delay.to is None else delay.to
    score_day = case.arrival.typical_day(sat)
    side = "before" if score_day <= due else "after"
    return _say(
        ApplicationVerdict.ALREADY_APPLIED,
        f"{opened}; sat on {full_day(sat)}, the score is likely out on {full_day(score_day)}, "
        f"{side} rank lists are due on {full_day(due)}",
    )


def _in_hand(case: Case) -> ApplicationDecision:
    if result_is_low(case):
        return _say(ApplicationVerdict.ON_TIME, "a low passing score is in hand: apply in this cycle, more broadly")
    return _say(ApplicationVerdict.ON_TIME, "a passing score is in hand before review opens")


def _after_failure(case: Case) -> ApplicationDecision:
    if case.plan.can_skip_cycle:
        return _say(ApplicationVerdict.NEXT_CYCLE, "the result is a failure and the year can be spared")
    return _say(ApplicationVerdict.LATE, "the result is a failure: apply late, after a retake that passes")


def _say(verdict: ApplicationVerdict, because: str) -> ApplicationDecision:
    return ApplicationDecision(verdict=verdict, because=because)
