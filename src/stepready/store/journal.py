"""The journal: every change with its rows before and after, which is all that undo needs."""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from stepready.store.connection import Row, Store

KEYS = {
    "score": ("id",),
    "plan": ("exam",),
    "study_settings": ("exam",),
    "schedule": ("exam",),
    "schedule_day": ("exam", "day"),
}
"""The kinds of row a change can touch, and what names one beside its owner."""


class Step(NamedTuple):
    """One row of a kind before and after a change; None where there was or is none."""

    kind: str
    before: Row | None
    after: Row | None

    def reversed(self) -> "Step":
        """Return the step back."""
        return Step(self.kind, self.after, self.before)


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


def apply(store: Store, steps: Iterable[Step]) -> None:
    """Bring rows to what they are after the steps, in order."""
    for (action, kind), rows in _actions(steps):
        store.run(f"{action}_{kind}", rows)


def _actions(steps: Iterable[Step]) -> Iterator[tuple[tuple[str, str], list[Row]]]:
    """Group what to remove and what to add into runs of one statement."""
    single = (action for step in steps for action in _of(step))
    for key, run in groupby(single, key=lambda action: action[0]):
        yield key, [row for _, row in run]


def _of(step: Step) -> Iterator[tuple[tuple[str, str], Row]]:
    if step.before is not None:
        yield ("remove", step.kind), {key: step.before[key] for key in KEYS[step.kind]}
    if step.after is not None:
        yield ("add", step.kind), step.after


def write(store: Store, change: Change, steps: list[Step]) -> None:
    """Keep a change and its rows."""
    store.run(
        "add_change", [{"id": change.id, "at": change.at, "what": change.what, "said": change.said, "undone_at": None}]
    )
    store.run(
        "add_changed_row",
        [
            {
                "change": change.id,
                "seq": seq,
                "kind": step.kind,
                "before": _image(step.before),
                "after": _image(step.after),
            }
            for seq, step in enumerate(steps)
        ],
    )


def steps_of(store: Store, change_id: int) -> list[Step]:
    """Return the steps of a kept change, in order."""
    return [
        Step(row["kind"], _row(row["before"]), _row(row["after"]))
        for row in store.rows("changed_rows", change=change_id)
    ]


def change_from(row: Row) -> Change:
    """Return the change a row keeps."""
    return Change(row["id"], row["at"], row["what"], row["said"], undone=row["undone_at"] is not None)


def _image(row: Row | None) -> str | None:
    return None if row is None else json.dumps(dict(row), ensure_ascii=False)


def _row(image: str | None) -> dict[str, Any] | None:
    return None if image is None else json.loads(image)
