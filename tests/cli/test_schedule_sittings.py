"""Practice exams taken early, late or not at all: the days ahead follow what was sat, on every screen."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.conftest import Ended, Stepready

MADE = "2027-03-01"
PLAN = "plan set --exam step2ck --on 2027-04-26 --applicant us-img --specialty psychiatry --target 240"


@pytest.fixture
def kept(stepready: Stepready) -> Stepready:
    """Keep the schedule of eight weeks; the rhythm of its last weeks is five to seven days."""
    on(stepready, MADE, PLAN)
    on(stepready, MADE, "schedule make")
    return stepready


def on(stepready: Stepready, day: str, words: str) -> Ended:
    return stepready("--today", day, *words.split())


def shown(stepready: Stepready, day: str) -> list[dict[str, Any]]:
    days: list[dict[str, Any]] = on(stepready, day, "schedule show --json").json["days"]
    return days


def exams(stepready: Stepready) -> list[tuple[str, str]]:
    """Return the planned practice exams as day and words to log them, earliest first."""
    found = [(day["date"], day["practice_exam"]) for day in shown(stepready, MADE) if day["practice_exam"]]
    return [(day, f"{exam['source']} {exam['form']}") for day, exam in found]


def day_after(day: str, days: int = 1) -> str:
    return str(date.fromisoformat(day) + timedelta(days=days))


def test_a_form_taken_early_brings_no_other_within_the_shortest_gap(kept: Stepready) -> None:
    (_, _), (planned, form) = exams(kept)[-2:]
    early = day_after(planned, -3)
    on(kept, early, f"log {form} 235")
    days = [day["date"] for day in shown(kept, early) if day["practice_exam"]]
    assert days[0] == early
    assert all(day >= day_after(early, 5) for day in days[1:])


def test_a_skipped_exam_is_not_reviewed(kept: Stepready) -> None:
    planned, form = exams(kept)[1]
    title = form.upper()
    morrow = day_after(planned)
    told = on(kept, morrow, "today").out
    assert f"{title} of" in told
    assert "is not logged" in told
    assert f"review of {title}" not in told
    assert f"review of {title}" not in on(kept, morrow, "schedule").out


def test_an_exam_logged_a_day_late_makes_that_day_its_own_and_the_next_its_review(kept: Stepready) -> None:
    planned, form = exams(kept)[1]
    late = day_after(planned)
    on(kept, late, f"log {form} 228")
    today, morrow = shown(kept, late)[:2]
    assert (today["questions"], today["practice_exam"]["form"]) == (0, form.split()[-1])
    assert today["focus"][0].endswith("exam")
    assert morrow["rest"] or morrow["focus"][0] == f"review of {form.upper()}"
    told = on(kept, late, "today --json").json
    assert told["questions"] == 0
    assert told["practice_exam"] is not None


def test_an_exam_that_was_not_planned_makes_its_day_an_exam_day(kept: Stepready) -> None:
    planned = exams(kept)[0][0]
    another = day_after(planned, -1)
    on(kept, another, "log uwsa 3 225")
    assert shown(kept, another)[0]["practice_exam"] == {"source": "uwsa", "form": "3"}
    assert shown(kept, day_after(another))[0]["practice_exam"] is None


def test_another_form_on_the_day_of_an_exam_is_the_one_reviewed_on_every_screen(kept: Stepready) -> None:
    planned, form = exams(kept)[1]
    other = next(f"nbme {number}" for number in range(9, 17) if f"nbme {number}" not in dict(exams(kept)).values())
    assert other != form
    on(kept, planned, f"log {other} 228")
    morrow = day_after(planned)
    first, today = shown(kept, morrow)[0], on(kept, morrow, "today --json").json
    assert first["focus"][0] == f"review of {other.upper()}"
    assert {key: today[key] for key in first} == first


def test_an_exam_that_moves_leaves_the_topics_of_the_days_ahead_as_they_were_kept(kept: Stepready) -> None:
    """The log names another weakest topic, an exam is taken early: no kept day changes its topics by that."""
    planned, form = exams(kept)[0]
    before = {day["date"]: day["focus"] for day in shown(kept, MADE)}
    early = day_after(planned, -1)
    for _ in range(3):
        on(kept, early, "log qbank 4/40 --topic obgyn")
    on(kept, early, f"log {form} 228")
    after = {day["date"]: day["focus"] for day in shown(kept, day_after(early, 2)) if not day["practice_exam"]}
    kept_topics = [day for day, focus in after.items() if focus != before[day]]
    assert all(day <= day_after(planned, 1) for day in kept_topics)
    assert not any("obgyn" in focus for focus in after.values())


def test_exams_stand_on_the_weekday_that_has_their_five_hours(stepready: Stepready) -> None:
    on(stepready, MADE, PLAN)
    made = on(stepready, MADE, "schedule make --hours mon-fri=4,sat=8 --json").json["days"]
    weekdays = {weekday_of(day["date"]) for day in made if day["practice_exam"]}
    assert weekdays == {"Sat"}
    week = on(stepready, MADE, "schedule week 2027-04-10 --json").json["days"]
    assert all(day["planned"]["hours"] <= (8 if weekday_of(day["date"]) == "Sat" else 4) for day in week)


def test_where_no_weekday_has_five_hours_the_day_of_the_exam_says_so(stepready: Stepready) -> None:
    on(stepready, MADE, PLAN)
    made = on(stepready, MADE, "schedule make --hours 4 --json").json["days"]
    planned = [day["date"] for day in made if day["practice_exam"]]
    assert planned
    for day in planned:
        for words in ("schedule", "today"):
            assert "5 h, 1 more than this day has" in " ".join(on(stepready, day, words).out.split()), (day, words)


def test_in_the_last_days_no_practice_exam_is_named_that_no_schedule_has(kept: Stepready) -> None:
    for day, words in (("2027-04-09", "nbme 13 245"), ("2027-04-17", "nbme 14 246")):
        on(kept, day, f"log {words}")
    told = on(kept, "2027-04-25", "check").out
    assert "Verdict: GO" in told
    assert "NBME 15" not in told
    assert "NBME 16" not in told


def weekday_of(day: str) -> str:
    return f"{date.fromisoformat(day):%a}"


def test_an_early_verdict_names_the_exams_of_the_schedule_and_no_others(stepready: Stepready) -> None:
    on(
        stepready,
        MADE,
        "plan set --exam step2ck --on 2027-06-21 --applicant us-img --specialty psychiatry --target 240",
    )
    for words in ("nbme 9 205 --on -30d", "nbme 10 212 --on -9d"):
        on(stepready, MADE, f"log {words}")
    on(stepready, MADE, "schedule make")
    first, second = (f"{form.upper()} on" for _, form in exams(stepready)[:2])
    told = " ".join(on(stepready, MADE, "check").out.split())
    assert "Verdict: EARLY" in told
    assert first in told
    assert second in told
    assert "Take two practice exams" not in told


def test_a_day_that_lost_its_exam_is_no_day_of_0_questions_in_a_calendar(kept: Stepready) -> None:
    planned, form = exams(kept)[-2]
    on(kept, day_after(planned, -7), f"log {form} 235")
    assert "SUMMARY:0 questions" not in on(kept, day_after(planned, -6), "schedule --ics -").out


def test_what_gives_way_to_an_exam_taken_early_is_said(kept: Stepready) -> None:
    planned, form = exams(kept)[-2]
    on(kept, day_after(planned, -3), f"log {form} 235")
    told = " ".join(on(kept, day_after(planned, -2), "schedule show --notes").err.split())
    assert "to a practice exam or its review" in told


def test_an_exam_followed_by_a_sick_day_is_reviewed_on_the_first_day_of_work(kept: Stepready) -> None:
    """The sick day is replanned as a day off: every screen reviews the exam on the day after it."""
    planned, form = next((day, form) for day, form in exams(kept) if date.fromisoformat(day).weekday() <= 3)
    on(kept, planned, f"log {form} 235")
    on(kept, day_after(planned), "sick")
    on(kept, day_after(planned), "schedule replan --choose more-each-day")
    morning = day_after(planned, 2)
    for words in ("today", "schedule week"):
        assert f"review of {form.upper()}" in " ".join(on(kept, morning, words).out.split()), words
    told = " ".join(on(kept, morning, "today").out.split())
    assert f"h of review ({form.upper()} first)" in told
    topics = on(kept, morning, "today --json").json["focus"][1:]
    assert f"questions ({topics[0]})" in told
    assert f"Next: review {form.upper()} first; do " in " ".join(kept("--today", morning).out.split())


def test_the_first_screen_names_an_exam_of_today_once_and_done_once_it_is_logged(kept: Stepready) -> None:
    planned, form = exams(kept)[-1]
    name = f"NBME {form.split()[-1]}"
    assert f"Today     {name} · " in on(kept, planned, "").out
    on(kept, planned, f"log {form} 235")
    (line,) = [line for line in on(kept, planned, "").out.splitlines() if line.startswith("  Today ")]
    assert line.startswith(f"  Today     {name} done · ")
    assert line.count(name) == 1
