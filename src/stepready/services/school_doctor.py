"""What `school doctor` says of a school's server: every wall, right and role that is not as it should be."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from stepready.core.values.wording import count, listed
from stepready.services.health import Health, HealthFinding
from stepready.services.school import server_of
from stepready.store.school.inspecting import inspect_school

if TYPE_CHECKING:
    from stepready.store.school.inspecting import Inspected

ROLES_ARE_APART = 16
"""The first PostgreSQL in which CREATEROLE no longer reaches roles that others made."""
ABOUT = {
    "schema": "the schema is the latest",
    "tables": "every table with an owner has row-level security, forced",
    "keys": "no unique key crosses owners",
    "views": "views ask with the rights of who reads them",
    "policies": "every policy is as it was made",
    "rights": "nobody may do more than is listed, or less",
    "functions": "functions are as they were made, their search path pinned",
    "samples": "the planner keeps no sample of what is in rows",
    "triggers": "nothing runs unasked",
    "database": "closed to others, and sleeping clients let go",
    "roles": "no member can do more than the group, nobody can act as a student",
}
"""What is well when nothing is off, in the order of the walls."""
PUT_UP = "stepready school migrate puts walls, rights and functions up anew"
MEND = {
    "tables": ("move what is not the school's elsewhere; the rest: " + PUT_UP,),
    "keys": ("DROP INDEX; a key of the school's begins with owner",),
    "triggers": ("DROP what is named: it runs with, or carries away, every student's rows",),
    "database": ("stepready school init closes the database anew; rights somebody was given: REVOKE",),
    "roles": ("REVOKE the membership or right named; ALTER ROLE ... RESET ALL for a setting",),
}
"""What mends a thing that is off, where putting the walls up anew does not."""


def school_findings(db: str | None) -> list[HealthFinding]:
    """Return every finding; nothing is changed."""
    seen = inspect_school(server_of(db))
    off = {about: [one.says for one in seen.off if one.about == about] for about in ABOUT}
    return [_members(seen), *(_finding(about, said) for about, said in off.items()), *_server(seen)]


def _members(seen: "Inspected") -> HealthFinding:
    says = f"{count(seen.students, 'student')}, {count(seen.advisors, 'advisor')}"
    return HealthFinding("members", Health.GOOD, says)


def _finding(about: str, off: list[str]) -> HealthFinding:
    if not off:
        return HealthFinding(about, Health.GOOD, ABOUT[about])
    return HealthFinding(about, Health.BAD, off[0], (*off[1:], *MEND.get(about, (PUT_UP,))))


def _server(seen: "Inspected") -> Iterator[HealthFinding]:
    """Say who passes by the walls, which no wall can change."""
    all_seen = (
        f"{listed(seen.reads_all) or 'nobody'} (superuser or BYPASSRLS): keep it to backups and the machine's keeper"
    )
    yield HealthFinding("reads all", Health.GOOD, all_seen)
    if seen.version < ROLES_ARE_APART and seen.may_make_roles:
        yield HealthFinding(
            "server",
            Health.LOOK,
            f"PostgreSQL {seen.version}: {listed(seen.may_make_roles)} with CREATEROLE can become any student",
            (f"count that login as a superuser, or upgrade: from {ROLES_ARE_APART} on CREATEROLE is held apart",),
        )
    else:
        yield HealthFinding("server", Health.GOOD, f"PostgreSQL {seen.version}")
