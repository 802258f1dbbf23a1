"""What was changed, and the way back."""

import json
from typing import Any, NamedTuple

from stepready.core.errors import StepreadyError
from stepready.store.connection import Row, Store
from stepready.store.journal import Step, apply


class Change(NamedTuple):
    """One change the user made; `undone` tells whether it was taken back."""

    id: int
    at: str
    what: str
    said: str
    undone: bool


class Undone(NamedTuple):
    """What an undo took back."""

    id: int
    said: str


def changes(store: Store, most: int) -> list[Change]:
    """Return what was ever changed, newest first."""
    return [_change(row) for row in store.rows("changes", most=most)]


def undo(store: Store, moment: str) -> Undone:
    """Take back the latest change that stands, rows and all."""
    if not store.rows("last_change"):
        raise StepreadyError("nothing to undo: no change is left that stands")
    with store.writing():
        store.run("take_change", [{}])
        last = store.rows("last_change")
        if not last:
            raise StepreadyError("nothing to undo: another program took back the last change")
        change = _change(last[0])
        apply(store, [step.reversed() for step in reversed(_steps(store, change.id))])
        store.run("mark_undone", [{"number": change.id, "undone": moment}])
    return Undone(change.id, change.said)


def images(store: Store, kind: str) -> list[dict[str, Any]]:
    """Return every row of a kind that a change ever put in place, undone or not, oldest first."""
    found = (_row(row["after"]) for row in store.rows("rows_of_kind", kind=kind))
    return [row for row in found if row is not None]


def _change(row: Row) -> Change:
    return Change(row["id"], row["at"], row["what"], row["said"], undone=row["undone_at"] is not None)


def _steps(store: Store, change_id: int) -> list[Step]:
    """Return the steps of a kept change, in order."""
    rows = store.rows("changed_rows", change=change_id)
    return [Step(row["kind"], _row(row["before"]), _row(row["after"])) for row in rows]


def _row(image: str | None) -> dict[str, Any] | None:
    return None if image is None else json.loads(image)
