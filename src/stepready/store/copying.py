"""Copy an embedded database, also while others write to it."""

import itertools
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from stepready.core.errors import StepreadyError
from stepready.store.sqlite_connect import (
    BROKEN_TEXT,
    BUSY_SECONDS,
    connect_file,
    damaged,
    in_sentences,
    primary,
    sentence,
)
from stepready.store.sqlite_file import look, reason

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def copy_database(source: Path, target: Path, *, replace: bool) -> Path:
    """Copy a consistent state of `source` to `target`, all of it or nothing, and return `target`.

    Raise StepreadyError when `target` exists and is not to be replaced, or cannot be written.
    """
    if not replace and target.exists():
        raise StepreadyError(f"{target} exists already; give the name of a new file")
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        _copy(source, part, target)
        _sync(part)
        part.replace(target)
    except OSError as problem:
        raise StepreadyError(f"{target} cannot be written: {reason(problem)}") from None
    finally:
        part.unlink(missing_ok=True)
    return target


def keep_copy(source: Path, wanted: Path) -> Path:
    """Copy a database to a name nobody has yet, `wanted` or that name with a number, and return it."""
    kept = reserve(wanted)
    try:
        return copy_database(source, kept, replace=True)
    except BaseException:
        kept.unlink(missing_ok=True)
        raise


def reserve(wanted: Path) -> Path:
    """Make an empty file under a name nobody has yet, so that no earlier copy is ever written over."""
    try:
        for name in _names(wanted):
            with suppress(FileExistsError):
                os.close(os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
                return name
    except OSError as problem:
        raise StepreadyError(f"{wanted} cannot be written: {reason(problem)}; nothing was changed") from None
    raise AssertionError  # the names never end


def _names(wanted: Path) -> Iterator[Path]:
    """Yield a name, then the same with -2, -3 and so on before its ending."""
    yield wanted
    for number in itertools.count(2):
        yield wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")


def _copy(source: Path, part: Path, target: Path) -> None:
    """Copy through SQLite, so that what others commit meanwhile is whole or absent."""
    try:
        with closing(connect_file(source)[0]) as reading, closing(sqlite3.connect(part)) as writing:
            _pour(reading, writing)
            writing.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as problem:
        raise sentence(source if primary(problem) in _BUSY | _DAMAGED else target, problem) from None
    except UnicodeDecodeError:
        raise damaged(source, BROKEN_TEXT) from None


def put_back(copy: Path, target: Path) -> None:
    """Replace a database's whole content by that of a copy, in one transaction that others wait for."""
    with in_sentences(target), closing(connect_file(copy)[0]) as reading, closing(connect_file(target)[0]) as writing:
        _pour(reading, writing)


def _pour(reading: sqlite3.Connection, writing: sqlite3.Connection) -> None:
    """Copy every page; SQLite's own loop would wait without end for a lock, this one gives up."""
    end = time.monotonic() + BUSY_SECONDS

    def give_up(status: int, _remaining: int, _total: int) -> None:
        if status in _BUSY and time.monotonic() >= end:
            problem = sqlite3.OperationalError("database is locked")
            problem.sqlite_errorcode = status
            raise problem

    reading.backup(writing, progress=give_up)


def is_damaged(path: Path) -> bool:
    """Whether SQLite finds a database broken; raise StepreadyError when it cannot be had for writing."""
    try:
        with closing(connect_file(path)[0]) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
            return bool(connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok")
    except UnicodeDecodeError:
        return True
    except sqlite3.Error as problem:
        if primary(problem) in _DAMAGED:
            return True
        raise sentence(path, problem) from None


def counters_of(path: Path) -> tuple[Any, ...] | None:
    """Return what grows with every change of a database, or None when that cannot be read."""
    try:
        with closing(connect_file(path)[0]) as connection:
            return tuple(connection.execute("SELECT last_change, stamp FROM book ORDER BY owner").fetchone())
    except (sqlite3.Error, TypeError):
        return None


def refuse_unsound(copy: Path) -> None:
    """Raise StepreadyError unless a file is a whole database of ours."""
    header = look(copy)
    if header is None or header.version == 0:
        found = "there is no such file" if header is None else "it is empty"
        raise StepreadyError(f"{copy} is no backup of stepready: {found}")
    with in_sentences(copy), closing(connect_file(copy)[0]) as reading:
        faults = reading.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if faults != "ok":
        raise StepreadyError(f"{copy} is damaged ({faults}); nothing was changed")


def _sync(path: Path) -> None:
    """Wait until a file is on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
