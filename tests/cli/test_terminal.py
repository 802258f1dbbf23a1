"""A terminal that records: no command sends it a character that it would obey, whatever the texts it shows."""

import json
import os
import pty
import re
import select
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from stepready.cli.command_table import COMMANDS
from tests.conftest import Stepready

CORPUS = (
    "x\x1b[31mred\x1b[0m", "t\x1b]0;title\x07", "l\x1b]8;;http://a\x1b\\link\x1b]8;;\x1b\\", "c\x9b2Jgone",
    "r\rerror: lost", "b\x08\x08\x7f", "d\u202egnp\u2066x", "n\nerror: all is lost", "s\u2028error: no\u2029\x85",
    "z\x0e\x1bc", "f\nforged", "g\tforged",
)  # fmt: skip
EVIL = " ".join(CORPUS)
PATIENCE = 60.0
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
FORGED = re.compile(r"^[ |│]*forged|\tforged", re.MULTILINE)
"""A line or a column that text from outside began."""
NAME = f"f\nforged {EVIL.replace('/', '_')[:70]}"
WALK: dict[str, list[list[str]]] = {
    "init": [["--exam", "step2ck"]],
    "log": [["nbme", "14", "240", "--note", EVIL], ["nbme", EVIL, "240"], [EVIL, "3"], ["hours", EVIL]],
    "prompt": [[]],
    "today": [[], ["--json"], ["--short"]],
    "done": [["--hours", EVIL], []],
    "skip": [["--on", EVIL], []],
    "sick": [[]],
    "away": [["--on", "2027-07-20..2027-07-21"]],
    "check": [[], ["--json"], ["--guide", EVIL], ["--exam", EVIL]],
    "why": [["clears-pass-mark"], [EVIL]],
    "forecast": [[], ["record"], ["--json"]],
    "dates": [[], ["--json"], ["--ics", "-"]],
    "calendar": [[], ["--json"], ["--ics", "-"], ["--ics", f"{NAME}.ics"], ["--ics", f"none/{NAME}"]],
    "chart": [[], ["qbank"], ["activity"], ["dates"], [EVIL]],
    "report": [["-"], [f"{NAME}.html", "--name", EVIL], ["--verify", f"{NAME}.html"], ["--verify", NAME]],
    "attempt": [[], ["add", "step2ck", EVIL], ["show"], ["rm", "99"]],
    "plan": [["show"], ["set", "--specialty", EVIL], ["set", "--guide", EVIL], ["show", "--json"]],
    "schedule": [
        ["show"], ["week"], ["month"], ["replan"], ["--json"], ["--ics", "-"], ["make", "--hours", EVIL],
        ["show", "--all"],
    ],
    "review": [[], ["--json"]],
    "topics": [[], ["--json"]],
    "anki": [[], ["show", "--json"], ["read", NAME], ["read", "--profile", EVIL]],
    "guide": [
        ["list"], ["show", EVIL], ["show", "own"], ["cite", EVIL], ["cite", "own"], ["check", NAME], ["new", EVIL],
    ],
    "profile": [[], ["set", "--visa", EVIL], ["show", "--json"]],
    "strategy": [[], ["--json"]],
    "programs": [
        [], ["list", "--json"], ["show", "1"], ["missing"], ["set", "1", f"min_step2={EVIL}", "--source", EVIL],
        ["set", "1", "min_step2=220", "--source", EVIL], ["import", NAME], ["import", f"{NAME}.csv"],
    ],
    "shortlist": [
        ["build", "--most", "5"], [], ["show", "--json"], ["pin", "1"], ["cost"], ["signals"], ["compare"],
        ["note", "1", EVIL],
    ],
    "scores": [[], ["--json"]],
    "edit": [["1", "--note", EVIL], ["1", "--form", EVIL], ["1", EVIL]],
    "rm": [["99"], ["1"]],
    "import": [[NAME], [f"{NAME}.csv"], [f"{NAME}.json"]],
    "merge": [[f"{NAME}.db", "--dry-run"], [f"{NAME}.db", "--json"], [f"{NAME}.db"], [NAME], ["book.db"]],
    "sync": [[NAME], ["."], ["shared"], ["shared", "--json"]],
    "inbox": [[f"{NAME}.txt"], [f"{NAME}.txt", "--json"], [NAME]],
    "export": [],
    "backup": [[f"{NAME}.backup"], [f"{NAME}.backup"], [f"none/{NAME}"]],
    "restore": [[NAME, "--yes"], [f"{NAME}.csv"], [f"{NAME}.backup"], [f"{NAME}.backup", "--yes"]],
    "doctor": [[], ["--json"], ["--rescue", f"{NAME}.db"], ["--rescue", f"{NAME}.new"]],
    "path": [[], ["--json"]],
    "day": [[], ["2027-07-11"], [EVIL]],
    "consent": [[], ["give", EVIL], [EVIL]],
    "school": [["add", NAME], ["init"], ["remove", EVIL]],
    "cohort": [[], ["--html", NAME], ["--stale", EVIL]],
    "undo": [[], []],
}  # fmt: skip
"""What is run of each command; `export` is faithful on purpose."""
DRIVE = """
import json, os, sys
from stepready.cli.main import prepare_streams, run
prepare_streams()
for words in json.load(open("walk.json")):
    sys.stderr.write("\\n@@ " + json.dumps(words) + "\\n")
    sys.stderr.write("\\n@= " + str(run(words)) + "\\n")
    sys.stdout.flush()
"""


