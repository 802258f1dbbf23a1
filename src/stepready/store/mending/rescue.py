"""Read what can still be read of a damaged database, and put it in a new one.

Rows are read one by one; what a broken page hides is taken from the journal, which holds every row as it was entered.
"""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, NamedTuple

from stepready.core.values.errors import StepreadyError
from stepready.core.values.stamp import NEVER
from stepready.store.codec import value_of
from stepready.store.connection import OWNER, Row, Store
from stepready.store.embedded.connect import in_sentences
from stepready.store.embedded.file import bytes_said, look
from stepready.store.embedded.memory import MemoryStore
from stepready.store.embedded.peeking import peeking
from stepready.store.embedded.schema import migrate, run_step
from stepready.store.kinds import (
    CHANGE,
    CHANGED_ROW,
    COUNTER,
    ENTERED,
    GAVE_WAY,
    NUMBERED,
    SCHEDULE,
    SCHEDULE_DAY,
    SEEN,
    SET_ASIDE,
    STAMP,
    Kind,
)
from stepready.store.mending.checking import why_not
from stepready.store.mending.copy_file import is_taken, put_copy
from stepready.store.mending.salvage import is_known, keys_in_index, salvage
from stepready.store.migrations import LATEST, pending

Keys = tuple[Any, ...]
Images = dict[tuple[str, Keys], Row | None]
"""What a row was after the last change that stands; None for one that was removed."""


class Rescued(NamedTuple):
    """What was brought to safety, by kind: how many rows, how many of them from the journal, which are missing.

    Of the kinds in `unsure` nothing says how many there were.
    """

    rows: dict[str, int]
    from_journal: dict[str, int]
    missing: dict[str, list[Keys]]
    unsure: list[str]


class Found(NamedTuple):
    """The rows of a kind that could be read or were in the journal, by their keys; `lost` were there and are not.

    `is_unsure` where more may be missing, because neither the table nor the list of its keys can be read.
    """

    rows: dict[Keys, Row]
    from_journal: int
    lost: set[Keys]
    is_unsure: bool = False


def rescue(damaged: Path, target: Path, moment: str) -> Rescued:
    """Write a new database with what can be read of a damaged one, which stays as it is.

    The journal of changes is left behind, because undo must never work from half of it.
    """
    if target.exists():
        raise is_taken(target)
    found = readable(damaged, moment)
    with closing(MemoryStore(None, lambda: moment)) as store:
        with store.writing():
            _fill(store, found)
        put_copy(store.content(), target)
    return Rescued(
        {name: len(kept.rows) for name, kept in found.items()},
        {name: kept.from_journal for name, kept in found.items()},
        {name: sorted(kept.lost, key=repr) for name, kept in found.items() if kept.lost},
        [name for name, kept in found.items() if kept.is_unsure],
    )


def readable(damaged: Path, moment: str) -> dict[str, Found]:
    """Return what can be brought of every kind; raise StepreadyError when nothing at all can be read."""
    header = look(damaged)
    if header is None or header.version == 0:
        raise StepreadyError(f"{damaged} has no rows to rescue; go back to a backup")
    with in_sentences(damaged), peeking(damaged, lengthen=True) as connection:
        _read_half_a_schema(connection, damaged)
        connection.text_factory = lambda raw: raw.decode(errors="replace")
        size = max(damaged.stat().st_size, bytes_said(damaged))
        if header.version == LATEST:
            return _found(connection, size)
        with closing(_lifted(connection, header.version, size, damaged, moment)) as lifted:
            return _found(lifted, size)


def _read_half_a_schema(connection: sqlite3.Connection, path: Path) -> None:
    """Let tables be read although others cannot be named; raise StepreadyError when none can."""
    connection.execute("PRAGMA writable_schema = ON")
    with suppress(sqlite3.Error):  # the first statement fails, and those after it find what was read
        connection.execute("SELECT 1 FROM sqlite_schema")
    if not any(is_known(connection, kind.name) for kind in ENTERED):
        raise StepreadyError(f"nothing of {path} can be read, its list of tables being broken; go back to a backup")


def _lifted(connection: sqlite3.Connection, version: int, size: int, path: Path, moment: str) -> sqlite3.Connection:
    """Bring the rows of an earlier schema to the latest one, in memory; of a half-migrated file as far as it came."""
    lifted = sqlite3.connect(":memory:", isolation_level=None)
    lifted.row_factory = sqlite3.Row
    for step in pending(0):
        if step.number > version and all(
            _columns(connection, table) <= _columns(lifted, table) for table in _tables(lifted)
        ):
            break
        run_step(lifted, step, moment)
    for table in _tables(lifted):
        lifted.execute(f"DELETE FROM {table}")  # noqa: S608 - a name of ours
        for row in salvage(connection, table, size).rows:
            columns, values = ", ".join(f'"{name}"' for name in row), ", ".join("?" for _ in row)
            query = f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({values})"  # noqa: S608 - names of ours
            lifted.execute(query, tuple(row.values()))
    migrate(lifted, path, moment, None)
    return lifted


