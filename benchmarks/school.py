"""Load a school and measure it: `python benchmarks/school.py [--students 1000] [--entries 2000]`.

`STEPREADY_TEST_SCHOOL` names a role that may make databases and roles, on loopback: `. .ci/postgres` starts a server.
The script founds a school in a database of its own, loads every student's log over the student's own login, and prints
the plans under the policies, reads and writes by 8 and 32 clients, the cohort, and a dump with its restore (where
`--superuser` names a role that passes by the policies). It ends with 1 where a plan reads a table of scores row by row.
"""

import argparse
import csv
import json
import multiprocessing
import os
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import psycopg

from stepready.cli.main import run
from stepready.core.facts.exam import Exam, Source, Unit
from stepready.core.log.score import Entry
from stepready.core.verdict.own_statement import OwnStatement
from stepready.guides.instruments import load_instruments
from stepready.guides.library import load
from stepready.services.case import gather_case
from stepready.services.cohort import cohort
from stepready.services.own_statement import own_statement
from stepready.store.book import Book
from stepready.store.connection import compiled_statements
from stepready.store.opening import open_book

TODAY, NOW = date(2027, 7, 15), datetime(2027, 7, 15, 12, tzinfo=UTC)
VERSION = "benchmark"
CLASS_SIZE = 200
EVERY = 100
"""One entry in so many is a practice exam, the others are sessions of a question bank."""
LOG = Path(__file__).with_name("school_log.sql")
ASKED: dict[str, dict[str, Any]] = {
    "practice_exams": {"exam": "step2ck"},
    "qbank_sessions": {"exam": "step2ck", "since": "2027-05-13"},
    "topic_sessions": {"exam": "step2ck"},
    "scores": {"most": 20},
}


class Bench(NamedTuple):
    """A school to measure: who administers it, its database, and everybody's password by login."""

    administrator: str
    database: str
    passwords: dict[str, str]

    def url(self, login: str) -> str:
        """Return the address of a login."""
        host = self.administrator.rpartition("@")[2].partition("/")[0]
        return f"postgresql://{login}:{self.passwords[login]}@{host}/{self.database}"

    @property
    def students(self) -> list[str]:
        """Every student's login."""
        return [login for login in self.passwords if not login.endswith("dean")]

    @property
    def dean(self) -> str:
        """The advisor's address."""
        return self.url(f"{self.database}_dean")


