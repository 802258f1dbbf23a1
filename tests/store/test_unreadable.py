"""Contents that the database calls sound and nobody can read are named as damage, never a fault of the program."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from stepready.store.embedded.connect import sentence
from tests.conftest import Stepready

SPOILT = {
    "an instrument nobody knows": ("UPDATE score SET source = 'q[ank' WHERE id = 1", "score 1", "check"),
    "a day that is none": ("UPDATE score SET day = '2027-06-3x' WHERE id = 1", "score 1", "export"),
    "text that is no UTF-8": ("UPDATE score SET note = CAST(x'ff' AS TEXT) WHERE id = 1", "score 1", "scores"),
    "text where a number belongs": ("UPDATE score SET value = 'many' WHERE id = 1", "score 1", "check"),
    "a question bank's percent": ("UPDATE score SET value = 1e300 WHERE id = 2", "score 2", "check"),
    "an applicant nobody knows": ("UPDATE plan SET applicant = 'us-im'", "plan step2ck", "today"),
    "a target of text": ("UPDATE plan SET target = 'high'", "plan step2ck", "check"),
    "hours of a week": ("UPDATE study_settings SET hours = '1;2;3'", "study settings step2ck", "schedule make"),
    "a test date": ("UPDATE schedule SET exam_date = 'soon'", "schedule step2ck", "schedule show"),
    "a day's focus": ("UPDATE schedule_day SET focus = '[1'", "schedule day step2ck", "schedule show"),
    "a key twice": (
        """UPDATE schedule_day SET practice_exam = '{"source": "nbme", "source": "uwsa", "form": "1"}'""",
        "schedule day step2ck",
        "schedule show",
    ),
    "the journal": ("UPDATE changed_row SET after = '{'", "changed row", "undo"),
    "the plan's exam": ("UPDATE plan SET exam = 'step9'", "plan step9", "dates"),
}


@pytest.fixture
def file(stepready: Stepready, tmp_path: Path) -> Path:
    for line in (
        "plan set --exam step2ck --on 2027-09-01 --target 240 --applicant us-img",
        "log nbme 11 231 --on 2027-06-30",
        "log qbank 29/40 --topic renal --on 2027-07-11",
        "schedule make --hours 6",
    ):
        assert stepready(*line.split()).code == 0, line
    return tmp_path / "book.db"


@pytest.mark.parametrize("name", SPOILT)
def test_a_row_nobody_can_read_is_damage(stepready: Stepready, file: Path, name: str) -> None:
    spoil, named, line = SPOILT[name]
    with closing(sqlite3.connect(file)) as connection, connection:
        assert connection.execute(spoil).rowcount > 0
    ended = stepready(*line.split())
    assert (ended.code, ended.err.count("error:")) == (2, 1)
    assert "stepready doctor" in ended.err
    ended = stepready("doctor")
    assert (ended.code, ended.err) == (1, "")
    assert f"{named} " in " ".join(ended.out.split())
    assert "cannot be read" in ended.out


def test_doctor_lives_through_a_schema_of_broken_text(stepready: Stepready, file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data.replace(b"CREATE TABLE score", b"CREATE TABL\xff score"))
    assert file.read_bytes() != data
    assert stepready("doctor").code == 1
    for line in ("check", "today", "schedule show", "export"):
        ended = stepready(*line.split())
        assert (ended.code, ended.err.count("error:")) == (2, 1), line
        assert "damaged" in ended.err
        assert "stepready doctor" in ended.err
    ended = stepready("backup", file.with_name("copy.db"))
    assert (ended.code, ended.err.count("is damaged")) == (2, 1)
    assert not file.with_name("copy.db").exists()


def test_a_link_to_nowhere_is_no_backup(stepready: Stepready, file: Path) -> None:
    file.with_name("book.db.x.backup").symlink_to("nowhere")
    ended = stepready("doctor")
    assert (ended.code, ended.err) == (0, "")


def test_rescue_takes_from_the_journal_what_nobody_can_read(stepready: Stepready, file: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE score SET source = 'q[ank' WHERE id = 2")
        connection.execute("UPDATE schedule_day SET focus = '[1'")
    ended = stepready("doctor", "--rescue", tmp_path / "rescued.db")
    assert ended.out.startswith("2 scores brought")
    assert "as the journal of changes has them" in ended.out
    assert stepready("--db", tmp_path / "rescued.db", "doctor").code == 0


def test_a_file_that_may_be_written_is_not_called_read_only(file: Path) -> None:
    problem = sqlite3.OperationalError("attempt to write a readonly database")
    problem.sqlite_errorcode = sqlite3.SQLITE_READONLY
    assert "the disk is full or failing" in sentence(file, problem).message
    assert "read-only" in sentence(file.parent / "missing" / "book.db", problem).message
