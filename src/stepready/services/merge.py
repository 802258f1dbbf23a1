"""`merge` and `sync`: what another device holds comes into this one."""

from pathlib import Path
from typing import NamedTuple

from stepready.core.values.errors import StepreadyError
from stepready.store.book import Book
from stepready.store.devices.merge_rows import Merged
from stepready.store.devices.other_book import other_book
from stepready.store.devices.sync_folder import leave_copy, other_files, own_file, refuse_live
from stepready.store.devices.which_wins import Prefer
from stepready.store.embedded.file import is_arriving
from stepready.store.location import database_path, is_server


class UnreadFile(NamedTuple):
    """A file of another device that could not be merged, and why."""

    file: Path
    why: str


class Synced(NamedTuple):
    """What a sync brought from each file, and whether this device's own file was written.

    `waiting` have not arrived whole yet, `failed` will not be read next time either.
    """

    merged: tuple[tuple[Path, Merged], ...]
    waiting: tuple[UnreadFile, ...]
    failed: tuple[UnreadFile, ...]
    written: Path | None


def merge_file(book: Book, db: str | None, other: Path, moment: str, prefer: Prefer, *, keep: bool) -> Merged:
    """Bring another database of the same owner in; without `keep`, only say what that would change."""
    other = other.expanduser()
    _refuse_itself(db, other)
    with other_book(other, moment) as theirs:
        return book.merge(theirs, prefer, called=other.name, keep=keep)


def _refuse_itself(db: str | None, other: Path) -> None:
    if is_server(db):
        return
    own = database_path(db)
    if own.exists() and other.exists() and own.samefile(other):
        raise StepreadyError(f"{other} is the database itself; give the file of another device")


def sync(book: Book, db: str | None, folder: Path, moment: str) -> Synced:
    """Merge what other devices left in a folder, then leave what this one holds there.

    A file that is not whole yet waits for the next time; one that is broken holds no other back.
    """
    folder = folder.expanduser()
    if not is_server(db):
        refuse_live(folder, database_path(db))
    merged: list[tuple[Path, Merged]] = []
    waiting: list[UnreadFile] = []
    failed: list[UnreadFile] = []
    for file in other_files(folder, book.device()):
        if is_arriving(file):
            waiting.append(UnreadFile(file, "it has not arrived whole yet"))
            continue
        try:
            merged.append((file, merge_file(book, db, file, moment, Prefer.LATER, keep=True)))
        except StepreadyError as problem:
            failed.append(UnreadFile(file, problem.message))
    own = own_file(folder, book.device())
    written = leave_copy(db, own, moment)
    return Synced(tuple(merged), tuple(waiting), tuple(failed), written)
