"""Back up and restore everything."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from stepready.store.mending import backup as keeping
from stepready.store.opening import open_book, said_by

if TYPE_CHECKING:
    from stepready.store.opening import Standing


class Restored(NamedTuple):
    """What a restore brought back: how many scores, and where the copy of what was there is."""

    scores: int
    safety: Path | None


def backup(db: str | None, target: Path, now: datetime) -> Path:
    """Write everything to a new file, also while others write; return its full path."""
    return keeping.backup(db, target.expanduser().absolute(), _moment(now))


def restore(db: str | None, copy: Path, now: datetime, standing: "Standing | None" = None) -> Restored:
    """Replace everything by what a backup holds; what was there is copied first. `standing` as for `open_book`."""
    moment = _moment(now)
    safety = keeping.restore(db, copy.expanduser().absolute(), moment, said_by(standing, lambda: moment))
    with open_book(db, now=lambda: now) as book:
        return Restored(book.count(), safety)


def _moment(now: datetime) -> str:
    return now.isoformat(timespec="seconds")
