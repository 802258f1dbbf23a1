"""The study lines a plan is made from: the guide's own, and another's where it is silent, said so."""

from collections.abc import Callable
from typing import TypeVar

from stepready.core.facts.exam import Exam
from stepready.core.guide.guide import Guide
from stepready.core.guide.study import Emphasis, Load, Pace, Study, StudyPhase, WorkingModel
from stepready.core.rules.diagnostic_time import DiagnosticBand
from stepready.core.values import dataclass
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import listed

T = TypeVar("T")
Range = tuple[int, int]
DIAGNOSTIC = "how long a diagnostic score asks for"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """The hours of a working day under a load, and how many of them content and light review may take."""

    weekday_hours: float
    weekend_hours: float
    content_hours: float
    light_review_hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseLine:
    """A phase with its figures: days it may last, questions a day, days between practice exams (None: none set).

    `most_exams` is the most practice exams altogether, those taken before included; None is unstated. `questions_by`
    is the guide that asks for the questions.
    """

    name: str
    load: Load
    min_days: int
    max_days: int | None
    questions: Range
    gap: Range | None
    day: DayLine
    most_exams: int | None = None
    questions_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyLines:
    """Everything a schedule takes from the guides. `borrowed` says which lines another guide gave.

    `diagnostic_by` is the guide that says how long a diagnostic score asks for.
    """

    guide: str
    exam: Exam
    phases: tuple[PhaseLine, ...]
    topics: tuple[Emphasis, ...]
    diagnostic: tuple[DiagnosticBand, ...]
    working: WorkingModel
    borrowed: tuple[str, ...] = ()
    diagnostic_by: str = ""


class _Sources:
    """The guides in the order they are asked, and what had to be taken from another than the first."""

    def __init__(self, guide: Guide, guides: dict[str, Guide]) -> None:
        others = sorted(guides.values(), key=lambda other: (not other.fallback, other.name))
        self.guide = guide
        self.order = [guide, *(other for other in others if other.name != guide.name)]
        self.taken: dict[str, list[str]] = {}

    def first(self, what: str, find: Callable[[Study], T | None]) -> T | None:
        """Return the first guide's answer, noting when it is not the plan's own guide."""
        for guide in self.order:
            found = find(guide.study) if guide.study is not None else None
            if found:
                self.note(what, guide)
                return found
        return None

    def note(self, what: str, giver: Guide) -> None:
        """Remember that a line came from another guide."""
        if giver.name != self.guide.name and what and what not in self.taken.setdefault(giver.name, []):
            self.taken[giver.name].append(what)

    def giver(self, what: str) -> str:
        """Return the guide that gave a line, as far as it was noted: else the plan's own."""
        return next((giver for giver, lines in self.taken.items() if what in lines), self.guide.name)

    def said(self) -> tuple[str, ...]:
        """Say what was taken from whom."""
        return tuple(
            f"{self.guide.name} does not speak of {listed(what, 'or')}: the line of {giver} is used"
            for giver, what in self.taken.items()
            if what
        )


def study_lines(guide: Guide, guides: dict[str, Guide], exam: Exam, specialty: str | None = None) -> StudyLines:
    """Put together the study lines of a guide for an exam.

    What the guide leaves unsaid comes from the general guide, the one everybody else falls back on, then from
    the first other guide that says it.
    """
    sources = _Sources(guide, guides)
    phases = sources.first("phases of study", lambda study: study.phases_of(exam)) or ()
    working = sources.first("", lambda study: study.working)
    if not phases or working is None:
        raise StepreadyError(f"no guide says how to study for {exam.label}, so there is no schedule to make")
    lines = tuple(_phase_line(phase, sources) for phase in phases)
    topics = sources.first("topics to stress", lambda study: study.topics_of(exam, specialty)) or ()
    diagnostic = _diagnostic(sources, exam)
    return StudyLines(
        guide=guide.name,
        exam=exam,
        phases=lines,
        topics=topics,
        diagnostic=diagnostic,
        working=working,
        borrowed=sources.said(),
        diagnostic_by=sources.giver(DIAGNOSTIC),
    )


def _diagnostic(sources: _Sources, exam: Exam) -> tuple[DiagnosticBand, ...]:
    for guide in sources.order:
        bands = guide.diagnostic_of(exam)
        if bands:
            sources.note(DIAGNOSTIC, guide)
            return bands
    return ()


def _phase_line(phase: StudyPhase, sources: _Sources) -> PhaseLine:
    name = "rotation days" if phase.load == "rotations" else "full-time days"
    return PhaseLine(
        name=phase.name,
        load=phase.load,
        min_days=round(phase.min_weeks * 7),
        max_days=None if phase.max_weeks is None else round(phase.max_weeks * 7),
        questions=_questions(phase, sources, f"questions on {name}"),
        gap=_gap(phase, sources),
        day=_day_line(phase.load, sources, name),
        most_exams=phase.most_exams,
        questions_by=sources.giver(f"questions on {name}"),
    )


def _questions(phase: StudyPhase, sources: _Sources, what: str) -> Range:
    """Return the questions of a day: the guide's own phase, its own such days, then the phase it borrowed."""
    own = sources.guide.study
    giver = next(g for g in sources.order if g.study and phase in g.study.phases)
    mine = _asked(own.day_of(phase.load)) if own and giver is not sources.guide else None
    stated = mine or _asked(phase)
    if stated is not None:
        sources.note("" if mine else what, giver)
        return stated
    return sources.first(what, lambda study: _asked(study.day_of(phase.load))) or (0, 0)


def _asked(pace: Pace | None) -> Range | None:
    if pace is None or pace.min_questions is None:
        return None
    return pace.min_questions, pace.max_questions or pace.min_questions


def _gap(phase: StudyPhase, sources: _Sources) -> Range | None:
    """Return the days between practice exams: what is said of this very phase comes first."""
    if phase.min_gap is not None and phase.max_gap is not None:
        return phase.min_gap, phase.max_gap
    what = f"practice exams in the {phase.name} phase"
    return sources.first(what, lambda study: _rhythm(study, phase.load))


def _rhythm(study: Study, load: Load) -> Range | None:
    day = study.day_of(load)
    return (day.min_gap, day.max_gap) if day and day.min_gap is not None and day.max_gap is not None else None


def _day_line(load: Load, sources: _Sources, name: str) -> DayLine:
    def hours_of(study: Study) -> DayLine | None:
        day = study.day_of(load)
        if day is None or day.hours is None:
            return None
        return DayLine(
            weekday_hours=day.hours,
            weekend_hours=day.hours if day.weekend_hours is None else day.weekend_hours,
            content_hours=day.content_hours or 0,
            light_review_hours=day.light_review_hours or 0,
        )

    found = sources.first(f"hours of {name}", hours_of)
    return found or DayLine(weekday_hours=0, weekend_hours=0, content_hours=0, light_review_hours=0)
