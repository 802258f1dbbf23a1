"""Every released schema reaches the latest one with its rows; the steps arrive at exactly the tables."""

import multiprocessing
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import Engine
from sqlmodel import SQLModel

from stepready.core.facts.exam import Applicant, Exam
from stepready.core.values.errors import StepreadyError
from stepready.store import migrations, tables
from stepready.store.embedded import schema as sqlite_schema
from stepready.store.embedded.file import APPLICATION_ID
from stepready.store.mending.copy_file import keep_migration_copy
from stepready.store.migrations import LATEST, Migration, pending
from stepready.store.opening import open_book
from tests.store.conftest import MOMENT, server_address
from tests.store.samples import FULL_PLAN

SCHEMAS = Path(__file__).parent / "schemas"


def now() -> datetime:
    return MOMENT


def old_database(path: Path, version: int) -> Path:
    """Make the database that a program of that schema left behind."""
    with sqlite3.connect(path) as connection:
        connection.executescript((SCHEMAS / f"{version}.sql").read_text())
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    return path


def shape(engine: Engine) -> dict[str, Any]:
    """Return tables, columns, keys and indexes as the database itself reports them."""
    seen = inspect(engine)
    return {
        table: {
            "columns": {c["name"]: (str(c["type"]), c["nullable"]) for c in seen.get_columns(table)},
            "key": seen.get_pk_constraint(table)["constrained_columns"],
            "unique": sorted(u["column_names"] for u in seen.get_unique_constraints(table)),
            "indexes": sorted(
                (i["name"] or "", i["column_names"])
                for i in seen.get_indexes(table)
                if "duplicates_constraint" not in i
            ),
        }
        for table in seen.get_table_names()
    }


def test_every_step_has_its_dump() -> None:
    assert sorted(int(file.stem) for file in SCHEMAS.glob("*.sql")) == list(range(1, LATEST + 1))


def test_every_file_is_a_step() -> None:
    names = {file.name.partition(".")[0] for file in Path(migrations.__file__).parent.glob("*.sql")}
    assert sorted(names) == [step.name for step in pending(0)]
    assert [int(step.name[:4]) for step in pending(0)] == [step.number for step in pending(0)]


def test_the_steps_arrive_at_the_tables_in_an_embedded_database(tmp_path: Path) -> None:
    with open_book(str(tmp_path / "book.db"), now=now) as book:
        book.set_plan(FULL_PLAN)
    made = create_engine("sqlite://")
    SQLModel.metadata.create_all(made)
    migrated = create_engine(f"sqlite:///{tmp_path / 'book.db'}")
    assert shape(migrated) == shape(made)
    made.dispose()
    migrated.dispose()


def test_the_steps_arrive_at_the_tables_on_a_server() -> None:
    address = server_address()
    with open_book(address, now=now) as book:
        assert book.scores() == []
    engine = create_engine(address.replace("postgresql://", "postgresql+psycopg://"))
    migrated = shape(engine)
    with engine.begin() as connection:
        connection.execute(text("DROP VIEW trend"))
    SQLModel.metadata.drop_all(engine)
    SQLModel.metadata.create_all(engine)
    assert migrated == shape(engine)
    engine.dispose()


def is_migrated(book: Any) -> None:
    """Check what the dumps hold, and that its journal still takes it back."""
    first, second = reversed(book.scores())
    assert (first.day, first.value, first.note, first.p_pass) == (date(2027, 6, 1), 226.0, "at the library", 84.0)
    assert (second.topic, second.questions) == ("renal", 40)
    plan = book.plan()
    assert (plan.target, plan.applicant, plan.can_skip_cycle) == (240, Applicant.US_IMG, True)
    book.undo()
    assert book.undo().said == "log Question bank 72.5 % on 2027-06-03 (id 2)"
    assert [score.id for score in book.scores()] == [1]


@pytest.mark.parametrize("version", range(1, LATEST + 1))
def test_an_embedded_database_of_every_schema_is_brought_along(tmp_path: Path, version: int) -> None:
    path = old_database(tmp_path / "old.db", version)
    with open_book(str(path), now=now) as book:
        is_migrated(book)
    with sqlite3.connect(path) as connection:
        ran = connection.execute("SELECT number FROM stepready_migration ORDER BY number").fetchall()
        assert ran == [(number,) for number in range(1, LATEST + 1)]
        assert connection.execute("PRAGMA user_version").fetchone() == (LATEST,)
    connection.close()


