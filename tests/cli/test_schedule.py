"""`schedule`, `today` and `topics` as a user meets them."""

import csv
import io
import os
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from tests.conftest import Ended, Stepready

GOLDEN = Path(__file__).parents[1] / "golden" / "schedule"
DAY_KEYS = ["date", "phase", "rest", "questions", "review_hours", "content_hours", "focus", "practice_exam"]
MADE = date(2027, 3, 1)
EXAM = date(2027, 6, 21)
MISSED = (10, 11, 16, 17)


def on(stepready: Stepready, day: date | str, *words: object) -> Ended:
    args = str(words[0]).split() if len(words) == 1 else words
    return stepready("--today", str(day), *args)


@pytest.fixture
def planned(stepready: Stepready) -> Stepready:
    on(
        stepready,
        MADE,
        "plan set --exam step2ck --on 2027-06-21 --applicant us-img --specialty psychiatry --target 240",
    )
    return stepready


@pytest.fixture
def three_weeks(planned: Stepready) -> Stepready:
    """Make a schedule, then study three weeks of it as planned but for four days."""
    on(planned, MADE, "schedule make")
    for day in on(planned, MADE, "schedule show --json").json["days"][:21]:
        number = int(day["date"][-2:])
        if day["practice_exam"]:
            on(planned, day["date"], f"log nbme {day['practice_exam']['form']} 221")
        elif day["questions"] and number not in MISSED:
            topic = ("cardiology", "neurology", "psychiatry")[number % 3]
            on(planned, day["date"], f"log qbank {day['questions'] - number % 7}/{day['questions']} --topic {topic}")
    return planned


def days_of(ended: Ended) -> list[dict[str, Any]]:
    assert ended.code == 0, ended.err
    found: list[dict[str, Any]] = ended.json["days"]
    return found


@pytest.mark.parametrize("make_first", [False, True])
def test_the_days_run_from_today_to_the_exams_eve_whether_kept_or_not(planned: Stepready, make_first: bool) -> None:  # noqa: FBT001 - a table
    if make_first:
        on(planned, MADE, "schedule make")
    shown = on(planned, MADE, "schedule show --json")
    days = days_of(shown)
    assert [list(day) for day in days] == [DAY_KEYS] * 112
    assert [day["date"] for day in days] == [str(MADE + timedelta(days=step)) for step in range(112)]
    assert (shown.json["as_of"], shown.json["exam_date"]) == ("2027-03-01", "2027-06-21")
    assert ("schedule make" in shown.err) is not make_first
    assert len({day["phase"] for day in days}) >= 3


def test_a_schedule_is_not_kept_by_showing_it(planned: Stepready) -> None:
    on(planned, MADE, "schedule show")
    assert on(planned, MADE, "schedule show --json").json["kept"] is False
    assert on(planned, MADE, "schedule replan").code == 2


def test_a_form_already_taken_is_not_planned(planned: Stepready) -> None:
    for form in (14, 15, 16):
        on(planned, MADE, f"log nbme {form} 220 --on 2027-02-1{form - 10}")
    forms = [day["practice_exam"] for day in days_of(on(planned, MADE, "schedule show --json"))]
    assert {"source": "nbme", "form": "16"} not in forms
    assert {"source": "nbme", "form": "14"} not in forms


def test_a_form_taken_after_the_schedule_was_made_gives_way(planned: Stepready) -> None:
    on(planned, MADE, "schedule make")
    on(planned, MADE, "log nbme 16 225")
    shown = on(planned, MADE + timedelta(days=1), "schedule show --json")
    forms = [tuple(day["practice_exam"].values()) for day in days_of(shown) if day["practice_exam"]]
    assert ("nbme", "16") not in forms
    assert len(set(forms)) == len(forms)
    assert "NBME 16 is taken already" in shown.err


def test_the_calendar_file_has_one_event_a_day_with_a_uid_that_stays(planned: Stepready, tmp_path: Path) -> None:
    file = tmp_path / "study.ics"
    on(planned, MADE, "schedule", "make", "--ics", file)
    first = _events(file)
    days = {day["date"]: day for day in days_of(on(planned, MADE, "schedule show --json"))}
    assert [str(event["day"]) for event in first] == list(days)
    for event in first:
        exam = days[str(event["day"])]["practice_exam"]
        assert event["summary"].startswith("Practice exam") is (exam is not None)
        assert event["end"] == event["day"] + timedelta(days=1)
    on(planned, MADE + timedelta(days=9), "schedule", "--ics", file)
    later = _events(file)
    assert [event["uid"] for event in later] == [event["uid"] for event in first[9:]]
    assert later[0]["sequence"] > first[0]["sequence"]
    assert len({event["uid"] for event in first}) == len(first)


