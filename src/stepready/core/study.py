"""A guide's study lines: phases, hours and questions of a day, practice exams, emphasis, all cited.

What a guide leaves unsaid stays None here; `core.schedule.lines` fills it from another guide and says so.
"""

from dataclasses import dataclass
from typing import Literal

from stepready.core.exam import Exam
from stepready.core.grounds import Grounds

Load = Literal["rotations", "full-time"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyPhase(Grounds):
    """A stretch of the study weeks, told backwards from the exam; the phases of an exam stand in order.

    Weeks include both ends; a phase without `max_weeks` takes all the time before the next one. Questions
    are a day's; `min_gap` to `max_gap` are the days between two practice exams.
    """

    exam: Exam
    name: str
    says: str
    load: Load
    min_weeks: float = 0
    max_weeks: float | None = None
    min_questions: int | None = None
    max_questions: int | None = None
    min_gap: int | None = None
    max_gap: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyDay(Grounds):
    """What a day holds under a load, in hours and questions; `weekend_hours` where weekends are longer."""

    load: Load
    says: str
    min_questions: int
    max_questions: int
    min_hours: float | None = None
    max_hours: float | None = None
    weekend_hours: float | None = None
    max_content_hours: float | None = None
    light_review_hours: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Emphasis(Grounds):
    """A topic the guide leans on; `covers` are narrower names the user may log it under."""

    topic: str
    covers: tuple[str, ...] = ()
    exam: Exam | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingModel(Grounds):
    """The arithmetic no guide gives, ours throughout and in one place.

    Minutes are for one question, answered and then reviewed. `floor` and `ceiling` bound the questions of
    an ordinary working day, `light` is the most on the day after a practice exam. The last practice exam
    falls `last_exam_from` to `last_exam_to` days before the exam. `whole_sittings` practice exams are sat
    as on the day. `exam_hours` is one practice exam. `bank_margin` is how many days before the exam the
    question bank should be finished once. `forms` are practice forms, the least informative first.
    `topic_prior` is the weight, in questions, of the user's own mean in a topic's estimate;
    `topic_recent` is how many days back a topic's trend looks; `emphasis_weight` multiplies the
    weakness of a topic the guide leans on. `behind_notice` is how many ordinary days of work may be
    missing before it is mentioned.
    """

    answer_minutes: float
    review_minutes: float
    floor: int
    ceiling: int
    light: int
    exam_hours: float
    last_exam_from: int
    last_exam_to: int
    whole_sittings: int
    bank_margin: int
    forms: tuple[str, ...]
    topic_prior: float
    topic_recent: int
    emphasis_weight: float
    behind_notice: float

    @property
    def question_minutes(self) -> float:
        """The minutes one question takes with its review."""
        return self.answer_minutes + self.review_minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Study(Grounds):
    """What a guide says about the study weeks before an exam."""

    phases: tuple[StudyPhase, ...] = ()
    days: tuple[StudyDay, ...] = ()
    emphasis: tuple[Emphasis, ...] = ()
    working: WorkingModel | None = None

    def phases_of(self, exam: Exam) -> tuple[StudyPhase, ...]:
        """Return the phases of one exam, in order."""
        return tuple(phase for phase in self.phases if phase.exam == exam)

    def day_of(self, load: Load) -> StudyDay | None:
        """Return what the guide says of a day under a load."""
        return next((day for day in self.days if day.load == load), None)

    def emphasis_of(self, exam: Exam) -> tuple[Emphasis, ...]:
        """Return the emphasis that holds for an exam."""
        return tuple(item for item in self.emphasis if item.exam in (None, exam))
