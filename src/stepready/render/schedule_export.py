"""The schedule for other programs and for paper: JSON, Markdown, CSV."""

import csv
import io
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from stepready.core.schedule.planned_days import PlannedDay
from stepready.core.shapes import plain
from stepready.core.values.wording import WEEKDAYS, full_day
from stepready.services.schedule import Preview, Previews, Shown

COLUMNS = (
    "date",
    "phase",
    "rest",
    "questions",
    "review_hours",
    "content_hours",
    "focus",
    "practice_exam",
)


def day_json(day: PlannedDay) -> dict[str, Any]:
    """Return a day under the names scripts rely on."""
    return {
        "date": day.day.isoformat(),
        "phase": day.phase,
        "rest": day.rest,
        "questions": day.questions,
        "review_hours": day.review_hours,
        "content_hours": day.content_hours,
        "focus": list(day.focus),
        "practice_exam": plain(day.practice_exam),
    }


def schedule_json(shown: Shown) -> dict[str, Any]:
    """Return the schedule from today to the exam's eve."""
    return {
        "schema": 1,
        "as_of": shown.as_of.isoformat(),
        "exam": shown.schedule.exam.value,
        "exam_date": shown.schedule.exam_date.isoformat(),
        "guide": shown.guide,
        "kept": shown.is_kept,
        "days": [day_json(day) for day in shown.schedule.days],
        "notices": list(shown.notices),
    }


def replan_json(previews: Previews, applied: str | None) -> dict[str, Any]:
    """Return the four ways on; `applied` names the one kept, None when nothing was changed."""
    return {
        "schema": 1,
        "as_of": previews.as_of.isoformat(),
        "behind_by_questions": previews.replan.backlog,
        "missed": [day_json(day) for day in previews.replan.missed],
        "options": [_option_json(number, preview) for number, preview in enumerate(previews.previews, start=1)],
        "applied": applied,
        "notices": list(previews.notices),
    }


def _option_json(number: int, preview: Preview) -> dict[str, Any]:
    option = preview.option
    forecast = {"mean": preview.mean, "p_target": preview.p_target, "p_pass": preview.p_pass}
    forecast["supported"] = preview.unsupported is None
    return {
        "number": number,
        "choice": option.choice.value,
        "rule": option.choice.rule,
        "says": option.says,
        "exam_date": option.schedule.exam_date.isoformat(),
        "questions_today": option.today,
        "questions_a_day": option.a_day,
        "most_questions": option.most,
        "questions_planned": option.planned,
        "hours_a_week": option.week_hours,
        "hours_a_week_now": option.week_hours_before,
        "content_hours_a_week": option.week_content,
        "content_hours_a_week_now": option.week_content_before,
        "coverage": option.coverage,
        "dropped": option.dropped,
        "unplaced": option.unplaced,
        "forecast": forecast if preview.mean is not None else None,
        "notices": list(option.notices),
    }


def schedule_csv(days: Sequence[PlannedDay]) -> str:
    """Return the days as CSV, one line a day; topics separated by `;`."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for day in days:
        row = day_json(day)
        row["rest"] = "yes" if day.rest else "no"
        row["focus"] = ";".join(day.focus)
        row["practice_exam"] = day.practice_exam.title if day.practice_exam is not None else ""
        table.writerow([row[name] for name in COLUMNS])
    return out.getvalue()


def schedule_markdown(shown: Shown, days: Sequence[PlannedDay]) -> str:
    """Return the days as Markdown tables with a box to tick, one table a phase."""
    lines = [f"# {shown.schedule.exam.label} on {full_day(shown.schedule.exam_date)}"]
    for phase, group in groupby(days, key=lambda day: day.phase):
        lines += [
            "",
            f"## {phase[0].upper()}{phase[1:]}",
            "",
            "| | day | questions | review h | content h | focus |",
            "| --- | --- | ---: | ---: | ---: | --- |",
        ]
        lines += [_markdown_row(day) for day in group]
    return "\n".join(lines) + "\n"


def _markdown_row(day: PlannedDay) -> str:
    when = f"{WEEKDAYS[day.day.weekday()]} {day.day.isoformat()}"
    if day.rest:
        return f"| | {when} | | | | {day.note or 'rest'} |"
    exam = f"**{day.practice_exam.title}**, " if day.practice_exam is not None else ""
    topics = exam + ", ".join(day.focus).replace("|", "\\|")
    return f"| [ ] | {when} | {day.questions} | {day.review_hours:g} | {day.content_hours:g} | {topics} |"
