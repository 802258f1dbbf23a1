"""Every command explains itself."""

import pytest
import typer

from stepready.cli.command_table import COMMANDS
from stepready.cli.lazy import LazyGroup
from stepready.cli.main import app
from tests.conftest import Stepready


def every_command() -> list[str]:
    group = typer.main.get_command(app)
    assert isinstance(group, LazyGroup)
    found = []
    for name in COMMANDS:
        below = getattr(group.get_command(typer.Context(group), name), "commands", {})
        found += [f"{name} {sub}" for sub in below] or [name]
    return found


@pytest.mark.parametrize("command", every_command())
def test_a_command_has_help_with_examples_that_fit_the_screen(command: str, stepready: Stepready) -> None:
    ended = stepready(f"{command} --help")
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert f"stepready {command}" in lines[0]
    examples = lines[lines.index("  Examples:") + 1 :]
    assert [line for line in examples if line.strip().startswith(f"stepready {command.split(maxsplit=1)[0]}")]
    assert [line for line in lines if len(line) > 80] == []


def test_the_overview_names_every_command_with_a_line(stepready: Stepready) -> None:
    lines = stepready("--help").out.splitlines()
    for name, entry in COMMANDS.items():
        assert any(line.split()[:1] == [name] and entry.says in line for line in lines)


def test_an_unknown_command_is_one_error(stepready: Stepready) -> None:
    ended = stepready("chek")
    assert ended.code == 2
    assert ended.err.startswith("error: No such command 'chek'")
    assert ended.err.count("error:") == 1
