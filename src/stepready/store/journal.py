"""The journal: every change with its rows before and after, which is all that undo needs."""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

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


def write(store: Store, row: Row, steps: list[Step]) -> None:
    """Keep the row of a change and those of its steps."""
    store.run("add_change", [row])
    images = [(seq, step.kind, _image(step.before), _image(step.after)) for seq, step in enumerate(steps)]
    names = ("seq", "kind", "before", "after")
    store.run("add_changed_row", [{"change": row["id"], **dict(zip(names, image, strict=True))} for image in images])


def _image(row: Row | None) -> str | None:
    return None if row is None else json.dumps(dict(row), ensure_ascii=False)
