"""Damage copies of one database and rescue each: `python benchmarks/damage.py [COPIES] [SEED]`.

What comes back must open and work, and hold at least what a reader of single rows gets of the damaged file, and what
that reader gets of its journal; nothing that this journal says was removed or taken back. Stops at the first copy of
which that is not true, which is kept and named.
"""

import json
import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from stepready.core.values.errors import StepreadyError
from stepready.store.kinds import ENTERED, KINDS
from stepready.store.mending.inspection import faults_of
from stepready.store.mending.rescue import rescue
from stepready.store.opening import open_book
from tests.cli.processes import finish, start

COPIES, SEED = 300, 18
ROWS, PAGE = 400, 4096
AT = "2027-07-15T12:00:00+00:00"
LIFE = (
    "plan set --exam step2ck --target 240 --on 2027-09-01",
    "import {folder}/undone.csv",
    "undo",
    "import {folder}/rows.csv",
    "schedule make --hours 6",
    "attempt add --exam step1 --score pass --on 2026-05-04",
    "log hours 6.5 --on 2027-07-14",
    "log bank uworld 2340/3600 64%",
    "done --on 2027-07-14",
    "profile set --visa j1 --graduated 2024",
    "day add OET --on 2027-08-14",
    "edit 500 --note changed",
    "rm 501",
    "log nbme 11 231",
    "log nbme 12 233",
    "undo",
)
"""What a student does; some of it is removed or taken back."""
Keys = tuple[str, tuple[Any, ...]]
Rows = dict[Keys, dict[str, Any]]


def prepare(folder: Path) -> Path:
    """Make the database that is damaged."""
    for name, note in (("undone", "never"), ("rows", "note")):
        rows = "\n".join(
            f"2027-0{1 + n % 6}-{1 + n % 28:02},qbank,,{n % 101},40,{note} {n:04} {'x' * (n % 400)}"
            for n in range(ROWS)
        )
        (folder / f"{name}.csv").write_text(f"date,source,form,value,questions,note\n{rows}\n")
    db = folder / "book.db"
    for line in LIFE:
        code, _, err = finish(start(db, *line.format(folder=folder).split()))
        assert code == 0, (line, err)
    return db


def rows_of(connection: sqlite3.Connection) -> Rows:
    """Return every entered row of a sound database by its keys."""
    found: Rows = {}
    for kind in ENTERED:
        for row in connection.execute(f"SELECT * FROM {kind.name}"):  # noqa: S608 - a name of ours
            found[kind.name, tuple(row[key] for key in kind.keys)] = dict(row)
    return found


def one_by_one(connection: sqlite3.Connection, table: str, places: list[int]) -> Iterator[dict[str, Any]]:
    """Yield every row of a table that can be read by its own number."""
    with suppress(sqlite3.Error, ValueError):
        connection.execute(f"SELECT 1 FROM {table} LIMIT 0")  # noqa: S608 - a name of ours
        for place in places:
            with suppress(sqlite3.Error, ValueError):
                found = connection.execute(f"SELECT * FROM {table} NOT INDEXED WHERE rowid = ?", (place,))  # noqa: S608
                yield from map(dict, found)


class Reader:
    """Reads a damaged file row by row, knowing from the sound one which rows there are."""

    def __init__(self, sound: Path) -> None:
        with closing(sqlite3.connect(sound)) as connection:
            connection.row_factory = sqlite3.Row
            self.truth = rows_of(connection)
            self.places = {
                name: [place for (place,) in connection.execute(f"SELECT rowid FROM {name}")]  # noqa: S608 - ours
                for name in KINDS
            }

    def read(self, file: Path) -> tuple[Rows, Rows, set[Keys]]:
        """Return what can be read: rows of tables, images of the journal, and what it says is gone."""
        tables, journal, gone = dict[Keys, dict[str, Any]](), dict[Keys, dict[str, Any]](), set[Keys]()
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            connection.text_factory = lambda raw: raw.decode(errors="replace")
            with suppress(sqlite3.Error):
                connection.execute("PRAGMA writable_schema = ON")
                connection.execute("SELECT 1 FROM sqlite_schema")
            for kind in ENTERED:
                for row in one_by_one(connection, kind.name, self.places[kind.name]):
                    with suppress(KeyError):
                        tables[kind.name, tuple(row[key] for key in kind.keys)] = row
            undone = {
                row.get("id") for row in one_by_one(connection, "change", self.places["change"]) if row.get("undone_at")
            }
            for step in one_by_one(connection, "changed_row", self.places["changed_row"]):
                with suppress(ValueError, TypeError, KeyError):
                    image = json.loads(step["after"] or step["before"])
                    keys = step["kind"], tuple(image[key] for key in KINDS[step["kind"]].keys)
                    if step["after"] is None or step["change"] in undone:
                        gone.add(keys)
                    else:
                        journal[keys] = image
        return tables, journal, gone


def damage_bytes(data: bytearray, drawn: random.Random) -> None:
    """Write other bytes at a few places."""
    for _ in range(drawn.choice([1, 8, 64, 512])):
        data[drawn.randrange(len(data))] = drawn.randrange(256)


