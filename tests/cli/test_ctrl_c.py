"""Ctrl-C at any moment after Python has started is one line or none, and it says whether anything was changed."""

import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.processes import environment, finish, start
from tests.cli.test_kills import is_sound, kept

LINE = re.compile(r"(error: stopped; (nothing was changed|what you entered is kept)\n)?")
STARTED = 0.1
"""Seconds after which Python has set its own answer to Ctrl-C, before which nobody can answer."""
ROWS = 3000


@pytest.fixture(autouse=True)
def _heard() -> Iterator[None]:
    """Let commands hear Ctrl-C also where the tests run in the background, which leaves it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def stopped_after(process: subprocess.Popen[str], seconds: float) -> tuple[int, str, str]:
    """Send Ctrl-C after so many seconds, if the command still runs, and return how it ended."""
    time.sleep(seconds)
    process.send_signal(signal.SIGINT)
    return finish(process)


def whole_run(folder: Path, *words: object) -> float:
    """Return how long a command takes on a new book once what it imports is compiled."""
    finish(start(folder / "warm.db", *words))
    began = time.monotonic()
    finish(start(folder / "first.db", *words))
    return time.monotonic() - began


@pytest.mark.parametrize("words", [("log", "nbme", "11", "231", "--exam", "step2ck"), ("check",), ("scores",)])
def test_at_any_moment(tmp_path: Path, words: tuple[str, ...]) -> None:
    chance = random.Random(18)
    takes = whole_run(tmp_path, *words)
    for turn in range(6):
        db = tmp_path / f"{turn}.db"
        code, out, err = stopped_after(start(db, *words), STARTED + chance.random() * takes)
        if "no plan is set" in err:
            continue
        assert "Traceback" not in err, err
        assert LINE.fullmatch(err), (code, err)
        assert code in {0, 130, -signal.SIGINT}, (code, err)
        is_kept = db.exists() and db.stat().st_size > 0 and len(kept(db)) == 1
        if err.endswith("nothing was changed\n"):
            assert not is_kept
        if "is kept" in err or out.startswith("logged"):
            assert is_kept


def test_mid_import_nothing_was_changed_or_all_of_it_is_there(tmp_path: Path) -> None:
    table = tmp_path / "many.csv"
    rows = [f"2027-0{1 + n % 6}-{1 + n % 28:02},qbank,,{n % 101},40,step2ck" for n in range(ROWS)]
    table.write_text("date,source,form,value,questions,exam\n" + "\n".join(rows) + "\n")
    takes = whole_run(tmp_path, "import", table)
    said = []
    for turn in range(6):
        db = tmp_path / f"{turn}.db"
        finish(start(db, "log", "nbme", "11", 231, "--exam", "step2ck"))
        code, out, err = stopped_after(start(db, "import", table), STARTED + takes * (turn + 0.5) / 7)
        assert LINE.fullmatch(err), (code, err)
        assert is_sound(db)
        there = len(kept(db))
        is_told = "is kept" in err or out.startswith("imported") or code == 0
        assert there == (1 + ROWS if is_told else 1), (code, out, err, there)
        said.append(err)
    assert any(said), "at least one was stopped in the middle"


IN_A_CALLBACK = """
import os, signal, sys, time, weakref
import stepready.__main__ as program
sys.unraisablehook = program.hear_again
signal.signal(signal.SIGINT, program.interrupt)

class Held: pass

def callback(gone):
    os.kill(os.getpid(), signal.SIGINT)
    for _ in range(1000): pass

held = Held()
kept = weakref.ref(held, callback)
try:
    del held
    time.sleep(5)
except KeyboardInterrupt:
    print("heard")
"""


def test_inside_a_callback_of_pythons_own_it_is_heard_all_the_same() -> None:
    ended = subprocess.run([sys.executable, "-c", IN_A_CALLBACK], capture_output=True, text=True, check=False)
    assert (ended.stdout, ended.stderr) == ("heard\n", "")


WHILE_IMPORTING = """
import builtins, os, runpy, signal, sys

real = builtins.__import__
def stopped_at(name, *words, **named):
    if name == {name!r}:
        os.kill(os.getpid(), signal.SIGINT)
    return real(name, *words, **named)

builtins.__import__ = stopped_at
runpy.run_module("stepready", run_name="__main__", alter_sys=True)
"""


@pytest.mark.parametrize("name", ["signal", "contextlib", "stepready.cli.prompt_cache", "stepready.cli.main", "typer"])
def test_while_the_program_is_imported_it_ends_without_a_word(name: str, tmp_path: Path) -> None:
    program = f"import sys; sys.argv = ['stepready', 'check']\n{WHILE_IMPORTING.format(name=name)}"
    ended = subprocess.run(
        [sys.executable, "-c", program], env=environment(tmp_path / "book.db"), capture_output=True, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, b"", b"")