def _events(file: Path) -> list[dict[str, Any]]:
    calendar = Calendar.from_ical(file.read_bytes())
    return [
        {
            "day": event.decoded("dtstart"),
            "end": event.decoded("dtend"),
            "uid": str(event["uid"]),
            "summary": str(event["summary"]),
            "sequence": int(str(event["sequence"])),
        }
        for event in calendar.walk("VEVENT")
    ]


def test_a_calendar_file_that_cannot_be_written_is_one_line(planned: Stepready, tmp_path: Path) -> None:
    ended = on(planned, MADE, "schedule", "show", "--ics", tmp_path / "no" / "study.ics")
    assert (ended.code, ended.out) == (74, "")
    assert "cannot be written" in ended.err
    assert len(ended.err.splitlines()) == 1


def test_csv_and_markdown_hold_every_day(planned: Stepready) -> None:
    rows = list(csv.DictReader(io.StringIO(on(planned, MADE, "schedule show --csv").out)))
    assert list(rows[0]) == DAY_KEYS
    assert len(rows) == 112
    markdown = on(planned, MADE, "schedule show --markdown").out
    assert markdown.count("\n| [ ] |") + markdown.count("\n| | ") == 112 + 3  # a head for each phase


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("--hours mon=25", "'mon=25' gives no hours of a day"),
        ("--hours mun=4", "'mun=4' names no weekdays"),
        ("--hours nan", "'nan' gives no hours of a day"),
        ("--hours 0", "no weekday has hours to work"),
        ("--hours mon-sat=0", "no weekday has hours to work"),  # Sunday is the rest day
        ("--rest mon-sun", "every day of the week is a rest day"),
        ("--rest never", "'never' names no weekdays"),
        ("--away 2027-05-05..2027-05-01", "is no range of days away"),
        ("--away someday", "'someday' is not a day"),
        ("--questions-left -1", "-1 questions left; accepted: 0 to 20000"),
        ("--rotation 2027-05-01..2027-05-28", "gives no hours"),
        ("--rotation 2027-05-28..2027-05-01=3", "is no range of days away"),
        ("--rotation 2027-05-01..2027-05-28=25", "gives no hours of a day"),
        ("--bank-done-by 2027-02-01", "the question bank cannot be done by 2027-02-01"),
    ],
)
def test_what_cannot_be_given_is_refused_in_one_line_and_changes_nothing(
    planned: Stepready, given: str, said: str
) -> None:
    ended = on(planned, MADE, f"schedule make {given}")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("error: ")
    assert said in ended.err
    assert on(planned, MADE, "schedule show --json").json["kept"] is False


def test_what_was_given_stays_until_it_is_given_anew(planned: Stepready) -> None:
    on(planned, MADE, "schedule make --hours mon-fri=4,sat=8 --rest sun --away 2027-05-01..2027-05-05")
    made = on(planned, MADE, "schedule make --questions-left 1800 --bank-done-by 2027-06-10")
    assert "Mon 4, Tue 4, Wed 4, Thu 4, Fri 4, Sat 8, other days the guide's" in " ".join(made.out.split())
    assert "away 1 May to 5 May" in " ".join(made.out.split())
    days = {day["date"]: day for day in days_of(on(planned, MADE, "schedule show --json"))}
    assert all(days[f"2027-05-0{day}"]["rest"] for day in range(1, 6))
    # 4 hours hold 53 questions of four and a half minutes
    assert max(day["questions"] for day in days.values() if date.fromisoformat(day["date"]).weekday() < 5) <= 53
    assert sum(day["questions"] for day in days.values() if day["date"] <= "2027-06-10") == 1800
    reset = on(planned, MADE, "schedule make --reset")
    assert "Hours: the guide's" in " ".join(reset.out.split())


def test_a_rotation_takes_the_hours_of_its_weekdays_and_leaves_the_weekends(planned: Stepready) -> None:
    made = on(planned, MADE, "schedule make --hours mon-fri=6,sat=8 --rotation 2027-04-05..2027-04-30=2")
    assert "rotation 5 Apr to 30 Apr at most 2 h on weekdays" in " ".join(made.out.split())
    days = {date.fromisoformat(day["date"]): day for day in days_of(on(planned, MADE, "schedule show --json"))}
    for day, found in days.items():
        spent = found["questions"] * 1.5 / 60 + found["review_hours"] + found["content_hours"]
        if date(2027, 4, 5) <= day <= date(2027, 4, 30) and day.weekday() < 5 and not found["practice_exam"]:
            assert spent <= 2
            assert found["questions"] <= 26  # two hours hold 26 questions of four and a half minutes
    assert max(days[date(2027, 4, day)]["questions"] for day in (10, 17, 24)) > 26  # its Saturdays
    on(planned, MADE, "schedule make --rotation none")
    assert "rotation" not in on(planned, MADE, "schedule make").out.partition("Practice exams")[2]


