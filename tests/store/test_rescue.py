"""What can be read of a damaged database comes back: around broken pages, from the journal, and it always works."""

import random
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from stepready.core.facts.exam import Exam
from stepready.core.values.errors import StepreadyError
from stepready.services.backup import backup
from stepready.store.mending.inspection import faults_of
from stepready.store.mending.rescue import rescue
from stepready.store.opening import open_book
from tests.conftest import Stepready
from tests.store.conftest import MOMENT
from tests.store.samples import nbme

AT = MOMENT.isoformat()
ROWS = 600
PAGE = 4096


@pytest.fixture
def file(stepready: Stepready, tmp_path: Path) -> Path:
    rows = "\n".join(f"2027-06-{1 + n % 30:02},qbank,,{n % 101},40,note {n:04} {'x' * 150}" for n in range(ROWS))
    assert stepready("plan set --exam step2ck --target 240 --on 2027-09-01").code == 0
    assert stepready("import", "-", stdin=f"date,source,form,value,questions,note\n{rows}\n").code == 0
    assert stepready("schedule make --hours 6").code == 0
    return tmp_path / "book.db"


def read_one_by_one(file: Path) -> set[int]:
    """Return the ids that a reader of single rows gets."""
    found = set()
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        for place in range(1, ROWS + 1):
            try:
                found |= {n for (n,) in connection.execute("SELECT id FROM score NOT INDEXED WHERE rowid = ?", [place])}
            except sqlite3.Error:
                continue
    return found


def pages_of(file: Path, table: str) -> list[int]:
    """Return the byte at which each page of rows of a table begins."""
    data = file.read_bytes()
    mark = b"note 0" if table == "score" else b'"note": "note 0'
    other = b'"note": "note 0' if table == "score" else b"\xff\xff\xff"
    starts = range(PAGE, len(data), PAGE)
    return [at for at in starts if mark in data[at : at + PAGE] and other not in data[at : at + PAGE]]


def spoil(file: Path, places: list[int]) -> None:
    data = bytearray(file.read_bytes())
    for at in places:
        data[at : at + PAGE] = b"\x55" * PAGE
    file.write_bytes(data)


def ids(db: Path) -> set[int]:
    with open_book(str(db), now=lambda: MOMENT) as book:
        return {score.id for score in book.scores()}


