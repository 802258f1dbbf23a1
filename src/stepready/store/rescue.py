"""Read what can still be read of a damaged database, row by row, and put it in a new one."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from stepready.core.errors import StepreadyError
from stepready.core.stamp import NEVER
from stepready.store.connection import Row
from stepready.store.kinds import ENTERED, NUMBERED, SEEN, STAMP, Kind
from stepready.store.migrations import LATEST
from stepready.store.sqlite import SqliteStore
from stepready.store.sqlite_file import look


class Rescued(NamedTuple):
    """What was brought to safety, by table."""

    rows: dict[str, int]

    @property
    def scores(self) -> int:
        """How many scores could be read."""
        return self.rows["score"]


def rescue(damaged: Path, target: Path, moment: str) -> Rescued:
    """Write a new database with what can be read of a damaged one, which stays as it is.

    The journal of changes is left behind, because undo must never work from half of it.
    """
    if target.exists():
        raise StepreadyError(f"{target} exists already; give the name of a new file")
    header = look(damaged)
    if header is None or header.version != LATEST:
        raise StepreadyError(f"{damaged} has no rows of schema {LATEST} to rescue; go back to a backup")
    found = readable_rows(damaged)
    with closing(SqliteStore(target, lambda: moment)) as store, store.writing():
        for table, rows in found.items():
            store.run(f"add_{table}", rows)
        last = dict.fromkeys((kind.counter for kind in NUMBERED), 0)
        for kind in NUMBERED:
            last[kind.counter] = max(last[kind.counter], *(row["id"] for row in found[kind.name]), 0)
        store.run("clear_counter", [{}])
        store.run("add_counter", [{"kind": kind, "last": number} for kind, number in last.items()])
        store.run("clear_book", [{}])
        stamps = [row["stamp"] for kind in (STAMP, SEEN) for row in found[kind.name]]
        store.run("add_book", [{"last_change": 0, "stamp": max(stamps, default=NEVER)}])
    return Rescued({table: len(rows) for table, rows in found.items()})


def readable_rows(damaged: Path) -> dict[str, list[Row]]:
    """Return the whole rows of every table, read from both ends so that a broken page hides no more than itself."""
    mode = "mode=ro" if damaged.with_name(f"{damaged.name}-wal").exists() else "mode=ro&immutable=1"
    with closing(sqlite3.connect(f"{damaged.as_uri()}?{mode}", uri=True, timeout=5)) as connection:
        connection.row_factory = sqlite3.Row
        connection.text_factory = lambda raw: raw.decode(errors="replace")
        return {kind.name: _rows(connection, kind) for kind in (*ENTERED, STAMP, SEEN)}


def _rows(connection: sqlite3.Connection, kind: Kind) -> list[Row]:
    from stepready.store.checking import why_not  # imports sqlmodel: `path` has no use for it

    found: dict[int, Row] = {}
    for direction in ("ASC", "DESC"):
        try:
            query = f"SELECT rowid AS place, * FROM {kind.name} NOT INDEXED ORDER BY rowid {direction}"  # noqa: S608 - a name of ours
            for row in connection.execute(query):
                found[row["place"]] = {key: row[key] for key in row.keys() if key != "place"}  # noqa: SIM118 - sqlite3.Row
        except (sqlite3.Error, ValueError):
            continue
    return [row for _, row in sorted(found.items()) if why_not(kind, row) is None]
