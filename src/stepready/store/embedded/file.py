"""Look at a database file before SQLite does: a file that is not ours is refused untouched."""

import os
import stat
from pathlib import Path
from typing import NamedTuple

from stepready.core.values.errors import FileError, StepreadyError, reason
from stepready.store.migrations import LATEST

APPLICATION_ID = 0x53745264
"""`StRd`, in the header of every database of ours (PRAGMA application_id)."""
_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
_LARGEST_PAGE = 65_536
"""The size of a page that two bytes cannot hold: they say 1."""
_ANOTHER = "give another file with --db or STEPREADY_DB"
_BROUGHT_BACK = "if it was one, run `stepready doctor`: it says what can be recovered and how"


class Header(NamedTuple):
    """What the first hundred bytes say; version 0 is an empty file, about to become a database."""

    version: int
    is_wal: bool


def look(path: Path, instead: str = "") -> Header | None:
    """Return the header of our database, or None when there is no file; raise StepreadyError for anything else.

    `instead` says what to give in place of a file that is not ours, where that is not the database in use.
    """
    head = _first_bytes(path)
    if head is None:
        return None
    if not head:
        return Header(0, is_wal=False)
    if len(head) < _HEADER_BYTES or not head.startswith(_MAGIC):
        raise StepreadyError(
            f"{path} is not a stepready database; it was not touched",
            (instead,) if instead else (_ANOTHER, _BROUGHT_BACK),
        )
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise StepreadyError(
            f"{path} is a database of another program; it was not touched",
            (instead or _ANOTHER,),
        )
    version = int.from_bytes(head[60:64], "big")
    refuse_newer(path, version)
    return Header(version, is_wal=head[18] > 1)


def is_arriving(path: Path) -> bool:
    """Whether a file is not yet all of a database: gone, empty, nothing but room, or shorter than it says it is."""
    try:
        head = _first_bytes(path)
    except FileError:
        return False
    if head is None or not any(head):
        return True
    if len(head) < _HEADER_BYTES:
        return _MAGIC.startswith(head[: len(_MAGIC)])
    return head.startswith(_MAGIC) and path.stat().st_size < _bytes_said(head)


def bytes_said(path: Path) -> int:
    """Return how long a database says it is, 0 where nothing says so; what was cut off is shorter."""
    head = _first_bytes(path)
    return _bytes_said(head) if head and len(head) == _HEADER_BYTES else 0


def _bytes_said(head: bytes) -> int:
    page = int.from_bytes(head[16:18], "big")
    return int.from_bytes(head[28:32], "big") * (page if page > 1 else _LARGEST_PAGE)


def refuse_newer(path: Path, version: int) -> None:
    """Raise StepreadyError for a database that a later program wrote."""
    if version > LATEST:
        raise StepreadyError(
            f"{path} has schema {version}, from a newer stepready; this one knows up to {LATEST}: upgrade stepready"
        )


def _first_bytes(path: Path) -> bytes | None:
    """Return the first bytes of a plain file, or None when nothing is there."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            kind = "a folder" if path.is_dir() else "no plain file"
            raise FileError(f"{path} is {kind}; a database is a file")
        with path.open("rb") as file:
            return file.read(_HEADER_BYTES)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as problem:
        raise FileError(f"{path} cannot be read: {reason(problem)}") from None


def log_alone(path: Path) -> Path | None:
    """Return the write-ahead log of a database that is gone: SQLite would clear it away for a new one."""
    log = path.with_name(f"{path.name}-wal")
    return log if not path.exists() and log.exists() and log.stat().st_size else None


def create(path: Path) -> None:
    """Make an empty file that only its user can read, in a folder of its own if the folder is missing."""
    if log := log_alone(path):
        raise FileError(
            f"{log} holds changes of a database that is gone: a new one would clear them away; nothing was changed",
            ("put the database back beside it, or run `stepready doctor`",),
        )
    try:
        make_folder(path.parent)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        if path.stat().st_size == 0:
            path.chmod(0o600)
    except OSError as problem:
        raise FileError(f"{path} cannot be created: {reason(problem)}; nothing was changed") from None


def make_folder(folder: Path) -> None:
    """Make a folder and the missing ones above it, each only its user's."""
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    for parent in reversed(missing):
        parent.mkdir(mode=0o700, exist_ok=True)
