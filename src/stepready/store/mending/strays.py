"""Tell by its shape alone which table a row was in: for rows whose table cannot be read any more."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import NamedTuple

from stepready.store.codec import PROBLEMS
from stepready.store.connection import OWNER, Row
from stepready.store.kinds import CHANGE, COUNTER, GAVE_WAY, INBOX_LINE, KINDS, NUMBERED, SET_ASIDE, STAMP
from stepready.store.mending.pages import PageRow, Value
from stepready.store.migrations import pending

_ADDED = re.compile(r"ALTER TABLE (\w+) ADD COLUMN (\w+)")
_COUNTED = {kind.counter for kind in NUMBERED}
_TELLING: Mapping[str, Callable[[Row], bool]] = {
    CHANGE.name: lambda row: bool(datetime.fromisoformat(row["at"])),
    COUNTER.name: lambda row: row["kind"] in _COUNTED,
    INBOX_LINE.name: lambda row: row["line"] not in _COUNTED,
    STAMP.name: lambda row: row["kind"] in KINDS,
    SET_ASIDE.name: lambda row: json.loads(row["held"]).keys() <= KINDS.keys(),
    GAVE_WAY.name: lambda row: not json.loads(row["held"]).keys() <= KINDS.keys(),
}
"""What tells rows apart whose columns are alike by type."""


_CLASSES = {"TEXT": str, "DOUBLE PRECISION": float}


class Declared(NamedTuple):
    """A column of a table as its statement declares it."""

    name: str
    type: str
    required: bool
    is_number: bool
    """Whether it is the row's own number."""


class Stray(NamedTuple):
    """A row of a table that a page has, with the number it has there."""

    number: int
    row: Row


Shapes = Mapping[str, tuple[Declared, ...]]
"""The columns of each table, in their order."""


def shapes_of(connection: sqlite3.Connection) -> Shapes:
    """Return the columns of every table that a database of ours has."""
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {table: _columns(connection, table) for table in tables}


def _columns(connection: sqlite3.Connection, table: str) -> tuple[Declared, ...]:
    query = 'SELECT name, type, "notnull", pk FROM pragma_table_info(?)'
    found = [tuple(row) for row in connection.execute(query, (table,))]
    keys = sum(key > 0 for *_, key in found)
    return tuple(
        Declared(name, kind, bool(required), is_number=key == keys == 1 and kind == "INTEGER")
        for name, kind, required, key in found
    )


def strays(records: Iterable[PageRow], shapes: Shapes) -> dict[str, list[Stray]]:
    """Return by table the rows that fit it; one that fits several by its types is given to each of them."""
    found: dict[str, list[Stray]] = {table: [] for table in shapes}
    by_length: dict[int, list[str]] = {}
    for table, columns in shapes.items():
        least = len(columns) - sum((table, column.name) in _added_later() for column in columns)
        for length in range(least, len(columns) + 1):
            by_length.setdefault(length, []).append(table)
    for record in records:
        for table in by_length.get(len(record.values), ()):
            row = _row(record, shapes[table])
            if row is not None and row.get("owner", OWNER) == OWNER and _is_told_apart(table, row):
                found[table].append(Stray(record.number, row))
    return found


@cache
def _added_later() -> frozenset[tuple[str, str]]:
    """Return the tables and columns that a step added: rows written before do not have them."""
    statements = (statement for step in pending(0) for statement in step.statements())
    return frozenset((match[1], match[2]) for match in map(_ADDED.match, statements) if match)


def _row(record: PageRow, columns: tuple[Declared, ...]) -> Row | None:
    """Return a row by column name, None where a value is not of its column's type."""
    row: dict[str, Value] = {}
    there = len(record.values)
    for place, column in enumerate(columns):
        value = record.number if column.is_number else record.values[place] if place < there else None
        if column.type.startswith("DOUBLE") and isinstance(value, int):
            value = float(value)
        if place < there and not fits(value, column):
            return None
        row[column.name] = value
    return row


def fits(value: object, column: Declared) -> bool:
    """Whether a value is of its column's type."""
    return not column.required if value is None else isinstance(value, _CLASSES.get(column.type, int))


def _is_told_apart(table: str, row: Row) -> bool:
    """Whether a row is its table's, where another table has the same columns by type."""
    tell = _TELLING.get(table)
    try:
        return tell is None or tell(row)
    except PROBLEMS:
        return False
