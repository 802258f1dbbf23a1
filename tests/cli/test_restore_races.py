"""Nothing acknowledged is lost while restores run: it is in the database or in a copy made before a restore."""

import re
import sqlite3
from pathlib import Path

from tests.cli.processes import Begin, begun, finish, start

LOGGED = re.compile(r"logged NBME (\d+) (\d+) ")


def is_sound(db: Path) -> bool:
    with sqlite3.connect(db) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchone()
    connection.close()
    return bool(found == ("ok",))


def values(db: Path) -> set[float]:
    with sqlite3.connect(db) as connection:
        found = {value for (value,) in connection.execute("SELECT value FROM score")}
    connection.close()
    return found


def raced(
    db: Path | str,
    copy: Path,
    *,
    loggers: int,
    restores: int,
    logs_each: int = 1,
    begin: Begin = begun,
    busy: str = "\0",
) -> set[float]:
    """Log and restore at once into one database; return the scores that were acknowledged.

    `busy` are the words of a refusal that is taken for an answer, where the machine has too much to do.
    """
    acknowledged: set[float] = set()
    for turn in range(logs_each):
        scores = [201 + turn * loggers + n for n in range(loggers)]
        logging = [begin(db, "log", "nbme", value % 90, value, "--exam", "step2ck") for value in scores]
        restoring = [begin(db, "restore", copy, "--yes") for _ in range(restores if turn == 0 else 0)]
        for end in logging:
            code, out, err = end()
            if busy in err:
                continue
            assert code == 0, err
            found = LOGGED.search(out)
            assert found, out
            acknowledged.add(float(found.group(2)))
        ended = [end() for end in restoring]
        assert all(code == 0 or busy in err for code, _, err in ended), ended
    return acknowledged


def race(folder: Path, copy: Path, *, loggers: int, restores: int, logs_each: int = 1, begin: Begin = begun) -> None:
    """Race in a file; assert that every acknowledged score is somewhere, all of it sound."""
    db = folder / "book.db"
    acknowledged = raced(db, copy, loggers=loggers, restores=restores, logs_each=logs_each, begin=begin)
    copies = sorted(folder.glob("book.db.before-restore-*.backup"))
    assert all(is_sound(file) for file in (db, *copies))
    kept = set().union(*(values(file) for file in (db, *copies)))
    assert acknowledged <= kept
    assert [file.name for file in folder.iterdir() if ".part" in file.name] == []


def backup_of_one(tmp_path: Path) -> Path:
    finish(start(tmp_path / "other.db", "log", "nbme", "11", 199, "--exam", "step2ck"))
    finish(start(tmp_path / "other.db", "backup", tmp_path / "one.backup"))
    return tmp_path / "one.backup"


def test_logs_and_restores_at_once_lose_nothing(tmp_path: Path) -> None:
    copy = backup_of_one(tmp_path)
    folder = tmp_path / "there"
    finish(start(folder / "book.db", "log", "nbme", "12", 200, "--exam", "step2ck"))
    race(folder, copy, loggers=3, restores=3)


def test_a_restore_where_no_database_is_loses_no_first_log(tmp_path: Path) -> None:
    copy = backup_of_one(tmp_path)
    for turn in range(4):
        race(tmp_path / f"absent-{turn}", copy, loggers=2, restores=1)
