"""`doctor` says what is wrong and what to do, and changes nothing; `path` says where everything is."""

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NoReturn

import pytest

from stepready.core.values.errors import FileError
from tests.conftest import Stepready

DAMAGE = {"page": 4096 * 6, "header of the schema": 100}


def test_a_new_installation_is_well(stepready: Stepready, tmp_path: Path) -> None:
    ended = stepready("doctor")
    assert ended.code == 0
    assert re.search(rf"^ok +database +none yet at {tmp_path}/book.db", ended.out, re.MULTILINE)
    assert not (tmp_path / "book.db").exists()


def test_it_looks_at_everything(stepready: Stepready) -> None:
    stepready("log nbme 11 231 --exam step2ck")
    found = {finding["about"]: finding for finding in stepready("doctor --json").json["findings"]}
    assert list(found) == [
        "database", "permissions", "guides", "calendar", "settings", "time zone", "terminal",
    ]  # fmt: skip
    assert "1 score" in found["database"]["says"]
    assert "5 guides" in found["guides"]["says"]
    assert found["calendar"]["state"] == "look", "the days of a season that is only projected deserve a look"
    assert "projected" in found["calendar"]["says"]


def test_a_published_season_needs_no_look(stepready: Stepready) -> None:
    found = {
        finding["about"]: finding for finding in stepready("--today", "2025-07-01", "doctor", "--json").json["findings"]
    }
    assert found["calendar"]["state"] == "good"


def test_files_that_others_can_read_are_named_with_the_remedy(stepready: Stepready, tmp_path: Path) -> None:
    stepready("log nbme 11 231 --exam step2ck")
    (tmp_path / "book.db").chmod(0o644)
    ended = stepready("doctor")
    assert ended.code == 0
    assert f"chmod 600 '{tmp_path}/book.db'" in ended.out


@pytest.mark.parametrize("where", DAMAGE)
def test_a_damaged_database_gets_steps_and_stays_as_it_is(stepready: Stepready, tmp_path: Path, where: str) -> None:
    stepready("log nbme 11 231 --exam step2ck")
    file = tmp_path / "book.db"
    data = bytearray(file.read_bytes())
    data[DAMAGE[where] : DAMAGE[where] + 3000] = b"\x55" * 3000
    file.write_bytes(data)
    ended = stepready("doctor")
    assert ended.code == 1
    assert ended.err == ""
    assert f"{file} is damaged" in ended.out
    assert f"cp '{file}' '{file}.damaged'" in ended.out
    assert "stepready restore" in ended.out
    assert file.read_bytes() == bytes(data)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["book.db"]


