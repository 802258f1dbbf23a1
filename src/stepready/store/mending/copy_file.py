"""Write copies of an embedded database: whole and on disk under their name, or not there at all."""

import filecmp
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
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
from stepready.store.unfinished_files import part_beside, put_beside, put_new, put_over, sync

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
Content = Path | bytes
"""What is copied: a database file, also while others write to it, or the bytes of one in memory."""
MIGRATION_COPIES = 3
"""How many copies of one schema are kept beside a database."""


def put_copy(content: Content, target: Path, *, replace: bool = False) -> Path:
    """Write a copy to `target`, all of it or nothing, in the place of what may be there if so told; return `target`.

    Raise StepreadyError when the name is taken and not to be replaced, or the copy cannot be written.
    """
    with _written(content, target) as part:
        if replace:
            put_over(part, target)
        else:
            put_new(part, target)
    return target


def keep_copy(content: Content, wanted: Path) -> Path:
    """Write a copy under a name nobody has yet, `wanted` or that name with a number, and return it."""
    with _written(content, wanted) as part:
        return put_beside(part, wanted)


def keep_migration_copy(source: Path, version: int) -> None:
    """Copy a database before its schema changes; an equal copy is not made twice, and the oldest ones go."""
    wanted = source.with_name(f"{source.name}.schema-{version}.backup")
    with _written(source, wanted) as part:
        ours = re.compile(rf"{re.escape(wanted.stem)}(-\d+)?{re.escape(wanted.suffix)}")
        copies = [file for file in source.parent.iterdir() if ours.fullmatch(file.name)]
        there = sorted(copies, key=lambda file: file.stat().st_mtime)
        if any(filecmp.cmp(part, file, shallow=False) for file in there):
            return
        put_beside(part, wanted)
        for surplus in there[: 1 - MIGRATION_COPIES]:
            surplus.unlink(missing_ok=True)


@contextmanager
def _written(content: Content, target: Path) -> Iterator[Path]:
    """Give a part beside `target` that holds a copy and is on disk; say in a sentence what the system refuses.

    What is read from a server or out of a broken file may go to a folder that is not there yet.
    """
    try:
        if isinstance(content, bytes):
            make_folder(target.parent)
        with part_beside(target) as part:
            if isinstance(content, Path):
                _pour_file(content, part, target)
            else:
                part.write_bytes(content)
            sync(part)
            yield part
    except FileExistsError:
        raise is_taken(target) from None
    except OSError as problem:
        raise FileError(f"{target} cannot be written: {reason(problem)}; nothing was changed") from None


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


def _pour_file(source: Path, part: Path, target: Path) -> None:
    """Copy through SQLite, so that what others commit meanwhile is whole or absent."""
    try:
        with closing(connect_file(source)[0]) as reading, closing(sqlite3.connect(part)) as writing:
            pour(reading, writing)
            writing.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as problem:
        raise sentence(source if primary(problem) in _BUSY | DAMAGED else target, problem) from None
    except UnicodeDecodeError:
        raise damaged(source, BROKEN_TEXT) from None


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
