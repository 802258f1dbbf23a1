"""Copy an embedded database, also while others write to it."""

import filecmp
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from stepready.core.values.errors import FileError, StepreadyError, reason
from stepready.store.embedded.connect import (
    BROKEN_TEXT,
    BUSY_SECONDS,
    DAMAGED,
    connect_file,
    damaged,
    in_sentences,
    primary,
    sentence,
)
from stepready.store.embedded.file import look, make_folder
from stepready.store.unfinished_files import part_beside, put_beside, put_new, sync

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
MIGRATION_COPIES = 3
"""How many copies of one schema are kept beside a database."""


def copy_new(source: Path, target: Path) -> Path:
    """Copy a consistent state of `source` to the new file `target`, all of it or nothing, and return `target`.

    Raise StepreadyError when `target` exists or cannot be written.
    """
    try:
        with part_beside(target) as part:
            _copy(source, part, target)
            put_new(part, target)
    except FileExistsError:
        raise is_taken(target) from None
    except OSError as problem:
        raise _unwritten(target, problem) from None
    return target


def copy_over(source: Path, target: Path) -> Path:
    """Copy a consistent state of `source` to `target`, in the place of what may be there, in one step."""
    try:
        with part_beside(target) as part:
            _copy(source, part, target)
            part.replace(target)
    except OSError as problem:
        raise _unwritten(target, problem) from None
    return target


def counters_of(path: Path) -> tuple[Any, ...] | None:
    """Return what grows with every change of a database, or None when that cannot be read."""
    try:
        with closing(connect_file(path)[0]) as connection:
            return tuple(connection.execute("SELECT last_change, stamp FROM book ORDER BY owner").fetchone())
    except (sqlite3.Error, TypeError):
        return None


def is_taken(target: Path) -> StepreadyError:
    """Say that a file is never written over."""
    return StepreadyError(f"{target} exists already; give the name of a new file")


def keep_copy(source: Path, wanted: Path) -> Path:
    """Copy a database to a name nobody has yet, `wanted` or that name with a number, and return it."""
    try:
        with part_beside(wanted) as part:
            _copy(source, part, wanted)
            return put_beside(part, wanted)
    except OSError as problem:
        raise _unwritten(wanted, problem) from None


def keep_migration_copy(source: Path, version: int) -> None:
    """Copy a database before its schema changes; an equal copy is not made twice, and the oldest ones go."""
    wanted = source.with_name(f"{source.name}.schema-{version}.backup")
    try:
        there = sorted(source.parent.glob(f"{wanted.stem}*{wanted.suffix}"), key=lambda file: file.stat().st_mtime)
        with part_beside(wanted) as part:
            _copy(source, part, wanted)
            if any(filecmp.cmp(part, file, shallow=False) for file in there):
                return
            put_beside(part, wanted)
        for surplus in there[: 1 - MIGRATION_COPIES]:
            surplus.unlink(missing_ok=True)
    except OSError as problem:
        raise _unwritten(wanted, problem) from None


def keep_bytes(content: bytes, wanted: Path) -> Path:
    """Write a database that is in memory to a name nobody has yet, and return it."""
    try:
        with part_beside(wanted) as part:
            part.write_bytes(content)
            sync(part)
            return put_beside(part, wanted)
    except OSError as problem:
        raise _unwritten(wanted, problem) from None


def put_bytes(content: bytes, target: Path, *, replace: bool) -> Path:
    """Write a database that is in memory to `target`, all of it or nothing, and return `target`."""
    try:
        make_folder(target.parent)
        with part_beside(target) as part:
            part.write_bytes(content)
            sync(part)
            if replace:
                part.replace(target)
            else:
                put_new(part, target)
    except FileExistsError:
        raise is_taken(target) from None
    except OSError as problem:
        raise _unwritten(target, problem) from None
    return target


def _unwritten(target: Path, problem: OSError) -> FileError:
    return FileError(f"{target} cannot be written: {reason(problem)}; nothing was changed")


def _copy(source: Path, part: Path, target: Path) -> None:
    """Copy through SQLite, so that what others commit meanwhile is whole or absent; wait until it is on disk."""
    try:
        with closing(connect_file(source)[0]) as reading, closing(sqlite3.connect(part)) as writing:
            pour(reading, writing)
            writing.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as problem:
        raise sentence(source if primary(problem) in _BUSY | DAMAGED else target, problem) from None
    except UnicodeDecodeError:
        raise damaged(source, BROKEN_TEXT) from None
    sync(part)


def pour(reading: sqlite3.Connection, writing: sqlite3.Connection) -> None:
    """Copy every page; SQLite's own loop would wait without end for a lock, this one gives up."""
    end = time.monotonic() + BUSY_SECONDS

    def give_up(status: int, _remaining: int, _total: int) -> None:
        if status in _BUSY and time.monotonic() >= end:
            problem = sqlite3.OperationalError("database is locked")
            problem.sqlite_errorcode = status
            raise problem

    reading.backup(writing, progress=give_up)


def refuse_unsound(copy: Path) -> None:
    """Raise StepreadyError unless a file is a whole database of ours."""
    header = look(copy, "give a database that stepready wrote, or a backup of one")
    if header is None:
        raise FileError(f"{copy} cannot be read: no such file or directory")
    if header.version == 0:
        raise StepreadyError(f"{copy} is no backup of stepready: it is empty")
    with in_sentences(copy), closing(connect_file(copy)[0]) as reading:
        faults = reading.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if faults != "ok":
        raise StepreadyError(f"{copy} is damaged ({faults}); nothing was changed")
