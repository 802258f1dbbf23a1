"""Read a file of practice-to-actual pairs and rebuild a plausible dated history for every person.

Dates of single forms are not published. A history is four NBME forms without offset at 40, 25, 14 and 7 days
before the exam, rising 1.73 points a week, whole numbers, whose mean weighted by exp(-days/30) is the person's
anchor; and the Free 120, where known, at 3 days.
"""

import csv
from collections.abc import Sequence
from datetime import date, timedelta
from math import exp
from pathlib import Path

from stepready.core.facts.exam import Exam, Source, Unit
from stepready.core.log.score import Score
from stepready.core.values import dataclass

EXAM_DAY = date(2027, 6, 30)
DAYS_BEFORE = (40, 25, 14, 7)
FORMS = ("11", "12", "13", "14")
FREE120_DAYS = 3
RISE_PER_DAY = 1.73 / 7
COLUMNS = ("person", "anchor", "free120_percent", "actual")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One row of a pairs file: `anchor` and `actual` three-digit, `free120` in percent or None."""

    anchor: float
    free120: float | None
    actual: float


def read_pairs(path: Path) -> tuple[Person, ...]:
    """Read a pairs file; SystemExit with the reason when it is not one."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows or any(column not in rows[0] for column in COLUMNS):
        raise SystemExit(f"error: {path.name} has no rows or lacks a column of {', '.join(COLUMNS)}")
    return tuple(
        Person(
            anchor=float(row["anchor"]),
            free120=float(row["free120_percent"]) if row["free120_percent"] else None,
            actual=float(row["actual"]),
        )
        for row in rows
    )


def nbme_history(anchor: float) -> tuple[int, ...]:
    """Return the four whole scores, oldest first, whose weighted mean is the anchor up to rounding."""
    weights = [exp(-days / 30) for days in DAYS_BEFORE]
    below = sum(weight * RISE_PER_DAY * days for weight, days in zip(weights, DAYS_BEFORE, strict=True))
    on_exam_day = anchor + below / sum(weights)
    return tuple(round(on_exam_day - RISE_PER_DAY * days) for days in DAYS_BEFORE)


def history(person: Person) -> tuple[Score, ...]:
    """Return a person's rebuilt log."""
    scores = [
        _score(number, Source("nbme"), form, days, float(value))
        for number, (form, days, value) in enumerate(
            zip(FORMS, DAYS_BEFORE, nbme_history(person.anchor), strict=True), start=1
        )
    ]
    if person.free120 is not None:
        scores.append(_score(len(scores) + 1, Source("free120"), "", FREE120_DAYS, person.free120))
    return tuple(scores)


def folds(people: Sequence[Person], count: int, turn: int) -> list[tuple[list[Person], list[Person]]]:
    """Split into (training, held-back) pairs; `turn` shifts which people are held back together."""
    order = [(i * 7919 + turn * 104729) % 1_000_003 for i in range(len(people))]
    ranked = [people[i] for i in sorted(range(len(people)), key=order.__getitem__)]
    return [([p for i, p in enumerate(ranked) if i % count != k], ranked[k::count]) for k in range(count)]


def _score(number: int, source: Source, form: str, days: int, value: float) -> Score:
    unit = Unit.PERCENT if source is Source("free120") else Unit.SCORE
    day = EXAM_DAY - timedelta(days=days)
    return Score(
        id=number, uid=f"{number:04d}", day=day, source=source, form=form, value=value, unit=unit, exam=Exam.STEP2CK
    )
