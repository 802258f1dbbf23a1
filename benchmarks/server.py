"""Time whole daily commands on a server against the embedded ones: `python benchmarks/server.py [--runs 15]`.

The server is an empty database that `STEPREADY_TEST_POSTGRES` names, on loopback: `. .ci/postgres` starts one. Both
commands of a row run in turn, and the ratio is taken pair by pair. Prints medians and ratios; judges nothing.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from daily import TODAY, Pair, quietly, time_pair

AIM = "2.5"


def main() -> None:
    """Enter the same in both databases and time every pair."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15, help="pairs of runs for each row")
    parser.add_argument("--program", default=str(Path(sys.executable).parent / "stepready"), help="what to time")
    options = parser.parse_args()
    os.environ["STEPREADY_TODAY"] = TODAY
    with tempfile.TemporaryDirectory() as folder:
        os.environ["STEPREADY_CONFIG"] = folder
        embedded = [options.program, "--db", str(Path(folder) / "book.db")]
        server = [options.program, "--db", os.environ["STEPREADY_TEST_POSTGRES"]]
        for log in (embedded, server):
            quietly([*log, "plan", "set", "--exam", "step2ck", "--on", "2027-08-20", "--target", "240"])
            quietly([*log, "log", "nbme", "11", "231", "--on", "2027-07-01"])
            quietly([*log, "log", "nbme", "12", "238", "--on", "2027-07-15"])
        print(f"{'command':<34} {'server':>8} {'embedded':>8} {'ratio':>7}   aim")
        for words in (["log", "qbank", "29/40"], ["check"], ["today"], ["scores"]):
            time_pair(Pair(f"{words[0]} on a server", [*server, *words], [*embedded, *words], AIM), options.runs)


if __name__ == "__main__":
    main()
