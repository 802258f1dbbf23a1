"""A school on a database of its own: two students with a log, an advisor, and the registrar who let them in."""

import csv
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

from stepready.store.school.members import Member, add
from tests.conftest import Ended, Stepready

STUDENTS = ("first", "second", "third")
ADVISORS = ("dean", "tutor")


def administrator() -> str:
    """Return the address of a role that may make databases and roles, or skip; in CI a missing one is a failure."""
    url = os.environ.get("STEPREADY_TEST_SCHOOL")
    if url:
        return url
    if os.environ.get("CI"):
        pytest.fail("STEPREADY_TEST_SCHOOL is not set: `.ci/postgres` starts a server")
    pytest.skip("no PostgreSQL for schools: `. .ci/postgres` starts one and sets STEPREADY_TEST_SCHOOL")


@dataclass
class School:
    """A school's database: how to call the program and how to speak SQL as each of its people."""

    database: str
    stepready: Stepready
    passwords: dict[str, str] = field(default_factory=dict)

    @property
    def registrar(self) -> str:
        return administrator().rpartition("/")[0] + "/" + self.database

    def login(self, who: str) -> str:
        """Return the role of a person: roles are the whole server's, so each school has its own."""
        return f"{self.database}_{who}"

    def url(self, who: str) -> str:
        if who == "registrar":
            return self.registrar
        login = self.login(who)
        host = administrator().rpartition("@")[2].partition("/")[0]
        return f"postgresql://{login}:{self.passwords[login]}@{host}/{self.database}"

    def run(self, who: str, *words: object, stdin: str | None = None) -> Ended:
        return self.stepready("--db", self.url(who), *words, stdin=stdin)

    def done(self, who: str, *words: object) -> str:
        ended = self.run(who, *words)
        assert ended.code == 0, ended.err + ended.out
        return ended.out

    @contextmanager
    def connection(self, who: str) -> Iterator[psycopg.Connection[Any]]:
        with psycopg.connect(self.url(who), autocommit=True) as connection:
            yield connection

    def sql(self, who: str, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with self.connection(who) as connection:
            found = connection.execute(statement.encode(), values or None)
            return found.fetchall() if found.description else []

    def add(self, folder: Path, people: tuple[str, ...], *, advisors: bool = False) -> None:
        """Let people in and read their passwords."""
        table, out = folder / "people.csv", folder / "passwords.csv"
        rows = "".join(f"{self.login(who)},{who.title()},2028\n" for who in people)
        table.write_text("login,shown,cohort\n" + rows)
        words = ("--advisor",) if advisors else ()
        self.done("registrar", "school", "add", *words, table, "--passwords", out)
        with out.open() as file:
            self.passwords |= {row["login"]: row["password"] for row in csv.DictReader(file)}


def let_in(school: School, part: str, people: tuple[str, ...]) -> None:
    """Let people in without the command line."""
    members = [Member(school.login(who), who.title(), "2028") for who in people]
    add(school.registrar, members, part, lambda _: "pass1234", school.passwords.update)


@contextmanager
def database() -> Iterator[str]:
    """Give an empty database, and drop it with the roles that are named after it."""
    name = f"school_{secrets.token_hex(4)}"
    with psycopg.connect(administrator(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        try:
            yield name
        finally:
            connection.execute(f"DROP DATABASE {name}".encode())
            roles = connection.execute(
                "SELECT rolname FROM pg_roles WHERE starts_with(rolname::text, %s)", (f"{name}_",)
            ).fetchall()
            for (role,) in roles:
                connection.execute(f'DROP ROLE "{role}"'.encode())


@pytest.fixture
def empty_database() -> Iterator[str]:
    with database() as name:
        yield name


@pytest.fixture
def founded(empty_database: str, stepready: Stepready) -> School:
    """A school without members."""
    school = School(empty_database, stepready)
    school.done("registrar", "school", "init")
    return school


@pytest.fixture
def school(founded: School, tmp_path: Path) -> School:
    """A school with three students, two of whom have a log, and two advisors."""
    founded.add(tmp_path, STUDENTS)
    founded.add(tmp_path, ADVISORS, advisors=True)
    for who, score in (("first", 231), ("second", 244)):
        founded.done(who, "plan", "set", "--exam", "step2ck", "--on", "2027-07-28", "--applicant", "non-us-img",
                     "--specialty", "internal-medicine", "--target", "240")  # fmt: skip
        founded.done(who, "log", "nbme", "11", score, "--note", f"a secret of {who}")
    return founded
