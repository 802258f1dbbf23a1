"""Running totals: read as pages show them, never backwards, and what lies between two of them."""

from datetime import date, timedelta
from typing import Any

import pytest

from stepready.core.facts.exam import Condition, Exam
from stepready.core.log.bank import (
    BankTelling,
    BankTotal,
    checked_total,
    in_hand,
    read_total,
    share_done,
    split_total,
)
from stepready.core.log.bank_pace import lately, pace
from stepready.core.log.bank_work import BankSession, BankWork, Stretch, bank_work, left_before, stretches
from stepready.core.values.errors import StepreadyError

FIRST = date(2027, 6, 1)


def on(place: int) -> date:
    return FIRST + timedelta(days=place)


def total(place: int, done: int, percent: float | None = None, number: int = 0, **more: Any) -> BankTotal:
    told = {"exam": Exam.STEP2CK, "bank": "uworld", "size": 3600, **more}
    return BankTotal(id=number or place + 1, day=on(place), done=done, percent=percent, **told)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2340/3600 64%", (2340, 3600, 64.0)),
        ("2340 / 3600 64", (2340, 3600, 64.0)),
        ("2340 of 3600 63.5 %", (2340, 3600, 63.5)),
        ("2340/3600", (2340, 3600, None)),
    ],
)
def test_a_total_is_read_as_people_write_it(text: str, read: tuple[int, int, float | None]) -> None:
    assert read_total(text) == read


@pytest.mark.parametrize("text", ["2340", "2340/3600 64% 3", "64%", "2340/", "-1/3600", "\uff12340/3600"])
def test_other_words_are_refused(text: str) -> None:
    with pytest.raises(StepreadyError, match="accepted: DONE/SIZE and the percent right"):
        read_total(text)


def test_the_name_stands_before_the_total() -> None:
    assert split_total("uworld step 2 2340/3600 64%") == ("uworld step 2", "2340/3600 64%")
    assert split_total("2340 of 3600") == ("", "2340 of 3600")
    assert split_total("uworld") == ("uworld", "")


def test_a_pass_never_runs_backwards() -> None:
    kept = [total(0, 2340), total(5, 2500)]
    for place, done, accepted in ((6, 2499, "2500 to 3600"), (3, 2600, "2340 to 2500"), (3, 2000, "2340 to 2500")):
        with pytest.raises(StepreadyError, match=f"runs backwards.*accepted: {accepted}"):
            checked_total(total(place, done, number=9), kept)
    for place, done in ((6, 2500), (3, 2400), (5, 2600)):
        assert checked_total(total(place, done, number=9), kept).done == done


def test_another_bank_pass_or_exam_counts_apart() -> None:
    kept = [total(0, 2340)]
    for apart in ({"bank": "amboss"}, {"pass_number": 2}, {"exam": Exam.STEP1}):
        assert checked_total(total(1, 10, number=9, **apart), kept).done == 10
    with pytest.raises(StepreadyError, match="runs backwards"):
        checked_total(total(1, 10, number=9, bank="UWorld "), kept)


def test_none_has_more_than_its_bank() -> None:
    with pytest.raises(StepreadyError, match="3601 is more than uworld has; accepted: 0 to 3600"):
        checked_total(total(0, 3601), ())


def test_the_percent_between_totals_is_that_of_what_came_between() -> None:
    """600 right of 1000, then 975 of 1500: 375 of 500, 75 %."""
    assert stretches([total(7, 1500, 65), total(0, 1000, 60)]) == [
        Stretch("uworld", 1, on(0), on(7), 500, 75.0),
    ]
    assert stretches([total(0, 1000), total(7, 1500, 65)])[0].percent is None
    assert stretches([total(0, 1000, 60), total(1, 1010, 80)])[0].percent is None, "no ten questions do that"
    assert stretches([total(0, 1000, 60), total(1, 1005, 60)])[0].percent == 60.0
    assert stretches([total(0, 0), total(1, 40, 70)])[0].percent == 70.0


def test_what_rounding_may_have_made_turns_no_rule() -> None:
    """2340 at 64 % and 2400 at 65 % may be 22 or 102 right of 60: 62.4, give or take 40 points, is kept out."""
    near = [total(0, 2340, 64), total(10, 2400, 65)]
    assert [(one.percent, one.is_rough) for one in stretches(near)] == [(100.0, True)]
    assert bank_work((), near, FIRST) == BankWork(unrated={on(10): 60})
    assert any("no rule goes by it" in said for said in pace(near[1], near, on(10), None))


