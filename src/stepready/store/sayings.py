"""How the journal names a change: `log NBME 11 231 on 2027-07-01 (id 4)`."""

from dataclasses import fields
from typing import Any

from stepready.core.facts.exam import Unit
from stepready.core.log.score import Entry, Score
from stepready.core.wording import number


def entry_said(score: Score) -> str:
    """Name a score by instrument, form, value and day."""
    return f"{score.title} {value_said(score)} on {score.day.isoformat()}"


def score_said(score: Score) -> str:
    """Name a score with its id."""
    return f"{entry_said(score)} (id {score.id})"


def value_said(entry: Entry) -> str:
    """Write a value with its unit: `231`, `72.5 %`."""
    return number(entry.value) + (" %" if entry.unit is Unit.PERCENT else "")


def edit_said(before: Score, after: Score) -> str:
    """Say what an edit changed."""
    return f"edit {score_said(before)}: {changes_said(before, after) or 'nothing changed'}"


def changes_said(before: Any, after: Any) -> str:
    """List the fields that differ: `target 235 to 240`; a field not said before shows only what it is."""
    differing = []
    for field in fields(after):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old != new:
            name = field.name.replace("_", " ")
            differing.append(f"{name} {_said(new)}" if old in (None, "") else f"{name} {_said(old)} to {_said(new)}")
    return ", ".join(differing)


def _said(value: Any) -> str:
    """Write one field's value."""
    if isinstance(value, frozenset):
        return ";".join(sorted(str(item) for item in value)) or "none"
    if isinstance(value, tuple):
        return "-".join(str(item) for item in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return number(value)
    return "not said" if value in (None, "") else str(value)
