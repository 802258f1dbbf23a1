"""An advisor's look at the students who agreed: recorded and committed before a row is given."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from stepready.core.consent import Scope
from stepready.core.shapes import build
from stepready.core.values.errors import StepreadyError
from stepready.core.verdict.own_statement import OwnStatement, refuse_forged
from stepready.store.book import Book
from stepready.store.codec import texts_held, value_of
from stepready.store.connection import Row
from stepready.store.embedded.memory import MemoryStore
from stepready.store.kinds import BANK_TOTAL, SCHEDULE, SCORE, Kind
from stepready.store.location import shown
from stepready.store.school.access import look_around
from stepready.store.school.row_policies import OPENED
from stepready.store.server.connect import LIMITS, ask, connect, in_sentences
from stepready.store.server.statement_row import COLUMNS

if TYPE_CHECKING:
    from stepready.store.server.connect import Server

IS_ADVISOR = "has_function_privilege('take_look(text, text[])', 'EXECUTE')"
READING_SECONDS = 60
"""How long a question about a whole school may take: as long as a look is worth anything."""
_BEGIN = f"BEGIN ISOLATION LEVEL READ COMMITTED; {LIMITS}"
_READ = f"{_BEGIN}; SET LOCAL statement_timeout = '{READING_SECONDS}s'"


class LookedAt(NamedTuple):
    """A student who agreed: whose rows, what the student is called, the class, how far the consent goes."""

    owner: str
    shown: str
    cohort: str
    scope: Scope


class Stated(NamedTuple):
    """What a student a look is at said last, None where nothing was or it cannot be read.

    `outdated` is where the log was changed since. The row is the student's to write, by any program.
    """

    student: LookedAt
    said: OwnStatement | None
    outdated: bool
    unreadable: bool


class Looking:
    """A look that is recorded; what is read of it ends with a consent, and a minute after the record."""

    def __init__(self, connection: "Server", which: UUID) -> None:
        """Keep the open transaction, which is another than that of the record."""
        self._connection = connection
        self._which = which

    def students(self) -> list[LookedAt]:
        """Return whom the look is at, by name."""
        rows = self._connection.execute("SELECT * FROM looked_at(%s) ORDER BY shown, owner", (self._which,))
        return [LookedAt(**{**texts_held(row), "scope": Scope(row["scope"])}) for row in rows]

    def statements(self) -> list[Stated]:
        """Return what those whom the look is at say of themselves, by name."""
        rows = self._connection.execute("SELECT * FROM looked_standing(%s) ORDER BY shown, owner", (self._which,))
        return [_stated(row) for row in rows]

    def values(self, kind: Kind) -> dict[str, list[Any]]:
        """Return the values of a kind by owner, of those who agreed to show their scores; notes are empty."""
        return {
            owner: [value_of(kind, row) for row in rows]
            for owner, rows in self._rows("looked_rows(%s, %s)", kind.name).items()
        }

    def books(self, owners: Sequence[str], since: date, moment: Callable[[], str]) -> Iterator[tuple[str, Book | None]]:
        """Yield the log of each owner who agreed to show the scores, as far as a verdict needs it, without notes.

        None stands for one that cannot be read: what another program wrote into it keeps nobody else from being seen.

        The question bank is there since a day, or since the first schedule or total of it that is kept. A log is
        there until the next one is asked for. Raise StepreadyError where reading took longer than a look is good for.
        """
        kept = {kind: self._rows("looked_rows(%s, %s)", kind) for kind in OPENED if kind != SCORE.name}
        counted = ((SCHEDULE, "made_on"), (BANK_TOTAL, "day"))
        days = [row[day] for kind, day in counted for rows in kept[kind.name].values() for row in rows]
        kept[SCORE.name] = self._rows("looked_scores(%s, %s)", min([since.isoformat(), *days]))
        if owners and not self.students():
            raise StepreadyError(
                "reading took longer than the minute a look is good for; what students say of themselves reads at once",
                ("stepready cohort --stated",),
            )
        with closing(MemoryStore(None, moment)) as store:
            for owner in owners:
                try:
                    with store.writing():
                        for kind, rows in kept.items():
                            store.run(f"clear_{kind}", [{}])
                            store.run(f"add_{kind}", rows.get(owner, []))
                except StepreadyError:
                    yield owner, None
                else:
                    yield owner, Book(store, moment)

    def _rows(self, call: str, about: str) -> dict[str, list[Row]]:
        """Return the rows that a function of this look gives, by owner."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self._connection.execute(f"SELECT {call} AS held".encode(), (self._which, about)):
            found[row["held"]["owner"]].append(row["held"])
        return dict(found)

    def not_agreed(self) -> int:
        """Return how many students of today agreed to nothing."""
        row = self._connection.execute("SELECT not_agreed() AS many").fetchone()
        return int(row["many"]) if row else 0


@contextmanager
def looking(url: str, scope: Scope, owners: Sequence[str] | None = None) -> Iterator[Looking]:
    """Record a look at every student who agreed (or those of `owners`), commit that, then give what is seen.

    Raise StepreadyError for a login that is no advisor's.
    """
    where, connection = shown(url), connect(url)
    with closing(connection), in_sentences(where, connection):
        ask(connection, _BEGIN)
        if not look_around(connection).is_school or not ask(connection, f"SELECT {IS_ADVISOR} AS may")[0]["may"]:
            raise StepreadyError(f"{where}: a look is an advisor's to take; connect with an advisor's login")
        given = (scope.value, None if owners is None else list(owners))
        row = connection.execute("SELECT take_look(%s, %s) AS made", given).fetchone()
        ask(connection, f"COMMIT; {_READ}")
        yield Looking(connection, row["made"] if row else UUID(int=0))
        ask(connection, "COMMIT")


def _stated(row: Row) -> Stated:
    held = texts_held(row)
    student = LookedAt(held["owner"], held["shown"], held["cohort"], Scope(held["scope"]))
    said = {name: row[name] for name in COLUMNS}
    try:
        statement = None if said["verdict"] is None else build(OwnStatement, said, "standing")
        if statement is not None:
            refuse_forged(statement)
    except (StepreadyError, ValueError):
        return Stated(student, None, outdated=bool(row["outdated"]), unreadable=True)
    return Stated(student, statement, outdated=bool(row["outdated"]), unreadable=False)
