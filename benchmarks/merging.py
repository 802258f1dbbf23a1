"""Lives of three devices that meet, and the time it takes 20,000 rows to meet 20,200.

python -m benchmarks.merging [LIVES]
"""

import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

from stepready.core.log.score import Entry
from stepready.store.devices.meeting import Prefer
from stepready.store.devices.other_book import other_book
from stepready.store.intake import Incoming, Intake
from stepready.store.opening import open_book
from tests.store.lives import Life
from tests.store.samples import session

LIVES, STEPS = 1_000, 40
ROWS, MORE = 20_000, 200
LIMIT = 1.5


def now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


def lives(count: int, folder: Path) -> None:
    """Let three devices live, meet and be compared, so many times; raise AssertionError when one life goes wrong."""
    for seed in range(count):
        with tempfile.TemporaryDirectory(dir=folder) as place, Life(seed, Path(place)) as life:
            life.live(STEPS)
            life.check(life.peace())
    print(f"{count} of {count} lives: all converged, nothing added was lost, nothing removed came back")


def sessions(count: int, first: date) -> Intake:
    """Return sessions of a question bank, twenty a day."""
    made: list[Entry] = [session(40.0 + n % 50, 5 + n % 70, first + timedelta(days=n // 20)) for n in range(count)]
    return Intake([Incoming(entry) for entry in made])


def time_merge(folder: Path) -> float:
    """Return the seconds a book of ROWS rows takes to merge one that has MORE besides."""
    for name in ("here", "there"):
        with open_book(str(folder / f"{name}.db"), now=now) as book:
            book.bring_in(sessions(ROWS, date(2020, 1, 1)))
            if name == "there":
                book.bring_in(sessions(MORE, date(2026, 1, 1)))
    start = perf_counter()
    with open_book(str(folder / "here.db"), now=now) as book:
        with other_book(folder / "there.db", now().isoformat()) as theirs:
            book.merge(theirs, Prefer.LATER, called="there.db")
        taken = perf_counter() - start
        assert book.count() == ROWS + MORE  # noqa: S101 - a benchmark of a wrong answer is none
    return taken


def main(count: int) -> None:
    """Run both."""
    with tempfile.TemporaryDirectory() as folder:
        taken = time_merge(Path(folder))
        print(f"{ROWS} rows against {ROWS + MORE}: {taken:.2f} s (at most {LIMIT} s)")
        lives(count, Path(folder))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else LIVES)