def test_the_last_days_before_the_exam_take_half_of_their_hours(planned: Stepready) -> None:
    """9 hours a day hold 120 questions of four and a half minutes, half of them 60; the exam's eve is a Sunday."""
    on(planned, MADE, "schedule make --hours 9 --questions-left 9000")
    days = days_of(on(planned, MADE, "schedule show --json"))
    assert [day["rest"] for day in days[-3:]] == [False, False, True]
    assert max(day["questions"] for day in days[-10:-3]) > 100
    assert 20 <= max(day["questions"] for day in days[-3:]) <= 60
    spent = [day["questions"] * 1.5 / 60 + day["review_hours"] + day["content_hours"] for day in days[-3:]]
    assert all(hours <= 4.5 for hours in spent)


def test_questions_done_are_no_longer_left(planned: Stepready) -> None:
    on(planned, MADE, "schedule make --questions-left 2800")
    on(planned, MADE, "log qbank 30/50")
    again = on(planned, MADE + timedelta(days=1), "schedule make")
    assert "2750 questions left in the bank" in " ".join(again.out.split())
    again = on(planned, MADE + timedelta(days=1), "schedule make")
    assert "2750 questions left in the bank" in " ".join(again.out.split())


def test_one_undo_takes_a_schedule_and_its_settings_back(planned: Stepready) -> None:
    on(planned, MADE, "schedule make")
    on(planned, MADE, "schedule make --hours 4")
    on(planned, MADE, "undo")
    assert "Hours: the guide's" in on(planned, MADE, "schedule make").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("plan set --exam step2ck", "no test date"),
        ("plan set --exam step2ck --on 2027-03-01", "is not after today"),
        ("plan set --exam step2ck --on 2027-01-15", "is not after today"),
        ("plan set --exam step2ck --on 2027-06-21 --score 240", "has a result"),
    ],
)
@pytest.mark.parametrize("command", ["schedule make", "schedule show", "schedule show --json"])
def test_a_plan_that_cannot_be_scheduled_says_why(stepready: Stepready, words: str, said: str, command: str) -> None:
    on(stepready, MADE, words)
    ended = on(stepready, MADE, command)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


def test_no_plan_says_how_to_begin(stepready: Stepready) -> None:
    for command in ("schedule", "today", "topics"):
        ended = on(stepready, MADE, command)
        assert (ended.code, ended.err.splitlines()[0]) == (2, "error: no plan is set")
    assert on(stepready, MADE, "today --short").out == ""


def test_today_tells_planned_done_and_next(three_weeks: Stepready) -> None:
    day = date(2027, 3, 22)
    told = on(three_weeks, day, "today --json").json
    assert [key for key in DAY_KEYS if key not in told] == []
    assert (told["date"], told["days_to_exam"], told["done"]["questions"]) == ("2027-03-22", 91, 0)
    assert told["behind_by_questions"] == 4 * 30
    on(three_weeks, day, "log qbank 7/10")
    assert on(three_weeks, day, "today --json").json["done"]["questions"] == 10
    assert any(text.startswith("20 more questions") for text in on(three_weeks, day, "today --json").json["next"])


def test_today_without_a_kept_schedule_works_its_day_out(planned: Stepready) -> None:
    told = on(planned, MADE, "today --json")
    assert told.json["questions"] == 30
    assert told.json["behind_by_questions"] == 0
    assert "no schedule is kept" in told.err


@pytest.mark.parametrize(
    ("day", "said"),
    [(EXAM, "Step 2 CK is today"), (EXAM + timedelta(days=3), "3 days ago"), (EXAM - timedelta(days=1), "1 day to")],
)
def test_today_around_the_exam(planned: Stepready, day: date, said: str) -> None:
    on(planned, MADE, "schedule make")
    ended = on(planned, day, "today")
    assert ended.code == 0
    assert said in ended.out
    assert on(planned, day, "today --short").code == 0


