"""Days as they come: what a person does on one of them, and what every screen is expected to say of it then."""

import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar, Component

from tests.conftest import Ended, Stepready

MADE = date(2027, 3, 1)  # a Monday
EXAM = date(2027, 5, 24)
DAY = timedelta(days=1)
PLAN = f"plan set --exam step2ck --on {EXAM} --applicant us-img --specialty psychiatry --target 235 --season 2028"


class Person:
    """Somebody with a plan and a kept schedule of five hours a day, Sundays free."""

    def __init__(self, stepready: Stepready) -> None:
        self.stepready = stepready
        self.says(MADE, PLAN)
        self.says(MADE, "log nbme 9 226 --on 2027-02-08")
        self.says(MADE, "schedule make --hours 5")

    def says(self, day: date, words: str) -> Ended:
        ended = self.stepready("--today", str(day), *words.split())
        assert ended.code == 0, (day, words, ended.err)
        return ended

    def refused(self, day: date, words: str) -> str:
        ended = self.stepready("--today", str(day), *words.split())
        assert (ended.code, ended.out) == (2, ""), (day, words, ended.out)
        return ended.err

    def sees(self, day: date, words: str) -> str:
        return " ".join(self.says(day, words).out.split())

    def reads(self, day: date, words: str) -> Any:
        return self.says(day, f"{words} --json").json

    def days(self, day: date) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.reads(day, "schedule show")["days"]
        return found

    def exams(self, day: date) -> list[tuple[date, str]]:
        return [
            (date.fromisoformat(found["date"]), f"{found['practice_exam']['source']} {found['practice_exam']['form']}")
            for found in self.days(day)
            if found["practice_exam"]
        ]

    def works(self, first: date, last: date) -> None:
        """Do what each day asks for, questions and practice exams."""
        asked = {found["date"]: found for found in self.days(first)}
        day = first
        while day <= last:
            planned = asked[str(day)]
            if planned["questions"]:
                self.says(day, f"log qbank 70% --questions {planned['questions']}")
            if planned["practice_exam"]:
                self.says(day, f"log {planned['practice_exam']['source']} {planned['practice_exam']['form']} 228")
            day += DAY

    def behind(self, day: date) -> int:
        return int(self.reads(day, "today")["behind_by_questions"])


@pytest.fixture
def person(stepready: Stepready) -> Person:
    return Person(stepready)


def shown_days(text: str) -> list[str]:
    return re.findall(r"^[ >✓✗] (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) +(\d+ \w+)", text, re.MULTILINE)


def number(event: Component) -> int:
    return int(str(event["SEQUENCE"]))


def on(day: str) -> date:
    return date.fromisoformat(f"2027-{day}")


# the week


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        ("03-01", "1 Mar", "8 Mar"),  # Monday: itself and seven days to come
        ("03-10", "8 Mar", "17 Mar"),  # Wednesday: its Monday up to the next Wednesday
        ("03-14", "8 Mar", "21 Mar"),  # Sunday: its week and the whole week to come
        ("05-20", "17 May", "23 May"),  # the last days: up to the eve
        ("05-23", "17 May", "23 May"),  # the eve
    ],
)
def test_schedule_shows_this_week_and_a_week_ahead(person: Person, today: str, first: str, last: str) -> None:
    days = shown_days(person.says(on(today), "schedule").out)
    assert (days[0], days[-1]) == (first, last)


