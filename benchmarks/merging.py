"""Lives of three devices that meet, and the time `stepready merge` takes for 20,000 rows and 20,200.

python -m benchmarks.merging [LIVES] [FIRST]: FIRST is the seed of the first life.
"""

import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import perf_counter

from stepready.core.log.score import Entry
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


def lives(count: int, first: int, folder: Path) -> None:
    """Let three devices live, meet and be compared, so many times; exit with 1 when a life went wrong."""
    wrong = [seed for seed in range(first, first + count) if not goes_well(seed, folder)]
    print(f"{count - len(wrong)} of {count} lives: all converged, nothing added was lost, nothing removed came back")
    if wrong:
        sys.exit(1)


def goes_well(seed: int, folder: Path) -> bool:
    """Let three devices live once, and say what went wrong."""
    try:
        with tempfile.TemporaryDirectory(dir=folder) as place, Life(seed, Path(place)) as life:
            life.live(STEPS)
            life.check(life.peace())
    except Exception as problem:  # noqa: BLE001 - a life that goes wrong ends no other
        print(f"seed {seed}: {type(problem).__name__} {problem}", flush=True)
        return False
    return True


def sessions(count: int, first: date) -> Intake:
    """Return sessions of a question bank, twenty a day."""
    made: list[Entry] = [session(40.0 + n % 50, 5 + n % 70, first + timedelta(days=n // 20)) for n in range(count)]
    return Intake([Incoming(entry) for entry in made])


def time_merge(folder: Path) -> tuple[float, float]:
    """Return the seconds `stepready merge` takes, by the clock and of the processor, for books that never met.

    Here are ROWS rows, there the same and MORE besides, each with stamps of its own.
    """
    here, there = folder / "here.db", folder / "there.db"
    for file in (here, there):
        with open_book(str(file), now=now) as book:
            book.bring_in(sessions(ROWS, date(2020, 1, 1)))
            if file == there:
                book.bring_in(sessions(MORE, date(2026, 1, 1)))
    start, used = perf_counter(), getrusage(RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "stepready", "--db", here, "merge", there], check=True, stdout=subprocess.DEVNULL
    )
    taken, done = perf_counter() - start, getrusage(RUSAGE_CHILDREN)
    with open_book(str(here), now=now) as book:
        assert book.count() == ROWS + MORE
    return taken, done.ru_utime + done.ru_stime - used.ru_utime - used.ru_stime


def main(count: int, first: int) -> None:
    """Run both."""
    with tempfile.TemporaryDirectory() as folder:
        taken, used = time_merge(Path(folder))
        print(f"{ROWS} rows against {ROWS + MORE}: {taken:.2f} s, {used:.2f} s of the processor (at most {LIMIT} s)")
        lives(count, first, Path(folder))


if __name__ == "__main__":
    given = dict(enumerate(map(int, sys.argv[1:])))
    main(given.get(0, LIVES), given.get(1, 0))
