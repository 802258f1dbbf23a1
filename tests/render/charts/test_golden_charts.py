"""Each chart as it looks at three widths, through the real program on the sample logs.

To write the screens anew after a change that is meant: STEPREADY_WRITE_GOLDEN=1 pytest this file, then look at them.
"""

import os
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Stepready

ROOT = Path(__file__).parents[3]
GOLDEN = ROOT / "tests" / "golden" / "charts"
SAMPLES: list[dict[str, Any]] = tomllib.loads((ROOT / "sample_logs" / "samples.toml").read_text(encoding="utf-8"))[
    "sample"
]
SCREENS = [
    ("ready", "chart trend"),
    ("ready", "chart qbank"),
    ("ready", "chart activity"),
    ("hovering", "chart trend"),
    ("hovering", "chart dates"),
    ("hovering", ""),
    ("step1", "chart trend"),
    ("step1", "chart dates"),
    ("low-score-in-hand", "chart trend"),
]


def fill(stepready: Stepready, name: str) -> tuple[str, str]:
    """Bring in a sample log and its plan; return the option that pins its day."""
    sample = next(sample for sample in SAMPLES if sample["log"] == f"{name}.csv")
    day = ("--today", sample["today"])
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
        monkeypatch.setenv("LINES", "40" if width == 120 else "24")
        ended = stepready(*day, *command.split())
        assert ended.code == 0
        assert "\x1b" not in ended.out
        approved = GOLDEN / f"{name}-{command.replace(' ', '-') or 'dashboard'}-{width}.txt"
        if os.environ.get("STEPREADY_WRITE_GOLDEN"):
            approved.write_text(ended.out, encoding="utf-8")
        assert ended.out == approved.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["ready", "hovering", "far-below", "step1", "low-score-in-hand"])
def test_the_dashboard_fits_a_screen_of_80_by_24(name: str, stepready: Stepready) -> None:
    day = fill(stepready, name)
    lines = stepready(*day).out.splitlines()
    assert lines[0].startswith("Verdict: ")
    assert len(lines) < 24
    assert max(map(len, lines)) <= 80


def test_without_a_plan_the_dashboard_says_how_to_begin(stepready: Stepready) -> None:
    ended = stepready("--today", "2027-07-15")
    assert ended.code == 0
    assert "stepready init" in ended.out
    assert "stepready log nbme" in ended.out
    assert len(ended.out.splitlines()) < 24
