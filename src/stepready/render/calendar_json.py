"""`calendar` as JSON, for scripts."""

from typing import Any

from stepready.core.shapes import plain
from stepready.services.calendar import CalendarView

MILESTONE = ("id", "label", "on", "at", "also", "status", "source")


def calendar_json(view: CalendarView) -> dict[str, Any]:
    """Return the stable form of a calendar; hours are US Eastern."""
    return {
        "schema": 1,
        "as_of": plain(view.as_of),
        "season": view.season,
        "exam": plain(view.exam),
        "exam_date": plain(view.exam_date),
        "milestones": [{key: plain(getattr(milestone, key)) for key in MILESTONE} for milestone in view.milestones],
        "events": plain(view.events),
        "after_exam": plain(view.after_exam),
        "ahead": plain(view.ahead),
        "notices": list(view.notices),
    }
