"""Time a sweep of 52 test dates against one `check`, both as whole commands, turn by turn in one run.

    python benchmarks/dates.py [--runs 15]

The sweep may cost at most 1.5 times the check.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

LIMIT = 1.5
TODAY = date(2027, 1, 4)
DATES = ",".join((TODAY + timedelta(weeks=at)).isoformat() for at in range(1, 53))
SETTING_UP = (
    "plan set --exam step2ck --on 2027-07-28 --applicant non-us-img --specialty med-peds --target 240",
    "log nbme 9 222 --on 2026-11-16",
    "log nbme 10 226 --on 2026-12-07",
    "log uwsa 1 231 --on 2026-12-14",
    "log nbme 11 230 --on 2026-12-28",
)


def run(words: list[str], folder: Path) -> tuple[float, str]:
    """Run a command; return the seconds it took and its output."""
    env = os.environ | {"STEPREADY_DB": str(folder / "bench.db"), "STEPREADY_TODAY": TODAY.isoformat()}
    command = [sys.executable, "-m", "stepready", *words]
    start = perf_counter()
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    return perf_counter() - start, done.stdout


def main() -> int:
    """Print both medians and their ratio; fail above the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    check, sweep = ["check", "--json"], ["dates", "--only", DATES, "--json"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for words in SETTING_UP:
            run(words.split(), folder)
        rows = len(json.loads(run(sweep, folder)[1])["rows"])
        pairs = [(run(check, folder)[0], run(sweep, folder)[0]) for _ in range(runs)]
    one, many = (median(times) for times in zip(*pairs, strict=True))
    print(f"check {1000 * one:.0f} ms, a sweep of {rows} dates {1000 * many:.0f} ms: {many / one:.2f} times")
    return 0 if many <= LIMIT * one else 1


if __name__ == "__main__":
    sys.exit(main())
