"""Look at a database without changing a byte of it or beside it, as far as SQLite allows."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from stepready.store import sqlite_file
from stepready.store.codec import shown
from stepready.store.connection import Row
from stepready.store.kinds import KINDS, Kind
from stepready.store.migrations import LATEST
from stepready.store.rescue import readable_rows

FAULTS_SHOWN = 5
PRIVATE = 0o077


class Inspection(NamedTuple):
    """What is known of a database file.

    `faults` are SQLite's own words, or name the rows that cannot be read; `loose` names what others may read.
    """

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
    faults, scores = _check(path, version) if version else ((), None)
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
        found = [copy for copy in path.parent.iterdir() if _is_copy_of(path, copy)]
        return tuple(sorted(found, key=lambda copy: copy.stat().st_mtime, reverse=True))
    except OSError:
        return ()


def _is_copy_of(path: Path, copy: Path) -> bool:
    """Whether a name beside a database is a copy of it, and no link to nowhere."""
    return copy.name.startswith(f"{path.name}.") and copy.name.endswith(".backup") and copy.is_file()


def _check(path: Path, version: int) -> tuple[tuple[str, ...], int | None]:
    """Return what the integrity check finds wrong, and how many scores can still be counted."""
    log = path.with_name(f"{path.name}-wal")
    mode = "mode=ro" if log.exists() else "mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?{mode}", uri=True, timeout=5)) as connection:
            faults = _faults(connection)
            if not faults and version == LATEST:
                faults = _unread(connection)
            if not faults:
                return (), int(connection.execute("SELECT count(*) FROM score").fetchone()[0])
        return faults, len(readable_rows(path)["score"])
    except (sqlite3.Error, ValueError, OSError) as problem:
        return (shown(problem),), None


def _unread(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Name the first rows that a sound database holds and nobody can read."""
    from stepready.store.checking import unread  # imports sqlmodel: `path` has no use for it

    connection.row_factory = sqlite3.Row
    connection.text_factory = lambda raw: raw.decode(errors="surrogateescape")
    found = (said for kind in KINDS.values() for said in unread(kind, _every(connection, kind)))
    return tuple(islice(found, FAULTS_SHOWN))


def _every(connection: sqlite3.Connection, kind: Kind) -> Iterator[Row]:
    for row in connection.execute(f"SELECT * FROM {kind.name}"):  # noqa: S608 - a name of ours
        yield dict(row)


def _faults(connection: sqlite3.Connection) -> tuple[str, ...]:
    try:
        found = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({FAULTS_SHOWN})")]
    except (sqlite3.Error, ValueError) as problem:
        return (shown(problem),)
    return () if found == ["ok"] else tuple(line for text in found for line in text.splitlines() if line[:3] != "***")


def _loose(path: Path) -> tuple[Path, ...]:
    """Return the files of a database, and its own folder, that others may read."""
    files = [path, *(path.with_name(path.name + end) for end in ("-wal", "-shm")), *backups_of(path)]
    return tuple(file for file in files if file.exists() and file.stat().st_mode & PRIVATE)


def server_holds(db: str, moment: str) -> tuple[int, int, tuple[str, ...]]:
    """Return a server's schema, how many scores it holds and the rows nobody can read.

    Raise StepreadyError when it cannot be reached.
    """
    from stepready.store.checking import unread
    from stepready.store.server import ServerStore

    with closing(ServerStore(db, lambda: moment)) as store:
        found = (said for kind in KINDS.values() for said in unread(kind, store.rows(f"all_{kind.name}")))
        return LATEST, int(store.rows("count_scores")[0]["scores"]), tuple(islice(found, FAULTS_SHOWN))