@pytest.mark.parametrize("choice", ["catch-up-today", "more-each-day", "move-exam", "drop-content", "move-mock"])
def test_each_way_on_is_previewed_kept_and_taken_back(three_weeks: Stepready, choice: str) -> None:
    day = date(2027, 3, 22)
    before = days_of(on(three_weeks, day, "schedule show --json"))
    dry = on(three_weeks, day, f"schedule replan --choose {choice} --dry-run --json").json
    assert (dry["applied"], dry["behind_by_questions"]) == (None, 120)
    assert days_of(on(three_weeks, day, "schedule show --json")) == before
    option = next(option for option in dry["options"] if option["choice"] == choice)
    planned = sum(found["questions"] for found in before)
    assert option["questions_planned"] + option["dropped"] + option["unplaced"] == planned + 120
    applied = on(three_weeks, day, f"schedule replan --choose {choice}")
    assert f"Kept: {choice}" in applied.out
    after = days_of(on(three_weeks, day, "schedule show --json"))
    assert sum(found["questions"] for found in after) == option["questions_planned"]
    assert on(three_weeks, day, "today --json").json["behind_by_questions"] == 0
    moved = on(three_weeks, day, "plan show --json").json["exam_date"]
    assert (moved > "2027-06-21") is (choice == "move-exam")
    on(three_weeks, day, "undo")
    assert days_of(on(three_weeks, day, "schedule show --json")) == before
    assert on(three_weeks, day, "plan show --json").json["exam_date"] == "2027-06-21"


def test_replanning_keeps_the_exam_taken_and_never_plans_it_again(three_weeks: Stepready) -> None:
    day = date(2027, 3, 22)
    on(three_weeks, day, "schedule replan --choose more-each-day")
    taken = [score["form"] for score in on(three_weeks, day, "scores --json").json["scores"] if score["form"]]
    days = days_of(on(three_weeks, day, "schedule show --json"))
    forms = [found["practice_exam"]["form"] for found in days if found["practice_exam"]]
    assert taken
    assert not set(taken) & {form for form in forms if form not in ("1", "2", "3")}
    assert days[0]["phase"] == "rotation integration"
    late = [date.fromisoformat(found["date"]) for found in days if found["practice_exam"]][-3:]
    assert all(5 <= (last - first).days <= 7 for first, last in pairwise(late))


def test_an_unknown_way_on_is_refused(three_weeks: Stepready) -> None:
    ended = on(three_weeks, date(2027, 3, 22), "schedule replan --choose start-over")
    assert (ended.code, ended.out) == (2, "")
    assert "accepted: catch-up-today, more-each-day, move-exam, drop-content" in ended.err


def test_topics_rank_what_was_logged(three_weeks: Stepready) -> None:
    on(three_weeks, date(2027, 3, 22), "log qbank 0/3 --topic ethics")
    ranked = on(three_weeks, date(2027, 3, 22), "topics --json").json
    assert {topic["topic"] for topic in ranked["topics"]} == {"cardiology", "neurology", "psychiatry", "ethics"}
    assert ranked["topics"][0]["topic"] != "ethics"
    assert ranked["topics"][-1]["topic"] == "ethics"


SCREENS = {
    "week": "schedule",
    "month": "schedule month 2027-04-01",
    "today": "today",
    "replan": "schedule replan",
    "topics": "topics",
    "short": "today --short",
    "burnup": "chart burnup",
    "hours": "chart hours",
}


def screen_of(three_weeks: Stepready, screen: str) -> str:
    """Show a screen; ways on without a practice exam, so that no figure of the forecast is pinned here."""
    if screen == "hours":
        for day in (1, 3, 9, 15, 16):
            on(three_weeks, date(2027, 3, day), "log hours 2.5")
    if screen == "burnup":
        on(three_weeks, date(2027, 3, 22), "log bank uworld 700/3600 64%")
    if screen == "replan":
        on(three_weeks, date(2027, 3, 22), "rm", _exam_id(three_weeks))
    return on(three_weeks, date(2027, 3, 22), SCREENS[screen]).out


