"""Every command explains itself, and reads a word among a few as people write it."""

from typing import Any

import pytest
import typer
from typer._click.exceptions import ClickException
from typer._types import TyperChoice

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


def words_among_a_few() -> list[tuple[str, str, str]]:
    """Return the path of every command with each parameter that takes a word among a few, and its last word."""
    group, found = typer.main.get_command(app), []
    assert isinstance(group, LazyGroup)
    for path in ["init", *every_command()]:
        command: Any = group
        for name in path.split():
            command = command.get_command(typer.Context(command), name)
        found += [
            (path, one.opts[0], one.type.choices[-1]) for one in command.params if isinstance(one.type, TyperChoice)
        ]
    return found


@pytest.mark.parametrize(("path", "option", "word"), words_among_a_few())
def test_a_word_among_a_few_is_read_as_people_write_it(path: str, option: str, word: str) -> None:
    command: Any = typer.main.get_command(app)
    for name in path.split():
        command = command.get_command(typer.Context(command), name)
    one = next(one for one in command.params if one.opts[0] == option)
    context = typer.Context(command)
    assert one.type.convert(word.replace("-", " ").title(), one, context) == word
    with pytest.raises(ClickException, match=word):
        one.type.convert("nothing of the kind", one, context)


def test_a_plan_takes_the_words_that_init_takes(stepready: Stepready) -> None:
    ended = stepready("plan", "set", "--on", "2027-07-28", "--exam", "Step 2 CK", "--applicant", "non US IMG")
    assert ended.code == 0
    assert "Applicant           non-us-img" in ended.out
