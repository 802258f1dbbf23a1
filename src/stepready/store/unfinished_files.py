"""Files on their way: written under a name of their own beside the target, then moved into place in one step."""

import itertools
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from stepready.store.connection import PLACED

STALE_SECONDS = 3600.0
"""A part that nobody wrote to for an hour was left by a process that was killed."""
_PART = r"\.(stepready|devices)-[0-9a-f]+\.part(-journal|-wal|-shm)?"
"""The names of parts, those that once were named by the number of their process too."""


@contextmanager
def part_beside(target: Path, mode: int = 0o600) -> Iterator[Path]:
    """Give a new empty file in the target's folder, and remove it when it was not moved into place."""
    sweep(target.parent)
    part = target.with_name(f".stepready-{os.urandom(8).hex()}.part")
    os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode))
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove what killed processes left in a folder; what cannot be removed stays."""
    with suppress(OSError):
        for file in folder.glob(".*.part*"):
            if re.fullmatch(_PART, file.name) and is_stale(file):
                file.unlink(missing_ok=True)


def is_stale(left: Path) -> bool:
    """Whether nobody wrote to a part or a folder of parts for so long that its process must be gone."""
    try:
        return time.time() - left.lstat().st_mtime > STALE_SECONDS
    except OSError:
        return False


def put_new(part: Path, target: Path) -> None:
    """Move a part into place under a name nobody has yet; raise FileExistsError for a name that is taken."""
    try:
        target.hardlink_to(part)
        PLACED.append(str(target))
    except FileExistsError:
        raise
    except OSError:
        os.close(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        put_over(part, target)


def put_over(part: Path, target: Path) -> None:
    """Move a part into place, over what has that name."""
    part.replace(target)
    PLACED.append(str(target))


def put_beside(part: Path, wanted: Path) -> Path:
    """Move a part into place under a name, or that name with -2, -3 and so on before its ending; return the name."""
    for ending in itertools.chain([""], (f"-{number}" for number in itertools.count(2))):
        name = wanted.with_name(f"{wanted.stem}{ending}{wanted.suffix}")
        with suppress(FileExistsError):
            put_new(part, name)
            return name
    raise AssertionError  # the names never end


def sync(path: Path) -> None:
    """Wait until a file is on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
