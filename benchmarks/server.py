"""Time whole daily commands on a server against the embedded ones: `python benchmarks/server.py [--runs 15]`.

The server is an empty database that `STEPREADY_TEST_POSTGRES` names, and a school is founded in a new one by the role
that `STEPREADY_TEST_SCHOOL` names, on loopback: `. .ci/postgres` starts both. Both commands of a row run in turn, and
the ratio is taken pair by pair. Prints medians and ratios; judges nothing.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from daily import TODAY, Pair, quietly, time_pair
from school import database, founded

AIM = "2.5"


def main() -> None:
    """Enter the same in both databases and time every pair."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15, help="pairs of runs for each row")
    parser.add_argument("--program", default=str(Path(sys.executable).parent / "stepready"), help="what to time")
    options = parser.parse_args()
    os.environ["STEPREADY_TODAY"] = TODAY
    with (
        tempfile.TemporaryDirectory() as folder,
        database(os.environ["STEPREADY_TEST_SCHOOL"]) as (administrator, name),
    ):
        os.environ["STEPREADY_CONFIG"] = folder
        school = founded(administrator, name, 1, Path(folder))
        embedded = [options.program, "--db", str(Path(folder) / "book.db")]
        servers = {
            "on a server": [options.program, "--db", os.environ["STEPREADY_TEST_POSTGRES"]],
            "at a school": [options.program, "--db", school.url(school.students[0])],
        }
        for log in (embedded, *servers.values()):
            quietly([*log, "plan", "set", "--exam", "step2ck", "--on", "2027-08-20", "--target", "240"])
            quietly([*log, "log", "nbme", "11", "231", "--on", "2027-07-01"])
            quietly([*log, "log", "nbme", "12", "238", "--on", "2027-07-15"])
        print(f"{'command':<34} {'server':>8} {'embedded':>8} {'ratio':>7}   aim")
        for words in (["log", "qbank", "29/40"], ["check"], ["today"], ["scores"]):
            for where, log in servers.items():
                time_pair(Pair(f"{words[0]} {where}", [*log, *words], [*embedded, *words], AIM), options.runs)


if __name__ == "__main__":
    main()