def main() -> int:
    """Load, measure, clear up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=1000)
    parser.add_argument("--entries", type=int, default=2000, help="of each student")
    parser.add_argument("--clients", type=int, nargs="*", default=[8, 32])
    parser.add_argument("--seconds", type=float, default=10, help="for each number of clients")
    parser.add_argument("--superuser", help="an address whose role dumps past the policies, in any database")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        database(os.environ["STEPREADY_TEST_SCHOOL"]) as (administrator, name),
    ):
        os.environ |= {"STEPREADY_CONFIG": folder, "STEPREADY_TODAY": TODAY.isoformat()}
        load_instruments()
        bench = timed("school add", lambda: founded(administrator, name, options.students, Path(folder)))
        timed(f"load {options.students} x {options.entries}", lambda: fill(bench, options.entries))
        timed("one log each, with a statement", lambda: write_all(bench))
        say_sizes(bench)
        good = say_plans(bench)
        for clients in options.clients:
            for work in (read, write):
                say_work(bench, work, clients, options.seconds)
        say_cohort(bench)
        if options.superuser:
            say_dump(options.superuser, name, Path(folder))
    return 0 if good else 1


@contextmanager
def database(administrator: str) -> Iterator[tuple[str, str]]:
    """Give a new database, and drop it with the roles that are named after it."""
    name = f"bench_{secrets.token_hex(3)}"
    with psycopg.connect(administrator, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        try:
            yield administrator, name
        finally:
            connection.execute(f"DROP DATABASE {name}".encode())
            found = "SELECT rolname FROM pg_roles WHERE starts_with(rolname::text, %s)"
            for (role,) in connection.execute(found, (f"{name}_",)).fetchall():
                connection.execute(f'DROP ROLE "{role}"'.encode())


def founded(administrator: str, name: str, students: int, folder: Path) -> Bench:
    """Make the school and give everybody a login."""
    registrar = f"{administrator.rpartition('/')[0]}/{name}"
    command(registrar, "school", "init")
    passwords: dict[str, str] = {}
    for words, logins in (([], [f"s{n:05}" for n in range(students)]), (["--advisor"], ["dean"])):
        table, out = folder / "people.csv", folder / f"passwords{len(words)}.csv"
        rows = (f"{name}_{login},Name {login},{2027 + n // CLASS_SIZE}" for n, login in enumerate(logins))
        table.write_text("\n".join(("login,shown,cohort", *rows)) + "\n")
        command(registrar, "school", "add", *words, str(table), "--passwords", str(out))
        with out.open() as file:
            passwords |= {row["login"]: row["password"] for row in csv.DictReader(file)}
    return Bench(administrator, name, passwords)


def command(url: str, *words: str) -> None:
    """Run a command of the program and stop where it fails."""
    if code := run(["--db", url, *words]):
        raise SystemExit(code)


def fill(bench: Bench, entries: int) -> None:
    """Write every student's log and consent over the student's own login."""
    for number, login in enumerate(bench.students):
        with psycopg.connect(bench.url(login), cursor_factory=psycopg.ClientCursor) as connection:
            connection.execute(LOG.read_bytes(), {"student": number, "entries": entries, "every": EVERY})
            scope = "scores" if number % 2 else "verdict"
            connection.execute("SELECT give_consent(%s, %s, NULL)", (f"{bench.database}_dean", scope))
    with psycopg.connect(f"{bench.administrator.rpartition('/')[0]}/{bench.database}", autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def read(url: str) -> None:
    """Read what `check` reads."""
    with open_book(url, now=lambda: NOW) as book:
        plan = book.plan()
        if plan is not None:
            gather_case(book, load(), plan, TODAY)


def write(url: str) -> None:
    """Log a session as `log` does, with the statement."""
    entry = Entry(
        exam=Exam.STEP2CK, source=Source("qbank"), form="", day=TODAY, value=70.0, unit=Unit.PERCENT, questions=40
    )

    def standing(book: Book) -> OwnStatement:
        return own_statement(book, load(), as_of=TODAY, version=VERSION)

    with open_book(url, now=lambda: NOW, standing=standing) as book:
        book.add(entry)


def write_all(bench: Bench) -> None:
    """Log a session as every student."""
    for login in bench.students:
        write(bench.url(login))


def say_sizes(bench: Bench) -> None:
    """Print how large the tables are."""
    words = "SELECT pg_size_pretty(pg_database_size(current_database())), (SELECT count(*) FROM score)"
    with psycopg.connect(bench.url(bench.students[0])) as connection:
        size, own = connection.execute(words).fetchone() or ("", 0)
    print(f"{'database':<34} {size:>9}   {own} scores of the first student's own in sight")


def say_plans(bench: Bench) -> bool:
    """Print which index each read uses under the policies; return whether none reads the scores row by row."""
    good = True
    with psycopg.connect(bench.url(bench.students[-1])) as connection:
        for name, values in ASKED.items():
            text = f"EXPLAIN (ANALYZE, FORMAT JSON) {compiled_statements('postgresql')[name]}"
            row = connection.execute(text.encode(), {"owner": bench.students[-1], **values}).fetchone()
            plan = row[0][0] if row else {}
            nodes = [node for node in nodes_of(plan["Plan"]) if node.get("Relation Name") == "score"]
            used = ", ".join(f"{node['Node Type']} {node.get('Index Name', '')}".strip() for node in nodes)
            good = good and all(node["Node Type"] != "Seq Scan" for node in nodes)
            print(f"{name:<34} {plan['Execution Time']:>6.1f} ms   {used}")
    return good


def nodes_of(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a plan's nodes."""
    yield node
    for under in node.get("Plans", ()):
        yield from nodes_of(under)


