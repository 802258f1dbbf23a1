"""Dated facts about the exams and instruments, and the readings that turn guide prose into rules."""

from datetime import date
from itertools import pairwise
from typing import Literal

from stepready.core.facts.citation import Fact, Grounds
from stepready.core.facts.exam import THREE_DIGIT, Condition, Exam, Source, Unit
from stepready.core.facts.names import folded_name
from stepready.core.facts.settings import DelayWindow
from stepready.core.values import dataclass, in_order, in_range


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The legal range of a printed value, both ends included; `whole` when only integers are printed."""

    unit: Unit
    low: float
    high: float
    whole: bool

    def __post_init__(self) -> None:
        """Refuse a range that is the wrong way round or off every known scale."""
        top = 100 if self.unit is Unit.PERCENT else THREE_DIGIT[1]
        in_range("low", self.low, 0, top)
        in_range("high", self.high, 0, top)
        in_order("low and high", self.low, self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentExam(Fact):
    """An instrument as used for one exam.

    `scales` lists the scales it may be logged on, the one a bare number is read on first. `full` marks a
    full practice exam that rules may count; `usable` is False where no usable scale exists (kept, shown,
    used by no rule). `items` is the number of questions of one sitting where fixed. `precision` is the
    half-width in points that two thirds of retests fall in, where published. `aliases` are names that mean the
    instrument as made for this exam.
    """

    exam: Exam
    scales: tuple[Scale, ...]
    usable: bool
    full: bool
    forms: tuple[str, ...] = ()
    items: int | None = None
    precision: float | None = None
    note: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartMark:
    """How an instrument's scores are drawn: a shape, a letter where only ASCII can be shown, a colour."""

    shape: Literal["circle", "triangle", "square", "diamond"]
    letter: str
    colour: Literal["blue", "orange", "green", "sky"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormName:
    """A name that means an instrument and one form of it: `old old free 120`."""

    name: str
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A practice instrument and what it prints for each exam.

    `label` is its short name on every screen, `aliases` are other names that people log it under. `form_names` are
    names that say the form too. `worded` is True where a form is words of its own, a subject or a vendor, which may
    stand before or after the instrument's name. `whole` is True where a sitting stands for a whole licensing exam
    though no rule counts it, `apart` where its forms are other tests, to be charted apart.
    """

    id: Source
    name: str
    label: str
    exams: tuple[InstrumentExam, ...]
    aliases: tuple[str, ...] = ()
    form_names: tuple[FormName, ...] = ()
    worded: bool = False
    whole: bool = False
    apart: bool = False
    mark: ChartMark = ChartMark(shape="diamond", letter="X", colour="sky")

    @property
    def names(self) -> frozenset[str]:
        """Every name it is logged under, folded."""
        made_for = (name for use in self.exams for name in use.aliases)
        with_form = (one.name for one in self.form_names)
        return frozenset(folded_name(name) for name in (self.id, self.label, *self.aliases, *with_form, *made_for))

    def for_exam(self, exam: Exam) -> InstrumentExam | None:
        """Return how the instrument is used for `exam`, or None when it does not exist for it."""
        return next((use for use in self.exams if use.exam == exam), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamSpec(Fact):
    """What an exam is.

    `scale` is that of its targets and practice level. `graded` says whether a number is reported, else pass or fail;
    `seasonal` whether its score is part of an application, so that windows and deadlines bind it; `passed_by` what
    tells a pass. `example` is how practice for it is logged; `after` the exam that is passed before it, where one is.
    """

    exam: Exam
    scale: Scale
    graded: bool
    seasonal: bool
    passed_by: Literal["pass-mark", "low-pass-range", "unknown"]
    example: str
    after: Exam | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PassMark(Fact):
    """The minimum passing three-digit score for tests taken from `start` on."""

    start: date
    score: int

    def __post_init__(self) -> None:
        """Refuse a mark off the three-digit scale."""
        Fact.__post_init__(self)
        in_range("score", self.score, *THREE_DIGIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalMean(Fact):
    """First takers from US and Canadian schools: mean and SD of the three-digit score, by academic year end."""

    year: int
    mean: float
    sd: float

    def __post_init__(self) -> None:
        """Refuse a mean off the three-digit scale or a spread that cannot be."""
        Fact.__post_init__(self)
        in_range("mean", self.mean, *THREE_DIGIT)
        in_range("sd", self.sd, 1, 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class LowPassRange(Fact):
    """Step 1's low-pass range in equated percent correct; its low end is read as the passing line."""

    low: float
    high: float
    likely_ready_from: float

    def __post_init__(self) -> None:
        """Refuse a range off the percent scale or the wrong way round."""
        Fact.__post_init__(self)
        in_range("low", self.low, 0, 100)
        in_range("high", self.high, 0, 100)
        in_range("likely_ready_from", self.likely_ready_from, 0, 100)
        in_order("low and high", self.low, self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class PercentilePoint:
    """`percentile` percent of examinees scored below `score`."""

    score: int
    percentile: float

    def __post_init__(self) -> None:
        """Refuse a point off either scale."""
        in_range("score", self.score, *THREE_DIGIT)
        in_range("percentile", self.percentile, 0, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Percentiles(Fact):
    """National Step 2 CK percentile ranks, highest score first."""

    period: str
    points: tuple[PercentilePoint, ...]

    def at(self, score: float) -> float:
        """Return the percentile rank of a score (0-100), linear between the printed points."""
        points = sorted((p.score, p.percentile) for p in self.points)
        if score <= points[0][0]:
            return points[0][1]
        for (low, below), (high, above) in pairwise(points):
            if score <= high:
                return below + (above - below) * (score - low) / (high - low)
        return points[-1][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class LagPoint:
    """`share` of results (0-1) are out within `days` of the test."""

    days: int
    share: float

    def __post_init__(self) -> None:
        """Refuse a share that is none."""
        in_range("days", self.days, 0, 365)
        in_range("share", self.share, 0, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLag(Fact):
    """The working model of days from test to score: points of its distribution, earliest first."""

    points: tuple[LagPoint, ...]
    typical_days: int
    safe_days: int

    def __post_init__(self) -> None:
        """Refuse points that do not rise, and a safe day before the typical one."""
        Fact.__post_init__(self)
        if not self.points or any(a.days >= b.days or a.share > b.share for a, b in pairwise(self.points)):
            told = ", ".join(f"{point.share:g} by {point.days}" for point in self.points) or "none"
            msg = (
                f"points are {told}; allowed: one or more, each with more days than the one before and no smaller share"
            )
            raise ValueError(msg)
        in_order("typical_days and safe_days", self.typical_days, self.safe_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamFormat(Fact):
    """The real exam's layout from `start` on."""

    exam: Exam
    start: date
    blocks: int
    items: int
    hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking(Fact):
    """Moving a booked date: free when at least `free_days` days remain before the appointment."""

    free_days: int
    eligibility_months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempts(Fact):
    """How often an exam may be sat at most."""

    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptInterval(Fact):
    """How long to wait after `failures` sittings: whole months from the first of them and from the latest."""

    failures: int
    months_after_first: int
    months_after_latest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Grounds):
    """A number we read into the guides' prose; `says` is what `why` shows."""

    value: float
    says: str

    def __post_init__(self) -> None:
        """Refuse a value that no reading can have."""
        Grounds.__post_init__(self)
        in_range("value", self.value, 0, 366)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionReading(Grounds):
    """A set of sitting conditions we read into the guides' prose."""

    values: tuple[Condition, ...]
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Grounds):
    """A reading that is a definition rather than one number."""

    id: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortestPath(Grounds):
    """The fewest weeks of work that a current level asks for before an exam; the first that holds is taken.

    `under` and `up_to` bound the level, `under` itself left out and `up_to` included; `under_line` asks for a level
    under Step 1's passing line. Without any of them it holds for every level.
    """

    exam: Exam
    weeks: int
    under: float | None = None
    up_to: float | None = None
    under_line: bool = False

    def holds(self, level: float, line: float) -> bool:
        """Whether a level, on the scale of the exam's practice, has this path; `line` is what passes."""
        if self.under_line and level >= line:
            return False
        return (self.under is None or level < self.under) and (self.up_to is None or level <= self.up_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """Every reading in one place; a user's settings may replace a value.

    Distances are points of the three-digit scale except `step1_cushion` (equated percent). The gain limits
    are points over `gain_full_weeks` to `gain_hold_weeks` weeks of work.
    """

    recent_days: Reading
    level_exams: Reading
    near: Reading
    clearly_below: Reading
    safely_above: Reading
    step1_cushion: Reading
    pass_margin: Reading
    worth_waiting: Reading
    weak_baseline: Reading
    gain_realistic: Reading
    gain_sometimes: Reading
    gain_full_weeks: Reading
    gain_hold_weeks: Reading
    early_month_ends: Reading
    mid_month_ends: Reading
    last_exam_informs: Reading
    posters_share: Reading
    uncounted: ConditionReading
    shortest_paths: tuple[ShortestPath, ...]
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything known about exams and instruments, with the readings and the report delays a user knows of."""

    exams: tuple[ExamSpec, ...]
    instruments: tuple[Instrument, ...]
    pass_marks: tuple[PassMark, ...]
    national_means: tuple[NationalMean, ...]
    low_pass: LowPassRange
    percentiles: Percentiles
    lag: ReportLag
    formats: tuple[ExamFormat, ...]
    booking: Booking
    attempts: Attempts
    attempt_interval: AttemptInterval
    readings: Readings
    delay_windows: tuple[DelayWindow, ...] = ()

    def spec(self, exam: Exam) -> ExamSpec:
        """Return what an exam is; the data hold every exam."""
        return next(spec for spec in self.exams if spec.exam is exam)

    def instrument(self, source: Source) -> Instrument | None:
        """Return the instrument of a source, or None for one that the data no longer name."""
        return next((instrument for instrument in self.instruments if instrument.id == source), None)

    def use(self, source: Source, exam: Exam) -> InstrumentExam | None:
        """Return how a source is used for an exam, or None when it is not."""
        instrument = self.instrument(source)
        return instrument.for_exam(exam) if instrument else None

    def pass_mark(self, test_day: date) -> PassMark:
        """Return the Step 2 CK pass mark in force on the test day, not today."""
        return max((m for m in self.pass_marks if m.start <= test_day), key=lambda m: m.start)

    def national_mean(self) -> NationalMean:
        """Return the latest published national mean."""
        return max(self.national_means, key=lambda m: m.year)
