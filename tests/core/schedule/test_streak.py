"""Days in a row, counted by hand on a calendar: 12 July 2027 is a Monday."""

from collections.abc import Mapping
from datetime import date

import pytest

from stepready.core.facts.exam import Exam
from stepready.core.log.day_log import DayState, Studied
from stepready.core.schedule.planned_days import PlannedDay, Schedule, StudySettings
from stepready.core.schedule.streak import days_off, streak, worked_days

MONDAY = date(2027, 7, 12)


def july(*days: int) -> frozenset[date]:
    return frozenset(date(2027, 7, day) for day in days)


def studied(questions: Mapping[date, int] | None = None, **others: object) -> Studied:
    kept = {"hours": {}, "exams": {}, "states": {}, "percents": {}} | others
    return Studied(questions=questions or {}, **kept)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("worked", "off", "expected"),
    [
        ((12, 13, 14), (), 3),
        ((12, 13), (), 2),  # nothing yet today, the 14th
        ((11, 13, 14), (), 2),  # the 12th is a gap
        ((10, 12, 13), (11,), 3),  # a Sunday off between them is no gap, and no day of the row
        ((8, 13), (9, 10, 11, 12), 2),
        ((11, 12, 13), (11,), 3),  # work on a day off counts
        ((10, 11, 12), (13, 14), 3),
        ((), (11, 12, 13, 14), 0),
        ((1,), (), 0),
    ],
)
def test_days_off_neither_break_the_row_nor_count(worked: tuple[int, ...], off: tuple[int, ...], expected: int) -> None:
    assert streak(july(*worked), july(*off), date(2027, 7, 14)) == expected


def test_a_day_is_worked_by_questions_hours_an_exam_or_the_word_done() -> None:
    log = studied(
        {date(2027, 7, 1): 40},
        hours={date(2027, 7, 2): 3.0},
        exams={date(2027, 7, 3): ()},
        states={date(2027, 7, 4): DayState.DONE, date(2027, 7, 5): DayState.SKIPPED, date(2027, 7, 6): DayState.SICK},
    )
    assert worked_days(log) == july(1, 2, 3, 4)


def planned(day: int, *, rest: bool) -> PlannedDay:
    return PlannedDay(
        day=date(2027, 7, day), phase="dedicated", rest=rest, questions=0, review_hours=0.0, content_hours=0.0
    )


def test_a_day_is_off_by_the_schedule_by_the_settings_before_it_and_by_a_word_but_not_when_skipped() -> None:
    kept = Schedule(
        exam=Exam.STEP2CK,
        made_on=MONDAY,
        exam_date=date(2027, 7, 28),
        days=tuple(planned(day, rest=day == 14) for day in range(12, 28)),
    )
    words = {date(2027, 7, 13): DayState.SKIPPED, date(2027, 7, 15): DayState.SICK, date(2027, 7, 16): DayState.AWAY}
    log = studied(states=words)
    settings = StudySettings(exam=Exam.STEP2CK, rest_weekdays=(6,))
    found = days_off(date(2027, 7, 1), date(2027, 7, 18), log, kept, settings)
    assert found == july(4, 11, 14, 15, 16)  # the Sundays before it, its own rest day, two words
    assert days_off(date(2027, 7, 1), date(2027, 7, 11), studied(), None, None) == july()
