"""A PostgreSQL server: the statements compiled ahead for it, through psycopg."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from stepready.core.values.errors import StepreadyError
from stepready.store.connection import COMMITTED, OWNER, Row, compiled_statements
from stepready.store.devices.device import device
from stepready.store.location import shown
from stepready.store.server import unsure_commit
from stepready.store.server.connect import LIMITS, ask, connect, in_sentences, is_idle
from stepready.store.server.driver import driver
from stepready.store.server.guide_shelf import shelve
from stepready.store.server.schema import owner_of
from stepready.store.server.statement_row import PUT, REMOVE, values_of

if TYPE_CHECKING:
    from stepready.core.verdict.own_statement import OwnStatement
    from stepready.store.connection import Store

    Stating = Callable[[Store], OwnStatement | None]

DIALECT = "postgresql"
_READING = f"BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; {LIMITS}"
"""Begins what a command reads before it writes: every statement sees what the first one saw."""
_WRITING = f"BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE; {LIMITS}; SELECT pg_current_xact_id()::text AS xact"
"""Begins a change: an owner's writers wait for each other at the counters' row and then see what was committed."""
_OUTCOME = "SELECT pg_xact_status(%(xact)s::xid8) AS outcome"


class ServerStore:
    """One database on a server: one log, opened by a role that owns it, or a school's, opened by a student.

    Whose rows are read and written is the connection's to say: the login's on a school's server, else everybody's.
    """

    def __init__(self, url: str, moment: Callable[[], str], standing: "Stating | None" = None) -> None:
        """Connect and bring the database to the latest schema; `moment` as for the embedded store.

        `standing` works out what a school's student says of how things stand after each change.
        """
        self.today: date | None = None
        self._standing = standing
        self._url, self._where = url, shown(url)
        self._statements = compiled_statements(DIALECT)
        self._connection = connect(url)
        self._seen: dict[tuple[Any, ...], list[Row]] | None = None
        """What was found in the moment being read, where the same question has the same answer; None in a change."""
        try:
            with in_sentences(self._where, self._connection):
                owner = owner_of(self._connection, self._where, moment())
                if owner != OWNER:
                    shelve(self._connection, self._where)
            self._owner, self._owners = owner, {"owner": owner, "whose": owner}
            unsure_commit.settle(self._where, self._outcome)
        except BaseException:
            self.close()
            raise

    def rows(self, name: str, /, **values: Any) -> list[Row]:
        """Return what a statement finds, each row by column name."""
        asked = (name, *values.items())
        with in_sentences(self._where, self._connection):
            if is_idle(self._connection):
                self._read_anew()
            if self._seen is None:
                return self._ask(name, values)
            if asked not in self._seen:
                try:
                    self._seen[asked] = self._ask(name, values)
                except driver().errors.IdleInTransactionSessionTimeout:
                    self._connection = connect(self._url)
                    self._read_anew()
                    self._seen[asked] = self._ask(name, values)
            return [*self._seen[asked]]

    def _read_anew(self) -> None:
        """Begin a moment to read; a new one also where somebody took longer to answer than the server waits."""
        self._begin(_READING)
        self._seen = {}

    def _ask(self, name: str, values: dict[str, Any]) -> list[Row]:
        return [*self._connection.execute(self._statements[name].encode(), {**values, **self._owners})]

    def run(self, name: str, rows: Sequence[Row]) -> None:
        """Run a statement once for each row of values."""
        statement, owned = self._statements[name].encode(), [{**row, **self._owners} for row in rows]
        with in_sentences(self._where, self._connection):
            if len(owned) == 1:
                self._connection.execute(statement, owned[0])
            elif owned:
                self._connection.cursor().executemany(statement, owned)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the one write transaction; an owner's writers wait for each other at the counters' row."""
        with in_sentences(self._where, self._connection):
            reading = not self._connection.closed and not is_idle(self._connection)
            self._seen = None
            xact = self._begin(f"ROLLBACK; {_WRITING}" if reading else _WRITING)[0]["xact"]
        try:
            yield
            if self._owner != OWNER:
                self._say_how_things_stand()
            self._commit(xact)
        except BaseException:
            self._roll_back()
            raise

    def device(self) -> str:
        """Return the device that gives stamps to changes made on the server from this computer."""
        return device(self._where)

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def _begin(self, batch: str) -> list[Row]:
        """Begin a transaction; on a new connection where this one was cut before anything was asked in it."""
        try:
            return [*ask(self._connection, batch)]
        except driver().Error:
            if not self._connection.closed:
                raise
        self._connection = connect(self._url)
        return [*ask(self._connection, batch)]

    def _say_how_things_stand(self) -> None:
        """Keep the student's own statement with the change; a change that comes without one leaves none."""
        self._seen = {}
        said = None if self._standing is None else self._standing(self)
        self._seen = None
        text, values = (REMOVE, {}) if said is None else (PUT, values_of(said))
        with in_sentences(self._where, self._connection):
            self._connection.execute(text.encode(), {**values, "owner": self._owner})

    def _commit(self, xact: str) -> None:
        """Commit; raise StepreadyError where nobody can know whether the server did."""
        try:
            with in_sentences(self._where, self._connection):
                done = self._connection.execute(b"COMMIT").statusmessage
        except StepreadyError:
            if not self._connection.closed:
                raise
            unsure_commit.remember(self._where, xact)
            raise StepreadyError(
                f"the outcome is unknown: the connection to {self._where} was cut while this was being saved",
                ("look before you enter it again: stepready scores; the next command says whether it was kept",),
            ) from None
        except BaseException:
            if self._outcome(xact) == unsure_commit.KEPT:
                COMMITTED.append(self._where)
            raise
        if done != "COMMIT":
            raise StepreadyError(f"{self._where} did not keep the change; nothing was changed, try again")
        COMMITTED.append(self._where)

    def _outcome(self, xact: str) -> str | None:
        """Return what became of a transaction: committed, aborted, in progress; None where that is not known."""
        try:
            found = self._connection.execute(_OUTCOME.encode(), {"xact": xact}).fetchone()
        except driver().Error:
            return None
        return None if found is None else found["outcome"]

    def _roll_back(self) -> None:
        """End what is open; what a lost connection left open the server ends itself."""
        if not self._connection.closed and not is_idle(self._connection):
            try:
                ask(self._connection, "ROLLBACK")
            except driver().Error:
                self._connection.close()
