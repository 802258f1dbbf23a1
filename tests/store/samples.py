"""Values that store tests keep."""

from datetime import date
from typing import Any

from stepready.core.facts.exam import Applicant, Condition, Exam, Source, Step1, Unit
from stepready.core.log.score import Entry
from stepready.core.plan import Plan
from stepready.core.schedule.planned_days import PlannedDay, PlannedExam, Schedule, StudySettings


def nbme(value: float = 231.0, day: date = date(2027, 7, 1), form: str = "11", **more: Any) -> Entry:
    return Entry(day=day, source=Source("nbme"), form=form, value=value, unit=Unit.SCORE, exam=Exam.STEP2CK, **more)


def session(percent: float, questions: int | None, day: date, topic: str = "") -> Entry:
    return Entry(
        day=day,
        source=Source("qbank"),
        form="",
        value=percent,
        unit=Unit.PERCENT,
        exam=Exam.STEP2CK,
        questions=questions,
        topic=topic,
    )


FULL_ENTRY = Entry(
    day=date(2027, 6, 30),
    source=Source("nbme"),
    form="30",
    value=71.5,
    unit=Unit.PERCENT,
    exam=Exam.STEP1,
    questions=200,
    conditions=frozenset({Condition.TIMED, Condition.FULL_LENGTH}),
    note='first line\nsecond, with "quotes" and ünï',
    topic="renal",
    p_pass=93.0,
)
FULL_PLAN = Plan(
    exam=Exam.STEP1,
    exam_date=date(2027, 8, 2),
    target=72,
    applicant=Applicant.NON_US_IMG,
    specialty="med-peds",
    season=2028,
    guide="us-img",
    step1=Step1.FAILED,
    failed_attempts=1,
    failed_on=date(2026, 5, 4),
    result="pass",
    low_pass=(61, 67),
    can_skip_cycle=False,
    eligibility_end=date(2027, 12, 31),
    core_rotations_done=True,
    qbank_used=62.5,
)
SETTINGS = StudySettings(
    exam=Exam.STEP2CK,
    hours=(8, 8, 8, 8, 8, 4.5, 0),
    rest_weekdays=(5, 6),
    away=((date(2027, 7, 20), date(2027, 7, 22)),),
    bank_done_by=date(2027, 7, 30),
)
SCHEDULE = Schedule(
    exam=Exam.STEP2CK,
    made_on=date(2027, 7, 15),
    exam_date=date(2027, 7, 18),
    days=(
        PlannedDay(
            day=date(2027, 7, 15), phase="late", rest=False, questions=80, review_hours=3.5, content_hours=1.0,
            focus=("renal; fluids", "cardiology"), practice_exam=PlannedExam(Source("uwsa"), "2"), note="a full mock",
        ),
        PlannedDay(day=date(2027, 7, 16), phase="late", rest=True, questions=0, review_hours=0.0, content_hours=0.0),
    ),
)  # fmt: skip
