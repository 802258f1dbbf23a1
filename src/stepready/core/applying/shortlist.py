"""The list a user keeps for a season: what is on it, what is pinned or dropped, what came of each application."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from enum import StrEnum

from stepready.core.values import dataclass, every_one, in_order, in_range


class Place(StrEnum):
    """How a programme came to be on the list, or off it for good."""

    LISTED = "listed"
    PINNED = "pinned"
    DROPPED = "dropped"


class Note(StrEnum):
    """What came of an application."""

    INVITED = "invited"
    DECLINED = "declined"
    INTERVIEWED = "interviewed"
    RANKED = "ranked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """One programme, by its uid; `invited` and so on are the days that was noted for, None where it was not."""

    programme: str
    place: Place = Place.LISTED
    signal: str | None = None
    invited: date | None = None
    declined: date | None = None
    interviewed: date | None = None
    ranked: date | None = None

    @property
    def is_on(self) -> bool:
        """Whether the programme is on the list."""
        return self.place is not Place.DROPPED


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """How many interviews eight in ten such applicants get of a list, as it was reckoned when the list was built.

    Both ends are None where no range could be given; `why_not` says why then.
    """

    programmes: int
    low: int | None = None
    high: int | None = None
    why_not: str = ""

    def __post_init__(self) -> None:
        """Refuse a range that is none."""
        every_one(
            lambda: in_range("programmes", self.programmes, 0, MOST_PROGRAMMES),
            lambda: in_range("low", self.low, 0, MOST_PROGRAMMES),
            lambda: in_range("high", self.high, 0, MOST_PROGRAMMES),
            lambda: in_order("low and high", self.low, self.high),
        )


MOST_PROGRAMMES = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortlist:
    """The list of one ERAS season, in the order it was made, with what it was made for.

    `built_on` is None for a list that was never built, only pinned to; `expected` is what was expected of it that day.
    """

    season: int
    specialties: tuple[str, ...] = ()
    budget: int | None = None
    most: int | None = None
    built_on: date | None = None
    expected: Expected | None = None
    entries: tuple[ListEntry, ...] = ()

    def entry(self, uid: str) -> ListEntry | None:
        """Return what is kept of a programme, or None."""
        return next((entry for entry in self.entries if entry.programme == uid), None)

    def with_entry(self, entry: ListEntry) -> "Shortlist":
        """Return the list with an entry in place of the programme's earlier one, or at the end."""
        if self.entry(entry.programme) is None:
            return replace(self, entries=(*self.entries, entry))
        return replace(self, entries=tuple(entry if e.programme == entry.programme else e for e in self.entries))

    def count(self, note: Note) -> int:
        """Return how many programmes that was noted for."""
        return sum(getattr(entry, note.value) is not None for entry in self.entries)


def rebuilt(before: Shortlist, made: Shortlist, chosen: Iterable[str], signals: dict[str, str]) -> Shortlist:
    """Return a list made anew: what was pinned, dropped or noted before stays so.

    `chosen` are the uids of the new list in its order, `signals` the signal of each that gets one.
    """
    known = {entry.programme: entry for entry in before.entries}
    order = list(chosen)
    on = [replace(known.get(uid, ListEntry(programme=uid)), signal=signals.get(uid)) for uid in order]
    off = [entry for entry in before.entries if entry.programme not in order and _says_something(entry)]
    return replace(made, entries=(*on, *off))


def _says_something(entry: ListEntry) -> bool:
    """Whether an entry that is not on the new list holds more than that it was on the old one."""
    return entry.place is not Place.LISTED or any(getattr(entry, note.value) for note in Note)
