"""What the journal of a damaged file says every row is, and was before: as far as the journal can be read."""

from typing import NamedTuple

from stepready.store.codec import value_of
from stepready.store.connection import Row
from stepready.store.kinds import CHANGE, CHANGED_ROW, ENTERED, Kind
from stepready.store.mending.kept_rows import KeptRows, keys_of
from stepready.store.mending.readable_tables import Tables
from stepready.store.mending.salvage import Keys


class Images(NamedTuple):
    """What rows are after the last change that stands, None for a removed one; what they were before; their uids."""

    now: dict[tuple[str, Keys], Row | None]
    before: dict[tuple[str, Keys], list[Row]]
    keys_by_uid: dict[tuple[str, str], Keys]

    def of_kind(self, kind: Kind) -> dict[Keys, Row]:
        """Return the rows of a kind that are there, by their keys."""
        return {keys: row for (name, keys), row in self.now.items() if name == kind.name and row is not None}

    def deny(self, kind: Kind, row: Row) -> bool:
        """Whether a row's uid is that of another id: its own id was broken."""
        known = self.keys_by_uid.get((kind.name, str(row.get("uid")))) if kind.numbered else None
        return known is not None and known != keys_of(kind, row)

    def is_past(self, kind: Kind, row: Row) -> bool:
        """Whether a row was removed, or is as it once was and is no more."""
        unit = kind.name, keys_of(kind, row)
        now = self.now.get(unit, row)
        if now is None or _is_same(row, now):
            return now is None
        return any(_is_same(row, was) for was in self.before.get(unit, ()))


def _is_same(row: Row, image: Row) -> bool:
    return all(row.get(name) == value for name, value in image.items() if name != "owner")


def images_of(tables: Tables) -> Images:
    """Return what the journal says; a change that was taken back changed nothing.

    Of a change that stands it is enough to know what a row became.
    """
    changes = _readable(CHANGE, _places(tables, CHANGE))
    undone = {row["id"] for row in changes if row["undone_at"] is not None}
    places = _places(tables, CHANGED_ROW)
    bare = [{**row, "before": None} for row in places if row.get("change") not in undone]
    images = Images({}, {}, {})
    entered = {kind.name: kind for kind in ENTERED}
    for row in sorted(_readable(CHANGED_ROW, [*places, *bare]), key=lambda row: (row["change"], row["seq"])):
        kind = entered.get(row["kind"])
        step = value_of(CHANGED_ROW, row)
        if kind is None or not all(_is_named(kind, image) for image in (step.before, step.after)):
            continue
        stands, gone = (step.before, step.after) if row["change"] in undone else (step.after, step.before)
        if gone is not None:
            unit = kind.name, keys_of(kind, gone)
            images.before.setdefault(unit, []).append(gone)
            images.now[unit] = None
        if stands is not None:
            keys = keys_of(kind, stands)
            images.now[kind.name, keys] = stands
            if kind.numbered:
                images.keys_by_uid[kind.name, str(stands.get("uid"))] = keys
    return images


def _is_named(kind: Kind, image: Row | None) -> bool:
    """Whether an image names its row as rows of its kind are named: a broken page may hold anything."""
    allowed = int if kind.numbered else (str, int)
    return image is None or all(isinstance(key, allowed) for key in keys_of(kind, image))


def _places(tables: Tables, kind: Kind) -> list[Row]:
    return [*tables[kind.name].rows.values(), *tables[kind.name].strays]


def _readable(kind: Kind, places: list[Row]) -> list[Row]:
    """Return what can be read of a part of the journal, each row once."""
    kept = KeptRows(kind)
    for row in places:
        kept.offer(row)
    return list(kept.rows.values())
