"""What study settings and schedules keep to beside their types: what could have been typed or made."""

from stepready.core.errors import StepreadyError
from stepready.core.log.entry import MAX_NOTE, MAX_QUESTIONS, checked_form, clean_text
from stepready.core.schedule.day import PlannedDay, Schedule, StudySettings
from stepready.core.schedule.giving import MOST_AWAY, MOST_HOURS, MOST_QUESTIONS
from stepready.core.shapes import refusal

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
    if settings.questions_left is not None:
        _within(f"{where}.questions_left", settings.questions_left, MOST_QUESTIONS)
    elif settings.bank_done_by is not None:
        raise StepreadyError(f"{where}.bank_done_by is there without questions_left; accepted: both or neither")


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
    """Raise StepreadyError for days that are there twice or hold what no day can."""
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
