"""With a delay the user knows of, every screen names the same score day."""

import re
from pathlib import Path

import pytest

from tests.conftest import Stepready

SETTINGS = """
[[delay_window]]
from = 2027-07-01
to = 2027-07-31
extra_days = 14
source = "announcement"
"""
USUAL = r"0?7 Aug(ust)?\b|2027-08-07|20270807"
DELAYED = r"21 Aug(ust)?\b|2027-08-21|20270821"
"""Sat on 10 July 2027: four weeks are the typical lag, and two more are announced."""


@pytest.fixture
def sat(stepready: Stepready, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stepready:
    monkeypatch.setenv("STEPREADY_CONFIG", str(tmp_path))
    (tmp_path / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    for form, score, day in (("10", 238, "2027-06-20"), ("11", 241, "2027-07-01")):
        stepready("log", "nbme", form, score, "--date", day, "--exam", "step2ck")
    assert stepready("plan set --exam step2ck --on 2027-07-10 --target 235 --season 2028").code == 0
    return stepready


@pytest.mark.parametrize(
    "command",
    [
        "today", "today --json", "", "check", "check --json", "dates", "dates --json", "calendar", "calendar --json",
        "chart trend",
    ],
)  # fmt: skip
def test_every_screen_names_the_delayed_score_day(sat: Stepready, command: str) -> None:
    ended = sat(*command.split())
    assert ended.code == 0, ended.err
    assert re.search(DELAYED, ended.out)
    assert not re.search(USUAL, ended.out)


@pytest.mark.parametrize("command", ["calendar --ics", "report"])
def test_every_file_names_the_delayed_score_day(sat: Stepready, command: str, tmp_path: Path) -> None:
    kept = tmp_path / "kept.html"
    ended = sat(*command.split(), kept)
    assert ended.code == 0, ended.err
    text = kept.read_text(encoding="utf-8")
    assert re.search(DELAYED, text)
    assert not re.search(USUAL, text)
