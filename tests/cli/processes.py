"""Run the program as a process of its own, as users do."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

Ending = tuple[int, str, str]
"""An exit code and what was printed."""
Begin = Callable[..., Callable[[], Ending]]
"""Begins a command on a database and returns what waits for its end."""
TODAY = "2027-07-15"


def environment(db: Path | str) -> dict[str, str]:
    """Return an environment with a database of the test's own."""
    return {**os.environ, "STEPREADY_DB": str(db), "STEPREADY_TODAY": TODAY}


def start(db: Path | str, *words: object) -> subprocess.Popen[str]:
    """Start a command; it leads a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "stepready", *(str(word) for word in words)],
        env=environment(db),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
    )


def finish(process: subprocess.Popen[str]) -> Ending:
    """Wait for a command and return its exit code and what it printed."""
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def begun(db: Path | str, *words: object) -> Callable[[], Ending]:
    """Start a command and return what waits for its end."""
    process = start(db, *words)
    return lambda: finish(process)
