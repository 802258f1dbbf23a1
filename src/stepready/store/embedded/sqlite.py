"""The embedded database: the standard library's sqlite3 and the statements compiled ahead of time."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

from stepready.core.values.errors import StepreadyError
from stepready.store.connection import COMMITTED, OWNERS, Row, compiled_statements
from stepready.store.devices.device import device
from stepready.store.embedded import file as sqlite_file
from stepready.store.embedded.connect import connect, connect_file, in_sentences
from stepready.store.embedded.file import refuse_newer
from stepready.store.migrations import LATEST

Keep = Callable[[Path, int], None]
DIALECT = "sqlite"


def _copied_first(path: Path, version: int) -> None:
    """Copy a file before its schema changes."""
    from stepready.store.mending.copy_file import keep_migration_copy  # noqa: PLC0415 - before a migration alone

    keep_migration_copy(path, version)


class SqliteStore:
    """One database file. A missing one reads as an empty log and is created by the first write.

    Reads see one moment, that of the first, until something is written or the file is let go of.
    """

    def __init__(self, path: Path, moment: Callable[[], str]) -> None:
        """Remember the file; `moment` gives the present moment as UTC ISO text, for the record of migrations."""
        self.today: date | None = None
        self._path = path
        self._moment = moment
        self._statements = compiled_statements(DIALECT)
        self._connection: sqlite3.Connection | None = None
        self._is_stand_in = False

    def rows(self, name: str, /, **values: Any) -> list[Row]:
        """Return what a statement finds, each row by column name."""
        with in_sentences(self._path):
            return self._reading().execute(self._statements[name], {**values, **OWNERS}).fetchall()

    def run(self, name: str, rows: Sequence[Row]) -> None:
        """Run a statement once for each row of values."""
        with in_sentences(self._path):
            self._reading().executemany(self._statements[name], [{**row, **OWNERS} for row in rows])

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the one write transaction: all of it is on disk when it ends, or none of it."""
        with in_sentences(self._path):
            connection = self._for_writing()
            connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            with in_sentences(self._path):
                connection.execute("COMMIT")
            self._note_commit()
        except BaseException as problem:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            elif not isinstance(problem, StepreadyError):
                self._note_commit()
            raise

    def _note_commit(self) -> None:
        """Remember that this process changed a file, also where it was stopped just then."""
        COMMITTED.append(str(self._path))

    def device(self) -> str:
        """Return the device that gives stamps to changes of this file on this computer."""
        return device(str(self._path))

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _reading(self) -> sqlite3.Connection:
        """Return the open connection inside a transaction, so that everything read is of one moment."""
        connection = self._connected()
        if not connection.in_transaction:
            connection.execute("BEGIN")
        return connection

    def _connected(self) -> sqlite3.Connection:
        """Return the open connection; an empty stand-in in memory when there is no file yet."""
        if self._connection is None:
            header = sqlite_file.look(self._path)
            self._is_stand_in = header is None or header.version == 0
            self._connection = self._stand_in() if self._is_stand_in else self._open()
        return self._connection

    def _for_writing(self) -> sqlite3.Connection:
        """Return a connection to the file itself, created if need be, with a write-ahead log as soon as may be."""
        connection = self._connected()
        if self._is_stand_in:
            self.close()
            sqlite_file.create(self._path)
            self._connection, self._is_stand_in = self._open(), False
            connection = self._connection
        if connection.in_transaction:
            connection.execute("COMMIT")
        with suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode = WAL")
        return connection

    def _stand_in(self) -> sqlite3.Connection:
        """Return an empty log that is kept nowhere."""
        return self._migrated(connect(":memory:"), 0, None)

    def _open(self) -> sqlite3.Connection:
        """Open the file, at the latest schema."""
        connection, version = connect_file(self._path)
        return self._migrated(connection, version, _copied_first)

    def _migrated(self, connection: sqlite3.Connection, version: int, keep: Keep | None) -> sqlite3.Connection:
        """Return a connection at the latest schema; raise, and close it, when it cannot be brought there."""
        try:
            if version != LATEST:
                from stepready.store.embedded.schema import migrate  # noqa: PLC0415 - a database of today needs none

                refuse_newer(self._path, version)
                migrate(connection, self._path, self._moment(), keep)
        except BaseException:
            connection.close()
            raise
        return connection