def test_several_broken_pages_hide_nothing_that_the_journal_holds(file: Path, tmp_path: Path) -> None:
    pages = pages_of(file, "score")
    spoil(file, [pages[2], pages[len(pages) // 2], pages[-3]])
    alone = read_one_by_one(file)
    assert 0 < len(alone) < ROWS
    damaged = file.read_bytes()
    rescued = rescue(file, tmp_path / "new.db", AT)
    assert ids(tmp_path / "new.db") == set(range(1, ROWS + 1))
    assert rescued.from_journal["score"] == ROWS - len(alone)
    assert rescued.missing == {}
    assert faults_of(tmp_path / "new.db") == ()
    assert file.read_bytes() == damaged


def test_without_the_journal_every_readable_row_comes_and_the_rest_is_named(file: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DELETE FROM changed_row")
    pages = pages_of(file, "score")
    spoil(file, [pages[1], pages[len(pages) // 2], pages[-2]])
    alone = read_one_by_one(file)
    rescued = rescue(file, tmp_path / "new.db", AT)
    assert ids(tmp_path / "new.db") == alone
    assert {keys[0] for keys in rescued.missing["score"]} == set(range(1, ROWS + 1)) - alone
    with open_book(str(tmp_path / "new.db"), now=lambda: MOMENT) as book:
        assert book.add(nbme()).id == 601, "no id is handed out twice"


def test_what_was_removed_or_undone_stays_away(stepready: Stepready, file: Path, tmp_path: Path) -> None:
    stepready("rm 300")
    stepready("log nbme 11 231 --exam step2ck")
    stepready("undo")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    pages = pages_of(file, "score")
    spoil(file, [pages[len(pages) // 2]])
    rescue(file, tmp_path / "new.db", AT)
    assert ids(tmp_path / "new.db") == set(range(1, ROWS + 1)) - {300}


def test_what_is_made_always_works(file: Path, tmp_path: Path) -> None:
    """Damage anywhere behind the header: the new database opens, verifies and holds at least what a reader gets."""
    chance, whole = random.Random(18), file.read_bytes()
    for turn in range(3):
        file.write_bytes(whole)
        spoil(file, [PAGE * chance.randrange(1, len(whole) // PAGE) for _ in range(chance.choice([1, 3, 8]))])
        new = tmp_path / f"new-{turn}.db"
        try:
            alone = read_one_by_one(file)
        except sqlite3.Error:
            alone = set()
        rescue(file, new, AT)
        assert faults_of(new) == ()
        assert alone <= ids(new)


def test_text_that_is_none_comes_from_the_journal(file: Path, tmp_path: Path) -> None:
    data = bytearray(file.read_bytes())
    at = next(place for page in pages_of(file, "score") if (place := data.find(b"note 0300", page, page + PAGE)) > 0)
    data[at : at + 4] = b"\xff\xfe\xfd\xfc"
    file.write_bytes(data)
    assert rescue(file, tmp_path / "new.db", AT).from_journal["score"] == 1
    with open_book(str(tmp_path / "new.db"), now=lambda: MOMENT) as book:
        assert sum(score.note.startswith("note 0") for score in book.scores()) == ROWS


def test_a_row_under_the_id_of_another_gives_way_to_it(file: Path, tmp_path: Path) -> None:
    """A broken byte can make one id of another: both sittings come back from the journal, under their own."""
    with open_book(str(file), now=lambda: MOMENT) as book:
        before = sorted(book.scores(), key=lambda score: score.id)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DELETE FROM score WHERE id = 300")
        connection.execute("UPDATE score SET id = 300 WHERE id = 299")
    spoil(file, [pages_of(file, "score")[2]])
    assert rescue(file, tmp_path / "new.db", AT).rows["score"] == ROWS
    with open_book(str(tmp_path / "new.db"), now=lambda: MOMENT) as book:
        assert sorted(book.scores(), key=lambda score: score.id) == before


def test_what_a_row_became_is_enough_of_a_change(stepready: Stepready, file: Path, tmp_path: Path) -> None:
    """The image before an edit is broken and the row gone: it does not come back as it once was."""
    assert stepready("edit 300 --note 'note 0 changed'").code == 0
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE changed_row SET before = '{broken' WHERE before LIKE '{\"id\": 300,%'")
        connection.execute("DELETE FROM score WHERE id = 300")
    spoil(file, [pages_of(file, "score")[2]])
    rescue(file, tmp_path / "new.db", AT)
    with open_book(str(tmp_path / "new.db"), now=lambda: MOMENT) as book:
        assert [score.note for score in book.scores() if score.id == 300] == ["note 0 changed"]


def test_no_id_is_handed_out_twice_where_the_counters_are_lost(
    stepready: Stepready, file: Path, tmp_path: Path
) -> None:
    stepready(f"rm {ROWS}")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DELETE FROM counter")
    rescue(file, tmp_path / "new.db", AT)
    with open_book(str(tmp_path / "new.db"), now=lambda: MOMENT) as book:
        assert book.add(nbme()).id == ROWS + 1


def test_a_schedule_without_days_is_left_out(file: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DELETE FROM schedule_day")
    rescued = rescue(file, tmp_path / "new.db", AT)
    assert (rescued.rows["schedule"], rescued.missing["schedule"]) == (0, [("step2ck",)])


def test_days_whose_schedule_is_lost_have_one_up_to_the_booked_day(file: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        (days,) = connection.execute("SELECT count(*) FROM schedule_day").fetchone()
        kept = connection.execute("SELECT made_on, exam_date FROM schedule").fetchone()
        connection.execute("DELETE FROM schedule")
        connection.execute("DELETE FROM changed_row WHERE kind = 'schedule'")
    rescued = rescue(file, tmp_path / "new.db", AT)
    assert (rescued.rows["schedule"], rescued.rows["schedule_day"]) == (1, days)
    with open_book(str(tmp_path / "new.db"), now=lambda: MOMENT) as book:
        found = book.schedule(Exam.STEP2CK)
    assert found is not None
    assert (found.made_on.isoformat(), found.exam_date.isoformat()) == kept


def test_a_day_of_an_exam_that_is_none_makes_no_schedule(file: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE schedule_day SET exam = 'steM2ck' WHERE day = (SELECT max(day) FROM schedule_day)")
    rescued = rescue(file, tmp_path / "new.db", AT)
    assert rescued.rows["schedule"] == 1
    with open_book(str(tmp_path / "new.db"), now=lambda: MOMENT) as book:
        assert book.schedule(Exam.STEP2CK) is not None


def test_rescue_says_what_it_brought_and_what_is_missing(stepready: Stepready, file: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DELETE FROM changed_row WHERE kind = 'score'")
    spoil(file, [pages_of(file, "score")[3]])
    said = stepready("doctor", "--rescue", tmp_path / "new.db").out
    assert f"brought to {tmp_path}/new.db; the damaged file is as it was" in said
    assert "\nmissing: " in said
    assert "and " in said.partition("missing: ")[2]


def test_a_backup_of_a_damaged_file_names_the_damage(stepready: Stepready, file: Path, tmp_path: Path) -> None:
    spoil(file, [pages_of(file, "score")[2]])
    ended = stepready("backup", tmp_path / "copy.backup")
    assert (ended.code, ended.out, ended.err.count("error:")) == (2, "", 1)
    assert f"{file} is damaged (" in ended.err
    assert f"{tmp_path}/copy.backup is a copy of it as it is, and no whole backup" in " ".join(ended.err.split())
    assert (tmp_path / "copy.backup").exists()
    assert stepready("doctor", "--rescue", tmp_path / "new.db").code == 0
    assert backup(str(tmp_path / "new.db"), tmp_path / "whole.backup", MOMENT).exists()


def test_a_file_that_was_cut_off_gives_what_it_still_holds(file: Path, tmp_path: Path) -> None:
    """What a copy leaves that ended too early: SQLite itself reads nothing of it."""
    whole = file.read_bytes()
    last = pages_of(file, "score")[-1]
    file.write_bytes(whole[: last - 100])
    rescued = rescue(file, tmp_path / "new.db", AT)
    held = whole[: last - 100 - PAGE].count(b"note 0") // 2
    assert len(ids(tmp_path / "new.db")) == rescued.rows["score"] >= held > 0
    assert faults_of(tmp_path / "new.db") == ()


def test_a_broken_first_page_hides_nothing_but_what_was_undone(
    stepready: Stepready, file: Path, tmp_path: Path
) -> None:
    """SQLite reads nothing of such a file; every other page says itself what it holds."""
    stepready("log nbme 11 231 --exam step2ck")
    stepready("undo")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = rescue(file, tmp_path / "whole.db", AT)
    for turn, (begins, ends) in enumerate([(0, PAGE), (100, PAGE), (0, 100), (16, 24), (60, 72)]):
        data = bytearray(file.read_bytes())
        data[begins:ends] = b"\x55" * (ends - begins)
        (tmp_path / f"{turn}.db").write_bytes(data)
        rescued = rescue(tmp_path / f"{turn}.db", tmp_path / f"new-{turn}.db", AT)
        assert (rescued.rows, rescued.missing) == (whole.rows, {})
        assert ids(tmp_path / f"new-{turn}.db") == set(range(1, ROWS + 1))
        assert faults_of(tmp_path / f"new-{turn}.db") == ()
        assert (tmp_path / f"{turn}.db").read_bytes() == data


def test_a_file_of_which_nothing_is_left_is_no_empty_rescue(file: Path, tmp_path: Path) -> None:
    data = bytearray(file.read_bytes())
    data[100:] = b"\x55" * (len(data) - 100)
    file.write_bytes(data)
    with pytest.raises(StepreadyError, match=r"nothing of .* can be read any more"):
        rescue(file, tmp_path / "new.db", AT)
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize("step", ["CREATE TABLE tried (a)", "DROP TABLE gave_way"])
def test_a_half_migrated_file_is_no_sound_one(stepready: Stepready, file: Path, tmp_path: Path, step: str) -> None:
    """It says that it is of an earlier schema, and steps after that are in it: every command would fail."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(step)
        connection.execute("PRAGMA user_version = 11")
    before = file.read_bytes()
    ended = stepready("doctor")
    assert (ended.code, file.read_bytes()) == (1, before)
    assert f"{file} is damaged: duplicate column name" in ended.out
    assert stepready("backup", tmp_path / "copy.backup").code == 2
    assert stepready("doctor", "--rescue", tmp_path / "new.db").code == 0
    assert stepready("restore", tmp_path / "new.db", "--yes").code == 0
    assert stepready("doctor").code == 0
    assert ids(file) == set(range(1, ROWS + 1))


def test_a_name_with_a_quote_is_one_word_to_a_shell(stepready: Stepready, tmp_path: Path) -> None:
    db = tmp_path / "it's" / "book.db"
    assert stepready("--db", db, "log", "nbme", "11", "231", "--exam", "step2ck").code == 0
    db.chmod(0o644)
    (steps,) = [line for line in stepready("--db", db, "doctor").out.splitlines() if "chmod" in line]
    assert shlex.split(steps) == ["chmod", "600", str(db)]
