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


def test_check_says_what_is_announced_of_the_booked_day_alone(sat: Stepready) -> None:
    told = "Tests from Thu 1 Jul 2027 to Sat 31 Jul 2027 are taken to report 14 days later (announcement)."
    # The score of the day is pending on 15 July.
    assert told in sat("check --json").json["notices"]
    sat("plan set --on 2027-08-05")
    assert told not in sat("check --json").json["notices"]
    sat("plan set --on 2027-07-31")
    assert told in sat("check --json").json["notices"]
    assert told in " ".join(sat("dates").out.split())


def test_a_day_that_all_are_reported_on_is_named_and_nothing_that_misses_review_is_ideal(
    sat: Stepready, tmp_path: Path
) -> None:
    (tmp_path / "settings.toml").write_text(SETTINGS.replace("extra_days = 14", "reported_on = 2027-10-06"))
    sat("plan set --on 2027-07-28 --applicant us-md --specialty pmr")
    found = sat("check --json").json
    assert "are taken to report on Wed 6 Oct 2027 (announcement)." in " ".join(found["notices"])
    assert found["timeline"]["score_expected"] == {"typical": "2027-10-06", "safe": "2027-11-03"}
    assert found["timeline"]["timing"] == "risky"
    rows = {row["exam_date"]: row for row in sat("dates --only 2027-07-28,2027-08-10 --json").json["rows"]}
    by = rows["2027-07-28"]["p_score_by"]
    assert (by["review_opens"], rows["2027-07-28"]["timing"]) == (0, "risky")
    assert by["early_october"] > 0.9
    assert by["rank_list_due"] > 0.99
    # Just after the window a test is not taken to be reported before those in it.
    assert rows["2027-08-10"]["timing"] == "risky"
