"""Whose log a connection works with, and the latest schema: all of it, recorded, or nothing, one process at a time."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from stepready.core.values.errors import StepreadyError
from stepready.store.connection import OWNER, Row
from stepready.store.migrations import LATEST, RECORD, pending
from stepready.store.server.connect import WAIT_SECONDS, ask, ask_apart
from stepready.store.server.driver import driver

if TYPE_CHECKING:
    from stepready.store.server.connect import Server

SCHOOL_TABLE = "school"
"""The table that a school's database has and no other."""
_RECORDS = "stepready_migration"
MIGRATING = 0x53745264
"""The advisory lock that lets one process migrate at a time."""
_THERE = f"""
SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE relname IN ('{_RECORDS}', '{SCHOOL_TABLE}') AND nspname = ANY (current_schemas(false))
"""  # noqa: S608 - names of ours
"""Asked of the catalogue itself: to_regclass may answer from a cache older than the lock another process held."""
_VERSION = f"SELECT coalesce(max(number), 0) AS version FROM {_RECORDS}"  # noqa: S608 - a name of ours
SCHOOL_STEPS = ("0001_members", "0002_standing", "0003_guides", "0004_samples", "0005_supported")
"""The steps of a school's database, a file each in `store/school/steps/`; a change of a function adds one, so that
programs of another version say so."""
_STUDENT = f"""
SELECT me() AS owner, ({_VERSION}) AS version, (SELECT coalesce(max(number), 0) FROM school_step) AS steps,
  EXISTS (SELECT FROM book WHERE owner = me()) AS has_book
"""  # noqa: S608 - the same
_NEW_BOOK = "INSERT INTO book (owner, last_change, stamp) VALUES (me(), 0, '') ON CONFLICT DO NOTHING"
"""A new owner starts with an empty book."""
_NAMED = r"(?<!:):(\w+)"


def owner_of(connection: "Server", where: str, at: str) -> str:
    """Return whose log this connection works with; one log's database is brought to the latest schema first."""
    there = _tables(connection)
    if SCHOOL_TABLE not in there:
        if _RECORDS not in there or ask_apart(connection, _VERSION)[0]["version"] != LATEST:
            _migrate(connection, where, at)
        return OWNER
    try:
        (student,) = ask_apart(connection, _STUDENT)
    except driver().errors.InsufficientPrivilege:
        (student,) = ask_apart(connection, "SELECT me() AS owner")
        if student["owner"] is not None:
            raise
    if student["owner"] is None:
        raise StepreadyError(f"{where}: this login keeps no log on the school's server; a student's login does")
    refuse_other_schema(where, student["version"], student["steps"])
    if not student["has_book"]:
        ask_apart(connection, _NEW_BOOK)
    return str(student["owner"])


def is_school(connection: "Server") -> bool:
    """Whether a database is a school's."""
    return SCHOOL_TABLE in _tables(connection)


def refuse_other_schema(where: str, version: int, steps: int) -> None:
    """Raise StepreadyError where a school's database has not this program's schema: its administrator brings it on.

    `steps` is the number of the school's own step that ran last.
    """
    refuse_newer_schema(where, version)
    if version < LATEST or steps < len(SCHOOL_STEPS):
        raise StepreadyError(
            f"{where} has schema {version}.{steps} and this stepready needs {LATEST}.{len(SCHOOL_STEPS)}: whoever runs "
            "the server brings it there with `stepready school migrate`"
        )


def refuse_newer_schema(where: str, version: int) -> None:
    """Raise StepreadyError where a newer program was at work."""
    if version > LATEST:
        raise StepreadyError(
            f"{where} has schema {version}, from a newer stepready; this one knows up to {LATEST}: upgrade it"
        )


def _tables(connection: "Server") -> set[str]:
    return {row["relname"] for row in ask_apart(connection, _THERE)}


def _migrate(connection: "Server", where: str, at: str) -> None:
    """Run the pending steps in one transaction; a process that comes second finds nothing to do."""
    ask(connection, f"BEGIN; SET LOCAL lock_timeout = '{WAIT_SECONDS}s'; SELECT pg_advisory_xact_lock({MIGRATING})")
    try:
        is_new = _RECORDS not in {row["relname"] for row in ask(connection, _THERE)}
        version = 0 if is_new else ask(connection, _VERSION)[0]["version"]
        refuse_newer_schema(where, version)
        for step in pending(version):
            step.run(lambda statement, values: run_text(connection, statement, values), on_server=True)
            run_text(connection, RECORD, step.record(at))
    except BaseException:
        if not connection.closed:
            ask(connection, "ROLLBACK")
        raise
    ask(connection, "COMMIT")


def run_text(connection: "Server", statement: str, values: Mapping[str, Any]) -> list[Row]:
    """Run a statement whose values are named `:so`, as the embedded database names them; return the rows it gives."""
    if not values:
        return [*ask(connection, statement)]
    text = re.sub(_NAMED, r"%(\1)s", statement.replace("%", "%%"))
    cursor = connection.execute(text.encode(), values)
    return [*cursor.fetchall()] if cursor.description is not None else []
