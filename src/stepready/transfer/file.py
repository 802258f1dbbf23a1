"""Read a file whole; write one whole or not at all."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

from stepready.core.values.errors import FileError, StepreadyError, reason
from stepready.store.unfinished_files import part_beside, put_over

HEAD = 8192
COMPANIONS = ("", "-wal", "-shm", "-journal")
NEW = 0o666


def read_whole(file: Path, accepted: str) -> bytes:
    """Return the content of a file or a pipe; `accepted` says what was wanted.

    Raise FileError when it cannot be read, StepreadyError for a device, which has no end to read to.
    """
    try:
        if file.is_char_device() or file.is_block_device():
            raise StepreadyError(f"{str(file)!r} is a device; accepted: {accepted}")
        return file.read_bytes()
    except (OSError, ValueError) as problem:
        raise FileError(f"{str(file)!r} cannot be read: {reason(problem)}; accepted: {accepted}") from None


def write_whole(
    file: Path,
    content: bytes,
    *,
    may_replace: Callable[[bytes], bool],
    force: bool = False,
    never: tuple[Path, ...] = (),
) -> None:
    """Write a file in one step; a link stays a link, and what is replaced keeps its mode.

    What stands there is replaced when it is empty, when `may_replace` says so of its first 8192 bytes, or with
    `force`; `never` names databases that no one may replace, nor the files beside them. A device or a pipe is
    written into. Raise StepreadyError when it may not be replaced or cannot be written; nothing has changed then.
    """
    _refuse_no_name(file)
    try:
        found = _status(file)
        if found is not None and not stat.S_ISREG(found.st_mode):
            _write_into(file, content)
            return
        _put(_target(file, found, may_replace, force=force, never=never), content, found)
    except OSError as problem:
        raise FileError(f"{file} cannot be written: {reason(problem)}") from None


def check_whole(
    file: Path, *, may_replace: Callable[[bytes], bool], force: bool = False, never: tuple[Path, ...] = ()
) -> None:
    """Raise what `write_whole` would raise and write nothing: for a command that changes something before it writes."""
    _refuse_no_name(file)
    try:
        found = _status(file)
        if found is None or stat.S_ISREG(found.st_mode):
            with part_beside(_target(file, found, may_replace, force=force, never=never)):
                pass
    except OSError as problem:
        raise FileError(f"{file} cannot be written: {reason(problem)}") from None


def _target(
    file: Path,
    found: os.stat_result | None,
    may_replace: Callable[[bytes], bool],
    *,
    force: bool,
    never: tuple[Path, ...],
) -> Path:
    """Return the file behind a name; raise StepreadyError when it may not be replaced."""
    target = Path(os.path.realpath(file))
    _refuse_own(file, target, never)
    if found is not None and not force and found.st_size and not may_replace(_head(target)):
        raise StepreadyError(f"{file} exists and was not written by stepready; give another name, or --force")
    return target


def _refuse_no_name(file: Path) -> None:
    """Raise StepreadyError for what cannot be the name of a file."""
    if str(file) in ("", ".") or "\0" in str(file):
        raise StepreadyError("the name of the file to write is empty or no name; give a file such as report.html")
    if file.is_dir():
        raise FileError(f"{file} is a folder; give the name of a file to write")


def _refuse_own(file: Path, target: Path, never: tuple[Path, ...]) -> None:
    """Raise StepreadyError when the file is one of the databases, or lies beside one as a part of it."""
    for database in never:
        kept = Path(os.path.realpath(database))
        for own in (kept.with_name(kept.name + end) for end in COMPANIONS):
            if target == own or (target.exists() and own.exists() and target.samefile(own)):
                raise StepreadyError(f"{file} is a file stepready keeps your log or settings in; give another name")


def _status(file: Path) -> os.stat_result | None:
    try:
        return file.stat()
    except FileNotFoundError:
        return None


def _head(file: Path) -> bytes:
    with file.open("rb") as there:
        return there.read(HEAD)


def _write_into(file: Path, content: bytes) -> None:
    """Write into a device or a pipe; a pipe nobody reads is refused rather than waited for."""
    waits_not = getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(file, os.O_WRONLY | waits_not)
    if waits_not:
        os.set_blocking(descriptor, True)
    with os.fdopen(descriptor, "wb") as there:
        there.write(content)


def _put(target: Path, content: bytes, found: os.stat_result | None) -> None:
    """Write beside the file, then move it into its place."""
    mode = NEW if found is None else stat.S_IMODE(found.st_mode)
    with part_beside(target, mode | stat.S_IRUSR | stat.S_IWUSR) as part:
        with part.open("wb") as there:
            there.write(content)
            there.flush()
            os.fsync(there.fileno())
        if found is not None:
            part.chmod(mode)
        put_over(part, target)