def say_work(bench: Bench, work: Callable[[str], None], clients: int, seconds: float) -> None:
    """Let clients work side by side, each connecting anew as a command does, and print how long one piece took."""
    shares = [[bench.url(login) for login in bench.students[n::clients]] for n in range(clients)]
    with multiprocessing.Pool(clients) as pool:
        found = pool.starmap(worked, [(work, share, seconds) for share in shares if share])
    taken = sorted(1000 * each for one in found for each in one)
    worst, rate = taken[int(len(taken) * 0.95)], len(taken) / seconds
    what = f"{work.__name__} by {clients} clients"
    print(f"{what:<34} {statistics.median(taken):>6.0f} ms   95 % in {worst:.0f} ms, {rate:.0f} a second", flush=True)


def worked(work: Callable[[str], None], urls: list[str], seconds: float) -> list[float]:
    """Work on one student after another until the time is over; return how long each took."""
    load_instruments()
    load()
    taken: list[float] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        start = time.perf_counter()
        work(urls[len(taken) % len(urls)])
        taken.append(time.perf_counter() - start)
    return taken


def say_cohort(bench: Bench) -> None:
    """Time the rows of a cohort on the server, and the whole use case."""
    with psycopg.connect(bench.dean, autocommit=True) as connection:
        (which,) = connection.execute("SELECT take_look('scores')").fetchone() or (None,)
        start = time.perf_counter()
        rows = connection.execute("SELECT * FROM looked_standing(%s)", (which,)).fetchall()
        print(f"{'statements of a look':<34} {1000 * (time.perf_counter() - start):>6.0f} ms   {len(rows)} rows")
    look = partial(cohort, bench.dean, load(), as_of=TODAY, now=NOW, version=VERSION)
    timed("cohort --stated", partial(look, decide_now=False))
    timed("cohort --decide", partial(look, decide_now=True))


def say_dump(superuser: str, name: str, folder: Path) -> None:
    """Dump past the policies, restore into a new database, and compare the policies."""
    base = superuser.rpartition("/")[0]
    file, copy = folder / "school.dump", f"{name}_restored"
    timed("pg_dump", lambda: call("pg_dump", "-Fc", "-f", file, f"{base}/{name}"))
    print(f"{'dump':<34} {file.stat().st_size / 1e6:>6.0f} MB")
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {copy}".encode())
        try:
            timed("pg_restore", lambda: call("pg_restore", "-d", f"{base}/{copy}", file))
            words = "SELECT json_agg(p ORDER BY tablename, policyname) FROM pg_policies AS p"
            kept = [json.dumps(only(f"{base}/{place}", words)) for place in (name, copy)]
            print(f"{'policies after the restore':<34} {'the same' if kept[0] == kept[1] else 'DIFFERENT':>9}")
        finally:
            connection.execute(f"DROP DATABASE {copy}".encode())


def call(program: str, *words: str | Path) -> None:
    """Run a program of PostgreSQL's from the path and stop where it fails."""
    subprocess.run([shutil.which(program) or program, *words], check=True)


def only(url: str, words: str) -> Any:
    """Return the one value a question gives."""
    with psycopg.connect(url) as connection:
        row = connection.execute(words.encode()).fetchone()
    return row[0] if row else None


def timed(what: str, work: Callable[[], Any]) -> Any:
    """Do something, print how long it took, and return what it gave."""
    start = time.perf_counter()
    done = work()
    print(f"{what:<34} {time.perf_counter() - start:>7.2f} s", flush=True)
    return done


if __name__ == "__main__":
    sys.exit(main())
