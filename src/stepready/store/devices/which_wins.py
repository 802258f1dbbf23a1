"""Two books meet: what each holds, and what both should hold after it.

For every unit the later stamp wins; a removal is a version like any other. Both sides changed a unit since they last
met when neither had seen the other's stamp: then the later still wins unless told otherwise, and it is said.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from operator import attrgetter
from typing import Any, NamedTuple

from stepready.core.values.stamp import NEVER, device_of, just_after, latest_by_device
from stepready.store.codec import value_of
from stepready.store.connection import Row, Store
from stepready.store.devices.stamps import BEFORE, GaveWay, SetAside, StampUnit, namer
from stepready.store.journal import image
from stepready.store.kinds import ENTERED, GAVE_WAY, KINDS, SET_ASIDE

Image = Mapping[str, Any]
Content = tuple[tuple[str, Image], ...]
"""The rows of a unit, each with its kind; none when it was removed."""
LOCAL = frozenset({"id"})
"""What a device gives on its own: the numbers people see."""
Held = tuple[tuple[str, Row], ...]
"""The rows of a unit as the database gave them, each with its own kind, that of the unit first."""
Rows = Mapping[str, Mapping[str, Held]]
"""What is held by the kind and the name of its unit."""
Stamps = Mapping[str, Mapping[str, str]]
"""Stamps by the kind and the name of their unit."""
_NAMES = LOCAL | {"uid"}


class Prefer(StrEnum):
    """Whose version stands where both sides changed a unit."""

    LATER = "later"
    OURS = "ours"
    THEIRS = "theirs"


class Side:
    """What one book holds: its rows, the stamp of each unit that is or was, the latest it has seen of every device.

    `kept` is what it had seen at its last merge, as it stands in its table; `gave_way` what gave way to a twin;
    `set_aside` what it took back of undone merges, where nothing later is there. Rows stay as the database gave them
    until they are asked for: of two books that meet most are the same.
    """

    def __init__(
        self,
        rows: Rows,
        stamps: Stamps,
        kept: dict[str, str],
        gave_way: Mapping[StampUnit, GaveWay],
        aside: Iterable[SetAside],
    ) -> None:
        """Keep rows and stamps by kind and name, the stamps of devices, what gave way and what was set aside."""
        self.gave_way = gave_way
        self._rows = rows
        self._stamps = stamps
        self.kept = kept
        every = {stamp for named in stamps.values() for stamp in named.values()}
        self.set_aside = {
            unit: each for each in aside if each.stamp > self.stamp(unit := StampUnit(each.kind, each.name))
        }
        taken_back = {each.stamp for each in self.set_aside.values()}
        self.seen = latest_by_device({*kept.values(), *every, *taken_back} - {NEVER})

    def named(self, kind: str) -> Mapping[str, Held]:
        """Return the rows of every unit of a kind that is there, by its name."""
        return self._rows.get(kind, {})

    def stamps(self, kind: str) -> Mapping[str, str]:
        """Return the stamps of the units of a kind, removed ones too, by their names."""
        return self._stamps.get(kind, {})

    def kinds(self) -> set[str]:
        """Return the kinds of which there is a row or a stamp."""
        return self._rows.keys() | self._stamps.keys()

    def stamp(self, unit: StampUnit) -> str:
        """Return the stamp of a unit, NEVER where it has none."""
        return self.stamps(unit.kind).get(unit.name, NEVER)

    def version(self, unit: StampUnit) -> "UnitVersion":
        """Return what a book holds of a unit."""
        content = tuple([(kind, image(row)) for kind, row in self.named(unit.kind).get(unit.name, ())])
        return UnitVersion(self.stamp(unit), content)

    def stands_for(self, unit: StampUnit) -> "UnitVersion":
        """Return the version of a unit that counts against another book: the one set aside, if there is one."""
        aside = self.set_aside.get(unit)
        return self.version(unit) if aside is None else UnitVersion(aside.stamp, _content_of(aside))

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
    where this one gives way, `held` what it then keeps of its row. `aside` is the version that this book had set aside.
    """

    unit: StampUnit
    ours: UnitVersion
    theirs: UnitVersion
    stands: UnitVersion
    both: bool = False
    fresh: bool = False
    twin: StampUnit | None = None
    held: Image | None = None
    aside: UnitVersion | None = None

    @property
    def here(self) -> UnitVersion:
        """The version this book stands for: what it holds, or had set aside."""
        return self.aside or self.ours

    @property
    def changes_rows(self) -> bool:
        """Whether anything but the stamp is to change here."""
        return not is_same(self.ours.content, self.stands.content)


class Differing(NamedTuple):
    """What two books hold differently, and the later stamp of what both hold the same."""

    decided: list[Decided]
    later: dict[StampUnit, str]


def decided_so_far(
    ours: Side, theirs: Side, settled: Mapping[StampUnit, Decided], later: Mapping[StampUnit, str], unit: StampUnit
) -> Decided:
    """Return what was decided of a unit; of one that both hold the same, that it stays."""
    if unit in settled:
        return settled[unit]
    here = ours.version(unit)
    return Decided(unit, here, theirs.version(unit), UnitVersion(later.get(unit, here.stamp), here.content))


