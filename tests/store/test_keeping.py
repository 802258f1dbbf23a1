"""Backups and restores, from and to both databases."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from io import FileIO
from pathlib import Path
from typing import NoReturn

import pytest

from stepready.core.values.errors import StepreadyError
from stepready.services.backup import backup, restore
from stepready.store.mending import damaged_file
from stepready.store.opening import open_book
from stepready.transfer.export import export_json
from tests.store.conftest import MOMENT, Opener, server_address
from tests.store.samples import FULL_ENTRY, FULL_PLAN, SCHEDULE, SETTINGS, nbme


def fill(opened: Opener) -> str:
    """Enter one of everything and return the export."""
    with opened() as book:
        book.add(FULL_ENTRY)
        book.add(nbme())
        book.set_plan(FULL_PLAN)
        book.save_schedule(SCHEDULE, settings=SETTINGS)
        return export_json(book)


def test_a_backup_is_a_database_that_says_the_same(address: str, opened: Opener, tmp_path: Path) -> None:
    exported = fill(opened)
    copy = backup(address, tmp_path / "copies" / "one.backup" if "://" in address else tmp_path / "one.backup", MOMENT)
    assert copy.stat().st_mode & 0o777 == 0o600
    with open_book(str(copy), now=lambda: MOMENT) as book:
        assert export_json(book) == exported
        assert book.undo().said.startswith("schedule of Step 2 CK"), "the journal is part of it"


def test_a_restore_brings_everything_back_and_keeps_what_was_there(
    address: str, opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    exported = fill(opened)
    copy = backup(address, tmp_path / "one.backup", MOMENT)
    with opened() as book:
        for _ in range(4):
            book.undo()
        book.add(nbme(199.0))
    restored = restore(address, copy, MOMENT)
    assert restored.scores == 2
    with opened() as book:
        assert export_json(book) == exported
        assert book.undo().said.startswith("schedule of Step 2 CK")
        assert book.add(nbme()).id == 4, "two scores, and what the plan says of the bank, have the ids before"
    assert restored.safety is not None
    with open_book(str(restored.safety), now=lambda: MOMENT) as before:
        assert [score.value for score in before.scores()] == [199.0]


def test_a_backup_of_one_database_restores_into_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    file, server = str(tmp_path / "book.db"), server_address()
    exported = fill(lambda: open_book(file, now=lambda: MOMENT))
    restore(server, backup(file, tmp_path / "one.backup", MOMENT), MOMENT)
    with open_book(server, now=lambda: MOMENT) as book:
        assert export_json(book) == exported
        book.undo()
        book.undo()
        assert [score.id for score in book.scores()] == [2, 1]


def test_no_backup_overwrites_a_file(address: str, opened: Opener, tmp_path: Path) -> None:
    fill(opened)
    (tmp_path / "one.backup").write_text("mine")
    with pytest.raises(StepreadyError, match="exists already"):
        backup(address, tmp_path / "one.backup", MOMENT)
    assert (tmp_path / "one.backup").read_text() == "mine"


def test_nothing_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(StepreadyError, match="there is nothing to back up"):
        backup(str(tmp_path / "none.db"), tmp_path / "one.backup", MOMENT)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_database_is_put_aside_for_the_backup(tmp_path: Path) -> None:
    file = tmp_path / "book.db"
    exported = fill(lambda: open_book(str(file), now=lambda: MOMENT))
    copy = backup(str(file), tmp_path / "one.backup", MOMENT)
    damaged = file.read_bytes()[:4096] + b"\x55" * 20000
    file.write_bytes(damaged)
    restored = restore(str(file), copy, MOMENT)
    with open_book(str(file), now=lambda: MOMENT) as book:
        assert export_json(book) == exported
    assert restored.safety is not None
    assert restored.safety.read_bytes() == damaged


@pytest.mark.parametrize("content", [b"", b"date,source\n" * 50, None])
def test_what_is_no_backup_is_refused_and_nothing_changes(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "book.db"
    fill(lambda: open_book(str(file), now=lambda: MOMENT))
    before = file.read_bytes()
    if content is None:
        (tmp_path / "bad").write_bytes(before[:4096] + b"\x55" * 20000)
    else:
        (tmp_path / "bad").write_bytes(content)
    with pytest.raises(StepreadyError):
        restore(str(file), tmp_path / "bad", MOMENT)
    assert file.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad", "book.db"]


def test_the_database_itself_is_no_backup_of_itself(tmp_path: Path) -> None:
    file = tmp_path / "book.db"
    fill(lambda: open_book(str(file), now=lambda: MOMENT))
    with pytest.raises(StepreadyError, match="is the database itself"):
        restore(str(file), file, MOMENT)


def logged(file: Path) -> list[float]:
    """Return the values a database holds, newest first."""
    with open_book(str(file), now=lambda: MOMENT) as book:
        return [score.value for score in book.scores()]


def two_states(tmp_path: Path) -> tuple[Path, Path]:
    """Return a database that holds 240 and a backup of it from when it held 231."""
    file = tmp_path / "book.db"
    with open_book(str(file), now=lambda: MOMENT) as book:
        book.add(nbme())
        copy = backup(str(file), tmp_path / "one.backup", MOMENT)
        book.remove(1)
        book.add(nbme(240.0))
    return file, copy


def fail(*_: object, **__: object) -> NoReturn:
    raise StepreadyError("the disk is full")


@pytest.mark.parametrize("step", ["keep_copy", "copy_rows", "MemoryStore"])
def test_a_restore_that_fails_leaves_the_live_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    file, copy = two_states(tmp_path)
    monkeypatch.setattr(f"stepready.store.mending.backup.{step}", fail)
    with pytest.raises(StepreadyError, match="the disk is full") as raised:
        restore(str(file), copy, MOMENT)
    assert logged(file) == [240.0]
    safety = sorted(tmp_path.glob("*.before-restore-*"))
    assert [logged(kept) for kept in safety] == ([[240.0]] if step == "copy_rows" else [])
    assert all(str(kept) in raised.value.details[-1] for kept in safety)


@pytest.mark.parametrize("step", ["copy", "write"])
def test_a_damaged_database_comes_back_when_the_restore_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    file, copy = two_states(tmp_path)
    damaged = file.read_bytes()[:4096] + b"\x55" * 20000
    file.write_bytes(damaged)
    before = sorted(tmp_path.iterdir())
    whole, full = damaged_file.fill, OSError(28, "No space left on device")

    def no_room(there: FileIO, content: bytes) -> None:
        whole(there, content[:5000])
        if content != damaged:
            raise full
        whole(there, content)

    def no_copy(*_: object) -> NoReturn:
        raise full

    if step == "write":
        monkeypatch.setattr("stepready.store.mending.damaged_file.fill", no_room)
    else:
        monkeypatch.setattr("stepready.store.mending.damaged_file.put_beside", no_copy)
    with pytest.raises(StepreadyError, match="no space left on device"):
        restore(str(file), copy, MOMENT)
    assert file.read_bytes() == damaged
    assert sorted(tmp_path.iterdir()) == before


def test_a_damaged_database_is_left_while_another_program_has_it_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stepready.store.mending.damaged_file.BUSY_SECONDS", 0.1)
    file, copy = two_states(tmp_path)
    with file.open("r+b", buffering=0) as there, closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("SELECT * FROM score").fetchall()
        there.seek(4096)
        there.write(b"\x55" * 20000)
        script = (
            "import sys, datetime, pathlib; from stepready.store.mending import backup as keeping, damaged_file as o\n"
        )
        script += "o.BUSY_SECONDS = 0.1; keeping.restore(sys.argv[1], pathlib.Path(sys.argv[2]), '2027-07-15')"
        ended = subprocess.run([sys.executable, "-c", script, file, copy], capture_output=True, text=True, check=False)
        assert "in use by another program" in ended.stderr
    assert file.read_bytes()[4096:24096] == b"\x55" * 20000
    assert list(tmp_path.glob("*before-restore*")) == []


def test_a_failed_restore_where_nothing_was_leaves_an_empty_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, copy = two_states(tmp_path)
    target = tmp_path / "new" / "book.db"
    monkeypatch.setattr("stepready.store.mending.backup.copy_rows", fail)
    with pytest.raises(StepreadyError, match="the disk is full"):
        restore(str(target), copy, MOMENT)
    assert [file.name for file in target.parent.iterdir()] == ["book.db"]
    assert logged(target) == []
    monkeypatch.undo()
    assert restore(str(target), copy, MOMENT).safety is None, "nothing was there"
    assert logged(target) == [231.0]


def test_two_restores_within_a_second_keep_two_safety_copies(tmp_path: Path) -> None:
    file, copy = two_states(tmp_path)
    first = restore(str(file), copy, MOMENT).safety
    with open_book(str(file), now=lambda: MOMENT) as book:
        book.remove(1)
        book.add(nbme(250.0))
    second = restore(str(file), copy, MOMENT).safety
    assert first is not None
    assert second is not None
    assert [logged(first), logged(second)] == [[240.0], [250.0]]


@pytest.mark.parametrize(
    "spoil",
    [
        "DROP TABLE score",
        "DROP TABLE changed_row",
        "ALTER TABLE plan RENAME COLUMN target TO goal",
        "UPDATE score SET source = 'q[ank'",
        "UPDATE score SET value = 'abc'",
        "UPDATE score SET day = '2027-13-40'",
        "DELETE FROM book",
    ],
)
def test_a_copy_that_cannot_be_read_whole_replaces_nothing(tmp_path: Path, spoil: str) -> None:
    file, copy = two_states(tmp_path)
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute(spoil)
        connection.commit()
    before = sorted(tmp_path.iterdir())
    with pytest.raises(StepreadyError, match="nothing was changed") as raised:
        restore(str(file), copy, MOMENT)
    assert raised.value.message.startswith(str(copy))
    assert logged(file) == [240.0]
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("lock", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_a_restore_gives_up_while_another_program_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lock: str
) -> None:
    monkeypatch.setattr("stepready.store.embedded.connect.BUSY_SECONDS", 0.1)
    file, copy = two_states(tmp_path)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute(lock)
        with pytest.raises(StepreadyError, match="in use by another program"):
            restore(str(file), copy, MOMENT)
    assert logged(file) == [240.0]
    assert list(tmp_path.glob("*before-restore*")) == []


def test_copying_gives_up_while_another_program_holds_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("embedded.connect", "mending.copy_file"):
        monkeypatch.setattr(f"stepready.store.{module}.BUSY_SECONDS", 0.1)
    file, copy = two_states(tmp_path)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert backup(str(file), tmp_path / "two.backup", MOMENT).exists(), "a backup waits for no writer"
    with closing(sqlite3.connect(copy, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StepreadyError, match="in use by another program"):
            backup(str(copy), tmp_path / "three.backup", MOMENT)
    assert not (tmp_path / "three.backup").exists()
