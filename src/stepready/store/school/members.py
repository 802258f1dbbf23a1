"""The students and advisors of a school: a login role each, which can do what its group can and nothing more."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from psycopg import sql

from stepready.core.values.errors import StepreadyError
from stepready.store.school.access import Roles, acting_as, one_transaction, require_school, roles_of

if TYPE_CHECKING:
    from stepready.store.server.connect import Server

STUDENT, ADVISOR = "student", "advisor"
MOST_CONNECTIONS = 20
"""Connections one login may hold at once: a few computers, and no whole server."""


class Member(NamedTuple):
    """A student or an advisor: the name of the login, what an advisor is shown, the class."""

    login: str
    shown: str
    cohort: str


class Added(NamedTuple):
    """What an `add` did: logins that are new, logins whose name or class is another now, and how many were as told.

    `another` names the advisors who are shown by another name now: what was agreed with them is over.
    """

    new: tuple[str, ...]
    renamed: tuple[str, ...]
    as_before: int
    another: tuple[str, ...]


def add(
    url: str,
    members: Sequence[Member],
    part: str,
    password_of: Callable[[str], str],
    keep: Callable[[Mapping[str, str]], None],
) -> Added:
    """Give every new member a login; all of them or none. `keep` is called with the new passwords before the end.

    A member who had left comes back with a new password. Raise StepreadyError for a login that is another's.
    """
    with one_transaction(url) as (connection, here):
        require_school(here)
        roles = roles_of(connection, here)
        known = _known(connection, roles)
        _refuse_others(connection, members, part, known)
        there = _roles_there(connection, members)
        new = [m for m in members if m.login not in there or known[m.login]["left_at"]]
        moved = [m for m in members if m not in new and (known[m.login]["shown"], known[m.login]["cohort"]) != m[1:]]
        passwords = {member.login: password_of(member.login) for member in new}
        group = roles.students if part == STUDENT else roles.advisors
        for login, password in passwords.items():
            _let_in(connection, login, password, group, again=login in there)
        with acting_as(connection, roles.owner):
            _write(connection, [*new, *moved], part)
        if new:
            keep(passwords)
        named = [m.login for m in members if m.login in known and known[m.login]["shown"] != m.shown]
        return Added(
            tuple(passwords),
            tuple(m.login for m in moved),
            len(members) - len(new) - len(moved),
            tuple(named) if part == ADVISOR else (),
        )


def remove(url: str, logins: Sequence[str]) -> None:
    """Close the logins of members who leave; what they logged stays, and is nobody's to see from this moment on."""
    with one_transaction(url) as (connection, here):
        require_school(here)
        roles = roles_of(connection, here)
        known = _known(connection, roles)
        strangers = [login for login in logins if login not in known]
        if strangers:
            raise StepreadyError(f"{strangers[0]!r} is no login of this school; nothing was changed")
        for login in sorted(_roles_there(connection, [Member(login, "", "") for login in logins])):
            connection.execute(sql.SQL("ALTER ROLE {} NOLOGIN PASSWORD NULL").format(sql.Identifier(login)))
        with acting_as(connection, roles.owner):
            left = "UPDATE member SET left_at = clock_timestamp() WHERE owner = ANY (%s) AND left_at IS NULL"
            connection.execute(left, (list(logins),))


def _known(connection: "Server", roles: Roles) -> dict[str, Mapping[str, Any]]:
    with acting_as(connection, roles.owner):
        rows = connection.execute("SELECT owner, shown, cohort, part, left_at FROM member").fetchall()
    return {row["owner"]: row for row in rows}


def _refuse_others(
    connection: "Server", members: Sequence[Member], part: str, known: Mapping[str, Mapping[str, Any]]
) -> None:
    """Raise StepreadyError for a login that is another member's, or a role that is not the school's.

    A student who left keeps the login: who is given it reads the log that stands behind it.
    """
    for member in members:
        before = known.get(member.login)
        if before and before["part"] != part:
            raise StepreadyError(f"{member.login} is the login of another kind of member; nothing was changed")
        if before and before["left_at"] and part == STUDENT and before["shown"] != member.shown:
            raise StepreadyError(
                f"{member.login} was the login of {before['shown']}, who left; nothing was changed",
                (
                    f"another student is given another login: this one's log is {before['shown']}'s",
                    "the same student by another name: let in by the name as it was, then by a second list renamed",
                ),
            )
    strangers = sorted(_roles_there(connection, [member for member in members if member.login not in known]))
    if strangers:
        raise StepreadyError(f"this server has a role {strangers[0]} that is not this school's; give another login")


def _roles_there(connection: "Server", members: Sequence[Member]) -> set[str]:
    """Return the logins that the server has a role for."""
    there = "SELECT rolname::text AS name FROM pg_roles WHERE rolname = ANY (%s)"
    return {row["name"] for row in connection.execute(there, ([member.login for member in members],)).fetchall()}


def _let_in(connection: "Server", login: str, password: str, group: str, *, again: bool) -> None:
    """Make a login, its password as what the server keeps of it: the password itself is in no statement and no log."""
    kept = connection.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256").decode()
    words = "ALTER ROLE {} LOGIN PASSWORD {}" if again else "CREATE ROLE {} LOGIN CONNECTION LIMIT {} PASSWORD {}"
    values = (kept,) if again else (MOST_CONNECTIONS, kept)
    connection.execute(sql.SQL(words).format(sql.Identifier(login), *map(sql.Literal, values)))
    connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(group), sql.Identifier(login)))


def _write(connection: "Server", members: Sequence[Member], part: str) -> None:
    words = """
    INSERT INTO member (owner, shown, cohort, part) VALUES (%s, %s, %s, %s)
    ON CONFLICT (owner) DO UPDATE SET shown = excluded.shown, cohort = excluded.cohort, left_at = NULL,
      since = CASE WHEN member.part = 'advisor' AND member.shown <> excluded.shown THEN clock_timestamp()
        ELSE member.since END
    """
    with connection.cursor() as cursor:
        cursor.executemany(words, [(*member, part) for member in members])
