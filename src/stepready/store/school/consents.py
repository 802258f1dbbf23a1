"""A student's consents and the looks that were taken, over the student's own login."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from stepready.core.consent import Consent, Look, SchoolAdvisor, Scope
from stepready.core.values.errors import StepreadyError
from stepready.store.codec import texts_held
from stepready.store.location import shown
from stepready.store.school.access import one_transaction

if TYPE_CHECKING:
    from stepready.store.server.connect import Server

_GIVEN = """
SELECT c.advisor, c.scope, c.given_at, c.until, c.revoked_at AS ended_at, s.owner IS NOT NULL AS in_force
FROM consent AS c LEFT JOIN my_consents() AS s ON s.owner = c.owner AND s.advisor = c.advisor AND c.revoked_at IS NULL
ORDER BY c.given_at DESC, c.advisor
"""


class Consents:
    """What one student agreed to."""

    def __init__(self, connection: "Server") -> None:
        """Keep the open transaction of a student."""
        self._connection = connection

    def advisors(self) -> list[SchoolAdvisor]:
        """Return whom consent can be given to."""
        return [SchoolAdvisor(**texts_held(row)) for row in self._connection.execute("SELECT * FROM advisors()")]

    def give(self, advisor: str, scope: Scope, until: date | None) -> None:
        """Agree that an advisor sees, in place of what was agreed before."""
        self._connection.execute("SELECT give_consent(%s, %s, %s)", (advisor, scope.value, until))

    def revoke(self, advisor: str) -> bool:
        """End what was agreed with an advisor; return whether anything was."""
        row = self._connection.execute("SELECT revoke_consent(%s) AS ended", (advisor,)).fetchone()
        return bool(row and row["ended"])

    def given(self) -> list[Consent]:
        """Return every consent ever given, newest first."""
        rows = self._connection.execute(_GIVEN)
        return [Consent(**{**texts_held(row), "scope": Scope(row["scope"])}) for row in rows]

    def looks(self) -> list[Look]:
        """Return every look, newest first."""
        rows = self._connection.execute("SELECT at, advisor, what FROM look ORDER BY at DESC, advisor")
        return [Look(at=row["at"], advisor=row["advisor"], what=Scope(row["what"])) for row in rows]


@contextmanager
def open_consents(url: str) -> Iterator[Consents]:
    """Open the consents of the student who connects; raise StepreadyError for who is none."""
    with one_transaction(url) as (connection, here):
        if not here.is_school:
            raise StepreadyError(f"{shown(url)} is no school's server: nobody else can be let in")
        row = connection.execute("SELECT me() AS owner").fetchone()
        if not row or row["owner"] is None:
            raise StepreadyError(f"{shown(url)}: consent is a student's to give; connect with a student's login")
        yield Consents(connection)
