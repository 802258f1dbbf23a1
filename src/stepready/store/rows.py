"""Turn rows of scores into values of the core and back; rows never leave this package."""

from datetime import date
from functools import cache
from typing import Any

from stepready.core.exam import Condition, Exam, Source, Unit
from stepready.core.score import Entry, Score
from stepready.store.connection import Row

Values = dict[str, Any]


def entry_values(entry: Entry) -> Values:
    """Return an entry's columns."""
    return {
        "day": entry.day.isoformat(),
        "source": entry.source.value,
        "form": entry.form,
        "value": float(entry.value),
        "unit": entry.unit.value,
        "exam": entry.exam.value,
        "questions": entry.questions,
        "conditions": ";".join(sorted(condition.value for condition in entry.conditions)),
        "note": entry.note,
        "topic": entry.topic,
        "p_pass": entry.p_pass,
    }


def score_from(row: Row) -> Score:
    """Return the score a row keeps."""
    return Score(
        id=row["id"],
        uid=row["uid"],
        day=date.fromisoformat(row["day"]),
        source=Source(row["source"]),
        form=row["form"],
        value=row["value"],
        unit=Unit(row["unit"]),
        exam=Exam(row["exam"]),
        questions=row["questions"],
        conditions=_conditions(row["conditions"]),
        note=row["note"],
        topic=row["topic"],
        p_pass=row["p_pass"],
    )


@cache
def _conditions(text: str) -> frozenset[Condition]:
    """Return the conditions of a sitting."""
    return frozenset(Condition(word) for word in text.split(";") if word)
