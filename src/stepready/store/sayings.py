"""How the journal names a change: `log NBME 11 231 on 2027-07-01 (id 4)`."""

from dataclasses import fields
from typing import Any

from stepready.core.wording import number


def numbered_said(value: Any) -> str:
    """Name what has an id: `NBME 11 231 on 2027-07-01 (id 4)`."""
    return f"{value.said} (id {value.id})"


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
