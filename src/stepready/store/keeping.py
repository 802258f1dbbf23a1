"""Back up and restore a whole database, journal and all; a backup is always one embedded database file."""

import os
import tempfile
from contextlib import closing
from pathlib import Path

from stepready.core.errors import StepreadyError
from stepready.store import sqlite_file
from stepready.store.connection import Store
from stepready.store.copying import copy_database, counters_of, is_damaged, keep_copy, put_back, refuse_unsound, reserve
from stepready.store.device import forget_device
from stepready.store.kinds import ENTERED, KINDS
from stepready.store.location import data_folder, database_path, is_server, shown
from stepready.store.sqlite import SqliteStore


def backup(db: str | None, target: Path, moment: str) -> Path:
    """Write a new file that holds everything, also while others write, and return where it is."""
    if target.exists():
        raise StepreadyError(f"{target} exists already; give the name of a new file")
    if db is not None and is_server(db):
        return _backup_server(db, target, moment)
    path = database_path(db)
    header = sqlite_file.look(path)
    if header is None or header.version == 0:
        raise StepreadyError(f"there is nothing to back up: no database at {path} yet")
    return copy_database(path, target, replace=False)


def leave_copy(db: str | None, target: Path, moment: str) -> Path | None:
    """Put a whole copy of a database where another device finds it, in one step; return None if it is there already."""
    if db is not None and is_server(db):
        with tempfile.TemporaryDirectory() as folder:
            part = _backup_server(db, Path(folder) / "server.db", moment)
            return None if counters_of(part) == counters_of(target) else copy_database(part, target, replace=True)
    path = database_path(db)
    header = sqlite_file.look(path)
    if header is None or header.version == 0 or counters_of(path) == counters_of(target):
        return None
    return copy_database(path, target, replace=True)


def restore(db: str | None, copy: Path, moment: str) -> Path | None:
    """Replace everything by what a backup holds; return the safety copy of what was there, None if nothing was.

    The backup is read whole, in a copy at the latest schema, before anything is touched. Raise StepreadyError, with
    the database as it was, for whatever fails.
    """
    refuse_unsound(copy)
    stamp = moment.replace(":", "").replace("-", "").partition("+")[0]
    try:
        with tempfile.TemporaryDirectory() as folder:
            ready = Path(folder) / "part.db"
            if db is not None and is_server(db):
                _make_ready(copy, ready, moment)
                safety = data_folder() / f"server-before-restore-{stamp}.backup"
                return _as_another(shown(db), _restore_server(db, ready, moment, safety))
            path = database_path(db)
            if path.exists() and path.samefile(copy):
                raise StepreadyError(f"{copy} is the database itself; give the file of a backup")
            header = sqlite_file.look(path)
            _make_ready(copy, ready, moment)
            safety = path.with_name(f"{path.name}.before-restore-{stamp}.backup")
            return _as_another(str(path), _restore_file(path, header, ready, safety))
    except OSError as problem:
        raise StepreadyError(f"{copy} cannot be restored: {sqlite_file.reason(problem)}; nothing was changed") from None


def _as_another(place: str, safety: Path | None) -> Path | None:
    """Let a place whose database was replaced be another device from now on."""
    forget_device(place)
    return safety


def _make_ready(copy: Path, ready: Path, moment: str) -> None:
    """Copy a backup, bring the copy to the latest schema and read every row; raise StepreadyError if one fails."""
    from stepready.store.checking import unread  # imports sqlmodel, which a backup has no use for

    copy_database(copy, ready, replace=False)
    try:
        with closing(SqliteStore(ready, lambda: moment)) as store:
            kept = {name: store.rows(f"all_{name}") for name in KINDS}
            faults = [fault for kind in ENTERED for fault in unread(kind, kept[kind.name])]
    except StepreadyError as problem:
        found = problem.message.replace(str(ready), "it").partition(";")[0]
        raise StepreadyError(f"{copy} is no backup that can be restored: {found}; nothing was changed") from None
    if faults:
        raise StepreadyError(f"{copy} is no backup that can be restored: {faults[0]}; nothing was changed")
    if not kept["book"]:
        raise StepreadyError(f"{copy} is no backup that can be restored: its counters are missing; nothing was changed")


def _restore_file(path: Path, header: sqlite_file.Header | None, ready: Path, safety: Path) -> Path | None:
    """Put a database that was read whole in the place of another."""
    if header is None:
        sqlite_file.make_folder(path.parent)
        copy_database(ready, path.resolve(), replace=True)
        return None
    if header.version == 0:
        put_back(ready, path)
        return None
    if is_damaged(path):
        return _replace_damaged(path, ready, reserve(safety))
    safety = keep_copy(path, safety)
    try:
        put_back(ready, path)
    except StepreadyError as problem:
        raise _with_safety(problem, safety) from None
    return safety


def _replace_damaged(path: Path, ready: Path, safety: Path) -> Path:
    """Move a damaged database away as it is and put another in its place; whatever fails, move it back."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    moved: list[tuple[Path, Path]] = []
    try:
        copy_database(ready, fresh, replace=True)
        for end in ("-shm", "-wal", ""):
            part, away = path.with_name(path.name + end), safety.with_name(safety.name + end)
            if part.exists():
                part.replace(away)
                moved.append((away, part))
        fresh.replace(path)
    except BaseException:
        for away, part in reversed(moved):
            away.replace(part)
        raise
    finally:
        fresh.unlink(missing_ok=True)
        if safety.exists() and not safety.stat().st_size:
            safety.unlink()
    safety.with_name(f"{safety.name}-shm").unlink(missing_ok=True)
    return safety


def _with_safety(problem: StepreadyError, safety: Path) -> StepreadyError:
    """Add to a failure where the copy of what was there is."""
    return StepreadyError(problem.message, (*problem.details, f"a copy of what was there: {safety}"))


def _backup_server(db: str, target: Path, moment: str) -> Path:
    """Copy a server's rows into a new embedded database."""
    with closing(_server(db, moment)) as server, tempfile.TemporaryDirectory() as folder:
        part = Path(folder) / "part.db"
        with server.writing(), closing(SqliteStore(part, lambda: moment)) as copy, copy.writing():
            server.run("take_change", [{}])
            _copy_rows(server, copy)
        sqlite_file.make_folder(target.parent)
        return copy_database(part, target, replace=False)


def _restore_server(db: str, ready: Path, moment: str, safety: Path) -> Path:
    """Replace a server's rows by those of a backup that was read whole."""
    sqlite_file.make_folder(safety.parent)
    with tempfile.TemporaryDirectory() as folder:
        safety = keep_copy(_backup_server(db, Path(folder) / "before.db", moment), safety)
    try:
        with (
            closing(_server(db, moment)) as server,
            closing(SqliteStore(ready, lambda: moment)) as backup_copy,
            server.writing(),
        ):
            server.run("take_change", [{}])
            _copy_rows(backup_copy, server)
    except StepreadyError as problem:
        raise _with_safety(problem, safety) from None
    return safety


def _copy_rows(source: Store, target: Store) -> None:
    """Replace every kept row of the owner inside the target's open transaction."""
    for name in KINDS:
        target.run(f"clear_{name}", [{}])
        target.run(f"add_{name}", source.rows(f"all_{name}"))


def _server(db: str, moment: str) -> Store:
    from stepready.store.server import ServerStore

    return ServerStore(db, lambda: moment)
