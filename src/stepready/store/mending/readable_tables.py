"""Every table of a damaged file at the latest schema, as far as it can be read: by SQLite, and else from its pages."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path

from stepready.core.values.errors import FileError, StepreadyError
from stepready.store.embedded.connect import in_sentences
from stepready.store.embedded.file import look
from stepready.store.embedded.peeking import peeking
from stepready.store.embedded.schema import migrate, run_step
from stepready.store.mending.pages import Pages, content_of_file
from stepready.store.mending.salvage import Salvaged, is_known, salvage, with_strays
from stepready.store.mending.strays import Shapes, fits, shapes_of, strays
from stepready.store.migrations import LATEST, pending

_LARGEST = 2**30
"""Bytes that are searched for rows at most: no book was ever that large."""
_STEPS = "stepready_migration"
Tables = Mapping[str, Salvaged]


def tables_of(path: Path, moment: str) -> Tables:
    """Return what can be read of every table; raise StepreadyError when that is nothing at all.

    Of a file whose first page is broken, so that SQLite knows no table of it, that is what its other pages hold.
    """
    version, refusal = _version(path, moment)
    with (
        in_sentences(path),
        _opened(path, refusal) as connection,
        closing(_empty_like(connection, version, moment)) as lifted,
    ):
        shapes = _shapes(lifted)
        tables = {table: salvage(connection, table) for table in shapes}
        if not all(read.whole for read in tables.values()):
            found = strays(_pages(path).records(), shapes)
            tables |= {
                name: with_strays(connection, name, read, found[name])
                for name, read in tables.items()
                if not read.whole
            }
        if not any(read.rows or read.strays or is_known(connection, name) for name, read in tables.items()):
            raise refusal or StepreadyError(f"nothing of {path} can be read any more; go back to a backup")
        return tables if version == LATEST else _lifted(lifted, tables, path, moment)


def _version(path: Path, moment: str) -> tuple[int, StepreadyError | None]:
    """Return the version of a file's schema, and why it would be refused where its first bytes are not ours."""
    try:
        header = look(path)
        if header is not None and header.version:
            return header.version, None
        refusal = StepreadyError(f"{path} has no rows to rescue; go back to a backup")
    except FileError:
        raise
    except StepreadyError as problem:
        refusal = problem
    with closing(_empty_like(None, LATEST, moment)) as latest:
        shape = {_STEPS: shapes_of(latest)[_STEPS]}
    version = max((stray.number for stray in strays(_pages(path).records(), shape)[_STEPS]), default=LATEST)
    if version > LATEST:
        raise refusal
    return version, refusal


@contextmanager
def _opened(path: Path, refusal: StepreadyError | None) -> Iterator[sqlite3.Connection]:
    """Open what SQLite can read of a file: nothing where it is not known to be ours."""
    if refusal is not None:
        with closing(sqlite3.connect(":memory:")) as nothing:
            yield nothing
        return
    with peeking(path, lengthen=True) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        with suppress(sqlite3.Error):  # the first statement fails, and those after it find what was read
            connection.execute("SELECT 1 FROM sqlite_schema")
        connection.text_factory = lambda raw: raw.decode(errors="replace")
        yield connection


def _pages(path: Path) -> Pages:
    return Pages(content_of_file(path) if _size(path) <= _LARGEST else b"")


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _empty_like(connection: sqlite3.Connection | None, version: int, moment: str) -> sqlite3.Connection:
    """Return a database in memory with the tables of a version; of a half-migrated file those it came to."""
    empty = sqlite3.connect(":memory:", isolation_level=None)
    empty.row_factory = sqlite3.Row
    for step in pending(0):
        if step.number > version and (connection is None or _has_all_of(empty, connection, _ever())):
            break
        run_step(empty, step, moment)
    for table in _shapes(empty):
        empty.execute(f"DELETE FROM {table}")  # noqa: S608 - a name of ours
    return empty


def _shapes(connection: sqlite3.Connection) -> Shapes:
    """Return the columns of the tables that hold rows of the user's."""
    return {table: columns for table, columns in shapes_of(connection).items() if table != _STEPS}


@cache
def _ever() -> frozenset[str]:
    """Return the name of every column that any schema had."""
    names: set[str] = set()
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as empty:
        empty.row_factory = sqlite3.Row
        for step in pending(0):
            run_step(empty, step, "")
            names |= {column.name for columns in _shapes(empty).values() for column in columns}
    return frozenset(names)


def _has_all_of(empty: sqlite3.Connection, connection: sqlite3.Connection, known: frozenset[str]) -> bool:
    """Whether a database has every known column that the tables of another have, as far as those can be read."""
    return all(_columns(connection, table) & known <= _columns(empty, table) for table in _shapes(empty))


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    """Return the names of a table's columns, none where there is no such table or it cannot be read."""
    with suppress(sqlite3.Error):
        return {name for (name,) in map(tuple, connection.execute("SELECT name FROM pragma_table_info(?)", (table,)))}
    return set()


def _lifted(lifted: sqlite3.Connection, tables: Tables, path: Path, moment: str) -> Tables:
    """Bring rows of an earlier schema to the latest one, in memory."""
    for table, columns in _shapes(lifted).items():
        for row in (*tables[table].rows.values(), *tables[table].strays):
            there = [column.name for column in columns if column.name in row]
            if not there or not all(fits(row[column.name], column) for column in columns if column.name in row):
                continue
            names, values = ", ".join(f'"{name}"' for name in there), ", ".join("?" for _ in there)
            query = f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({values})"  # noqa: S608 - names of ours
            lifted.execute(query, [row[name] for name in there])
    migrate(lifted, path, moment, None)
    at_last = {table: salvage(lifted, table) for table in _shapes(lifted)}
    broken = {table for table, read in tables.items() if not read.whole}
    return {name: read._replace(whole=False, keys=None) if name in broken else read for name, read in at_last.items()}
