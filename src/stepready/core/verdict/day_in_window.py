"""Which day of a window to sit on instead of the booked one, and why that one, or why none."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from enum import StrEnum

from stepready.core.case import Case
from stepready.core.facts.exam import Unit
from stepready.core.rules.sitting_allowed import is_eligible, is_interval_open
from stepready.core.values import dataclass
from stepready.core.values.days import SUNDAY
from stepready.core.values.wording import count, day_from, full_day, marked, number, percent, points
from stepready.core.verdict.checks import scores_hold
from stepready.core.verdict.reachable import Realism, limit_of, realism, seen_by

SURELY_SEEN = 0.9
EXACT = 1e-9
BUYS_NOTHING = "waiting buys nothing"


class ChosenAs(StrEnum):
    """How good the day chosen is, or what leaves none."""

    SERVES = "serves"
    LIKELIEST = "likeliest"
    INSIDE = "inside-eligibility"
    INTERVAL_OPEN = "interval-open"
    NOT_ELIGIBLE = "not-eligible"
    NO_GAIN = "no-gain"
    NOT_IN_TIME = "not-in-time"
    NOT_WITHIN_A_YEAR = "not-within-a-year"
    NO_SEAT = "no-seat"


@dataclass(frozen=True, slots=True)
class DayChoice:
    """A day to sit on, None when there is none, and the reason either way: as a word and as a sentence."""

    day: date | None
    why: str
    choice: ChosenAs


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A no-go's booked day that other days are held against; `must_move` where it cannot be sat at all."""

    case: Case
    booked: date
    must_move: bool

    def buys_nothing(self, day: date) -> bool:
        """Whether a later day is no likelier to reach the target or to pass, and is less likely to be seen in time."""
        if self.must_move or not self.case.spec.seasonal:
            return False
        by, arrival, least = seen_by(self.case), self.case.arrival, self.case.facts.readings.worth_waiting.value - EXACT
        here, there = self.case.outlook_on(self.booked), self.case.outlook_on(day)
        if here is None or there is None or arrival.p_by(by, day) >= arrival.p_by(by, self.booked):
            return False
        gains = [_more(here.p_target, there.p_target), _more(here.p_pass, there.p_pass)]
        known = [gain for gain in gains if gain is not None]
        return bool(known) and all(gain < least for gain in known)


def allowed_days(case: Case, days: Iterable[date]) -> list[date]:
    """Return the days that can be sat: not past, no Sunday, inside the eligibility window.

    None while nobody knows which the interval after failures allows.
    """
    if is_interval_open(case):
        return []
    return [day for day in days if day >= case.as_of and day.weekday() != SUNDAY and is_eligible(case, day)]


def choose_day(waiting: Waiting, days: Iterable[date], *, seen: bool) -> DayChoice:
    """Return the earliest day that serves, else the one with the largest chance of the target and of being seen.

    A day serves when the gain is realistic by it, practice carried at its own pace meets the guide, and, where `seen`
    is asked, its score is out by the limit with 90 %. A day that buys nothing is never chosen.
    """
    case = waiting.case
    allowed = allowed_days(case, days)
    if not allowed:
        return none_allowed(case)
    first = next((d for d in allowed if _serves(case, d, seen=seen) and not waiting.buys_nothing(d)), None)
    if first is not None:
        return DayChoice(first, _why_first(case, first, seen=seen), ChosenAs.SERVES)
    if not case.spec.seasonal:
        never = f"at {pace_of(case)} practice holds the guide's line on no day within a year"
        return DayChoice(None, never, ChosenAs.NOT_WITHIN_A_YEAR)
    left = [day for day in allowed if not waiting.buys_nothing(day)]
    if not left:
        return DayChoice(None, _buys_nothing(case, allowed[-1]), ChosenAs.NO_GAIN)
    best = max(left, key=lambda day: (_promise(case, day), -day.toordinal()))
    return DayChoice(best, _why_best(case, best), ChosenAs.LIKELIEST)


def carried(case: Case, day: date) -> Case:
    """Return the case of a test day with the exams that make the level moved on to it at their own pace."""
    evidence, last = case.evidence, case.evidence.last
    if not last or case.pace is None:
        return case.on(day)
    rise = case.pace * (day - last[-1].day).days / 7
    moved = tuple(replace(score, value=score.value + rise) for score in last)
    kept = len(last)
    grown = replace(evidence, full=evidence.full[:-kept] + moved, recent=evidence.recent[:-kept] + moved)
    return replace(case.on(day), evidence=grown)


