"""Nothing acknowledged is ever lost: commands killed at random moments, several at once."""

import random
import re
import sqlite3
import subprocess
import threading
from pathlib import Path

from tests.cli.processes import finish, start

LOGS, WORKERS = 160, 4
LOGGED = re.compile(r"logged NBME \d+ (\d+) .*id (\d+)\)")


def is_sound(db: Path) -> bool:
    with sqlite3.connect(db) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchone()
    connection.close()
    return bool(found == ("ok",))


def kept(db: Path) -> dict[int, float]:
    with sqlite3.connect(db) as connection:
        found = dict(connection.execute("SELECT id, value FROM score").fetchall())
    connection.close()
    return found


def killed_or_not(process: subprocess.Popen[str], delay: float | None) -> str:
    """Return what a command printed, killing it after a delay if it still runs."""
    try:
        out, _ = process.communicate(timeout=delay)
    except subprocess.TimeoutExpired:
        process.kill()
        out, _ = process.communicate()
    return out


def test_four_processes_log_while_half_of_them_are_killed(tmp_path: Path) -> None:
    db, chance = tmp_path / "book.db", random.Random(20270715)
    acknowledged: dict[int, float] = {}
    plan = [(value + 1, chance.uniform(0.02, 0.25) if chance.random() < 0.5 else None) for value in range(LOGS)]

    def work(mine: list[tuple[int, float | None]]) -> None:
        for value, delay in mine:
            out = killed_or_not(start(db, "log", "nbme", value, value, "--exam", "step2ck"), delay)
            if match := LOGGED.search(out):
                acknowledged[int(match.group(2))] = float(match.group(1))

    workers = [threading.Thread(target=work, args=(plan[first::WORKERS],)) for first in range(WORKERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    found = kept(db)
    assert sum(delay is None for _, delay in plan) <= len(acknowledged) < LOGS
    assert acknowledged.items() <= found.items()
    assert len(set(found.values())) == len(found), "no log is there twice"
    assert is_sound(db)


def test_an_import_killed_midway_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    table, db = tmp_path / "many.csv", tmp_path / "book.db"
    rows = [f"2027-0{1 + n % 6}-{1 + n % 28:02},qbank,,{n % 101},40,step2ck" for n in range(4000)]
    table.write_text("date,source,form,value,questions,exam\n" + "\n".join(rows) + "\n")
    finish(start(db, "log", "nbme", "11", 231, "--exam", "step2ck"))
    counts = []
    for delay in (0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6):
        killed_or_not(start(db, "import", table), delay)
        counts.append(len(kept(db)))
        assert is_sound(db)
    assert set(counts) <= {1, 4001}
    code, out, _ = finish(start(db, "import", table))
    assert code == 0
    assert len(kept(db)) == 4001
    assert "imported 4000 scores" in out or "nothing to add" in out


def test_a_first_log_raced_by_four_is_kept_four_times(tmp_path: Path) -> None:
    for attempt in range(3):
        db = tmp_path / f"fresh-{attempt}" / "book.db"
        running = [start(db, "log", "nbme", n, 220 + n, "--exam", "step2ck") for n in range(4)]
        ended = [finish(process) for process in running]
        assert [code for code, _, _ in ended] == [0] * 4, ended
        assert sorted(kept(db).values()) == [220.0, 221.0, 222.0, 223.0]
        assert sorted(kept(db)) == [1, 2, 3, 4]


def test_a_backup_taken_while_others_log_is_sound(tmp_path: Path) -> None:
    db = tmp_path / "book.db"
    finish(start(db, "log", "nbme", "11", 200, "--exam", "step2ck"))
    writers = [start(db, "log", "nbme", n, 201 + n, "--exam", "step2ck") for n in range(6)]
    code, _, err = finish(start(db, "backup", tmp_path / "copy.backup"))
    for writer in writers:
        finish(writer)
    assert (code, err) == (0, "")
    assert is_sound(tmp_path / "copy.backup")
    assert kept(tmp_path / "copy.backup").items() <= kept(db).items()
    assert len(kept(db)) == 7


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    db = tmp_path / "book.db"
    finish(start(db, "log", "nbme", "11", 200, "--exam", "step2ck"))
    for words in ("scores", "export", "export --json"):
        process = start(db, *words.split())
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == "", words
        assert process.wait() == 0
        process.stderr.close()


def test_one_sitting_logged_by_six_at_once_is_one_row(tmp_path: Path) -> None:
    for turn in range(3):
        db = tmp_path / f"{turn}.db"
        if turn:
            finish(start(db, "plan", "set", "--exam", "step2ck"))
        ended = [finish(one) for one in [start(db, "log", "nbme", "11", 231, "--exam", "step2ck") for _ in range(6)]]
        assert sorted(code for code, _, _ in ended) == [0, 2, 2, 2, 2, 2], ended
        assert list(kept(db).values()) == [231.0]
