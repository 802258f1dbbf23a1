"""Which test days a sweep looks at: week by week, and the days where something changes."""

from datetime import date, timedelta

from stepready.core.dates.sweep import last_safe
from stepready.core.season.arrival import Arrival
from stepready.core.season.season import Season
from stepready.core.season.windows import Timing, TimingWord
from stepready.core.values.days import last_seat
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import full_day

MOST_ROWS = 60
FURTHEST = timedelta(days=730)
DEFAULT_SPAN = timedelta(weeks=26)


def last_that_matters(first: date, season: Season, arrival: Arrival, timing: Timing | None) -> date | None:
    """Return the last test day worth a row: the guide's last risky day, or once that is past, the rank list's.

    None when no score of this season can count any more. Without windows (Step 1): half a year on.
    """
    if timing is None:
        return first + DEFAULT_SPAN
    last_ranked = arrival.last_typical_test_day(season.day("rank_list_due"))
    ends = (timing.risky.last_test_day(season, arrival), last_ranked)
    return next((end for end in ends if end >= first), None)


def key_days(season: Season, arrival: Arrival, timing: Timing, by: str) -> set[date]:
    """Return the last days of the guide's windows, and the last safe days for a deadline; for a Sunday the eve."""
    safe = last_safe(arrival, season.day(by))
    words = (TimingWord.IDEAL, TimingWord.ACCEPTABLE, TimingWord.RISKY)
    windows = {timing.last_day(word, season, arrival) for word in words}
    days = {safe.p90, safe.p99, timing.on_time_until(season, arrival)} | windows
    return {last_seat(day) for day in days}


def week_by_week(first: date, until: date, extra: set[date], anchor: date | None) -> list[date]:
    """Return test days from `first` to `until` with the extra ones among them, at most about sixty.

    Steps of a week, or of as many weeks as the number of rows asks for, on the weekday of `anchor`, of a Sunday on its
    eve's.
    """
    kept = {day for day in extra if first <= day <= until}
    start = first + timedelta(days=(last_seat(anchor or first) - first).days % 7)
    days = (until - start).days
    weeks = max(1, -(-(days // 7 + 1) // max(1, MOST_ROWS - len(kept))))
    return sorted(kept | {start + timedelta(weeks=at) for at in range(0, days // 7 + 1, weeks)})


def checked_until(until: date, as_of: date) -> date:
    """Return the last day to sweep to; raise StepreadyError when it is past or too far to mean anything."""
    if not as_of < until <= as_of + FURTHEST:
        accepted = f"{full_day(as_of + timedelta(days=1))} to {full_day(as_of + FURTHEST)}"
        raise StepreadyError(f"the sweep cannot end on {full_day(until)}; accepted: {accepted}")
    return until


def checked_only(days: list[date], as_of: date) -> list[date]:
    """Return the days to compare, earliest first; raise StepreadyError for a day that cannot be sat."""
    wrong = [day for day in days if not as_of <= day <= as_of + FURTHEST]
    if wrong:
        accepted = f"{full_day(as_of)} to {full_day(as_of + FURTHEST)}"
        raise StepreadyError(f"no exam can be sat on {full_day(wrong[0])}; accepted: {accepted}")
    return sorted(set(days))
