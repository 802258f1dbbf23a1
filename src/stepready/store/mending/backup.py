"""Back up and restore a whole database, journal and all; a backup is always one embedded database file.

A restore is one write transaction: what was there is copied and replaced under the lock that every writer waits for.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from stepready.core.values.errors import FileError, StepreadyError, reason
from stepready.core.values.stamp import NEVER
from stepready.store.connection import Store
from stepready.store.devices.device import forget_device
from stepready.store.embedded import file as sqlite_file
from stepready.store.embedded.connect import DAMAGED, connect_file, primary, sentence
from stepready.store.embedded.memory import MemoryStore
from stepready.store.embedded.sqlite import SqliteStore
from stepready.store.kinds import CHANGE, ENTERED, KINDS
from stepready.store.location import data_folder, database_path, is_server, shown
from stepready.store.mending.checking import unread
from stepready.store.mending.copy_file import is_taken, keep_copy, put_copy, refuse_unsound
from stepready.store.mending.copy_rows import content_of, copy_rows
from stepready.store.mending.damaged_file import overwrite
from stepready.store.mending.inspection import faults_of
from stepready.store.server.address import database_of
from stepready.store.server.database import ServerStore

if TYPE_CHECKING:
    from stepready.store.server.database import Stating


def backup(db: str | None, target: Path, moment: str) -> Path:
    """Write a new file that holds everything, also while others write, and return where it is."""
    if target.exists():
        raise is_taken(target)
    if db is not None and is_server(db):
        with closing(_server(db, moment)) as server:
            return put_copy(content_of(server, moment), target)
    path = database_path(db)
    header = sqlite_file.look(path)
    if header is None or header.version == 0:
        raise StepreadyError(f"there is nothing to back up: no database at {path} yet")
    copy = put_copy(path, target)
    if faults := faults_of(copy):
        raise StepreadyError(
            f"{path} is damaged ({faults[0]}): {copy} is a copy of it as it is, and no whole backup",
            ("run `stepready doctor`: it says what can be recovered and how",),
        )
    return copy


def restore(db: str | None, copy: Path, moment: str, stated: "Stating | None" = None) -> Path | None:
    """Replace everything by what a backup holds; return the safety copy of what was there, None if nothing was.

    The backup is read whole, in memory at the latest schema, before anything is touched; `stated` as for ServerStore.
    Raise StepreadyError, with the database as it was, for whatever fails.
    """
    refuse_unsound(copy)
    stamp = moment.replace(":", "").replace("-", "").partition("+")[0]
    try:
        if db is not None and is_server(db):
            with closing(_ready(copy, moment)) as ready, closing(_server(db, moment, stated)) as server:
                wanted = data_folder() / f"{database_of(db)}.before-restore-{stamp}.backup"
                sqlite_file.make_folder(wanted.parent)
                return _replace(server, shown(db), ready, lambda: keep_copy(content_of(server, moment), wanted))
        path = database_path(db)
        if path.exists() and path.samefile(copy):
            raise StepreadyError(f"{copy} is the database itself; give the file of a backup")
        with closing(_ready(copy, moment)) as ready:
            return _restore_file(path, ready, path.with_name(f"{path.name}.before-restore-{stamp}.backup"), moment)
    except OSError as problem:
        raise FileError(f"{copy} cannot be restored: {reason(problem)}; nothing was changed") from None


def _restore_file(path: Path, ready: MemoryStore, safety: Path, moment: str) -> Path | None:
    """Put what was read whole in the place of a file's rows, or of the file where it is damaged."""
    header = sqlite_file.look(path)
    if header is not None and header.version and _is_damaged(path, moment):
        forget_device(str(path))
        return overwrite(path, ready.content(), safety)
    with closing(SqliteStore(path, lambda: moment)) as store:
        return _replace(store, str(path), ready, lambda: keep_copy(path, safety))


def _replace(store: Store, place: str, ready: Store, keep: Callable[[], Path]) -> Path | None:
    """Copy what is there and replace it, in one transaction; the place is another device from then on."""
    kept = None
    try:
        with store.writing():
            if not store.rows("all_book"):
                store.run("add_book", [{"last_change": 0, "stamp": NEVER}])
            store.run("take_change", [{}])
            if _holds_anything(store):
                kept = keep()
            forget_device(place)
            copy_rows(ready, store)
    except StepreadyError as problem:
        if kept is None:
            raise
        raise StepreadyError(problem.message, (*problem.details, f"a copy of what was there: {kept}")) from None
    return kept


def _holds_anything(store: Store) -> bool:
    """Whether anything was ever entered."""
    return any(store.rows(f"all_{kind.name}") for kind in (*ENTERED, CHANGE))


def _ready(copy: Path, moment: str) -> MemoryStore:
    """Read a backup into memory, every row of it; raise StepreadyError if one fails."""
    store = MemoryStore(copy, lambda: moment)
    try:
        fault = _first_fault(store)
    except StepreadyError as problem:
        fault = problem.message.replace(str(copy), "it").partition(";")[0]
    if fault is None:
        return store
    store.close()
    raise StepreadyError(f"{copy} is no backup that can be restored: {fault}; nothing was changed")


def _first_fault(store: Store) -> str | None:
    """Say what keeps a backup from being read whole, None when nothing does."""
    kept = {name: store.rows(f"all_{name}") for name in KINDS}
    unreadable = (fault for kind in ENTERED for fault in unread(kind, kept[kind.name]))
    return next(unreadable, None if kept["book"] else "its counters are missing")


def _is_damaged(path: Path, moment: str) -> bool:
    """Whether a database cannot be worked with; raise StepreadyError when it cannot be had for writing."""
    try:
        with closing(connect_file(path)[0]) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
            if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                return True
    except UnicodeDecodeError:
        return True
    except sqlite3.Error as problem:
        if primary(problem) in DAMAGED:
            return True
        raise sentence(path, problem) from None
    try:
        with closing(MemoryStore(path, lambda: moment)) as store:
            return bool(store.lacks())
    except StepreadyError:
        return True


def _server(db: str, moment: str, stated: "Stating | None" = None) -> Store:
    return ServerStore(db, lambda: moment, stated)
