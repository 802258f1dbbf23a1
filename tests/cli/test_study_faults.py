"""Faults of the study day that people met, each as they met it."""

from datetime import date, timedelta
from typing import Any

import pytest

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


def today(stepready: Stepready, day: str) -> Any:
    return on(stepready, day, "today --json").json


def test_days_away_named_anew_forget_neither_the_backlog_nor_the_missed_exam(kept: Stepready) -> None:
    before = today(kept, "2027-03-10")
    assert before["behind_by_questions"] > 0
    made = on(kept, "2027-03-10", "schedule make --away 2027-03-20..2027-03-22")
    assert today(kept, "2027-03-10")["behind_by_questions"] == before["behind_by_questions"]
    assert "NBME 10" in " ".join(made.err.split())
    assert any("NBME 10" in text for text in today(kept, "2027-03-10")["next"])


def test_undoing_a_replan_names_the_replan_and_leaves_the_schedule(kept: Stepready) -> None:
    before = on(kept, "2027-03-05", "schedule show --json").json["days"]
    on(kept, "2027-03-05", "schedule replan --choose more-each-day")
    assert on(kept, "2027-03-05", "undo").out.startswith("undid: schedule replan: more-each-day")
    assert on(kept, "2027-03-05", "schedule show --json").json["days"] == before


@pytest.mark.parametrize("word", ["done", "skip", "sick", "away"])
def test_on_a_day_off_a_word_is_accepted(kept: Stepready, word: str) -> None:
    sunday = "2027-03-07"
    assert today(kept, sunday)["rest"] is True
    assert on(kept, sunday, word).code == 0
    assert today(kept, sunday)["state"] == {"skip": "skipped"}.get(word, word)


def test_other_names_of_a_way_on_are_understood(kept: Stepready) -> None:
    for name, choice in (("spread", "more-each-day"), ("push-date", "move-exam"), ("5", "move-mock")):
        told = on(kept, "2027-03-05", f"schedule replan --choose {name} --dry-run")
        assert (told.code, choice in told.out) == (0, True), told.err


def test_every_way_on_shows_its_rule_before_anything_is_kept(kept: Stepready) -> None:
    shown = " ".join(on(kept, "2027-03-05", "schedule replan").out.split())
    for rule in (
        "spread, every working day",
        "push the date",
        "exam waits, its day",
        "drop content first",
        "missed is given up",
    ):
        assert rule in shown
    assert "Nothing was changed" in shown


def test_the_kept_schedule_never_changes_by_itself(kept: Stepready) -> None:
    """Sessions, words, an exam taken early, another date: what is kept stays byte for byte until it is made anew."""
    before = on(kept, MADE, "export --json").json["schedules"]
    for words in (
        "log qbank 4/40 --topic obgyn",
        "sick --on 2027-03-02",
        "log nbme 10 215 --on 2027-03-03",
        "done 6h --on 2027-03-04",
        "plan set --on 2027-07-12",
    ):
        assert on(kept, "2027-03-05", words).code == 0
        on(kept, "2027-03-05", "schedule")
    assert on(kept, "2027-03-05", "export --json").json["schedules"] == before


def test_other_evidence_is_named_with_what_would_change_and_offered(kept: Stepready) -> None:
    """Two topics weak and one strong for a week: the log asks for the weak ones on more days than are kept."""
    for number in range(1, 6):
        on(kept, f"2027-03-0{number}", "log qbank 34/40 --topic cardiology")
        on(kept, f"2027-03-0{number}", "log qbank 10/40 --topic surgery")
        on(kept, f"2027-03-0{number}", "log qbank 12/40 --topic pediatrics")
    days = on(kept, "2027-03-06", "schedule show --json").json["days"]
    notes = " ".join(on(kept, "2027-03-06", "schedule show --notes").err.split())
    assert "the log now asks for other topics than the kept days have: surgery on" in notes
    assert "nothing changes by itself" in notes
    assert on(kept, "2027-03-06", "schedule show --json").json["days"] == days
    offered = on(kept, "2027-03-06", "schedule replan --json").json["options"]
    assert [option["choice"] for option in offered] == ["follow-evidence"]
    on(kept, "2027-03-06", "schedule replan --choose follow-evidence")
    after = on(kept, "2027-03-06", "schedule show --json").json["days"]
    assert [(day["questions"], day["practice_exam"]) for day in after] == [
        (day["questions"], day["practice_exam"]) for day in days
    ]
    favoured = [sum("surgery" in day["focus"] for day in found) for found in (days, after)]
    assert favoured[1] > favoured[0]
    assert on(kept, "2027-03-06", "schedule replan --json").json["options"] == []


def test_no_day_of_the_last_week_is_called_too_short_for_a_score_on_target(kept: Stepready) -> None:
    """Sixteen weeks were kept for a first score of 231, which asks for 6 to 9: the last week says nothing of weeks."""
    on(kept, MADE, "log nbme 9 231 --on 2027-02-20")
    late = str(date(2027, 6, 21) - timedelta(days=6))
    assert "too short" not in on(kept, late, "schedule show --notes").err
    assert on(kept, late, "schedule enough --json").json["suffices"] is True