def test_a_week_asked_for_holds_its_day_and_its_sums_are_those_of_its_days(person: Person) -> None:
    week = person.says(on("03-10"), "schedule week 2027-04-14 --json").json
    assert (week["from"], week["to"]) == ("2027-04-12", "2027-04-18")
    for of in ("planned", "done"):
        for what in ("questions", "hours"):
            assert week["totals"][of][what] == pytest.approx(sum(day[of][what] for day in week["days"]))


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("words", ["schedule", "schedule week", "schedule month", "review", "today", "schedule replan"])
def test_screens_fit_their_width(person: Person, words: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = person.says(on("03-14"), words).out.splitlines()
    assert max(map(len, lines)) <= width


# one day, one word


@pytest.mark.parametrize("word", ["skip", "sick", "away"])
def test_a_lost_day_moves_nothing_and_its_work_is_missing_on_the_next(person: Person, word: str) -> None:
    before = person.days(MADE)
    person.says(MADE, word)
    assert person.days(MADE) == before
    assert person.behind(MADE) == 0
    assert person.behind(MADE + DAY) == before[0]["questions"]


@pytest.mark.parametrize(("word", "called"), [("skip", "skipped"), ("sick", "sick"), ("away", "away")])
def test_nothing_more_is_asked_of_a_lost_day_on_any_screen(person: Person, word: str, called: str) -> None:
    person.says(MADE, word)
    replan = "`stepready schedule replan` moves 30 questions"
    assert f"Next: nothing more today, it is called {called}; {replan}." in person.sees(MADE, "")
    assert f"Next {called}: nothing more is asked of today; {replan} next practice exam" in person.sees(MADE, "today")
    assert person.sees(MADE, "today --short").startswith(f"84 d · {called} 0/30 q ·")
    person.says(MADE, "schedule replan --choose more-each-day")
    free = {"away": "you are away today;"}.get(called, f"nothing more today, it is called {called}.")
    assert f"Next: {free}" in person.sees(MADE, "")
    assert "30 questions" not in person.sees(MADE, "today")


def test_a_day_called_done_is_not_asked_for_again_and_says_what_is_not_logged(person: Person) -> None:
    person.says(MADE, "done 5h")
    told = person.sees(MADE, "")
    assert "Next: today is called done; not logged: 30 questions (`stepready done 30q` counts them);" in told
    assert "Next called done; not logged: 30 questions" in person.sees(MADE, "today")
    person.says(MADE, "done 30q")
    assert "Next: today's work is done;" in person.sees(MADE, "")


def test_on_days_away_as_planned_nothing_is_asked(person: Person) -> None:
    person.says(MADE, "schedule make --away 2027-03-05")
    person.works(MADE, on("03-04"))
    assert "Next: you are away today;" in person.sees(on("03-05"), "")
    assert "Next away: nothing is planned" in person.sees(on("03-05"), "today")


def test_the_last_word_of_a_day_stands_and_each_undo_takes_one_back(person: Person) -> None:
    for word in ("sick", "done 3h"):
        person.says(MADE, word)
    told = person.reads(MADE, "today")
    assert (told["state"], told["done"]["hours"]) == ("done", 3)
    for state, hours in (("sick", 0), ("open", 0)):
        person.says(MADE, "undo")
        told = person.reads(MADE, "today")
        assert (told["state"], told["done"]["hours"]) == (state, hours)


@pytest.mark.parametrize(
    ("said", "counted"),
    [
        (("done 40q", "log qbank 15/20"), 20),
        (("log qbank 15/20", "done 40q"), 20),
        (("done 40q", "done 5h"), 40),
        (("done 40q", "log bank uworld 100/3600 60%", "log bank uworld 130/3600 60%"), 30),
    ],
)
def test_questions_told_stand_until_sessions_are_logged(person: Person, said: tuple[str, ...], counted: int) -> None:
    for words in said:
        person.says(MADE, words)
    assert person.reads(MADE, "today")["done"]["questions"] == counted


def test_a_day_to_come_can_be_off_and_not_done(person: Person) -> None:
    tomorrow = MADE + DAY
    assert "lies after today" in person.refused(MADE, f"done --on {tomorrow}")
    assert "lies after today" in person.refused(MADE, f"sick --on {tomorrow}")
    asked = person.days(MADE)[1]["questions"]
    person.says(MADE, f"away --on {tomorrow}")
    week = person.reads(MADE, "schedule week")["days"]
    assert (week[1]["state"], week[1]["planned"]["questions"]) == ("away", asked)


def test_a_word_is_taken_on_a_day_off(person: Person) -> None:
    sunday = on("03-07")
    person.works(MADE, on("03-06"))
    person.says(sunday, "done 2h")
    told = person.reads(sunday, "today")
    assert (told["rest"], told["state"], told["done"]["hours"]) == (True, "done", 2)
    assert told["behind_by_questions"] == 0


# practice exams


def test_an_exam_taken_early_brings_no_other_within_the_shortest_gap(person: Person) -> None:
    planned, form = person.exams(MADE)[1]
    early = planned - 3 * DAY
    person.works(MADE, early - DAY)
    person.says(early, f"log {form} 231")
    for day in (early, early + DAY):
        coming = [(at, name) for at, name in person.exams(day) if at > early]
        assert form not in [name for _, name in coming]
        # two to three weeks lie between exams in early dedicated
        assert (coming[0][0] - early).days >= 14
    assert "is not logged" not in person.sees(early + DAY, "today")
    working = next(date.fromisoformat(day["date"]) for day in person.days(early + DAY) if not day["rest"])
    assert f"review of NBME {form.split()[1]}" in person.sees(working, "today")


def test_a_skipped_exam_is_missed_on_every_screen_and_reviewed_on_none(person: Person) -> None:
    planned, form = person.exams(MADE)[0]
    title = f"NBME {form.split()[1]}"
    person.works(MADE, planned - DAY)
    morrow = planned + DAY
    assert f"{title} of" in person.sees(morrow, "today")
    assert f"what is missing ({title})" in person.sees(morrow, "")
    for words in ("today", "schedule", "schedule week", "review", ""):
        assert f"review of {title}" not in person.sees(morrow, words)
    week = person.says(morrow, "schedule").out
    assert next(line for line in week.splitlines() if title in line).startswith("✗")
    assert f"review of {title}" not in person.sees(morrow + DAY, "schedule week")


def test_the_eve_reviews_no_exam_that_was_not_taken(person: Person) -> None:
    """Away on every day between the last exam and a Monday, the eve, which is to look at it."""
    person.says(MADE, "plan set --on 2027-05-25")
    person.says(MADE, "schedule make --away 2027-05-20..2027-05-23")
    assert person.days(MADE)[-1]["focus"][0].startswith("review of ")
    for words in ("today", "schedule", ""):
        assert "review" not in person.sees(on("05-24"), words).replace("2 h of review", "").replace("2 h review", "")


def test_an_exam_of_yesterday_logged_today_leaves_today_to_its_review(person: Person) -> None:
    planned, form = person.exams(MADE)[0]
    person.works(MADE, planned - DAY)
    morrow = planned + DAY
    asked = person.days(planned)[1]
    person.says(morrow, f"log {form} 229 --on yesterday")
    told = person.reads(morrow, "today")
    assert (told["questions"], told["practice_exam"]) == (asked["questions"], None)
    assert told["focus"][0] == f"review of NBME {form.split()[1]}"
    assert (told["behind_by_questions"], told["state"]) == (0, "open")
    assert "is not logged" not in person.sees(morrow, "today")


def test_of_two_exams_on_one_day_the_same_is_reviewed_whenever_it_is_asked(person: Person) -> None:
    today = on("03-10")
    person.says(today, "log nbme 11 230")
    person.says(today, "log uwsa 2 235")
    ahead, then = person.days(today)[1], person.days(today + DAY)[0]
    assert ahead["focus"][0] == then["focus"][0]
    assert ahead["focus"][0].startswith("review of ")


# ways on


def test_every_way_on_keeps_what_it_previews(person: Person) -> None:
    person.works(MADE, on("03-03"))
    today = on("03-06")
    asked = sum(day["questions"] for day in person.days(MADE))
    ways = person.reads(today, "schedule replan")["options"]
    done = sum(day["questions"] for day in person.days(MADE)[:3])
    for way in ways:
        person.says(today, f"schedule replan --choose {way['number']}")
        days = person.days(today)
        assert sum(day["questions"] for day in days) == way["questions_planned"], way
        assert days[0]["questions"] == way["questions_today"], way
        assert person.behind(today) == way["unplaced"], way
        if way["choice"] != "move-exam":
            assert done + way["questions_planned"] + way["dropped"] + way["unplaced"] == asked, way
        assert date.fromisoformat(way["exam_date"]).weekday() != 6
        person.says(today, "undo")
    assert {"catch-up-today", "more-each-day", "move-exam", "give-up"} <= {way["choice"] for way in ways}


def test_missed_exams_without_room_are_named_once_and_none_of_them_is_placed(person: Person) -> None:
    """Six were planned and none was taken; in the last week there is room for one."""
    today = on("05-19")
    told = person.sees(today, "schedule replan")
    placed = re.findall(r"placed again: (\w+ \d+) on", told)
    (named,) = re.findall(r"Note: ([^:]*) were not taken; no day keeps the rhythm, the forms stay unused", told)
    missed = {f"{form.split()[0].upper()} {form.split()[1]}" for at, form in person.exams(MADE) if at < today}
    assert len(placed) == 1
    assert {title for title in missed if f"{title} of" in named} == missed - set(placed)


def test_days_off_named_with_a_replan_hold_no_work_and_lose_none(person: Person) -> None:
    today = on("03-03")
    total = sum(day["questions"] for day in person.days(MADE))
    person.says(today, "schedule replan --away 2027-03-15..2027-03-17 --choose more-each-day")
    days = person.days(today)
    assert [day["questions"] for day in days if "2027-03-15" <= day["date"] <= "2027-03-17"] == [0, 0, 0]
    assert sum(day["questions"] for day in days) + person.behind(today) == total
    person.says(today, "undo")
    assert sum(day["questions"] for day in person.days(today)) + person.behind(today) == total


def test_making_anew_with_days_off_keeps_what_is_behind(person: Person) -> None:
    today = on("03-04")
    behind = person.behind(today)
    told = person.says(today, "schedule make --away 2027-03-15..2027-03-17")
    assert f"still missing from the days before: {behind} questions" in " ".join(told.err.split())
    assert person.behind(today) == behind


# hours


def test_hours_named_for_one_weekday_leave_the_others_the_guides(person: Person) -> None:
    told = person.sees(MADE, "schedule make --reset --hours sat=8")
    assert "Hours: Sat 8, other days the guide's" in told
    assert all(day["questions"] for day in person.days(MADE)[:6] if not day["practice_exam"])


def test_a_rotation_leaves_its_weekdays_three_hours_and_the_weekend_its_own(person: Person) -> None:
    person.says(MADE, "schedule make --rotation 2027-04-05..2027-04-16=3")
    for day in person.days(MADE):
        hours = day["questions"] * 1.5 / 60 + day["review_hours"] + day["content_hours"]
        if day["practice_exam"] is None:
            weekday = date.fromisoformat(day["date"]).weekday()
            on_rotation = "2027-04-05" <= day["date"] <= "2027-04-16" and weekday < 5
            assert hours <= (3 if on_rotation else 5), day


def test_the_last_days_are_light_and_hold_no_exam(person: Person) -> None:
    days = person.days(MADE)
    for day in days[-3:]:
        hours = day["questions"] * 1.5 / 60 + day["review_hours"] + day["content_hours"]
        assert hours <= 2.5
    last = max(at for at, _ in person.exams(MADE))
    assert 3 <= (EXAM - last).days <= 6


@pytest.mark.parametrize("words", ["log hours 25", "log hours 20 --topic surgery;log hours 5", "done 25h"])
def test_a_day_has_twenty_four_hours(person: Person, words: str) -> None:
    *before, last = words.split(";")
    for each in before:
        person.says(MADE, each)
    assert "24" in person.refused(MADE, last)


# another date


@pytest.mark.parametrize("weeks", [-2, 2])
def test_after_another_test_date_every_screen_speaks_of_it_and_the_kept_days_stay(person: Person, weeks: int) -> None:
    today = on("03-03")
    kept = person.reads(today, "export")["schedules"]
    moved = EXAM + 7 * weeks * DAY
    person.says(today, f"plan set --on {moved}")
    days = person.days(today)
    assert days[-1]["date"] == str(moved - DAY)
    told = person.reads(today, "today")
    assert {key: told[key] for key in days[0]} == days[0]
    assert "the test date moved" in " ".join(person.says(today, "schedule").err.split())
    assert person.reads(today, "export")["schedules"] == kept
    person.says(today, "undo")
    assert person.days(today)[-1]["date"] == str(EXAM - DAY)


def test_on_the_exams_day_and_after_it_no_study_is_asked_for(person: Person) -> None:
    assert "Next: sit the exam" in person.sees(EXAM, "")
    assert "Step 2 CK is today" in person.sees(EXAM, "today")
    assert person.sees(EXAM, "today --short").startswith("exam today")
    after = EXAM + 2 * DAY
    assert "Next: enter the result when it is out" in person.sees(after, "")
    for words in ("today", ""):
        assert "questions" not in person.sees(after, words)


# what was done


def test_the_streak_bridges_sundays_and_a_sick_day_but_no_skipped_one(person: Person) -> None:
    for number in (1, 2, 3, 5, 6, 8):  # Thursday the fourth is sick, Sunday the seventh free
        person.says(on(f"03-{number:02}"), "log qbank 21/30")
    person.says(on("03-04"), "sick")
    assert "6 active days in a row" in person.sees(on("03-08"), "chart activity")
    person.says(on("03-08"), "skip --on 2027-03-04")
    assert "3 active days in a row" in person.sees(on("03-08"), "chart activity")


def test_the_burn_up_counts_what_was_done_and_gives_its_end_a_range(person: Person) -> None:
    person.works(MADE, on("03-13"))
    sunday = on("03-14")
    done = sum(day["questions"] for day in person.days(MADE) if day["date"] < str(sunday))
    asked = sum(day["questions"] for day in person.days(MADE))
    assert f"{done} of {asked} questions since 1 Mar" in person.sees(sunday, "chart burnup")
    found = person.reads(sunday, "chart burnup")["burnup"]["finish"]
    known = [day for day in (found["early"], found["likely"], found["late"]) if day]
    assert known == sorted(known)


def test_a_review_and_the_weeks_beside_it_tell_the_same(person: Person) -> None:
    person.works(MADE, on("03-09"))
    sunday = on("03-14")
    week, coming = (
        person.says(sunday, f"schedule week {day} --json").json["totals"] for day in ("2027-03-14", "2027-03-15")
    )
    told = person.sees(sunday, "review")
    assert f"{week['done']['questions']}/{week['planned']['questions']} questions" in told
    assert f"Next week {coming['planned']['questions']} questions" in told


def test_a_weak_topic_is_said_to_be_left_out_until_the_days_favour_it(person: Person) -> None:
    for number in (1, 2, 3, 4, 5, 6):
        person.says(on(f"03-{number:02}"), "log qbank 24/30 --topic surgery")
        person.says(on(f"03-{number:02}"), "log qbank 3/15 --topic obgyn")
    today = on("03-07")
    assert "is your weakest topic" in person.sees(today, "topics")
    assert not any("obstetrics and gynecology" in day["focus"] for day in person.days(today))
    person.says(today, "schedule make")
    assert "is your weakest topic" not in person.sees(today, "topics")
    assert any("obstetrics and gynecology" in day["focus"] for day in person.days(today))
    assert person.reads(today, "topics")["topics"][0]["favoured"] is True


# out


def test_the_calendar_names_each_day_once_stays_stable_and_cancels_what_is_gone(person: Person, tmp_path: Path) -> None:
    file = tmp_path / "study.ics"
    person.says(MADE, f"schedule --ics {file}")
    first = {str(event["UID"]): event for event in Calendar.from_ical(file.read_bytes()).walk("VEVENT")}
    assert len(first) == (EXAM - MADE).days
    assert b"REFRESH-INTERVAL" in file.read_bytes()
    earlier = EXAM - 14 * DAY
    person.says(MADE, f"plan set --on {earlier}")
    person.says(MADE, f"schedule --ics {file} --force")
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    states = Counter(str(event.get("STATUS", "")) for event in events)
    assert {str(event["UID"]) for event in events} == set(first)
    assert states["CANCELLED"] == 14
    assert all(number(event) > number(first[str(event["UID"])]) for event in events)


def test_the_prompt_says_what_today_says_in_short(person: Person) -> None:
    today = on("03-03")
    person.works(MADE, on("03-01"))
    assert person.says(today, "prompt").out == person.says(today, "today --short").out


def test_two_exams_have_a_schedule_and_days_each(person: Person) -> None:
    kept = person.reads(MADE, "schedule show")
    person.says(MADE, "plan set --exam step1 --on 2027-04-12 --applicant us-img")
    person.says(MADE, "schedule make --exam step1 --hours 4")
    person.says(MADE, "done 20q --exam step1")
    assert person.says(MADE, "today --json --exam step1").json["done"]["questions"] == 20
    assert person.says(MADE, "today --json --exam step2ck").json["done"]["questions"] == 0
    assert person.says(MADE, "schedule show --json --exam step2ck").json["days"] == kept["days"]


@pytest.mark.parametrize(
    ("given", "left"), [("schedule make --questions-left 900", 900), ("log bank uworld 2700/3600 64%", 900)]
)
def test_a_bank_is_spread_so_that_it_is_done_once(person: Person, given: str, left: int) -> None:
    person.says(MADE, given)
    person.says(MADE, "schedule make")
    days = person.days(MADE)
    by = str(EXAM - 8 * DAY)
    first_pass = sum(day["questions"] for day in days if day["date"] <= by)
    assert first_pass >= left
