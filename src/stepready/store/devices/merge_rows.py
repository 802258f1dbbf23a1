"""Bring what another book holds into this one: one change, which undo takes back whole."""

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from stepready.core.values.errors import StepreadyError
from stepready.core.values.stamp import NEVER, milliseconds_of
from stepready.core.values.wording import count, listed
from stepready.store.codec import UnreadableError, row_of, value_of
from stepready.store.connection import Store
from stepready.store.devices.clashes import Clash, clashes_of
from stepready.store.devices.returned_twin import with_returned
from stepready.store.devices.set_aside import with_set_aside
from stepready.store.devices.stamps import (
    BEFORE,
    GaveWay,
    StampUnit,
    fresh_stamp,
    milliseconds,
    move_stamps,
    put_stamps,
)
from stepready.store.devices.twins import with_twins
from stepready.store.devices.which_wins import LOCAL, Decided, Differing, Image, Prefer, Side, compare, side_of
from stepready.store.journal import Step, apply
from stepready.store.kinds import GAVE_WAY, KINDS, MANY, SEEN, SET_ASIDE, STAMP
from stepready.store.writing import Draft, drafting


class Merged(NamedTuple):
    """What a merge brought: units by what people call them, what both had changed, how far their clock is ahead.

    `kept` are those that stay as they are here because the user chose so. `ahead` are the hours by which the latest
    change of the other lies after the present moment, 0 if it does not.
    """

    added: Counter[str]
    changed: Counter[str]
    removed: Counter[str]
    kept: Counter[str]
    clashes: tuple[Clash, ...]
    ahead: float

    @property
    def is_nothing(self) -> bool:
        """Whether nothing changes here that people see, and nothing was chosen."""
        return not (self.added or self.changed or self.removed or self.kept)

    @property
    def said(self) -> str:
        """What changes here, in words."""
        named = (("added", self.added), ("changed", self.changed), ("removed", self.removed), ("kept", self.kept))
        parts = [
            f"{listed([count(n, noun, MANY[noun]) for noun, n in counts.items()])} {verb}"
            for verb, counts in named
            if counts
        ]
        return "; ".join(parts)


class _NothingToKeepError(Exception):
    """Ends a transaction that would change nothing."""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold two whole books without the garbage collector, which would go through all their rows again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_uncollected()
def look_at(store: Store, moment: str, other: Store, prefer: Prefer) -> Merged:
    """Return what a merge would bring, and change nothing."""
    ours, theirs = side_of(store), side_of(other)
    return _merged(_met(ours, theirs, prefer).decided, theirs, moment)


@_uncollected()
def merge(store: Store, moment: str, other: Store, prefer: Prefer, called: str) -> Merged:
    """Bring another book in and journal it as one change; `called` names it. What changes nothing leaves no trace.

    Later stamps of what both hold the same are no change that anybody would take back.
    """
    theirs = side_of(other)
    try:
        with drafting(store, "merge", moment) as draft:
            ours = side_of(store)
            found = _met(ours, theirs, prefer)
            merged = _merged(found.decided, theirs, moment)
            given = fresh_stamp(store, moment, max([draft.stamp, *theirs.seen.values()]))
            marks = [
                *_stamp_steps(found.decided, given),
                *_gave_way_steps(ours, theirs, found.decided, given),
                *_set_aside_steps(ours, found.decided, given),
                *_seen_steps(ours, theirs),
            ]
            if merged.is_nothing and not (found.later or marks):
                raise _NothingToKeepError  # noqa: TRY301 - ends the transaction, from within it
            _put_later(store, ours, found.later)
            if merged.is_nothing:
                apply(store, marks)
            else:
                rows = _readable(_row_steps(draft, found.decided), called)
                draft.keep(f"merge {called}: {merged.said}", [*rows, *marks])
            chosen = any(each.fresh for each in found.decided)
            _catch_up(store, [given if chosen else NEVER, *theirs.seen.values()])
    except _NothingToKeepError:
        pass
    return merged


def _met(ours: Side, theirs: Side, prefer: Prefer) -> Differing:
    """Return what both should hold of all that they hold differently."""
    compared = with_set_aside(ours, theirs, compare(ours, theirs, prefer), prefer)
    return with_returned(ours, theirs, with_twins(ours, theirs, compared, prefer))


def _put_later(store: Store, ours: Side, later: Mapping[StampUnit, str]) -> None:
    """Give what both books hold the same the later stamp of the two."""
    move_stamps(store, later)
    put_stamps(store, {unit: stamp for unit, stamp in later.items() if ours.stamp(unit) == NEVER})


def _catch_up(store: Store, seen: Iterable[str]) -> None:
    """Let every later change here be later than all that either book has seen."""
    (counters,) = store.rows("all_book")
    store.run("keep_stamp", [{"latest": max(counters["stamp"], *seen)}])


def _row_steps(draft: Draft, decided: Iterable[Decided]) -> Iterator[Step]:
    """Yield the steps of rows: what goes first, then what changes or comes, in the order of the other's numbers."""
    changing = [each for each in decided if each.changes_rows]
    heirs = {each.twin: each.ours.content[0][1]["id"] for each in changing if each.twin and each.ours.content}
    for each in changing:
        if not each.stands.content:
            yield from (Step(kind, row, None) for kind, row in each.ours.content)
    for each in sorted((each for each in changing if each.stands.content), key=_their_number):
        yield from _unit_steps(draft, each, heirs.get(each.unit))