@pytest.mark.parametrize("version", range(1, LATEST + 1))
def test_a_server_of_every_schema_is_brought_along(version: int) -> None:
    address = server_address()
    engine = create_engine(address.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        for statement in (SCHEMAS / f"{version}.sql").read_text().split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(statement.replace("%", "%%"))
    engine.dispose()
    with open_book(address, now=now) as book:
        is_migrated(book)


def test_a_copy_is_kept_before_the_first_pending_step(tmp_path: Path) -> None:
    path = old_database(tmp_path / "old.db", 1)
    with open_book(str(path), now=now) as book:
        assert book.count() == 2
    copy = tmp_path / "old.db.schema-1.backup"
    assert copy.stat().st_mode & 0o777 == 0o600
    with sqlite3.connect(copy) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM score").fetchone() == (2,)
    connection.close()


def test_a_second_migration_writes_over_no_earlier_copy(tmp_path: Path) -> None:
    (tmp_path / "old.db.schema-1.backup").write_text("an earlier copy")
    path = old_database(tmp_path / "old.db", 1)
    with open_book(str(path), now=now) as book:
        assert book.count() == 2
    assert (tmp_path / "old.db.schema-1.backup").read_text() == "an earlier copy"
    with closing(sqlite3.connect(tmp_path / "old.db.schema-1-2.backup")) as connection:
        assert connection.execute("SELECT count(*) FROM score").fetchone() == (2,)


def test_the_newest_three_copies_of_a_schema_are_kept_and_no_other_file_goes(tmp_path: Path) -> None:
    """Whatever stands in the database's name, and whatever else begins like a copy's."""
    path = old_database(tmp_path / "a[1]*.db", 1)
    others = {f"{path.name}.schema-1{end}" for end in ("0.backup", "-mine.backup", ".backup.old")}
    for name in others:
        (tmp_path / name).write_text("not ours to clear")
    for turn in range(6):
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("UPDATE score SET note = ?", (str(turn),))
        keep_migration_copy(path, 1)
        keep_migration_copy(path, 1)
    notes = set()
    for copy in {file.name for file in tmp_path.iterdir()} - others - {path.name}:
        with closing(sqlite3.connect(tmp_path / copy)) as connection:
            notes.add(connection.execute("SELECT note FROM score").fetchone()[0])
    assert notes == {"3", "4", "5"}
    assert all((tmp_path / name).exists() for name in others)


def test_a_new_database_leaves_no_copy(tmp_path: Path) -> None:
    with open_book(str(tmp_path / "new.db"), now=now) as book:
        book.set_plan(FULL_PLAN)
    assert [file.name for file in tmp_path.iterdir()] == ["new.db"]


def test_a_step_that_fails_leaves_the_old_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = old_database(tmp_path / "old.db", 1)
    before = path.read_bytes()
    bad = Migration(2, "0002_bad")
    monkeypatch.setattr(
        Migration, "statements", lambda *_, **__: ["CREATE TABLE half (a TEXT)", "CREATE TABLE nonsense ("]
    )
    monkeypatch.setattr(sqlite_schema, "pending", lambda _: [bad])
    with pytest.raises(StepreadyError, match="not as stepready left it"), open_book(str(path), now=now) as book:
        book.scores()
    assert path.read_bytes() == before


def _open(path: str, barrier: Any, found: Any) -> None:
    barrier.wait()
    with open_book(path, now=lambda: datetime(2027, 7, 15, tzinfo=UTC)) as book:
        found.put(book.count())


@pytest.mark.parametrize("store", ["embedded", "server"])
def test_four_processes_that_migrate_at_once_all_work(tmp_path: Path, store: str) -> None:
    address = server_address() if store == "server" else str(old_database(tmp_path / "old.db", 1))
    context = multiprocessing.get_context("spawn")
    barrier, found = context.Barrier(4), context.Queue()
    processes = [context.Process(target=_open, args=(address, barrier, found)) for _ in range(4)]
    for process in processes:
        process.start()
    counts = [found.get(timeout=60) for _ in processes]
    for process in processes:
        process.join()
    assert counts == [0 if store == "server" else 2] * 4
    assert [process.exitcode for process in processes] == [0] * 4


@pytest.mark.parametrize("store", ["embedded", "server"])
def test_a_newer_schema_is_refused_in_a_sentence(tmp_path: Path, store: str) -> None:
    if store == "embedded":
        address = str(old_database(tmp_path / "new.db", LATEST))
        with sqlite3.connect(address) as connection:
            connection.execute(f"PRAGMA user_version = {LATEST + 1}")
        connection.close()
    else:
        address = server_address()
        with open_book(address, now=now) as book:
            assert book.count() == 0
        engine = create_engine(address.replace("postgresql://", "postgresql+psycopg://"))
        with engine.begin() as connection_:
            connection_.execute(text(migrations.RECORD), {"number": LATEST + 1, "name": "later", "at": "2030"})
        engine.dispose()
    with (
        pytest.raises(StepreadyError, match=f"schema {LATEST + 1}, from a newer stepready"),
        open_book(address, now=now) as book,
    ):
        book.scores()


def test_tables_carry_an_owner() -> None:
    assert tables.ScoreRow.metadata is SQLModel.metadata
    for name, table in SQLModel.metadata.tables.items():
        assert "owner" in table.columns or name == "stepready_migration"


def test_what_plans_and_settings_told_of_the_bank_becomes_totals_and_undo_still_takes_it_back(tmp_path: Path) -> None:
    """62.5 % told on 3 June; 800 questions left since the schedule of 15 July; the journal moves with both."""
    path = old_database(tmp_path / "old.db", 9)
    with sqlite3.connect(path) as connection:
        (plan,) = connection.execute("SELECT after FROM changed_row WHERE kind = 'plan'").fetchone()
        told = plan.replace("}", ', "qbank_used": 62.5}')
        connection.execute("UPDATE plan SET qbank_used = 62.5")
        connection.execute("UPDATE changed_row SET after = ? WHERE kind = 'plan'", (told,))
        connection.execute("DELETE FROM schedule")
        connection.execute("INSERT INTO schedule VALUES ('me', 'step2ck', '2027-07-15', '2027-07-28')")
    connection.close()
    with open_book(str(path), now=now) as book:
        share, left = sorted(book.bank_totals(Exam.STEP2CK), key=lambda total: total.told, reverse=True)
        assert (share.told, share.done, share.size, share.day) == ("share", 625, 1000, date(2027, 6, 3))
        assert (left.told, left.left, left.day) == ("left", 800, date(2027, 7, 15))
        held = book.plan()
        assert held is not None
        assert held.qbank_used == 62.5
        assert book.undo().said == "plan set for Step 2 CK: target 240"
        assert [total.told for total in book.bank_totals(Exam.STEP2CK)] == ["left"]
