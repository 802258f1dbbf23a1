"""Open a database file without changing a byte of it; beside it at most an empty log goes."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from stepready.store.embedded.connect import BUSY_SECONDS, DAMAGED, address, primary
from stepready.store.embedded.file import bytes_said
from stepready.store.passing_folder import passing_folder

_LONGEST = 2**30
"""Bytes that are made up for at most: no book was ever that large."""
_LOGS = ("-wal", "-journal")


@contextmanager
def peeking(path: Path, *, lengthen: bool = False) -> Iterator[sqlite3.Connection]:
    """Open a file to read one moment of it; one with a log that only a writer can apply is read in a private copy.

    With `lengthen` so is one that was cut off, with empty pages for those lost: SQLite reads nothing of it else.
    Raise sqlite3.Error or OSError when it cannot be read at all.
    """
    said = bytes_said(path) if lengthen else 0
    is_cut = path.stat().st_size < said <= _LONGEST
    connection = None if is_cut else _connection(path)
    if connection is not None:
        with closing(connection):
            connection.execute("BEGIN")
            yield connection
        return
    with passing_folder() as folder:
        copy = folder / "copy.db"
        shutil.copyfile(path, copy)
        for end in _LOGS:
            with suppress(FileNotFoundError):
                shutil.copyfile(path.with_name(path.name + end), copy.with_name(copy.name + end))
        if is_cut:
            os.truncate(copy, said)
        with closing(_connect(address(copy, "mode=rw"))) as private:
            yield private


def _connection(path: Path) -> sqlite3.Connection | None:
    """Return a connection for reading alone, None when the file's logs cannot be read that way."""
    logs = [log for end in _LOGS if (log := path.with_name(path.name + end)).exists() and log.stat().st_size]
    if not logs:
        return _held_still(path, "mode=rw") or _connect(address(path, "mode=ro&immutable=1"))
    if not path.with_name(f"{path.name}-shm").exists() and logs[0].name.endswith("-wal"):
        return None
    return _held_still(path, "mode=ro")


def _held_still(path: Path, how: str) -> sqlite3.Connection | None:
    """Return a connection that writers heed: nothing changes under it while it reads; None where none is granted.

    A file that has no log to be applied may be opened to write: closing it writes nothing.
    """
    connection = _connect(address(path, how))
    try:
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.Error as problem:
        if primary(problem) in DAMAGED:
            return connection
        connection.close()
        return None
    return connection


def _connect(place: str) -> sqlite3.Connection:
    connection = sqlite3.connect(place, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    connection.row_factory = sqlite3.Row
    return connection
