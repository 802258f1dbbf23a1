"""What this device took back of something a merge had brought, kept when that merge is undone too.

Undoing a merge makes the device as it was, stamps and all. But a change made here in between may have spread: its
taking back has to reach whoever holds the change. So the version that stood when the merge was undone is set aside
with its stamp, unseen, until this book meets one that knows of the thing (`set_aside`).
"""

from collections.abc import Iterable, Iterator, Mapping

from stepready.core.values.stamp import device_of
from stepready.store.codec import Values, row_of, value_of
from stepready.store.connection import Store
from stepready.store.devices.stamps import SetAside, StampUnit, unit_of
from stepready.store.kinds import ENTERED, SET_ASIDE


def take_aside(store: Store, given: Mapping[StampUnit, str]) -> list[SetAside]:
    """Return what is set aside and what is to be, and clear the table for what an undo puts back there.

    `given` are the stamps that the merge gave: what this device stamped later than that would be forgotten.
    """
    kept = [value_of(SET_ASIDE, row) for row in store.rows("all_set_aside")]
    store.run("clear_set_aside", [{}])
    return [*kept, *_forgotten(store, given)]


def put_aside(store: Store, versions: Iterable[SetAside]) -> None:
    """Set versions aside, of each thing the latest, also of those that are there."""
    known = [value_of(SET_ASIDE, row) for row in store.rows("all_set_aside")]
    every = sorted([*known, *versions], key=lambda each: each.stamp)
    latest = {StampUnit(each.kind, each.name): each for each in every}
    store.run("clear_set_aside", [{}])
    store.run("add_set_aside", [row_of(SET_ASIDE, latest[unit]) for unit in sorted(latest)])


def _forgotten(store: Store, given: Mapping[StampUnit, str]) -> Iterator[SetAside]:
    """Yield the versions that this device stamped after the merge: none of their changes stands by now."""
    stamps = {StampUnit(row["kind"], row["name"]): row["stamp"] for row in store.rows("all_stamp")}
    device = store.device()
    later = {
        unit: stamps[unit]
        for unit, stamp in given.items()
        if stamps.get(unit, stamp) > stamp and device_of(stamps[unit]) == device
    }
    held = _held(store, later.keys())
    for unit, stamp in later.items():
        yield SetAside(unit.kind, unit.name, stamp, held[unit])


def _held(store: Store, units: Iterable[StampUnit]) -> dict[StampUnit, dict[str, list[Values]]]:
    """Return the rows of units by their kind, none for what is removed; their numbers are this book's own."""
    held: dict[StampUnit, dict[str, list[Values]]] = {unit: {} for unit in units}
    wholes = {unit.kind for unit in held}
    for kind in (kind for kind in ENTERED if (kind.part_of or kind.name) in wholes):
        for row in store.rows(f"all_{kind.name}"):
            if (unit := unit_of(kind, row)) in held:
                bare = {name: row[name] for name in dict(row) if name != "owner"}
                held[unit].setdefault(kind.name, []).append(bare | ({"id": 0} if kind.numbered else {}))
    return held
