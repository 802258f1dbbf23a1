"""What each way on does to a schedule that fell behind."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from stepready.core.schedule.current import current
from stepready.core.schedule.make import make_schedule
from stepready.core.schedule.planned_days import Schedule
from stepready.core.schedule.progress import Progress, missed_exams
from stepready.core.schedule.remedy import Option, Remedy
from stepready.core.schedule.replan import replan
from stepready.core.schedule.request import FocusTopic, Request
from tests.core.schedule.plans import FORMS, MONDAY, exam_days, gaps, plan, total

DAYS = 70
TODAY = MONDAY + timedelta(days=10)  # a Thursday of the early dedicated phase
MISSING = 150


def behind(missing: int = MISSING) -> Progress:
    return Progress(planned_before=800, done_before=800 - missing, planned_today=100, done_today=0)


@pytest.fixture
def kept() -> Schedule:
    return make_schedule(plan(DAYS)).schedule


@pytest.fixture
def now() -> Request:
    return replace(plan(DAYS), as_of=TODAY, forms=FORMS)


def way(kept: Schedule, now: Request, choice: Remedy, missing: int = MISSING) -> Option:
    found = replan(kept, now, behind(missing)).option(choice)
    assert found is not None
    return found


def test_catching_up_fills_today_and_then_the_next_days(kept: Schedule, now: Request) -> None:
    option = way(kept, now, Remedy.CATCH_UP_TODAY)
    before = kept.from_day(TODAY)
    # 9 hours hold 120 questions: 20 more on each ordinary day of 100, today first
    assert option.today == 120
    changed = [after.questions - day.questions for day, after in zip(before, option.schedule.days, strict=True)]
    assert sum(changed) == MISSING
    assert changed.index(0) <= 3
    assert all(more == 0 for more in changed[20:])


def test_more_each_day_shares_evenly(kept: Schedule, now: Request) -> None:
    option = way(kept, now, Remedy.MORE_EACH_DAY)
    before = kept.from_day(TODAY)
    changed = [after.questions - day.questions for day, after in zip(before, option.schedule.days, strict=True)]
    assert sum(changed) == MISSING
    assert max(changed) <= 7
    assert min(changed) >= 0


def test_moving_the_exam_carries_the_backlog_at_the_same_pace(kept: Schedule, now: Request) -> None:
    option = way(kept, now, Remedy.MOVE_EXAM)
    # 150 questions at about 75 a working day are two to three working days
    assert 1 <= (option.schedule.exam_date - now.exam_date).days <= 4
    assert option.planned == total(kept.from_day(TODAY)) + MISSING


def test_dropping_content_first_gives_its_hours_to_every_missed_question(kept: Schedule, now: Request) -> None:
    option = way(kept, now, Remedy.DROP_CONTENT)
    before = kept.from_day(TODAY)
    assert (option.dropped, option.unplaced, option.coverage) == (0, 0, 1)
    assert option.planned == total(before) + MISSING
    # a question takes 4.5 minutes: 150 of them 11 h 15 min, and more is not taken from content
    content = sum(day.content_hours for day in before) - sum(day.content_hours for day in option.schedule.days)
    assert 0 < content <= MISSING * 4.5 / 60 + len(before) / 4
    without = [day.day for day in before if day.content_hours == 0]
    more = {day.day: day.questions for day in option.schedule.days}
    assert all(more[day.day] == day.questions for day in before if day.day in without)
    assert option.says.startswith("150 questions find a day; ")
    assert option.says.endswith(" h of content give way")


def test_giving_up_names_what_is_given_up_and_keeps_the_days(kept: Schedule, now: Request) -> None:
    option = way(kept, now, Remedy.GIVE_UP)
    assert option.dropped == MISSING
    assert option.says.startswith("150 questions given up")
    assert [day.questions for day in option.schedule.days] == [day.questions for day in kept.from_day(TODAY)]
    asked = 800 + total(kept.from_day(TODAY))
    assert option.coverage == pytest.approx(1 - MISSING / asked)


def test_what_fits_nowhere_is_said(kept: Schedule, now: Request) -> None:
    option = way(kept, now, Remedy.CATCH_UP_TODAY, missing=5000)
    assert option.unplaced > 0
    assert any("fit on no day" in notice for notice in option.notices)
    assert option.coverage < 1


def test_moving_the_mock_gives_its_day_to_what_was_missed(kept: Schedule, now: Request) -> None:
    option = way(kept, now, Remedy.MOVE_MOCK)
    before, after = exam_days(kept.from_day(TODAY)), exam_days(option.schedule.days)
    assert before[1:] == after[1:]
    assert 1 <= (after[0] - before[0]).days <= 7
    assert all(gap >= 5 for gap in gaps(after))
    freed = next(day for day in option.schedule.days if day.day == before[0])
    assert freed.questions > 0
    assert option.planned == total(kept.from_day(TODAY)) + MISSING
    forms = [day.practice_exam for day in option.schedule.days if day.practice_exam is not None]
    assert forms == [day.practice_exam for day in kept.from_day(TODAY) if day.practice_exam is not None]


def test_other_weak_topics_offer_to_choose_the_topics_anew_and_nothing_else(kept: Schedule, now: Request) -> None:
    """The kept days turn between cardiology and ethics; the log now asks for surgery three times as much as either."""
    named = [("surgery", 3.0), ("neurology", 3.0), ("cardiology", 1.0), ("ethics", 1.0)]
    evidence = replace(now, focus=tuple(FocusTopic(topic=topic, weight=weight) for topic, weight in named))
    found = replan(kept, evidence, behind(0))
    assert [option.choice for option in found.options] == [Remedy.FOLLOW_EVIDENCE]
    option = found.options[0]
    assert "surgery on" in option.says
    standing = kept.from_day(TODAY)
    assert [day.questions for day in option.schedule.days] == [day.questions for day in standing]
    assert exam_days(option.schedule.days) == exam_days(standing)
    chosen = Counter(topic for day in option.schedule.days for topic in day.focus)
    assert chosen["surgery"] > 2 * chosen["ethics"]
    assert (option.dropped, option.unplaced, option.coverage) == (0, 0, 1)


def test_a_small_change_of_the_log_offers_nothing(kept: Schedule, now: Request) -> None:
    near = replace(now, focus=tuple(replace(topic, weight=topic.weight * 1.2) for topic in now.focus))
    assert replan(kept, near, behind(0)).options == ()


def test_nothing_missing_offers_nothing(kept: Schedule, now: Request) -> None:
    assert replan(kept, now, behind(0)).options == ()


def test_the_phases_of_the_days_ahead_stay(kept: Schedule, now: Request) -> None:
    for option in replan(kept, now, behind()).options:
        if option.choice is not Remedy.MOVE_EXAM:
            assert [day.phase for day in option.schedule.days] == [day.phase for day in kept.from_day(TODAY)]


def test_a_taken_form_gives_way_to_an_unused_one(kept: Schedule, now: Request) -> None:
    planned = [day.practice_exam for day in kept.from_day(TODAY) if day.practice_exam is not None]
    left = tuple(form for form in FORMS if form != planned[-1])
    found = current(kept, replace(now, forms=left))
    assert exam_days(found.schedule.days) == exam_days(kept.from_day(TODAY))
    assert planned[-1] not in [day.practice_exam for day in found.schedule.days]
    assert any(f"{planned[-1].title} is taken already" in notice for notice in found.notices)


def test_without_an_unused_form_the_day_gives_its_exam_up_and_says_so(kept: Schedule, now: Request) -> None:
    planned = [day.practice_exam for day in kept.from_day(TODAY) if day.practice_exam is not None]
    found = current(kept, replace(now, forms=tuple(planned[:-1])))
    assert len(exam_days(found.schedule.days)) == len(planned) - 1
    assert any("no unused form is left" in notice for notice in found.notices)


def test_a_missed_exam_is_placed_again_or_named(kept: Schedule, now: Request) -> None:
    first = next(day for day in kept.days if day.practice_exam is not None)
    later = replace(now, as_of=first.day + timedelta(days=2))
    found = replan(kept, later, behind(0), missed=(first,))
    assert first.practice_exam is not None
    said = " ".join(found.notices)
    assert first.practice_exam.title in said
    for option in found.options:
        assert all(gap >= 5 for gap in gaps(exam_days(option.schedule.days)))
        assert option.planned + option.unplaced == total(kept.from_day(later.as_of))


def test_a_moved_test_date_lays_the_days_out_anew_without_losing_work(kept: Schedule, now: Request) -> None:
    moved = replace(now, exam_date=now.exam_date + timedelta(days=21))
    found = current(kept, moved)
    assert found.schedule.days[-1].day == moved.exam_date - timedelta(days=1)
    assert total(found.schedule.days) >= total(kept.from_day(TODAY))
    assert "the test date moved from" in found.notices[0]


def test_the_practice_exams_ahead_stay_where_they_are(kept: Schedule, now: Request) -> None:
    option = way(kept, now, Remedy.CATCH_UP_TODAY)
    assert exam_days(option.schedule.days) == exam_days(kept.from_day(TODAY))


def test_work_done_today_beyond_its_quota_is_todays_before_the_backlog_is_shared(kept: Schedule, now: Request) -> None:
    # 150 missing before today; of the 115 done today 15 go beyond the 100 planned: 135 are left to share
    done = Progress(planned_before=800, done_before=650, planned_today=100, done_today=115)
    found = replan(kept, now, done)
    assert found.backlog == 135
    for option in found.options:
        assert option.planned + option.dropped + option.unplaced == total(kept.from_day(TODAY)) + 150
    dropped = found.option(Remedy.GIVE_UP)
    assert dropped is not None
    assert (dropped.dropped, dropped.today) == (135, 115)


def test_hours_never_fall_when_every_day_gets_more(kept: Schedule, now: Request) -> None:
    for missing in (1, 30, 150, 1000):
        option = way(kept, now, Remedy.MORE_EACH_DAY, missing)
        assert option.week_hours >= option.week_hours_before


def test_a_few_questions_are_told_as_one_more_on_some_days(kept: Schedule, now: Request) -> None:
    working = sum(1 for day in kept.from_day(TODAY) if day.questions)
    assert way(kept, now, Remedy.MORE_EACH_DAY, 2).says == f"one more on 2 of the {working} working days"


def test_what_finds_a_day_and_what_does_not_is_said_together(kept: Schedule, now: Request) -> None:
    option = way(kept, now, Remedy.CATCH_UP_TODAY, 5000)
    assert option.says == f"{5000 - option.unplaced} questions find a day, {option.unplaced} fit on none"
    assert replan(kept, now, behind(5000)).option(Remedy.MORE_EACH_DAY) is None  # it would ask for the same days


def test_moving_the_exam_says_when_no_move_tried_is_enough(kept: Schedule, now: Request) -> None:
    option = way(kept, now, Remedy.MOVE_EXAM, 20_000)
    assert (option.schedule.exam_date - now.exam_date).days == 84
    assert any("even 84 days later" in notice for notice in option.notices)


def test_what_is_kept_takes_the_missed_questions_off_the_days_behind(kept: Schedule, now: Request) -> None:
    before = sum(day.questions for day in kept.days if day.day < TODAY)
    done = Progress(planned_before=before, done_before=before - 150, planned_today=100, done_today=0)
    for option in replan(kept, now, done).options:
        assert sum(day.questions for day in option.keeping.days if day.day < TODAY) == before - 150
        assert option.keeping.made_on == kept.made_on
        assert total(option.keeping.days) == total(kept.days) - option.dropped


def test_a_missed_exam_is_settled_by_what_is_kept(kept: Schedule, now: Request) -> None:
    first = next(day for day in kept.days if day.practice_exam is not None)
    later = replace(now, as_of=first.day + timedelta(days=2))
    option = replan(kept, later, behind(0), missed=(first,)).option(Remedy.MORE_EACH_DAY)
    assert option is not None
    assert missed_exams(option.keeping, [], later.as_of) == ()
