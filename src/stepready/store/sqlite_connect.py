"""Open connections to a database file: waiting for others, on disk when they commit, for reading if need be."""

import sqlite3
from pathlib import Path

from stepready.store.sqlite_errors import primary

BUSY_SECONDS = 10.0
_UNWRITABLE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL}


def connect(address: str) -> sqlite3.Connection:
    """Open a connection that waits for others and is on disk when it commits."""
    connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
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
        return _with_version(f"{path.as_uri()}?mode=rw")
    except sqlite3.OperationalError as problem:
        log = path.with_name(path.name + "-wal")
        if primary(problem) not in _UNWRITABLE or (log.exists() and log.stat().st_size):
            raise
    return _with_version(f"{path.as_uri()}?mode=ro&immutable=1")


def _with_version(address: str) -> tuple[sqlite3.Connection, int]:
    connection = connect(address)
    try:
        return connection, version_of(connection)
    except BaseException:
        connection.close()
        raise


def version_of(connection: sqlite3.Connection) -> int:
    """Return the schema's version, 0 for an empty database."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
