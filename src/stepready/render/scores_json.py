"""Scores as JSON."""

from collections.abc import Sequence
from typing import Any

from stepready.core.log.score import Score


def score_json(score: Score) -> dict[str, Any]:
    """Return one score's object; a whole value is written without decimals."""
    return {
        "id": score.id,
        "uid": score.uid,
        "date": score.day.isoformat(),
        "source": score.source.value,
        "form": score.form,
        "value": number_json(score.value),
        "unit": score.unit.value,
        "questions": score.questions,
        "conditions": sorted(condition.value for condition in score.conditions),
        "note": score.note,
        "exam": score.exam.value,
        "topic": score.topic,
        "p_pass": None if score.p_pass is None else number_json(score.p_pass),
    }


def scores_json(scores: Sequence[Score]) -> dict[str, Any]:
    """Return the document of `scores --json`, in the order given."""
    return {"schema": 1, "scores": [score_json(score) for score in scores]}


def number_json(value: float) -> float:
    """Return a whole value without decimals."""
    return int(value) if value == int(value) else value
