"""Scores as text."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from stepready.core.facts.exam import Unit
from stepready.core.log.score import Entry, Score
from stepready.core.values.wording import full_day, number

if TYPE_CHECKING:
    from stepready.core.log.study import StudyHours


def value_text(entry: Entry) -> str:
    """Write a value as it is printed: `231`, `72.5 %`."""
    return number(entry.value) + (" %" if entry.unit is Unit.PERCENT else "")


def logged_text(score: Score, verb: str = "logged") -> str:
    """Confirm a kept score, with the day it was read as."""
    parts = [score.exam.label, f"id {score.id}"]
    if score.questions is not None:
        parts.insert(0, f"{score.questions} questions")
    if score.p_pass is not None:
        parts.append(f"P(pass) {number(score.p_pass)} %")
    return f"{verb} {score.title} {value_text(score)} on {full_day(score.day)} ({', '.join(parts)})"


def hours_text(hours: "StudyHours", verb: str = "logged") -> str:
    """Confirm kept hours, with the day they were read as."""
    about = f" of {hours.topic}" if hours.topic else ""
    return f"{verb} {number(hours.hours)} h{about} on {full_day(hours.day)} ({hours.exam.label}, id {hours.id})"


def scores_text(scores: Sequence[Score], total: int, *, width: int) -> str:
    """List scores, newest first, one a line, cut to the width."""
    if not scores:
        return "nothing logged yet; begin with: stepready log nbme 11 231 --exam step2ck"
    rows = [_cells(score) for score in scores]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    lines = [_line(row, widths)[:width].rstrip() for row in rows]
    if total > len(scores):
        lines.append(f"... and {total - len(scores)} older; `stepready scores --all` lists them")
    return "\n".join(lines)


def _cells(score: Score) -> list[str]:
    """Return a score's columns: id, day, instrument, value, exam, and what else was said."""
    said = [condition.value for condition in sorted(score.conditions)]
    said += [f"{score.questions} questions"] if score.questions is not None else []
    said += [f"P(pass) {number(score.p_pass)} %"] if score.p_pass is not None else []
    said += [f"[{score.topic}]"] if score.topic else []
    said += [" ".join(score.note.split())] if score.note else []
    return [str(score.id), score.day.isoformat(), score.title, value_text(score), score.exam.label, "  ".join(said)]


def _line(row: list[str], widths: list[int]) -> str:
    """Align the id and the value right, the rest left."""
    aligned = [
        cell.rjust(width) if column in {0, 3} else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=False))
    ]
    return "  ".join([*aligned, row[-1]])
