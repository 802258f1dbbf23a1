"""`dates` as JSON, for scripts."""

from typing import Any

from stepready.core.shapes import plain
from stepready.services.dates import Dated

MILESTONE = ("id", "label", "on", "also", "status", "source")


def dates_json(dated: Dated) -> dict[str, Any]:
    """Return the stable form of a sweep."""
    return {
        "schema": 1,
        "as_of": plain(dated.as_of),
        "exam": plain(dated.exam),
        "guide": dated.guide,
        "target": dated.target,
        "season": dated.season,
        "planned": plain(dated.planned),
        "compared_by": dated.compared_by,
        "rows": [{**plain(row), "supported": row.supported} for row in dated.rows],
        "undominated": plain(dated.undominated),
        "last_safe": plain(dated.last_safe),
        "last_safe_if": plain(dated.last_safe_if),
        "decide_by": None if dated.decide_by is None else plain(dated.decide_by.on),
        "decide_by_parts": plain(dated.decide_by_parts),
        "after_exam": plain(dated.after_exam),
        "deadlines": plain(dated.deadlines),
        "review": {key: plain(getattr(dated.review, key)) for key in MILESTONE},
        "delay": None if dated.delay is None else plain(dated.delay),
        "application_decision": plain(dated.application),
        "advice": dated.advice,
        "trade": dated.trade,
        "guides": plain(dated.guides),
        "notices": list(dated.notices),
    }
