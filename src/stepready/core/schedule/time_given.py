"""Read what the user can give: `mon-fri=4,sat=8`, `sun`, `2027-05-01..2027-05-05`."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from stepready.core.log.entry import MAX_NOTE, MAX_QUESTIONS, checked_form, clean_text
from stepready.core.schedule.planned_days import PlannedDay, Rotation, Schedule, StudySettings, Week
from stepready.core.shapes import refusal
from stepready.core.values.days import parse_day
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import WEEKDAYS

NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORTEST = 3
MOST_HOURS = 16
MOST_QUESTIONS = 20_000
MOST_AWAY = 366
HOURS = "hours such as 4, or mon=4,tue=4,sat=8 or mon-fri=4"
REST = "weekdays such as sun or sun,wed"
AWAY = "a day or a range such as 2027-05-01..2027-05-05, or none"
ROTATION = "a range with the hours of its weekdays such as 2027-05-03..2027-05-28=3, or none"
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


def read_rotations(texts: Iterable[str], today: date, exam_date: date) -> tuple[Rotation, ...]:
    """Read rotations, each a closed range of days with the hours its working days leave; `none` clears them."""
    found = []
    for text in texts:
        if text.strip().lower() == NONE:
            continue
        days, between, hours = text.partition("=")
        if not between:
            raise StepreadyError(f"{text!r} gives no hours; accepted: {ROTATION}")
        for first, last in read_away((days,), today, exam_date):
            found.append(Rotation(first=first, last=last, hours=_hours(hours, text)))
    return tuple(sorted(found, key=lambda rotation: rotation.first))


def changed(
    settings: StudySettings,
    *,
    today: date,
    exam_date: date,
    hours: str | None = None,
    rest: str | None = None,
    away: Iterable[str] = (),
    rotation: Iterable[str] = (),
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
    if rotations := tuple(rotation):
        settings = replace(settings, rotations=read_rotations(rotations, today, exam_date) or None)
    if questions_left is not None:
        settings = _with_bank(settings, questions_left)
    if bank_done_by is not None:
        settings = replace(settings, bank_done_by=_ahead(bank_done_by, today, exam_date))
        if settings.questions_left is None:
            raise StepreadyError(
                "--bank-done-by says when the question bank ends; give --questions-left N as well, or log a total: "
                "`stepready log bank NAME DONE/SIZE`"
            )
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


DAYS_IN_A_WEEK = 7
HOURS_IN_A_DAY = 24
MOST_LETTERS = 80


def check_settings(settings: StudySettings, where: str) -> None:
    """Raise StepreadyError for settings that `schedule make` would refuse."""
    _check_week(settings, where)
    for place, (first, last) in enumerate(settings.away):
        if not 0 <= (last - first).days < MOST_AWAY:
            found = f"{first.isoformat()}..{last.isoformat()}"
            raise refusal(f"{where}.away[{place}]", found, f"the first day first, up to {MOST_AWAY} days")
    for place, rotation in enumerate(settings.rotations or ()):
        if not 0 <= (rotation.last - rotation.first).days < MOST_AWAY:
            found = f"{rotation.first.isoformat()}..{rotation.last.isoformat()}"
            raise refusal(f"{where}.rotations[{place}]", found, f"the first day first, up to {MOST_AWAY} days")
        _within(f"{where}.rotations[{place}].hours", rotation.hours, MOST_HOURS)
    if settings.questions_left is not None:
        _within(f"{where}.questions_left", settings.questions_left, MOST_QUESTIONS)


def _check_week(settings: StudySettings, where: str) -> None:
    """Refuse hours and rest days that leave no day for work."""
    rest = settings.rest_weekdays
    if any(hours is not None and not 0 <= hours <= MOST_HOURS for hours in settings.hours or ()):
        raise refusal(
            f"{where}.hours", settings.hours, f"seven numbers from 0 to {MOST_HOURS}, or null for the guide's"
        )
    is_week = all(0 <= weekday < DAYS_IN_A_WEEK for weekday in rest)
    if not is_week or len(set(rest)) != len(rest) or len(rest) == DAYS_IN_A_WEEK:
        raise refusal(f"{where}.rest_weekdays", rest, "numbers from 0 (Monday) to 6, each once, at most six")
    hours = settings.hours or (None,) * DAYS_IN_A_WEEK
    if not any(given != 0 for day, given in enumerate(hours) if day not in rest):
        raise refusal(f"{where}.hours", settings.hours, "hours on one weekday at least that is no rest day")


def check_schedule(schedule: Schedule, where: str) -> None:
    """Raise StepreadyError for no days, days that are there twice or hold what no day can."""
    if not schedule.days:
        raise StepreadyError(f"{where}.days: there are none; accepted: one day or more")
    seen = set()
    for place, day in enumerate(schedule.days):
        if day.day in seen:
            raise StepreadyError(
                f"{where}.days[{place}]: {day.day.isoformat()} is there twice; accepted: each day once"
            )
        seen.add(day.day)
        _check_day(day, f"{where}.days[{place}]")


def _check_day(day: PlannedDay, where: str) -> None:
    _within(f"{where}.questions", day.questions, MAX_QUESTIONS)
    _within(f"{where}.review_hours", day.review_hours, HOURS_IN_A_DAY)
    _within(f"{where}.content_hours", day.content_hours, HOURS_IN_A_DAY)
    if not day.phase.strip():
        raise refusal(f"{where}.phase", day.phase, "the name of a phase")
    try:
        clean_text("phase", day.phase, MOST_LETTERS)
        clean_text("note of the day", day.note, MAX_NOTE)
        for topic in day.focus:
            clean_text("topic", topic, MAX_NOTE)
        if day.practice_exam is not None:
            checked_form(day.practice_exam.form, day.practice_exam.source)
    except StepreadyError as problem:
        raise StepreadyError(f"{where}: {problem.message}") from None


def _within(where: str, found: float, most: int) -> None:
    if not 0 <= found <= most:
        raise refusal(where, found, f"0 to {most}")
