"""The study schedule as a calendar file: alarms, ids that stay, days that are gone."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar, Component

from tests.conftest import Stepready

MADE = "2027-07-01"
NINE = timedelta(hours=9)


@pytest.fixture
def kept(stepready: Stepready) -> Stepready:
    assert stepready(f"--today {MADE} plan set --exam step2ck --on 2027-08-10 --target 240").code == 0
    assert stepready(f"--today {MADE} schedule make").code == 0
    return stepready


def events(file: Path) -> dict[str, Component]:
    return {str(event["uid"]): event for event in Calendar.from_ical(file.read_bytes()).walk("VEVENT")}


def triggers(event: Component) -> list[timedelta]:
    return [alarm.decoded("trigger") for alarm in event.walk("VALARM")]


def test_study_days_ring_on_their_morning_and_practice_exams_on_the_eve_too(kept: Stepready, tmp_path: Path) -> None:
    assert kept("--today", MADE, "schedule", "--ics", tmp_path / "study.ics").code == 0
    found = events(tmp_path / "study.ics")
    days = kept("--today", MADE, "schedule", "show", "--json").json["days"]
    assert len(found) == len(days) == 40
    for day in days:
        rung = triggers(found[f"step2ck-{day['date']}@schedule.stepready"])
        if day["rest"]:
            assert rung == []
        elif day["practice_exam"]:
            assert rung == [NINE - timedelta(days=1), NINE]
        else:
            assert rung == [NINE]


def test_days_that_are_gone_are_cancelled_in_the_file_that_had_them(kept: Stepready, tmp_path: Path) -> None:
    """The exam moves from 10 August to 3 August: 3 to 9 August are no study days any more."""
    file = tmp_path / "study.ics"
    assert kept("--today", MADE, "schedule", "--ics", file).code == 0
    before = events(file)
    assert kept("--today 2027-07-02 plan set --on 2027-08-03").code == 0
    assert kept("--today", "2027-07-02", "schedule", "--ics", file).code == 0
    after = events(file)
    gone = {uid for uid, event in after.items() if str(event.get("status")) == "CANCELLED"}
    assert gone == {f"step2ck-2027-08-{day:02}@schedule.stepready" for day in range(3, 10)}
    assert set(before) - set(after) == {"step2ck-2027-07-01@schedule.stepready"}, "past days alone are left out"
    for uid in gone:
        assert after[uid].decoded("sequence") > before[uid].decoded("sequence")
        assert triggers(after[uid]) == []


def test_a_season_day_that_no_longer_holds_is_cancelled(kept: Stepready, tmp_path: Path) -> None:
    """Without a booked day there is no exam to go to: its event is cancelled, not left behind."""
    file = tmp_path / "season.ics"
    assert kept("--today", MADE, "calendar", "--ics", file).code == 0
    assert events(file)["step2ck-exam@stepready"].decoded("dtstart") == date(2027, 8, 10)
    assert kept("--today 2027-07-02 plan set --score 244 --on 2027-06-20").code == 0
    assert kept("--today", "2027-07-02", "calendar", "--ics", file).code == 0
    gone = {uid for uid, event in events(file).items() if str(event.get("status")) == "CANCELLED"}
    assert "step2ck-score_typical@stepready" in gone
    assert events(file)["step2ck-exam@stepready"].decoded("dtstart") == date(2027, 6, 20)


def test_with_nothing_left_to_schedule_every_day_ahead_is_cancelled(kept: Stepready, tmp_path: Path) -> None:
    file = tmp_path / "study.ics"
    assert kept("--today", MADE, "schedule", "--ics", file).code == 0
    before = events(file)
    assert kept("--today 2027-07-05 plan set --on 2027-07-02 --score 244").code == 0
    ended = kept("--today", "2027-07-05", "schedule", "--ics", file)
    assert (ended.code, ended.out) == (0, "")
    after = events(file)
    assert set(after) == {uid for uid in before if uid >= "step2ck-2027-07-05"}
    assert {str(event["status"]) for event in after.values()} == {"CANCELLED"}
    assert all(after[uid].decoded("sequence") > before[uid].decoded("sequence") for uid in after)
    again = kept("--today", "2027-07-05", "schedule", "--ics", tmp_path / "other.ics")
    assert again.code == 2
    assert not (tmp_path / "other.ics").exists()
