"""Read what can be read of a damaged table: by rowid, from both ends, around what is broken."""

import sqlite3
import time
from collections.abc import Iterable
from typing import Any, NamedTuple

from stepready.store.connection import Row
from stepready.store.kinds import KINDS

_FIRST, _LAST = 0, 2**63 - 1
_ROW_BYTES = 16
"""No row of ours takes less, and every row that ever was stands in the journal too."""
MOST_SECONDS = 1.0
"""How long a table is read around what is broken; what is left then is looked for in the pages themselves."""
_PROBLEMS = (sqlite3.Error, ValueError, OverflowError)


Keys = tuple[Any, ...]


class Salvaged(NamedTuple):
    """The rows of a table that could be read, and whether none is missing for certain.

    `keys` are those that the index of a table's own keys knows, None where it cannot be read. `strays` are rows found
    apart from a table that is not whole: they may be out of date.
    """

    rows: list[Row]
    whole: bool
    keys: set[Keys] | None = None
    strays: list[Row] = []  # noqa: RUF012 - never changed


def salvage(connection: sqlite3.Connection, table: str, bytes_: int) -> Salvaged:
    """Read a table of a file of that many bytes; a broken page hides no more rows than its own."""
    if not is_known(connection, table):
        return Salvaged([], whole=False)
    reading = _Reading(connection, table)
    left = reading.read(_FIRST, _LAST)
    if left is not None:
        first, last = left
        reading.around(first, last if last < _LAST else max(first, bytes_ // _ROW_BYTES))
    keys = _keys_in_index(connection, KINDS[table].keys, table) if table in KINDS else None
    is_whole = left is None and _is_sound(connection, table)
    return Salvaged([row for _, row in sorted(reading.found.items())], is_whole, keys)


def is_known(connection: sqlite3.Connection, table: str) -> bool:
    """Whether the schema can be read and has the table: without it every single read would fail."""
    try:
        connection.execute(f"SELECT 1 FROM {table} LIMIT 0")  # noqa: S608 - a name of ours
    except _PROBLEMS:
        return False
    return True


def _is_sound(connection: sqlite3.Connection, table: str) -> bool:
    """Whether SQLite finds nothing wrong with a table and its indexes: a broken page may hide rows without a word."""
    try:
        return [tuple(row) for row in connection.execute(f"PRAGMA integrity_check({table})")] == [("ok",)]
    except _PROBLEMS:
        return False


def _keys_in_index(connection: sqlite3.Connection, keys: Iterable[str], table: str) -> set[Keys] | None:
    columns = ", ".join(f'"{key}"' for key in keys)
    query = f"SELECT {columns} FROM {table} INDEXED BY sqlite_autoindex_{table}_1"  # noqa: S608 - names of ours
    try:
        return {tuple(row) for row in connection.execute(query)}
    except _PROBLEMS:
        return None


class _Reading:
    """The rows of one table by rowid, as far as they were read."""

    def __init__(self, connection: sqlite3.Connection, table: str) -> None:
        self.found: dict[int, Row] = {}
        self._connection = connection
        self._table = table

    def read(self, low: int, high: int) -> tuple[int, int] | None:
        """Read a range upwards to what is broken, then downwards; return what is left between, None if nothing is."""
        first = self._pass(low, high, "ASC", low - 1) + 1
        if first > high:
            return None
        last = self._pass(first, high, "DESC", high + 1) - 1
        return (first, last) if first <= last else None

    def around(self, low: int, high: int) -> None:
        """Halve a range that is broken at both ends, until nothing is left or it takes too long."""
        spans, end = [(low, high)], time.monotonic() + MOST_SECONDS
        while spans and time.monotonic() < end:
            low, high = spans.pop()
            if low < high:
                middle = (low + high) // 2
                halves = (self.read(middle + 1, high), self.read(low, middle))
                spans += [half for half in halves if half is not None]

    def _pass(self, low: int, high: int, direction: str, last: int) -> int:
        """Read one way; return the last place that was read, the far end when nothing is broken."""
        query = (
            f"SELECT rowid AS place, * FROM {self._table} NOT INDEXED "  # noqa: S608 - a name of ours
            f"WHERE rowid BETWEEN ? AND ? ORDER BY rowid {direction}"
        )
        try:
            for row in self._connection.execute(query, (low, high)):
                last = row["place"]
                self.found[last] = {key: row[key] for key in row.keys() if key != "place"}  # noqa: SIM118 - sqlite3.Row
        except _PROBLEMS:
            return last
        return high if direction == "ASC" else low
