"""How far the log is with the schedule."""

from datetime import date, timedelta

import pytest

from stepready.core.facts.exam import Exam, Source, Unit
from stepready.core.log.day_log import Studied, by_day
from stepready.core.log.score import QbankDay, Score
from stepready.core.schedule.planned_days import PlannedDay, PlannedExam, Schedule
from stepready.core.schedule.progress import behind_notice, carried, missed_exams, progress

MADE = date(2027, 3, 1)


def planned(*questions: int, exam_on: int | None = None) -> Schedule:
    days = tuple(
        PlannedDay(
            day=MADE + timedelta(days=place),
            phase="late dedicated",
            rest=False,
            questions=count,
            review_hours=1,
            content_hours=1,
            practice_exam=PlannedExam(Source("nbme"), "12") if place == exam_on else None,
        )
        for place, count in enumerate(questions)
    )
    return Schedule(exam=Exam.STEP2CK, made_on=MADE, exam_date=MADE + timedelta(days=len(days)), days=days)


def done(*questions: int, start: int = 0) -> Studied:
    days = [
        QbankDay(day=MADE + timedelta(days=start + place), percent=70, questions=count, sessions=1)
        for place, count in enumerate(questions)
        if count
    ]
    return by_day(days)


@pytest.mark.parametrize(
    ("log", "today", "behind"),
    [
        (done(), 0, 0),  # nothing is missing before the first day is over
        (done(), 1, 40),
        (done(40, 40), 2, 0),
        (done(40, 10), 2, 30),
        (done(60, 20), 2, 0),  # ahead on one day makes up for another
        (done(40, 10, 40), 2, 30),  # today's own quota makes up for nothing yet
        (done(40, 10, 60), 2, 10),  # what goes beyond it does
        (done(90, 90), 2, 0),
        (done(500, start=-3), 1, 40),  # work before the schedule was made is no progress of it
    ],
)
def test_behind_counts_what_is_missing_before_today(log: Studied, today: int, behind: int) -> None:
    assert progress(planned(40, 40, 40, 40), log, MADE + timedelta(days=today)).behind == behind


@pytest.mark.parametrize(
    ("log", "said"),
    [
        (done(40, 40), None),
        (done(40, 1), None),  # 39 of a 40-question day: not a day's work
        (done(40), "The log is 40 questions behind the study schedule, about 1 day of work;"),
        (done(), "The log is 80 questions behind the study schedule, about 2 days of work;"),
    ],
)
def test_a_days_work_behind_is_mentioned(log: Studied, said: str | None) -> None:
    notice = behind_notice(planned(40, 40, 40, 40), log, MADE + timedelta(days=2))
    assert notice is None if said is None else notice is not None and notice.startswith(said)


def taken(form: str, day: int, source: str = "nbme") -> Score:
    return Score(
        id=1,
        uid="u",
        day=MADE + timedelta(days=day),
        source=Source(source),
        form=form,
        value=230,
        unit=Unit.SCORE,
        exam=Exam.STEP2CK,
    )


@pytest.mark.parametrize(
    ("scores", "missed"),
    [
        ([], 1),
        ([taken("12", 5)], 0),
        ([taken("12", 1)], 0),  # the very form, early
        ([taken("1", 7, "uwsa")], 0),  # another form in its place, two days late
        ([taken("1", 1, "uwsa")], 1),  # another form four days before it
    ],
)
def test_a_planned_exam_is_missed_unless_it_or_another_in_its_place_is_logged(scores: list[Score], missed: int) -> None:
    schedule = planned(*[40] * 10, exam_on=5)
    assert len(missed_exams(schedule, scores, MADE + timedelta(days=9))) == missed


def test_today_is_not_missed_yet() -> None:
    assert missed_exams(planned(*[40] * 10, exam_on=5), [], MADE + timedelta(days=5)) == ()


def test_questions_moved_are_taken_off_the_days_they_were_missed_on() -> None:
    kept, today = planned(40, 40, 40, 40, 40), MADE + timedelta(days=3)
    log = done(0, 40, 30)  # the first day was missed, ten of the third
    gone = progress(kept, log, today)
    after = carried(kept, planned(40), gone, today, moved=30)
    # ten off the third day, the latest they are missing on, twenty off the first; the second was done
    assert [day.questions for day in after.days[:3]] == [20, 40, 30]
    # what reviewing them took goes with them, in quarters of an hour: 1 h of 40 questions is half an hour of 20
    assert [day.review_hours for day in after.days[:3]] == [0.5, 1, 0.75]


def test_work_that_fits_on_no_day_ahead_stays_missing_on_the_day_before() -> None:
    kept, today = planned(40, 40, 40), MADE + timedelta(days=2)
    after = carried(kept, planned(40), progress(kept, done(40, 40), today), today, moved=-10)
    assert [day.questions for day in after.days[:2]] == [40, 50]
