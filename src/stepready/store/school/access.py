"""Administer a school's database: one connection, one transaction, the role that owns the tables."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, NamedTuple

import psycopg
from psycopg import sql

from stepready.core.values.errors import StepreadyError
from stepready.store.connection import COMMITTED
from stepready.store.location import shown
from stepready.store.server.connect import WAIT_SECONDS, ask, connect, in_sentences
from stepready.store.server.schema import SCHOOL_TABLE

if TYPE_CHECKING:
    from stepready.store.server.connect import Server

OLDEST_SERVER = 15
"""The first PostgreSQL whose views can ask with the rights of who reads them."""


class Roles(NamedTuple):
    """The roles of a school: who owns every table and function, and the groups that students and advisors are in."""

    owner: str
    students: str
    advisors: str


class Here(NamedTuple):
    """What an administrator's connection found: the database, the schema of our tables, who is connected.

    `version` is PostgreSQL's, as 15 or 16. `owner` is the role our tables belong to, None before the first one.
    `may_read_all` is whether the connected role passes by row-level security.
    """

    database: str
    schema: str
    login: str
    version: int
    owner: str | None
    may_read_all: bool
    owns_database: bool
    may_make_roles: bool
    is_school: bool


_HERE = """
SELECT current_database() AS database, current_schema() AS schema, session_user::text AS login,
  current_setting('server_version_num')::int / 10000 AS version,
  (SELECT pg_get_userbyid(relowner)::text FROM pg_class WHERE relname = 'stepready_migration'
    AND relnamespace = current_schema()::regnamespace) AS owner,
  (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = session_user) AS may_read_all,
  (SELECT pg_has_role(session_user, datdba, 'USAGE') FROM pg_database WHERE datname = current_database())
    AS owns_database,
  (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = session_user) AS may_make_roles,
  EXISTS (SELECT FROM pg_class WHERE relname = %(school)s AND relnamespace = current_schema()::regnamespace)
    AS is_school
"""


@contextmanager
def one_transaction(url: str) -> Iterator[tuple["Server", Here]]:
    """Hold one transaction: all of it or nothing, in sentences where the server refuses."""
    where, connection = shown(url), connect(url)
    with closing(connection), in_sentences(where, connection):
        ask(connection, f"BEGIN; SET LOCAL lock_timeout = '{WAIT_SECONDS}s'")
        yield connection, look_around(connection)
        try:
            ask(connection, "COMMIT")
        except psycopg.OperationalError:
            raise StepreadyError(
                f"the outcome is unknown: the connection to {where} was cut while this was being saved",
                ("run the command again: it does what is left to do",),
            ) from None
    COMMITTED.append(where)


def look_around(connection: "Server") -> Here:
    """Return what an administrator's connection found; raise StepreadyError where it can be no school's server."""
    row = connection.execute(_HERE, {"school": SCHOOL_TABLE}).fetchone()
    here = Here(**row) if row else None
    if here is None or here.schema is None:
        raise StepreadyError("the search path of this login names no schema that exists")
    if here.version < OLDEST_SERVER:
        raise StepreadyError(f"PostgreSQL {here.version} cannot wall students off; accepted: {OLDEST_SERVER} or newer")
    return here


def require_school(here: Here) -> None:
    """Raise StepreadyError where the database is no school's, or is not this login's to administer."""
    if not here.is_school:
        raise StepreadyError(f"{here.database} is no school's database: `stepready school init` makes it one")
    if not here.owns_database:
        raise StepreadyError(f"{here.login} does not own the database {here.database}; connect as the role that does")


def roles_of(connection: "Server", here: Here) -> Roles:
    """Return the roles of a school's database."""
    row = connection.execute("SELECT students, advisors FROM school").fetchone()
    if row is None or here.owner is None:
        raise StepreadyError("the school's own table is empty: bring the database back from its dump")
    return Roles(owner=here.owner, **row)


@contextmanager
def acting_as(connection: "Server", role: str) -> Iterator[None]:
    """Do something as another role inside the open transaction, so that what is made belongs to it."""
    connection.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(role)))
    yield
    connection.execute("SET LOCAL ROLE NONE")
