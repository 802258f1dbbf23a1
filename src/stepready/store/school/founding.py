"""Make a database a school's, and bring a school's database to what this program needs; one transaction each."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from psycopg import sql

from stepready.core.values.errors import StepreadyError
from stepready.store.migrations import LATEST, RECORD, pending
from stepready.store.school import row_policies
from stepready.store.school.access import (
    Here,
    Roles,
    acting_as,
    look_around,
    one_transaction,
    require_school,
    roles_of,
)
from stepready.store.server.schema import MIGRATING, SCHOOL_STEPS, refuse_newer_schema, run_text

if TYPE_CHECKING:
    from stepready.store.server.connect import Server

IDLE_SECONDS = 60
"""How long a transaction may wait for its client: a client that falls asleep lets go of its locks."""


class Founded(NamedTuple):
    """What was done to a school's database: its roles, the schema before and now, the school's own steps that ran."""

    roles: Roles
    before: int
    now: int
    steps: tuple[str, ...]


def found(url: str, now: datetime) -> Founded:
    """Make a database a school's, or bring it along where it is one already.

    Raise StepreadyError where the login does not own the database, or where a log is kept in it.
    """
    with one_transaction(url) as (connection, _):
        here = _locked(connection)
        if here.is_school:
            require_school(here)
            brought = _bring(connection, here, roles_of(connection, here), now)
        else:
            _refuse(connection, here)
            roles = _make_roles(connection, here)
            brought = _bring(connection, here, roles, now)
            with acting_as(connection, roles.owner):
                connection.execute("INSERT INTO school (students, advisors) VALUES (%s, %s)", roles[1:])
        close_database(connection, here, brought.roles)
        return brought


def migrate(url: str, now: datetime) -> Founded:
    """Bring a school's database to the latest schema and put its walls up anew."""
    with one_transaction(url) as (connection, _):
        here = _locked(connection)
        require_school(here)
        return _bring(connection, here, roles_of(connection, here), now)


def _locked(connection: "Server") -> Here:
    """Wait for another migration to end, and look around again: it may have made what was not there."""
    connection.execute("SELECT pg_advisory_xact_lock(%s)", (MIGRATING,))
    return look_around(connection)


def _refuse(connection: "Server", here: Here) -> None:
    """Raise StepreadyError where no school can be founded."""
    if not here.owns_database:
        raise StepreadyError(f"{here.login} does not own the database {here.database}; connect as the role that does")
    if not here.may_make_roles:
        raise StepreadyError(
            f"{here.login} may not make the logins of a school",
            (f'as a superuser of the server: ALTER ROLE "{here.login}" CREATEROLE',),
        )
    if here.owner is None:
        return
    kept = connection.execute("SELECT count(*) AS books FROM book WHERE last_change > 0").fetchone()
    if kept and kept["books"]:
        raise StepreadyError(
            f"a log is kept in {here.database} already; a school needs a database of its own",
            ("to bring that log along: stepready backup FILE, then `restore FILE` as a student of the school",),
        )


def _make_roles(connection: "Server", here: Here) -> Roles:
    """Make the groups, and an owner without any right of its own where who is connected passes by every wall."""
    base = here.database[:50]
    owner = here.owner or here.login
    roles = Roles(f"{base}_owner" if here.may_read_all else owner, f"{base}_students", f"{base}_advisors")
    for role in roles if here.may_read_all else roles[1:]:
        if not connection.execute("SELECT 1 AS there FROM pg_roles WHERE rolname = %s", (role,)).fetchone():
            connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(role)))
    if here.may_read_all:
        named = (sql.Identifier(here.schema), sql.Identifier(roles.owner))
        connection.execute(sql.SQL("GRANT USAGE, CREATE ON SCHEMA {} TO {}").format(*named))
        row_policies.hand_over(connection, here, roles.owner)
    return roles


def _bring(connection: "Server", here: Here, roles: Roles, now: datetime) -> Founded:
    """Run what is pending as the owner of the tables, which sees every row meanwhile, and put the walls up."""
    at = now.isoformat(timespec="milliseconds")
    with acting_as(connection, roles.owner):
        before = _number(connection, here, "stepready_migration")
        refuse_newer_schema(here.database, before)
        row_policies.lift(connection, here)
        for step in pending(before):
            step.run(lambda statement, values: run_text(connection, statement, values), on_server=True)
            run_text(connection, RECORD, step.record(at))
        steps = SCHOOL_STEPS[_number(connection, here, "school_step") :]
        for name in steps:
            _run_school_step(connection, name, at)
        row_policies.put_up(connection, here, roles)
    row_policies.close_schema(connection, here, roles)
    return Founded(roles, before, LATEST, steps)


def _run_school_step(connection: "Server", name: str, at: str) -> None:
    path = Path(__file__).parent / "steps" / f"{name}.sql"
    connection.execute(path.read_text(encoding="utf-8").encode())
    record = "INSERT INTO school_step (number, name, at) VALUES (%s, %s, %s)"
    connection.execute(record, (SCHOOL_STEPS.index(name) + 1, name, at))


def _number(connection: "Server", here: Here, table: str) -> int:
    """Return the number of the last step that a table of steps remembers, 0 where there is no such table."""
    there = "SELECT 1 AS there FROM pg_tables WHERE tablename = %s AND schemaname = %s"
    if not connection.execute(there, (table, here.schema)).fetchone():
        return 0
    words = sql.SQL("SELECT coalesce(max(number), 0) AS number FROM {}").format(sql.Identifier(table))
    row = connection.execute(words).fetchone()
    return int(row["number"]) if row else 0


def close_database(connection: "Server", here: Here, roles: Roles) -> None:
    """Let only members of the school in, make nothing there, and let go of a transaction that falls asleep."""
    database = sql.Identifier(here.database)
    for group in (roles.students, roles.advisors):
        connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, sql.Identifier(group)))
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    owner = sql.Identifier(roles.owner)
    connection.execute(sql.SQL("GRANT TEMPORARY ON DATABASE {} TO {}").format(database, owner))
    idle = sql.SQL("ALTER DATABASE {} SET idle_in_transaction_session_timeout = {}")
    connection.execute(idle.format(database, sql.Literal(f"{IDLE_SECONDS}s")))
