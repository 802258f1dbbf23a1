"""The report's page, from a template that escapes whatever it is given."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from stepready.core.dates.sweep import EARLY_OCTOBER, SweptDay
from stepready.core.log.score import Score, printed
from stepready.core.values.wording import day_from, full_day
from stepready.render.citations import section, titled
from stepready.render.dates_text import chance_cell, score_cell
from stepready.render.offline import environment, in_script, inline, policy, unbroken
from stepready.render.report.application import application_words
from stepready.render.report.data import digest, report_data, without_commands
from stepready.render.report.figures import both_widths, figure
from stepready.render.report.pictures import (
    DATES_KEYS,
    dates_caption,
    dates_spec,
    series_names,
    trend_caption,
    trend_keys,
    trend_spec,
)
from stepready.render.report.study import study_lines
from stepready.render.terminal import MARKS
from stepready.services.chart.picture import Caption
from stepready.services.report import Report

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent
UNKNOWN = "?"


def page(report: Report) -> bytes:
    """Return the whole page, the same for the same report; raise StepreadyError when the extra is missing."""
    templates = _environment()
    from markupsafe import Markup  # noqa: PLC0415 - comes with jinja2

    style, script = (inline(HERE / name) for name in ("style.css", "script.js"))
    text = templates.get_template("page.html.jinja").render(
        **_words(report),
        name=report.name,
        one_page=report.one_page,
        application=application_words(report.application) if report.application else None,
        policy=policy(style, script),
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        data=Markup(in_script(report_data(report))),  # noqa: S704 - escaped for a script element
        trend_pictures=_trend(report),
        dates_pictures=_dates(report),
    )
    return unbroken(text).encode()


def _environment() -> "Environment":
    found = environment(HERE)
    found.globals |= {
        "full_day": full_day,
        "section": section,
        "titled": titled,
        "marks": MARKS,
        "figure": figure,
    }
    found.globals |= {"conditions": _conditions}
    found.filters["told"] = without_commands
    return found


def _words(report: Report) -> dict[str, Any]:
    """Return what the template fills in, pictures apart."""
    checked, inputs = report.checked, report.inputs
    plan = checked.plan
    facts = [
        ("Exam", plan.exam.label),
        ("Test date", full_day(plan.exam_date) if plan.exam_date else "none booked"),
        ("Target", plan.target),
        ("Pass mark", plan.pass_mark),
        ("Applicant", plan.applicant),
        ("Specialty", plan.specialty),
        ("ERAS season", plan.season),
    ]
    rows = [_row(row, report) for row in report.dated.rows]
    days = [row.exam_date for row in report.dated.rows]
    return {
        "title": f"Exam readiness: {plan.exam.label}",
        "version": inputs.version,
        "digest": digest(inputs),
        "as_of": full_day(inputs.as_of),
        "anonymous": inputs.anonymous,
        "checked": checked,
        "notices": list(dict.fromkeys((*checked.notices, *report.forecast.notices, *report.dated.notices))),
        "facts": [(name, value) for name, value in facts if value is not None],
        "trend": report.trend,
        "trend_keys": trend_keys(report.trend),
        "trend_caption": trend_caption(report.trend),
        "dates": report.dates,
        "dates_keys": list(zip(series_names(report.dates), DATES_KEYS, strict=False)),
        "dates_caption": dates_caption(report.dates),
        "rows": rows,
        "picked": days.index(plan.exam_date) if plan.exam_date in days else 0,
        "deadlines": [name for name, _ in _deadlines(report)],
        "schedule": report.schedule.from_day(inputs.as_of) if report.schedule else (),
        "schedule_note": "The schedule kept." if report.schedule_is_kept else "Worked out for this report, not kept.",
        "exams": report.exams,
        "sessions": report.sessions,
        "more_sessions": report.more_sessions,
        "assumptions": report.assumptions,
        "study": study_lines(report),
        "topics": report.topics,
        "others": ", ".join(f"{other.guide} {other.exam_verdict.value}" for other in checked.second_opinions) or "none",
    }


def _deadlines(report: Report) -> list[tuple[str, str]]:
    """Return the deadlines with a column in the table of dates, with their milestone ids."""
    found = report.dated.deadlines
    names = (("review_opens", " (review)"), (EARLY_OCTOBER, ""), ("rank_list_due", " (rank lists)"))
    return [(f"Seen by {day_from(found[key], report.inputs.as_of)}{name}", key) for key, name in names if key in found]


def _row(row: SweptDay, report: Report) -> dict[str, Any]:
    """Return one test date as the table writes it, and as one sentence."""
    dated = report.dated
    remarks = [
        *([told for told in ("booked", row.today_says) if told] if row.exam_date == dated.planned else []),
        *([dated.instead.strength] if dated.instead is not None and row.exam_date == dated.instead.on else []),
        *(["no other date beats it"] if row.exam_date in dated.starred else []),
    ]
    cells = [
        UNKNOWN if row.mean is None else printed(round(row.mean), report.trend.unit),
        score_cell(row, row.p_target),
        score_cell(row, row.p_pass),
        *(chance_cell(row.p_score_by.get(key)) for _, key in _deadlines(report)),
        row.timing.value.replace("-", " ") if row.timing else "",
        row.exam_verdict,
        ", ".join(remarks),
    ]
    heads = ["score", "target", "pass", *(name for name, _ in _deadlines(report)), "window", "rules expected", ""]
    said = [
        f"{head[:1].lower()}{head[1:]} {cell}".strip()
        for head, cell in zip(heads, cells, strict=True)
        if cell not in ("", UNKNOWN)
    ]
    return {
        "date": row.exam_date.isoformat(),
        "day": full_day(row.exam_date),
        "cells": cells,
        "say": f"{full_day(row.exam_date)}: {', '.join(said)}.",
    }


def _conditions(score: Score) -> str:
    return ", ".join(sorted(condition.value for condition in score.conditions))


def _trend(report: Report) -> tuple[str, str] | None:
    if report.trend.is_empty:
        return None
    desc = _described(report.trend.reads)
    return both_widths(
        "trend", "Practice scores, trend and forecast", desc, lambda width: trend_spec(report.trend, width)
    )


def _dates(report: Report) -> tuple[str, str] | None:
    if report.dates.is_empty:
        return None
    desc = _described(report.dates.reads)
    return both_widths("dates", "Chances by test date", desc, lambda width: dates_spec(report.dates, width))


def _described(reads: tuple[Caption, ...]) -> str:
    return " ".join(f"{line.label}: {without_commands(line.says)}" for line in reads)
