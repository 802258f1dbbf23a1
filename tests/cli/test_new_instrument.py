"""A new instrument is one block of data: shown through the whole program, from a copy of it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import stepready
from tests.cli.processes import TODAY

BLOCK = """
[[instrument]]
id = "mock"
name = "A vendor's mock exam"
label = "Mock"
aliases = ["mock exam"]
mark = { shape = "diamond", letter = "M", colour = "sky" }

[[instrument.exam]]
exam = "step2ck"
scale = [{ unit = "score", low = 1, high = 300, whole = true }]
usable = true
full = true
forms = ["A", "B"]
note = "Made for a test."
source = "this test"
status = "community"
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the package and add the block to its data."""
    root = tmp_path_factory.mktemp("program") / "src"
    package = root / "stepready"
    ignored = shutil.ignore_patterns("__pycache__", "compiled.json", "instruments.json")
    shutil.copytree(Path(stepready.__file__).parent, package, ignore=ignored)
    with (package / "guides" / "data" / "instruments.toml").open("a") as data:
        data.write(BLOCK)
    return root


def test_one_block_of_data_is_an_instrument_everywhere(copy: Path, tmp_path: Path) -> None:
    env = {**os.environ, "STEPREADY_DB": str(tmp_path / "book.db"), "STEPREADY_TODAY": TODAY, "PYTHONPATH": str(copy)}

    def run(line: str) -> str:
        command = [sys.executable, "-m", "stepready", *line.split()]
        ended = subprocess.run(command, env=env, capture_output=True, text=True, check=True, cwd=tmp_path)
        return ended.stdout

    run("plan set --exam step2ck --target 240 --on 2027-09-01")
    run("log nbme 11 231 --on 2027-07-01")
    assert run("log mocka 236") == "logged Mock A 236 on Thu 15 Jul 2027 (Step 2 CK, id 2)\n"
    assert "Mock A   236" in run("scores --all")
    assert "▼ Mock" in run("chart trend") or "▽ Mock not used" in run("chart trend")
    assert '"source": "mock"' in run("schedule show --json")
    assert ",mock,A,236," in run("export --csv")
