"""A PostgreSQL server: the same statements, run through SQLAlchemy."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from stepready.core.values.errors import StepreadyError
from stepready.store.connection import COMMITTED, OWNER, Row
from stepready.store.device import device
from stepready.store.migrations import LATEST, RECORD, pending
from stepready.store.server_address import CONNECT_SECONDS, address_shown, first_line, missing_extra, unreachable

if TYPE_CHECKING:
    from sqlalchemy import Connection, CursorResult, Executable

_MIGRATING = 0x53745264
"""The advisory lock that lets one process migrate at a time."""
_IS_THERE = """
SELECT count(*) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE relname = :table AND nspname = ANY (current_schemas(false))
"""
"""Asked of the catalogue itself: to_regclass may answer from a cache older than the lock another process held."""
_NEW_BOOK = """
INSERT INTO book (owner, last_change, stamp) SELECT me(), 0, '' WHERE NOT EXISTS (SELECT FROM book WHERE owner = me())
ON CONFLICT DO NOTHING
"""
"""A new owner starts with an empty book."""
SCHOOL_TABLE = "school"
"""The table that a school's database has and no other."""
_ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
"""Begins what a command reads before it writes: every statement sees what the first one saw."""


class ServerStore:
    """One database on a server: one log, opened by a role that owns it, or a school's, opened by a student.

    Whose rows are read and written is the connection's to say: the login's on a school's server, else everybody's.
    """

    def __init__(self, url: str, moment: Callable[[], str]) -> None:
        """Connect and bring the database to the latest schema; `moment` as for the embedded store."""
        self._statements = _statements()
        self._where = address_shown(url)
        self._connection = _connect(url, self._where)
        try:
            with self._in_sentences():
                self._owner = _owner(self._connection, self._where, moment())
        except BaseException:
            self.close()
            raise

    def rows(self, name: str, **values: Any) -> list[Row]:
        """Return what a statement finds, each row by column name."""
        with self._in_sentences():
            if not self._connection.in_transaction():
                self._connection.exec_driver_sql(_ONE_MOMENT)
            found = self._connection.execute(self._statements[name], {**values, "owner": self._owner})
            return [*found.mappings()]

    def run(self, name: str, rows: Sequence[Row]) -> None:
        """Run a statement once for each row of values."""
        if rows:
            with self._in_sentences():
                statement = self._statements[name]
                owner = {"whose" if getattr(statement, "is_update", False) else "owner": self._owner}
                self._connection.execute(statement, [{**row, **owner} for row in rows])

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the one write transaction; an owner's writers wait for each other at the counters' row."""
        with self._in_sentences():
            self._connection.rollback()
            transaction = self._connection.begin()
        try:
            yield
            with self._in_sentences():
                transaction.commit()
            COMMITTED.append(self._where)
        except BaseException:
            if transaction.is_active:
                transaction.rollback()
            raise

    def device(self) -> str:
        """Return the device that gives stamps to changes made on the server from this computer."""
        return device(self._where)

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()
        self._connection.engine.dispose()

    @contextmanager
    def _in_sentences(self) -> Iterator[None]:
        """Raise StepreadyError for what the server could not do."""
        from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415 - loads sqlalchemy, for a server alone

        try:
            yield
        except SQLAlchemyError as problem:
            raise StepreadyError(f"{self._where}: {first_line(problem)}; nothing was changed") from None


def _statements() -> "dict[str, Executable]":
    try:
        from stepready.store.statements import STATEMENTS  # noqa: PLC0415 - for a server alone
    except ImportError as problem:
        raise missing_extra(problem) from None
    return STATEMENTS


def _connect(url: str, where: str) -> "Connection":
    """Open one connection, or say that the server cannot be reached."""
    from sqlalchemy import create_engine  # noqa: PLC0415 - loads sqlalchemy, for a server alone
    from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415 - loads sqlalchemy, for a server alone
    from sqlalchemy.pool import NullPool  # noqa: PLC0415 - loads sqlalchemy, for a server alone

    address = "postgresql+psycopg://" + url.partition("://")[2]
    try:
        engine = create_engine(address, poolclass=NullPool, connect_args={"connect_timeout": CONNECT_SECONDS})
        return engine.connect()
    except ImportError as problem:
        raise missing_extra(problem) from None
    except SQLAlchemyError as problem:
        raise unreachable(where, problem) from None


def _owner(connection: "Connection", where: str, at: str) -> str:
    """Return whose log this connection works with; one log's database is brought to the latest schema first."""
    if not _is_there(connection, SCHOOL_TABLE):
        _migrate(connection, where, at)
        return OWNER
    owner = connection.exec_driver_sql("SELECT me()").scalar()
    if owner is None:
        raise StepreadyError(f"{where}: this login keeps no log on the school's server; a student's login does")
    refuse_other_schema(where, _version(connection))
    connection.rollback()
    with connection.begin():
        connection.exec_driver_sql(_NEW_BOOK)
    return str(owner)


def refuse_other_schema(where: str, version: int) -> None:
    """Raise StepreadyError where a school's database has not this program's schema: its administrator brings it on."""
    refuse_newer_schema(where, version)
    if version < LATEST:
        raise StepreadyError(
            f"{where} has schema {version} and this stepready needs {LATEST}: whoever runs the server brings it there "
            "with `stepready school migrate`"
        )


def refuse_newer_schema(where: str, version: int) -> None:
    """Raise StepreadyError where a newer program was at work."""
    if version > LATEST:
        raise StepreadyError(
            f"{where} has schema {version}, from a newer stepready; this one knows up to {LATEST}: upgrade it"
        )


def _migrate(connection: "Connection", where: str, at: str) -> None:
    """Run the pending steps in one transaction, one process at a time."""
    from sqlalchemy import text  # noqa: PLC0415 - loads sqlalchemy, for a server alone

    version = _version(connection)
    connection.rollback()
    if version == LATEST:
        return
    with connection.begin():
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATING})
        version = _version(connection)
        refuse_newer_schema(where, version)
        for step in pending(version):
            step.run(lambda statement, values: _found(connection.execute(text(statement), values)))
            connection.execute(text(RECORD), step.record(at))


def _found(result: "CursorResult[Any]") -> list[Row]:
    return [*result.mappings()] if result.returns_rows else []


def _is_there(connection: "Connection", table: str) -> bool:
    from sqlalchemy import text  # noqa: PLC0415 - loads sqlalchemy, for a server alone

    return bool(connection.execute(text(_IS_THERE), {"table": table}).scalar())


def _version(connection: "Connection") -> int:
    """Return the schema's version, 0 before the first migration."""
    from sqlalchemy import text  # noqa: PLC0415 - loads sqlalchemy, for a server alone

    if not _is_there(connection, "stepready_migration"):
        return 0
    return int(connection.execute(text("SELECT coalesce(max(number), 0) FROM stepready_migration")).scalar_one())
