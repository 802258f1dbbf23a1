"""Plans that tests schedule: the real guides, days and hours given by name."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from stepready.core.facts.exam import Exam, Source
from stepready.core.schedule.planned_days import PlannedDay, PlannedExam, Schedule, StudySettings
from stepready.core.schedule.request import FocusTopic, Request
from stepready.core.schedule.study_lines import StudyLines, study_lines
from stepready.guides.library import load

MONDAY = date(2027, 3, 1)
FORMS = tuple(PlannedExam(Source("nbme"), str(form)) for form in range(9, 17)) + tuple(
    PlannedExam(Source("uwsa"), str(form)) for form in range(1, 4)
)
STEP1_FORMS = tuple(PlannedExam(Source("nbme"), str(form)) for form in range(26, 34))


def lines_of(guide: str = "us-img", exam: Exam = Exam.STEP2CK, specialty: str | None = None) -> StudyLines:
    guides = load().guides
    return study_lines(guides[guide], guides, exam, specialty)


def plan(days: int, *, as_of: date = MONDAY, guide: str = "us-img", exam: Exam = Exam.STEP2CK, **given: Any) -> Request:
    """Ask for a schedule of so many days; `given` are fields of the request or of the study settings."""
    settings = {name: given.pop(name) for name in tuple(given) if name in StudySettings.__annotations__}
    return Request(
        as_of=as_of,
        exam_date=as_of + timedelta(days=days),
        lines=given.pop("lines", None) or lines_of(guide, exam),
        settings=StudySettings(exam=exam, **settings),
        forms=given.pop("forms", FORMS if exam is Exam.STEP2CK else STEP1_FORMS),
        focus=given.pop("focus", (FocusTopic(topic="cardiology", weight=2), FocusTopic(topic="ethics", weight=1))),
        **given,
    )


def exam_days(days: Iterable[PlannedDay]) -> list[date]:
    return [day.day for day in days if day.practice_exam is not None]


def gaps(days: list[date]) -> list[int]:
    return [(after - before).days for before, after in pairwise(days)]


def total(days: Iterable[PlannedDay]) -> int:
    return sum(day.questions for day in days)


def to_review(kept: Schedule, as_of: date) -> PlannedExam | None:
    """Return the planned exam that a day reviews when every exam was taken as planned."""
    for day in reversed([day for day in kept.days if day.day < as_of]):
        if day.practice_exam is not None or not day.rest:
            return day.practice_exam
    return None
