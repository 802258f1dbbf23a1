"""A file is written whole or not at all, and never over what is not ours to replace."""

import contextlib
import os
import stat
import sys
import threading
import time
from pathlib import Path

import pytest

from stepready.core.values.errors import StepreadyError
from stepready.transfer.file import write_whole

OURS = b"ours: "
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs pipes, devices and modes")


def is_ours(head: bytes) -> bool:
    return head.startswith(OURS)


def put(file: Path, content: bytes = b"new", *, force: bool = False, never: tuple[Path, ...] = ()) -> None:
    write_whole(file, content, may_replace=is_ours, force=force, never=never)


@pytest.mark.parametrize(
    ("there", "force", "replaced"),
    [
        (None, False, True),
        (b"", False, True),
        (b"ours: old", False, True),
        (b"mine", False, False),
        (b"mine", True, True),
    ],
)
def test_only_our_own_empty_or_forced_files_are_replaced(
    there: bytes | None, *, force: bool, replaced: bool, tmp_path: Path
) -> None:
    file = tmp_path / "out"
    if there is not None:
        file.write_bytes(there)
    if replaced:
        put(file, force=force)
    else:
        with pytest.raises(StepreadyError, match="--force"):
            put(file, force=force)
    assert file.read_bytes() == (b"new" if replaced else there)
    assert [found.name for found in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("end", ["", "-wal", "-shm", "-journal"])
def test_the_open_database_is_never_replaced(end: str, *, force: bool, tmp_path: Path) -> None:
    database = tmp_path / "book.db"
    file = tmp_path / f"book.db{end}"
    file.write_bytes(b"ours: kept")
    with pytest.raises(StepreadyError, match="keeps your log"):
        put(file, force=force, never=(database,))
    assert file.read_bytes() == b"ours: kept"


@posix
@pytest.mark.parametrize("how", ["link", "hard link", "dots"])
def test_the_open_database_is_known_by_any_name(how: str, tmp_path: Path) -> None:
    database = tmp_path / "book.db"
    database.write_bytes(b"kept")
    other = tmp_path / "other"
    if how == "link":
        other.symlink_to(database)
    elif how == "hard link":
        os.link(database, other)
    else:
        (tmp_path / "sub").mkdir()
        other = tmp_path / "sub" / ".." / "book.db"
    with pytest.raises(StepreadyError, match="keeps your log"):
        put(other, force=True, never=(database,))
    assert database.read_bytes() == b"kept"


@posix
def test_only_the_head_of_a_file_is_looked_at(tmp_path: Path) -> None:
    file = tmp_path / "huge"
    with file.open("wb") as there:
        there.truncate(1 << 40)
    seen: list[int] = []

    def look(head: bytes) -> bool:
        seen.append(len(head))
        return False

    with pytest.raises(StepreadyError):
        write_whole(file, b"new", may_replace=look)
    assert seen == [8192]


@posix
def test_a_forced_file_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "locked"
    file.write_bytes(b"mine")

    def never_asked(head: bytes) -> bool:
        raise AssertionError(head)

    write_whole(file, b"new", may_replace=never_asked, force=True)
    assert file.read_bytes() == b"new"


@posix
def test_a_device_is_written_into_and_stays_a_device() -> None:
    put(Path("/dev/null"), force=True)
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_a_full_device_is_one_error() -> None:
    with pytest.raises(StepreadyError, match="/dev/full cannot be written: no space left"):
        put(Path("/dev/full"))


@posix
def test_a_pipe_gets_everything_and_one_that_nobody_reads_is_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(StepreadyError, match="cannot be written"):
        put(pipe)
    content, got = b"x" * 300_000, bytearray()
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    writer = threading.Thread(target=put, args=(pipe, content))
    writer.start()
    deadline = time.monotonic() + 30
    # Until the writer has opened its end a read finds the end of the file, and between its pieces nothing at all.
    while len(got) < len(content) and time.monotonic() < deadline:
        with contextlib.suppress(BlockingIOError):
            got += os.read(reader, 65536)
        time.sleep(0.001)
    writer.join(10)
    os.close(reader)
    assert bytes(got) == content
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@posix
def test_what_is_replaced_keeps_its_mode_and_its_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(b"ours: old")
    real.chmod(0o600)
    link.symlink_to(real)
    put(link)
    assert link.is_symlink()
    assert (real.read_bytes(), stat.S_IMODE(real.stat().st_mode)) == (b"new", 0o600)


@pytest.mark.parametrize("name", ["", ".", "a\0b"])
def test_what_is_no_name_is_one_error(name: str) -> None:
    with pytest.raises(StepreadyError, match="no name"):
        put(Path(name), force=True)


def test_a_folder_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(StepreadyError, match="is a folder"):
        put(tmp_path, force=True)
