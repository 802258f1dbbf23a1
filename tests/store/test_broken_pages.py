"""Rows are found in the pages themselves, where SQLite's way to them is broken."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from stepready.core.log.score import Score
from stepready.core.values.errors import StepreadyError
from stepready.store.mending.inspection import faults_of
from stepready.store.mending.pages import PageRow, Pages, content_of_file
from stepready.store.mending.rescue import rescue
from stepready.store.migrations import LATEST
from stepready.store.opening import open_book
from tests.conftest import Stepready
from tests.store.conftest import MOMENT
from tests.store.test_migrations import old_database

AT = MOMENT.isoformat()
PAGE = 4096
ODD = (
    None,
    0,
    1,
    -1,
    127,
    -129,
    70_000,
    -(2**31),
    2**47 - 1,
    -(2**63),
    0.5,
    -1e300,
    "",
    "ü",
    "x" * 9_000,
    b"\0\xff",
    b"",
)
"""A value of every serial type of the file format, and one that takes three pages."""


def spoil_first(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[:PAGE] = b"\x55" * PAGE
    file.write_bytes(data)


def scores(db: Path) -> list[Score]:
    with open_book(str(db), now=lambda: MOMENT) as book:
        return list(book.scores())


@pytest.mark.parametrize("size", [512, PAGE, 65_536])
def test_a_row_is_read_as_sqlite_wrote_it(tmp_path: Path, size: int) -> None:
    with closing(sqlite3.connect(tmp_path / "odd.db")) as connection, connection:
        connection.execute(f"PRAGMA page_size = {size}")
        connection.execute(f"CREATE TABLE odd ({', '.join(f'c{n}' for n in range(len(ODD)))})")
        connection.executemany(f"INSERT INTO odd VALUES ({', '.join('?' for _ in ODD)})", [ODD] * 3)
    found = list(Pages((tmp_path / "odd.db").read_bytes()).records())
    assert found == [PageRow(number, ODD) for number in (1, 2, 3)]
    assert [type(value) for value in found[0].values] == [type(value) for value in ODD]


def test_what_a_log_has_committed_is_read_and_the_rest_is_not(tmp_path: Path) -> None:
    script = (
        "import os, sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('CREATE TABLE t (x)'); c.execute('PRAGMA journal_mode = WAL'); c.execute('PRAGMA cache_size = 1')\n"
        "c.execute(\"INSERT INTO t VALUES ('kept')\")\n"
        "c.execute('BEGIN'); c.executemany('INSERT INTO t VALUES (?)', [('never' * 700,)] * 60); os._exit(0)\n"
    )
    file = tmp_path / "t.db"
    subprocess.run([sys.executable, "-c", script, file], check=True)
    assert file.with_name("t.db-wal").stat().st_size > 40 * PAGE
    assert list(Pages(content_of_file(file)).records()) == [PageRow(1, ("kept",))]


def test_pages_that_were_freed_hold_nothing(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "t.db")) as connection:
        connection.execute("CREATE TABLE t (x)")
        connection.executemany("INSERT INTO t VALUES (?)", [(f"row {n} {'x' * 400}",) for n in range(200)])
        connection.commit()
        connection.execute("DELETE FROM t WHERE rowid BETWEEN 20 AND 180")
        connection.commit()
    found = [record.number for record in Pages((tmp_path / "t.db").read_bytes()).records()]
    assert sorted(found) == [*range(1, 20), *range(181, 201)]


@pytest.mark.parametrize("content", [b"", bytes(PAGE * 3), os.urandom(PAGE * 30), b"\0\x0d\0\xff" * 5000])
def test_bytes_that_are_no_pages_are_no_rows(content: bytes) -> None:
    assert list(Pages(content).records()) == []


@pytest.mark.parametrize("version", range(1, LATEST + 1))
def test_every_schema_is_rescued_without_its_first_page(tmp_path: Path, version: int) -> None:
    file = old_database(tmp_path / "old.db", version)
    whole = rescue(file, tmp_path / "whole.db", AT)
    spoil_first(file)
    rescued = rescue(file, tmp_path / "new.db", AT)
    assert rescued.rows == whole.rows
    assert faults_of(tmp_path / "new.db") == ()
    assert scores(tmp_path / "new.db") == scores(tmp_path / "whole.db")


@pytest.mark.parametrize("version", [2, 9, LATEST])
def test_a_broken_list_of_tables_may_call_columns_anything(tmp_path: Path, version: int) -> None:
    file = old_database(tmp_path / "old.db", version)
    whole = rescue(file, tmp_path / "whole.db", AT)
    data = file.read_bytes()
    for word in (b"last_", b"exam ", b"note ", b"undone_at"):
        assert word in data
        data = data.replace(word, b"?" + word[1:])
    file.write_bytes(data)
    rescued = rescue(file, tmp_path / "new.db", AT)
    assert rescued.rows["score"] == whole.rows["score"]
    assert faults_of(tmp_path / "new.db") == ()


def test_rows_of_an_earlier_schema_that_are_none_are_left_out(stepready: Stepready, tmp_path: Path) -> None:
    """Numbers that are text stopped the steps to the latest schema with a traceback of Python's own."""
    file = old_database(tmp_path / "book.db", 4)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE change SET id = 'x' WHERE id = 3")
    ended = stepready("scores")
    assert (ended.code, ended.err.count("error:")) == (2, 1)
    assert "is damaged (" in ended.err
    assert stepready("doctor").code == 1
    assert rescue(file, tmp_path / "new.db", AT).rows["score"] == 2


