"""Back up and restore a whole database, journal and all; a backup is always one embedded database file."""

import tempfile
from contextlib import closing
from pathlib import Path

from stepready.core.errors import StepreadyError
from stepready.store import sqlite_file
from stepready.store.connection import KEPT, Store
from stepready.store.copying import copy_database, put_back, refuse_unsound
from stepready.store.location import data_folder, database_path, is_server
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


def restore(db: str | None, copy: Path, moment: str) -> Path | None:
    """Replace everything by what a backup holds; return the safety copy of what was there, None if nothing was."""
    refuse_unsound(copy)
    stamp = moment.replace(":", "").replace("-", "").partition("+")[0]
    if db is not None and is_server(db):
        return _restore_server(db, copy, moment, data_folder() / f"server-before-restore-{stamp}.backup")
    path = database_path(db)
    if path.exists() and path.samefile(copy):
        raise StepreadyError(f"{copy} is the database itself; give the file of a backup")
    header = sqlite_file.look(path)
    safety = path.with_name(f"{path.name}.before-restore-{stamp}.backup") if header and header.version else None
    if safety:
        _set_aside(path, safety)
    sqlite_file.create(path)
    put_back(copy, path)
    return safety


def _set_aside(path: Path, safety: Path) -> None:
    """Copy a database before it is replaced; a damaged one is moved away as it is."""
    try:
        copy_database(path, safety, replace=True)
    except StepreadyError:
        path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
        for end in ("-wal", ""):
            part = path.with_name(path.name + end)
            if part.exists():
                part.replace(safety.with_name(safety.name + end))


def _backup_server(db: str, target: Path, moment: str) -> Path:
    """Copy a server's rows into a new embedded database."""
    with closing(_server(db, moment)) as server, tempfile.TemporaryDirectory() as folder:
        part = Path(folder) / "part.db"
        with server.writing(), closing(SqliteStore(part, lambda: moment)) as copy, copy.writing():
            server.run("take_change", [{}])
            _copy_rows(server, copy)
        sqlite_file.make_folder(target.parent)
        return copy_database(part, target, replace=False)


def _restore_server(db: str, copy: Path, moment: str, safety: Path) -> Path:
    """Replace a server's rows by those of a backup, brought to the latest schema in a copy of its own."""
    _backup_server(db, safety, moment)
    with closing(_server(db, moment)) as server, tempfile.TemporaryDirectory() as folder:
        part = copy_database(copy, Path(folder) / "part.db", replace=False)
        with closing(SqliteStore(part, lambda: moment)) as backup_copy, server.writing():
            server.run("take_change", [{}])
            _copy_rows(backup_copy, server)
    return safety


def _copy_rows(source: Store, target: Store) -> None:
    """Replace every kept row of the owner inside the target's open transaction."""
    for name in KEPT:
        target.run(f"clear_{name}", [{}])
        target.run(f"add_{name}", source.rows(f"all_{name}"))


def _server(db: str, moment: str) -> Store:
    from stepready.store.server import ServerStore

    return ServerStore(db, lambda: moment)
