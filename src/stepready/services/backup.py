"""Back up and restore everything."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from stepready.store.mending import backup as keeping
from stepready.store.opening import open_book


class Restored(NamedTuple):
    """What a restore brought back: how many scores, and where the copy of what was there is."""

    scores: int
    safety: Path | None


def backup(db: str | None, target: Path, now: datetime) -> Path:
    """Write everything to a new file, also while others write; return its full path."""
    return keeping.backup(db, target.expanduser().absolute(), _moment(now))


def restore(db: str | None, copy: Path, now: datetime) -> Restored:
    """Replace everything by what a backup holds; what was there is copied first."""
    safety = keeping.restore(db, copy.expanduser().absolute(), _moment(now))
    with open_book(db, now=lambda: now) as book:
        return Restored(book.count(), safety)


def _moment(now: datetime) -> str:
    return now.isoformat(timespec="seconds")
