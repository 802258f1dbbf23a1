"""Copy an embedded database, also while others write to it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from stepready.core.errors import StepreadyError
from stepready.store.sqlite_connect import connect_file
from stepready.store.sqlite_errors import in_sentences
from stepready.store.sqlite_file import look, reason


def copy_database(source: Path, target: Path, *, replace: bool) -> Path:
    """Copy a consistent state of `source` to `target`, all of it or nothing, and return `target`.

    Raise StepreadyError when `target` exists and is not to be replaced, or cannot be written.
    """
    if not replace and target.exists():
        raise StepreadyError(f"{target} exists already; give the name of a new file")
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        _copy(source, part)
        _sync(part)
        part.replace(target)
    except OSError as problem:
        raise StepreadyError(f"{target} cannot be written: {reason(problem)}") from None
    finally:
        part.unlink(missing_ok=True)
    return target


def _copy(source: Path, part: Path) -> None:
    """Copy through SQLite, so that what others commit meanwhile is whole or absent."""
    with in_sentences(source), closing(connect_file(source)[0]) as reading, closing(sqlite3.connect(part)) as writing:
        reading.backup(writing)
        writing.execute("PRAGMA journal_mode = DELETE")


def put_back(copy: Path, target: Path) -> None:
    """Replace a database's whole content by that of a copy, in one transaction that others wait for."""
    with in_sentences(target), closing(connect_file(copy)[0]) as reading, closing(connect_file(target)[0]) as writing:
        reading.backup(writing)


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
