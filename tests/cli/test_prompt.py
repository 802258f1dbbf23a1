"""A prompt's line from its cache: at once, and never wrong after a write."""

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.processes import environment

SEEN = """
import sys
from stepready.__main__ import main
sys.argv = ["stepready", "prompt"]
main()
sys.stderr.write(" ".join(name for name in sys.modules if name.startswith(("stepready", "typer", "sqlite3"))))
"""


class Shell:
    """A user's shell: every command a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.db = folder / "book.db"
        self.cache = folder / "cache"
        self.environment = {
            **environment(self.db),
            "XDG_CACHE_HOME": str(self.cache),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "PYTHONUTF8": "1",
        }

    def run(self, *words: str, **also: str) -> str:
        command = [sys.executable, "-m", "stepready", *words]
        ended = subprocess.run(
            command, env=self.environment | also, capture_output=True, text=True, check=True, encoding="utf-8"
        )
        return ended.stdout

    def imported(self) -> set[str]:
        """Return what of the program a prompt imports."""
        ended = subprocess.run(
            [sys.executable, "-c", SEEN], env=self.environment, capture_output=True, text=True, check=True
        )
        return set(ended.stderr.split())


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    found = Shell(tmp_path)
    found.run("plan", "set", "--exam", "step2ck", "--on", "2027-07-28")
    return found


def wait_until_trusted() -> None:
    """Wait until no file of the test was changed within the seconds in which two changes look alike."""
    time.sleep(3.2)


def test_the_second_prompt_comes_from_the_cache_and_says_the_same(shell: Shell) -> None:
    wait_until_trusted()
    first = shell.run("prompt")
    assert first == shell.run("today", "--short")
    assert first.startswith("13 d")
    assert [file.name.partition("-")[0] for file in (shell.cache / "stepready").iterdir()] == ["prompt"]
    assert shell.imported() == {"stepready", "stepready.__main__", "stepready.cli", "stepready.cli.prompt_cache"}
    assert shell.run("prompt") == first


def test_a_kept_line_is_shown_and_never_obeyed(shell: Shell) -> None:
    shell.run("schedule", "make", "--hours", "6")
    shell.run("log", "nbme", "11", "231")
    with closing(sqlite3.connect(shell.db)) as connection, connection:
        connection.execute("UPDATE score SET form = ?", ["\x1b[31mred\x07\nforged"])
    wait_until_trusted()
    first = shell.run("prompt")
    assert r"NBME \x1b[31mred\x07\nforged done" in first
    assert shell.run("prompt") == first
    assert (shell.cache / "stepready").exists()


def test_a_write_is_seen_at_once(shell: Shell) -> None:
    wait_until_trusted()
    shell.run("prompt")
    for n in range(3):
        shell.run("log", "qbank", "29/40")
        assert shell.run("prompt") == shell.run("today", "--short")
        assert f"{40 * (n + 1)} q" in shell.run("prompt")
    shell.run("undo")
    assert "80 q" in shell.run("prompt")
    shell.run("plan", "set", "--on", "2027-07-20")
    assert shell.run("prompt").startswith("5 d")


def test_another_day_database_or_encoding_has_its_own_line(shell: Shell, tmp_path: Path) -> None:
    wait_until_trusted()
    shell.run("prompt")
    assert shell.run("prompt", STEPREADY_TODAY="2027-07-18").startswith("10 d")
    assert shell.run("--today", "2027-07-18", "prompt").startswith("10 d")
    assert shell.run("prompt").startswith("13 d")
    assert shell.run("prompt", STEPREADY_DB=str(tmp_path / "other.db")) == ""
    assert shell.run("prompt", PYTHONUTF8="0", PYTHONIOENCODING="ascii").isascii()
    assert shell.run("prompt").startswith("13 d")


def test_what_was_written_just_now_is_not_kept(shell: Shell) -> None:
    """Two writes within a tick of the file system's clock could leave the same state behind."""
    shell.run("log", "qbank", "29/40")
    shell.run("prompt")
    assert not (shell.cache / "stepready").exists()


def test_a_cache_that_is_damaged_or_cannot_be_written_costs_the_line_nothing(shell: Shell) -> None:
    wait_until_trusted()
    line = shell.run("prompt")
    (kept,) = (shell.cache / "stepready").iterdir()
    for content in (b"", b"x", b"\xff\n\n\n\n", kept.read_bytes()[:40]):
        kept.write_bytes(content)
        assert shell.run("prompt") == line
    shell.environment["XDG_CACHE_HOME"] = str(shell.db)
    assert shell.run("prompt") == line
