"""By how much the days fall short, for whose demand, and what could give way: figures worked out by hand."""

from dataclasses import replace
from datetime import timedelta

from stepready.core.schedule.choices import Giving, choices
from stepready.core.schedule.make import make_schedule
from stepready.core.schedule.request import Request, slots
from stepready.core.schedule.shortfall import Scarce, Shortfall, shortfalls
from tests.core.schedule.plans import MONDAY, plan


def short_of(request: Request) -> tuple[Shortfall, ...]:
    return shortfalls(request, slots(request), make_schedule(request).schedule)


def test_weeks_are_counted_against_the_band_of_the_latest_score() -> None:
    """Under 200 asks for 12-16 weeks: 84 days; 70 are left. The full-time weeks of us-img, 8 at least, fit."""
    found = short_of(plan(70, last_exam=(MONDAY - timedelta(days=3), 195.0)))
    assert [(short.scarce, short.asked, short.held, short.missing) for short in found] == [(Scarce.DAYS, 84, 70, 14)]
    assert found[0].guide == "med-peds-non-us-img"  # us-img gives no weeks for a diagnostic score
    assert found[0].by == "14 days short for the demand of med-peds-non-us-img"


def test_questions_are_counted_against_the_range_of_the_guide_that_asks_for_them() -> None:
    """Three hours hold 40 questions of four and a half minutes; us-img asks for 80 on 35 of the 42 days and more."""
    request = plan(63, hours=(3.0,) * 7)
    early = next(short for short in short_of(request) if short.says.startswith("early dedicated"))
    working = sum(1 for slot in slots(request) if slot.phase.name == "early dedicated" and slot.hours > 0)
    assert early.guide == "us-img"
    assert (early.asked, early.held) == (80 * working, 40 * working)


def test_a_bank_that_fits_on_no_day_is_the_users_own_demand() -> None:
    request = plan(30, hours=(2.0,) * 7, questions_left=3000)
    bank = short_of(request)[-1]
    planned = sum(day.questions for day in make_schedule(request).schedule.days)
    assert (bank.guide, bank.asked, bank.held) == ("", 3000, planned)
    assert bank.by.endswith("short for your question bank")


def test_nothing_is_short_where_weeks_and_hours_suffice() -> None:
    request = plan(140)
    assert short_of(request) == ()
    assert choices(request, ()) == ()


def test_the_three_choices_each_meet_the_demand() -> None:
    """70 days where 84 are asked for: 14 days later, or the hours of those two weeks within the ten there are."""
    request = plan(70, last_exam=(MONDAY - timedelta(days=3), 195.0), hours=(6.0,) * 7)
    found = tuple(short for short in short_of(request) if short.scarce is Scarce.DAYS)
    date, hours, scope = choices(request, found)
    assert [choice.gives for choice in (date, hours, scope)] == list(Giving)
    assert date.exam_date == request.exam_date + timedelta(days=14)  # a Monday, as the booked day is
    moved = replace(request, exam_date=date.exam_date)
    assert [short for short in short_of(moved) if short.scarce is Scarce.DAYS] == []
    assert (hours.exam_date, scope.exam_date) == (request.exam_date, request.exam_date)
    # 60 working days, the last two of them at half their hours: 354 h in 70 days, 35.4 h a week; two weeks more are
    # 70.8 h, 1.2 h on each of the 60
    assert hours.says.startswith("1.2 h more on each of the 60 working days left")
    assert scope.says == "make do with 14 days less than what med-peds-non-us-img asks for (83 % of it)"


def test_no_choice_sits_on_a_sunday() -> None:
    for days in range(40, 47):
        request = plan(days, last_exam=(MONDAY - timedelta(days=3), 195.0))
        assert choices(request, short_of(request))[0].exam_date.weekday() != 6
