"""A command group that imports a command only when it is called: `log` pays for nothing that `report` needs."""

import importlib
from typing import NamedTuple

import typer
from typer.core import TyperGroup

from stepready.cli.choices import read_loosely
from stepready.cli.command_table import COMMANDS


class OverviewLine(NamedTuple):
    """One line of the overview."""

    name: str
    says: str


class LazyGroup(TyperGroup):
    """Find commands in the table; import their module on use."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """Return every command's name, in the table's order."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> object:  # type: ignore[override]
        """Import and return a command, or None when there is no such command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"stepready.cli.{COMMANDS[cmd_name].module}")
        command = typer.main.get_command(getattr(module, COMMANDS[cmd_name].app))
        command.name = cmd_name
        for shown in (command, *getattr(command, "commands", {}).values()):
            shown.epilog = examples(shown.epilog)
            read_loosely(shown.params)
        return command

    def format_commands(self, ctx: typer.Context, formatter: object) -> None:  # type: ignore[override]
        """Write the overview from the table alone, grouped by what people want to do."""
        del ctx
        sections: dict[str, list[OverviewLine]] = {}
        for name, entry in COMMANDS.items():
            sections.setdefault(entry.section, []).append(OverviewLine(name, entry.says))
        for title, rows in sections.items():
            with formatter.section(title):  # type: ignore[attr-defined]
                formatter.write_dl(rows)  # type: ignore[attr-defined]


def examples(epilog: str | None) -> str | None:
    """Put every example of `Examples: one; two` on a line of its own, where help keeps it."""
    title, colon, listed = (epilog or "").partition(": ")
    if not colon or title != "Examples":
        return epilog
    return "\n".join([f"{title}:", "", "\b", *(f"  {example}" for example in listed.split("; "))])
