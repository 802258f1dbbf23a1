"""Time whole daily commands against watson, jrnl and sqlite-utils: `python benchmarks/daily.py [--runs 15]`.

Both programs of a row run in turn, and the ratio is taken pair by pair, so that a machine whose speed drifts does
not decide. The others are installed into `.venv-peers` on first use. Prints medians and ratios; judges nothing.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PEERS = ROOT / ".venv-peers"
PACKAGES = ("td-watson", "jrnl", "sqlite-utils")
TODAY = "2027-07-20"
ROWS = 10_000
JRNL = """\
colors: {body: none, date: none, tags: none, title: none}
default_hour: 9
default_minute: 0
editor: ''
encrypt: false
highlight: true
indent_character: '|'
journals: {default: {journal: FOLDER/journal.txt}}
linewrap: 79
tagsymbols: '#@'
template: false
timeformat: '%F %r'
version: v4.2
"""


class Pair(NamedTuple):
    """Two commands to time in turn; `aim` is the ratio the project aims for, `fresh` clears up before each run."""

    name: str
    ours: list[str]
    theirs: list[str]
    aim: str
    fresh: Callable[[], None] = lambda: None


def main() -> None:
    """Install what is missing, make two logs, and time every pair."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15, help="pairs of runs for each row")
    parser.add_argument("--program", default=str(Path(sys.executable).parent / "stepready"), help="what to time")
    options = parser.parse_args()
    install_peers()
    with tempfile.TemporaryDirectory() as folder:
        pairs = prepare(Path(folder), options.program)
        print(f"{'command':<34} {'ours':>8} {'theirs':>8} {'ratio':>7}   aim")
        for pair in pairs:
            time_pair(pair, options.runs)


def install_peers() -> None:
    """Make a virtual environment with the programs to compare with."""
    if not (PEERS / "bin" / "sqlite-utils").exists():
        subprocess.run([sys.executable, "-m", "venv", PEERS], check=True)
        subprocess.run([PEERS / "bin" / "pip", "install", "--quiet", *PACKAGES], check=True)


def prepare(folder: Path, program: str) -> list[Pair]:
    """Return the pairs, with a log of two exams and one of ten thousand sessions behind them."""
    os.environ |= {"STEPREADY_TODAY": TODAY, "WATSON_DIR": str(folder / "watson")}
    (folder / "watson").mkdir()
    (folder / "jrnl.yaml").write_text(JRNL.replace("FOLDER", str(folder)))
    table = folder / "many.csv"
    table.write_text(many_sessions())
    small, big, fresh = ([program, "--db", str(folder / name)] for name in ("small.db", "big.db", "fresh.db"))
    for log in (small, big):
        quietly([*log, "plan", "set", "--exam", "step2ck", "--on", "2027-08-20", "--target", "240"])
        quietly([*log, "log", "nbme", "11", "231", "--on", "2027-07-01"])
        quietly([*log, "log", "nbme", "12", "238", "--on", "2027-07-15"])
    quietly([*big, "import", str(table)])
    add = [
        str(PEERS / "bin" / "watson"),
        *["add", "-f", "2026-01-01T10:00", "-t", "2026-01-01T11:00", "study", "+nbme"],
    ]
    note = [str(PEERS / "bin" / "jrnl"), "--config-file", str(folder / "jrnl.yaml"), "yesterday: NBME 11. 231"]
    insert = [str(PEERS / "bin" / "sqlite-utils"), "insert", str(folder / "their.db"), "scores", str(table), "--csv"]
    enter = ["log", "qbank", "29/40"]

    def clear() -> None:
        for file in (*folder.glob("fresh.db*"), *folder.glob("their.db*")):
            file.unlink()

    return [
        Pair("log | watson add", [*small, *enter], add, "1.1"),
        Pair("log | jrnl", [*small, *enter], note, "-"),
        Pair("today | watson add", [*small, "today"], add, "1.1"),
        Pair("scores | watson add", [*small, "scores"], add, "1.1"),
        Pair("check | watson add", [*small, "check"], add, "1.5"),
        Pair(f"log, {ROWS} entries | log", [*big, *enter], [*small, *enter], "1"),
        Pair(f"scores, {ROWS} entries | scores", [*big, "scores"], [*small, "scores"], "1"),
        Pair(f"today, {ROWS} entries | today", [*big, "today"], [*small, "today"], "1"),
        Pair(f"check, {ROWS} entries | check", [*big, "check"], [*small, "check"], "1"),
        Pair(
            f"import {ROWS} | sqlite-utils insert", [*fresh, "import", str(table), "--exam=step2ck"], insert, "2", clear
        ),
    ]


def many_sessions() -> str:
    """Return a table of question-bank sessions over a year and a half."""
    chance = random.Random(1)  # noqa: S311 - made-up scores
    lines = ["date,source,form,value,unit,questions,conditions,note,exam,topic,p_pass"]
    for _ in range(ROWS):
        day = date(2026, 1, 1) + timedelta(days=chance.randrange(560))
        topic = chance.choice(("renal", "cardiology", "neurology"))
        lines.append(f"{day},qbank,,{chance.randrange(40, 95)},percent,40,timed,,step2ck,{topic},")
    return "\n".join(lines) + "\n"


def time_pair(pair: Pair, runs: int) -> None:
    """Run both commands in turn and print their medians and the median of the ratios."""
    ours, theirs = [], []
    for turn in range(runs + 1):
        pair.fresh()
        taken = seconds(pair.ours), seconds(pair.theirs)
        if turn:
            ours.append(taken[0])
            theirs.append(taken[1])
    ratios = [one / other for one, other in zip(ours, theirs, strict=True)]
    medians = statistics.median(ours), statistics.median(theirs)
    print(f"{pair.name:<34} {medians[0]:>7.3f}s {medians[1]:>7.3f}s {statistics.median(ratios):>7.2f}   {pair.aim}")


def seconds(command: list[str]) -> float:
    """Return the wall time of one whole call."""
    start = time.perf_counter()
    quietly(command)
    return time.perf_counter() - start


def quietly(command: list[str]) -> None:
    """Run a command and stop at one that fails."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
