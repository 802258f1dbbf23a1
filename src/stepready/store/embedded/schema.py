"""Bring an embedded database to the latest schema: all of it, recorded, or nothing."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from stepready.store.codec import PROBLEMS, shown
from stepready.store.embedded.connect import damaged, version_of
from stepready.store.embedded.file import APPLICATION_ID, refuse_newer
from stepready.store.migrations import LATEST, RECORD, Migration, pending


def migrate(connection: sqlite3.Connection, path: Path, at: str, keep: Callable[[Path, int], None] | None) -> None:
    """Run the pending steps in one transaction; a process that comes second finds nothing to do.

    `keep` copies what has rows already before anything is changed.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = version_of(connection)
        refuse_newer(path, version)
        if keep is not None and 0 < version < LATEST:
            keep(path, version)
        for step in pending(version):
            run_step(connection, step, at)
    except BaseException as problem:
        connection.execute("ROLLBACK")
        if isinstance(problem, PROBLEMS):
            raise damaged(path, shown(problem)) from None
        raise
    connection.execute("COMMIT")


def run_step(connection: sqlite3.Connection, step: Migration, at: str) -> None:
    """Run one step and the record of it inside the open transaction."""
    step.run(lambda statement, values: connection.execute(statement, values).fetchall())
    connection.execute(RECORD, step.record(at))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {step.number}")


class _Anything(dict[str, None]):
    """Stands for the values of a statement that is not run."""

    def __missing__(self, key: str) -> None:
        return None


def lacking(connection: sqlite3.Connection, statements: Iterable[str]) -> Iterator[str]:
    """Say in SQLite's words what a database lacks for statements to run: a table, a column."""
    found = set()
    for statement in statements:
        try:
            connection.execute(f"EXPLAIN {statement}", _Anything())
        except sqlite3.Error as problem:
            found.add(str(problem))
    yield from sorted(found)