def damage_pages(data: bytearray, drawn: random.Random, fill: Callable[[], bytes] = lambda: bytes(PAGE)) -> None:
    """Write over whole pages, with zeros unless told otherwise."""
    for _ in range(drawn.choice([1, 3, 8, 20])):
        at = PAGE * drawn.randrange(1, len(data) // PAGE)
        data[at : at + PAGE] = fill()


def damage_noise(data: bytearray, drawn: random.Random) -> None:
    """Write noise over whole pages."""
    damage_pages(data, drawn, lambda: drawn.randbytes(PAGE))


def damage_sectors(data: bytearray, drawn: random.Random) -> None:
    """Write noise over sectors of a disk."""
    for _ in range(drawn.choice([1, 4, 16])):
        at = 512 * drawn.randrange(len(data) // 512)
        data[at : at + 512] = drawn.randbytes(512)


def damage_swap(data: bytearray, drawn: random.Random) -> None:
    """Let pages change places."""
    for _ in range(drawn.choice([1, 2, 5])):
        one, other = (PAGE * drawn.randrange(1, len(data) // PAGE) for _ in range(2))
        data[one : one + PAGE], data[other : other + PAGE] = data[other : other + PAGE], data[one : one + PAGE]


def damage_length(data: bytearray, drawn: random.Random) -> None:
    """Cut the end off."""
    del data[drawn.randrange(PAGE, len(data)) :]


def damage_first(data: bytearray, drawn: random.Random) -> None:
    """Break the first page: all of it, what SQLite looks at first, or its list of tables."""
    begins, ends = drawn.choice([(0, PAGE), (0, 16), (0, 100), (16, 24), (100, PAGE), (100, 112)])
    length = ends - begins
    data[begins:ends] = drawn.choice([bytes(length), drawn.randbytes(length)])


DAMAGES: tuple[Callable[[bytearray, random.Random], None], ...] = (
    damage_bytes, damage_pages, damage_noise, damage_sectors, damage_swap, damage_length, damage_first,
)  # fmt: skip


def compare(reader: Reader, damaged: Path, new: Path) -> tuple[int, int]:
    """Assert that a rescue brought what it must; return how many rows it brought and how many a reader gets."""
    tables, journal, gone = reader.read(damaged)
    due = _as_they_were(tables, reader.truth)
    due |= {keys for keys in _as_they_were(journal, reader.truth) if keys not in tables}
    if not any(name == "schedule_day" for name, _ in due):
        due = {keys for keys in due if keys[0] != "schedule"}  # without days it says nothing and is left out
    rescued: Rows = {}
    if new.exists():
        assert faults_of(new) == (), faults_of(new)
        with open_book(str(new), now=lambda: datetime.fromisoformat(AT)) as book:
            list(book.scores())
        with closing(sqlite3.connect(new)) as connection:
            connection.row_factory = sqlite3.Row
            rescued = rows_of(connection)
    brought = _as_they_were(rescued, reader.truth)
    assert not due - brought, f"not brought: {sorted(due - brought, key=repr)[:5]}"
    risen = rescued.keys() & gone - reader.truth.keys()
    assert not risen, f"back though removed: {sorted(risen, key=repr)[:5]}"
    return len(brought), len(due)


def _as_they_were(rows: Mapping[Keys, Mapping[str, Any]], truth: Rows) -> set[Keys]:
    """Return the keys of rows that hold what they held before the damage; the owner stands in no image."""
    return {
        keys for keys, row in rows.items() if keys in truth and {**row, "owner": ""} == {**truth[keys], "owner": ""}
    }


def main(copies: int, seed: int) -> None:
    """Damage so many copies and say what came back of each kind of damage."""
    folder = Path(tempfile.mkdtemp(prefix="damage-"))
    reader = Reader(prepare(folder))
    sound = (folder / "book.db").read_bytes()
    brought, due, runs = Counter[str](), Counter[str](), Counter[str]()
    for turn in range(copies):
        drawn = random.Random(f"{seed} {turn}")  # noqa: S311
        data, damage = bytearray(sound), DAMAGES[turn % len(DAMAGES)]
        damage(data, drawn)
        damaged, new = folder / f"damaged-{turn}.db", folder / f"new-{turn}.db"
        damaged.write_bytes(data)
        with suppress(StepreadyError):
            rescue(damaged, new, AT)
        try:
            rows, readable = compare(reader, damaged, new)
        except AssertionError as loss:
            sys.exit(f"{damaged}, {damage.__name__}: {loss}")
        name = damage.__name__
        runs[name], brought[name], due[name] = runs[name] + 1, brought[name] + rows, due[name] + readable
        print(f"\r{turn + 1} of {copies}", end="", flush=True)
        damaged.unlink()
        new.unlink(missing_ok=True)
    shutil.rmtree(folder)
    print(f" damaged copies of {len(reader.truth)} rows, seed {seed}: all rescued")
    for name, times in runs.items():
        whole = times * len(reader.truth)
        print(
            f"  {name:<16} {times:>4} times: {due[name] / whole:>6.1%} readable, {brought[name] / whole:>6.1%} brought"
        )


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(*given, *(COPIES, SEED)[len(given) :])