def _exam_id(three_weeks: Stepready) -> int:
    scores = on(three_weeks, date(2027, 3, 22), "scores --json").json["scores"]
    return int(next(score["id"] for score in scores if score["source"] == "nbme"))


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("screen", SCREENS)
def test_screens_after_three_weeks_with_four_missed_days(
    three_weeks: Stepready, screen: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    shown = screen_of(three_weeks, screen)
    assert all(len(line) <= width for line in shown.splitlines())
    assert "\033" not in shown
    if os.environ.get("STEPREADY_WRITE_GOLDEN"):
        (GOLDEN / f"{screen}-{width}.txt").write_text(shown, encoding="utf-8")
    assert shown == (GOLDEN / f"{screen}-{width}.txt").read_text(encoding="utf-8")


def test_each_way_on_shows_what_the_forecast_makes_of_it(three_weeks: Stepready) -> None:
    told = on(three_weeks, date(2027, 3, 22), "schedule replan --json").json
    assert all(0 < option["forecast"]["p_target"] < 1 for option in told["options"])
    assert "forecast for Mon 21 Jun" in " ".join(on(three_weeks, date(2027, 3, 22), "schedule replan").out.split())


@pytest.mark.parametrize("screen", SCREENS)
def test_a_terminal_that_shows_only_ascii_gets_only_ascii(
    three_weeks: Stepready, screen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stepready.cli.frame.is_ascii", lambda: True)
    assert on(three_weeks, date(2027, 3, 22), SCREENS[screen]).out.isascii()


def test_weeks_and_months_past_the_exam_say_that_nothing_is_there(planned: Stepready) -> None:
    shown = on(planned, MADE, "schedule show --month --from 2027-08-01")
    assert (shown.code, "No study day falls in this time." in shown.out) == (0, True)


def test_two_forms_at_once_are_refused(planned: Stepready) -> None:
    ended = on(planned, MADE, "schedule show --json --csv")
    assert (ended.code, ended.err.splitlines()[0][:31]) == (2, "error: one form at a time: --we")


def test_step_1_has_a_schedule_of_its_own(stepready: Stepready) -> None:
    on(stepready, MADE, "plan set --exam step1 --on 2027-10-01 --applicant us-img")
    days = days_of(on(stepready, MADE, "schedule show --json"))
    assert list(dict.fromkeys(day["phase"] for day in days)) == ["foundations", "ramp", "dedicated"]
    exams = {day["practice_exam"]["source"] for day in days if day["practice_exam"]}
    assert exams == {"nbme"}


def test_where_the_days_do_not_suffice_one_note_leads_to_the_choices_with_their_effects(stepready: Stepready) -> None:
    on(stepready, MADE, "plan set --exam step2ck --on 2027-04-12 --applicant us-img --specialty psychiatry")
    on(stepready, MADE, "log nbme 9 195 --on 2027-02-20")
    on(stepready, MADE, "log nbme 10 199 --on 2027-02-27")
    made = on(stepready, MADE, "schedule make --hours 4")
    notes = " ".join(made.err.split())
    # 12 weeks are 84 days; 42 are left
    assert "42 days short for the demand of med-peds-non-us-img" in notes
    assert "`stepready schedule enough` shows the choices" in notes
    assert notes.count("note: ") == 2
    told = on(stepready, MADE, "schedule enough --json").json
    assert told["suffices"] is False
    assert [choice["gives"] for choice in told["choices"]] == ["date", "hours", "scope"]
    later = told["choices"][0]
    assert later["exam_date"] == "2027-05-24"
    assert later["forecast"]["mean"] >= told["booked"]["forecast"]["mean"]
    assert told["booked"]["p_seen_at_review"] > 0.9  # review opens on 22 September
    text = on(stepready, MADE, "schedule enough").out
    assert all(len(line) <= 80 for line in text.splitlines())
    assert "42 days short for the demand of med-peds-non-us-img" in " ".join(text.split())


def test_where_the_days_suffice_that_is_said(planned: Stepready) -> None:
    assert on(planned, MADE, "schedule enough --json").json["suffices"] is True
    assert "suffice for what us-img asks" in on(planned, MADE, "schedule enough").out


def test_a_schedule_without_days_is_taken_for_none_everywhere(stepready: Stepready, tmp_path: Path) -> None:
    stepready("plan set --exam step2ck --on 2027-09-01 --target 240")
    stepready("schedule make --hours 6")
    with closing(sqlite3.connect(tmp_path / "book.db")) as connection, connection:
        connection.execute("DELETE FROM schedule_day")
    for line in (
        "today", "today --short", "schedule show", "schedule week", "schedule month", "schedule replan", "check",
        "dates", "review", "topics", "calendar", "chart activity", "schedule --ics -", "done --hours 3", "skip",
        "doctor", "report -",
    ):  # fmt: skip
        ended = stepready(line)
        assert ended.code in {0, 1, 2}, (line, ended)
        assert "a fault in stepready" not in ended.err, (line, ended)
    exported = stepready("export --json")
    assert exported.json["schedules"] == []
    assert stepready("--db", tmp_path / "new.db", "import", "-", stdin=exported.out).code == 0
    assert "no schedule" in stepready("schedule show").err
    assert stepready("schedule make --hours 6").code == 0
    assert stepready("schedule show").code == 0
