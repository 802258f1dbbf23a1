"""What to do about the day of the exam has one answer: no screen says anything else than `check`.

A list of situations in which another day is not to be had, may not be sat, or buys nothing, and some in which one is;
every screen is walked for each and held against the decision.
"""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from stepready.core.values.days import SUNDAY
from stepready.core.values.wording import day as short_day
from tests.conftest import Stepready


class Person(NamedTuple):
    """A person on a day: the plan, the scores after `log nbme`, and what the first screen's Next must begin with."""

    today: str
    plan: str
    scores: tuple[str, ...]
    begins: str
    attempts: tuple[str, ...] = ()


STEP2 = "plan set --exam step2ck --on"
NO_OTHER_DAY = {
    "no attempt left, no failure dated": Person(
        "2027-06-21", "2027-08-04 --applicant us-img --specialty pmr --failed-attempts 4",
        ("10 238 --on 2027-06-01", "12 240 --on 2027-06-14"), "no attempt is left",
    ),
    "no attempt left, all dated": Person(
        "2027-05-12", "2027-06-09 --applicant us-img --specialty family-medicine --step1 passed",
        ("10 240 --on 2027-04-20", "12 244 --on 2027-05-11"), "no attempt is left",
        ("2025-01-10", "2025-06-10", "2026-02-10", "2026-10-10"),
    ),
    "next cycle, stronger": Person(
        "2027-07-20", "2027-08-18 --applicant non-us-img --specialty med-peds --can-skip-cycle",
        ("10 205 --on 2027-07-01", "12 209 --on 2027-07-16"), "decide about the booking by 11 Aug",
    ),
    "eligibility over": Person(
        "2027-07-01", "2027-07-28 --applicant us-img --specialty pmr --eligibility-end 2027-06-30",
        ("10 225 --on 2027-06-01", "12 226 --on 2027-06-20"), "decide about the booking by",
    ),
    "eligibility ends before any later day": Person(
        "2027-07-15", "2027-07-28 --eligibility-end 2027-07-30 --applicant us-md --specialty pmr --season 2028",
        ("11 220 --on 2027-06-25", "12 220 --on 2027-07-12"), "decide about the booking by",
    ),
    "waiting buys nothing": Person(
        "2027-07-15", "2027-07-28 --applicant us-img --specialty pmr --season 2028",
        ("9 240 --on 2027-05-25", "10 238 --on 2027-06-05", "11 232 --on 2027-06-25", "12 226 --on 2027-07-12"),
        "decide about the booking by 21 Jul",
    ),
    "no day in time": Person(
        "2027-07-15", "2027-08-20 --applicant us-img --specialty psychiatry --season 2028",
        ("11 226 --on 2027-07-01", "12 227 --on 2027-07-12"), "decide about the booking by",
    ),
    "three failures of which two have no day": Person(
        "2027-07-15", "2027-07-28 --failed-attempts 3 --failed-on 2027-02-01 --applicant us-md --specialty pmr",
        ("11 240 --on 2027-06-25", "12 240 --on 2027-07-12"), "give the day of 2 failed sittings",
    ),
    "far below, the gain unlikely": Person(
        "2027-07-15", "2027-07-28 --applicant us-img --specialty pmr --season 2028",
        ("11 199 --on 2027-07-01", "12 201 --on 2027-07-12"), "decide about the booking by 21 Jul",
    ),
}  # fmt: skip
SIT = {
    "a day that serves": Person(
        "2027-07-15", "2027-07-28 --applicant non-us-img --specialty med-peds --season 2028",
        ("11 226 --on 2027-07-01", "12 229 --on 2027-07-12"), "move the booking to Wed 25 Aug 2027",
    ),
    "the likeliest day, none serving": Person(
        "2027-07-15", "2027-07-28 --applicant us-img --specialty pmr --season 2028",
        ("9 203 --on 2027-05-02", "10 208 --on 2027-05-23", "11 213 --on 2027-06-27", "12 218 --on 2027-07-11"),
        "move the booking to ",
    ),
}  # fmt: skip
TELLS = {
    "no exam eight days before the test": Person(
        "2027-07-15", "2027-07-23 --applicant us-md --specialty pmr", (), "",
    ),
    "three failures without a day and nothing logged": Person(
        "2027-07-15", "2027-09-23 --applicant us-md --specialty pmr --failed-attempts 3", (), "",
    ),
    "a third attempt whose go the next exam may well overturn": Person(
        "2027-06-20", "2027-08-04 --applicant non-us-img --specialty med-peds --step1 passed",
        ("10 238 --on 2027-06-01", "12 238 --on 2027-06-18"), "keep the date; NBME ", ("2026-03-10", "2026-11-10"),
    ),
    "a retaker without evidence": Person(
        "2027-07-15", "2027-10-23 --applicant us-md --specialty pmr", (), "",
        ("2027-05-01",),
    ),
}  # fmt: skip


