"""Everything the user ever entered as one JSON document."""

import json
from typing import TYPE_CHECKING, Any

from stepready.render.as_json import plain
from stepready.render.scores_json import score_json

if TYPE_CHECKING:
    from stepready.services.export import Everything

SCHEMA = 1


def export_json(everything: "Everything") -> str:
    """Return the document; plans stand in the order they were set, scores oldest first."""
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "plans": plain(everything.plans),
        "study_settings": plain(everything.settings),
        "schedules": plain(everything.schedules),
        "scores": [score_json(score) for score in everything.scores],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
