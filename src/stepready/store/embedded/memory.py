"""An embedded database in memory, for what is read whole before anything is touched."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from stepready.store.embedded import file as sqlite_file
from stepready.store.embedded.connect import connect, connect_file, in_sentences, version_of
from stepready.store.embedded.schema import lacking
from stepready.store.embedded.sqlite import SqliteStore
from stepready.store.mending.copy_file import pour


class MemoryStore(SqliteStore):
    """All that a file holds, at the latest schema, or an empty log; the file stays as it is."""

    def __init__(self, file: Path | None, moment: Callable[[], str]) -> None:
        """Remember the file, None for an empty log; `moment` as for the store of a file."""
        super().__init__(file or Path(":memory:"), moment)
        self._file = file

    def content(self) -> bytes:
        """Return the bytes of the whole database as a file holds them."""
        with in_sentences(self._path):
            return self._for_writing().serialize()

    def owners(self) -> set[str]:
        """Return whose rows there are."""
        with in_sentences(self._path):
            found = self._reading().execute("SELECT owner FROM book UNION SELECT owner FROM stamp")
            return {owner for (owner,) in found}

    def lacks(self) -> list[str]:
        """Say what is missing of the schema, in SQLite's words."""
        with in_sentences(self._path):
            return list(lacking(self._reading(), self._statements.values()))

    def _note_commit(self) -> None:
        """Remember nothing: no file changed."""

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = self._loaded()
        return self._connection

    def _for_writing(self) -> sqlite3.Connection:
        connection = self._connected()
        if connection.in_transaction:
            connection.execute("COMMIT")
        return connection

    def _loaded(self) -> sqlite3.Connection:
        """Return a connection to memory with what the file holds."""
        connection = connect(":memory:")
        try:
            if self._file is not None and sqlite_file.look(self._file) is not None:
                with closing(connect_file(self._file)[0]) as reading:
                    pour(reading, connection)
        except BaseException:
            connection.close()
            raise
        return self._migrated(connection, version_of(connection), None)
