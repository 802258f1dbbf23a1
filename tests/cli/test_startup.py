"""What daily commands import: the reason they answer at once."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.processes import environment

HEAVY = {
    "sqlmodel", "sqlalchemy", "pydantic", "psycopg", "plotext", "dateutil", "icalendar", "rich", "platformdirs",
    "tomllib", "csv", "decimal", "tempfile", "hashlib", "statistics", "asyncio", "importlib.metadata",
}  # fmt: skip
OWN_OF_LOG = {
    "cli", "cli.choices", "cli.clock", "cli.exit_codes", "cli.frame", "cli.lazy", "cli.log", "cli.main",
    "cli.command_table",
    "core", "core.values.days", "core.values.errors", "core.facts", "core.facts.exam", "core.facts.instruments",
    "core.facts.names", "core.facts.topics",
    "core.log", "core.log.which_exam", "core.log.entry", "core.log.same_form", "core.log.score",
    "core.log.typed_words",
    "core.values.shown_text", "core.values.stamp", "core.values", "core.values.wording", "guides", "guides.user_habits",
    "guides.instruments", "guides.toml_text", "render",
    "render.logged_text", "services", "services.log", "store", "store.book", "store.codec", "store.connection",
    "store.devices", "store.devices.device", "store.devices.stamps", "store.embedded", "store.embedded.connect",
    "store.embedded.file", "store.embedded.sqlite", "store.journal", "store.kinds", "store.location",
    "store.migrations", "store.opening", "store.unfinished_files", "store.writing",
}  # fmt: skip
OWN_OF_HELP = {name for name in OWN_OF_LOG if name.startswith("cli")} - {"cli.log"} | {
    "core", "core.values.days", "core.values.errors", "core.facts", "core.facts.exam", "core.facts.names",
    "core.values", "core.values.shown_text", "core.values.wording", "store", "store.connection",
}  # fmt: skip
RUN = """
import sys
from stepready.cli.main import run
run(sys.argv[1:])
sys.stderr.write(" ".join(sys.modules))
"""
COUNTING = """
import re, sys
compiled = re.compile
def counted(pattern, flags=0):
    where = sys._getframe(1).f_globals["__name__"]
    if where.startswith("stepready") and sys._getframe(1).f_code.co_name == "<module>":
        sys.stderr.write(where + " ")
    return compiled(pattern, flags)
re.compile = counted
from stepready.cli.main import run
run(sys.argv[1:])
"""


def modules(db: Path, *words: str) -> set[str]:
    """Return what a command had imported when it ended."""
    command = [sys.executable, "-c", RUN, *words]
    ended = subprocess.run(command, env=environment(db), capture_output=True, text=True, check=True)
    return set(ended.stderr.split())


def own(found: set[str]) -> set[str]:
    return {name.removeprefix("stepready.") for name in found if name.startswith("stepready.")}


@pytest.fixture
def db(tmp_path: Path) -> Path:
    modules(tmp_path / "book.db", "log", "nbme", "11", "231", "--exam", "step2ck")
    return tmp_path / "book.db"


def test_log_imports_no_more_than_it_needs(db: Path) -> None:
    found = modules(db, "log", "nbme", "11", "232", "--exam", "step2ck")
    assert own(found) <= OWN_OF_LOG
    assert found & HEAVY == set()


def test_help_imports_no_command(db: Path) -> None:
    found = modules(db, "--help")
    assert own(found) <= OWN_OF_HELP
    assert found & HEAVY == set()


@pytest.mark.parametrize("words", [("log", "nbme", "12", "232", "--exam", "step2ck"), ("scores",), ("check",)])
def test_no_pattern_is_compiled_before_it_is_asked_for(db: Path, words: tuple[str, ...]) -> None:
    modules(db, "plan", "set", "--exam", "step2ck", "--on", "2030-07-28")
    command = [sys.executable, "-c", COUNTING, *words]
    ended = subprocess.run(command, env=environment(db), capture_output=True, text=True, check=True)
    assert ended.stdout
    assert "stepready." not in ended.stderr


def test_scores_imports_no_journal_and_no_guides(db: Path) -> None:
    found = modules(db, "scores")
    assert found & HEAVY == set()
    assert not own(found) & {"store.journal", "guides.library", "core.facts.facts", "core.plan"}


@pytest.mark.parametrize("words", [("check",), ("today",), ("school", "doctor"), ("merge", "COPY"), ("sync", "FOLDER")])
def test_commands_of_every_day_import_no_toolkit_of_databases(db: Path, words: tuple[str, ...]) -> None:
    places = {"COPY": db.with_name("copy.db"), "FOLDER": db.with_name("shared")}
    places["COPY"].write_bytes(db.read_bytes())
    places["FOLDER"].mkdir()
    found = modules(db, *[str(places.get(word, word)) for word in words])
    assert found & {"sqlmodel", "sqlalchemy", "pydantic", "plotext", "rich", "icalendar"} == set()


def test_a_prompt_reads_no_guide(db: Path) -> None:
    modules(db, "plan", "set", "--exam", "step2ck", "--on", "2099-01-04")
    found = modules(db, "today", "--short")
    assert found & HEAVY == set()
    assert not own(found) & {"core.case", "core.guide.guide", "core.rules", "core.season.season", "guides.library"}
