"""Twelve weeks of so many random candidates; on every day the screens agree and no question or exam is lost.

    python -m benchmarks.study_lives [LIVES] [FIRST_SEED]

Prints the first days on which something does not hold and ends with 1; a life takes about five seconds of a core.
"""

import sys
import tempfile
from pathlib import Path

from stepready.guides.instruments import load_instruments
from stepready.guides.library import load
from tests.services.study_life import lived

LIVES = 1_000
SHOWN = 2_000


def main(count: int, first: int) -> int:
    """Live the lives one after another; return 1 when one went wrong."""
    load_instruments()
    library, wrong = load(), 0
    for seed in range(first, first + count):
        with tempfile.TemporaryDirectory() as folder:
            try:
                lived(seed, Path(folder), library)
            except AssertionError as found:
                wrong += 1
                print(f"\n{str(found)[:SHOWN]}")
        print(f"\r{seed - first + 1} of {count} lives, {wrong} went wrong", end="", flush=True)
    print()
    return 1 if wrong else 0


if __name__ == "__main__":
    numbers = [int(text) for text in sys.argv[1:]]
    sys.exit(main(*(numbers or [LIVES])[:1], *(numbers[1:] or [0])))
