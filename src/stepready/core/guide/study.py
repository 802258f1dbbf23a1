"""A guide's study lines: phases, hours and questions of a day, practice exams, emphasis, all cited.

What a guide leaves unsaid stays None here; `core.schedule.lines` fills it from another guide and says so.
"""

from typing import Literal

from stepready.core.facts.citation import Grounds
from stepready.core.facts.exam import Exam
from stepready.core.values import dataclass, in_order, in_range

Load = Literal["rotations", "full-time"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace(Grounds):
    """Questions of a working day and days between two practice exams, both ends included; None is unstated."""

    says: str
    load: Load
    min_questions: int | None = None
    max_questions: int | None = None
    min_gap: int | None = None
    max_gap: int | None = None

    def __post_init__(self) -> None:
        """Refuse counts out of range or the wrong way round."""
        Grounds.__post_init__(self)
        in_range("min_questions", self.min_questions, 1, 300)
        in_range("max_questions", self.max_questions, 1, 300)
        in_order("min_questions and max_questions", self.min_questions, self.max_questions)
        in_range("min_gap", self.min_gap, 1, 90)
        in_range("max_gap", self.max_gap, 1, 90)
        in_order("min_gap and max_gap", self.min_gap, self.max_gap)


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyPhase(Pace):
    """A stretch of the study weeks; the phases of an exam stand in order, the last one ends on the eve.

    A phase without `max_weeks` takes all the time before the next one. `most_exams` is the most practice exams that
    the guide asks for altogether, those taken before included; None is unstated.
    """

    exam: Exam
    name: str
    min_weeks: float = 0
    max_weeks: float | None = None
    most_exams: int | None = None

    def __post_init__(self) -> None:
        """Refuse weeks out of range or the wrong way round."""
        Pace.__post_init__(self)
        in_range("min_weeks", self.min_weeks, 0, 104)
        in_range("max_weeks", self.max_weeks, 1, 104)
        in_range("most_exams", self.most_exams, 1, 30)
        in_order("min_weeks and max_weeks", self.min_weeks, self.max_weeks)


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyDay(Pace):
    """What a day holds under a load, in hours and questions; `weekend_hours` where weekends are longer."""

    hours: float | None = None
    weekend_hours: float | None = None
    content_hours: float | None = None
    light_review_hours: float | None = None

    def __post_init__(self) -> None:
        """Refuse more hours than a day has."""
        Pace.__post_init__(self)
        in_range("hours", self.hours, 0, 16)
        in_range("weekend_hours", self.weekend_hours, 0, 16)
        in_range("content_hours", self.content_hours, 0, 16)
        in_range("light_review_hours", self.light_review_hours, 0, 16)


@dataclass(frozen=True, slots=True, kw_only=True)
class Emphasis(Grounds):
    """A topic the guide leans on; `also` are other names of it, `covers` narrower topics that are part of it.

    `specialty` (a slug) limits it to applicants to that field; None is any. With `own_weakest` it stands for
    whatever the user's own log shows weakest: it names no topic that could be logged.
    """

    topic: str
    own_weakest: bool = False
    also: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    exam: Exam | None = None
    specialty: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingModel(Grounds):
    """The arithmetic no guide gives, ours throughout and in one place.

    Minutes are for one question, answered and then reviewed. `floor` and `ceiling` bound the questions of
    an ordinary working day, `light` is the most on the day after a practice exam. The last practice exam
    falls `last_exam_from` to `last_exam_to` days before the exam; the last `taper_days` days take `taper_share` (0-1)
    of their usual hours. `whole_sittings` practice exams are sat as on the day. `exam_hours` is one. With none taken
    for `baseline_age` days, one is placed early on if the next is at least `baseline_apart` days away. `bank_margin` is
    how many days before the exam the question bank should be finished once. `forms` are practice forms, the least
    informative first.
    `topic_prior` is the weight, in questions, of the user's own mean in a topic's estimate;
    below `topic_least` questions a topic is not ranked yet. `topic_recent` is how many days back a topic's
    trend looks; `emphasis_weight` multiplies the weakness of a topic the guide leans on. A topic not seen for longer
    than `topic_recent` weighs more, up to `stale_weight` times after `stale_days`. A replan is offered once the log
    would choose that share of the days' topics otherwise: `evidence_shift` (0-1).
    """

    answer_minutes: float
    review_minutes: float
    floor: int
    ceiling: int
    light: int
    exam_hours: float
    baseline_age: int
    baseline_apart: int
    last_exam_from: int
    last_exam_to: int
    taper_days: int
    taper_share: float
    whole_sittings: int
    bank_margin: int
    forms: tuple[str, ...]
    topic_prior: float
    topic_least: int
    topic_recent: int
    emphasis_weight: float
    stale_days: int
    stale_weight: float
    evidence_shift: float

    @property
    def question_minutes(self) -> float:
        """The minutes one question takes with its review."""
        return self.answer_minutes + self.review_minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Study(Grounds):
    """What a guide says about the study weeks before an exam."""

    phases: tuple[StudyPhase, ...] = ()
    days: tuple[StudyDay, ...] = ()
    topics: tuple[Emphasis, ...] = ()
    working: WorkingModel | None = None

    def phases_of(self, exam: Exam) -> tuple[StudyPhase, ...]:
        """Return the phases of one exam, in order."""
        return tuple(phase for phase in self.phases if phase.exam == exam)

    def day_of(self, load: Load) -> StudyDay | None:
        """Return what the guide says of a day under a load."""
        return next((day for day in self.days if day.load == load), None)

    def topics_of(self, exam: Exam, specialty: str | None) -> tuple[Emphasis, ...]:
        """Return the topics it leans on for an exam and a field, the field's own first."""
        holding = [item for item in self.topics if item.exam in (None, exam) and item.specialty in (None, specialty)]
        return tuple(sorted(holding, key=lambda item: item.specialty is None))
