"""Form 016 is form 16 on every screen, however an older log wrote it."""

import os
import sqlite3
from contextlib import closing

import pytest

from tests.conftest import Stepready

NBME = ("9", "10", "11", "12", "13", "14", "15")


@pytest.fixture(autouse=True)
def _log(stepready: Stepready) -> None:
    """Log form 16, and write it `016` in the file, as the program once kept it."""
    stepready("plan set --exam step2ck --target 235 --on 2027-08-25 --applicant non-us-img --specialty med-peds")
    stepready("log nbme 16 225 --on 2027-07-01")
    stepready("log nbme 15 229 --on 2027-07-10")
    with closing(sqlite3.connect(os.environ["STEPREADY_DB"])) as file, file:
        file.execute("UPDATE score SET form = '016' WHERE form = '16'")


def test_log_refuses_the_sitting_again(stepready: Stepready) -> None:
    assert stepready("log nbme 16 235 --on 2027-07-01").code == 2


def test_a_new_score_is_kept_under_the_forms_own_name(stepready: Stepready) -> None:
    ended = stepready("log nbme 014 240")
    assert ended.err == ""
    assert stepready("scores --json").json["scores"][0]["form"] == "14"


def test_check_and_the_dashboard_offer_a_form_that_was_not_taken(stepready: Stepready) -> None:
    stepready("rm 2")
    days = stepready("schedule show --json").json["days"]
    planned = next(day["practice_exam"]["form"] for day in days if day["practice_exam"])
    assert stepready("check --json").json["flip"]["form"] == planned
    for words in ((), ("check",), ("today",)):
        assert "NBME 16" not in stepready(*words).out


def test_the_schedule_places_no_form_that_was_taken(stepready: Stepready) -> None:
    days = stepready("schedule show --json").json["days"]
    placed = {day["practice_exam"]["form"] for day in days if day["practice_exam"]}
    assert placed
    assert "16" not in placed


def test_the_forecast_takes_the_forms_own_offset(stepready: Stepready) -> None:
    stepready("undo")
    with_zero = stepready("forecast --json").json
    stepready("edit 1 --form 16")
    without = stepready("forecast --json").json
    assert with_zero["mean"] == without["mean"]
    assert with_zero["mean"] is not None


def test_a_form_sat_before_is_said_to_be_a_repeat(stepready: Stepready) -> None:
    said = stepready("log nbme 016 240 --on 2027-07-12").err
    assert "NBME 16 was sat on Thu 1 Jul 2027 (id 1)" in said
    assert "no rule counts it" in said
    for words in ("nbme 15 240 --on 2027-07-13 --condition unseen", "nbme 15 241 --on 2027-07-14 --condition repeat"):
        assert stepready(f"log {words}").err == ""


def test_a_later_sitting_becomes_a_repeat_by_an_earlier_one_and_by_an_edit(stepready: Stepready) -> None:
    stepready("log nbme 12 240 --on 2027-07-12")
    said = " ".join(stepready("log nbme 12 231 --on 2027-06-20").err.split())
    assert "NBME 12 of Mon 12 Jul 2027 was sat before now: a repeat, no rule counts it; `stepready edit 3" in said
    stepready("log nbme 13 238 --on 2027-07-14")
    said = " ".join(stepready("edit 5 --form 12").err.split())
    assert "NBME 12 was sat on Sun 20 Jun 2027 (id 4): a repeat, no rule counts it" in said
    assert stepready("edit 5 --condition unseen").err == ""
    assert stepready("edit 5 --note quiet").err == ""
