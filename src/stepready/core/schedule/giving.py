"""Read what the user can give: `mon-fri=4,sat=8`, `sun`, `2027-05-01..2027-05-05`."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from stepready.core.days import parse_day
from stepready.core.errors import StepreadyError
from stepready.core.schedule.day import StudySettings, Week
from stepready.core.wording import WEEKDAYS

NAMES = tuple(name.lower() for name in WEEKDAYS)
MOST_HOURS = 16
MOST_QUESTIONS = 20_000
MOST_AWAY = 366
HOURS = "hours such as 4, or mon=4,tue=4,sat=8 or mon-fri=4"
REST = "weekdays such as sun or sun,wed"
AWAY = "a day or a range such as 2027-05-01..2027-05-05, or none"
NONE = "none"


def read_hours(text: str, before: Week | None) -> Week:
    """Read hours for the week: one number for every day, or some days; days not named stay (0 when never set)."""
    week = list(before or (0.0,) * 7)
    if "=" not in text:
        return _week([_hours(text, text)] * 7)
    for part in text.split(","):
        days, _, hours = part.partition("=")
        for weekday in _weekdays(days, text, HOURS):
            week[weekday] = _hours(hours, text)
    return _week(week)


def read_rest(text: str) -> tuple[int, ...]:
    """Read rest weekdays; at least one day a week stays free, and one stays for work."""
    found = sorted({day for part in text.split(",") for day in _weekdays(part, text, REST)})
    if len(found) == len(NAMES):
        raise StepreadyError("every day of the week is a rest day; leave one for work at least")
    return tuple(found)


def read_away(texts: Iterable[str], today: date) -> tuple[tuple[date, date], ...]:
    """Read days away, each a day or a closed range; `none` clears them."""
    ranges = []
    for text in texts:
        if text.strip().lower() == NONE:
            continue
        first, between, last = text.partition("..")
        start = parse_day(first, today)
        end = parse_day(last, today) if between else start
        if not 0 <= (end - start).days < MOST_AWAY:
            raise StepreadyError(f"{text!r} is no range of days away; accepted: {AWAY}, the first day first")
        ranges.append((start, end))
    return tuple(sorted(ranges))


def changed(
    settings: StudySettings,
    *,
    today: date,
    hours: str | None = None,
    rest: str | None = None,
    away: Iterable[str] = (),
    questions_left: int | None = None,
    bank_done_by: str | None = None,
) -> StudySettings:
    """Return the settings with what was given changed; raise StepreadyError for what cannot be."""
    if hours is not None:
        settings = replace(settings, hours=read_hours(hours, settings.hours))
    if rest is not None:
        settings = replace(settings, rest_weekdays=read_rest(rest))
    if given := tuple(away):
        settings = replace(settings, away=read_away(given, today))
    if questions_left is not None:
        settings = replace(settings, questions_left=_count(questions_left))
    if bank_done_by is not None:
        settings = replace(settings, bank_done_by=_ahead(bank_done_by, today))
    _some_hours(settings)
    return settings


def _some_hours(settings: StudySettings) -> None:
    if settings.hours is None:
        return
    worked = [hours for day, hours in enumerate(settings.hours) if day not in settings.rest_weekdays]
    if not any(worked):
        raise StepreadyError("no weekday has hours to work; give one at least, as in --hours mon-fri=4")


def _count(number: int) -> int:
    if not 0 <= number <= MOST_QUESTIONS:
        raise StepreadyError(f"{number} questions left; accepted: 0 to {MOST_QUESTIONS}")
    return number


def _ahead(text: str, today: date) -> date:
    day = parse_day(text, today)
    if day <= today:
        raise StepreadyError(f"the question bank cannot be done by {day.isoformat()}; accepted: a day after today")
    return day


def _weekdays(text: str, whole: str, accepted: str) -> list[int]:
    """Read `mon` or `mon-fri`."""
    first, between, last = (part.strip().lower()[:3] for part in text.partition("-"))
    if first not in NAMES or (between and last not in NAMES):
        raise StepreadyError(f"{whole!r} names no weekdays; accepted: {accepted}")
    start = NAMES.index(first)
    length = (NAMES.index(last) - start) % 7 if between else 0
    return [(start + step) % 7 for step in range(length + 1)]


def _hours(text: str, whole: str) -> float:
    try:
        hours = float(text)
    except ValueError:
        hours = -1.0
    if not 0 <= hours <= MOST_HOURS:
        raise StepreadyError(f"{whole!r} gives no hours of a day; accepted: {HOURS}, each 0 to {MOST_HOURS}")
    return hours


def _week(hours: list[float]) -> Week:
    mon, tue, wed, thu, fri, sat, sun = hours
    return mon, tue, wed, thu, fri, sat, sun
