"""Copy an embedded database, also while others write to it."""

import os
import sqlite3
from pathlib import Path

from stepready.core.errors import StepreadyError
from stepready.store.sqlite_errors import in_sentences
from stepready.store.sqlite_file import reason


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
    """Copy page by page through SQLite, so that what others commit meanwhile is whole or absent."""
    with in_sentences(source):
        reading = sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True, timeout=10)
        try:
            writing = sqlite3.connect(part)
            try:
                reading.backup(writing)
                writing.execute("PRAGMA journal_mode = DELETE")
            finally:
                writing.close()
        finally:
            reading.close()


def _sync(path: Path) -> None:
    """Wait until a file is on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
