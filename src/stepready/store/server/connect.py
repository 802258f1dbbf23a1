"""Connections to a PostgreSQL server, and its failures in sentences."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from stepready.core.values.errors import StepreadyError
from stepready.store.connection import COMMITTED
from stepready.store.server.address import first_line, settings_of, unreachable
from stepready.store.server.driver import driver

if TYPE_CHECKING:
    from psycopg import Connection

    Server = Connection[dict[str, Any]]

WAIT_SECONDS = 10
LIMITS = f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'; SET LOCAL statement_timeout = '{WAIT_SECONDS}s'"
"""Stands in every transaction: a setting of the session would not survive a pool that hands out transactions."""
_DEFAULTS = {
    "connect_timeout": (WAIT_SECONDS, "PGCONNECT_TIMEOUT"),
    "application_name": ("stepready", "PGAPPNAME"),
    "keepalives_idle": (WAIT_SECONDS, ""),
    "keepalives_interval": (3, ""),
    "keepalives_count": (3, ""),
    "tcp_user_timeout": (2 * WAIT_SECONDS * 1000, ""),
}
"""What holds where neither the address nor a variable says more: a server that vanished is noticed in 20 seconds."""
_NO_ANSWER = {"55P03", "57014"}
_AT_ONCE = {"40001", "40P01"}


def connect(url: str) -> "Server":
    """Open one connection, or say that the server cannot be reached; TLS, service and password files are libpq's.

    Nothing is prepared on the server, so that a pool that hands out transactions may stand between.
    """
    psycopg, asked = driver(), settings_of(url)
    for name, (value, variable) in _DEFAULTS.items():
        if not os.environ.get(variable):
            asked.setdefault(name, value)
    asked["client_encoding"] = "UTF8"
    try:
        found: Server = psycopg.connect(
            **asked, autocommit=True, prepare_threshold=None, row_factory=psycopg.rows.dict_row
        )
    except (psycopg.Error, UnicodeError) as problem:
        raise unreachable(url, problem) from None
    return found


def ask(connection: "Server", batch: str) -> list[dict[str, Any]]:
    """Run statements without values, in one round trip; return the rows of the last one that gives any."""
    cursor = connection.execute(batch.encode())
    found: list[dict[str, Any]] = []
    while True:
        if cursor.description is not None:
            found = cursor.fetchall()
        if not cursor.nextset():
            return found


def ask_apart(connection: "Server", batch: str) -> list[dict[str, Any]]:
    """Run statements in a transaction of their own, in one round trip."""
    try:
        return ask(connection, f"BEGIN; {LIMITS}; {batch}; COMMIT")
    finally:
        if not connection.closed and not is_idle(connection):
            ask(connection, "ROLLBACK")


def is_idle(connection: "Server") -> bool:
    """Whether no transaction is open."""
    return bool(connection.info.transaction_status == driver().pq.TransactionStatus.IDLE)


@contextmanager
def in_sentences(where: str, connection: "Server") -> Iterator[None]:
    """Raise StepreadyError for what the server could not do."""
    try:
        yield
    except driver().Error as problem:
        raise sentence(where, problem, cut=connection.closed) from None


def sentence(where: str, problem: Any, *, cut: bool) -> StepreadyError:
    """Say what went wrong and what to do; `cut` says that the connection is gone."""
    state = "what was saved before that is kept" if where in COMMITTED else "nothing was changed, try again"
    if problem.sqlstate in _NO_ANSWER:
        return StepreadyError(
            f"{where} gave no answer within {WAIT_SECONDS} seconds: it is in use by another program, or too busy; "
            f"{state}"
        )
    if problem.sqlstate in _AT_ONCE:
        return StepreadyError(f"{where} was changed by another program just then; {state}")
    if cut:
        return StepreadyError(f"the connection to {where} was cut ({first_line(problem)}); {state}")
    return StepreadyError(f"{where}: {first_line(problem)}; {state.removesuffix(', try again')}")
