"""Look a school's database over: what its catalogue says against what it should."""

from typing import NamedTuple

from stepready.store.school.access import acting_as, one_transaction, require_school, roles_of
from stepready.store.school.catalogue import Off, SchoolCatalogue
from stepready.store.school.members import ADVISOR, STUDENT


class Inspected(NamedTuple):
    """What the doctor found of a school: PostgreSQL's version, how many members, what is off, who reads everything."""

    version: int
    students: int
    advisors: int
    off: tuple[Off, ...]
    reads_all: tuple[str, ...]
    may_make_roles: tuple[str, ...]


def inspect_school(url: str) -> Inspected:
    """Compare the catalogue of a school's database with what it should be; nothing is changed."""
    with one_transaction(url) as (connection, here):
        require_school(here)
        roles = roles_of(connection, here)
        with acting_as(connection, roles.owner):
            seen = SchoolCatalogue(connection, here, roles)
            many = {part: seen.members(part) for part in (STUDENT, ADVISOR)}
            return Inspected(
                here.version, many[STUDENT], many[ADVISOR], tuple(seen.off()), seen.read_all(), seen.make_roles()
            )
