"""Everything the user ever entered as one JSON document."""

import json
from typing import TYPE_CHECKING, Any

from stepready.core.shapes import plain
from stepready.render.scores_json import score_json

if TYPE_CHECKING:
    from stepready.core.plan import Plan
    from stepready.services.export import Everything

SCHEMA = 1


def export_json(everything: "Everything") -> str:
    """Return the document; plans stand in the order they were set, scores oldest first."""
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "plans": [_plan(plan) for plan in everything.plans],
        "attempts": plain(everything.attempts),
        "study_settings": plain(everything.settings),
        "schedules": plain(everything.schedules),
        "scores": [score_json(score) for score in everything.scores],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _plan(plan: "Plan") -> dict[str, Any]:
    """Return a plan without what it tells of attempts, which have a section of their own."""
    return {name: value for name, value in plain(plan).items() if name not in plan.told._fields or name == "exam_date"}
