"""The delay a guide names for a no-go: how many weeks, to which day, whether the gain and the score make it."""

from datetime import date, timedelta

from stepready.core.facts.citation import Source
from stepready.core.facts.exam import Exam
from stepready.core.guide.guide import Circumstance, DelayOption, Guide
from stepready.core.rules.situation import Situation
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


def delay_of(situation: Situation, guide: Guide, here: frozenset[Circumstance]) -> Delay:
    """Work out the delay of a no-go under a guide."""
    option = next((o for o in guide.delays if _fits(o, situation, here)), None)
    to, in_time = _day(situation, guide, option)
    gain = _gain_needed(situation)
    return Delay(
        min_weeks=option.min_weeks if option else None,
        max_weeks=option.max_weeks if option else None,
        to=to,
        gain_needed=gain,
        gain_realistic=_realism(situation, gain, to),
        score_in_time=in_time,
        sources=guide.sources(option) if option else (),
    )


def _fits(option: DelayOption, situation: Situation, here: frozenset[Circumstance]) -> bool:
    """Whether a delay option speaks of this level, trend and circumstance."""
    level = situation.evidence.level
    if option.level_low is not None and (level is None or level < option.level_low):
        return False
    if option.level_high is not None and (level is None or level >= option.level_high + 1):
        return False
    return applies(option.when_any, here) and (situation.evidence.rising or not option.rising)


def _day(situation: Situation, guide: Guide, option: DelayOption | None) -> tuple[date | None, bool]:
    """Return the day to sit on and whether its score is in time."""
    booked = situation.plan.exam_date
    if guide.timing is None or booked is None or situation.plan.exam is not Exam.STEP2CK:
        return None, False
    last = _last_in_time(situation, guide.timing)
    first = booked + timedelta(weeks=option.min_weeks if option else 1)
    if last < first:
        return (first, False) if option else (None, False)
    return (min(last, booked + timedelta(weeks=option.max_weeks)) if option else last), True


def _last_in_time(situation: Situation, timing: Timing) -> date:
    """Return the last test day with its score in time: for the guide's limit, or once review is open for rank lists."""
    if situation.season.review_is_open(situation.as_of):
        return situation.arrival.last_typical_test_day(situation.season.day("rank_list_due"))
    return timing.on_time_until(situation.season, situation.arrival)


def _gain_needed(situation: Situation) -> float | None:
    level = situation.evidence.level
    return None if level is None or situation.goal is None else situation.goal - level


def _realism(situation: Situation, gain: float | None, to: date | None) -> Realism:
    """Judge the gain; unknown for Step 1, whose percents the guides' point figures do not speak of."""
    if gain is None or to is None or situation.plan.exam is not Exam.STEP2CK:
        return Realism.UNKNOWN
    return realism(gain, (to - situation.as_of).days, situation.facts.readings)
