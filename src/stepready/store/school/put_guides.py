"""Put a school's own guides where every member's program reads them, by the role that owns the tables."""

from stepready.core.values.errors import StepreadyError
from stepready.store.school.access import acting_as, one_transaction, require_school, roles_of

_PUT = """
INSERT INTO school_guide (name, content) VALUES (%s, %s)
ON CONFLICT (name) DO UPDATE SET content = excluded.content, added_at = now()
"""


def put_guide(url: str, name: str, content: str) -> None:
    """Keep a guide in the place of one of that name."""
    with one_transaction(url) as (connection, here):
        require_school(here)
        with acting_as(connection, roles_of(connection, here).owner):
            connection.execute(_PUT, (name, content))


def take_guide(url: str, name: str) -> None:
    """Remove a guide; raise StepreadyError where the school has none of that name."""
    with one_transaction(url) as (connection, here):
        require_school(here)
        with acting_as(connection, roles_of(connection, here).owner):
            gone = connection.execute("DELETE FROM school_guide WHERE name = %s", (name,)).rowcount
        if not gone:
            raise StepreadyError(f"the school has no guide {name!r}; nothing was changed")
