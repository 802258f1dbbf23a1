"""A file that cannot be read or written ends a command with 74 and a sentence, whichever command it is."""

import os
import shlex
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import Stepready

READS = (
    "import @", "merge @", "restore @ --yes", "inbox @", "anki read @", "guide check @", "programs import @",
    "report --verify @",
)  # fmt: skip
WRITES = (
    "report @", "calendar --ics @", "schedule make --hours 5 --ics @", "schedule show --ics @", "backup @",
)  # fmt: skip


@pytest.fixture
def log(stepready: Stepready) -> Stepready:
    for line in ("plan set --exam step2ck --on 2027-09-01 --target 240", "log nbme 11 231", "schedule make --hours 6"):
        assert stepready(line).code == 0
    return stepready


def assert_unfit(log: Stepready, line: str, file: Path) -> None:
    before = log("export --json").out
    ended = log(*(word.replace("@", str(file)) for word in shlex.split(line)))
    assert (ended.code, ended.out) == (74, ""), (line, ended)
    assert ended.err.startswith("error: "), (line, ended)
    assert ended.err.count("error:") == 1, (line, ended)
    assert file.name in ended.err, (line, ended)
    assert log("export --json").out == before


@pytest.mark.parametrize("line", READS)
def test_a_file_that_is_not_there(log: Stepready, tmp_path: Path, line: str) -> None:
    assert_unfit(log, line, tmp_path / "none.txt")
    assert_unfit(log, line, tmp_path / "book.db" / "below-a-file")


@pytest.mark.parametrize("line", [line for line in READS if not line.startswith("anki")])
def test_a_folder_is_no_file_to_read(log: Stepready, tmp_path: Path, line: str) -> None:
    (tmp_path / "folder").mkdir()
    assert_unfit(log, line, tmp_path / "folder")


