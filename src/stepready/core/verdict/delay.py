"""The delay a guide names for a no-go: how many weeks, to which day, whether the gain and the score make it."""

from datetime import date, timedelta

from stepready.core.case import Case
from stepready.core.facts.citation import Source
from stepready.core.facts.exam import Exam
from stepready.core.guide.guide import Circumstance, DelayOption
from stepready.core.season.windows import Timing
from stepready.core.values import dataclass
from stepready.core.verdict.circumstances import applies
from stepready.core.verdict.gain import Realism, realism


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """What to do instead of the booked date.

    `to` is the day to sit on; None when the guide names no weeks and no later day helps. `gain_needed` is
    in points of the practice scale from current level to target, None when either is unknown. `score_in_time`
    says whether the typical score day of `to` meets the guide's on-time limit, or once review is open the day rank
    lists are due; False without a `to`.
    """

    min_weeks: int | None
    max_weeks: int | None
    to: date | None
    gain_needed: float | None
    gain_realistic: Realism
    score_in_time: bool
    sources: tuple[Source, ...] = ()


def delay_of(case: Case, here: frozenset[Circumstance]) -> Delay:
    """Work out the delay of a no-go."""
    option = next((o for o in case.guide.delays if _fits(o, case, here)), None)
    to, in_time = _day(case, option)
    gain = _gain_needed(case)
    return Delay(
        min_weeks=option.min_weeks if option else None,
        max_weeks=option.max_weeks if option else None,
        to=to,
        gain_needed=gain,
        gain_realistic=_realism(case, gain, to),
        score_in_time=in_time,
        sources=case.guide.sources(option) if option else (),
    )


def _fits(option: DelayOption, case: Case, here: frozenset[Circumstance]) -> bool:
    """Whether a delay option speaks of this level, trend and circumstance."""
    level = case.evidence.level
    if option.level_low is not None and (level is None or level < option.level_low):
        return False
    if option.level_high is not None and (level is None or level >= option.level_high + 1):
        return False
    return applies(option.when_any, here) and (case.evidence.rising or not option.rising)


def _day(case: Case, option: DelayOption | None) -> tuple[date | None, bool]:
    """Return the day to sit on and whether its score is in time."""
    booked = case.plan.exam_date
    if case.timing is None or booked is None:
        return None, False
    last = _last_in_time(case, case.timing)
    first = booked + timedelta(weeks=option.min_weeks if option else 1)
    if last < first:
        return (first, False) if option else (None, False)
    return (min(last, booked + timedelta(weeks=option.max_weeks)) if option else last), True


def _last_in_time(case: Case, timing: Timing) -> date:
    """Return the last test day with its score in time: for the guide's limit, or once review is open for rank lists."""
    if case.season.review_is_open(case.as_of):
        return case.arrival.last_typical_test_day(case.season.day("rank_list_due"))
    return timing.on_time_until(case.season, case.arrival)


def _gain_needed(case: Case) -> float | None:
    level = case.evidence.level
    return None if level is None or case.goal is None else case.goal - level


def _realism(case: Case, gain: float | None, to: date | None) -> Realism:
    """Judge the gain; unknown for Step 1, whose percents the guides' point figures do not speak of."""
    if gain is None or to is None or case.plan.exam is not Exam.STEP2CK:
        return Realism.UNKNOWN
    return realism(gain, (to - case.as_of).days, case.facts.readings)
