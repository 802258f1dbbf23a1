"""Read what can be read of a damaged table: from both ends, then each row that a page says it has by its number."""

import sqlite3
from collections.abc import Iterable
from typing import Any, NamedTuple

from stepready.store.connection import Row
from stepready.store.kinds import KINDS
from stepready.store.mending.strays import Stray

_PROBLEMS = (sqlite3.Error, ValueError, OverflowError)
_PLACE = "place"
"""What a row's own number is called where it is read."""
Keys = tuple[Any, ...]


class Salvaged(NamedTuple):
    """The rows of a table that could be read, by their own numbers, and whether none is missing for certain.

    `keys` are those that the index of a table's own keys knows, None where it cannot be read. `strays` are rows found
    apart from a table that is not whole: they may be out of date.
    """

    rows: dict[int, Row]
    whole: bool
    keys: set[Keys] | None = None
    strays: tuple[Row, ...] = ()


def salvage(connection: sqlite3.Connection, table: str) -> Salvaged:
    """Read a table upwards to what is broken, then downwards to it."""
    if not is_known(connection, table):
        return Salvaged({}, whole=False)
    rows: dict[int, Row] = {}
    for way in ("ASC", "DESC"):
        if _read(connection, rows, f"SELECT rowid AS {_PLACE}, * FROM {table} NOT INDEXED ORDER BY rowid {way}"):  # noqa: S608 - ours
            break
    keys = _keys_in_index(connection, KINDS[table].keys, table) if table in KINDS else None
    return Salvaged(rows, _is_sound(connection, table), keys)


def with_strays(connection: sqlite3.Connection, table: str, read: Salvaged, strays: Iterable[Stray]) -> Salvaged:
    """Ask a table that is not whole for each row that a page has and reading it through did not find."""
    rows, held = dict(read.rows), tuple(strays)
    if is_known(connection, table):
        query = f"SELECT rowid AS {_PLACE}, * FROM {table} NOT INDEXED WHERE rowid = ?"  # noqa: S608 - a name of ours
        for number in {stray.number for stray in held} - read.rows.keys():
            _read(connection, rows, query, number)
    return read._replace(rows=rows, strays=tuple(stray.row for stray in held))


def _read(connection: sqlite3.Connection, rows: dict[int, Row], query: str, *values: int) -> bool:
    """Add what a query finds to the rows, and say whether it came to its end."""
    try:
        for row in connection.execute(query, values):
            rows[row[_PLACE]] = {key: row[key] for key in row.keys() if key != _PLACE}  # noqa: SIM118 - sqlite3.Row
    except _PROBLEMS:
        return False
    return True


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
