"""Backups and restores, from and to both databases."""

from pathlib import Path

import pytest

from stepready.core.errors import StepreadyError
from stepready.render.export_json import export_json
from stepready.services.exporting import everything
from stepready.services.keeping import backup, restore
from stepready.store.opening import open_book
from tests.store.conftest import MOMENT, Opener, server_address
from tests.store.samples import FULL_ENTRY, FULL_PLAN, SCHEDULE, SETTINGS, nbme


def fill(opened: Opener) -> str:
    """Enter one of everything and return the export."""
    with opened() as book:
        book.add(FULL_ENTRY)
        book.add(nbme())
        book.set_plan(FULL_PLAN)
        book.save_schedule(SCHEDULE, settings=SETTINGS)
        return export_json(everything(book))


def test_a_backup_is_a_database_that_says_the_same(address: str, opened: Opener, tmp_path: Path) -> None:
    exported = fill(opened)
    copy = backup(address, tmp_path / "copies" / "one.backup" if "://" in address else tmp_path / "one.backup", MOMENT)
    assert copy.stat().st_mode & 0o777 == 0o600
    with open_book(str(copy), now=lambda: MOMENT) as book:
        assert export_json(everything(book)) == exported
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
        assert export_json(everything(book)) == exported
        assert book.undo().said.startswith("schedule of Step 2 CK")
        assert book.add(nbme()).id == 3
    assert restored.safety is not None
    with open_book(str(restored.safety), now=lambda: MOMENT) as before:
        assert [score.value for score in before.scores()] == [199.0]


def test_a_backup_of_one_database_restores_into_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    file, server = str(tmp_path / "book.db"), server_address()
    exported = fill(lambda: open_book(file, now=lambda: MOMENT))
    restore(server, backup(file, tmp_path / "one.backup", MOMENT), MOMENT)
    with open_book(server, now=lambda: MOMENT) as book:
        assert export_json(everything(book)) == exported
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
        assert export_json(everything(book)) == exported
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
