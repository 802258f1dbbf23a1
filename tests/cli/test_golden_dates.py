"""`dates` and `calendar` as they look at three widths, through the real program on the sample logs.

To write the screens anew after a change that is meant: STEPREADY_WRITE_GOLDEN=1 pytest this file, then look at them.
"""

import os
import shlex
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Stepready

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "dates"
SAMPLES = tomllib.loads((ROOT / "sample_logs" / "samples.toml").read_text(encoding="utf-8"))["sample"]
SCREENS = [
    ("hovering", "dates"),
    ("hovering", "dates --only 2027-07-28,2027-08-17"),
    ("hovering", "calendar"),
    ("far-below", "dates"),
    ("step1", "dates"),
    ("low-score-in-hand", "dates"),
    ("low-score-in-hand", "calendar"),
]


@pytest.fixture(autouse=True)
def in_new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Set the computer's clock to Eastern, so that no hour is shown twice."""
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def fill(stepready: Stepready, name: str) -> tuple[str, str]:
    """Bring in a sample log and its plan; return the option that pins its day."""
    sample = next(sample for sample in SAMPLES if sample["log"] == f"{name}.csv")
    day = ("--today", str(sample["today"]))
    assert stepready(*day, "plan", "set", *shlex.split(sample["plan"])).code == 0
    assert stepready(*day, "import", ROOT / "sample_logs" / sample["log"]).code == 0
    return day


@pytest.mark.parametrize(("name", "command"), SCREENS)
def test_a_screen_looks_as_it_was_approved(
    name: str, command: str, stepready: Stepready, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = fill(stepready, name)
    for width in (60, 80, 120):
        monkeypatch.setenv("COLUMNS", str(width))
        ended = stepready(*day, *command.split())
        assert (ended.code, ended.err) == (0, "")
        assert max(map(len, ended.out.splitlines())) <= width
        approved = GOLDEN / f"{name}-{command.replace(' --', '-').split()[0]}-{width}.txt"
        if os.environ.get("STEPREADY_WRITE_GOLDEN"):
            approved.parent.mkdir(exist_ok=True)
            approved.write_text(ended.out, encoding="utf-8")
        assert ended.out == approved.read_text(encoding="utf-8")