def _tables(connection: sqlite3.Connection) -> list[str]:
    """Return the names of the tables that hold rows of ours."""
    names = [row["name"] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return [name for name in names if not name.startswith(("sqlite_", "stepready_"))]


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    """Return the names of a table's columns, none where there is no such table."""
    return {row["name"] for row in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))}


def _found(connection: sqlite3.Connection, size: int) -> dict[str, Found]:
    """Return what can be brought of every kind."""
    images = _images(connection, size)
    found = {
        kind.name: _of_kind(connection, kind, images, size) for kind in (*ENTERED, STAMP, SEEN, GAVE_WAY, SET_ASIDE)
    }
    counters = salvage(connection, COUNTER.name, size).rows
    found[COUNTER.name] = Found({(row["kind"],): row for row in counters if not why_not(COUNTER, row)}, 0, set())
    return _without_halves(found)


def _of_kind(connection: sqlite3.Connection, kind: Kind, images: Images, size: int) -> Found:
    """Return the readable rows of a kind, with the journal's images of those that are not."""
    read = salvage(connection, kind.name, size)
    rows: dict[Keys, Row] = {}
    for row in read.rows:
        mine = {**row, "owner": OWNER}
        if why_not(kind, mine) is None:
            rows.setdefault(_keys(kind, mine), mine)
    known = keys_in_index(connection, kind.name, kind.keys)
    journalled = {keys: image for (name, keys), image in images.items() if name == kind.name and image is not None}
    there = known if known is not None and read.whole else (known or set()) | journalled.keys()
    uids = {row["uid"] for row in rows.values()} if kind.numbered else set()
    from_journal = 0
    for keys in (there | {_keys(kind, row) for row in read.rows}) - rows.keys():
        image = journalled.get(keys)
        mine = {**(image or {}), "owner": OWNER}
        if image is not None and why_not(kind, mine) is None and mine.get("uid") not in uids:
            rows[keys] = mine
            from_journal += 1
    return Found(rows, from_journal, there - rows.keys(), is_unsure=known is None and not read.whole)


def _images(connection: sqlite3.Connection, size: int) -> Images:
    """Return what the journal says every row is, from all of it that can be read."""
    undone = {row["id"] for row in salvage(connection, CHANGE.name, size).rows if row["undone_at"] is not None}
    images: Images = {}
    entered = {kind.name: kind for kind in ENTERED}
    steps = [row for row in salvage(connection, CHANGED_ROW.name, size).rows if why_not(CHANGED_ROW, row) is None]
    for row in sorted(steps, key=lambda row: (row["change"], row["seq"])):
        kind = entered.get(row["kind"])
        if kind is None or row["change"] in undone:
            continue
        step = value_of(CHANGED_ROW, row)
        if step.before is not None:
            images[kind.name, _keys(kind, step.before)] = None
        if step.after is not None:
            images[kind.name, _keys(kind, step.after)] = step.after
    return images


def _keys(kind: Kind, row: Row) -> Keys:
    return tuple(row[key] for key in kind.keys)


def _without_halves(found: dict[str, Found]) -> dict[str, Found]:
    """Leave out a schedule without days, and days without a schedule: neither says anything."""
    schedules, days = found[SCHEDULE.name], found[SCHEDULE_DAY.name]
    whole = {keys[0] for keys in schedules.rows} & {keys[0] for keys in days.rows}
    for name, kept in ((SCHEDULE.name, schedules), (SCHEDULE_DAY.name, days)):
        rows = {keys: row for keys, row in kept.rows.items() if keys[0] in whole}
        found[name] = kept._replace(rows=rows, lost=kept.lost | (kept.rows.keys() - rows.keys()))
    return found


def _fill(store: Store, found: dict[str, Found]) -> None:
    """Put what was found into an empty store; ids that were handed out, lost ones too, are never handed out again."""
    last = dict.fromkeys((kind.counter for kind in NUMBERED), 0)
    last |= {row["kind"]: row["last"] for row in found[COUNTER.name].rows.values()}
    for kind in NUMBERED:
        ids = (keys[0] for keys in found[kind.name].rows.keys() | found[kind.name].lost)
        last[kind.counter] = max(last[kind.counter], 0, *ids)
    for name, kept in found.items():
        if name != COUNTER.name:
            store.run(f"add_{name}", list(kept.rows.values()))
    store.run("clear_counter", [{}])
    store.run("add_counter", [{"kind": kind, "last": number} for kind, number in last.items()])
    store.run("clear_book", [{}])
    stamps = [row["stamp"] for kind in (STAMP, SEEN) for row in found[kind.name].rows.values()]
    store.run("add_book", [{"last_change": 0, "stamp": max(stamps, default=NEVER)}])
