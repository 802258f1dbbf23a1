"""Race loggers against restores, again and again: nothing acknowledged may be lost, nothing corrupt.

    python benchmarks/races.py [ROUNDS]

Every other round starts without a database. Ends with an AssertionError at the first loss.
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.cli.processes import finish, start
from tests.cli.test_restore_races import backup_of_one, race

ROUNDS = 20


def main(rounds: int) -> None:
    """Run the races and say how many."""
    with tempfile.TemporaryDirectory() as name:
        copy = backup_of_one(Path(name))
        for turn in range(rounds):
            folder = Path(name) / f"round-{turn}"
            if turn % 2:
                finish(start(folder / "book.db", "log", "nbme", "12", 200, "--exam", "step2ck"))
            race(folder, copy, loggers=3, restores=2 if turn % 2 else 1)
            print(f"\r{turn + 1} of {rounds}", end="", flush=True)
    print(": nothing lost")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