def test_days_too_short_for_rounded_totals_share_the_percent_of_their_stretch() -> None:
    """From 800 at 60 % to 1040 at 64 %: 665.6 - 480 right of 240, give or take 3.8 points; no day alone is as fine."""
    daily = [total(0, 800, 60), total(1, 880, 61), total(2, 960, 62), total(3, 1040, 64)]
    found = stretches(daily)
    assert [one.questions for one in found] == [80, 80, 80]
    assert [one.percent for one in found] == [pytest.approx(18560 / 240)] * 3
    assert not any(one.is_rough for one in found)
    assert [day.questions for day in bank_work((), daily, FIRST).first_pass] == [80, 80, 80]


def test_a_second_pass_is_work_and_no_first_pass() -> None:
    work = bank_work((), [total(0, 0, pass_number=2), total(1, 40, 90, pass_number=2)], FIRST)
    assert [(day.day, day.percent, day.questions) for day in work.days] == [(on(1), 90.0, 40)]
    assert work.first_pass == ()


def test_repeated_and_untimed_blocks_are_no_first_pass() -> None:
    marks: tuple[set[Condition], ...] = (set(), {Condition.TIMED}, {Condition.REPEAT}, {Condition.UNTIMED})
    sessions = [BankSession(on(n), 50.0 + n, 40, conditions=frozenset(mark)) for n, mark in enumerate(marks)]
    work = bank_work(sessions, (), FIRST)
    assert [day.percent for day in work.first_pass] == [50.0, 51.0]
    assert len(work.days) == 4


def test_questions_logged_one_by_one_are_not_counted_again_by_their_total() -> None:
    """80 between the totals, 40 of them logged as a session: 40 more, whose percent nobody knows."""
    work = bank_work([BankSession(on(1), 50.0, 40)], [total(0, 100, 60), total(2, 180, 60)], FIRST)
    assert [(day.day, day.questions) for day in work.days] == [(on(1), 40)]
    assert work.unrated == {on(2): 40}
    other = bank_work([BankSession(on(1), 50.0, 40, bank="amboss")], [total(0, 100, 60), total(2, 180, 60)], FIRST)
    assert [(day.day, day.percent, day.questions) for day in other.days] == [(on(1), 50.0, 40), (on(2), 60.0, 80)]


def test_questions_without_a_percent_are_work_of_their_day() -> None:
    told = total(1, 40, size=40, bank="", told=BankTelling.SESSION)
    assert bank_work((), [told], FIRST).unrated == {on(1): 40}
    work = bank_work((), [total(0, 100, 60), told, total(2, 180, 60)], FIRST)
    assert (work.unrated, [day.questions for day in work.days]) == ({on(1): 40}, [40])


def test_what_is_left_counts_from_the_end_of_a_totals_day() -> None:
    kept = [total(3, 2600)]
    assert left_before(kept, {on(3): 40, on(4): 30, on(5): 20}, on(5)) == 3600 - 2600 - 30
    assert left_before(kept, {on(3): 40}, on(3)) == 1040, "today's own 40 are in the total already"


def test_what_was_told_as_left_counts_from_the_start_of_its_day() -> None:
    told = [total(3, 0, size=800, bank="", told=BankTelling.LEFT)]
    assert left_before(told, {on(3): 40, on(4): 30, on(5): 20}, on(5)) == 730
    assert left_before(told, {on(3): 40}, on(3)) == 800
    assert left_before((), {}, on(3)) is None


def test_the_share_done_is_the_bank_furthest_through() -> None:
    assert share_done([total(0, 2340), total(1, 100, bank="amboss", size=2000)]) == 65.0
    told = total(2, 800, size=1000, bank="", told=BankTelling.SHARE)
    assert share_done([total(0, 2340), told]) == 80.0
    assert share_done([told, total(3, 2700)]) == 75.0
    assert share_done([total(0, 2340, pass_number=2)]) is None


def test_a_bank_that_is_through_asks_for_nothing_more() -> None:
    assert in_hand([total(0, 3600)]) is None
    assert in_hand([total(0, 3599)]) is not None


def test_the_pace_is_that_of_the_last_weeks() -> None:
    """Of 35 days the greater part is in the last 28; 40 days before them are not."""
    kept = stretches([total(0, 0, 0), total(40, 400, 40), total(75, 1800, 60)])
    assert lately(kept, on(75)) == (1400 / 35, (1800 * 60 - 400 * 40) / 1400)
    assert lately(kept[:1], on(75)) is None
