"""`day`: the user's own deadlines beside the official ones, in the calendar, its file, today and the first screen."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Stepready

PLAN = "plan set --exam step2ck --on 2027-08-25 --applicant non-us-img --specialty med-peds --target 235 --season 2028"


@pytest.fixture
def planned(stepready: Stepready) -> Stepready:
    assert stepready(PLAN).code == 0
    return stepready


def days(stepready: Stepready) -> dict[str, Any]:
    return {one["label"]: one["date"] for one in stepready("day list --json").json["days"]}


def event(stepready: Stepready, label: str) -> dict[str, Any] | None:
    events = stepready("calendar --json").json["events"]
    found: dict[str, Any] | None = next((one for one in events if one["label"] == label), None)
    return found


def test_a_day_is_added_shown_changed_and_removed(planned: Stepready, tmp_path: Path) -> None:
    assert planned("day", "add", "OET", "--on", "2027-08-14").out == "added OET on Sat 14 Aug 2027 (id 1)\n"
    assert days(planned) == {"OET": "2027-08-14"}
    shown = event(planned, "OET")
    assert shown is not None
    assert (shown["on"], shown["status"]) == ("2027-08-14", "yours")
    assert planned("calendar", "--ics", tmp_path / "season.ics").code == 0
    assert "OET" in (tmp_path / "season.ics").read_text()
    assert planned("day edit 1 --on 2027-08-21 --note hall").out == "changed OET on Sat 21 Aug 2027 (id 1)\n"
    assert "OET" in planned("day").out
    assert planned("day rm 1").code == 0
    assert days(planned) == {}
    assert planned("undo").out.startswith("undid: day rm OET on 2027-08-21")
    assert days(planned) == {"OET": "2027-08-21"}


def test_a_day_counts_from_a_milestone_a_pattern_or_the_exam(planned: Stepready) -> None:
    """Submission opens on 1 September 2027, review on the 22nd; Match Day is 17 March 2028."""
    planned("day add Photo to ECFMG --from submit_from --days -14")
    planned("day add Statement --from review_opens --days 0")
    planned("day add Flights --from visa --days 3")
    planned("day add Sleep --from exam --days -1")
    assert days(planned) == {
        "Sleep": "2027-08-24",
        "Photo to ECFMG": "2027-08-18",
        "Statement": "2027-09-22",
        "Flights": "2028-03-27",
    }
    planned("plan set --on 2027-09-01")
    assert days(planned)["Sleep"] == "2027-08-31"
    planned("plan set --forget on")
    assert days(planned)["Sleep"] is None
    assert event(planned, "Sleep") is None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("day add OET", "OET has no date; accepted: --on DATE, or --from ID --days N"),
        ("day add OET --on 2027-08-14 --from submit_from", "both a date and --from"),
        ("day add OET --from nowhere --days 3", "'nowhere' is no day to count from; accepted: eras_opens"),
        ("day add OET --on 2027-08-14 --days 3", "--days counts from another day"),
        ("day add OET --from submit_from --days 1001", "accepted: -1000 to 1000"),
        ("day add OET --on 5/6", "--dates dmy or mdy"),
        ("day add OET --on 1999-01-01", "accepted: years 2015 to 2100"),
        ("day rm 7", "no day of your own with id 7"),
        ("day edit 7", "nothing to change"),
    ],
)
def test_what_is_no_day_is_refused(planned: Stepready, words: str, told: str) -> None:
    ended = planned(words)
    assert (ended.code, ended.out) == (2, "")
    assert told in ended.err
    assert days(planned) == {}


def test_the_same_day_twice_is_refused(planned: Stepready) -> None:
    planned("day add OET --on 2027-08-14")
    assert "is kept already (id 1)" in planned("day add oet --on 2027-08-14").err
    assert planned("day add OET --on 2027-11-14").code == 0


def test_a_day_named_as_a_pattern_stands_for_it(planned: Stepready) -> None:
    """The pattern's OET is 31 December; the user's own day takes its place, and says so."""
    planned("profile set --visa j1")
    pattern = "Last days for OET Medicine before the Match"
    assert event(planned, pattern) is not None
    planned("day add OET --on 2027-08-14")
    assert event(planned, pattern) is None
    shown = event(planned, "OET")
    assert shown is not None
    assert "the pattern's day was Fri 31 Dec 2027" in shown["why"]
    shipped = {one["id"]: one for one in planned("day list --json").json["patterns"]}
    assert (shipped["oet"]["yours"], shipped["oet"]["status"]) == (1, "secondary")
    assert shipped["mspe_upload"]["on"] == "2027-09-22"
    assert {"pathway", "ecfmg_certified", "visa", "letters_in"} <= shipped.keys()


def test_the_nearest_own_day_is_on_today_and_the_first_screen(planned: Stepready) -> None:
    planned("day add OET --on 2027-07-17")
    assert "next deadline: OET, Sat 17 Jul 2027, in 2 days" in planned("today").out
    assert "OET" in planned("").out


def test_a_settings_file_adds_days(planned: Stepready, tmp_path: Path) -> None:
    folder = tmp_path / "config" / "stepready"
    folder.mkdir(parents=True)
    day = '[[day]]\nlabel = "Transcript"\nafter = "submit_from"\ndays = -21\nsource = "the dean\'s office"\n'
    (folder / "settings.toml").write_text(day)
    shown = event(planned, "Transcript")
    assert shown is not None
    assert (shown["on"], shown["why"], shown["status"]) == ("2027-08-11", "the dean's office", "community")
    (folder / "settings.toml").write_text(day.replace("submit_from", "submit"))
    assert "day[1].after" in planned("calendar").err
    (folder / "settings.toml").write_text('[[day]]\nlabel = "X"\nsource = "me"\n')
    assert "neither on nor after" in planned("calendar").err


def test_an_export_brings_own_days_back(planned: Stepready, tmp_path: Path) -> None:
    planned("day add OET --on 2027-08-14")
    planned("day add Photo --from submit_from --days -14")
    held = planned("export --json").out
    assert len(json.loads(held)["own_days"]) == 2
    other = tmp_path / "other.db"
    assert planned("--db", other, "import", "-", stdin=held).code == 0
    assert planned("--db", other, "export", "--json").out == held
