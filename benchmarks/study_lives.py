"""Twelve weeks of so many random candidates; on every day the screens agree and no question or exam is lost.

    python -m benchmarks.study_lives [LIVES] [FIRST_SEED]

Prints the first days on which something does not hold and ends with 1; a life takes about five seconds of a core,
and two are lived at a time. Lives are short of nothing but the disk: TMPDIR=/dev/shm halves their time.
"""

import sys
import tempfile
from functools import cache
from multiprocessing import Pool
from pathlib import Path

from stepready.guides.instruments import load_instruments
from stepready.guides.library import Library, load
from tests.services.study_life import lived

LIVES = 1_000
SHOWN = 2_000
WORKERS = 2


def main(count: int, first: int) -> int:
    """Live the lives; return 1 when one went wrong."""
    wrong = 0
    with Pool(WORKERS) as pool:
        for done, found in enumerate(pool.imap_unordered(life_of, range(first, first + count)), start=1):
            if found:
                wrong += 1
                print(f"\n{found}")
            print(f"\r{done} of {count} lives, {wrong} went wrong", end="", flush=True)
    print()
    return 1 if wrong else 0


def life_of(seed: int) -> str:
    """Live one life; return what did not hold on its first wrong day, nothing where all held."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            lived(seed, Path(folder), _library())
        except AssertionError as found:
            return f"life {seed}: {str(found)[:SHOWN]}"
    return ""


@cache
def _library() -> Library:
    load_instruments()
    return load()


if __name__ == "__main__":
    numbers = [int(text) for text in sys.argv[1:]]
    sys.exit(main(*(numbers or [LIVES])[:1], *(numbers[1:] or [0])))
