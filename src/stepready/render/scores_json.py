"""Scores as JSON."""

from typing import Any

from stepready.core.shapes import plain
from stepready.services.scores import Logged
from stepready.transfer.scores import score_json


def scores_json(found: Logged) -> dict[str, Any]:
    """Return the document of `scores --json`, in the order given; hours and totals, if any, beside the scores."""
    beside = {"hours": found.hours, "totals": found.totals}
    return {
        "schema": 1,
        "scores": [score_json(score) for score in found.scores],
        **{name: [plain(one) for one in kept] for name, kept in beside.items() if kept},
    }
