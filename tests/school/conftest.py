"""A school on a database of its own: two students with a log, an advisor, and the registrar who let them in.

A school is founded once and each test is given a copy of its database. Roles are the whole server's, so that the copies
have one set of logins: a test in which members leave puts them back.
"""

import csv
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from stepready.store.school.access import one_transaction, roles_of
from stepready.store.school.founding import close_database
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
    """A school's database: how to call the program and how to speak SQL as each of its people.

    `named_after` is the database whose name its roles begin with, where that is another.
    """

    database: str
    stepready: Stepready
    passwords: dict[str, str] = field(default_factory=dict)
    named_after: str = ""

    @property
    def registrar(self) -> str:
        return administrator().rpartition("/")[0] + "/" + self.database

    def login(self, who: str) -> str:
        """Return the role of a person."""
        return f"{self.named_after or self.database}_{who}"

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
def database(origin: str = "template1") -> Iterator[str]:
    """Give an empty database or a copy of one, and drop it with the roles that are named after it."""
    name = f"school_{secrets.token_hex(4)}"
    with psycopg.connect(administrator(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {origin}".encode())
        try:
            yield name
        finally:
            connection.execute(f"DROP DATABASE {name}".encode())
            roles = connection.execute(
                "SELECT rolname FROM pg_roles WHERE starts_with(rolname::text, %s)", (f"{name}_",)
            ).fetchall()
            for (role,) in roles:
                connection.execute(f'DROP ROLE "{role}"'.encode())


@contextmanager
def copied(origin: School) -> Iterator[School]:
    """Give a copy of a school, closed as the school is: a copied database begins without rights of its own."""
    with database(origin.database) as name:
        school = replace(origin, database=name, passwords=dict(origin.passwords))
        with one_transaction(school.registrar) as (connection, here):
            close_database(connection, here, roles_of(connection, here))
        yield school


@dataclass(frozen=True)
class Kept:
    """Schools that are made once, when a test first asks for one, and dropped when all tests are done."""

    until_the_end: ExitStack
    schools: dict[str, School] = field(default_factory=dict)

    def school(self, name: str, stepready: Stepready, make: Callable[[School], object]) -> School:
        """Return a school by its name here, made from an empty database, with the program as the test calls it."""
        if name not in self.schools:
            school = School(self.until_the_end.enter_context(database()), stepready)
            make(school)
            self.schools[name] = school
        return replace(self.schools[name], stepready=stepready)

    def copy(self, name: str, origin: School, make: Callable[[School], object]) -> School:
        """Return a copy of a school that more than one test looks at and none changes."""
        if name not in self.schools:
            school = self.until_the_end.enter_context(copied(origin))
            make(school)
            self.schools[name] = school
        return replace(self.schools[name], stepready=origin.stepready)


@pytest.fixture(scope="session")
def kept() -> Iterator[Kept]:
    with ExitStack() as until_the_end:
        yield Kept(until_the_end)


@pytest.fixture
def empty_database() -> Iterator[str]:
    with database() as name:
        yield name


@pytest.fixture
def founded(kept: Kept, stepready: Stepready) -> Iterator[School]:
    """A school without members; who is let in has a login named after this database."""
    origin = kept.school("founded", stepready, lambda new: new.done("registrar", "school", "init"))
    with copied(origin) as school:
        yield school


@pytest.fixture
def origin(kept: Kept, stepready: Stepready, tmp_path: Path) -> School:
    """The school that others are copies of: three students, two of whom have a log, and two advisors."""

    def make(new: School) -> None:
        new.done("registrar", "school", "init")
        new.add(tmp_path, STUDENTS)
        new.add(tmp_path, ADVISORS, advisors=True)
        for who, score in (("first", 231), ("second", 244)):
            new.done(who, "plan", "set", "--exam", "step2ck", "--on", "2027-07-28", "--applicant", "non-us-img",
                     "--specialty", "internal-medicine", "--target", "240")  # fmt: skip
            new.done(who, "log", "nbme", "11", score, "--note", f"a secret of {who}")
        new.named_after = new.database

    return kept.school("origin", stepready, make)


@pytest.fixture
def school(origin: School) -> Iterator[School]:
    """A school of the test's own, to be changed; its roles are those of every copy."""
    with copied(origin) as school:
        yield school


@pytest.fixture
def read_school(kept: Kept, origin: School) -> School:
    """A school for tests that change nothing."""
    return kept.copy("read", origin, lambda _: None)


@pytest.fixture
def logins_put_back(school: School) -> Iterator[None]:
    """Let members leave: after the test their logins and passwords are again what every copy of the school expects."""
    before = dict(school.passwords)
    yield
    with psycopg.connect(administrator(), autocommit=True) as connection:
        for login, password in before.items():
            words = sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(login), sql.Literal(password))
            connection.execute(words)
