"""Work through replans, moved dates and days ahead: no question and no form is lost or counted twice."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from tests.conftest import Ended, Stepready

MADE = "2027-03-01"
PLAN = "plan set --exam step2ck --on 2027-06-21 --applicant us-img --specialty psychiatry --target 240"


@pytest.fixture
def kept(stepready: Stepready) -> Stepready:
    """Keep the schedule of sixteen weeks: 30 questions a working day at first, NBME 10 on Saturday 6 March."""
    on(stepready, MADE, PLAN)
    on(stepready, MADE, "schedule make")
    return stepready


def on(stepready: Stepready, day: str, words: str) -> Ended:
    return stepready("--today", day, *words.split())


def shown(stepready: Stepready, day: str) -> list[dict[str, Any]]:
    days: list[dict[str, Any]] = on(stepready, day, "schedule show --json").json["days"]
    return days


def questions(days: list[dict[str, Any]]) -> int:
    return sum(day["questions"] for day in days)


def sittings(days: list[dict[str, Any]], title: tuple[str, str]) -> list[str]:
    forms = [(day["date"], day["practice_exam"]) for day in days if day["practice_exam"]]
    return [day for day, form in forms if (form["source"], form["form"]) == title]


def test_a_form_taken_today_is_not_planned_again_when_the_test_date_moves_today(stepready: Stepready) -> None:
    on(stepready, "2027-04-27", "plan set --exam step2ck --on 2027-06-11 --applicant us-img")
    on(stepready, "2027-04-27", "schedule make")
    today = next(day for day in shown(stepready, "2027-04-27") if day["practice_exam"])
    form = (today["practice_exam"]["source"], today["practice_exam"]["form"])
    on(stepready, today["date"], f"log {form[0]} {form[1]} 220")
    on(stepready, today["date"], "plan set --on 2027-06-18")
    days = shown(stepready, today["date"])
    assert sittings(days, form) == [today["date"]]
    assert days[0]["questions"] == 0
    on(stepready, today["date"], "schedule replan --choose more-each-day")
    later = str(date.fromisoformat(today["date"]) + timedelta(days=1))
    assert sittings(shown(stepready, later), form) == []


def test_a_form_taken_today_is_not_planned_again_by_moving_the_exam(stepready: Stepready) -> None:
    on(stepready, "2027-05-03", "plan set --exam step2ck --on 2027-06-17 --applicant us-img")
    on(stepready, "2027-05-03", "schedule make")
    today = [day for day in shown(stepready, "2027-05-03") if day["practice_exam"]][1]
    form = (today["practice_exam"]["source"], today["practice_exam"]["form"])
    on(stepready, today["date"], f"log {form[0]} {form[1]} 225")
    assert on(stepready, today["date"], "schedule replan --choose move-exam").code == 0
    assert sittings(shown(stepready, today["date"]), form) == [today["date"]]


def test_a_form_taken_today_is_todays_in_a_schedule_made_anew_and_no_other_days(kept: Stepready) -> None:
    on(kept, "2027-03-06", "log nbme 10 221")
    on(kept, "2027-03-06", "schedule make")
    days = shown(kept, "2027-03-06")
    assert sittings(days, ("nbme", "10")) == ["2027-03-06"]
    assert days[0]["questions"] == 0


@pytest.mark.parametrize(
    ("logged", "form"),
    [("amboss 1 230", ("amboss", "")), ("nbme 016 230", ("nbme", "16")), ("uwsa 2 230", ("uwsa", "2"))],
)
def test_a_form_counts_as_taken_however_it_is_written(stepready: Stepready, logged: str, form: tuple[str, str]) -> None:
    on(stepready, MADE, PLAN)
    for number in range(9, 15):
        on(stepready, MADE, f"log nbme {number} 220 --on 2027-02-{number}")
    before = shown(stepready, MADE)
    assert sittings(before, form) or form[0] == "amboss"
    on(stepready, MADE, f"log {logged} --on 2027-02-01")
    assert sittings(shown(stepready, MADE), form) == []


def test_questions_beyond_todays_quota_are_counted_once(kept: Stepready) -> None:
    # four days of 30 are missed before Friday; 50 today are 20 beyond today's own 30
    before = questions(shown(kept, "2027-03-05"))
    on(kept, "2027-03-05", "log qbank 30/50")
    assert on(kept, "2027-03-05", "today --json").json["behind_by_questions"] == 4 * 30 - 20
    on(kept, "2027-03-05", "schedule replan --choose more-each-day")
    days = shown(kept, "2027-03-05")
    # nothing got lost: what is planned from today on is what was, and what the days before left undone
    assert questions(days) == before + 4 * 30
    assert days[0]["questions"] == 40  # as much as three hours hold
    assert on(kept, "2027-03-05", "today --json").json["behind_by_questions"] == 0


def test_dropping_takes_off_only_what_is_missing_after_todays_work(kept: Stepready) -> None:
    before = questions(shown(kept, "2027-03-05"))
    on(kept, "2027-03-05", "log qbank 30/50")
    told = on(kept, "2027-03-05", "schedule replan --json").json
    option = next(option for option in told["options"] if option["choice"] == "give-up")
    assert (told["behind_by_questions"], option["dropped"]) == (100, 100)
    on(kept, "2027-03-05", "schedule replan --choose give-up")
    days = shown(kept, "2027-03-05")
    # the 20 beyond today's 30 stay: 10 on today, which holds 40, the others on days to come
    assert (days[0]["questions"], questions(days)) == (40, before + 20)
    assert on(kept, "2027-03-06", "today --json").json["behind_by_questions"] == 0


def test_what_was_done_ahead_stays_ahead_through_a_replan(kept: Stepready) -> None:
    for day in (1, 2, 3, 4, 5, 6, 7, 8):
        on(kept, f"2027-03-0{day}", "log qbank 40/60")
    offered = on(kept, "2027-03-10", "schedule replan")
    assert "No question is missing; not taken: NBME 10" in offered.out
    on(kept, "2027-03-10", "schedule replan --choose more-each-day")
    # 480 done of the 200 asked for by 9 March: the surplus lasts for days that follow
    assert "behind" not in on(kept, "2027-03-12", "today --short").out
    assert on(kept, "2027-03-12", "today --json").json["behind_by_questions"] == 0
    assert on(kept, "2027-03-12", "schedule replan --json").json["options"] == []


def test_an_exam_moved_earlier_keeps_what_fits_nowhere_in_the_accounts(kept: Stepready) -> None:
    ahead = questions(shown(kept, "2027-03-10"))
    on(kept, "2027-03-10", "plan set --on 2027-03-25")
    told = on(kept, "2027-03-10", "schedule replan --json").json
    missed = 6 * 30 + 20  # 1-9 March: six days of 30, one of 20 to review the exam of the 6th, which has none
    assert told["behind_by_questions"] == missed
    for option in told["options"]:
        assert option["questions_planned"] + option["dropped"] + option["unplaced"] == ahead + missed
        assert option["coverage"] == pytest.approx(1 - (option["dropped"] + option["unplaced"]) / (ahead + missed))
    # no day has room to tell the first two ways apart: one of them is offered
    shared = next(option for option in told["options"] if option["choice"] == "catch-up-today")
    assert [option["choice"] for option in told["options"]] == ["catch-up-today", "move-exam", "give-up"]
    assert shared["unplaced"] > 3000
    assert "caught up" not in " ".join(option["says"] for option in told["options"])
    on(kept, "2027-03-10", "schedule replan --choose catch-up-today")
    assert on(kept, "2027-03-10", "today --json").json["behind_by_questions"] == shared["unplaced"]


def test_the_day_before_the_exam_claims_no_catching_up(kept: Stepready) -> None:
    told = on(kept, "2027-06-20", "schedule replan --json").json  # a Sunday, the rest day
    says = {option["choice"]: option["says"] for option in told["options"]}
    assert says["catch-up-today"].startswith("no day has room")
    assert "more-each-day" not in says


def test_a_small_backlog_on_the_eve_moves_the_exam_by_days_not_months(kept: Stepready) -> None:
    for day in shown(kept, MADE):
        if day["questions"]:
            done = day["questions"] - (30 if day["date"] == "2027-06-19" else 0)
            if done > 0:
                on(kept, day["date"], f"log qbank {done}/{done}")
    told = on(kept, "2027-06-20", "schedule replan --json").json
    moved = next(option for option in told["options"] if option["choice"] == "move-exam")
    # the eve holds 20 and the day before it the other questions
    assert told["behind_by_questions"] <= 30
    assert moved["exam_date"] <= "2027-06-24"


def test_nothing_changes_when_the_calendar_file_cannot_be_written(kept: Stepready, tmp_path: Path) -> None:
    before = len(on(kept, MADE, "schedule show --json").json["days"])
    changes = on(kept, MADE, "export --json").out
    for command in ("schedule make --hours 4", "schedule replan --choose drop-content"):
        ended = kept("--today", "2027-03-10", *command.split(), "--ics", tmp_path / "no" / "x.ics")
        assert (ended.code, ended.out) == (74, "")
        assert ended.err.startswith("error: ")
    assert on(kept, MADE, "export --json").out == changes
    assert before == 112


def test_a_file_that_is_no_calendar_is_not_replaced(kept: Stepready, tmp_path: Path) -> None:
    file = tmp_path / "thesis.txt"
    file.write_text("years of work")
    assert kept("--today", MADE, "schedule", "show", "--ics", file).code == 2
    assert file.read_text() == "years of work"
    assert kept("--today", MADE, "schedule", "show", "--ics", file, "--force").code == 0
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_the_calendar_can_go_to_standard_output(kept: Stepready) -> None:
    ended = on(kept, MADE, "schedule show --ics -")
    assert len(Calendar.from_ical(ended.out).walk("VEVENT")) == 112
    assert on(kept, MADE, "schedule show --ics - --json").code == 2


def test_a_calendar_written_after_a_replan_of_the_same_day_wins(kept: Stepready, tmp_path: Path) -> None:
    first, second = tmp_path / "1.ics", tmp_path / "2.ics"
    kept("--today", "2027-03-10", "schedule", "show", "--ics", first)
    kept("--today", "2027-03-10", "schedule", "replan", "--choose", "more-each-day", "--ics", second)
    before, after = events(first), events(second)
    assert set(before) == set(after)
    for uid, event in after.items():
        assert event["SEQUENCE"] > before[uid]["SEQUENCE"]
        assert event.decoded("dtstamp") > before[uid].decoded("dtstamp")


def test_days_after_an_exam_moved_earlier_are_cancelled(kept: Stepready, tmp_path: Path) -> None:
    file = tmp_path / "study.ics"
    on(kept, "2027-03-10", "plan set --on 2027-06-14")
    on(kept, "2027-03-10", "schedule replan --choose more-each-day")
    kept("--today", "2027-03-10", "schedule", "show", "--ics", file)
    found = events(file)
    cancelled = {event.decoded("dtstart") for event in found.values() if event.get("STATUS") == "CANCELLED"}
    assert cancelled == {date(2027, 6, 14) + timedelta(days=step) for step in range(7)}
    assert len(found) == (date(2027, 6, 21) - date(2027, 3, 10)).days


def events(file: Path) -> dict[str, Any]:
    return {str(event["UID"]): event for event in Calendar.from_ical(file.read_bytes()).walk("VEVENT")}


@pytest.mark.parametrize(
    ("before", "day", "said", "unsaid"),
    [
        ("", "2027-06-25", "exam 4 d ago", "behind"),
        ("", "2027-06-21", "exam today", "behind"),
        ("plan set --on 2027-03-25", "2027-03-10", "15 d", "NBME 11 Tue 6 Apr"),
        ("log nbme 11 220 --on 2027-03-09", "2027-03-10", "103 d", "NBME 11"),
        ("log nbme 10 220 --on 2027-03-06", "2027-03-06", "NBME 10 done", "today"),
    ],
)
def test_the_short_line_follows_the_schedule_as_it_stands(
    kept: Stepready, before: str, day: str, said: str, unsaid: str
) -> None:
    if before:
        on(kept, day, before)
    line = on(kept, day, "today --short").out
    assert said in line
    assert unsaid not in line


def test_the_short_line_and_today_and_show_tell_the_same_day(kept: Stepready) -> None:
    on(kept, "2027-03-10", "plan set --on 2027-05-10")
    day = shown(kept, "2027-03-10")[0]
    told = on(kept, "2027-03-10", "today --json").json
    assert {name: told[name] for name in day} == day
    assert f"0/{day['questions']} q" in on(kept, "2027-03-10", "today --short").out


def test_days_begin_today_even_before_the_schedule_was_made(kept: Stepready) -> None:
    days = shown(kept, "2027-02-20")
    assert (days[0]["date"], days[-1]["date"], len(days)) == ("2027-02-20", "2027-06-20", 121)


def test_a_schedule_made_anew_keeps_what_was_missed_in_the_accounts(kept: Stepready) -> None:
    again = on(kept, "2027-03-04", "schedule make --away 2027-03-20..2027-03-22")
    assert "still missing from the days before: 90 questions" in " ".join(again.err.split())
    assert on(kept, "2027-03-04", "today --json").json["behind_by_questions"] == 90
    later = on(kept, "2027-03-08", "schedule make")
    assert "NBME 10" in later.err  # planned for the 6th and never taken
    assert on(kept, "2027-03-08", "today").out.count("is not logged") == 1


def test_a_bank_that_says_what_is_left_is_planned_whole_and_nothing_counts_twice(stepready: Stepready) -> None:
    on(stepready, MADE, PLAN)
    on(stepready, MADE, "schedule make --questions-left 2000")
    on(stepready, MADE, "log qbank 30/40")
    on(stepready, "2027-03-04", "schedule make")
    told = on(stepready, "2027-03-04", "today --json").json
    assert told["behind_by_questions"] == 0
    assert questions(shown(stepready, "2027-03-04")) >= 1960


def test_replanning_around_days_off_plans_nothing_on_them(kept: Stepready) -> None:
    on(kept, "2027-03-04", "schedule replan --away 2027-03-09..2027-03-11 --choose more-each-day")
    days = {day["date"]: day for day in shown(kept, "2027-03-04")}
    assert all(days[f"2027-03-{day:02}"]["questions"] == 0 for day in (9, 10, 11))
    assert on(kept, "2027-03-04", "undo").out.startswith("undid: schedule replan: more-each-day")


def test_a_word_for_days_ahead_is_heard_when_replanning_and_not_before(kept: Stepready) -> None:
    before = shown(kept, "2027-03-04")
    on(kept, "2027-03-04", "away --on 2027-03-09..2027-03-10")
    assert shown(kept, "2027-03-04") == before
    on(kept, "2027-03-04", "schedule replan --choose more-each-day")
    days = {day["date"]: day for day in shown(kept, "2027-03-04")}
    assert (days["2027-03-09"]["questions"], days["2027-03-10"]["questions"]) == (0, 0)


def test_no_exam_is_moved_to_a_sunday(kept: Stepready) -> None:
    for day in range(8, 29):
        told = on(kept, f"2027-03-{day:02}", "schedule replan --json").json
        moved = [option["exam_date"] for option in told["options"] if option["choice"] == "move-exam"]
        assert all(date.fromisoformat(day).weekday() != 6 for day in moved)


def test_an_exam_in_the_year_2100_is_asked_about_at_once(stepready: Stepready) -> None:
    on(stepready, MADE, "plan set --exam step2ck --on 2100-06-21 --applicant us-img")
    assert "Next: look at the test date, Mon 21 Jun 2100" in " ".join(stepready("--today", MADE).out.split())
    for words in ("schedule", "schedule make", "schedule week"):
        refused = on(stepready, MADE, words)
        assert refused.code == 2
        assert "more than two years away" in refused.err
    assert on(stepready, MADE, "review").code == 2
    for words in ("today", "today --short"):
        assert on(stepready, MADE, words).code == 0
    assert stepready("--today", MADE).code == 0


def test_undoing_a_moved_exam_says_so(kept: Stepready) -> None:
    on(kept, "2027-03-10", "schedule replan --choose move-exam")
    moved = on(kept, "2027-03-10", "plan show --json").json["exam_date"]
    assert f"test date {moved} instead of 2027-06-21" in " ".join(on(kept, "2027-03-10", "undo").out.split())


def test_what_cannot_be_read_is_said_before_anything_else(kept: Stepready) -> None:
    for words in (
        "schedule show --from someday",
        "schedule replan --choose drop-content",
        "schedule show --from 2027-04-01 --csv",
    ):
        ended = on(kept, MADE, words)
        assert (ended.code, ended.out) == (2, "")
        assert ended.err.startswith("error: ")


def test_a_way_on_can_be_chosen_by_its_number(kept: Stepready) -> None:
    assert "Kept: drop-content" in on(kept, "2027-03-10", "schedule replan --choose 4").out


def test_the_ways_offered_are_numbered_from_one_as_they_are_chosen(kept: Stepready) -> None:
    shown = on(kept, "2027-03-10", "schedule replan").out
    offered = re.findall(r"^(\d) ([a-z-]+):", shown, re.MULTILINE)
    assert [number for number, _ in offered] == ["1", "2", "3", "4", "5", "6"]
    assert offered[-1] == ("6", "give-up")
    for number, name in offered:
        assert f"{number} {name}: " in on(kept, "2027-03-10", f"schedule replan --choose {number} --dry-run").out
    told = on(kept, "2027-03-10", "schedule replan --json").json["options"]
    assert [(str(way["number"]), way["choice"]) for way in told] == offered


def test_a_number_of_no_way_offered_is_refused_with_those_that_are(kept: Stepready) -> None:
    ended = on(kept, "2027-03-10", "schedule replan --choose 7")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("error: 7 is the number of no way on; accepted: 1 catch-up-today, 2 more-each-day,")


def test_notices_of_a_kept_schedule_stay(stepready: Stepready) -> None:
    on(stepready, MADE, PLAN)
    made = on(stepready, MADE, "schedule make --hours 3")
    assert "your hours hold 40 questions a day" in " ".join(made.err.split())
    assert "your hours hold 40 questions a day" in " ".join(on(stepready, "2027-03-02", "schedule").err.split())


def test_a_practice_score_of_long_ago_is_measured_by_the_time_left(stepready: Stepready) -> None:
    on(stepready, MADE, "plan set --exam step2ck --on 2027-03-29 --applicant us-img")
    on(stepready, MADE, "log nbme 11 195 --on 2026-12-20")
    # under 200 the guide asks for 12 weeks at least; 4 are left
    said = " ".join(on(stepready, MADE, "schedule show --notes").err.split())
    assert "too short: a practice score of 195 asks for" in said
    assert "4 weeks are left" in said


@pytest.mark.parametrize("weeks", [16, 26, 40])
def test_step_1_has_six_nbmes_at_most_those_taken_included(stepready: Stepready, weeks: int) -> None:
    exam = date.fromisoformat(MADE) + timedelta(weeks=weeks)
    on(stepready, MADE, f"plan set --exam step1 --on {exam} --applicant us-img")
    assert sum(day["practice_exam"] is not None for day in shown(stepready, MADE)) in (5, 6)
    on(stepready, MADE, "log nbme 26 60% --on 2027-02-20 --exam step1")
    on(stepready, MADE, "log nbme 27 62% --on 2027-02-27 --exam step1")
    assert sum(day["practice_exam"] is not None for day in shown(stepready, MADE)) <= 4


def test_step_1_favours_the_users_own_weakest_topics(stepready: Stepready) -> None:
    on(stepready, MADE, "plan set --exam step1 --on 2027-06-21 --applicant us-img")
    for topic, right in (("renal", 8), ("cardiology", 18)):
        on(stepready, MADE, f"log qbank {right}/20 --topic {topic} --exam step1")
    focus = {topic for day in shown(stepready, MADE) for topic in day["focus"]}
    assert "renal" in focus
    assert "the weakest systems so far" not in focus
    assert "Nothing logged yet" not in on(stepready, MADE, "topics").out


def test_one_topic_has_one_line_whatever_it_is_called(stepready: Stepready, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    on(stepready, MADE, PLAN)
    for topic in ("PEDS", "pediatrics", "Internal-Medicine", "management-of-the-very-long-topic"):
        on(stepready, MADE, f"log qbank 15/20 --topic {topic}")
    told = on(stepready, MADE, "topics --json").json
    assert sorted(topic["questions"] for topic in told["topics"]) == [20, 20, 40]
    assert not {"pediatrics", "internal medicine"} & set(told["not_logged"])
    rows = on(stepready, MADE, "topics").out.splitlines()
    assert sum(" * " in row for row in rows) == 2


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("--hours monkey=4", "names no weekdays"),
        ("--rest sunk", "names no weekdays"),
        ("--hours mon=4,mon=5", "gives Mon twice"),
        ("--away 2027-02-01..2027-02-05", "takes no study day away"),
        ("--away 2027-06-21..2027-06-25", "takes no study day away"),
        ("--bank-done-by 2027-06-21 --questions-left 100", "before the exam"),
        ("--bank-done-by 2027-06-01", "give --questions-left"),
    ],
)
def test_input_without_a_meaning_is_refused(stepready: Stepready, given: str, said: str) -> None:
    on(stepready, MADE, PLAN)
    ended = on(stepready, MADE, f"schedule make {given}")
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


def test_the_day_after_an_exam_reviews_it_first_and_the_eve_is_light(kept: Stepready) -> None:
    days = shown(kept, MADE)
    early = [day for day in days if day["phase"] == "early dedicated" and day["questions"]]
    after = next(day for day in early if day["focus"][0].startswith("review of"))
    ordinary = next(day for day in early if not day["focus"][0].startswith("review of"))
    assert after["review_hours"] > ordinary["review_hours"]
    assert after["content_hours"] < 1
    on(kept, MADE, "plan set --on 2027-06-22")  # its eve is a Monday, not a rest day
    eve = shown(kept, MADE)[-1]
    # 20 questions take half an hour and an hour of review, besides the guide's light review
    assert (eve["questions"], eve["content_hours"]) == (20, 0)
    assert eve["review_hours"] <= 3


def test_weekdays_not_named_keep_the_guides_hours(stepready: Stepready) -> None:
    on(stepready, MADE, PLAN)
    before = {day["date"]: day for day in shown(stepready, MADE)}
    made = on(stepready, MADE, "schedule make --hours sat=8")
    assert "Hours: Sat 8, other days the guide's" in " ".join(made.out.split())
    after = {day["date"]: day for day in shown(stepready, MADE)}
    assert after["2027-03-02"]["questions"] == before["2027-03-02"]["questions"] > 0


def test_the_bank_can_be_forgotten_alone(stepready: Stepready) -> None:
    on(stepready, MADE, PLAN)
    on(stepready, MADE, "schedule make --hours mon-sat=5 --questions-left 1000 --bank-done-by 2027-06-01")
    told = " ".join(on(stepready, MADE, "schedule make --questions-left none").out.split())
    assert "Mon 5" in told
    assert "in the bank" not in told


def test_a_missed_exam_without_a_backlog_offers_to_place_it_again(kept: Stepready) -> None:
    for day in (1, 2, 3, 4, 5, 8, 9):
        on(kept, f"2027-03-0{day}", "log qbank 20/30")
    told = " ".join(on(kept, "2027-03-10", "schedule replan").out.split())
    assert "No question is missing; not taken: NBME 10. One way on:" in told
    assert "missed practice exams are placed again" in told
    assert "NBME 10 on" in told


def test_an_exam_day_names_the_exam_alone(kept: Stepready) -> None:
    told = on(kept, "2027-03-06", "today")
    assert "Planned  NBME 10\n" in told.out
    assert "timed practice exam: NBME 10" in told.out
    assert "0 h" not in told.out


def test_the_month_fits_sixty_columns_with_today_in_it(kept: Stepready, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    rows = on(kept, "2027-03-22", "schedule show --month").out.splitlines()
    assert any(row.split()[:2] == [">22", "23"] for row in rows)


@pytest.mark.parametrize("day", ["2027-06-21", "2027-06-24"])
def test_from_exam_day_on_a_kept_schedule_shows_the_week_up_to_its_eve(kept: Stepready, day: str) -> None:
    shown = on(kept, day, "schedule").out
    assert "Mon 14 Jun" in shown
    assert "Sun 20 Jun" in shown
    assert ("today" if day == "2027-06-21" else "3 days ago") in shown.splitlines()[0]
    assert "Week to Sun 20 Jun 2027" in on(kept, day, "review").out
    assert on(kept, day, "schedule week 2027-03-10").code == 0
    assert on(kept, day, "schedule show --json").json["days"] == []


def test_the_week_of_the_exam_names_it(kept: Stepready) -> None:
    assert "Mon 21 Jun                         Step 2 CK" in on(kept, "2027-06-18", "schedule week 2027-06-21").out


def test_a_day_whose_work_was_replanned_is_neither_done_nor_missing(kept: Stepready) -> None:
    on(kept, "2027-03-02", "log qbank 25/30")
    on(kept, "2027-03-03", "schedule replan --choose more-each-day")
    monday, tuesday = on(kept, "2027-03-03", "schedule week --json").json["days"][:2]
    assert (monday["planned"]["questions"], monday["state"]) == (0, "open")
    assert (tuesday["planned"]["questions"], tuesday["done"]["questions"], tuesday["state"]) == (30, 30, "done")
    lines = on(kept, "2027-03-03", "schedule").out.splitlines()
    first, second = (next(line for line in lines if day in line) for day in ("Mon  1 Mar", "Tue  2 Mar"))
    assert first.startswith("  Mon  1 Mar ")
    assert first.endswith(" replanned")
    assert second.startswith("✓ Tue  2 Mar       30/30 ")


def test_a_missed_exam_that_no_day_has_room_for_can_be_given_up(stepready: Stepready) -> None:
    """Two to three weeks lie between exams here: between 18 March and 1 April no day keeps them from both."""
    on(stepready, MADE, "plan set --exam step2ck --on 2027-05-24 --applicant us-img --specialty psychiatry")
    on(stepready, MADE, "schedule make --hours mon-fri=5,sat=8 --rest sun,wed")
    planned = [day for day in on(stepready, MADE, "schedule show --json").json["days"] if day["practice_exam"]]
    missed = planned[0]["date"]
    for day in on(stepready, MADE, "schedule show --json").json["days"]:
        if day["date"] < "2027-03-19" and day["questions"]:
            on(stepready, day["date"], f"log qbank 70% --questions {day['questions']}")
    title = f"NBME {planned[0]['practice_exam']['form']}"
    assert f"what is missing ({title})" in " ".join(stepready("--today", "2027-03-19").out.split())
    told = on(stepready, "2027-03-19", "schedule replan").out
    assert f"No question is missing; not taken: {title}. One way on:" in told
    assert "1 give-up: what was missed is given up, the days stay as they are" in told
    assert f"{title} given up, all other work stays" in told
    before = on(stepready, "2027-03-19", "schedule show --json").json["days"]
    assert on(stepready, "2027-03-19", "schedule replan --choose 1").code == 0
    assert on(stepready, "2027-03-19", "schedule show --json").json["days"] == before
    assert "missing" not in stepready("--today", "2027-03-19").out
    assert "is not logged" not in on(stepready, "2027-03-19", "today").out
    assert missed < "2027-03-19"


def test_undoing_a_schedule_made_anew_says_that_the_one_before_stands(kept: Stepready) -> None:
    on(kept, "2027-03-10", "schedule make --hours 5")
    told = on(kept, "2027-03-10", "undo").out
    assert told == "undid: schedule of Step 2 CK made anew on 2027-03-10 in place of the one kept before\n"