def test_a_later_schema_without_its_first_page_is_refused(tmp_path: Path) -> None:
    file = old_database(tmp_path / "new.db", LATEST)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT INTO stepready_migration VALUES (?, 'later', ?)", (LATEST + 1, AT))
    spoil_first(file)
    with pytest.raises(StepreadyError):
        rescue(file, tmp_path / "rescued.db", AT)


def test_a_page_that_hides_rows_without_a_word_hides_none_from_a_rescue(stepready: Stepready, tmp_path: Path) -> None:
    """A page that leads to others and forgets most of them: SQLite reads what is left and reports nothing."""
    rows = "\n".join(f"2027-06-{1 + n % 30:02},qbank,,{n % 101},40,{'x' * 150}" for n in range(600))
    assert stepready("plan set --exam step2ck --target 240").code == 0
    assert stepready("import", "-", stdin=f"date,source,form,value,questions,note\n{rows}\n").code == 0
    file, new = tmp_path / "book.db", tmp_path / "new.db"
    with closing(sqlite3.connect(file)) as connection, connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'score'").fetchone()
        connection.execute("DELETE FROM changed_row WHERE kind = 'score'")
    data = bytearray(file.read_bytes())
    at = (root - 1) * PAGE
    assert (data[at], data[at + 4] > 4) == (5, True)
    data[at + 3 : at + 5] = b"\0\2"
    file.write_bytes(data)
    with closing(sqlite3.connect(file)) as connection:
        assert len(connection.execute("SELECT * FROM score NOT INDEXED").fetchall()) < 200
    assert rescue(file, new, AT).rows["score"] == 600


def test_doctor_leads_through_a_broken_first_page(stepready: Stepready, tmp_path: Path) -> None:
    stepready("log nbme 11 231 --exam step2ck")
    file, new = tmp_path / "book.db", tmp_path / "rescued.db"
    spoil_first(file)
    before = file.read_bytes()
    ended = stepready("doctor")
    assert ended.code == 1
    for step in (
        "1 score can still be read",
        "--rescue rescued.db",
        f"mv '{file}' '{file}.broken'",
        "restore rescued.db",
    ):
        assert step in ended.out
    assert "run `stepready doctor`" in stepready("scores").err
    assert stepready("doctor", "--rescue", new).code == 0
    assert file.read_bytes() == before
    file.rename(tmp_path / "book.db.broken")
    assert stepready("restore", new, "--yes").code == 0
    assert [score["value"] for score in stepready("scores --json").json["scores"]] == [231]


def test_a_log_without_its_database_is_named_and_kept(stepready: Stepready, tmp_path: Path) -> None:
    """SQLite clears such a log away as soon as a new database is made beside it."""
    stepready("log nbme 11 231 --exam step2ck")
    file = tmp_path / "book.db"
    script = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA journal_mode = WAL'); c.execute('UPDATE score SET value = 240'); os._exit(0)\n"
    )
    subprocess.run([sys.executable, "-c", script, file], check=True)
    log, away = tmp_path / "book.db-wal", tmp_path / "away.db"
    file.rename(away)
    before = log.read_bytes()
    ended = stepready("doctor")
    assert ended.code == 1
    assert f"{log} holds changes of a database that is gone" in ended.out
    assert f"mv '{log}' '{file}.broken-wal'" in ended.out
    for line in ("log nbme 12 233 --exam step2ck", f"restore '{away}' --yes"):
        ended = stepready(line)
        assert (ended.code, ended.err.count("error:"), log.read_bytes()) == (74, 1, before), line
    away.rename(file)
    assert [score["value"] for score in stepready("scores --json").json["scores"]] == [240]
