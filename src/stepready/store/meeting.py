"""Two books meet: what each holds, and what both should hold after it.

For every unit the later stamp wins; a removal is a version like any other. Both sides changed a unit since they last
met when neither had seen the other's stamp: then the later still wins unless told otherwise, and it is said.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from stepready.core.values.stamp import NEVER, device_of, latest_by_device
from stepready.store.connection import Row, Store
from stepready.store.journal import image
from stepready.store.kinds import ENTERED
from stepready.store.stamps import BEFORE, StampUnit, namer

Image = Mapping[str, Any]
Content = tuple[tuple[str, Image], ...]
"""The rows of a unit, each with its kind; none when it was removed."""
LOCAL = frozenset({"id"})
"""What a device gives on its own: the numbers people see."""
Rows = Mapping[str, Mapping[str, Sequence[tuple[str, Row]]]]
"""Rows by the kind and the name of their unit, each with its own kind, that of the unit first."""
_NAMES = LOCAL | {"uid"}


class Prefer(StrEnum):
    """Whose version stands where both sides changed a unit."""

    LATER = "later"
    OURS = "ours"
    THEIRS = "theirs"


class Side:
    """What one book holds: its rows, the stamp of each unit that is or was, the latest it has seen of every device.

    `kept` is what it had seen at its last merge, as it stands in its table. Rows stay as the database gave them until
    they are asked for: of two books that meet most are the same.
    """

    def __init__(self, rows: Rows, stamps: dict[StampUnit, str], kept: dict[str, str]) -> None:
        """Keep rows by kind and unit, and the stamps of units and devices."""
        self._rows = rows
        self.stamps = stamps
        self.kept = kept
        self.seen = latest_by_device({*kept.values(), *stamps.values()} - {NEVER})

    def rows(self, kind: str) -> Iterator[tuple[StampUnit, Row]]:
        """Yield the units of a kind that are there, each with its first row."""
        return ((StampUnit(kind, name), held[0][1]) for name, held in self._rows.get(kind, {}).items())

    def unstamped(self) -> set[StampUnit]:
        """Return the units that are there without any stamp."""
        every = {StampUnit(kind, name) for kind, named in self._rows.items() for name in named}
        return every - self.stamps.keys()

    def version(self, unit: StampUnit) -> "UnitVersion":
        """Return what a book holds of a unit."""
        content = tuple([(kind, image(row)) for kind, row in self.held(unit)])
        return UnitVersion(self.stamps.get(unit, NEVER), content)

    def held(self, unit: StampUnit) -> Sequence[tuple[str, Row]]:
        """Return the rows of a unit as the database gave them."""
        return self._rows.get(unit.kind, {}).get(unit.name, ())

    def knows(self, stamp: str) -> bool:
        """Whether a book has seen what a device did at that stamp."""
        return device_of(stamp) == BEFORE or stamp <= self.seen.get(device_of(stamp), NEVER)


class UnitVersion(NamedTuple):
    """A state of a unit: without content it was removed, or never was when its stamp is NEVER."""

    stamp: str
    content: Content


class Decided(NamedTuple):
    """A unit the two books hold differently, and the version that stands; `both` when both sides changed it.

    `fresh` asks for a stamp of its own: the choice was the user's. `twin` is the unit of the same sitting that stays
    where this one gives way.
    """

    unit: StampUnit
    ours: UnitVersion
    theirs: UnitVersion
    stands: UnitVersion
    both: bool = False
    fresh: bool = False
    twin: StampUnit | None = None

    @property
    def changes_rows(self) -> bool:
        """Whether anything but the stamp is to change here."""
        return not is_same(self.ours.content, self.stands.content)


class Differing(NamedTuple):
    """What two books hold differently, and the later stamp of what both hold the same."""

    decided: list[Decided]
    later: dict[StampUnit, str]


def side_of(store: Store) -> Side:
    """Read everything a book holds."""
    rows: dict[str, dict[str, list[tuple[str, Row]]]] = {}
    for kind in ENTERED:
        name_of, whole = namer(kind)
        held = rows.setdefault(whole, {})
        for row in store.rows(f"all_{kind.name}"):
            held.setdefault(name_of(row), []).append((kind.name, row))
    stamps = {StampUnit(row["kind"], row["name"]): row["stamp"] for row in store.rows("all_stamp")}
    kept = {row["device"]: row["stamp"] for row in store.rows("all_seen")}
    return Side(rows, stamps, kept)


def compare(ours: Side, theirs: Side, prefer: Prefer) -> Differing:
    """Return every unit the books hold differently, with the version that stands."""
    decided: list[Decided] = []
    later: dict[StampUnit, str] = {}
    for unit in _in_question(ours, theirs):
        if _are_equal(ours.held(unit), theirs.held(unit)):
            later[unit] = max(ours.stamps.get(unit, NEVER), theirs.stamps.get(unit, NEVER))
            continue
        here, there = ours.version(unit), theirs.version(unit)
        if is_same(here.content, there.content):
            later[unit] = max(here.stamp, there.stamp)
        else:
            decided.append(_decided(ours, theirs, unit, prefer))
    decided.sort(key=lambda each: each.unit)
    return Differing(decided, {unit: stamp for unit, stamp in later.items() if stamp != ours.stamps.get(unit, NEVER)})


def _decided(ours: Side, theirs: Side, unit: StampUnit, prefer: Prefer) -> Decided:
    """Return which of two versions stands."""
    here, there = ours.version(unit), theirs.version(unit)
    both = here.stamp == there.stamp or not (ours.knows(there.stamp) or theirs.knows(here.stamp))
    later = max(here, there, key=order)
    chosen = {Prefer.OURS: here, Prefer.THEIRS: there}.get(prefer, later) if both else later
    return Decided(unit, here, there, chosen, both=both, fresh=both and prefer is not Prefer.LATER)


def _are_equal(here: Sequence[tuple[str, Row]], there: Sequence[tuple[str, Row]]) -> bool:
    """Whether rows are equal to the last column, the numbers people see too."""
    return len(here) == len(there) and all(
        one[0] == other[0] and _raw(one[1]) == _raw(other[1]) for one, other in zip(here, there, strict=True)
    )


def _raw(row: Row) -> tuple[Any, ...]:
    return tuple(row.values()) if isinstance(row, Mapping) else tuple(row)


def _in_question(ours: Side, theirs: Side) -> set[StampUnit]:
    """Return the units whose stamps differ, or whose stamps say nothing of what they hold."""
    loose = {unit for unit, stamp in ours.stamps.items() if stamp.endswith(BEFORE)}
    differing = {unit for unit, _ in ours.stamps.items() ^ theirs.stamps.items()}
    return loose | differing | ours.unstamped() | theirs.unstamped()


def is_same(one: Content, other: Content) -> bool:
    """Whether two versions hold the same, the numbers people see aside."""
    return one == other or (len(one) == len(other) and _bare(one, LOCAL) == _bare(other, LOCAL))


def is_alike(one: Content, other: Content) -> bool:
    """Whether two units hold the same, their names aside."""
    return _bare(one, _NAMES) == _bare(other, _NAMES)


def order(version: UnitVersion) -> tuple[str, bool, str]:
    """Return what orders two versions, the same on every device."""
    rows = [(kind, sorted(row.items())) for kind, row in _bare(version.content, LOCAL)]
    return version.stamp, bool(version.content), repr(rows)


def _bare(content: Content, without: frozenset[str]) -> list[tuple[str, dict[str, Any]]]:
    return [(kind, {name: held for name, held in row.items() if name not in without}) for kind, row in content]
