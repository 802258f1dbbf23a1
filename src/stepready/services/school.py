"""Run a school's server: found it, bring it along, let members in and out."""

import secrets
import string
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import count
from stepready.store.location import is_server
from stepready.store.school import founding, members
from stepready.store.school.founding import Founded
from stepready.store.school.members import Added, Member
from stepready.transfer.members import PasswordFile

PASSWORD_LETTERS = string.ascii_letters + string.digits
PASSWORD_LENGTH = 20
"""119 bits of chance, in letters that stand in an address as they are."""


def server_of(db: str | None) -> str:
    """Return the address of the server; raise StepreadyError where the database is a file."""
    if db is None or not is_server(db):
        raise StepreadyError(
            "a school is kept on a PostgreSQL server; accepted: --db or STEPREADY_DB as "
            "postgresql://ADMINISTRATOR@HOST/DATABASE"
        )
    return db


def found_school(db: str | None, now: datetime) -> Founded:
    """Make a database a school's."""
    return founding.found(server_of(db), now)


def migrate_school(db: str | None, now: datetime) -> Founded:
    """Bring a school's database to what this program needs."""
    return founding.migrate(server_of(db), now)


def add_members(db: str | None, listed: Sequence[Member], *, advisors: bool, passwords: Path | None) -> Added:
    """Let in who is new of a list and write their passwords to a file; raise StepreadyError where none is named."""
    file = PasswordFile(passwords.expanduser().absolute()) if passwords is not None else None

    def keep(new: Mapping[str, str]) -> None:
        if file is None:
            raise StepreadyError(
                f"{count(len(new), 'login')} to make; name the file for the passwords: --passwords OUT.csv"
            )
        file.keep(new)

    part = members.ADVISOR if advisors else members.STUDENT
    return members.add(server_of(db), listed, part, lambda _: _new_password(), keep)


def remove_members(db: str | None, logins: Sequence[str]) -> None:
    """Close the logins of members who leave."""
    members.remove(server_of(db), logins)


def _new_password() -> str:
    """Return a password of letters and digits."""
    return "".join(secrets.choice(PASSWORD_LETTERS) for _ in range(PASSWORD_LENGTH))
