"""One command reads one moment: whatever another process changes between two of its statements, nothing is mixed."""

import re
import shlex
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from stepready.cli.command_table import COMMANDS
from stepready.store.embedded.sqlite import SqliteStore
from tests.cli.processes import finish, start
from tests.conftest import Ended, Stepready
from tests.store.conftest import server_address

BOOK = (
    "attempt add --exam step1 --on 2026-01-05 --score pass",
    "plan set --exam step2ck --on 2027-09-01 --target 240 --applicant us-img --specialty im",
    "profile set --visa j1 --graduated 2020",
    "programs import sheet.csv",
    "shortlist build --most 5",
    "log nbme 10 225 --on 2027-06-01",
    "log nbme 11 231 --on 2027-06-30",
    "log qbank 29/40 --topic renal --on 2027-07-11",
    "log qbank 26/40 --topic cardiology --on 2027-07-12",
    "log bank uworld 1200/3600 64% --on 2027-07-13",
    "log hours 3 --topic renal",
    "day add 'Visa interview' --on 2027-08-20",
    "schedule make --hours 6",
    "skip --on 2027-07-14",
)
SHEET = "name,specialty,min_step2,positions\nAlpha,internal-medicine,220,20\nBeta,internal-medicine,,30\n"
FLIPS = (
    "UPDATE score SET value = value + {sign} * 2, note = '{word}'",
    "UPDATE plan SET target = target + {sign} * 5, exam_date = '2027-09-0{day}' WHERE exam = 'step2ck'",
    "UPDATE study_hours SET hours = hours + {sign}, note = '{word}'",
    "UPDATE bank_total SET done = done + {sign} * 40, percent = percent + {sign}",
    "UPDATE schedule SET exam_date = '2027-09-0{day}'",
    "UPDATE schedule_day SET questions = questions + {sign} * 7 WHERE questions > 0",
    "UPDATE study_settings SET hours = '[{day}, 6, 6, 6, 6, 6, 6]'",
    "UPDATE attempt SET \"on\" = '2026-01-0{day}'",
    "UPDATE own_day SET label = '{word}'",
    "UPDATE profile SET graduated = graduated + {sign}",
    "UPDATE programme SET note = '{word}', city = '{word}'",
    "UPDATE shortlist SET most = most + {sign}, budget = 10{day}00",
    "UPDATE change SET said = '{word}'",
    "UPDATE book SET last_change = last_change + {sign}",
)
"""All rows change at once, and every kind of row says which of the two moments it is of."""
READING: dict[str, list[str]] = {
    "today": ["today", "today --json", "today --short"],
    "prompt": ["prompt"],
    "check": ["", "check", "check --json"],
    "why": ["why clears-pass-mark", "why near-target"],
    "forecast": ["forecast", "forecast --json", "forecast record"],
    "dates": ["dates", "dates --json"],
    "calendar": ["calendar", "calendar --json", "calendar --ics -"],
    "day": ["day"],
    "chart": ["chart", "chart qbank", "chart activity", "chart dates"],
    "report": ["report -"],
    "attempt": ["attempt"],
    "plan": ["plan show", "plan show --json"],
    "schedule": ["schedule show --all", "schedule show --json", "schedule week", "schedule month", "schedule replan"],
    "review": ["review", "review --json"],
    "topics": ["topics", "topics --json"],
    "anki": ["anki show"],
    "guide": ["guide list", "guide show us-img"],
    "profile": ["profile"],
    "strategy": ["strategy", "strategy --json"],
    "programs": ["programs", "programs list --json", "programs show 1", "programs missing"],
    "shortlist": ["shortlist", "shortlist show --json", "shortlist cost", "shortlist signals", "shortlist compare"],
    "scores": ["scores", "scores --json"],
    "import": ["import scores.csv --dry-run"],
    "merge": ["merge other.db --dry-run"],
    "inbox": ["inbox none.txt"],
    "export": ["export", "export --json"],
    "doctor": ["doctor"],
    "path": ["path"],
}
"""What only reads, by command; no word at all is the dashboard."""
WRITING = (
    "log nbme 13 240", "log bank uworld 1300/3600 64%", "log hours 2", "edit 2 --note x", "undo", "done 40q",
    "plan set --specialty psychiatry", "schedule make --hours 5", "programs set 1 min_step2=225 --source x",
    "shortlist pin 1", "import scores.csv", "merge other.db",
)  # fmt: skip
CHANGING = {"log", "edit", "rm", "undo", "done", "skip", "sick", "away", "init", "sync", "backup", "restore"}
ELSEWHERE = {"consent", "school", "cohort"}
"""What needs a school's server."""


