"""The steps that bring a database to the schema of `tables`, in order, one portable SQL file each.

A step never changes once it is released. Statements end with `;` at the end of a line. What SQL alone cannot move,
because the journal's images are JSON, a module of the same number moves after them. What only PostgreSQL has stands
in `NAME.postgresql.sql`, which a server runs after the portable file; a step need not have both.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

_NAMES = (
    "0001_scores_plans_journal",
    "0002_study_schedule",
    "0003_attempts_counters",
    "0004_study_days",
    "0005_stamps_anki",
    "0006_applying",
    "0007_applied",
    "0008_inbox",
    "0009_server_indexes",
    "0010_bank_totals",
    "0011_own_days",
    "0012_rotations",
    "0013_gave_way",
    "0014_expected",
    "0015_set_aside",
    "0016_change_day",
)
_MOVERS = {3: "moves_0003", 5: "moves_0005", 10: "moves_0010"}
Execute = Callable[[str, Mapping[str, Any]], list[Mapping[str, Any]]]
"""Runs a statement with named values inside the open transaction and returns the rows it gives."""
LATEST = len(_NAMES)
RECORD = "INSERT INTO stepready_migration (number, name, at) VALUES (:number, :name, :at)"


class Migration(NamedTuple):
    """One step; `number` is the schema's version once it ran."""

    number: int
    name: str

    def statements(self, *, on_server: bool = False) -> list[str]:
        """Return the step's statements, on a server with those that only PostgreSQL has."""
        ends = (".sql", ".postgresql.sql") if on_server else (".sql",)
        files = (Path(__file__).parent / f"{self.name}{end}" for end in ends)
        texts = "".join(file.read_text(encoding="utf-8") for file in files if file.exists())
        return [text.strip() for text in texts.split(";\n") if text.strip()]

    def run(self, execute: Execute, *, on_server: bool = False) -> None:
        """Run the step's statements, then move what is left to move."""
        for statement in self.statements(on_server=on_server):
            execute(statement, {})
        if self.number in _MOVERS:
            import_module(f"{__name__}.{_MOVERS[self.number]}").move(execute)

    def record(self, at: str) -> dict[str, object]:
        """Return what the database remembers of the step."""
        return {"number": self.number, "name": self.name, "at": at}


def pending(version: int) -> list[Migration]:
    """Return the steps a database of that version still needs."""
    return [Migration(number, name) for number, name in enumerate(_NAMES, start=1) if number > version]