def _serves(case: Case, day: date, *, seen: bool) -> bool:
    limit, gain = limit_of(case), case.gain_needed
    if seen and limit is not None and case.arrival.p_by(limit, day) < SURELY_SEEN:
        return False
    if case.spec.seasonal and gain is not None:
        word = realism(gain, (day - case.as_of).days, case.facts.readings)
        if word is not Realism.REALISTIC:
            return False
    return scores_hold(carried(case, day))


def _promise(case: Case, day: date) -> float:
    """Return the chance (0-1) of the target, or without one of passing, times that of being seen by the limit."""
    forecast, limit = case.outlook_on(day), limit_of(case)
    chance = None if forecast is None else forecast.p_pass if forecast.p_target is None else forecast.p_target
    return (1.0 if chance is None else chance) * (1.0 if limit is None else case.arrival.p_by(limit, day))


def _why_first(case: Case, day: date, *, seen: bool) -> str:
    gain, limit = case.gain_needed, limit_of(case)
    parts = (
        []
        if gain is None
        else [f"{gain_amount(case, gain)} more by then" + (" are realistic" if case.spec.seasonal else "")]
    )
    parts.append(f"practice at {pace_of(case)} meets the guide")
    if seen and limit is not None:
        parts.append(f"its score is out by {day_from(limit, case.as_of)} with {percent(case.arrival.p_by(limit, day))}")
    return f"the first day that serves: {', '.join(parts)}"


def _why_best(case: Case, day: date) -> str:
    limit = limit_of(case)
    by = "" if limit is None else f" and of a score out by {day_from(limit, case.as_of)}"
    forecast = case.outlook_on(day)
    of = "passing" if forecast is not None and forecast.p_target is None else "the target"
    together = marked(_promise(case, day), supported=forecast is None or forecast.supported)
    return f"the day with the largest chance of {of}{by} together ({together}), as {_why_none(case, day)}"


def _why_none(case: Case, day: date) -> str:
    """Say why no day of the window serves: no guide speaks of so long a gain, or practice does not get there."""
    readings, gain = case.facts.readings, case.gain_needed
    if case.spec.seasonal and gain is not None and realism(gain, (day - case.as_of).days, readings) is Realism.UNKNOWN:
        return f"no guide speaks of a gain over more than {number(readings.gain_hold_weeks.value)} weeks"
    return f"none of the window serves at {pace_of(case)}"


def _buys_nothing(case: Case, last: date) -> str:
    least = percent(case.facts.readings.worth_waiting.value)
    told = (
        f"{BUYS_NOTHING} by this log: no later day is likelier by {least} or more to reach the target or to pass, and "
        f"each is seen later. The log shows {pace_of(case)}"
    )
    weeks = (last - case.as_of).days / 7
    if case.gain_needed is None or weeks <= 0 or case.gain_needed / weeks <= (case.pace or 0):
        return f"{told}; a next exam at the guide's line would change that"
    return (
        f"{told}; {number(case.gain_needed / weeks)} a week up to {day_from(last, case.as_of)} would change that, "
        "or a target that practice is nearer to"
    )


def none_allowed(case: Case) -> DayChoice:
    """Return no day, and why none of a window can be sat: an interval nobody knows, Sundays, an eligibility ended."""
    end = case.plan.eligibility_end
    if is_interval_open(case):
        undated = count(case.prior.undated, "failed sitting")
        told = f"which day is allowed depends on the day of {undated}: give it with `stepready attempt`"
        return DayChoice(None, told, ChosenAs.INTERVAL_OPEN)
    if end is None:
        return DayChoice(None, "no day of the window can be sat", ChosenAs.NO_SEAT)
    told = f"every day of the window lies after your eligibility window ({full_day(end)})"
    told = f"{told}: ask for the one extension of {case.facts.booking.eligibility_months} months first"
    return DayChoice(None, told, ChosenAs.NOT_ELIGIBLE)


def gain_amount(case: Case, gain: float) -> str:
    """Write what is still to gain in the unit of the exam's practice."""
    return points(gain) if case.spec.scale.unit is Unit.SCORE else f"{number(gain)} percent"


def pace_of(case: Case) -> str:
    """Write the log's own pace, in the unit of the exam's practice."""
    unit = "points" if case.spec.scale.unit is Unit.SCORE else "percent"
    return f"{number(case.pace or 0)} {unit} a week"


def _more(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else after - before
