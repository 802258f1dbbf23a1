"""One word for a day, its hours and questions: kept, shown, taken back; work stays where it was."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.processes import finish, start
from tests.conftest import Ended, Stepready

MADE = "2027-03-01"
PLAN = "plan set --exam step2ck --on 2027-04-26 --applicant us-img --specialty psychiatry --target 240"


@pytest.fixture
def kept(stepready: Stepready) -> Stepready:
    on(stepready, MADE, PLAN)
    on(stepready, MADE, "schedule make")
    return stepready


def on(stepready: Stepready, day: str, words: str) -> Ended:
    return stepready("--today", day, *words.split())


def today(stepready: Stepready, day: str) -> dict[str, object]:
    told: dict[str, object] = on(stepready, day, "today --json").json
    return told


@pytest.mark.parametrize(
    ("words", "state"), [("done", "done"), ("skip", "skipped"), ("sick", "sick"), ("away", "away")]
)
def test_a_word_is_kept_for_today_and_undo_takes_it_back(kept: Stepready, words: str, state: str) -> None:
    assert today(kept, MADE)["state"] == "open"
    assert on(kept, MADE, words).code == 0
    assert today(kept, MADE)["state"] == state
    assert on(kept, MADE, "undo").out.startswith(f"undid: {MADE} {state}")
    assert today(kept, MADE)["state"] == "open"


def test_hours_of_done_set_the_day_that_log_hours_adds_to(kept: Stepready) -> None:
    on(kept, MADE, "log hours 2 --topic cardiology")
    on(kept, MADE, "log hours 1.5")
    assert today(kept, MADE)["done"]["hours"] == 3.5  # type: ignore[index]
    on(kept, MADE, "done 6h")
    assert today(kept, MADE)["done"]["hours"] == 6  # type: ignore[index]
    on(kept, MADE, "log hours 1")
    assert today(kept, MADE)["done"]["hours"] == 7  # type: ignore[index]
    on(kept, MADE, "undo")
    on(kept, MADE, "undo")
    assert today(kept, MADE)["done"]["hours"] == 3.5  # type: ignore[index]


def test_questions_of_done_count_until_sessions_are_logged_and_never_both(kept: Stepready) -> None:
    planned = today(kept, MADE)["questions"]
    on(kept, MADE, "done 10q")
    assert today(kept, "2027-03-02")["behind_by_questions"] == int(str(planned)) - 10
    on(kept, MADE, "log qbank 70% --questions 20")
    assert today(kept, "2027-03-02")["behind_by_questions"] == int(str(planned)) - 20


@pytest.mark.parametrize(("later", "counted"), [("done 6h", 40), ("done", 40), ("done 25q", 25)])
def test_a_day_that_stays_done_keeps_its_questions_until_another_number_is_told(
    kept: Stepready, later: str, counted: int
) -> None:
    on(kept, MADE, "done 40q")
    assert not on(kept, MADE, later).err
    assert today(kept, MADE)["done"]["questions"] == counted  # type: ignore[index]
    on(kept, MADE, "undo")
    assert today(kept, MADE)["done"]["questions"] == 40  # type: ignore[index]


def test_a_word_for_a_lost_day_says_that_questions_told_count_no_longer(kept: Stepready) -> None:
    on(kept, MADE, "done 40q")
    assert "note: 40 questions told with `done` count no longer; `stepready undo`" in on(kept, MADE, "sick").err
    assert today(kept, MADE)["done"]["questions"] == 0  # type: ignore[index]
    on(kept, MADE, "undo")
    assert today(kept, MADE)["done"]["questions"] == 40  # type: ignore[index]


@pytest.mark.parametrize("words", ["done", "skip", "sick", "away"])
def test_a_word_alone_clears_nothing_that_is_missing(kept: Stepready, words: str) -> None:
    before = today(kept, "2027-03-03")["behind_by_questions"]
    on(kept, "2027-03-03", f"{words} --on 2027-03-01..2027-03-02")
    assert today(kept, "2027-03-03")["behind_by_questions"] == before
    assert before != 0


def test_hours_have_an_id_that_edit_and_rm_accept_beside_scores(kept: Stepready) -> None:
    assert "id 1" in on(kept, MADE, "log hours 5").out
    assert "id 2" in on(kept, MADE, "log nbme 11 225").out
    assert "now 4 h on Mon 1 Mar 2027" in on(kept, MADE, "edit 1 4h").out
    assert today(kept, MADE)["done"]["hours"] == 4  # type: ignore[index]
    assert "removed 4 h" in on(kept, MADE, "rm 1").out
    assert "removed NBME 11 225" in on(kept, MADE, "rm 2").out
    assert on(kept, MADE, "rm 1").code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("done 7x", "is no amount of work"),
        ("done 0h", "no number of hours"),
        ("done 25h", "at most 24"),
        ("done 0q", "no count of questions"),
        ("sick --on tomorrow", "lies after today"),
        ("done 3h --on 2027-02-01..2027-02-02", "one day"),
        ("away --on 2027-03-09..2027-03-01", "no range of days"),
        ("away --on ..", "no range of days"),
        ("log hours 25", "at most 24"),
        ("log hours x", "no amount of work"),
        ("log hours 2 --on tomorrow", "after today"),
        ("edit 1 40q", "no number of hours"),
        ("edit 1 --form 3", "accepted: other hours"),
    ],
)
def test_what_is_no_day_or_no_amount_is_refused_in_one_line_and_changes_nothing(
    kept: Stepready, words: str, said: str
) -> None:
    on(kept, MADE, "log hours 5")
    before = on(kept, MADE, "export --json").out
    ended = on(kept, MADE, words)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("error: ")
    assert said in ended.err
    assert on(kept, MADE, "export --json").out == before


def test_a_day_never_has_more_than_24_hours(kept: Stepready) -> None:
    on(kept, MADE, "log hours 20")
    refused = on(kept, MADE, "log hours 5")
    assert refused.code == 2
    assert "20 are logged" in refused.err
    assert on(kept, MADE, "log hours 4").code == 0


def test_hours_behind_are_told_once_hours_are_logged(kept: Stepready) -> None:
    assert today(kept, "2027-03-02")["behind_by_hours"] is None
    planned = float(str(today(kept, MADE)["review_hours"])) + float(str(today(kept, MADE)["content_hours"]))
    questions = int(str(today(kept, MADE)["questions"]))
    on(kept, MADE, "log hours 1")
    # 1.5 minutes to answer a question, beside its review and content
    assert today(kept, "2027-03-02")["behind_by_hours"] == planned + questions * 1.5 / 60 - 1


def test_words_and_hours_travel_in_an_export_with_their_ids(kept: Stepready, tmp_path: Path) -> None:
    on(kept, MADE, "log hours 5 --topic renal")
    on(kept, MADE, "log nbme 11 225")
    on(kept, MADE, "away --on 2027-03-20..2027-03-22")
    whole = on(kept, MADE, "export --json").out
    file = tmp_path / "whole.json"
    file.write_text(whole)
    other = f"--db {tmp_path / 'other.db'} --today {MADE}"
    assert kept(*f"{other} import {file}".split()).code == 0
    assert kept(*f"{other} export --json".split()).out == whole


def week(stepready: Stepready, day: str, words: str = "") -> dict[str, Any]:
    told: dict[str, Any] = on(stepready, day, f"schedule week {words} --json").json
    return told


@pytest.mark.parametrize("day", ["2027-03-08", "2027-03-10", "2027-03-14", "2027-03-15"])
def test_a_week_always_holds_the_day_asked_for(kept: Stepready, day: str) -> None:
    found = week(kept, MADE, day)
    assert len(found["days"]) == 7
    assert found["from"] <= day <= found["to"]


def test_a_week_tells_planned_done_and_state_with_its_sums(kept: Stepready) -> None:
    asked = today(kept, MADE)["questions"]
    on(kept, MADE, "log qbank 30/40")
    on(kept, MADE, "log hours 6")
    on(kept, "2027-03-02", "sick")
    found = week(kept, "2027-03-04")
    monday, tuesday = found["days"][:2]
    assert (monday["planned"]["questions"], monday["done"]["questions"], monday["done"]["hours"]) == (asked, 40, 6)
    assert tuesday["state"] == "sick"
    assert found["totals"]["done"] == {"questions": 40, "hours": 6, "percent": 75}
    assert found["totals"]["planned"]["questions"] == sum(day["planned"]["questions"] for day in found["days"])


def test_schedule_shows_the_days_of_this_week_and_a_week_ahead(kept: Stepready) -> None:
    shown = on(kept, "2027-03-10", "schedule").out
    days = [line for line in shown.splitlines() if line[2:5] in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")]
    assert [line[6:12].strip() for line in days] == [f"{day} Mar" for day in range(8, 18)]


def test_on_a_sunday_the_week_to_come_is_shown(kept: Stepready) -> None:
    assert "Week of 15 Mar" in on(kept, "2027-03-14", "schedule").out
    assert "21 Mar" in on(kept, "2027-03-14", "schedule").out


def test_one_note_is_printed_and_the_rest_on_request(kept: Stepready) -> None:
    short, every = on(kept, "2027-03-10", "schedule").err, on(kept, "2027-03-10", "schedule show --notes").err
    assert short.count("note: ") <= 2
    assert every.count("note: ") > 2


def test_topics_say_when_no_day_ahead_favours_the_weakest(kept: Stepready) -> None:
    for day in range(1, 5):
        on(kept, f"2027-03-0{day}", "log qbank 90% --questions 40 --topic cardiology")
        on(kept, f"2027-03-0{day}", "log qbank 40% --questions 40 --topic obgyn")
    told = on(kept, "2027-03-05", "topics --json").json["topics"]
    weakest = told[0]
    assert (weakest["favoured"], weakest["last_seen"]) == (False, "2027-03-04")
    assert "no day ahead favours it" in " ".join(on(kept, "2027-03-05", "topics").out.split())
    assert "no day ahead favours it" in " ".join(on(kept, "2027-03-05", "schedule show --notes").err.split())
    on(kept, "2027-03-05", "schedule make")
    assert on(kept, "2027-03-05", "topics --json").json["topics"][0]["favoured"] is True


def test_two_schedules_made_at_once_keep_the_settings_of_both(kept: Stepready, tmp_path: Path) -> None:
    db = tmp_path / "book.db"
    calls = [["--hours", "mon=3"], ["--hours", "tue=2"], ["--rest", "sun,wed"]]
    running = [start(db, "--today", MADE, "schedule", "make", *words) for words in calls]
    assert [finish(process)[0] for process in running] == [0, 0, 0]
    settings = on(kept, MADE, "export --json").json["study_settings"][0]
    assert (settings["hours"][0], settings["hours"][1], settings["rest_weekdays"]) == (3, 2, [2, 6])