@pytest.mark.parametrize("line", ["merge @", "restore @ --yes", "anki read @", "guide check @"])
def test_a_pipe_is_no_file_to_look_into_twice(log: Stepready, tmp_path: Path, line: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert_unfit(log, line, tmp_path / "pipe")


def test_settings_that_nobody_wrote_by_hand_end_in_a_sentence(log: Stepready, tmp_path: Path) -> None:
    settings = tmp_path / "config" / "stepready" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("# long\n" * 1_500_000)
    ended = log("check")
    assert (ended.code, ended.err.splitlines()[1:]) == (74, [f"  {settings}: cannot be read: more than a megabyte"])
    settings.write_text("[readings]\n" + "".join(f"x{number} = 1\n" for number in range(40_000)))
    ended = log("check")
    assert (ended.code, len(ended.err.splitlines())) == (2, 101)
    assert ended.err.startswith("error: settings cannot be used: 100 problems or more in ")


@pytest.mark.parametrize("line", WRITES)
def test_a_file_that_cannot_be_made(log: Stepready, tmp_path: Path, line: str) -> None:
    assert_unfit(log, line, tmp_path / "none" / "file")
    assert_unfit(log, line, tmp_path / "book.db" / "below-a-file")


def test_a_rescue_that_cannot_be_written(log: Stepready, tmp_path: Path) -> None:
    assert_unfit(log, "doctor --rescue @", tmp_path / "book.db" / "below-a-file")


@pytest.mark.parametrize("line", ["sync @"])
def test_a_folder_that_is_not_there(log: Stepready, tmp_path: Path, line: str) -> None:
    assert_unfit(log, line, tmp_path / "none")


@pytest.mark.parametrize("line", ["scores", "log nbme 12 240 --exam step2ck", "doctor --rescue new.db"])
def test_a_database_that_is_no_file(stepready: Stepready, tmp_path: Path, line: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    os.mkfifo(tmp_path / "pipe")
    for place in ("folder", "pipe", "file/book.db"):
        ended = stepready("--db", tmp_path / place, *shlex.split(line))
        assert (ended.code, ended.out) == (74, ""), (place, ended)


def test_settings_that_cannot_be_read(stepready: Stepready, tmp_path: Path) -> None:
    stepready("plan set --exam step2ck --target 240")
    settings = tmp_path / "config" / "stepready" / "settings.toml"
    settings.parent.mkdir(parents=True)
    os.mkfifo(settings)
    ended = stepready("check")
    assert (ended.code, ended.err) == (
        74, f"error: settings cannot be used: 1 problem in {settings}\n  {settings}: cannot be read: no plain file\n",
    )  # fmt: skip
    assert stepready("log nbme 11 231").code == 0, "what needs no settings works"
    settings.unlink()
    settings.mkdir()
    assert stepready("check").code == 74


def test_settings_with_a_mark_of_their_encoding_are_read(stepready: Stepready, tmp_path: Path) -> None:
    settings = tmp_path / "config" / "stepready" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_bytes(b"\xef\xbb\xbfdates = 'dmy'\n")
    assert stepready("log nbme 11 231 --exam step2ck --on 5/6/2027").code == 0
    assert stepready("scores --json").json["scores"][0]["date"] == "2027-06-05"


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 5000 + "]" * 5000,
        "a = " + "{b=" * 3000 + "1" + "}" * 3000,
        "x." * 5000 + "y = 1",
        "a = 1" + "0" * 9000,
    ],
)
def test_deep_and_large_settings_end_in_a_sentence(stepready: Stepready, tmp_path: Path, text: str) -> None:
    stepready("plan set --exam step2ck --target 240")
    settings = tmp_path / "config" / "stepready" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"day_starts = 4\n{text}\n")
    for line in ("check", "log nbme 11 231", "doctor", "today", "guide list"):
        ended = stepready(line)
        assert ended.code in {0, 1, 2}, (line, ended.err[:300])
        assert len(ended.err) < 3000
    assert stepready("check").code == 2
    (settings.parent / "guides").mkdir()
    settings.rename(settings.parent / "guides" / "deep.toml")
    assert "deep' " in stepready("check").err
    assert stepready("guide", "check", settings.parent / "guides" / "deep.toml").code == 2


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes here alone")
def test_names_that_are_no_utf_8_work(stepready: Stepready, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = os.fsdecode(b"odd\xff")
    folder = tmp_path / odd
    folder.mkdir()
    monkeypatch.setenv("STEPREADY_CONFIG", str(folder))
    (folder / "settings.toml").write_text("dates = 'dmy'\n")
    (folder / "sheet.csv").write_text("date,source,form,value\n2027-07-01,nbme,12,240\n")
    (folder / "sheet.csv").rename(folder / f"{odd}.csv")
    (folder / f"{odd}.txt").write_text("2027-07-02 nbme 13 241\n")
    db, other = folder / f"{odd}.db", folder / f"{odd}2.db"
    for words in (
        ("plan", "set", "--exam", "step2ck", "--on", "2027-09-01", "--target", 240),
        ("log", "nbme", "11", "231", "--on", "30/6/2027"),
        ("import", folder / f"{odd}.csv"), ("inbox", folder / f"{odd}.txt"), ("scores",), ("check",),
        ("schedule", "make", "--hours", 5, "--ics", folder / f"{odd}.ics"), ("export", "--json"), ("path",),
        ("calendar", "--ics", folder / f"{odd}2.ics"), ("report", folder / f"{odd}.html"), ("undo",), ("today",),
        ("backup", folder / f"{odd}.backup"), ("restore", folder / f"{odd}.backup", "--yes"),
        ("report", "--verify", folder / f"{odd}.html"), ("doctor", "--rescue", other), ("merge", other),
        ("doctor",), ("sync", folder),
    ):  # fmt: skip
        ended = stepready("--db", db, *words)
        assert (ended.code, "error:" in ended.err) == ((2, True) if words[0] == "sync" else (0, False)), (words, ended)
        assert odd not in ended.out, words
    assert stepready("--db", db, "path", "--json").json["database"] == str(db)
    assert {score["form"] for score in stepready("--db", db, "scores", "--json").json["scores"]} == {"11", "12", "13"}


@pytest.mark.parametrize("year", [1970, 2100])
def test_a_clock_that_is_wrong_ends_in_a_sentence_and_a_day_goes_before_it(
    stepready: Stepready, monkeypatch: pytest.MonkeyPatch, year: int
) -> None:
    monkeypatch.delenv("STEPREADY_TODAY")
    monkeypatch.setattr("stepready.cli.main.clock_today", lambda *_: date(year, 1, 1))
    for line in ("log nbme 11 231 --exam step2ck", "check", "backup copy.db", "restore copy.db --yes", "undo"):
        ended = stepready(line)
        assert (ended.code, *ended.err.splitlines()) == (
            2,
            f"error: {year}-01-01 cannot stand for today; accepted: years 2019 to 2098",
            "  the computer's clock says so: set it right, or give --today DATE",
        )
    assert stepready("--today 2027-07-15 log nbme 11 231 --exam step2ck").code == 0


def test_a_text_that_is_no_utf_8_is_refused(stepready: Stepready) -> None:
    for line in (("--note", "odd\udcff"), ("--topic", "odd\udcff")):
        ended = stepready("log", "nbme", "11", "231", "--exam", "step2ck", *line)
        assert ended.code in {0, 2}, ended
