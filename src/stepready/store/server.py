"""A PostgreSQL server: the same statements, run through SQLAlchemy."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from stepready.core.values.errors import StepreadyError
from stepready.store.connection import COMMITTED, OWNER, Row
from stepready.store.device import device
from stepready.store.location import HIDDEN, shown
from stepready.store.migrations import LATEST, RECORD, pending

if TYPE_CHECKING:
    from sqlalchemy import Connection, CursorResult, Executable

CONNECT_SECONDS = 10
_MIGRATING = 0x53745264
"""The advisory lock that lets one process migrate at a time."""
_IS_MIGRATED = """
SELECT count(*) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE relname = 'stepready_migration' AND nspname = ANY (current_schemas(false))
"""
"""Asked of the catalogue itself: to_regclass may answer from a cache older than the lock another process held."""
_ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
"""Begins what a command reads before it writes: every statement sees what the first one saw."""


class ServerStore:
    """One database on a server, opened by a role that owns it."""

    def __init__(self, url: str, moment: Callable[[], str]) -> None:
        """Connect and bring the database to the latest schema; `moment` as for the embedded store."""
        self._statements = _statements()
        self._where = _where(url)
        self._connection = _connect(url, self._where)
        try:
            with self._in_sentences():
                _migrate(self._connection, self._where, moment())
        except BaseException:
            self.close()
            raise

    def rows(self, name: str, **values: Any) -> list[Row]:
        """Return what a statement finds, each row by column name."""
        with self._in_sentences():
            if not self._connection.in_transaction():
                self._connection.exec_driver_sql(_ONE_MOMENT)
            found = self._connection.execute(self._statements[name], {"owner": OWNER, **values})
            return [*found.mappings()]

    def run(self, name: str, rows: Sequence[Row]) -> None:
        """Run a statement once for each row of values."""
        if rows:
            with self._in_sentences():
                statement = self._statements[name]
                owner = {"whose" if getattr(statement, "is_update", False) else "owner": OWNER}
                self._connection.execute(statement, [{**owner, **row} for row in rows])

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
            raise StepreadyError(f"{self._where}: {_first_line(problem)}; nothing was changed") from None


def _statements() -> "dict[str, Executable]":
    try:
        from stepready.store.statements import STATEMENTS  # noqa: PLC0415 - for a server alone
    except ImportError as problem:
        raise _missing_extra(problem) from None
    return STATEMENTS


def _missing_extra(problem: ImportError) -> StepreadyError:
    return StepreadyError(
        f"a PostgreSQL database needs the extra `server` ({problem.name} is missing): pip install 'stepready[server]'"
    )


def _where(url: str) -> str:
    """Return an address that may be shown; raise StepreadyError for one that cannot be read."""
    from sqlalchemy.engine import make_url  # noqa: PLC0415 - loads sqlalchemy, for a server alone
    from sqlalchemy.exc import ArgumentError  # noqa: PLC0415 - loads sqlalchemy, for a server alone

    try:
        make_url(url)
    except (ArgumentError, ValueError):
        raise StepreadyError(
            "the address of the server cannot be read; accepted: postgresql://user:password@host:port/database"
        ) from None
    return shown(url)


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
        raise _missing_extra(problem) from None
    except SQLAlchemyError as problem:
        unclear = where.endswith(f"//{HIDDEN}")
        why = "write @ : / ? # in the password as %40 %3A %2F %3F %23" if unclear else _first_line(problem)
        raise StepreadyError(f"{where} cannot be reached: {why}") from None


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
        if version > LATEST:
            raise StepreadyError(
                f"{where} has schema {version}, from a newer stepready; this one knows up to {LATEST}: upgrade it"
            )
        for step in pending(version):
            step.run(lambda statement, values: _found(connection.execute(text(statement), values)))
            connection.execute(text(RECORD), step.record(at))


def _found(result: "CursorResult[Any]") -> list[Row]:
    return [*result.mappings()] if result.returns_rows else []


def _version(connection: "Connection") -> int:
    """Return the schema's version, 0 before the first migration."""
    from sqlalchemy import text  # noqa: PLC0415 - loads sqlalchemy, for a server alone

    if not connection.execute(text(_IS_MIGRATED)).scalar():
        return 0
    return int(connection.execute(text("SELECT coalesce(max(number), 0) FROM stepready_migration")).scalar_one())


def _first_line(problem: Exception) -> str:
    """Return the server's own words, without the statement and its values."""
    words = str(getattr(problem, "orig", None) or problem).strip().splitlines()
    return words[0] if words else type(problem).__name__
