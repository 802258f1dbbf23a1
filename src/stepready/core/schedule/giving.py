"""Read what the user can give: `mon-fri=4,sat=8`, `sun`, `2027-05-01..2027-05-05`."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from stepready.core.days import parse_day
from stepready.core.errors import StepreadyError
from stepready.core.schedule.day import StudySettings, Week
from stepready.core.wording import WEEKDAYS

NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORTEST = 3
MOST_HOURS = 16
MOST_QUESTIONS = 20_000
MOST_AWAY = 366
HOURS = "hours such as 4, or mon=4,tue=4,sat=8 or mon-fri=4"
REST = "weekdays such as sun or sun,wed"
AWAY = "a day or a range such as 2027-05-01..2027-05-05, or none"
NONE = "none"


def read_hours(text: str, before: Week | None) -> Week:
    """Read hours for the week: one number for every day, or some days; days not named keep what they had."""
    week: list[float | None] = list(before or (None,) * 7)
    if "=" not in text:
        return _week([_hours(text, text)] * 7)
    named: set[int] = set()
    for part in text.split(","):
        days, _, hours = part.partition("=")
        for weekday in _weekdays(days, text, HOURS):
            if weekday in named:
                raise StepreadyError(f"{text!r} gives {WEEKDAYS[weekday]} twice; accepted: {HOURS}, each day once")
            named.add(weekday)
            week[weekday] = _hours(hours, text)
    return _week(week)


def read_rest(text: str) -> tuple[int, ...]:
    """Read rest weekdays; at least one day a week stays free, and one stays for work."""
    found = sorted({day for part in text.split(",") for day in _weekdays(part, text, REST)})
    if len(found) == len(NAMES):
        raise StepreadyError("every day of the week is a rest day; leave one for work at least")
    return tuple(found)


def read_away(texts: Iterable[str], today: date, exam_date: date) -> tuple[tuple[date, date], ...]:
    """Read days away, each a day or a closed range that falls between today and the exam; `none` clears them."""
    ranges = []
    for text in texts:
        if text.strip().lower() == NONE:
            continue
        first, between, last = text.partition("..")
        start = parse_day(first, today)
        end = parse_day(last, today) if between else start
        if not 0 <= (end - start).days < MOST_AWAY:
            raise StepreadyError(f"{text!r} is no range of days away; accepted: {AWAY}, the first day first")
        if end < today or start >= exam_date:
            raise StepreadyError(
                f"{text!r} takes no study day away; accepted: days from today ({today.isoformat()}) to before the exam "
                f"({exam_date.isoformat()})"
            )
        ranges.append((start, end))
    return tuple(sorted(ranges))


def changed(
    settings: StudySettings,
    *,
    today: date,
    exam_date: date,
    hours: str | None = None,
    rest: str | None = None,
    away: Iterable[str] = (),
    questions_left: str | None = None,
    bank_done_by: str | None = None,
) -> StudySettings:
    """Return the settings with what was given changed; raise StepreadyError for what cannot be."""
    if hours is not None:
        settings = replace(settings, hours=read_hours(hours, settings.hours))
    if rest is not None:
        settings = replace(settings, rest_weekdays=read_rest(rest))
    if given := tuple(away):
        settings = replace(settings, away=read_away(given, today, exam_date))
    if questions_left is not None:
        settings = _with_bank(settings, questions_left)
    if bank_done_by is not None:
        settings = replace(settings, bank_done_by=_ahead(bank_done_by, today, exam_date))
        if settings.questions_left is None:
            raise StepreadyError("--bank-done-by says when the question bank ends; give --questions-left N as well")
    _some_hours(settings)
    return settings


def _some_hours(settings: StudySettings) -> None:
    if settings.hours is None:
        return
    if not any(hours != 0 for day, hours in enumerate(settings.hours) if day not in settings.rest_weekdays):
        raise StepreadyError("no weekday has hours to work; give one at least, as in --hours mon-fri=4")


def _with_bank(settings: StudySettings, text: str) -> StudySettings:
    """Return the settings with the bank's count; `none` forgets it and the day it must be done by."""
    if text.strip().lower() == NONE:
        return replace(settings, questions_left=None, bank_done_by=None)
    try:
        number = int(text)
    except ValueError:
        number = -1
    if not 0 <= number <= MOST_QUESTIONS:
        raise StepreadyError(f"{text} questions left; accepted: 0 to {MOST_QUESTIONS}, or none")
    return replace(settings, questions_left=number)


def _ahead(text: str, today: date, exam_date: date) -> date:
    day = parse_day(text, today)
    if not today < day < exam_date:
        raise StepreadyError(
            f"the question bank cannot be done by {day.isoformat()}; accepted: a day after today and before the exam "
            f"({exam_date.isoformat()})"
        )
    return day


def _weekdays(text: str, whole: str, accepted: str) -> list[int]:
    """Read `mon` or `mon-fri`, the names short or in full."""
    first, between, last = text.partition("-")
    start = _weekday(first)
    end = _weekday(last) if between else start
    if start is None or end is None:
        raise StepreadyError(f"{whole!r} names no weekdays; accepted: {accepted}")
    return [(start + step) % 7 for step in range((end - start) % 7 + 1)]


def _weekday(text: str) -> int | None:
    """Return the weekday that a name of three letters or more begins, None for any other text."""
    name = text.strip().lower()
    return next((day for day, full in enumerate(NAMES) if len(name) >= SHORTEST and full.startswith(name)), None)


def _hours(text: str, whole: str) -> float:
    try:
        hours = float(text)
    except ValueError:
        hours = -1.0
    if not 0 <= hours <= MOST_HOURS:
        raise StepreadyError(f"{whole!r} gives no hours of a day; accepted: {HOURS}, each 0 to {MOST_HOURS}")
    return hours


def _week(hours: Sequence[float | None]) -> Week:
    mon, tue, wed, thu, fri, sat, sun = hours
    return mon, tue, wed, thu, fri, sat, sun
