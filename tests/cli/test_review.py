"""The week in one screen: planned, done, the forecast, the weakest topics, the week to come."""

from typing import Any

import pytest

from tests.conftest import Ended, Stepready

MADE = "2027-03-01"
SUNDAY = "2027-03-07"
PLAN = "plan set --exam step2ck --on 2027-04-26 --applicant us-img --specialty psychiatry --target 240"


@pytest.fixture
def kept(stepready: Stepready) -> Stepready:
    on(stepready, MADE, PLAN)
    on(stepready, MADE, "schedule make")
    return stepready


def on(stepready: Stepready, day: str, words: str) -> Ended:
    return stepready("--today", day, *words.split())


def week(stepready: Stepready, day: str) -> dict[str, Any]:
    told: dict[str, Any] = on(stepready, day, "review --json").json
    return told


def test_a_week_tells_done_and_planned_the_forecast_and_what_comes_next(kept: Stepready) -> None:
    on(kept, MADE, "log nbme 9 221 --on 2027-02-20")
    on(kept, MADE, "log qbank 30/40 --topic renal")
    on(kept, "2027-03-03", "log nbme 13 231")
    on(kept, "2027-03-04", "log hours 5")
    found = week(kept, SUNDAY)
    assert found["week"]["totals"]["done"] == {"questions": 40, "hours": 5, "percent": 75}
    assert (found["week"]["from"], found["week"]["to"]) == (MADE, SUNDAY)
    assert (found["next_week"]["from"], found["next_week"]["to"]) == ("2027-03-08", "2027-03-14")
    assert found["forecast"]["now"]["mean"] > found["forecast"]["before"]["mean"]
    assert [score["form"] for score in found["practice_exams"]] == ["13"]
    shown = " ".join(on(kept, SUNDAY, "review").out.split())
    assert "by NBME 13 231" in shown
    assert "renal: 75 % of 40 questions" in shown


def test_a_week_without_anything_logged_says_so(kept: Stepready) -> None:
    found = week(kept, SUNDAY)
    assert found["forecast"] == {"before": None, "now": None}
    shown = on(kept, SUNDAY, "review").out
    assert "nothing is logged that a forecast can use" in shown
    assert "no topic has enough questions" in shown


@pytest.mark.parametrize("width", [60, 80, 200])
def test_the_screen_keeps_to_the_width(kept: Stepready, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    on(kept, MADE, "log nbme 9 201 --on 2027-02-20")
    monkeypatch.setenv("COLUMNS", str(width))
    assert all(len(line) <= width for line in on(kept, SUNDAY, "review").out.splitlines())


def test_the_page_has_the_same_subjects(kept: Stepready) -> None:
    page = on(kept, SUNDAY, "review --markdown").out
    assert [line[3:] for line in page.splitlines() if line.startswith("## ")] == [
        "Done", "Forecast", "Weakest", "Next week",
    ]  # fmt: skip


def test_an_exam_of_today_is_not_called_missed_before_the_day_is_over(kept: Stepready) -> None:
    days = on(kept, MADE, "schedule show --json").json["days"]
    day = next(day["date"] for day in days if day["practice_exam"])
    assert "planned for today: NBME" in " ".join(on(kept, day, "review").out.split())
    assert "planned and not taken" not in on(kept, day, "review").out


def test_the_week_of_the_exam_is_told_as_what_comes_next(kept: Stepready) -> None:
    assert "Step 2 CK on Mon 26 Apr 2027" in on(kept, "2027-04-25", "review").out
