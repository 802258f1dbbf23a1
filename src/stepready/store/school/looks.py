"""An advisor's look at the students who agreed: recorded and committed before a row is given."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from stepready.core.consent import Scope
from stepready.core.values.errors import StepreadyError
from stepready.store.codec import value_of
from stepready.store.kinds import Kind
from stepready.store.location import shown
from stepready.store.school.access import look_around
from stepready.store.server_connect import LIMITS, ask, connect, in_sentences

if TYPE_CHECKING:
    from stepready.store.server_connect import Server

IS_ADVISOR = "has_function_privilege('take_look(text, text[])', 'EXECUTE')"
_BEGIN = f"BEGIN ISOLATION LEVEL READ COMMITTED; {LIMITS}"


class LookedAt(NamedTuple):
    """A student who agreed: whose rows, what the student is called, the class, how far the consent goes."""

    owner: str
    shown: str
    cohort: str
    scope: Scope


class Looking:
    """A look that is recorded; what is read of it ends with a consent, and a minute after the record."""

    def __init__(self, connection: "Server", which: UUID) -> None:
        """Keep the open transaction, which is another than that of the record."""
        self._connection = connection
        self._which = which

    def students(self) -> list[LookedAt]:
        """Return whom the look is at, by name."""
        rows = self._connection.execute("SELECT * FROM looked_at(%s) ORDER BY shown, owner", (self._which,))
        return [LookedAt(**{**row, "scope": Scope(row["scope"])}) for row in rows]

    def values(self, kind: Kind) -> dict[str, list[Any]]:
        """Return the values of a kind by owner, of those who agreed to show their scores; notes are empty."""
        found: dict[str, list[Any]] = defaultdict(list)
        for row in self._connection.execute("SELECT looked_rows(%s, %s) AS held", (self._which, kind.name)):
            found[row["held"]["owner"]].append(value_of(kind, row["held"]))
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
        ask(connection, f"COMMIT; {_BEGIN}")
        yield Looking(connection, row["made"] if row else UUID(int=0))
        ask(connection, "COMMIT")