class Moments:
    """A book of which every row is of one of two moments, and another process that changes all of them at once."""

    def __init__(self, write: Callable[[str], bool]) -> None:
        self._write = write
        self.is_second = False
        self.swaps = 0

    def swap(self) -> bool:
        """Change every row, unless a command is writing just now."""
        sign, day, word = (-1, 1, "first") if self.is_second else (1, 2, "second")
        done = self._write(";".join(flip.format(sign=sign, day=day, word=word) for flip in FLIPS))
        self.is_second ^= done
        self.swaps += done
        return done


class Between:
    """What happens between the statements of a command: a swap after each, or one after a certain one of them."""

    def __init__(self, moments: Moments, only: int | None = None) -> None:
        self._moments, self._only = moments, only
        self.asked, self.is_done = 0, False

    def __call__(self) -> None:
        self.asked += 1
        if self._only is None:
            self._moments.swap()
        elif self.asked >= self._only and not self.is_done:
            self.is_done = self._moments.swap()


Watching = Callable[[Callable[[], None]], AbstractContextManager[None]]


@pytest.fixture
def filled(stepready: Stepready, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Stepready]:
    """Fill a database, with what its commands read beside; return the program on it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sheet.csv").write_text(SHEET)
    (tmp_path / "scores.csv").write_text("date,source,form,value\n2027-07-01,nbme,12,240\n")
    (tmp_path / "none.txt").touch()
    assert stepready("--db other.db log nbme 14 250 --on 2027-07-03 --exam step2ck").code == 0

    def fill(db: str) -> Stepready:
        for line in BOOK:
            ended = stepready(f"--db '{db}' {line}")
            assert ended.code == 0, (line, ended)
        return lambda line: stepready(f"--db '{db}' {line}")

    return fill


@pytest.fixture
def watching(monkeypatch: pytest.MonkeyPatch) -> Watching:
    """Return what calls back after every statement that SQLite is asked."""
    real = sqlite3.connect

    @contextmanager
    def watch(after: Callable[[], None]) -> Iterator[None]:
        class Watched(sqlite3.Connection):
            def execute(self, *words: Any) -> sqlite3.Cursor:
                found = super().execute(*words)
                after()
                return found

        with monkeypatch.context() as patch:
            patch.setattr("sqlite3.connect", lambda *words, **named: real(*words, factory=Watched, **named))
            yield

    return watch


@pytest.fixture
def moments(tmp_path: Path) -> Moments:
    """Return another process beside the file, which waits for nobody."""
    real = sqlite3.connect

    def write(script: str) -> bool:
        with closing(real(tmp_path / "book.db", timeout=0, isolation_level=None)) as writer:
            try:
                writer.executescript(f"BEGIN IMMEDIATE;{script};COMMIT")
            except sqlite3.OperationalError as problem:
                if "locked" not in str(problem):
                    raise
                return False
        return True

    return Moments(write)


def assert_of_one_moment(run: Stepready, moments: Moments, watching: Watching) -> set[str]:
    """Run what reads while all is changed after every statement; return what was seen to differ between the moments."""
    seen = set()
    for name, line in ((name, line) for name, lines in READING.items() for line in lines):
        pure = []
        for _ in range(2):
            moments.swap()
            pure.append(run(line))
        assert {ended.code for ended in pure} <= {0, 1}, (line, pure)
        with watching(Between(moments)):
            assert run(line) in pure, line
        if pure[0] != pure[1]:
            seen.add(name)
    return seen


SAME = {"anki", "guide", "import", "merge", "inbox", "doctor", "path"}
"""What says the same of both moments."""


def test_every_command_is_watched() -> None:
    assert READING.keys() | CHANGING | ELSEWHERE == COMMANDS.keys()


def test_what_is_read_from_a_file_is_of_one_moment(
    filled: Callable[[str], Stepready], moments: Moments, watching: Watching, tmp_path: Path
) -> None:
    run = filled(str(tmp_path / "book.db"))
    assert assert_of_one_moment(run, moments, watching) == READING.keys() - SAME


def test_what_is_read_from_a_server_is_of_one_moment(
    filled: Callable[[str], Stepready], monkeypatch: pytest.MonkeyPatch
) -> None:
    import psycopg

    address = server_address()
    run = filled(address)
    real = psycopg.Connection.execute

    @contextmanager
    def watch(after: Callable[[], None]) -> Iterator[None]:
        def execute(self: Any, *words: Any, **named: Any) -> Any:
            found = real(self, *words, **named)
            after()
            return found

        with monkeypatch.context() as patch:
            patch.setattr(psycopg.Connection, "execute", execute)
            yield

    with psycopg.connect(address, autocommit=True) as writer:
        moments = Moments(lambda script: bool(real(writer, f"BEGIN;{script};COMMIT".encode())))
        assert assert_of_one_moment(run, moments, watch) == READING.keys() - SAME


def test_a_copy_is_of_one_moment(
    filled: Callable[[str], Stepready], moments: Moments, watching: Watching, tmp_path: Path
) -> None:
    run = filled(str(tmp_path / "book.db"))
    pure = []
    for _ in range(2):
        moments.swap()
        pure.append(run("export --json"))
    for line, copy in (("backup copy.db", "copy.db"), ("doctor --rescue saved.db", "saved.db")):
        with watching(Between(moments)):
            assert run(line).code == 0
        assert run(f"--db {copy} export --json") in pure, line


@pytest.mark.parametrize("line", WRITING)
def test_what_reads_and_writes_is_of_one_moment_too(
    line: str,
    filled: Callable[[str], Stepready],
    moments: Moments,
    watching: Watching,
    tmp_path: Path,
) -> None:
    """What is changed in between came before the command or after it: so do its answer and the book say."""
    db, kept = tmp_path / "book.db", tmp_path / "kept.db"
    run = filled(str(db))
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(db, kept)

    def ended(only: int) -> tuple[Ended, str, int]:
        for file in tmp_path.glob("book.db*"):
            file.unlink()
        shutil.copyfile(kept, db)
        with closing(sqlite3.connect(db)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
        moments.is_second = False
        between = Between(moments, only)
        if only == 0:
            moments.swap()
            between.is_done = True
        with watching(between):
            said = run(line)
        if not between.is_done:
            moments.swap()
        return said, re.sub('"uid": "[^"]*"', "", run("export --json").out), between.asked

    first, second = ended(0), ended(10_000)
    assert first[0].code == 0, first
    for only in range(1, second[2] + 1):
        assert ended(only)[:2] in (first[:2], second[:2]), only


@pytest.mark.parametrize(
    ("line", "beside", "refused"),
    [
        ("log hours 13", "log hours 12", "24 a day at most"),
        ("log bank uworld 1300/3600 64%", "log bank uworld 1400/3600 64%", "runs backwards"),
        ("log nbme 13 240", "log nbme 13 241", "is logged already"),
        (
            "attempt add --exam step2ck --on 2027-06-01 --score 230",
            "attempt add --exam step2ck --on 2027-06-01",
            "kept",
        ),
        ("day add Visa --on 2027-08-21", "day add visa --on 2027-08-21", "is kept already"),
    ],
)
def test_what_another_enters_meanwhile_is_refused_as_if_it_were_there(
    line: str,
    beside: str,
    refused: str,
    filled: Callable[[str], Stepready],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = filled(str(tmp_path / "book.db"))
    begin = SqliteStore.writing
    entered: list[tuple[int, str, str]] = []

    def writing(store: SqliteStore) -> AbstractContextManager[None]:
        if not entered:
            entered.append(finish(start(tmp_path / "book.db", *shlex.split(beside))))
        return begin(store)

    monkeypatch.setattr(SqliteStore, "writing", writing)
    ended = run(line)
    assert [code for code, _, _ in entered] == [0], entered
    assert ended.code == 2
    assert refused in ended.err
