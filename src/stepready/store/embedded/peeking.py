"""Open a database file without changing a byte of it, or of what stands beside it."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from stepready.store.embedded.connect import BUSY_SECONDS, DAMAGED, address, primary

_LOGS = ("-wal", "-journal")


@contextmanager
def peeking(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file to read; one with a log that only a writer can apply is read in a private copy.

    Raise sqlite3.Error or OSError when it cannot be read at all.
    """
    connection = _connection(path)
    if connection is not None:
        with closing(connection):
            yield connection
        return
    with TemporaryDirectory(prefix="stepready-") as folder:
        copy = Path(folder) / "copy.db"
        for end in ("", *_LOGS):
            if path.with_name(path.name + end).exists():
                shutil.copyfile(path.with_name(path.name + end), copy.with_name(copy.name + end))
        with closing(_connect(address(copy, "mode=rw"))) as private:
            yield private


def _connection(path: Path) -> sqlite3.Connection | None:
    """Return a connection for reading alone, None when the file's logs cannot be read that way."""
    logs = [log for end in _LOGS if (log := path.with_name(path.name + end)).exists() and log.stat().st_size]
    if not logs:
        return _connect(address(path, "mode=ro&immutable=1"))
    if not path.with_name(f"{path.name}-shm").exists() and logs[0].name.endswith("-wal"):
        return None
    connection = _connect(address(path, "mode=ro"))
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
