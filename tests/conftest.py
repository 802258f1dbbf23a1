"""What tests share: the whole program on a throw-away database, in this process."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from stepready.cli.main import run
from stepready.guides.instruments import load_instruments

load_instruments()


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture(autouse=True)
def own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the tests' databases are called on this computer out of the user's own folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.getbasetemp() / "state"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.delenv("STEPREADY_CONFIG", raising=False)


Stepready = Callable[..., Ended]


@pytest.fixture
def stepready(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Stepready:
    """Run a command line as the console script would, on a database of the test's own, on 15 July 2027."""
    monkeypatch.setenv("STEPREADY_DB", str(tmp_path / "book.db"))
    monkeypatch.setenv("STEPREADY_TODAY", "2027-07-15")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("NO_COLOR", raising=False)

    def command(*words: object, stdin: str | None = None) -> Ended:
        if stdin is not None:
            import io

            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        args = [str(word) for word in words]
        if len(args) == 1:
            import shlex

            args = shlex.split(args[0])
        capsys.readouterr()
        code = run(args)
        captured = capsys.readouterr()
        return Ended(code, captured.out, captured.err)

    return command
