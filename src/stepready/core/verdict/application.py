"""Apply on time, late, or next cycle: answered apart from the exam, as the guides do."""

from datetime import date, timedelta
from enum import StrEnum

from stepready.core.case import Case
from stepready.core.guide.guide import Circumstance, NextCycle
from stepready.core.rules.sitting_allowed import attempts_left
from stepready.core.values import dataclass
from stepready.core.values.wording import full_day, points
from stepready.core.verdict.circumstances import applies, result_fails, result_is_low
from stepready.core.verdict.delay import Delay
from stepready.core.verdict.reachable import Realism, last_in_time, realism


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
    """Decide about the application; `delay` is given exactly when the exam decision is a no-go.

    It looks at the score day of the booked date, or of the day to sit on instead; never at a refused day's.
    """
    if not case.spec.seasonal:
        why = f"the application waits for Step 2 CK, not for {case.plan.exam.label}"
        return _say(ApplicationVerdict.UNKNOWN, why)
    if result_fails(case):
        return _after_failure(case)
    if case.applied:
        return _already_applied(case, delay)
    if case.review_is_open and case.plan.applied is None:
        return _asks(case)
    if case.result is not None:
        return _in_hand(case)
    return _ahead(case, here, delay)


def _ahead(case: Case, here: frozenset[Circumstance], delay: Delay | None) -> ApplicationDecision:
    """Decide before a result, with the application not in."""
    booked = case.plan.exam_date
    if delay is not None and case.plan.can_skip_cycle and next_cycle_holds(case, here):
        return _say(ApplicationVerdict.NEXT_CYCLE, _why_next_cycle(case, here))
    if delay is not None and not attempts_left(case):
        return _say(ApplicationVerdict.UNKNOWN, "no attempt is left, so no score is to come")
    if delay is not None and delay.to is None:
        return _say(ApplicationVerdict.UNKNOWN, _no_other_day(delay))
    if booked is None or case.timing is None:
        return _say(ApplicationVerdict.UNKNOWN, "no test date is booked, so no score day is known")
    sat = booked if delay is None or delay.to is None else delay.to
    return _late(case, sat) if case.review_is_open else _by_score_day(case, sat)


def next_cycle_holds(case: Case, here: frozenset[Circumstance]) -> bool:
    """Whether the guide would rather wait a year than sit this no-go, should the year be spared.

    Never without a level or an attempt, nor while the last day in time is as far away as the level's shortest path.
    """
    last, weeks = last_in_time(case), case.shortest_weeks
    if weeks is None or last is None or not attempts_left(case) or (last - case.as_of).days >= 7 * weeks:
        return False
    return any(_waits(option, case, here) for option in case.guide.next_cycle)


def _waits(option: NextCycle, case: Case, here: frozenset[Circumstance]) -> bool:
    level = case.evidence.level
    low = option.level_under is not None and level is not None and level < option.level_under
    if not low and not (option.when_any and applies(option.when_any, here)):
        return False
    enough = {"realistic": (Realism.REALISTIC,), "sometimes": (Realism.REALISTIC, Realism.SOMETIMES)}
    return option.unless_gain is None or _best_gain(case) not in enough[option.unless_gain]


def _best_gain(case: Case) -> Realism | None:
    """Return the best word for the gain on a day in time, from a week after the booked one; None without a day."""
    last, booked, gain = last_in_time(case), case.plan.exam_date, case.gain_needed
    if booked is None or last is None or last < booked + timedelta(weeks=1):
        return None
    if gain is None:
        return Realism.REALISTIC
    held = case.as_of + timedelta(weeks=case.facts.readings.gain_hold_weeks.value)
    day = max(min(last, held), booked + timedelta(weeks=1))
    return realism(gain, (day - case.as_of).days, case.facts.readings)


def _why_next_cycle(case: Case, here: frozenset[Circumstance]) -> str:
    """Give the guide's own ground: practice under the pass mark where that is enough for it, else the missing gain."""
    gain, options = case.gain_needed, case.guide.next_cycle
    if case.below_pass_mark and any(o.unless_gain is None and _waits(o, case, here) for o in options):
        return "practice is below the pass mark and the year can be spared: next cycle, stronger"
    if gain is None:
        return "no later test day has its score in time, and the year can be spared"
    return f"no test day in time makes a gain of {points(gain)} realistic, and the year can be spared"


def _by_score_day(case: Case, sat: date) -> ApplicationDecision:
    """Hold the typical score day of a test day against the guide's limit."""
    timing = case.timing
    if timing is None:
        return _say(ApplicationVerdict.UNKNOWN, "this guide names no application limit")
    if not timing.is_on_time(sat, case.season, case.arrival):
        return _late(case, sat)
    word = timing.word(sat, case.season, case.arrival).value.replace("-", " ")
    limit = full_day(timing.on_time.day_of(case.season))
    return _say(ApplicationVerdict.ON_TIME, f"{_score_day(case, sat)}: it meets this guide's limit of {limit} ({word})")


