"""The dashboard's own small pictures."""

import re

import pytest

from stepready.render.dashboard_text import away, sparkline
from tests.conftest import Stepready


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([230.0], "▄"),
        ([230.0, 230.0, 230.0], "▄▄▄"),
        ([200.0, 207.0], "▁█"),
        ([200, 201, 202, 203, 204, 205, 206, 207], "▁▂▃▄▅▆▇█"),
        ([207.0, 200.0, 203.0], "█▁▄"),
    ],
)
def test_a_sparkline_runs_from_the_lowest_to_the_highest(values: list[float], expected: str) -> None:
    assert sparkline(values) == expected


@pytest.mark.parametrize(("days", "expected"), [(0, "today"), (1, "tomorrow"), (2, "in 2 days"), (13, "in 13 days")])
def test_days_to_come_are_counted_in_words(days: int, expected: str) -> None:
    assert away(days) == expected


def test_after_a_result_the_next_day_of_the_season_is_the_deadline(stepready: Stepready) -> None:
    words = "plan set --exam step2ck --on 2027-06-10 --score 245 --applicant us-md --specialty pmr --season 2028"
    assert stepready(words).code == 0
    out = " ".join(stepready("--today", "2027-07-15").out.split())
    assert "Deadline Wed 1 Sep 2027, in 48 days: Applications can be submitted (projected)" in out
    assert "log nbme" not in out


def test_step_1_is_logged_in_percent(stepready: Stepready) -> None:
    assert stepready("plan set --exam step1 --on 2027-08-20 --applicant us-img").code == 0
    assert re.search(r"log nbme \d+ 71% ", stepready("--today", "2027-07-15").out)


def test_the_screen_suggests_the_exam_that_the_schedule_has_next_and_never_one_taken(stepready: Stepready) -> None:
    assert stepready("plan set --exam step2ck --on 2027-08-20 --target 240 --applicant us-img --season 2028").code == 0
    for form, value in ((12, 228), (13, 231), (14, 236)):
        assert stepready(f"log nbme {form} {value} --on 2027-07-{form}").code == 0
    assert stepready("schedule make").code == 0
    following = stepready("today --json").json["next_practice_exam"]["practice_exam"]
    out = stepready("--today 2027-07-15").out
    assert f"stepready log {following['source']} {following['form']} 2" in out
    assert not re.search(r"log nbme (12|13|14) ", out)


@pytest.mark.parametrize("day", ["2027-08-20", "2027-08-21"])
def test_from_the_booked_day_on_nothing_is_suggested_to_log(day: str, stepready: Stepready) -> None:
    assert stepready("plan set --exam step2ck --on 2027-08-20 --target 240 --applicant us-img --season 2028").code == 0
    assert "stepready log" not in stepready("--today", day).out.splitlines()[-1]


def test_without_a_kept_schedule_todays_work_is_worked_out(stepready: Stepready) -> None:
    assert stepready("plan set --exam step2ck --on 2027-08-20 --target 240 --applicant us-img --season 2028").code == 0
    planned = stepready("today --json").json
    out = stepready("--today", "2027-07-15").out
    assert f"{planned['questions']} questions" in out
    assert "worked out now" in out


@pytest.mark.parametrize("words", ["--exam step3 --on 2027-10-20", "--exam step2ck --on 2031-08-20 --target 240"])
def test_where_no_schedule_can_be_made_none_is_the_next_thing(stepready: Stepready, words: str) -> None:
    """No guide says how to study for Step 3, and an exam in four years is too far away to plan its days."""
    assert stepready(f"plan set {words}").code == 0
    assert stepready("schedule make").code == 2
    out = stepready().out
    assert out.count("Next:") == 1
    assert "schedule make" not in out


def test_without_a_test_date_booking_one_is_the_next_thing(stepready: Stepready) -> None:
    assert stepready("plan set --exam step2ck --target 240").code == 0
    out = " ".join(stepready().out.split())
    assert "Next: book a test date you can be ready for" in out
    assert "no test date" in out
