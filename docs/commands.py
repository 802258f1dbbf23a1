"""Write docs/commands.md from every command's own help; with --check, fail when it is stale."""

import os
import sys
from pathlib import Path

os.environ.update(COLUMNS="88", TERMINAL_WIDTH="88")

import typer
from typer.testing import CliRunner

from stepready.cli.command_table import COMMANDS
from stepready.cli.lazy import LazyGroup
from stepready.cli.main import app

PAGE = Path(__file__).with_name("commands.md")
HEAD = "# Commands\n\nEvery command's own help, written by `make docs`.\n"


def page() -> str:
    """Return the help of every command, in the order of the overview."""
    parts = [HEAD, _section("stepready", [])]
    for name in COMMANDS:
        parts.append(_section(f"stepready {name}", [name]))
        parts += [_section(f"stepready {name} {sub}", [name, sub]) for sub in _subcommands(name)]
    return "\n".join(parts)


def _subcommands(name: str) -> list[str]:
    """Return the names below a group, none for a single command."""
    group = typer.main.get_command(app)
    assert isinstance(group, LazyGroup)  # noqa: S101 - told to the type checker
    command = group.get_command(typer.Context(group), name)
    return list(getattr(command, "commands", {}))


def _section(title: str, args: list[str]) -> str:
    result = CliRunner().invoke(app, [*args, "--help"], prog_name="stepready")
    text = "\n".join(line.rstrip() for line in result.output.strip().splitlines())
    return f"## {title}\n\n```text\n{text}\n```\n"


def main(arguments: list[str]) -> int:
    """Write the page, or compare it."""
    text = page()
    if "--check" not in arguments:
        PAGE.write_text(text, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    sys.stderr.write("docs/commands.md is stale: run `make docs`\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
