"""What the README shows is what the program does."""

import re
from pathlib import Path

from stepready.cli.command_table import COMMANDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_screen_shown_is_the_one_reviewed() -> None:
    golden = (ROOT / "tests" / "golden" / "check" / "hovering-80.txt").read_text(encoding="utf-8")
    assert f"```text\n{golden}```" in README


def test_every_command_named_exists_and_every_command_is_named() -> None:
    named = set(re.findall(r"`(?:stepready )?([a-z]+)(?: [^`]*)?`", README)) | set(
        re.findall(r"^    stepready ([a-z]+)", README, re.MULTILINE)
    )
    assert [command for command in COMMANDS if command not in named] == []


def test_every_page_linked_is_there() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
