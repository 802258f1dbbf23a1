"""The row in which a student of a school says how things stand, written in the transaction of each change."""

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stepready.core.verdict.own_statement import OwnStatement

COLUMNS = (
    "exam", "exam_date", "verdict", "level", "mean", "p_target", "p_pass", "trend", "last_entry", "day", "version",
    "change", "supported",
)  # fmt: skip
"""The fields of a statement; the row has its owner before them."""
PUT = (
    f"INSERT INTO standing (owner, {', '.join(COLUMNS)}) "  # noqa: S608 - names of ours
    f"VALUES (%(owner)s, {', '.join(f'%({name})s' for name in COLUMNS)}) "
    f"ON CONFLICT (owner) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in COLUMNS)}"
)
REMOVE = "DELETE FROM standing WHERE owner = %(owner)s"


def values_of(statement: "OwnStatement") -> dict[str, Any]:
    """Return what a row keeps of a statement."""
    return {name: _plain(getattr(statement, name)) for name in COLUMNS}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