def _late(case: Case, sat: date) -> ApplicationDecision:
    """Say whether the score misses the limit, and whether the file, which is not in, waits for it."""
    review = case.season.day("review_opens")
    if case.season_is_over:
        return _say(ApplicationVerdict.LATE, f"{_score_day(case, sat)}; {_over(case)}")
    if case.review_is_open:
        file = f"review has been open since {full_day(review)}: send the file now"
    else:
        file = f"the file can still go in by {full_day(review)}"
    due, misses = case.season.day("rank_list_due"), _misses(case, sat)
    if case.arrival.typical_day(sat) > due:
        told = (
            f"{misses} and is after rank lists are due on {full_day(due)}, too late for the {case.season.year} season"
        )
        return _say(ApplicationVerdict.LATE, f"{_score_day(case, sat)}: {told}; {file} without it, or plan the next")
    when = f"{_score_day(case, sat)}: {misses}" if misses else _score_day(case, sat)
    return _say(
        ApplicationVerdict.LATE,
        f"{when}; {file} without the score, which follows by hand (re-send it in MyERAS), or let it wait for the score",
    )


def _misses(case: Case, sat: date) -> str:
    """Say which limit the typical score day misses; nothing where it meets it and only the file is late."""
    timing = case.timing
    if timing is not None and timing.is_on_time(sat, case.season, case.arrival):
        return ""
    limit = case.season.day("review_opens") if timing is None else timing.on_time.day_of(case.season)
    return f"it misses this guide's limit of {full_day(limit)}"


def _over(case: Case) -> str:
    due, year = full_day(case.season.day("rank_list_due")), case.season.year
    return f"rank lists of the {year} season were due on {due}: it counts for the next one"


def _score_day(case: Case, sat: date) -> str:
    return f"sat on {full_day(sat)}, the score is likely out on {full_day(case.arrival.typical_day(sat))}"


def _already_applied(case: Case, delay: Delay | None) -> ApplicationDecision:
    """Say whether the score still counts for the rank order list."""
    since = f" on {full_day(case.plan.applied_on)}" if case.plan.applied_on else ""
    if case.result is not None:
        return _say(ApplicationVerdict.ALREADY_APPLIED, f"the application went in{since}; the result is in hand")
    if delay is not None and delay.to is None:
        told = f"{_no_other_day(delay)}; what counts is a score out by {full_day(case.season.day('rank_list_due'))}"
    else:
        told = _for_ranking(case, case.plan.exam_date if delay is None else delay.to)
    return _say(ApplicationVerdict.ALREADY_APPLIED, f"the application went in{since}; {told}")


def _no_other_day(delay: Delay) -> str:
    """Say that a no-go names no day, and why."""
    why = f": {delay.why_to.partition(':')[0]}" if delay.why_to else ""
    return f"the booked day is a no-go and no other day is proposed{why}"


def _for_ranking(case: Case, sat: date | None) -> str:
    """Say on which side of the rank list the score of a test day comes out."""
    due = case.season.day("rank_list_due")
    if sat is None:
        return f"no test date is booked, and what counts is a score out before rank lists are due on {full_day(due)}"
    side = "before" if case.arrival.typical_day(sat) <= due else "after"
    return f"{_score_day(case, sat)}, {side} rank lists are due on {full_day(due)}"


def _asks(case: Case) -> ApplicationDecision:
    """Ask whether the application is in, and show both answers."""
    opened = full_day(case.season.day("review_opens"))
    return _say(
        ApplicationVerdict.UNKNOWN,
        f"review opened on {opened}; is your application in? If so (`plan set --applied DATE`), what counts is that "
        "the score is out before rank lists are due; if not (`--applied no`), apply late or wait for the next cycle",
    )


def _in_hand(case: Case) -> ApplicationDecision:
    if case.season_is_over:
        return _say(ApplicationVerdict.LATE, f"a passing score is in hand; {_over(case)}")
    if case.review_is_open:
        opened = full_day(case.season.day("review_opens"))
        return _say(ApplicationVerdict.LATE, f"a passing score is in hand and review opened on {opened}: apply now")
    if result_is_low(case):
        return _say(ApplicationVerdict.ON_TIME, "a low passing score is in hand: apply in this cycle, more broadly")
    return _say(ApplicationVerdict.ON_TIME, "a passing score is in hand before review opens")


def _after_failure(case: Case) -> ApplicationDecision:
    """Return the answer to a failing result, which stands whatever was said of the application."""
    if attempts_left(case) <= 1:
        most = case.facts.attempts.most
        return _say(
            ApplicationVerdict.UNKNOWN, f"the result is a failure and no attempt is left: at most {most} a Step"
        )
    if case.plan.can_skip_cycle:
        return _say(ApplicationVerdict.NEXT_CYCLE, "the result is a failure and the year can be spared")
    return _say(ApplicationVerdict.LATE, "the result is a failure, and a retake that passes comes first")


def _say(verdict: ApplicationVerdict, because: str) -> ApplicationDecision:
    return ApplicationDecision(verdict=verdict, because=because)