def test_what_can_be_read_of_a_damaged_database_is_rescued(stepready: Stepready, tmp_path: Path) -> None:
    rows = "\n".join(f"2027-06-{1 + n % 30:02},qbank,,{n % 101},40,{'x' * 200}" for n in range(400))
    stepready("plan set --exam step2ck --target 240")
    stepready("import", "-", stdin=f"date,source,form,value,questions,note\n{rows}\n")
    before = {score["id"]: score for score in stepready("scores --json").json["scores"]}
    file = tmp_path / "book.db"
    data = bytearray(file.read_bytes())
    middle = data.index(b"x" * 200, len(data) // 4) // 4096 * 4096
    data[middle : middle + 4096] = b"\x55" * 4096
    file.write_bytes(data)
    assert "can still be read" in stepready("doctor").out
    rescued = tmp_path / "rescued.db"
    ended = stepready("doctor", "--rescue", rescued)
    assert ended.code == 0
    after = stepready("--db", rescued, "scores", "--json").json["scores"]
    assert ended.out.startswith(f"{len(after)} scores brought to {rescued}")
    assert len(after) == 400, "what the page hides is in the journal"
    assert all(before[score["id"]] == score for score in after)
    assert stepready("--db", rescued, "plan", "show", "--json").json
    assert file.read_bytes() == bytes(data)
    assert stepready("restore", rescued, "--yes").code == 0
    assert len(stepready("scores --json").json["scores"]) == len(after)


def test_a_file_of_another_kind_is_named(stepready: Stepready, tmp_path: Path) -> None:
    (tmp_path / "book.db").write_text("my diary\n" * 20)
    ended = stepready("doctor")
    assert ended.code == 1
    assert "is not a stepready database; it was not touched" in ended.out


def test_an_unreachable_server_is_one_finding_and_one_error(stepready: Stepready) -> None:
    address = "postgresql://me:secret@127.0.0.1:1/none"
    ended = stepready("--db", address, "doctor")
    assert ended.code == 1
    assert "cannot be reached" in ended.out
    assert "secret" not in ended.out
    ended = stepready("--db", address, "scores")
    assert (ended.code, ended.err.count("error:")) == (2, 1)
    assert "secret" not in ended.err


def test_a_missing_extra_is_one_error(stepready: Stepready, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    ended = stepready("--db", "postgresql://me@127.0.0.1:1/none", "scores")
    assert ended.code == 2
    assert "needs the extra `server`" in ended.err
    assert "pip install 'stepready[server]'" in ended.err


def test_path_says_where_everything_is(stepready: Stepready, tmp_path: Path) -> None:
    assert stepready("path --json").json["database"] == str(tmp_path / "book.db")
    assert f"database  {tmp_path}/book.db" in stepready("path").out
    assert "postgresql://me:***@here/x" in stepready("--db", "postgresql://me:secret@here/x", "path").out


def test_backup_and_restore_say_where_things_are(stepready: Stepready, tmp_path: Path) -> None:
    stepready("log nbme 11 231 --exam step2ck")
    assert stepready("backup", tmp_path / "one.backup").out == f"everything is in {tmp_path}/one.backup\n"
    stepready("log nbme 12 240 --exam step2ck")
    ended = stepready("restore", tmp_path / "one.backup", "--yes")
    first, second = ended.out.splitlines()
    assert first == f"restored 1 score from {tmp_path}/one.backup"
    assert second.startswith(f"what was there before: {tmp_path}/book.db.before-restore-")
    assert [score["value"] for score in stepready("scores --json").json["scores"]] == [231]


def found(stepready: Stepready, about: str) -> dict[str, object]:
    """Return the one finding about a thing."""
    (one,) = [finding for finding in stepready("doctor --json").json["findings"] if finding["about"] == about]
    return dict(one)


def test_a_sitting_in_two_rows_is_named_with_the_row_to_remove(stepready: Stepready, tmp_path: Path) -> None:
    stepready("log nbme 11 231 --exam step2ck --on 2027-07-01")
    stepready("log nbme 12 235 --exam step2ck --on 2027-07-01")
    with closing(sqlite3.connect(tmp_path / "book.db")) as connection, connection:
        connection.execute("UPDATE score SET form = 'Form 011' WHERE id = 2")
    said = found(stepready, "scores")
    assert said["state"] == "look"
    assert "(id 1: 231 and id 2: 235)" in str(said["says"])
    assert said["do"] == ["keep the right one; where that is id 1: stepready rm 2"]
    assert stepready("rm 2").code == 0
    assert "scores" not in {finding["about"] for finding in stepready("doctor --json").json["findings"]}


def test_settings_that_cannot_be_used_are_named_with_what_mends_them(stepready: Stepready, tmp_path: Path) -> None:
    settings = tmp_path / "config" / "stepready" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("[readings]\nrecent_days = nan\n")
    said = found(stepready, "settings")
    assert said["state"] == "bad"
    assert "readings.recent_days: found nan" in str(said["do"])
    assert f"mv '{settings}' '{settings}.off'" in str(said["do"])
    settings.rename(f"{settings}.off")
    assert found(stepready, "settings")["state"] == "good"


@pytest.mark.parametrize("spoil", ["DELETE FROM book", "DROP TABLE changed_row"])
def test_a_half_made_database_is_mended_by_rescue_and_restore(stepready: Stepready, tmp_path: Path, spoil: str) -> None:
    stepready("log nbme 11 231 --exam step2ck")
    with closing(sqlite3.connect(tmp_path / "book.db")) as connection, connection:
        connection.execute(spoil)
    said = found(stepready, "database")
    assert said["state"] == "bad"
    assert "is damaged: " in str(said["says"])
    ended = stepready("log nbme 12 240 --exam step2ck")
    assert (ended.code, ended.err.count("error:")) == (2, 1)
    assert "stepready doctor" in ended.err
    assert stepready("doctor", "--rescue", tmp_path / "new.db").code == 0
    assert stepready("restore", tmp_path / "new.db", "--yes").code == 0
    assert found(stepready, "database")["state"] == "good"
    assert stepready("log nbme 12 240 --exam step2ck").code == 0


def test_a_hot_journal_is_read_and_nothing_is_touched(stepready: Stepready, tmp_path: Path) -> None:
    stepready("log nbme 11 231 --exam step2ck")
    file = tmp_path / "book.db"
    script = (
        "import os, sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA journal_mode = DELETE'); c.execute('PRAGMA cache_size = 1')\n"
        "c.execute('BEGIN'); c.execute('CREATE TABLE t (x)'); c.execute('DELETE FROM score')\n"
        "c.executemany('INSERT INTO t VALUES (?)', [('x' * 3000,)] * 60); os._exit(0)\n"
    )
    subprocess.run([sys.executable, "-c", script, file], check=True)
    journal = file.with_name("book.db-journal")
    assert journal.stat().st_size
    before = (file.read_bytes(), journal.read_bytes())
    said = found(stepready, "database")
    assert said["state"] == "good", said
    assert ", 1 score," in str(said["says"])
    assert (file.read_bytes(), journal.read_bytes()) == before


def test_only_a_copy_that_is_ours_whole_and_not_empty_is_recommended(stepready: Stepready, tmp_path: Path) -> None:
    file = tmp_path / "book.db"
    stepready("log nbme 11 231 --exam step2ck")
    stepready("backup", tmp_path / "book.db.before-restore-1.backup")
    (tmp_path / "book.db.before-restore-2.backup").write_bytes(b"")
    (tmp_path / "book.db.before-restore-3.backup").write_text("my diary\n" * 50)
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\x55" * 3000 + whole[7096:])
    steps = str(found(stepready, "database")["do"])
    assert "before-restore-1.backup" in steps
    assert "before-restore-2.backup" not in steps
    assert "before-restore-3.backup" not in steps


def test_a_copy_whose_database_is_gone_is_named(stepready: Stepready, tmp_path: Path) -> None:
    stepready("log nbme 11 231 --exam step2ck")
    copy = tmp_path / "book.db.before-restore-1.backup"
    (tmp_path / "book.db").rename(copy)
    said = found(stepready, "database")
    assert (said["state"], said["do"]) == ("look", [f"bring it back: stepready restore '{copy}'"])
    assert stepready("restore", copy, "--yes").code == 0
    assert found(stepready, "database")["state"] == "good"


def test_a_clock_at_1970_is_named(stepready: Stepready, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STEPREADY_TODAY")
    monkeypatch.setattr("stepready.cli.doctor.now", lambda: datetime(1970, 1, 1, 3, 0, tzinfo=UTC))
    monkeypatch.setattr("stepready.cli.main.clock_today", lambda *_: date(1970, 1, 1))
    said = found(stepready, "clock")
    assert said["state"] == "bad"
    assert "1970-01-01" in str(said["says"])


def test_a_folder_that_others_may_write_in_is_named(stepready: Stepready, tmp_path: Path) -> None:
    stepready("log nbme 11 231 --exam step2ck")
    tmp_path.chmod(0o777)
    said = found(stepready, "folder")
    assert said["do"] == [f"chmod go-w '{tmp_path}'"]
    tmp_path.chmod(0o755)


def test_a_leftover_log_that_is_read_only_is_named(stepready: Stepready, tmp_path: Path) -> None:
    stepready("log nbme 11 231 --exam step2ck")
    log = tmp_path / "book.db-shm"
    log.write_bytes(b"")
    log.chmod(0o400)
    said = [one for one in stepready("doctor --json").json["findings"] if one["about"] == "permissions"]
    assert f"chmod u+w '{log}'" in str(said)


def test_the_steps_name_the_database_that_the_call_named(stepready: Stepready, tmp_path: Path) -> None:
    other = tmp_path / "it's other.db"
    stepready("--db", str(other), "log", "nbme", "11", "231", "--exam", "step2ck")
    other.write_bytes(other.read_bytes()[:20000])
    steps = str(stepready("--db", str(other), "doctor").out)
    assert "stepready --db '" + str(other).replace("'", "'\\''") + "' restore FILE" in steps
    assert "stepready restore" not in steps


def test_what_keeps_a_database_from_being_read_is_opened_and_not_moved(
    stepready: Stepready, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root reads everything: the system's answers are given here."""
    stepready("log nbme 11 231 --exam step2ck")
    folder = tmp_path / "closed"
    folder.mkdir()
    for closed, db, step in (
        (tmp_path / "book.db", tmp_path / "book.db", "chmod u+rw"),
        (folder, folder / "book.db", "chmod u+rwx"),
    ):
        denied = FileError(f"{db} cannot be read: permission denied")
        with monkeypatch.context() as patched:
            patched.setattr("stepready.services.doctor_database.inspect", lambda *_, denied=denied: fail(denied))
            patched.setattr(os, "access", lambda place, _, closed=closed: not closed.samefile(place))
            said = stepready("--db", db, "doctor", "--json").json["findings"][0]
        assert (said["state"], said["do"]) == ("bad", [f"{step} '{closed}'"])
    said = stepready("--db", tmp_path / "book.db" / "below.db", "doctor", "--json").json["findings"][0]
    assert said["do"] == ["give another file with --db or STEPREADY_DB"]


def fail(problem: Exception) -> NoReturn:
    raise problem
