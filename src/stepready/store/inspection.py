"""Look at a database without changing a byte of it or beside it, as far as SQLite allows."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from stepready.store import sqlite_file
from stepready.store.migrations import LATEST
from stepready.store.rescue import readable_rows

FAULTS_SHOWN = 5
PRIVATE = 0o077


class Inspection(NamedTuple):
    """What is known of a database file. `faults` are SQLite's own words; `loose` names what others may read."""

    path: Path
    exists: bool
    version: int
    latest: int
    scores: int | None
    bytes: int
    faults: tuple[str, ...]
    loose: tuple[Path, ...]
    backups: tuple[Path, ...]


def inspect(path: Path) -> Inspection:
    """Inspect a file; raise StepreadyError when it is none of ours."""
    header = sqlite_file.look(path)
    version = header.version if header else 0
    faults, scores = _check(path) if version else ((), None)
    return Inspection(
        path=path,
        exists=header is not None,
        version=version,
        latest=LATEST,
        scores=scores,
        bytes=path.stat().st_size if header else 0,
        faults=faults,
        loose=_loose(path) if header else (),
        backups=backups_of(path),
    )


def backups_of(path: Path) -> tuple[Path, ...]:
    """Return the copies kept beside a database, newest first."""
    try:
        found = list(path.parent.glob(f"{path.name}.*.backup"))
    except OSError:
        return ()
    return tuple(sorted(found, key=lambda copy: copy.stat().st_mtime, reverse=True))


def _check(path: Path) -> tuple[tuple[str, ...], int | None]:
    """Return what the integrity check finds wrong, and how many scores can still be counted."""
    log = path.with_name(f"{path.name}-wal")
    mode = "mode=ro" if log.exists() else "mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?{mode}", uri=True, timeout=5)) as connection:
            faults = _faults(connection)
            if not faults:
                return (), int(connection.execute("SELECT count(*) FROM score").fetchone()[0])
        return faults, len(readable_rows(path)["score"])
    except sqlite3.Error as problem:
        return (str(problem),), None


def _faults(connection: sqlite3.Connection) -> tuple[str, ...]:
    try:
        found = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({FAULTS_SHOWN})")]
    except sqlite3.Error as problem:
        return (str(problem),)
    return () if found == ["ok"] else tuple(line for text in found for line in text.splitlines() if line[:3] != "***")


def _loose(path: Path) -> tuple[Path, ...]:
    """Return the files of a database, and its own folder, that others may read."""
    files = [path, *(path.with_name(path.name + end) for end in ("-wal", "-shm")), *backups_of(path)]
    return tuple(file for file in files if file.exists() and file.stat().st_mode & PRIVATE)


def server_holds(db: str, moment: str) -> tuple[int, int]:
    """Return a server's schema and how many scores it holds; raise StepreadyError when it cannot be reached."""
    from stepready.store.server import ServerStore

    with closing(ServerStore(db, lambda: moment)) as store:
        return LATEST, int(store.rows("count_scores")[0]["scores"])
