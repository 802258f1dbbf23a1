"""Two books meet: what each holds, and what both should hold after it.

For every unit the later stamp wins; a removal is a version like any other. Both sides changed a unit since they last
met when neither had seen the other's stamp: then the later still wins unless told otherwise, and it is said.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from stepready.core.stamp import NEVER, device_of, latest_by_device
from stepready.store.connection import Store
from stepready.store.journal import image
from stepready.store.kinds import ENTERED
from stepready.store.stamps import BEFORE, Unit, unit_of

Image = Mapping[str, Any]
Content = tuple[tuple[str, Image], ...]
"""The rows of a unit, each with its kind; none when it was removed."""
LOCAL = frozenset({"id"})
"""What a device gives on its own: the numbers people see."""
_NAMES = LOCAL | {"uid"}


class Prefer(StrEnum):
    """Whose version stands where both sides changed a unit."""

    LATER = "later"
    OURS = "ours"
    THEIRS = "theirs"


class Side(NamedTuple):
    """What one book holds: its units, the stamp of each that is or was, the latest it has seen of every device.

    `kept` is what it had seen at its last merge, as it stands in its table.
    """

    units: dict[Unit, Content]
    stamps: dict[Unit, str]
    seen: dict[str, str]
    kept: dict[str, str]

    def version(self, unit: Unit) -> "Version":
        """Return what a book holds of a unit."""
        return Version(self.stamps.get(unit, NEVER), self.units.get(unit, ()))

    def knows(self, stamp: str) -> bool:
        """Whether a book has seen what a device did at that stamp."""
        return device_of(stamp) == BEFORE or stamp <= self.seen.get(device_of(stamp), NEVER)


class Version(NamedTuple):
    """A state of a unit: without content it was removed, or never was when its stamp is NEVER."""

    stamp: str
    content: Content


class Decided(NamedTuple):
    """A unit the two books hold differently, and the version that stands; `both` when both sides changed it.

    `fresh` asks for a stamp of its own: the choice was the user's. `twin` is the unit of the same sitting that stays
    where this one gives way.
    """

    unit: Unit
    ours: Version
    theirs: Version
    stands: Version
    both: bool = False
    fresh: bool = False
    twin: Unit | None = None

    @property
    def changes_rows(self) -> bool:
        """Whether anything but the stamp is to change here."""
        return not is_same(self.ours.content, self.stands.content)


def side_of(store: Store) -> Side:
    """Read everything a book holds."""
    units: dict[Unit, Content] = {}
    for kind in ENTERED:
        for row in store.rows(f"all_{kind.name}"):
            unit = unit_of(kind, row)
            units[unit] = (*units.get(unit, ()), (kind.name, image(row)))
    stamps = {Unit(row["kind"], row["name"]): row["stamp"] for row in store.rows("all_stamp")}
    kept = {row["device"]: row["stamp"] for row in store.rows("all_seen")}
    last = {row["stamp"] for row in store.rows("all_book")}
    seen = latest_by_device({*kept.values(), *last, *stamps.values()} - {NEVER})
    return Side(units, stamps, seen, kept)


def decide(ours: Side, theirs: Side, prefer: Prefer) -> Iterator[Decided]:
    """Yield every unit the books hold differently, with the version that stands."""
    every = dict.fromkeys((*theirs.stamps, *theirs.units, *ours.stamps, *ours.units))
    for unit in every:
        here, there = ours.version(unit), theirs.version(unit)
        if here.stamp == there.stamp and (device_of(here.stamp) not in _LOOSE or is_same(here.content, there.content)):
            continue
        if is_same(here.content, there.content):
            yield Decided(unit, here, there, max(here, there, key=lambda version: version.stamp))
            continue
        both = here.stamp == there.stamp or not (ours.knows(there.stamp) or theirs.knows(here.stamp))
        later = max(here, there, key=order)
        chosen = {Prefer.OURS: here, Prefer.THEIRS: there}.get(prefer, later) if both else later
        yield Decided(unit, here, there, chosen, both=both, fresh=both and prefer is not Prefer.LATER)


_LOOSE = (NEVER, BEFORE)
"""Stamps that say nothing of the content: what was kept before there were stamps, what has none."""


def is_same(one: Content, other: Content) -> bool:
    """Whether two versions hold the same, the numbers people see aside."""
    return one == other or (len(one) == len(other) and _bare(one, LOCAL) == _bare(other, LOCAL))


def is_alike(one: Content, other: Content) -> bool:
    """Whether two units hold the same, their names aside."""
    return _bare(one, _NAMES) == _bare(other, _NAMES)


def order(version: Version) -> tuple[str, bool, str]:
    """Return what orders two versions, the same on every device."""
    rows = [(kind, sorted(row.items())) for kind, row in _bare(version.content, LOCAL)]
    return version.stamp, bool(version.content), repr(rows)


def _bare(content: Content, without: frozenset[str]) -> list[tuple[str, dict[str, Any]]]:
    return [(kind, {name: held for name, held in row.items() if name not in without}) for kind, row in content]
