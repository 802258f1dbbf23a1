"""The stamp of everything kept and of everything removed: what a merge goes by.

A unit is what changes as one on every device: a row named by its uid, a plan by its exam, a schedule with its days.
A unit with a stamp and no row was removed: its tombstone.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from operator import itemgetter
from typing import Any, NamedTuple

from stepready.core.values import dataclass
from stepready.core.values.stamp import next_stamp
from stepready.store.connection import Row, Store
from stepready.store.kinds import KINDS, Kind

BEFORE = "before"
"""The device of stamps given when stamps came: the same on every copy of a database, and known to all."""


class StampUnit(NamedTuple):
    """What names a unit on every device."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Stamped:
    """When a unit was changed last."""

    kind: str
    name: str
    stamp: str


@dataclass(frozen=True, slots=True)
class Seen:
    """The latest stamp of a device that this one knows of."""

    device: str
    stamp: str


@dataclass(frozen=True, slots=True)
class GaveWay:
    """A removed row whose sitting another row kept too: the stamp it was removed with, and all its columns."""

    kind: str
    name: str
    stamp: str
    held: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SetAside:
    """What stood of a unit when the merge that brought it was undone: its stamp, its rows by kind, none if removed."""

    kind: str
    name: str
    stamp: str
    held: Mapping[str, Any]


def unit_of(kind: Kind, row: Row) -> StampUnit:
    """Return the unit a row belongs to."""
    name_of, whole = namer(kind)
    return StampUnit(whole, name_of(row))


def namer(kind: Kind) -> tuple[Callable[[Row], str], str]:
    """Return what names the unit a row of a kind belongs to, and the kind of that unit."""
    whole = KINDS[kind.part_of] if kind.part_of else kind
    if whole.numbered:
        return itemgetter("uid"), whole.name
    return lambda row: "/".join([str(row[key]) for key in whole.keys]), whole.name


def fresh_stamp(store: Store, moment: str, last: str) -> str:
    """Return the stamp of a change made at a moment, inside its write transaction; `last` is the book's latest."""
    return next_stamp(last, milliseconds(moment), store.device())


def milliseconds(moment: str) -> int:
    """Return the milliseconds since 1970 of a moment as ISO text."""
    return int(datetime.fromisoformat(moment).timestamp() * 1000)


def mark(store: Store, touched: Iterable[tuple[str, Mapping[str, Any]]], stamp: str) -> None:
    """Stamp the units of rows, each given with its kind."""
    units = dict.fromkeys(unit_of(KINDS[kind], row) for kind, row in touched)
    put_stamps(store, dict.fromkeys(units, stamp))
    store.run("keep_stamp", [{"latest": stamp}])


def put_stamps(store: Store, stamps: Mapping[StampUnit, str]) -> None:
    """Give units their stamps in place of the earlier ones."""
    rows = [{"kind": unit.kind, "name": unit.name, "stamp": stamp} for unit, stamp in stamps.items()]
    store.run("remove_stamp", rows)
    store.run("add_stamp", rows)


def move_stamps(store: Store, stamps: Mapping[StampUnit, str]) -> None:
    """Give units another stamp; those that have none are left alone."""
    rows = [{"of_kind": unit.kind, "named": unit.name, "latest": stamp} for unit, stamp in stamps.items()]
    store.run("move_stamp", rows)
