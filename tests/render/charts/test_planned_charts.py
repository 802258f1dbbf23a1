"""Planned against done: the bank's burn-up and the hours a week, with the practice exams kept."""

from datetime import date, timedelta

import pytest

from tests.conftest import Stepready

MADE = date(2027, 7, 5)


@pytest.fixture
def kept(stepready: Stepready) -> Stepready:
    assert stepready(f"--today {MADE} plan set --exam step2ck --on 2027-09-13 --target 240 --season 2028").code == 0
    assert stepready(f"--today {MADE} schedule make").code == 0
    return stepready


def chart(stepready: Stepready, day: date, *words: str) -> str:
    ended = stepready("--today", day, "chart", *words)
    assert (ended.code, ended.err) == (0, "")
    return " ".join(ended.out.split())


@pytest.mark.parametrize("kind", ["burnup", "hours"])
def test_without_a_kept_schedule_the_chart_says_what_to_do(kind: str, stepready: Stepready) -> None:
    assert "make a plan, question by question: `stepready init`" in chart(stepready, MADE, kind)
    assert stepready(f"--today {MADE} plan set --exam step2ck --on 2027-09-13 --season 2028").code == 0
    assert "keep one: `stepready schedule make`" in chart(stepready, MADE, kind)


def test_the_burn_up_says_done_behind_pace_needed_and_the_finish(kept: Stepready) -> None:
    day = MADE
    while day < date(2027, 7, 19):
        if day.weekday() != 6:
            assert kept("--today", day, "log", "qbank", "70%", "--questions", "50").code == 0
        day += timedelta(days=1)
    numbers = kept("--today", day, "chart", "burnup", "--json").json["burnup"]
    assert (numbers["done"], numbers["pace"], numbers["spread"]) == (600, 50, 0)
    behind = kept("--today", day, "today", "--json").json["behind_by_questions"]
    text = chart(kept, day, "burnup")
    assert f"600 of {numbers['goal']} questions" in text
    assert f"{behind} questions behind the plan" in text if behind else "ahead of the plan" in text
    assert "50 a working day in the last 28 days" in text
    assert "needed to end by the exam" in text
    assert "at this pace" in text


def test_the_bank_in_hand_says_how_much_there_is(kept: Stepready) -> None:
    assert kept(f"--today {MADE} log bank uworld 1000/3600 64%").code == 0
    assert kept("--today 2027-07-12 log bank uworld 1200/3600 64%").code == 0
    numbers = kept("--today", "2027-07-12", "chart", "burnup", "--json").json["burnup"]
    assert numbers["goal"] - numbers["done"] == 2400


def test_hours_stand_against_the_plan_week_by_week(kept: Stepready) -> None:
    assert kept("--today", "2027-07-06", "log", "hours", "5").code == 0
    week = kept("--today", "2027-07-12", "schedule", "week", "2027-07-05", "--json").json
    found = kept("--today", "2027-07-12", "chart", "hours", "--json").json["weeks"]
    assert found[0]["monday"] == "2027-07-05"
    assert found[0]["done"] == 5
    assert found[0]["planned"] == pytest.approx(week["totals"]["planned"]["hours"])
    assert len(found) == 10  # 5 July to the eve, 12 September


def test_practice_exams_are_kept_missed_or_ahead(kept: Stepready) -> None:
    days = [day for day in kept(f"--today {MADE} schedule show --json").json["days"] if day["practice_exam"]]
    first, second, *_ = days
    sat = first["practice_exam"]
    words = [word for word in ("log", sat["source"], sat["form"], "231") if word]
    assert kept("--today", first["date"], *words).code == 0
    after = date.fromisoformat(second["date"]) + timedelta(days=5)
    weeks = kept("--today", after, "chart", "hours", "--json").json["weeks"]
    states = [mock["state"] for week in weeks for mock in week["mocks"]]
    assert states[:2] == ["kept", "missed"]
    assert "ahead" in states
    assert "1 of 2 kept so far; missed: " in chart(kept, after, "hours")


@pytest.mark.parametrize("kind", ["burnup", "hours"])
@pytest.mark.parametrize("width", [60, 61, 72, 80, 100, 140, 200])
def test_a_screen_of_24_lines_holds_the_picture_and_every_line_under_it(kind: str, width: int, kept: Stepready) -> None:
    for n in range(10):
        assert kept("--today", MADE + timedelta(days=n), "log", "qbank", f"{20 + n}/40").code == 0
    reads = kept("--today", "2027-07-20", "chart", kind, "--json").json["reads"]
    out = kept("--today", "2027-07-20", "chart", kind, "--width", width, "--height", 23).out
    lines = out.splitlines()
    assert len(lines) <= 23
    assert max(map(len, lines)) <= width
    text = " ".join(out.split())
    assert [line["label"] for line in reads if " ".join(line["says"].split()) not in text] == []


@pytest.mark.parametrize("kind", ["burnup", "hours"])
@pytest.mark.parametrize(("width", "height"), [(40, 12), (40, 24), (60, 12), (120, 40), (200, 60)])
def test_the_smallest_and_the_largest_screen_are_kept_to(kind: str, width: int, height: int, kept: Stepready) -> None:
    assert kept("--today", "2027-07-08", "log", "qbank", "20/40").code == 0
    for words in ((), ("--ascii",)):
        out = kept("--today", "2027-07-20", "chart", kind, "--width", width, "--height", height, *words).out
        assert len(out.splitlines()) <= height
        assert max(map(len, out.splitlines())) <= width
        assert out.isascii() is bool(words)
