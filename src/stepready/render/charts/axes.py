"""Where an axis has its ticks, and how days become numbers on one."""

from datetime import date, timedelta
from itertools import pairwise
from math import ceil, floor

from stepready.core.values.wording import MONTHS, day
from stepready.render.charts.canvas import Range

Tick = tuple[float, str]
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)
WEEKS_SHOWN = 60
APART = 3


def days(first: date, last: date) -> Range:
    """Return the range of days with a little room at both ends, at least two weeks wide."""
    short = max(0, 14 - (last - first).days)
    room = max(1, round((last - first).days / 40))
    return Range(first.toordinal() - room, last.toordinal() + short + room)


def values(found: list[float], least: float, low: float, high: float) -> Range:
    """Return a range around values, at least so wide, kept within the scale."""
    bottom, top = min(found), max(found)
    room = max((least - (top - bottom)) / 2, (top - bottom) * 0.04)
    return Range(max(low, floor(bottom - room)), min(high, ceil(top + room)))


def value_ticks(span: Range, rows: int) -> tuple[Tick, ...]:
    """Return round numbers up the axis, about every third row."""
    wanted = max(2, rows // 3)
    step = next((s for s in STEPS if (span.high - span.low) / s <= wanted), STEPS[-1])
    first = ceil(span.low / step) * step
    return tuple((float(v), str(v)) for v in range(first, floor(span.high) + 1, step))


def day_ticks(span: Range, columns: int) -> tuple[Tick, ...]:
    """Return days along the axis whose labels leave room: weeks, then months; a January is its year."""
    first, last = date.fromordinal(int(span.low)), date.fromordinal(int(span.high))
    choices = [_weeks(first, last)] if (last - first).days <= WEEKS_SHOWN else []
    choices += [_months(first, last, every) for every in (1, 2, 3, 6, 12)]
    return next((ticks for ticks in choices if ticks and _has_room(ticks, span, columns)), choices[-1][:1])


def _weeks(first: date, last: date) -> tuple[Tick, ...]:
    monday = first + timedelta(days=-first.weekday() % 7)
    found = (monday + timedelta(weeks=n) for n in range((last - monday).days // 7 + 1))
    return tuple((float(on.toordinal()), day(on)) for on in found)


def _months(first: date, last: date, every: int) -> tuple[Tick, ...]:
    months = (divmod(n, 12) for n in range(first.year * 12 + first.month - 1, last.year * 12 + last.month))
    found = [date(year, month + 1, 1) for year, month in months if month % every == 0]
    return tuple(
        (float(on.toordinal()), str(on.year) if on.month == 1 else MONTHS[on.month - 1]) for on in found if on >= first
    )


def _has_room(ticks: tuple[Tick, ...], span: Range, columns: int) -> bool:
    cells = columns - 1
    return all(
        (after[0] - before[0]) / (span.high - span.low) * cells >= (len(before[1]) + len(after[1])) / 2 + APART
        for before, after in pairwise(ticks)
    )
