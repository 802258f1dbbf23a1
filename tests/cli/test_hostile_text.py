"""Text from outside is shown, never obeyed: every command, on a database somebody else made."""

import csv
import io
import re
import shlex
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from stepready.cli.command_table import COMMANDS
from stepready.cli.main import run
from stepready.core.values.shown_text import INK, harmless, on_screen
from tests.cli.processes import environment, finish, start
from tests.conftest import Stepready

EVIL = "x\x1b[31mred\x1b]0;title\x07\x9b2J\u202egnp\u061c\nerror: all is lost"
SHOWN_BADLY = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
WORDS = {
    "log": ["nbme 13 240 --exam step2ck", f"nbme 14 240 --exam step2ck --topic '{EVIL}'"],
    "check": ["", "--json"],
    "why": ["clears-pass-mark"],
    "plan": ["show", "set --specialty '" + EVIL + "'"],
    "schedule": ["show", "week", "month", "make --hours 5"],
    "guide": ["list", f"show '{EVIL}'"],
    "scores": ["", "--json"],
    "edit": ["1 --form '" + EVIL + "'"],
    "import": [f"'/tmp/none-{EVIL}.csv'"],
    "export": ["--json"],
    "chart": ["", "qbank", "activity", "dates"],
    "rm": ["99"],
    "today": ["", "--json"],
    "topics": ["", "--json"],
    "undo": [""],
}
"""What is run of a command beside nothing at all; `undo` comes last."""


@pytest.fixture
def hostile(stepready: Stepready, tmp_path: Path) -> Path:
    for line in (
        "plan set --exam step2ck --on 2027-09-01 --target 240 --applicant us-img",
        "log nbme 11 231 --on 2027-06-30 --exam step2ck",
        "log qbank 29/40 --topic renal --on 2027-07-11 --exam step2ck",
        "log hours 3 --topic renal --exam step2ck",
        "schedule make --hours 6",
    ):
        assert stepready(line).code == 0, line
    with closing(sqlite3.connect(tmp_path / "book.db")) as connection, connection:
        for table, columns in (
            ("score", ("topic", "note", "form")),
            ("study_hours", ("topic", "note")),
            ("plan", ("specialty", "guide")),
            ("schedule_day", ("note",)),
            ("change", ("said",)),
        ):
            for column in columns:
                connection.execute(f"UPDATE {table} SET {column} = ?", [EVIL])
    return tmp_path / "book.db"


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("name", [*(name for name in COMMANDS if name not in ("undo", "init")), "undo"])
def test_no_command_lets_foreign_text_through(stepready: Stepready, name: str) -> None:
    for words in WORDS.get(name, [""]):
        ended = stepready(name, *shlex.split(words))
        assert ended.code != 70, (name, words, ended.err)
        if (name, ended.code) != ("export", 0):
            assert not SHOWN_BADLY.search(ended.out), (name, words, ended.out)
            assert not re.search("^error:", ended.out, re.MULTILINE), (name, words)
        assert not SHOWN_BADLY.search(ended.err), (name, words, ended.err)
        assert len(re.findall("^error:", ended.err, re.MULTILINE)) == (ended.code != 0), (name, words, ended.err)


@pytest.mark.usefixtures("hostile")
def test_json_keeps_what_it_escapes(stepready: Stepready) -> None:
    assert {score["note"] for score in stepready("scores --json").json["scores"]} == {EVIL}


LINES = "tired\n\tslept 4 h\n"


def test_lines_and_tabs_are_written_out_where_people_read_and_kept_where_programs_do(
    stepready: Stepready, tmp_path: Path
) -> None:
    stepready("plan set --exam step2ck --target 240")
    stepready("log nbme 11 231 --note x")
    stepready("log", "qbank", "29/40", "--exam", "step2ck", "--topic", "renal")
    with closing(sqlite3.connect(tmp_path / "book.db")) as connection, connection:
        connection.execute("UPDATE score SET note = ?, form = ?", [LINES, LINES])
        connection.execute("UPDATE score SET topic = ?", [LINES])
    for line in ("scores", "topics", "rm 2", "undo"):
        said = stepready(line).out
        assert "tired\\n\\tslept 4 h" in said, line
        assert "\t" not in said
    assert {score["note"] for score in stepready("scores --json").json["scores"]} == {LINES}
    assert {topic["topic"] for topic in stepready("topics --json").json["topics"]} == {LINES}
    exported = stepready("export --json").json["scores"]
    assert {(score["note"], score["form"], score["topic"]) for score in exported} == {(LINES, LINES, LINES)}
    assert next(csv.DictReader(io.StringIO(stepready("export --csv").out)))["note"] == LINES
    assert stepready("edit 1 240 --form 11").code == 0
    with closing(sqlite3.connect(tmp_path / "book.db")) as connection:
        assert connection.execute("SELECT note, topic FROM score WHERE id = 1").fetchone() == (LINES, LINES)
    assert stepready("undo").code == 0


def test_only_our_own_colours_are_colours() -> None:
    assert on_screen(f"{INK}36mgood{INK}0m \x1b[36mnot ours\x1b[0m") == "\x1b[36mgood\x1b[0m \\x1b[36mnot ours\\x1b[0m"
    assert harmless("a\tb\nc ✓ é") == "a\tb\nc ✓ é"


def test_a_full_output_says_that_the_score_was_kept(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    command = [sys.executable, "-m", "stepready", "log", "nbme", "11", "231", "--exam", "step2ck"]
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            command, env=environment(tmp_path / "book.db"), stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert ended.returncode == 74
    assert ended.stderr == "error: No space left on device; what you entered is kept\n"


def test_a_full_output_says_which_file_is_written_all_the_same(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    finish(start(tmp_path / "book.db", "log", "nbme", "11", "231", "--exam", "step2ck"))
    copy = tmp_path / "copy.backup"
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "stepready", "backup", str(copy)],
            env=environment(tmp_path / "book.db"), stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (74, f"error: No space left on device; {copy} is written\n")
    assert copy.exists()


def test_a_stop_says_whether_anything_was_changed(
    stepready: Stepready, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    stepready("plan set --exam step2ck --target 240")
    monkeypatch.setattr("stepready.services.import_._lines", stop)
    ended = stepready("import", "-", stdin="date,source,form,value\n2027-07-01,nbme,11,231\n")
    assert (ended.code, ended.err) == (130, "error: stopped; nothing was changed\n")
    monkeypatch.setattr("stepready.cli.log.say", stop)
    assert run(["log", "nbme", "11", "231"]) == 130
    assert capsys.readouterr().err == "error: stopped; what you entered is kept\n"


def test_json_with_a_key_twice_is_refused(stepready: Stepready) -> None:
    ended = stepready("import", "-", stdin='{"schema": 1, "scores": [], "scores": [{"id": 1}]}')
    assert ended.code == 2
    assert "the key 'scores' is there twice" in ended.err
