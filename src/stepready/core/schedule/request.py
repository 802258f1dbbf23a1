"""Everything a schedule is made from, and what comes of it."""

from datetime import date

from stepready.core.schedule.day import PlannedExam, Schedule, StudySettings
from stepready.core.schedule.lines import StudyLines
from stepready.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FocusTopic:
    """A topic to favour; of two topics the heavier comes up more often."""

    topic: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a schedule is made from, on one day.

    `forms` are the practice forms not yet taken, the least informative first. `last_exam` is the latest
    practice exam taken and its value, None without one. `total` fixes the questions of the whole schedule
    (a replan carries them over); None lets the guide and the question bank decide. `sat` is the practice exam taken
    today: today is its day, no other day gets its form. `reviewing` is the one taken before today that no working day
    has reviewed yet. `exams_taken` counts the practice exams of this exam taken so far.
    """

    as_of: date
    exam_date: date
    lines: StudyLines
    settings: StudySettings
    forms: tuple[PlannedExam, ...] = ()
    last_exam: tuple[date, float] | None = None
    focus: tuple[FocusTopic, ...] = ()
    total: int | None = None
    sat: PlannedExam | None = None
    reviewing: PlannedExam | None = None
    exams_taken: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A schedule and what the user should know about it. `unplaced` questions fit on no day."""

    schedule: Schedule
    notices: tuple[str, ...] = ()
    unplaced: int = 0
