"""Files: whose they are, who may read them, and what is never touched."""

import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from stepready.core.values.errors import StepreadyError
from stepready.store.embedded.connect import address, connect
from stepready.store.embedded.file import APPLICATION_ID
from stepready.store.embedded.peeking import peeking
from stepready.store.opening import open_book
from tests.store.conftest import MOMENT
from tests.store.samples import nbme

FOREIGN = {
    "text": b"date,source\n2027-07-01,nbme\n" * 20,
    "short text": b"hello",
    "zeros": bytes(5000),
    "cut header": b"SQLite format 3\0" + bytes(20),
}


def add(path: Path, value: float = 231.0) -> None:
    with open_book(str(path), now=lambda: MOMENT) as book:
        book.add(nbme(value))


def count(path: Path) -> int:
    with open_book(str(path), now=lambda: MOMENT) as book:
        return len(book.scores())


def snapshot(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def test_files_are_the_users_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "book.db"
    with open_book(str(path), now=lambda: MOMENT) as book:
        book.add(nbme())
        modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    assert modes == {"book.db": 0o600, "book.db-wal": 0o600, "book.db-shm": 0o600}
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert path.parent.parent.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_was_there_keeps_its_permissions(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    add(tmp_path / "book.db")
    assert tmp_path.stat().st_mode & 0o777 == 0o755


def test_reading_a_missing_file_creates_nothing(tmp_path: Path) -> None:
    assert count(tmp_path / "none" / "book.db") == 0
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "book.db"
    path.touch(mode=0o644)
    assert count(path) == 0
    assert path.read_bytes() == b""
    add(path)
    assert count(path) == 1
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_header_says_whose_it_is_and_the_log_is_write_ahead(tmp_path: Path) -> None:
    path = tmp_path / "book.db"
    add(path)
    head = path.read_bytes()[:100]
    assert int.from_bytes(head[68:72], "big") == APPLICATION_ID
    assert head[18] == 2


def test_a_commit_waits_for_the_disk(tmp_path: Path) -> None:
    from stepready.store.embedded.connect import connect

    connection = connect(str(tmp_path / "x.db"))
    assert connection.execute("PRAGMA synchronous").fetchone()[0] == 2
    connection.close()


@pytest.mark.parametrize("kind", FOREIGN)
def test_a_file_that_is_no_database_is_never_touched(tmp_path: Path, kind: str) -> None:
    (tmp_path / "other.db").write_bytes(FOREIGN[kind])
    before = snapshot(tmp_path)
    for use in (count, add):
        with pytest.raises(StepreadyError, match="is not a stepready database; it was not touched"):
            use(tmp_path / "other.db")
    assert snapshot(tmp_path) == before


def test_a_database_of_another_program_is_never_touched(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE score (id)")
        connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    before = snapshot(tmp_path)
    for use in (count, add):
        with pytest.raises(StepreadyError, match="is a database of another program"):
            use(tmp_path / "other.db")
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("", "is a folder; a database is a file"),
        ("file/book.db", "cannot be read: not a directory"),
        ("x" * 300, "cannot be read: file name too long"),
    ],
)
def test_a_place_that_cannot_hold_a_database_is_one_error(tmp_path: Path, where: str, words: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StepreadyError, match=words):
        add(tmp_path / where)


@pytest.mark.parametrize("address", ["mysql://here/x", "file:///x", "sqlite:///x"])
def test_another_kind_of_address_is_one_error(address: str) -> None:
    with pytest.raises(StepreadyError, match="is not a kind of database"), open_book(address, now=lambda: MOMENT):
        pass


def test_a_device_is_no_database() -> None:
    with pytest.raises(StepreadyError, match="is no plain file"):
        add(Path("/dev/null"))


def test_a_damaged_page_is_one_error_and_the_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "book.db"
    add(path)
    data = bytearray(path.read_bytes())
    data[4096:] = b"\x55" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(StepreadyError, match="is damaged"):
        count(path)
    assert path.read_bytes() == bytes(data)


def test_tables_that_were_dropped_are_one_error(tmp_path: Path) -> None:
    add(tmp_path / "book.db")
    with sqlite3.connect(tmp_path / "book.db") as connection:
        connection.execute("DROP VIEW trend")
        connection.execute("DROP TABLE score")
    connection.close()
    with pytest.raises(StepreadyError, match="is not as stepready left it"):
        count(tmp_path / "book.db")


def test_a_busy_database_is_one_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(tmp_path / "book.db")
    monkeypatch.setattr("stepready.store.embedded.connect.BUSY_SECONDS", 0.1)
    other = sqlite3.connect(tmp_path / "book.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert count(tmp_path / "book.db") == 1, "readers need not wait"
    with pytest.raises(StepreadyError, match="is in use by another program"):
        add(tmp_path / "book.db")
    other.close()


READ_ONLY = """
import os, sys
from datetime import UTC, datetime
from stepready.core.values.errors import StepreadyError
from stepready.store import codec, journal, writing
from stepready.store.embedded import sqlite
from stepready.store.opening import open_book
from tests.store.samples import nbme
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
with open_book(sys.argv[1], now=lambda: datetime.now(UTC)) as book:
    print(len(book.scores()))
    try:
        book.add(nbme())
    except StepreadyError as problem:
        print(problem.message)
"""


def test_a_read_only_folder_can_still_be_read() -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        path = folder / "book.db"
        add(path)
        path.chmod(0o444)
        folder.chmod(0o555)
        before = snapshot(folder)
        ended = run_script(READ_ONLY, path)
        assert snapshot(folder) == before
        folder.chmod(0o700)
    assert ended.stdout.splitlines() == [
        "1",
        f"{path} cannot be written: the file or its folder is read-only; nothing was changed",
    ], ended.stderr


def run_script(script: str, *args: object) -> subprocess.CompletedProcess[str]:
    """Run Python in another process, in the checkout."""
    return subprocess.run(
        [sys.executable, "-c", script, *(str(arg) for arg in args)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )


FULL_DISK = """
import resource, sys
from datetime import UTC, datetime
from stepready.core.values.errors import StepreadyError
from stepready.store.opening import open_book
from tests.store.samples import nbme
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
kept = 0
with open_book(sys.argv[1], now=lambda: datetime.now(UTC)) as book:
    try:
        for value in range(1, 3000):
            book.add(nbme(float(value % 300 + 1), note="x" * 1000))
            kept += 1
    except StepreadyError as problem:
        print(problem.message)
print(kept)
"""


@pytest.mark.parametrize("limit", [1, 20_000, 60_000, 200_000, 600_000])
def test_a_full_disk_loses_nothing_that_was_acknowledged(tmp_path: Path, limit: int) -> None:
    path = tmp_path / "book.db"
    ended = run_script(FULL_DISK, path, limit)
    said, kept = ended.stdout.splitlines()
    assert "the disk is full or failing" in said
    assert ended.stderr == ""
    assert count(path) == int(kept)
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_a_clock_that_goes_backwards_changes_no_order(tmp_path: Path) -> None:
    path = tmp_path / "book.db"
    for hour in (12, 11, 10):
        with open_book(str(path), now=lambda hour=hour: MOMENT.replace(hour=hour)) as book:  # type: ignore[misc]
            book.add(nbme(200.0 + hour))
    with open_book(str(path), now=lambda: MOMENT.replace(year=2020)) as book:
        assert [change.at[11:13] for change in book.changes()] == ["10", "11", "12"]
        assert book.undo().said.startswith("log NBME 11 210")


def test_the_trend_is_there_for_other_tools(tmp_path: Path) -> None:
    path = tmp_path / "book.db"
    with open_book(str(path), now=lambda: MOMENT) as book:
        for day, value in ((1, 220.0), (8, 230.0), (15, 235.0)):
            book.add(nbme(value, day=MOMENT.date().replace(day=day)))
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT day, value, mean_of_last_two FROM trend ORDER BY day").fetchall()
    connection.close()
    assert rows == [("2027-07-01", 220.0, None), ("2027-07-08", 230.0, 225.0), ("2027-07-15", 235.0, 232.5)]


def test_what_is_looked_at_stays_as_it_was_while_others_write(tmp_path: Path) -> None:
    path = tmp_path / "book.db"

    def write(note: str) -> None:
        with closing(connect(address(path, "mode=rwc"))) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("CREATE TABLE IF NOT EXISTS row (note)")
            connection.execute("DELETE FROM row")
            connection.executemany("INSERT INTO row VALUES (?)", [(note * 100,)] * 1000)

    write("a")
    with peeking(path) as connection:
        assert connection.execute("SELECT max(rowid) FROM row").fetchone()[0] == 1000
        write("b")
        assert {row["note"][0] for row in connection.execute("SELECT note FROM row")} == {"a"}
        assert [row[0] for row in connection.execute("PRAGMA integrity_check")] == ["ok"]
    write("c")
    before, beside = path.read_bytes(), sorted(tmp_path.iterdir())
    with peeking(path) as connection:
        assert {row["note"][0] for row in connection.execute("SELECT note FROM row")} == {"c"}
    assert (path.read_bytes(), sorted(tmp_path.iterdir())) == (before, beside)
