"""Let an advisor in, and out again: a student's consents on a school's server."""

from datetime import date
from typing import NamedTuple

from stepready.core.consent import Consent, Look, SchoolAdvisor, Scope
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import full_day, listed
from stepready.store.location import is_server
from stepready.store.school.consents import Consents, open_consents


class ConsentList(NamedTuple):
    """Every consent a student gave, newest first, and whom consent can be given to."""

    given: tuple[Consent, ...]
    advisors: tuple[SchoolAdvisor, ...]


def give_consent(db: str | None, advisor: str, scope: Scope, until: date | None, today: date) -> SchoolAdvisor:
    """Agree that an advisor sees; raise StepreadyError for a day that is over or a login that is no advisor's."""
    if until is not None and until < today:
        raise StepreadyError(f"{full_day(until)} is over; accepted: today or a later day")
    with open_consents(_server(db)) as consents:
        found = _advisor(consents, advisor)
        consents.give(found.login, scope, until)
    return found


def revoke_consent(db: str | None, advisor: str) -> None:
    """End what was agreed with an advisor, at once; raise StepreadyError where nothing was."""
    with open_consents(_server(db)) as consents:
        if not consents.revoke(advisor):
            open_to = sorted({consent.advisor for consent in consents.given() if consent.ended_at is None})
            raise StepreadyError(
                f"{advisor!r} has no consent of yours; those who have: {listed(open_to) or 'nobody'}",
                ("stepready consent list shows all that were given",),
            )


def list_consents(db: str | None) -> ConsentList:
    """Return every consent given, and whom it can be given to."""
    with open_consents(_server(db)) as consents:
        return ConsentList(tuple(consents.given()), tuple(consents.advisors()))


def list_looks(db: str | None) -> tuple[Look, ...]:
    """Return every look an advisor took, newest first."""
    with open_consents(_server(db)) as consents:
        return tuple(consents.looks())


def _server(db: str | None) -> str:
    if db is None or not is_server(db):
        raise StepreadyError("this log is a file of yours alone: consent is for the log you keep on a school's server")
    return db


def _advisor(consents: Consents, login: str) -> SchoolAdvisor:
    advisors = consents.advisors()
    for advisor in advisors:
        if advisor.login == login:
            return advisor
    names = [advisor.login for advisor in advisors]
    raise StepreadyError(f"no advisor has the login {login!r}; accepted: {listed(names, 'or') or 'none yet'}")
