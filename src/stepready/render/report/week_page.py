"""The week's page: what was planned and done, what moved the forecast, what is weak, what next week asks."""

from datetime import date
from pathlib import Path
from typing import Any

from stepready import __version__
from stepready.core.schedule.planned_and_done import Account
from stepready.core.values.wording import WEEKDAYS, count, full_day
from stepready.render.offline import environment, inline, policy, unbroken
from stepready.render.report.figures import both_widths, figure
from stepready.render.report.pictures import WIDE, Spec
from stepready.render.review_text import subjects
from stepready.render.week_text import cells_of, sums_of
from stepready.services.review import Review

DONE, PLANNED = "#0072b2", "#b8b8b8"
SERIES = ("planned", "done")
HEIGHT = 150
HERE = Path(__file__).parent


def review_page(found: Review) -> bytes:
    """Return the whole page, the same for the same week; raise StepreadyError when the extra is missing.

    It opens offline, runs no script, and prints on one sheet.
    """
    templates = environment(HERE)
    templates.globals |= {"figure": figure}
    from markupsafe import Markup  # noqa: PLC0415 - comes with jinja2

    style = inline(HERE / "style.css") + inline(HERE / "review.css")
    text = templates.get_template("review.html.jinja").render(
        version=__version__,
        policy=policy(style),
        style=Markup(style),  # noqa: S704 - our own files
        title=f"Week to {full_day(found.as_of)}",
        exam=f"{found.exam.label} on {full_day(found.exam_date)}",
        left=count((found.exam_date - found.as_of).days, "day"),
        subjects=dict(subjects(found)),
        week=_rows(found.week, found.as_of),
        week_sums=sums_of(found.week, found.as_of),
        ahead=_rows(found.ahead, found.as_of),
        pictures=_pictures(found),
    )
    return unbroken(text).encode()


def _rows(account: Account, as_of: date) -> list[dict[str, Any]]:
    """Return the days that a table has a line for."""
    return [
        {"day": full_day(day.day), "state": day.state.value, **cells_of(day, as_of)._asdict()} for day in account.days
    ]


def _pictures(found: Review) -> tuple[str, str]:
    days = found.week.days
    said = ", ".join(
        f"{full_day(day.day)} {day.done.questions} of {day.planned.questions}" for day in days if day.planned.questions
    )
    desc = f"Questions done of those planned: {said or 'none were planned'}."
    return both_widths("week", "Questions a day, planned and done", desc, lambda width: week_spec(found.week, width))


def week_spec(account: Account, width: int) -> Spec:
    """Return a pair of bars for every day: questions planned, and done."""
    values = [
        {"day": WEEKDAYS[day.day.weekday()], "series": name, "n": n}
        for day in account.days
        for name, n in zip(SERIES, (day.planned.questions, day.done.questions), strict=True)
    ]
    scale = {"domain": list(SERIES), "range": [PLANNED, DONE]}
    return {
        "width": width,
        "height": HEIGHT if width == WIDE else HEIGHT + 20,
        "autosize": {"type": "fit", "contains": "padding"},
        "data": {"values": values},
        "mark": {"type": "bar"},
        "encoding": {
            "x": {"field": "day", "type": "ordinal", "sort": None, "axis": {"title": None, "labelAngle": 0}},
            "xOffset": {"field": "series", "sort": list(SERIES)},
            "y": {"field": "n", "type": "quantitative", "axis": {"title": "questions", "tickMinStep": 1}},
            "color": {"field": "series", "scale": scale, "legend": {"title": None, "orient": "top"}},
        },
    }