def enter(person: Person, stepready: Stepready, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Enter a person and return what `check --json` says."""
    monkeypatch.setenv("STEPREADY_TODAY", person.today)
    assert stepready(f"{STEP2} {person.plan}").code == 0
    for day in person.attempts:
        assert stepready(f"attempt add --exam step2ck --on {day} --score fail").code == 0
    for score in person.scores:
        assert stepready(f"log nbme {score} --exam step2ck").code == 0
    found: dict[str, Any] = stepready("check --json").json
    return found


def shown(stepready: Stepready, command: str) -> str:
    return " ".join(stepready(*command.split()).out.split())


def next_of(text: str) -> str:
    """Return what a screen says after `Next:`, up to the first line of its facts."""
    return " ".join(text.split("Next:", 1)[1].split("\n\n", 1)[0].split())


def report_of(stepready: Stepready, folder: Path) -> str:
    file = folder / "report.html"
    assert stepready("report", str(file)).code == 0
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NO_OTHER_DAY)
def test_where_the_decision_names_no_day_no_screen_does(
    name: str, stepready: Stepready, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    person = NO_OTHER_DAY[name]
    found = enter(person, stepready, monkeypatch)
    assert found["exam_decision"]["verdict"] in {"no-go", "unknown"}
    dates = shown(stepready, "dates")
    table = stepready("dates").out.split("\n\n")[1]
    assert not re.search(r"^[*!] ", table, re.MULTILINE), table
    assert "beats" not in dates
    assert "oving from" not in dates
    assert stepready("dates --json").json["trade"] is None
    assert "Unbeaten" not in shown(stepready, "chart dates")
    assert "instead of" not in shown(stepready, "calendar")
    assert "recommend" not in shown(stepready, "calendar")
    first = next_of(stepready("").out)
    assert first.startswith(person.begins), first
    assert "compares others" not in first
    assert "move the booking" not in first
    assert "move the booking to" not in found["next"]
    page = report_of(stepready, tmp_path)
    assert "no other date beats it" not in page
    assert "recommended" not in page


@pytest.mark.parametrize("name", SIT)
def test_where_the_decision_names_a_day_every_screen_names_that_one(
    name: str, stepready: Stepready, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    person = SIT[name]
    to = enter(person, stepready, monkeypatch)["exam_decision"]["delay"]["to"]
    day = short_day(date.fromisoformat(to))
    assert person.begins in next_of(stepready("").out)
    assert f"{day} 2027, or decide against it" in next_of(stepready("").out)
    assert re.search(rf"^! \w{{3}} +{day} ", stepready("dates").out, re.MULTILINE)
    assert f"Moving from 28 Jul to {day}" in shown(stepready, "dates")
    assert f"sit {day}" in shown(stepready, "chart dates")
    events = stepready("calendar --json").json["events"]
    assert [event["on"] for event in events if event["kind"] == "delay"] == [to]
    serves = "the first day that serves" in stepready("check --json").json["exam_decision"]["delay"]["why_to"]
    for text in (shown(stepready, "calendar"), shown(stepready, "dates"), report_of(stepready, tmp_path)):
        assert ("recommend" in text) is serves


@pytest.mark.parametrize("name", TELLS)
def test_what_the_verdict_waits_for_comes_before_keeping_a_schedule(
    name: str, stepready: Stepready, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = TELLS[name]
    says = enter(person, stepready, monkeypatch)["next"]
    first = next_of(stepready("").out)
    assert first.startswith(person.begins or says)
    assert "keep a schedule" not in first


def test_no_study_is_planned_for_an_exam_that_may_not_be_sat(
    stepready: Stepready, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(NO_OTHER_DAY["no attempt left, all dated"], stepready, monkeypatch)
    for command in ("schedule make", "schedule show", "schedule replan"):
        ended = stepready(*command.split())
        assert ended.code == 2
        assert ended.err.startswith("error: no attempt at Step 2 CK is left")
    assert "NBME" not in shown(stepready, "today")
    assert json.loads(stepready("today --json").out)["practice_exam"] is None


def test_a_schedule_kept_before_the_last_failure_asks_for_nothing_any_more(
    stepready: Stepready, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STEPREADY_TODAY", "2027-06-21")
    stepready(f"{STEP2} 2027-08-04 --applicant us-img --specialty pmr")
    assert stepready("schedule make").code == 0
    assert "questions" in shown(stepready, "today")
    stepready("plan set --failed-attempts 4")
    for command in ("today", ""):
        assert "questions" not in shown(stepready, command)
        assert "eadline" not in shown(stepready, command)
    assert "Decide by" not in shown(stepready, "check")
    assert "last_practice_exam" not in {event["id"] for event in stepready("calendar --json").json["events"]}


def test_days_outside_the_eligibility_window_are_neither_starred_nor_weighed(
    stepready: Stepready, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(
        "2027-05-12", "2027-06-09 --applicant us-img --specialty family-medicine --eligibility-end 2027-06-30",
        ("10 240 --on 2027-04-20", "12 244 --on 2027-05-11"), "",
    )  # fmt: skip
    assert enter(person, stepready, monkeypatch)["exam_decision"]["verdict"] == "go"
    sweep = stepready("dates --json").json
    assert sweep["undominated"]
    assert max(sweep["undominated"]) <= "2027-06-30"
    assert any(row["exam_date"] > "2027-06-30" for row in sweep["rows"])
    assert re.search(r"to \d+ Jun: ", sweep["trade"])


def test_a_score_to_re_send_is_on_every_screen_until_it_is_said_to_be_done(
    stepready: Stepready, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STEPREADY_TODAY", "2026-09-24")
    stepready(
        f"{STEP2} 2026-10-07 --applicant us-img --specialty pmr --step1 passed --season 2027 --applied 2026-09-20"
    )
    monkeypatch.setenv("STEPREADY_TODAY", "2026-11-04")
    stepready("plan set --score 233")
    monkeypatch.setenv("STEPREADY_TODAY", "2026-11-20")
    screens = ("", "check", "today", "calendar")
    assert all("re-send" in shown(stepready, command) for command in screens)
    assert next_of(stepready("").out).startswith("re-send the score in MyERAS")
    assert stepready("check --json").json["next"].startswith("re-send the score in MyERAS")
    stepready("plan set --resent 2026-11-20")
    assert not any("re-send" in shown(stepready, command) for command in screens)


def test_a_score_out_long_before_the_application_went_in_needs_no_sending(
    stepready: Stepready, monkeypatch: pytest.MonkeyPatch
) -> None:
    # four weeks after 10 May is 7 June: the score was likely out by then
    monkeypatch.setenv("STEPREADY_TODAY", "2027-09-05")
    stepready(f"{STEP2} 2027-05-10 --score 240 --applicant us-md --specialty pmr --season 2028 --applied 2027-09-02")
    assert "re-send" not in next_of(stepready("").out)
    assert "re-send" not in stepready("check --json").json["next"]


SLIPS = {
    "2026-07-14": "was the exam sat on Tue 14 Jul 2026?",
    "2028-07-14": "look at the test date, Fri 14 Jul 2028",
    "2072-07-14": "look at the test date, Thu 14 Jul 2072",
}


@pytest.mark.parametrize("booked", SLIPS)
def test_a_year_that_is_likely_a_slip_is_asked_about_first(
    booked: str, stepready: Stepready, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STEPREADY_TODAY", "2027-05-10")
    stepready(f"{STEP2} {booked} --applicant us-img --specialty pmr")
    for command in ("", "check"):
        first = next_of(stepready(command).out)
        assert first.startswith(SLIPS[booked])
        assert "plan set --on DATE" in first
    assert "Apply on time" not in stepready("check --json").json["headline"]


def test_a_sunday_booked_makes_no_table_of_sundays(stepready: Stepready, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEPREADY_TODAY", "2027-05-10")
    stepready(f"{STEP2} 2027-07-18 --applicant us-img --specialty pmr")
    sweep = stepready("dates --json").json
    sundays = [row["exam_date"] for row in sweep["rows"] if date.fromisoformat(row["exam_date"]).weekday() == SUNDAY]
    assert sundays == ["2027-07-18"]
    assert "2027-07-18" not in sweep["undominated"]


def test_a_retake_is_compared_up_to_the_rank_list_and_none_is_held_up_without_evidence(
    stepready: Stepready, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STEPREADY_TODAY", "2027-08-18")
    stepready(f"{STEP2} 2027-07-21 --score 209 --applicant non-us-img --specialty prelim-im --season 2028")
    stepready("log nbme 10 220 --on 2027-06-20 --exam step2ck")
    sweep = stepready("dates --json").json
    # rank lists are due on 1 March 2028, four weeks after 2 February
    assert "2028-01-26" < sweep["rows"][-1]["exam_date"] <= "2028-02-02"
    assert sweep["trade"] is None
    assert not re.search(r"^\* ", stepready("dates").out, re.MULTILINE)


ANNOUNCED = """
[[delay_window]]
from = 2027-07-05
to = 2027-08-06
reported_on = 2027-09-29
source = "an announcement of 2 July 2027"
"""


@pytest.mark.parametrize("booked", ["2027-07-14", "2027-08-18"])
def test_a_go_whose_score_an_announcement_makes_late_is_not_told_to_keep_the_date(
    booked: str, stepready: Stepready, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("STEPREADY_CONFIG", str(tmp_path))
    (tmp_path / "settings.toml").write_text(ANNOUNCED, encoding="utf-8")
    scores = ("10 242 --on 2027-06-01", "12 246 --on 2027-06-18")
    person = Person("2027-06-20", f"{booked} --applicant us-img --specialty pmr", scores, "")
    found = enter(person, stepready, monkeypatch)
    assert found["exam_decision"]["verdict"] == "go"
    assert found["next"].startswith("practice is there, but the score is likely out only on 29 Sep")
    assert next_of(stepready("").out).startswith("practice is there, but the score is likely out only on 29 Sep")
    told = [notice for notice in found["notices"] if "an announcement of 2 July 2027" in notice]
    assert len(told) == 1
