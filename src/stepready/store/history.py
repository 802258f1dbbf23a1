"""What was changed, and the way back."""

import json
from typing import Any, NamedTuple

from stepready.core.errors import StepreadyError
from stepready.store.connection import Row, Store
from stepready.store.journal import KEYS, Step, apply
from stepready.store.unreadable import reads, text


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
    return [change_from(row) for row in store.rows("changes", most=most)]


def undo(store: Store, moment: str) -> Undone:
    """Take back the latest change that stands, rows and all."""
    if not store.rows("last_change"):
        raise StepreadyError("nothing to undo: no change is left that stands")
    with store.writing():
        store.run("take_change", [{}])
        last = store.rows("last_change")
        if not last:
            raise StepreadyError("nothing to undo: another program took back the last change")
        change = change_from(last[0])
        apply(store, [_readable(step.reversed()) for step in reversed(_steps(store, change.id))])
        store.run("mark_undone", [{"number": change.id, "undone": moment}])
    return Undone(change.id, change.said)


def images(store: Store, kind: str) -> list[dict[str, Any]]:
    """Return every row of a kind that a change ever put in place, undone or not, oldest first."""
    found = (_row(row["after"]) for row in store.rows("rows_of_kind", kind=kind))
    return [row for row in found if row is not None]


@reads("a change in the journal")
def change_from(row: Row) -> Change:
    """Return the change a row keeps."""
    return Change(row["id"], text(row["at"]), text(row["what"]), text(row["said"]), undone=row["undone_at"] is not None)


def _steps(store: Store, change_id: int) -> list[Step]:
    """Return the steps of a kept change, in order."""
    rows = store.rows("changed_rows", change=change_id)
    return [step_from(row) for row in rows]


@reads("a row in the journal")
def step_from(row: Row) -> Step:
    """Return the step a row of the journal keeps; every image names its row."""
    step = Step(row["kind"], _row(row["before"]), _row(row["after"]))
    for image in (step.before, step.after):
        if image is not None and any(image[key] is None for key in KEYS[step.kind]):
            msg = f"a {step.kind} without its name"
            raise ValueError(msg)
    return step


@reads("a row in the journal")
def _row(image: str | None) -> dict[str, Any] | None:
    return None if image is None else dict(json.loads(image))


def _readable(step: Step) -> Step:
    """Return a step as it is; raise UnreadableError when nobody could read the row it would put in place."""
    from stepready.store.readers import READERS

    if step.after is not None:
        READERS[step.kind](step.after)
    return step
