"""Connections to a database file, and SQLite's failures in sentences."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stepready.core.values.errors import FileError, StepreadyError

BUSY_SECONDS = 10.0
_UNWRITABLE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL}
_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_NOMEM}
DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_PRIMARY = 0xFF
BROKEN_TEXT = "text that is none"


def primary(problem: sqlite3.Error) -> int:
    """Return SQLite's primary result code."""
    return getattr(problem, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _PRIMARY


def connect(place: str) -> sqlite3.Connection:
    """Open a connection that waits for others and is on disk when it commits."""
    connection = sqlite3.connect(place, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA fullfsync = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def connect_file(path: Path) -> tuple[sqlite3.Connection, int]:
    """Open an existing file and return its schema's version too; for reading alone where nothing can be written."""
    try:
        return _with_version(address(path, "mode=rw"))
    except sqlite3.OperationalError as problem:
        log = path.with_name(path.name + "-wal")
        if primary(problem) not in _UNWRITABLE or (log.exists() and log.stat().st_size):
            raise
    return _with_version(address(path, "mode=ro&immutable=1"))


def address(path: Path, how: str) -> str:
    """Return what SQLite opens a file by, whatever stands in its name."""
    return f"{path.absolute().as_uri()}?{how}"


def _with_version(place: str) -> tuple[sqlite3.Connection, int]:
    connection = connect(place)
    try:
        return connection, version_of(connection)
    except BaseException:
        connection.close()
        raise


def version_of(connection: sqlite3.Connection) -> int:
    """Return the schema's version, 0 for an empty database."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def in_sentences(path: Path) -> Iterator[None]:
    """Raise StepreadyError for what SQLite could not do with the file at `path`."""
    try:
        yield
    except sqlite3.Error as problem:
        raise sentence(path, problem) from None
    except UnicodeDecodeError:
        raise damaged(path, BROKEN_TEXT) from None


def sentence(path: Path, problem: sqlite3.Error) -> StepreadyError:
    """Say what went wrong and what to do."""
    code = primary(problem)
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return FileError(f"{path} is in use by another program; nothing was changed, try again")
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
        if _may_be_written(path):
            return FileError(f"{path} cannot be written: the disk is full or failing; nothing was changed")
        return FileError(f"{path} cannot be written: the file or its folder is read-only; nothing was changed")
    if code in _FULL:
        return FileError(f"{path} cannot be written: the disk is full or failing ({problem}); nothing was changed")
    if code in DAMAGED:
        return damaged(path, str(problem))
    return StepreadyError(f"{path} is not as stepready left it ({problem}); run `stepready doctor`")


def damaged(path: Path, found: str) -> StepreadyError:
    """Say that a file is damaged and what to run."""
    return StepreadyError(
        f"{path} is damaged ({found}); it was not changed",
        ("run `stepready doctor`: it says what can be recovered and how",),
    )


def _may_be_written(path: Path) -> bool:
    """Whether the file, what SQLite keeps beside it and their folder all let this user write."""
    files = (file for end in ("", "-wal", "-shm") if (file := path.with_name(path.name + end)).exists())
    return all(os.access(place, os.W_OK) for place in (path.parent, *files))
