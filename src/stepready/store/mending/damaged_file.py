"""Put another content in the place of a damaged database file while no other program has it open.

The file is never renamed: a program that waits for its lock would go on in the file that was moved away, beside the
write-ahead log of the new one.
"""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path

from stepready.core.values.errors import FileError
from stepready.store.embedded.connect import BUSY_SECONDS
from stepready.store.unfinished_files import part_beside, put_beside, sync

LOCK_FIRST, LOCK_BYTES = 0x40000000, 512
"""The bytes that every SQLite connection locks, shared as long as it reads or keeps a write-ahead log open."""
BESIDE = ("-wal", "-journal", "-shm")
_STEP_SECONDS = 0.05


def overwrite(path: Path, content: bytes, wanted: Path) -> Path:
    """Keep a damaged file as it is under a new name, put a content in its place and return that name.

    Raise FileError when others have the file open, OSError for what the system refuses; the file is as it was
    then. What stands beside it is kept beside the copy.
    """
    with _alone(path) as file:
        safety = _keep(file, path, wanted)
        try:
            for end in BESIDE:
                path.with_name(path.name + end).unlink(missing_ok=True)
            fill(file, content)
        except BaseException:
            _put_back(file, path, safety)
            raise
    return safety


def _keep(file: FileIO, path: Path, wanted: Path) -> Path:
    """Copy the file through the handle that holds the lock: closing another one would give the lock away."""
    with part_beside(wanted) as part:
        with part.open("wb") as copy:
            shutil.copyfileobj(file, copy)
        sync(part)
        safety = put_beside(part, wanted)
    try:
        for end in BESIDE[:2]:
            beside = path.with_name(path.name + end)
            if beside.exists():
                shutil.copy2(beside, safety.with_name(safety.name + end))
    except BaseException:
        _forget(safety)
        raise
    return safety


def _put_back(file: FileIO, path: Path, safety: Path) -> None:
    """Bring back what was there; the copy goes when all of it is."""
    fill(file, safety.read_bytes())
    for end in BESIDE[:2]:
        beside = safety.with_name(safety.name + end)
        if beside.exists():
            shutil.copy2(beside, path.with_name(path.name + end))
    _forget(safety)


def _forget(safety: Path) -> None:
    for end in ("", *BESIDE):
        safety.with_name(safety.name + end).unlink(missing_ok=True)


def fill(file: FileIO, content: bytes) -> None:
    """Write over a file from its first byte, cut it to length and wait until it is on disk."""
    file.seek(0)
    left = memoryview(content)
    while left:
        left = left[file.write(left) :]
    file.truncate()
    os.fsync(file.fileno())


@contextmanager
def _alone(path: Path) -> Iterator[FileIO]:
    """Open a file under the lock that every SQLite connection honours; closing it gives the lock back."""
    import fcntl  # noqa: PLC0415 - not on every platform: only a damaged file needs it

    end = time.monotonic() + BUSY_SECONDS
    with path.open("r+b", buffering=0) as raw:
        while True:
            with suppress(BlockingIOError, PermissionError):
                fcntl.lockf(raw, fcntl.LOCK_EX | fcntl.LOCK_NB, LOCK_BYTES, LOCK_FIRST)
                break
            if time.monotonic() >= end:
                raise FileError(f"{path} is in use by another program; nothing was changed, try again")
            time.sleep(_STEP_SECONDS)
        yield raw
