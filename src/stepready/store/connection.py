"""What the book asks of a database: named statements, and one write transaction at a time."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any, Protocol

OWNER = "me"
"""Whose every row of an embedded database is, and of a server that is no school's."""
OWNERS = {"owner": OWNER, "whose": OWNER}
COMMITTED: list[str] = []
"""The databases this process changed, one entry a transaction: what a command that ends badly says of them."""
PLACED: list[str] = []
"""The files this process put in place, as a copy or a page that was asked for."""
LEARNT: list[str] = []
"""What this process found out about an earlier one whose outcome was unknown, in sentences."""
COMPILED = Path(__file__).parent / "sql"
"""Every statement in the words of each database, written by `make sql`."""
SHELVED: set[str] = set()
"""The servers whose school's guides this call has seen."""
LARGEST_ID = 2**31 - 1
"""The largest id that every database can keep."""
Row = Mapping[str, Any]


class Store(Protocol):
    """A database that knows every statement of `statements` by name.

    Every method raises StepreadyError, in a sentence, when the database cannot be read or written. Whose rows they
    are is the connection's to say: an owner that stands in a row given to `run` is never taken over, so that a copy
    from one database to another becomes its new owner's. `today` is what stands for today in this call, which the
    journal keeps with every change; None where nobody says.
    """

    today: date | None

    def rows(self, name: str, /, **values: Any) -> list[Row]:
        """Return what a statement finds, each row by column name."""

    def run(self, name: str, rows: Sequence[Row]) -> None:
        """Run a statement once for each row of values."""

    def writing(self) -> AbstractContextManager[None]:
        """Hold the one write transaction: all of it is on disk when it ends, or none of it."""

    def device(self) -> str:
        """Return the device that gives stamps to changes made here."""

    def close(self) -> None:
        """Let go of the database."""


def compiled_statements(dialect: str) -> dict[str, str]:
    """Return every statement compiled for a dialect, by its name."""
    blocks = (COMPILED / f"{dialect}.sql").read_text(encoding="utf-8").split("-- name: ")[1:]
    return {name: text.strip() for name, _, text in (block.partition("\n") for block in blocks)}
