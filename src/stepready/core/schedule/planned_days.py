"""What a study schedule is made of: its days, and what the user can give to it."""

from datetime import date
from math import floor

from stepready.core.facts.exam import Exam, Source
from stepready.core.values import dataclass

SATURDAY = 5
REVIEW_OF = "review of "
"""What the focus of the working day after a practice exam begins with."""
Hours = float | None
Week = tuple[Hours, Hours, Hours, Hours, Hours, Hours, Hours]


@dataclass(frozen=True, slots=True)
class PlannedExam:
    """A practice exam placed on a day."""

    source: Source
    form: str

    @property
    def title(self) -> str:
        """The exam's name as on its report: `NBME 12`."""
        return self.source.titled(self.form)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDay:
    """One day of the schedule: questions to do, hours of review and of content, topics to favour.

    Answering the questions takes time of its own; `review_hours` and `content_hours` come on top. `note`
    says what is special about the day.
    """

    day: date
    phase: str
    rest: bool
    questions: int
    review_hours: float
    content_hours: float
    focus: tuple[str, ...] = ()
    practice_exam: PlannedExam | None = None
    note: str = ""

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics it favours, without what it reviews; none on the day of a practice exam."""
        if self.practice_exam is not None:
            return ()
        return tuple(text for text in self.focus if not text.startswith(REVIEW_OF))

    @property
    def reviews(self) -> str | None:
        """The practice exam it reviews first, by name; None on other days."""
        return next((text.removeprefix(REVIEW_OF) for text in self.focus if text.startswith(REVIEW_OF)), None)


def quarters(hours: float) -> float:
    """Round hours down to quarters, so that a day never asks for more than it has."""
    return max(0.0, floor(hours * 4 + 1e-9) / 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """A rotation, both days included: Monday to Friday leave at most so many hours to study; weekends stay as given."""

    first: date
    last: date
    hours: float

    def holds(self, day: date) -> bool:
        """Whether a day is one of its working days."""
        return self.first <= day <= self.last and day.weekday() < SATURDAY


@dataclass(frozen=True, slots=True, kw_only=True)
class StudySettings:
    """What the user can give: hours for Monday to Sunday, rest weekdays (0 = Monday), closed ranges of days away.

    `hours` None means the guide's own hours, on every weekday or on one. `questions_left` are still to do in the
    question bank, `bank_done_by` is when it must be finished once. `rotations` are None where none were named.
    """

    exam: Exam
    hours: Week | None = None
    rest_weekdays: tuple[int, ...] = (6,)
    away: tuple[tuple[date, date], ...] = ()
    questions_left: int | None = None
    bank_done_by: date | None = None
    rotations: tuple[Rotation, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A kept schedule: made or replanned on `made_on`, days from then to the exam's eve, oldest first."""

    exam: Exam
    made_on: date
    exam_date: date
    days: tuple[PlannedDay, ...]

    def on(self, day: date) -> PlannedDay | None:
        """Return what is planned for a day."""
        return next((planned for planned in self.days if planned.day == day), None)

    def from_day(self, day: date) -> tuple[PlannedDay, ...]:
        """Return the days from a day on."""
        return tuple(planned for planned in self.days if planned.day >= day)