def _readable(steps: Iterable[Step], called: str) -> Iterator[Step]:
    """Yield steps as they are; raise StepreadyError for a row that nobody could read here."""
    for step in steps:
        try:
            if step.after is not None:
                value_of(KINDS[step.kind], step.after)
        except UnreadableError as problem:
            found = f"{KINDS[step.kind].called} in {called} cannot be read ({problem.why})"
            raise StepreadyError(f"{found}; nothing was changed") from None
        yield step


def _their_number(each: Decided) -> tuple[str, int]:
    return each.unit.kind, int(each.stands.content[0][1].get("id", 0))


def _unit_steps(draft: Draft, each: Decided, heir_of: int | None) -> Iterator[Step]:
    """Yield the steps of one unit; a row keeps its number here or that of its twin (`heir_of`), or gets a new one."""
    kind, row = each.stands.content[0]
    before = each.ours.content[0][1] if each.ours.content else None
    if KINDS[kind].numbered:
        values = {name: held for name, held in row.items() if name not in {*LOCAL, "uid"}}
        number = before["id"] if before is not None else heir_of
        yield Step(kind, before, draft.numbered(KINDS[kind], values, uid=row["uid"], number=number))
        return
    yield Step(kind, before, row)
    yield from (Step(part, old, None) for part, old in each.ours.content[1:])
    yield from (Step(part, None, new) for part, new in each.stands.content[1:])


def _stamp_steps(decided: Iterable[Decided], given: str) -> Iterator[Step]:
    """Yield what changes of the stamps; `given` is the stamp of what the user chose."""
    for each in decided:
        before, after = each.ours.stamp, _stamp_of(each, given)
        if before != after:
            yield Step(STAMP.name, _stamp(each.unit, before), _stamp(each.unit, after))


def _stamp_of(each: Decided, given: str) -> str:
    return given if each.fresh else each.stands.stamp


def _gave_way_steps(ours: Side, theirs: Side, decided: Iterable[Decided], given: str) -> Iterator[Step]:
    """Yield what is kept of rows that gave way, in this merge or where the other had been."""
    known = {unit: gone for unit, gone in theirs.gave_way.items() if gone.stamp > _kept_at(ours, unit)}
    here = {
        each.unit: GaveWay(each.unit.kind, each.unit.name, _stamp_of(each, given), each.held)
        for each in decided
        if each.held is not None
    }
    for unit, gone in sorted((known | here).items()):
        before = row_of(GAVE_WAY, ours.gave_way[unit]) if unit in ours.gave_way else None
        yield Step(GAVE_WAY.name, before, row_of(GAVE_WAY, gone))


def _set_aside_steps(ours: Side, decided: Iterable[Decided], given: str) -> Iterator[Step]:
    """Yield what is no longer set aside here: that version stands now, or a later one."""
    for each in decided:
        aside = ours.set_aside.get(each.unit)
        if aside is not None and _stamp_of(each, given) >= aside.stamp:
            yield Step(SET_ASIDE.name, row_of(SET_ASIDE, aside), None)


def _kept_at(side: Side, unit: StampUnit) -> str:
    return side.gave_way[unit].stamp if unit in side.gave_way else NEVER


def _stamp(unit: StampUnit, stamp: str) -> Image | None:
    return {"kind": unit.kind, "name": unit.name, "stamp": stamp} if stamp != NEVER else None


def _seen_steps(ours: Side, theirs: Side) -> Iterator[Step]:
    """Yield what this book has seen of each device once it knows what the other knows, if that is more."""
    if all(map(ours.knows, theirs.seen.values())):
        return
    for device in sorted({*ours.seen, *theirs.seen} - {BEFORE}):
        latest = max(ours.seen.get(device, NEVER), theirs.seen.get(device, NEVER))
        if latest != ours.kept.get(device, NEVER):
            yield Step(SEEN.name, _seen(device, ours.kept.get(device, NEVER)), _seen(device, latest))


def _seen(device: str, stamp: str) -> Image | None:
    return {"device": device, "stamp": stamp} if stamp != NEVER else None


def _merged(decided: list[Decided], theirs: Side, moment: str) -> Merged:
    counts: dict[str, Counter[str]] = {verb: Counter() for verb in ("added", "changed", "removed", "kept")}
    heirs = {each.twin for each in decided if each.twin and each.ours.content}
    for each in decided:
        if (each.changes_rows or each.fresh) and each.unit not in heirs:
            counts[_verb(each)][KINDS[each.unit.kind].noun] += 1
    latest = max(map(milliseconds_of, theirs.seen.values()), default=0)
    ahead = max(0.0, (latest - milliseconds(moment)) / 3_600_000)
    return Merged(**counts, clashes=tuple(clashes_of(decided)), ahead=ahead)


def _verb(each: Decided) -> str:
    if not each.changes_rows:
        return "kept"
    if not each.ours.content:
        return "added"
    return "changed" if each.stands.content or each.twin else "removed"
