"""Turn rows of scores into values of the core and back; rows never leave this package."""

from datetime import date
from functools import cache
from typing import Any

from stepready.core.facts.exam import Condition, Exam, Source, Unit
from stepready.core.log.score import Entry, Score
from stepready.store.connection import Row
from stepready.store.unreadable import between, reads, text, whole

Values = dict[str, Any]
HIGHEST, HIGHEST_PERCENT = 300, 100


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


@reads("a plan")
def exam_from(row: Row) -> Exam:
    """Return the exam a row names."""
    return Exam(row["exam"])


@reads("a score")
def score_from(row: Row) -> Score:
    """Return the score a row keeps."""
    return Score(
        id=whole(row["id"]),
        uid=text(row["uid"]),
        day=date.fromisoformat(row["day"]),
        source=Source(row["source"]),
        form=text(row["form"]),
        value=between(0, row["value"], HIGHEST),
        unit=Unit(row["unit"]),
        exam=Exam(row["exam"]),
        questions=whole(row["questions"]),
        conditions=_conditions(row["conditions"]),
        note=text(row["note"]),
        topic=text(row["topic"]),
        p_pass=None if row["p_pass"] is None else between(0, row["p_pass"], HIGHEST_PERCENT),
    )


@cache
def _conditions(text: str) -> frozenset[Condition]:
    """Return the conditions of a sitting."""
    return frozenset(Condition(word) for word in text.split(";") if word)
