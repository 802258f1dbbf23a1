"""A sitting that gave way to its twin comes back where the twin was removed by one who had not seen it.

Of two rows of one sitting a merge removes one, and keeps what it held (`gave_way`): the other stands for both. A book
with that tombstone knows of both. Where it still has a row of the sitting, and the merge leaves none, whoever removed
that row had not seen the one that gave way: nobody who knew of it removed it, and it comes back as it was, with the
stamp just after its tombstone. Where a book with the tombstone has no row of the sitting, someone who knew of both
removed it: there it stays removed, and a row that came back elsewhere goes again, with the stamp just after that.
All of it follows from what the two books hold, each step has a later stamp than the one before, and the same on every
device: so all come to hold the same.
"""

from collections.abc import Iterator

from stepready.core.values.stamp import just_after
from stepready.store.codec import value_of
from stepready.store.connection import Row
from stepready.store.devices.stamps import GaveWay, StampUnit
from stepready.store.devices.twins import IS_SAME, PLACE
from stepready.store.devices.which_wins import Decided, Differing, Image, Side, UnitVersion, decided_so_far
from stepready.store.kinds import KINDS


def with_returned(ours: Side, theirs: Side, compared: Differing) -> Differing:
    """Return what was found, with what gave way back where its twin went, and gone where both were removed."""
    settled = {each.unit: each for each in compared.decided}
    kept = [*ours.gave_way.values(), *theirs.gave_way.values()] if settled else []
    for gone in sorted(kept, key=lambda each: (each.stamp, each.name), reverse=True):
        unit = StampUnit(gone.kind, gone.name)
        knowing = [side for side in (ours, theirs) if _knows(side, gone)]
        if not knowing:
            continue
        found = decided_so_far(ours, theirs, settled, compared.later, unit)
        stands = _outcome(gone, found.stands, knowing, ours, settled)
        if stands != found.stands:
            settled[unit] = found._replace(stands=stands)
    later = {unit: stamp for unit, stamp in compared.later.items() if unit not in settled}
    return Differing(list(settled.values()), later)


def _knows(side: Side, gone: GaveWay) -> bool:
    """Whether a book holds the tombstone of what gave way, and nothing later of it."""
    unit = StampUnit(gone.kind, gone.name)
    held = side.gave_way.get(unit)
    return held is not None and held.stamp == gone.stamp == side.stamp(unit)


def _outcome(
    gone: GaveWay, stands: UnitVersion, knowing: list[Side], ours: Side, settled: dict[StampUnit, Decided]
) -> UnitVersion:
    """Return what stands of a unit that gave way."""
    back = UnitVersion(just_after(gone.stamp), ((gone.kind, gone.held),))
    both_removed = not all(_is_there(gone, _rows(side, gone.kind)) for side in knowing)
    if both_removed:
        return UnitVersion(just_after(back.stamp), ()) if stands.content and stands.stamp == back.stamp else stands
    if stands == UnitVersion(gone.stamp, ()) and not _is_there(gone, _rows_after(ours, gone.kind, settled)):
        return back
    return stands


def _is_there(gone: GaveWay, rows: Iterator[Row | Image]) -> bool:
    """Whether one of these rows is of the sitting that gave way."""
    kind, place = KINDS[gone.kind], PLACE[gone.kind]
    where, value = place(gone.held), value_of(kind, gone.held)
    return any(IS_SAME[gone.kind](value, value_of(kind, row)) for row in rows if place(row) == where)


def _rows(side: Side, kind: str) -> Iterator[Row | Image]:
    return (held[0][1] for held in side.named(kind).values())


def _rows_after(ours: Side, kind: str, settled: dict[StampUnit, Decided]) -> Iterator[Row | Image]:
    """Yield the rows of a kind that are there after the merge."""
    decided = {unit.name: each.stands.content for unit, each in settled.items() if unit.kind == kind}
    yield from (held[0][1] for name, held in ours.named(kind).items() if name not in decided)
    yield from (content[0][1] for content in decided.values() if content)
