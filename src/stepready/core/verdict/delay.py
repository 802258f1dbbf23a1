"""What a guide proposes instead of a no-go's booked day: the window, the day in it, why, and what it costs."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from stepready.core.case import Case
from stepready.core.facts.citation import Citation
from stepready.core.guide.guide import Circumstance, DelayOption
from stepready.core.rules.sitting_allowed import attempts_left, first_allowed, is_eligible, is_interval_open
from stepready.core.values import dataclass, in_band
from stepready.core.values.wording import day_from, full_day
from stepready.core.verdict.checks import Check, fails_apart_from_scores, scores_hold
from stepready.core.verdict.circumstances import applies
from stepready.core.verdict.day_in_window import ChosenAs, DayChoice, Waiting, allowed_days, choose_day, none_allowed
from stepready.core.verdict.reachable import Realism, last_in_time, limit_of, realism

WEEK = timedelta(weeks=1)
YEAR = timedelta(weeks=52)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """What to do instead of the booked date.

    `earliest` to `latest` is the guide's window cut at the last day in time, None where no day in it keeps the score
    in time. `to` is the day to sit on and `why_to` says why that one, or why none. `gain_needed` is in points of the
    practice scale, None when unknown or nothing is left to gain. `score_in_time` says whether the typical score day
    of `to` meets the limit, False without a `to`, None for Step 1 and with no attempt left.
    """

    min_weeks: int | None = None
    max_weeks: int | None = None
    earliest: date | None = None
    latest: date | None = None
    to: date | None = None
    why_to: str | None = None
    choice: ChosenAs | None = None
    gain_needed: float | None = None
    gain_realistic: Realism = Realism.UNKNOWN
    score_in_time: bool | None = None
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """Test days from the first to the last, both included; `last` is None where nothing ends it."""

    first: date
    last: date | None

    @property
    def days(self) -> Iterable[date]:
        """Every day of the window; of an open one none."""
        span = -1 if self.last is None else (self.last - self.first).days
        return (self.first + timedelta(days=at) for at in range(span + 1))


def delay_of(case: Case, here: frozenset[Circumstance], checks: tuple[Check, ...]) -> Delay:
    """Work out the delay of a no-go under the guide of a case."""
    if not attempts_left(case):
        return Delay(gain_needed=case.gain_needed)
    option = next((o for o in case.guide.delays if _fits(o, case, here)), None) if case.spec.seasonal else None
    booked = case.plan.exam_date
    if booked is None:
        return Delay(gain_needed=case.gain_needed, score_in_time=False if case.spec.seasonal else None)
    window, choice, in_time = _proposed(case, booked, option, checks)
    return Delay(
        min_weeks=option.min_weeks if option else None,
        max_weeks=option.max_weeks if option else None,
        earliest=window.first if window else None,
        latest=window.last if window else None,
        to=choice.day,
        why_to=choice.why,
        choice=choice.choice,
        gain_needed=case.gain_needed,
        gain_realistic=_realism(case, choice.day),
        score_in_time=in_time and choice.day is not None if case.spec.seasonal else None,
        sources=case.guide.sources(option) if option else (),
    )


def waits_a_year(delay: Delay, why: str) -> Delay:
    """Return the delay of a no-go whose guide would rather apply next cycle: no day this year."""
    return replace(delay, to=None, why_to=why, choice=None, gain_realistic=Realism.UNKNOWN, score_in_time=False)


def _proposed(
    case: Case, booked: date, option: DelayOption | None, checks: tuple[Check, ...]
) -> tuple[Window | None, DayChoice, bool]:
    """Return the window, the day chosen in it, and whether its score keeps the limit."""
    inside = _last_inside(case, booked)
    if inside is not None:
        why = (
            f"the last allowed day inside your eligibility window; with the one extension of "
            f"{case.facts.booking.eligibility_months} months {full_day(booked)} could stand"
        )
        return Window(inside, inside), DayChoice(inside, why, ChosenAs.INSIDE), _is_in_time(case, inside)
    waiting = Waiting(case=case, booked=booked, must_move=fails_apart_from_scores(checks))
    if not case.spec.seasonal:
        window = Window(_not_before(case, booked + WEEK), None)
        return window, _step1_day(waiting, window.first), True
    whole = _window(case, booked, option)
    last = last_in_time(case)
    if last is None:
        return None, DayChoice(None, "this guide names no days to sit by", ChosenAs.NOT_IN_TIME), False
    if whole.first <= last:
        window = Window(whole.first, last if whole.last is None else min(whole.last, last))
        if is_interval_open(case) or allowed_days(case, window.days) or not is_eligible(case, window.first):
            return window, choose_day(waiting, window.days, seen=True), True
    return _later(case, waiting, whole, option)


def no_day(least: int | None, most: int | None) -> str:
    """Name the days of which none is in time: those of a guide's weeks, else from a week after the booked day."""
    return "no day a week or more later" if least is None else f"no day of this guide's {least}-{most} weeks"


