"""Read while others remake the schedule: `python benchmarks/one_moment.py [--reads 8000] [--db ADDRESS]`.

A writer makes one of two schedules after the other as fast as it can, while every command that reads is run again and
again. What each says must be what it says of the one schedule or of the other alone. Prints how many reads there were,
how many said each, and stops with the first that mixes them. `--db` may name an empty database on a server.
"""

import argparse
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from stepready.cli.main import run
from tests.cli.test_one_moment import BOOK, READING, SHEET

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEDULES = ("schedule make --hours 5 --rest fri", "schedule make --hours 7 --rest tue")
WRITES = f"""
import io, os, shlex
from contextlib import redirect_stderr, redirect_stdout
from stepready.cli.main import run
made = 0
while not os.path.exists("stop"):
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        assert run(shlex.split({SCHEDULES!r}[made % 2])) == 0
    made += 1
print(made)
"""
BESIDE = {"doctor", "path"}
"""What speaks of the disk and the clock too."""
COUNTED = re.compile(r"^(DTSTAMP|SEQUENCE):.*$", re.MULTILINE)
"""What grows with every change of the book."""


def call(line: str) -> tuple[int, str, str]:
    """Run one command line in this process; return its code and what it said."""
    out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(shlex.split(line))
        out.flush()
    return code, COUNTED.sub("", out.buffer.getvalue().decode()), err.getvalue()


@contextmanager
def remaking() -> "Iterator[subprocess.Popen[str]]":
    """Let another process remake the schedule; it says at its end how often it did."""
    writer = subprocess.Popen([sys.executable, "-c", WRITES], stdout=subprocess.PIPE, text=True)
    try:
        yield writer
    finally:
        Path("stop").touch()


def race(reads: int) -> None:
    """Read, and compare each answer with those of the two schedules alone."""
    lines = [line for name, lines in READING.items() if name not in BESIDE for line in lines]
    alone: dict[str, list[tuple[int, str, str]]] = {line: [] for line in lines}
    for schedule in SCHEDULES:
        assert call(schedule)[0] == 0
        for line in lines:
            alone[line].append(call(line))
    told: Counter[str] = Counter()
    with remaking() as writer:
        for turn in range(reads):
            line = lines[turn % len(lines)]
            found = call(line)
            first, second = alone[line]
            assert found in (first, second), f"read {turn}, {line!r}, is of neither schedule:\n{found}"
            told["same of both" if first == second else "the first" if found == first else "the second"] += 1
    made = writer.communicate()[0].strip()
    print(f"{reads} reads beside {made} schedules: none mixed;", ", ".join(f"{n} {what}" for what, n in told.items()))


def main() -> None:
    """Fill a book, and race on it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reads", type=int, default=8000)
    parser.add_argument("--db")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            os.environ[name] = folder
        os.environ |= {"STEPREADY_DB": options.db or f"{folder}/book.db", "STEPREADY_TODAY": "2027-07-15"}
        Path("sheet.csv").write_text(SHEET, encoding="utf-8")
        Path("scores.csv").write_text("date,source,form,value\n2027-07-01,nbme,12,240\n", encoding="utf-8")
        Path("none.txt").touch()
        assert call("--db other.db log nbme 14 250 --on 2027-07-03 --exam step2ck")[0] == 0
        for line in BOOK:
            assert call(line)[0] == 0, line
        race(options.reads)


if __name__ == "__main__":
    main()
