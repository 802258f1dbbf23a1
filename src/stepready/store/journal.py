"""The journal: every change with its rows before and after, which is all that undo needs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from stepready.core.values import dataclass
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import number
from stepready.store.codec import Values, codec, row_of, value_of
from stepready.store.connection import Row, Store
from stepready.store.devices.stamps import StampUnit, fresh_stamp, mark
from stepready.store.devices.taken_back import put_aside, take_aside
from stepready.store.kinds import CHANGE, CHANGED_ROW, KINDS, STAMP, Kind


@dataclass(frozen=True, slots=True)
class Step:
    """One row of a kind before and after a change; None where there was or is none. Every image names its row."""

    kind: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    def __post_init__(self) -> None:
        """Raise ValueError for an image without the keys of its kind."""
        for image in (self.before, self.after):
            if image is not None and any(image[key] is None for key in KINDS[self.kind].keys):
                msg = f"a {self.kind} without its name"
                raise ValueError(msg)

    def reversed(self) -> "Step":
        """Return the step back."""
        return Step(self.kind, self.after, self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change the user made; `undone_at` is set when it was taken back.

    `at` is a moment by the machine's clock, `day` what stood for today then, None where nobody said.
    """

    id: int
    at: str
    what: str
    said: str
    undone_at: str | None = None
    day: date | None = None

    @property
    def undone(self) -> bool:
        """Whether it was taken back."""
        return self.undone_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """The id of a kind handed out last: ids are handed out in the write transaction and never again."""

    kind: str
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The number of the change made last, which grows with every undo too, and the latest stamp."""

    last_change: int
    stamp: str


def image(row: Row) -> Values:
    """Return what the journal keeps of a row: its columns without its owner."""
    held = dict(row)
    held.pop("owner", None)
    return held


class Undone(NamedTuple):
    """What an undo took back."""

    id: int
    said: str


def write(store: Store, change: Change, steps: Iterable[Step], stamp: str) -> None:
    """Change the rows, stamp their units, and keep the change with its steps."""
    kept = list(steps)
    apply(store, kept)
    _mark(store, kept, stamp)
    store.run("add_change", [row_of(CHANGE, change)])
    store.run(
        "add_changed_row", [row_of(CHANGED_ROW, step, change=change.id, seq=seq) for seq, step in enumerate(kept)]
    )


def _mark(store: Store, steps: list[Step], stamp: str) -> None:
    """Stamp what was touched; a change that brings stamps of its own, as a merge does, is left as it is."""
    if any(step.kind == STAMP.name for step in steps):
        return
    touched = ((step.kind, step.after if step.after is not None else step.before) for step in steps)
    mark(store, ((kind, row) for kind, row in touched if row is not None), stamp)


def apply(store: Store, steps: Iterable[Step]) -> None:
    """Bring rows to what they are after the steps, in order."""
    for (action, kind), rows in _actions(steps):
        store.run(f"{action}_{kind}", rows)


def _actions(steps: Iterable[Step]) -> Iterator[tuple[tuple[str, str], list[Row]]]:
    """Group what to remove and what to add into runs of one statement: few, where no row is touched twice."""
    for kind, run in groupby(steps, key=lambda step: step.kind):
        keys = KINDS[kind].keys
        gone: list[Row] = []
        come: list[Row] = []
        touched: set[tuple[Any, ...]] = set()
        for step in run:
            names = {tuple([row[key] for key in keys]) for row in (step.before, step.after) if row is not None}
            if touched & names:
                yield from _run_of(kind, gone, come)
                gone, come, touched = [], [], set()
            touched |= names
            gone += [{key: step.before[key] for key in keys}] if step.before is not None else []
            come += [step.after] if step.after is not None else []
        yield from _run_of(kind, gone, come)


def _run_of(kind: str, gone: list[Row], come: list[Row]) -> Iterator[tuple[tuple[str, str], list[Row]]]:
    if gone:
        yield ("remove", kind), gone
    if come:
        yield ("add", kind), come


def changes(store: Store, most: int) -> list[Change]:
    """Return what was ever changed, newest first."""
    return [value_of(CHANGE, row) for row in store.rows("changes", most=most)]


def undo(store: Store, moment: str) -> Undone:
    """Take back the latest change that stands, rows and all.

    That is a change too, with a stamp of its own; after a merge everything is as it was, stamps and all, and what
    was changed and taken back since of what it brought is set aside for the next.
    """
    if not store.rows("last_change"):
        raise StepreadyError("nothing to undo: no change is left that stands")
    with store.writing():
        store.run("take_change", [{}])
        last = store.rows("last_change")
        if not last:
            raise StepreadyError("nothing to undo: another program took back the last change")
        change: Change = value_of(CHANGE, last[0])
        kept = [value_of(CHANGED_ROW, row) for row in store.rows("changed_rows", change=change.id)]
        steps = [_readable(step.reversed()) for step in reversed(kept)]
        _apply_back(store, steps)
        _mark(store, steps, fresh_stamp(store, moment, store.rows("all_book")[0]["stamp"]))
        store.run("mark_undone", [{"number": change.id, "undone": moment}])
    return Undone(change.id, change.said)


def _apply_back(store: Store, steps: list[Step]) -> None:
    """Bring rows to what they were before a change; `steps` lead there."""
    images = [step.before for step in steps if step.kind == STAMP.name]
    if not images:
        apply(store, steps)
        return
    given = {StampUnit(image["kind"], image["name"]): image["stamp"] for image in images if image is not None}
    aside = take_aside(store, given)
    apply(store, steps)
    put_aside(store, aside)


def _readable(step: Step) -> Step:
    """Return a step with every column of today; raise UnreadableError when nobody could read the row it puts in."""
    if step.after is None:
        return step
    kind = KINDS[step.kind]
    after = {**dict.fromkeys(kind.added), **step.after}
    value_of(kind, after)
    return replace(step, after=after)


class Entered(NamedTuple):
    """A value as a change left it: the change's number, its moment (UTC ISO text) and the user's day.

    `removed` says that the change took it away; the value is then what it was before.
    """

    value: Any
    change: int
    at: str
    day: date | None
    removed: bool


def entered(store: Store, kind: Kind, most: int) -> list[Entered]:
    """Return what every change that stands told of the values of a kind, oldest first."""
    made = {change.id: change for change in changes(store, most) if not change.undone}
    found = []
    for row in store.rows("rows_of_kind", kind=kind.name):
        change = made.get(row["change"])
        if change is None:
            continue
        step = value_of(CHANGED_ROW, row)
        image, removed = (step.before, True) if step.after is None else (step.after, False)
        if image is not None:
            value = value_of(kind, {**dict.fromkeys(codec(kind).columns), **image})
            found.append(Entered(value, change.id, change.at, change.day, removed))
    return found


def images(store: Store, kind: str) -> list[Values]:
    """Return every row of a kind that a change ever put in place, undone or not, oldest first."""
    found = (value_of(CHANGED_ROW, row).after for row in store.rows("rows_of_kind", kind=kind))
    return [dict(row) for row in found if row is not None]


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