def _later(
    case: Case, waiting: Waiting, whole: Window, option: DelayOption | None
) -> tuple[Window | None, DayChoice, bool]:
    """Return the later days a guide allows once no day keeps the score in time, and the day in them."""
    days = _later_days(case, whole)
    limit = day_from(limit_of(case) or case.as_of, case.as_of)
    if days is None:
        none = no_day(option.min_weeks, option.max_weeks) if option else no_day(None, None)
        late = DayChoice(None, f"{none} keeps the score in time ({limit})", ChosenAs.NOT_IN_TIME)
        return None, late if is_eligible(case, whole.first) else none_allowed(case), False
    found = choose_day(waiting, days.days, seen=False)
    if found.day is None:
        return days, found, False
    chosen = "the first such day" if days.first == days.last else found.why
    why = (
        f"a later day, which this guide allows where none keeps the score in time ({limit}); the price: the file is "
        f"read without the score at first. It is {chosen}"
    )
    return days, replace(found, why=why), False


def _later_days(case: Case, whole: Window) -> Window | None:
    later = case.guide.later
    if later is None or case.review_is_open or case.applied:
        return None
    if later.until is None:
        days = allowed_days(case, (whole.first + timedelta(days=at) for at in range(7)))
        return Window(days[0], days[0]) if days else None
    until = later.until.last_test_day(case.season, case.arrival)
    return Window(whole.first, until) if whole.first <= until else None


def _window(case: Case, booked: date, option: DelayOption | None) -> Window:
    """Return the guide's window before it is cut; it starts no earlier than the first day a sitting is allowed."""
    if option is None:
        until = case.guide.later.until if case.guide.later else None
        closed = case.review_is_open or case.applied
        last = None if until is None or closed else until.last_test_day(case.season, case.arrival)
        return Window(_not_before(case, booked + WEEK), last)
    least, most = option.min_weeks * WEEK, option.max_weeks * WEEK
    if option.runs_from == "cause":
        since = _cause(case)
        first = _not_before(case, max(since + least, booked + WEEK))
        return Window(first, max(since + most, first + most - least))
    first = _not_before(case, booked + least)
    last = booked + most
    return Window(first, last if first <= last else first + most - least)


def _cause(case: Case) -> date:
    """Return the day the weeks run from: today for very low practice, the result after a failure, else the later."""
    result = case.failed_result_day
    if result is None or case.below_pass_mark:
        return case.as_of if result is None else max(case.as_of, result)
    return result


def _not_before(case: Case, day: date) -> date:
    """Return the day, or the first on which a sitting is neither too soon after failures nor under the guide's wait."""
    waits = [rule.check.days for rule in case.guide.rules if rule.check.kind == "days-after-failure"]
    result = case.failed_result_day
    bounds = [first_allowed(case), *(result + timedelta(days=days) for days in waits if result is not None)]
    return max([day, *(bound for bound in bounds if bound is not None)])


def _last_inside(case: Case, booked: date) -> date | None:
    """Return the last day inside the eligibility window, where practice holds and only the window is missed."""
    end = case.plan.eligibility_end
    if end is None or is_eligible(case, booked) or not scores_hold(case):
        return None
    first = _not_before(case, case.as_of)
    days = allowed_days(case, (end - timedelta(days=back) for back in range(7)))
    return next((day for day in days if day >= first), None)


def _step1_day(waiting: Waiting, first: date) -> DayChoice:
    """Return the first day within a year from which practice at its own pace holds the guide's line."""
    last = max(first, waiting.case.as_of + YEAR)
    return choose_day(waiting, Window(first, last).days, seen=False)


def _is_in_time(case: Case, day: date) -> bool:
    last = last_in_time(case)
    return last is not None and day <= last


def _fits(option: DelayOption, case: Case, here: frozenset[Circumstance]) -> bool:
    """Whether a delay option speaks of this level, trend and circumstance."""
    level, bounds = case.evidence.level, (option.level_low, option.level_high)
    if bounds != (None, None) and (level is None or not in_band(level, level, *bounds)):
        return False
    return applies(option.when_any, here) and (case.evidence.rising or not option.rising)


def _realism(case: Case, to: date | None) -> Realism:
    """Judge the gain; unknown for Step 1, whose percents the guides' point figures do not speak of."""
    gain = case.gain_needed
    if gain is None or to is None or not case.spec.seasonal:
        return Realism.UNKNOWN
    return realism(gain, (to - case.as_of).days, case.facts.readings)