@pytest.fixture
def world(stepready: Stepready, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder whose database, settings, own guide, tables and inbox hold what no terminal should see."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "table.csv").write_text("name,specialty,min_step2,source,as_of\nA,internal-medicine,220,x,2027-05-01\n")
    (tmp_path / "lines.txt").write_text("2027-07-02 qbank 20/40\n")
    for line in (
        "plan set --exam step2ck --on 2027-09-01 --target 240 --applicant us-img --specialty im",
        "log nbme 11 231 --on 2027-06-30", "log qbank 29/40 --topic renal --on 2027-07-11", "log hours 3 --topic renal",
        "schedule make --hours 6", "skip --on 2027-07-14", "profile set --visa j1",
        "attempt add --exam step1 --on 2026-01-05 --score pass", "log bank uworld 900/3600 60% --on 2027-07-10",
        "day add visa --on 2027-08-20", "programs import table.csv", "shortlist build --most 5", "inbox lines.txt",
    ):  # fmt: skip
        assert stepready(line).code == 0, line
    table = f'name,specialty,min_step2,source,as_of,note\n"{EVIL}",im,220,"{EVIL}",2027-05-01,"{EVIL}"\nB,im,,,,\n'
    (tmp_path / f"{NAME}.csv").write_text(table, encoding="utf-8")
    (tmp_path / f"{NAME}.json").write_text(json.dumps({"schema": 1, EVIL: []}), encoding="utf-8")
    (tmp_path / f"{NAME}.txt").write_text(f"2027-07-01 qbank 29/40 --note '{EVIL}'\n{EVIL}\n", encoding="utf-8")
    own = tmp_path / "config" / "stepready"
    (own / "guides").mkdir(parents=True)
    assert stepready("guide new own").code == 0
    guide = own / "guides" / "own.toml"
    title = f"title = {json.dumps(EVIL)}"
    guide.write_text(re.sub("^title = .*$", lambda _: title, guide.read_text(), flags=re.MULTILINE))
    (own / "guides" / f"{NAME}.toml").write_text(guide.read_text())
    spoil(tmp_path / "book.db")
    assert stepready("sync", "shared").code == 74
    (tmp_path / "shared").mkdir()
    (tmp_path / f"{NAME}.db").write_bytes((tmp_path / "book.db").read_bytes())
    (tmp_path / "shared" / f"stepready-{NAME}.db").write_bytes((tmp_path / "book.db").read_bytes()[:4000])
    (tmp_path / "shared" / f"stepready-{NAME}2.db").write_text(EVIL)
    return tmp_path


def spoil(db: Path) -> None:
    """Put the corpus where a foreign database may have it."""
    with closing(sqlite3.connect(db)) as connection, connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for table, columns in (
            ("score", ("topic", "note", "form")), ("study_hours", ("topic", "note")), ("plan", ("specialty", "guide")),
            ("schedule_day", ("note", "phase")), ("change", ("said", "what")), ("attempt", ("uid",)),
            ("bank_total", ("bank", "note")), ("own_day", ("label", "note")), ("inbox_line", ("line",)),
            ("programme", ("name", "institution", "city", "state", "nrmp_code", "acgme_id", "note")),
        ):  # fmt: skip
            for column in columns:
                connection.execute(f"UPDATE {table} SET {column} = ?", [EVIL])
        connection.execute("UPDATE schedule_day SET focus = ? WHERE focus <> '[]'", [json.dumps([EVIL])])
        connection.execute("UPDATE plan SET guide = 'us-img'")
        connection.execute("UPDATE programme SET facts = replace(facts, '\"x\"', ?)", [json.dumps(EVIL)])
        done = {"reviews": 90, "milliseconds": 9_000_000, "due": 40, "recalled": 30}
        day = (done, [{"topic": EVIL, "done": done}], [{"tag": EVIL, "reviews": 9}])
        connection.execute(
            "INSERT INTO anki_day (owner, day, total, topics, unmapped) VALUES ('me', '2027-07-10', ?, ?, ?)",
            [json.dumps(part) for part in day],
        )
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def assert_harmless(part: str, *, colours: bool) -> None:
    shown = COLOUR.sub("", part) if colours else part
    found = OBEYED.search(shown)
    assert not found, (part[:200], found, shown[max(0, found.start() - 80) :][:160])
    assert "@= 70" not in part, part
    assert not FORGED.search(COLOUR.sub("", part)), part
    error_lines = len(re.findall("^error:", part, re.MULTILINE))
    assert error_lines <= (not re.search("@= (0|1)\n", part)), part


def parted(said: bytes) -> list[str]:
    """Return what came of each command line."""
    return re.sub("\r+\n", "\n", said.decode("utf-8", errors="surrogateescape")).split("\n@@ ")


def recorded(world: Path, lines: list[list[str]], **variables: str) -> bytes:
    """Run command lines on a terminal that answers no or nothing to every question; return all that came."""
    (world / "walk.json").write_text(json.dumps(lines))
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", DRIVE], stdin=theirs, stdout=theirs, stderr=theirs, cwd=world,
        env={**os.environ, "TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8", **variables},
    )  # fmt: skip
    os.close(theirs)
    os.write(ours, b"n\n-\n" * 200)
    said = b""
    while select.select([ours], [], [], PATIENCE)[0]:
        try:
            part = os.read(ours, 65536)
        except OSError:
            break
        if not part:
            break
        said += part
    os.close(ours)
    process.kill()
    assert process.wait() == 0, said[-2000:]
    return said


def test_every_command_is_walked() -> None:
    assert WALK.keys() == COMMANDS.keys()


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {}], ids=["plain", "colour"])
def test_nothing_is_obeyed_on_a_terminal(world: Path, variables: dict[str, str]) -> None:
    lines = [[name, *words] for name, many in WALK.items() for words in many]
    lines += [[name, "--help"] for name in COMMANDS]
    said = recorded(world, [*lines, [EVIL], ["--db", NAME, "scores"], ["--today", EVIL, "check"]], **variables)
    parts = parted(said)
    assert len(parts) == len(lines) + 4, parts[-1][-300:]
    for part in parts:
        assert_harmless(part, colours=not variables)


def test_settings_that_are_refused_are_shown_too(world: Path) -> None:
    settings = world / "config" / "stepready" / "settings.toml"
    hostile = json.dumps(EVIL)
    settings.write_text(f"dates = {hostile}\n{hostile} = {hostile}\n[anki_tags]\nword = {hostile}\n")
    for part in parted(
        recorded(world, [["check"], ["doctor"], ["doctor", "--json"], ["today"], ["log", "nbme", "9", "230"]])
    ):
        assert_harmless(part, colours=True)
