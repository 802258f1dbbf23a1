"""Planned against done, counted by hand."""

from datetime import date, timedelta

import pytest

from stepready.core.facts.exam import Exam, Source
from stepready.core.log.day_log import DayMark, DayState, StudyHours, by_day
from stepready.core.log.score import QbankDay
from stepready.core.schedule.planned_and_done import account, monday_of
from stepready.core.schedule.planned_days import PlannedDay, PlannedExam
from tests.core.schedule.plans import lines_of

MONDAY = date(2027, 3, 1)
WORKING = lines_of().working  # 1.5 minutes to answer a question, 5 hours for a practice exam


def planned(place: int, questions: int = 0, *, exam: str = "", note: str = "") -> PlannedDay:
    return PlannedDay(
        day=MONDAY + timedelta(days=place),
        phase="late dedicated",
        rest=not questions and not exam,
        questions=questions,
        review_hours=0 if not questions else 3,
        content_hours=0 if not questions else 2,
        practice_exam=PlannedExam(Source("nbme"), exam) if exam else None,
        note=note,
    )


WEEK = [planned(0, 40), planned(1, 80), planned(2, exam="12"), planned(3, 40), planned(4, note="away"), planned(5)]


def hours(place: int, value: float) -> StudyHours:
    return StudyHours(id=1, uid="u", exam=Exam.STEP2CK, day=MONDAY + timedelta(days=place), hours=value)


def bank(place: int, questions: int, percent: float = 70) -> QbankDay:
    return QbankDay(day=MONDAY + timedelta(days=place), percent=percent, questions=questions, sessions=1)


def mark(place: int, state: DayState, questions: int | None = None) -> DayMark:
    return DayMark(exam=Exam.STEP2CK, day=MONDAY + timedelta(days=place), state=state, questions=questions)


def test_a_week_adds_up_what_was_planned_and_done() -> None:
    log = by_day([bank(0, 40, 60), bank(1, 20, 90)], hours=[hours(0, 4), hours(0, 1.5), hours(1, 2)])
    week = account(MONDAY, MONDAY + timedelta(days=6), WEEK, log, working=WORKING, as_of=MONDAY + timedelta(days=6))
    assert week.planned.questions == 40 + 80 + 40
    # 160 questions at 1.5 minutes are 4 hours, three days of 3 h review and 2 h content are 15, the exam is its own
    assert week.planned.hours == 4 + 15 + WORKING.exam_hours
    assert week.planned.exams == (PlannedExam(Source("nbme"), "12"),)
    assert (week.done.questions, week.done.hours, week.done.exams) == (60, 7.5, ())
    assert week.percent == pytest.approx((40 * 60 + 20 * 90) / 60)


def test_a_day_is_done_when_its_work_is_logged_and_open_before() -> None:
    log = by_day([bank(0, 40), bank(1, 79)])
    today = MONDAY + timedelta(days=3)
    states = [day.state for day in account(MONDAY, today, WEEK, log, working=WORKING, as_of=today).days]
    assert states == [DayState.DONE, DayState.OPEN, DayState.OPEN, DayState.OPEN]


def test_a_word_for_a_day_stands_before_what_the_log_says() -> None:
    log = by_day([bank(0, 40)], marks=[mark(0, DayState.SICK), mark(1, DayState.SKIPPED)])
    days = account(MONDAY, MONDAY + timedelta(days=4), WEEK, log, working=WORKING, as_of=MONDAY).days
    assert [day.state for day in days] == ["sick", "skipped", "open", "open", "away"]


@pytest.mark.parametrize(("sessions", "done"), [([], 30), ([bank(0, 10)], 10)])
def test_questions_of_a_mark_stand_until_sessions_are_logged_and_never_both(
    sessions: list[QbankDay], done: int
) -> None:
    log = by_day(sessions, marks=[mark(0, DayState.DONE, 30)])
    assert account(MONDAY, MONDAY, WEEK, log, working=WORKING, as_of=MONDAY).done.questions == done


def test_hours_of_flashcards_are_part_of_the_days_hours() -> None:
    log = by_day([], hours=[hours(0, 4)], other_hours={MONDAY: 0.5})
    assert log.hours[MONDAY] == 4.5
    assert log.hours_in(MONDAY, MONDAY) == 4.5


@pytest.mark.parametrize("place", range(7))
def test_a_week_begins_on_its_monday(place: int) -> None:
    assert monday_of(MONDAY + timedelta(days=place)) == MONDAY
