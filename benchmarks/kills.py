"""Kill eight writers at random moments: nothing acknowledged may be lost, nothing torn, nothing done by halves.

    python benchmarks/kills.py [KILLS] [SEED]

Logs, undos, restores and merges run at once in one database, about half of them killed; then every file is read. Ends
with an AssertionError at the first loss, whose folder is kept and named.
"""

import random
import re
import shutil
import sqlite3
import sys
import tempfile
import threading
import time
from contextlib import closing
from dataclasses import field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from stepready.core.values import dataclass
from stepready.store.mending.inspection import faults_of
from tests.cli.processes import finish, start
from tests.cli.test_kills import killed_or_not

KILLS, SEED = 100, 18
WRITERS, COMMANDS = 8, 7
"""Of one round, which begins with a fresh database."""
LONGEST = 1.2
"""Seconds after which a command that is to be killed is killed at the latest."""
KILLED = 0.5
"""The chance that a command is to be killed."""
ORDERS = ("log", "undo", "restore", "merge")
WEIGHTS = (60, 15, 10, 15)
LOGGED = re.compile(r"logged NBME (\d+) ")
UNDID = re.compile(r"undid: log NBME (\d+) ")
COPIED, MERGED = {301, 302, 303}, {401, 402, 403, 404, 405}
"""The forms of what the backup holds, and the other device: each entered in one step."""


@dataclass(frozen=True)
class Told:
    """What commands of one round said that they did, by the forms logged; and how many were killed."""

    logged: set[int] = field(default_factory=set)
    undone: set[int] = field(default_factory=set)
    killed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Kept:
    """What one file holds after a round: forms that stand, forms logged by a change that was undone."""

    standing: set[int]
    undone: set[int]


def read(file: Path) -> Kept:
    """Return what a file holds; it must be whole."""
    with closing(sqlite3.connect(file)) as connection:
        standing = [int(form) for (form,) in connection.execute("SELECT form FROM score")]
        undone = connection.execute(
            "SELECT json_extract(after, '$.form') FROM changed_row JOIN change ON change.id = changed_row.change "
            "WHERE kind = 'score' AND undone_at IS NOT NULL AND after IS NOT NULL"
        )
        kept = Kept(set(standing), {int(form) for (form,) in undone})
    assert len(standing) == len(kept.standing), f"{file} has a row twice"
    assert faults_of(file) == (), f"{file}: {faults_of(file)}"
    return kept


def prepare(folder: Path) -> None:
    """Make the backup that is restored and the database that is merged."""
    for name, forms in (("copied", COPIED), ("other", MERGED)):
        lines = "\n".join(f"2027-07-01,nbme,{form},231,step2ck" for form in sorted(forms))
        (folder / "rows.csv").write_text(f"date,source,form,value,exam\n{lines}\n")
        assert finish(start(folder / f"{name}.db", "import", folder / "rows.csv"))[0] == 0
    assert finish(start(folder / "copied.db", "backup", folder / "copied.backup"))[0] == 0


def words_for(order: str, form: int, folder: Path) -> list[object]:
    """Return the words of a command."""
    words: dict[str, list[object]] = {
        "log": ["log", "nbme", form, 231, "--exam", "step2ck"],
        "undo": ["undo"],
        "restore": ["restore", folder / "copied.backup", "--yes"],
        "merge": ["merge", folder / "other.db"],
    }
    return words[order]


def write(db: Path, forms: list[int], told: Told, drawn: random.Random) -> None:
    """Run one writer's commands, one after another, and note what they say."""
    for form in forms:
        (order,) = drawn.choices(ORDERS, WEIGHTS)
        delay = drawn.uniform(0.02, LONGEST) if drawn.random() < KILLED else None
        process = start(db, *words_for(order, form, db.parent.parent))
        out = killed_or_not(process, delay)
        if process.returncode < 0:
            told.killed.append(order)
        elif process.returncode and order != "undo":
            told.killed.append(f"{order} ended with {process.returncode}: {out}")
        told.logged.update(int(found) for found in LOGGED.findall(out))
        told.undone.update(int(found) for found in UNDID.findall(out))


def round_of(folder: Path, seed: str) -> Told:
    """Let the writers write at once, then hold what they said against what is kept."""
    told, db = Told(), folder / "book.db"
    folder.mkdir()
    forms = list(range(1, 1 + WRITERS * COMMANDS))
    writers = [
        threading.Thread(target=write, args=(db, forms[first::WRITERS], told, random.Random(f"{seed} {first}")))  # noqa: S311
        for first in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    compare(db, told)
    return told


def compare(db: Path, told: Told) -> None:
    """Assert that what was acknowledged is in the database or a copy, or was taken back by an undo."""
    assert set(told.killed) <= set(ORDERS), told.killed
    now = read(db) if db.exists() else Kept(set(), set())
    files = [now, *(read(copy) for copy in sorted(db.parent.glob("book.db.before-restore-*.backup")))]
    standing = set().union(*(kept.standing for kept in files))
    undone = set().union(*(kept.undone for kept in files))
    gone = told.logged - standing
    assert gone <= undone, f"lost: {sorted(gone - undone)}"
    assert len(gone - told.undone) <= told.killed.count("undo"), f"undone by nobody: {sorted(gone - told.undone)}"
    assert not told.undone & now.standing, f"undone and back: {sorted(told.undone & now.standing)}"
    for kept in files:
        assert kept.standing & COPIED in (set(), COPIED), "half a restore"
        assert kept.standing & MERGED in (set(), MERGED), "half a merge"


def main(kills: int, seed: int) -> None:
    """Run rounds until so many commands were killed, and say how many."""
    began, killed, logged, turn = time.monotonic(), list[str](), 0, 0
    folder = Path(tempfile.mkdtemp(prefix="kills-"))
    prepare(folder)
    while len(killed) < kills:
        turn += 1
        place = folder / f"round-{turn}"
        try:
            told = round_of(place, f"{seed} {place.name}")
        except AssertionError as loss:
            sys.exit(f"{place}: {loss}")
        killed += told.killed
        logged += len(told.logged)
        print(f"\r{len(killed)} of {kills}", end="", flush=True)
        shutil.rmtree(place)
    shutil.rmtree(folder)
    counts = ", ".join(f"{killed.count(order)} {order}" for order in ORDERS)
    print(f" killed ({counts}), {logged} logs acknowledged, {time.monotonic() - began:.0f} s: nothing lost")


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(*given, *(KILLS, SEED)[len(given) :])
