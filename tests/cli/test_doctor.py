"""`doctor` says what is wrong and what to do, and changes nothing; `path` says where everything is."""

import re
from pathlib import Path

import pytest

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
    assert 350 < len(after) < 400
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
    import sys

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
