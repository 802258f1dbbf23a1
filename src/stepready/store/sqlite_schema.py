"""Bring an embedded database to the latest schema: all of it, recorded, or nothing."""

import sqlite3
from pathlib import Path

from stepready.store.migrations import LATEST, RECORD, Migration, pending
from stepready.store.sqlite_connect import version_of
from stepready.store.sqlite_file import APPLICATION_ID, refuse_newer


def migrate(connection: sqlite3.Connection, path: Path, at: str) -> None:
    """Run the pending steps in one transaction; a process that comes second finds nothing to do."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = version_of(connection)
        refuse_newer(path, version)
        if 0 < version < LATEST:
            from stepready.store.copying import keep_copy

            keep_copy(path, path.with_name(f"{path.name}.schema-{version}.backup"))
        for step in pending(version):
            run_step(connection, step, at)
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def run_step(connection: sqlite3.Connection, step: Migration, at: str) -> None:
    """Run one step and the record of it inside the open transaction."""
    step.run(lambda statement, values: connection.execute(statement, values).fetchall())
    connection.execute(RECORD, step.record(at))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {step.number}")
