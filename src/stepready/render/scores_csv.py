"""Scores as CSV, as `import` reads it back; values stand as they were typed."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from stepready.core.log.score import Score
from stepready.render.scores_json import number_json

COLUMNS = ("date", "source", "form", "value", "unit", "questions", "conditions", "note", "exam", "topic", "p_pass")


def scores_csv(scores: Iterable[Score]) -> str:
    """Return a table whose rows are sorted by all they say, so that the same log gives the same bytes."""
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows(sorted(_cells(score) for score in scores))
    return out.getvalue()


def _cells(score: Score) -> tuple[str, ...]:
    return (
        score.day.isoformat(),
        score.source.value,
        score.form,
        _number(score.value),
        score.unit.value,
        _number(score.questions),
        ";".join(sorted(condition.value for condition in score.conditions)),
        score.note,
        score.exam.value,
        score.topic,
        _number(score.p_pass),
    )


def _number(value: float | None) -> str:
    """Write a number so that reading it gives the same number: no exponent, no needless point."""
    if value is None:
        return ""
    text = str(number_json(value))
    return text if "e" not in text else format(Decimal(text), "f")
