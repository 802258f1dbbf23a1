"""The bank's burn-up, worked out by hand on a plan of ten days: 40 questions a day, the seventh off."""

from datetime import date, timedelta

import pytest

from stepready.core.log.day_log import Studied
from stepready.core.schedule.burnup import Burnup, burn_up
from stepready.core.schedule.planned_days import PlannedDay

FIRST = date(2027, 7, 5)
DAYS = 20


def planned(n: int) -> PlannedDay:
    rest = n % 7 == 6
    return PlannedDay(
        day=FIRST + timedelta(days=n),
        phase="dedicated",
        rest=rest,
        questions=0 if rest else 40,
        review_hours=0.0,
        content_hours=0.0,
    )


def burned(done: dict[int, int], today: int, left: int | None = None) -> Burnup:
    """Return the burn-up after so many questions on so many of the days; `today` is a place among them."""
    questions = {FIRST + timedelta(days=n): count for n, count in done.items()}
    log = Studied(questions=questions, hours={}, exams={}, states={}, percents={})
    return burn_up([planned(n) for n in range(DAYS)], log, FIRST + timedelta(days=today), left)


EVEN = {n: 20 for n in range(10) if n != 6}


def test_the_plan_and_what_is_done_add_up_day_by_day() -> None:
    found = burned(EVEN, today=10)
    assert [day.planned for day in found.days][:8] == [40, 80, 120, 160, 200, 240, 240, 280]
    assert [day.done for day in found.days][:8] == [20, 40, 60, 80, 100, 120, 120, 140]
    assert found.days[10].done == 180
    assert found.days[11].done is None
    assert found.goal == 18 * 40  # two of the twenty days are off
    assert found.done == 180


def test_an_even_pace_ends_on_one_day_and_needs_what_is_left_over_the_days_left() -> None:
    """Nine days of 20; 100 left of 280: five more working days, the 11th to 16th place but for the 13th, which is off.

    Ahead are the places 10 to 19 without the 13th: nine working days, 100 / 9 a day.
    """
    found = burned(EVEN, today=10, left=100)
    assert (found.goal, found.left, found.pace, found.spread) == (280, 100, 20, 0)
    assert found.needed == pytest.approx(100 / 9)
    assert found.finish is not None
    end = FIRST + timedelta(days=15)
    assert (found.finish.early, found.finish.likely, found.finish.late) == (end, end, end)
    assert found.finish.left == 0


def test_an_uneven_pace_ends_within_a_range() -> None:
    """Ten and thirty in turn: mean 20 - 10/9 less, so the even five days become four to seven or more."""
    uneven = {n: 10 if place % 2 else 30 for place, n in enumerate(EVEN)}
    found = burned(uneven, today=10, left=100)
    assert found.finish is not None
    early, likely, late = found.finish.early, found.finish.likely, found.finish.late
    assert early is not None
    assert likely is not None
    assert late is not None
    assert early < likely < late


def test_a_pace_too_slow_leaves_questions_on_the_eve() -> None:
    """Nine working days ahead at 20 are 180 of 400."""
    found = burned(EVEN, today=10, left=400)
    assert found.finish is not None
    assert (found.finish.likely, found.finish.late) == (None, None)
    assert found.finish.left == 220


def test_a_few_days_tell_no_pace_and_a_bank_done_has_nothing_to_finish() -> None:
    assert burned(dict.fromkeys(range(6), 20), today=6).pace is None
    assert burned(dict.fromkeys(range(6), 20), today=6).finish is None
    done = burned(EVEN, today=10, left=0)
    assert (done.left, done.finish) == (0, None)


def test_work_on_a_day_off_counts_and_today_counts_as_a_day_ahead_until_it_has_work() -> None:
    assert burned({**EVEN, 6: 20}, today=10).pace == 20
    before, after = burned(EVEN, today=10, left=100), burned({**EVEN, 10: 20}, today=10, left=100)
    assert before.needed == pytest.approx(100 / 9)
    assert after.left == 80
    assert after.needed == pytest.approx(80 / 8)