def side_of(store: Store) -> Side:
    """Read everything a book holds."""
    rows: dict[str, dict[str, Held]] = {}
    for kind in ENTERED:
        name_of, whole = namer(kind)
        units = rows.setdefault(whole, {})
        for row in store.rows(f"all_{kind.name}"):
            name = name_of(row)
            units[name] = (*units.get(name, ()), (kind.name, row))
    stamps: dict[str, dict[str, str]] = {}
    for row in store.rows("all_stamp"):
        stamps.setdefault(row["kind"], {})[row["name"]] = row["stamp"]
    kept = {row["device"]: row["stamp"] for row in store.rows("all_seen")}
    gone = [value_of(GAVE_WAY, row) for row in store.rows("all_gave_way")]
    aside = [value_of(SET_ASIDE, row) for row in store.rows("all_set_aside")]
    return Side(rows, stamps, kept, {StampUnit(each.kind, each.name): each for each in gone}, aside)


def _content_of(aside: SetAside) -> Content:
    """Return the rows of what was set aside, with every column of today."""
    kinds = ((KINDS[name], rows) for name, rows in aside.held.items())
    return tuple([(kind.name, {**dict.fromkeys(kind.added), **row}) for kind, rows in kinds for row in rows])


def compare(ours: Side, theirs: Side, prefer: Prefer) -> Differing:
    """Return every unit the books hold differently, in the order a database keeps them, and the version that stands."""
    decided: list[Decided] = []
    later: dict[StampUnit, str] = {}
    for kind in sorted(ours.kinds() | theirs.kinds()):
        here, there = ours.named(kind), theirs.named(kind)
        stamps, others = ours.stamps(kind), theirs.stamps(kind)
        for name in sorted(_in_question(here, there, stamps, others)):
            unit = StampUnit(kind, name)
            if here.get(name) != there.get(name):
                one, other = ours.version(unit), theirs.version(unit)
                if not is_same(one.content, other.content):
                    both = both_changed(ours, theirs, one, other)
                    decided.append(decide(unit, one, other, both=both, prefer=prefer))
                    continue
            latest = max(stamps.get(name, NEVER), others.get(name, NEVER))
            if latest != stamps.get(name, NEVER):
                later[unit] = latest
    return Differing(decided, later)


def both_changed(ours: Side, theirs: Side, here: UnitVersion, there: UnitVersion) -> bool:
    """Whether neither book had seen the other's version, or one stamp stands for two."""
    return here.stamp == there.stamp or not (ours.knows(there.stamp) or theirs.knows(here.stamp))


def decide(unit: StampUnit, here: UnitVersion, there: UnitVersion, *, both: bool, prefer: Prefer) -> Decided:
    """Return which of two versions stands; `both` says whether both sides changed the unit."""
    later = later_of(here, there)
    grows = KINDS[unit.kind].grows
    if both and grows and here.content and there.content:
        more = max(later, here, there, key=lambda version: version.content[0][1][grows])
        return Decided(
            unit, here, there, later if more is later else UnitVersion(just_after(later.stamp), more.content)
        )
    chosen = {Prefer.OURS: here, Prefer.THEIRS: there}.get(prefer, later) if both else later
    return Decided(unit, here, there, chosen, both=both, fresh=both and prefer is not Prefer.LATER)


def _in_question(
    here: Mapping[str, Held], there: Mapping[str, Held], stamps: Mapping[str, str], others: Mapping[str, str]
) -> set[str]:
    """Return the units of a kind whose stamps differ, or whose stamps say nothing of what they hold."""
    differing = {name for name, stamp in others.items() if stamps.get(name) != stamp}
    loose = {name for name, stamp in stamps.items() if name not in others or stamp.endswith(BEFORE)}
    return differing | loose | (here.keys() - stamps.keys()) | (there.keys() - others.keys())


def is_same(one: Content, other: Content) -> bool:
    """Whether two versions hold the same, the numbers people see aside."""
    return one == other or (len(one) == len(other) and _bare(one, LOCAL) == _bare(other, LOCAL))


def is_alike(one: Content, other: Content) -> bool:
    """Whether two units hold the same, their names aside."""
    return _bare(one, _NAMES) == _bare(other, _NAMES)


def later_of(one: UnitVersion, other: UnitVersion) -> UnitVersion:
    """Return the version with the later stamp; of one stamp, the same of the two on every device."""
    if one.stamp != other.stamp:
        return max(one, other, key=attrgetter("stamp"))
    return max(one, other, key=_told)


def _told(version: UnitVersion) -> tuple[bool, str]:
    """Return all that a version says, in an order of its own."""
    rows = [(kind, sorted(row.items())) for kind, row in _bare(version.content, LOCAL)]
    return bool(version.content), repr(rows)


def _bare(content: Content, without: frozenset[str]) -> list[tuple[str, dict[str, Any]]]:
    return [(kind, {name: held for name, held in row.items() if name not in without}) for kind, row in content]
