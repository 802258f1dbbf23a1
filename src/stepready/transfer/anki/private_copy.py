"""A private copy of a collection that Anki may hold open: an SQLite file with what waits in its log beside it.

Opening the file itself would wait for Anki's lock, or miss what its write-ahead log holds. So the log is copied
first, then the file; when neither changed meanwhile and the copy is sound, it is what Anki last saved.
"""

import os
import shutil
import sqlite3
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from stepready.core.values.errors import FileError, StepreadyError, reason
from stepready.store.passing_folder import passing_folder
from stepready.transfer.anki.archive import unpack

_LOGS = ("-wal", "-journal")
_TRIES = 8
_PAUSE = 0.05
_MAGIC = b"SQLite format 3\0"


@contextmanager
def private_copy(file: Path) -> Iterator[sqlite3.Connection]:
    """Open a copy of a collection, or of the one in an archive; raise StepreadyError when it cannot be read."""
    try:
        with passing_folder() as folder:
            copy = folder / "collection.db"
            if file.exists() and not file.is_file():
                raise FileError(f"{file} is no plain file; accepted: collection.anki2, .apkg or .colpkg")
            if zipfile.is_zipfile(file):
                unpack(file, copy)
            elif _is_database(file):
                _copy_calm(file, copy)
            else:
                raise StepreadyError(f"{file} is no Anki collection; accepted: collection.anki2, .apkg or .colpkg")
            with closing(_opened(copy)) as connection:
                yield connection
    except OSError as problem:
        raise FileError(f"{file} cannot be read: {reason(problem)}") from None
    except (sqlite3.DatabaseError, ValueError, TypeError, KeyError) as problem:
        raise StepreadyError(f"{file} is damaged or no Anki collection: {problem}") from None


def _is_database(file: Path) -> bool:
    with file.open("rb") as there:
        return there.read(len(_MAGIC)) == _MAGIC


def _copy_calm(file: Path, copy: Path, pause: Callable[[float], None] = time.sleep) -> None:
    """Copy the logs, then the file, until nothing changed while that went on and the copy is sound."""
    for _ in range(_TRIES):
        before = _state(file)
        for end in ("", *_LOGS, "-shm"):
            _beside(copy, end).unlink(missing_ok=True)
        for end in (*_LOGS, ""):
            if _beside(file, end).exists():
                shutil.copyfile(_beside(file, end), _beside(copy, end))
        if _state(file) == before and _is_sound(copy):
            return
        pause(_PAUSE)
    raise StepreadyError(f"{file} changes while it is read, or is damaged; close Anki and read it again")


def _state(file: Path) -> list[tuple[int, int] | None]:
    """Return what tells whether a file or its logs changed."""
    found: list[tuple[int, int] | None] = []
    for end in ("", *_LOGS):
        try:
            status = os.stat(_beside(file, end))  # noqa: PTH116 - one call a file, as the system answers
            found.append((status.st_size, status.st_mtime_ns))
        except FileNotFoundError:
            found.append(None)
    return found


def _is_sound(copy: Path) -> bool:
    try:
        with closing(_opened(copy)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False


def _beside(file: Path, end: str) -> Path:
    return file.with_name(file.name + end)


def _opened(copy: Path) -> sqlite3.Connection:
    """Open a copy with the order of names that Anki's tables ask for."""
    connection = sqlite3.connect(copy, isolation_level=None)
    connection.create_collation("unicase", _unicase)
    return connection


def _unicase(one: str, other: str) -> int:
    left, right = one.casefold(), other.casefold()
    return (left > right) - (left < right)
