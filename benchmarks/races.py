"""Race loggers against restores, again and again: nothing acknowledged may be lost, nothing corrupt.

    python benchmarks/races.py [ROUNDS]

Of each kind so many: on a file that is not there yet, on one that is, and the same on the server that
STEPREADY_TEST_POSTGRES names, if it does. Every command is a process of its own, forked from one that has imported
everything, so that all of them meet at the database at once. Ends with an AssertionError at the first loss.
"""

import io
import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from stepready.cli.main import run
from tests.cli.processes import Ending, environment
from tests.cli.test_restore_races import backup_of_one, is_sound, race, raced, values

ROUNDS = 20
SCHEMA = "races"
BUSY = "gave no answer within 10 seconds"
"""What a command says, honestly, where the machine has too much else to do."""
FIRST = ("log", "nbme", "12", 200, "--exam", "step2ck")


def forked(db: Path | str, *words: object) -> Callable[[], Ending]:
    """Begin a command in a fork of this process and return what waits for its end."""
    printed = [tempfile.TemporaryFile("w+") for _ in range(2)]  # noqa: SIM115 - read when the child has ended
    child = os.fork()
    if child == 0:
        code = 1
        try:
            for number, file in enumerate(printed, start=1):
                os.dup2(file.fileno(), number)
            code = called(db, *words)
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)  # what the parent has open is the parent's to clear away

    def end() -> Ending:
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        for file in printed:
            file.seek(0)
        out, err = (file.read() for file in printed)
        return code, out, err

    return end


def called(db: Path | str, *words: object) -> int:
    """Run a command in this process."""
    os.environ.update(environment(db))
    return run([str(word) for word in words])


def on_new_file(folder: Path, copy: Path) -> None:
    """Race where no database is."""
    race(folder, copy, loggers=2, restores=1, begin=forked)


def on_file(folder: Path, copy: Path) -> None:
    """Race where one is."""
    forked(folder / "book.db", *FIRST)()
    race(folder, copy, loggers=3, restores=6, begin=forked)


def on_new_server(folder: Path, copy: Path) -> None:
    """Race on a server without any table."""
    race_on_server(folder, copy, loggers=2, restores=1)


def on_server(folder: Path, copy: Path) -> None:
    """Race on a server that has a book."""
    race_on_server(folder, copy, FIRST, loggers=3, restores=6)


def race_on_server(folder: Path, copy: Path, first: tuple[object, ...] = (), *, loggers: int, restores: int) -> None:
    """Race on an emptied server; its copies are files in the data folder."""
    import psycopg

    url = os.environ["STEPREADY_TEST_POSTGRES"]
    os.environ["XDG_DATA_HOME"] = str(folder)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE".encode())
        connection.execute(f"CREATE SCHEMA {SCHEMA}".encode())
        address = f"{url}?options=-csearch_path%3D{SCHEMA}"
        if first:
            forked(address, *first)()
        acknowledged = raced(address, copy, loggers=loggers, restores=restores, begin=forked, busy=BUSY)
        found = connection.execute(f"SELECT value FROM {SCHEMA}.score".encode())  # noqa: S608 - a name of ours
        there = {float(value) for (value,) in found}
    copies = sorted(folder.rglob("*.before-restore-*.backup"))
    assert all(is_sound(file) for file in copies)
    kept = there.union(*(values(file) for file in copies))
    assert acknowledged <= kept, acknowledged - kept
    code, out, _ = forked(address, "doctor")()
    assert code == 0, out


def main(rounds: int) -> None:
    """Run the races and say how many."""
    kinds = [on_new_file, on_file]
    if os.environ.get("STEPREADY_TEST_POSTGRES"):
        kinds += [on_new_server, on_server]
    with tempfile.TemporaryDirectory() as name:
        copy = backup_of_one(Path(name))
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            for words in (FIRST, ("restore", copy, "--yes"), ("doctor",)):
                called(Path(name) / "warm.db", *words)
        for kind in kinds:
            began = time.monotonic()
            for turn in range(rounds):
                kind(Path(name) / f"{kind.__name__}-{turn}", copy)
                print(f"\r{kind.__name__}: {turn + 1} of {rounds}", end="", flush=True)
            print(f", {time.monotonic() - began:.0f} s: nothing lost", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
