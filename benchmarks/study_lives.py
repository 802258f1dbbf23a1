"""Twelve weeks of so many random candidates; on every day the screens agree and no question or exam is lost.

    python -m benchmarks.study_lives [LIVES] [FIRST_SEED] [--closely]

Prints the first days on which something does not hold and ends with 1. One case is gathered a day for all screens, and
two days of a life are looked at closely: every screen gathers for itself from the file and its text is read. With
`--closely` every day is, which takes about ten times as long. Two lives are lived at a time. They are short of nothing
but the disk: TMPDIR=/dev/shm halves their time.
"""

import os
import sys
import tempfile
from functools import cache, partial
from multiprocessing import Pool
from pathlib import Path

from stepready.guides.instruments import load_instruments
from stepready.guides.library import Library, load
from tests.services.life_holds import Looking, lived

LIVES = 1_000
SHOWN = 2_000
WORKERS = 2


def main(count: int, first: int, looking: Looking) -> int:
    """Live the lives; return 1 when one went wrong."""
    wrong = 0
    with Pool(WORKERS) as pool:
        each = pool.imap_unordered(partial(life_of, looking=looking), range(first, first + count))
        for done, found in enumerate(each, start=1):
            if found:
                wrong += 1
                print(f"\n{found}")
            print(f"\r{done} of {count} lives, {wrong} went wrong", end="", flush=True)
    print()
    return 1 if wrong else 0


def life_of(seed: int, *, looking: Looking) -> str:
    """Live one life; return what did not hold on its first wrong day, nothing where all held."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["STEPREADY_CONFIG"] = folder
        try:
            lived(seed, Path(folder), _library(), looking)
        except AssertionError as found:
            return f"life {seed}: {str(found)[:SHOWN]}"
    return ""


@cache
def _library() -> Library:
    load_instruments()
    return load()


if __name__ == "__main__":
    given = [int(text) for text in sys.argv[1:] if text.isdigit()]
    lives, seed = [*given, *(LIVES, 0)[len(given) :]]
    sys.exit(main(lives, seed, Looking.EVERY_DAY if "--closely" in sys.argv else Looking.SOME_DAYS))
