"""Scores as JSON."""

from collections.abc import Sequence
from typing import Any

from stepready.core.log.score import Score
from stepready.transfer.scores import score_json


def scores_json(scores: Sequence[Score]) -> dict[str, Any]:
    """Return the document of `scores --json`, in the order given."""
    return {"schema": 1, "scores": [score_json(score) for score in scores]}
