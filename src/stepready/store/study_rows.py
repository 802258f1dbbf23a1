"""Turn study settings and schedules into rows and back."""

import json
from datetime import date

from stepready.core.facts.exam import Exam, Source
from stepready.core.schedule.day import PlannedDay, PlannedExam, Schedule, StudySettings, Week
from stepready.core.wording import count
from stepready.store.connection import Row
from stepready.store.journal import Step
from stepready.store.rows import Values
from stepready.store.unreadable import between, reads, text, whole

HOURS = 24


def settings_values(settings: StudySettings) -> Values:
    """Return the columns of study settings."""
    return {
        "exam": settings.exam.value,
        "hours": None if settings.hours is None else ";".join(str(float(hours)) for hours in settings.hours),
        "rest_weekdays": ";".join(str(weekday) for weekday in settings.rest_weekdays),
        "away": ";".join(f"{first.isoformat()}/{last.isoformat()}" for first, last in settings.away),
        "questions_left": settings.questions_left,
        "bank_done_by": settings.bank_done_by.isoformat() if settings.bank_done_by else None,
    }


@reads("study settings")
def settings_from(row: Row) -> StudySettings:
    """Return the study settings a row keeps."""
    return StudySettings(
        exam=Exam(row["exam"]),
        hours=None if row["hours"] is None else _week(row["hours"]),
        rest_weekdays=tuple(int(weekday) for weekday in row["rest_weekdays"].split(";") if weekday),
        away=tuple(_range(text) for text in row["away"].split(";") if text),
        questions_left=whole(row["questions_left"]),
        bank_done_by=date.fromisoformat(row["bank_done_by"]) if row["bank_done_by"] else None,
    )


def _week(text: str) -> Week:
    mon, tue, wed, thu, fri, sat, sun = (float(hours) for hours in text.split(";"))
    return (mon, tue, wed, thu, fri, sat, sun)


def _range(text: str) -> tuple[date, date]:
    first, _, last = text.partition("/")
    return date.fromisoformat(first), date.fromisoformat(last)


def schedule_values(schedule: Schedule) -> Values:
    """Return the columns of a schedule's own row."""
    return {
        "exam": schedule.exam.value,
        "made_on": schedule.made_on.isoformat(),
        "exam_date": schedule.exam_date.isoformat(),
    }


def day_values(exam: Exam, day: PlannedDay) -> Values:
    """Return the columns of one day of a schedule."""
    return {
        "exam": exam.value,
        "day": day.day.isoformat(),
        "phase": day.phase,
        "rest": day.rest,
        "questions": day.questions,
        "review_hours": float(day.review_hours),
        "content_hours": float(day.content_hours),
        "focus": json.dumps(day.focus, ensure_ascii=False),
        "practice_source": day.practice_exam.source.value if day.practice_exam else None,
        "practice_form": day.practice_exam.form if day.practice_exam else None,
        "note": day.note,
    }


def schedule_said(schedule: Schedule) -> str:
    """Name a schedule for the journal."""
    days = count(len(schedule.days), "day")
    return f"schedule of {schedule.exam.label} made on {schedule.made_on.isoformat()} ({days})"


def schedule_steps(kept: Row | None, kept_days: list[Row], schedule: Schedule) -> list[Step]:
    """Return the steps from the rows of a kept schedule to those of a new one."""
    return [
        *([Step("schedule", kept, None)] if kept is not None else []),
        *(Step("schedule_day", day, None) for day in kept_days),
        Step("schedule", None, schedule_values(schedule)),
        *(Step("schedule_day", None, day_values(schedule.exam, day)) for day in schedule.days),
    ]


@reads("a schedule")
def schedule_from(row: Row, days: list[Row]) -> Schedule:
    """Return the schedule its row and its days keep."""
    return Schedule(
        exam=Exam(row["exam"]),
        made_on=date.fromisoformat(row["made_on"]),
        exam_date=date.fromisoformat(row["exam_date"]),
        days=tuple(day_from(day) for day in days),
    )


@reads("a day of the schedule")
def day_from(row: Row) -> PlannedDay:
    """Return the day of a schedule a row keeps."""
    source = row["practice_source"]
    return PlannedDay(
        day=date.fromisoformat(row["day"]),
        phase=text(row["phase"]),
        rest=bool(row["rest"]),
        questions=whole(row["questions"]),
        review_hours=between(0, row["review_hours"], HOURS),
        content_hours=between(0, row["content_hours"], HOURS),
        focus=tuple(text(topic) for topic in json.loads(row["focus"])),
        practice_exam=PlannedExam(Source(source), row["practice_form"]) if source else None,
        note=text(row["note"]),
    )
