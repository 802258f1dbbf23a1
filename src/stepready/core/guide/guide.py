"""A published guide as data: bands, timing, go rules, delays, targets, rhythm and advice, each cited."""

from dataclasses import replace
from enum import StrEnum
from typing import Literal

from stepready.core.applying.tiers import Tiers
from stepready.core.facts.citation import Citation, Grounds
from stepready.core.facts.exam import THREE_DIGIT, Applicant, Competitiveness, Exam
from stepready.core.facts.facts import Readings
from stepready.core.guide.study import Study
from stepready.core.rules import RuleKind
from stepready.core.rules.diagnostic_time import DiagnosticBand
from stepready.core.season.windows import Limit, Timing
from stepready.core.values import dataclass, in_band, in_order, in_range


class Severity(StrEnum):
    """Whether a rule decides (must) or is only reported (should)."""

    MUST = "must"
    SHOULD = "should"


class Circumstance(StrEnum):
    """The closed set of circumstances that switch a rule, a delay or a piece of advice on."""

    STEP1_FAILED = "step1-failed"
    EXAM_FAILED = "exam-failed"
    RECENT_FAILING = "recent-failing"
    WEAK_BASELINE = "weak-baseline"
    BELOW_PASS_MARK = "below-pass-mark"
    CLEARLY_BELOW = "clearly-below"
    LOW_RESULT = "low-result"
    FAILING_RESULT = "failing-result"
    SEVERAL_FAILURES = "several-failures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Grounds):
    """One question the guide asks of the log, and the kind that answers it.

    The rule applies to plans for `exam` (for every exam, if None), when any of `when_any` holds (always, if empty)
    and none of `unless_any`. `shared` marks the product's own rules, which hold under every guide.
    """

    id: str
    asks: str
    severity: Severity
    check: RuleKind
    exam: Exam | None = None
    when_any: tuple[Circumstance, ...] = ()
    unless_any: tuple[Circumstance, ...] = ()
    shared: bool = False

    def is_for(self, exam: Exam) -> bool:
        """Whether the rule is asked of a plan for that exam."""
        return self.exam in (None, exam)

    @property
    def looks_at_scores(self) -> bool:
        """Whether practice answers it, and not the days and the number of sittings."""
        return self.check.kind not in ("sitting-allowed", "days-after-failure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Band(Grounds):
    """A score band, low end included and high end included; None is open. Patterns, not hard cutoffs.

    `competitiveness` limits the band to one group of specialties; None is any. So many `failures` count into it
    whatever the score; None is never.
    """

    label: str
    says: str
    low: int | None = None
    high: int | None = None
    competitiveness: Competitiveness | None = None
    failures: int | None = None

    def __post_init__(self) -> None:
        """Refuse a band off the three-digit scale or the wrong way round."""
        Grounds.__post_init__(self)
        in_range("low", self.low, *THREE_DIGIT)
        in_range("high", self.high, *THREE_DIGIT)
        in_order("low and high", self.low, self.high)
        in_range("failures", self.failures, 1, 6)

    def holds(self, level: float) -> bool:
        """Whether a level falls in the band; a level between two whole scores belongs to the lower one."""
        return in_band(level, level, self.low, self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayOption(Grounds):
    """How many weeks the guide gives to a no-go; the first option that applies is taken.

    `level_low` to `level_high` bounds the current level (whole scores, both ends included); `rising` asks
    that the last recent exam is above the one before. The weeks run from the booked day, or from the `cause`: from
    today for very low practice, from the result after a failure, with both from the later.
    """

    min_weeks: int
    max_weeks: int
    runs_from: Literal["booked", "cause"] = "booked"
    when_any: tuple[Circumstance, ...] = ()
    level_low: int | None = None
    level_high: int | None = None
    rising: bool = False

    def __post_init__(self) -> None:
        """Refuse weeks or levels out of range or the wrong way round."""
        Grounds.__post_init__(self)
        in_range("min_weeks", self.min_weeks, 1, 52)
        in_range("max_weeks", self.max_weeks, 1, 52)
        in_order("min_weeks and max_weeks", self.min_weeks, self.max_weeks)
        in_range("level_low", self.level_low, *THREE_DIGIT)
        in_range("level_high", self.level_high, *THREE_DIGIT)
        in_order("level_low and level_high", self.level_low, self.level_high)


@dataclass(frozen=True, slots=True, kw_only=True)
class NextCycle(Grounds):
    """One case in which the guide would rather wait a year, if the year can be spared.

    Any of `when_any` must hold, or the level lie under `level_under`; without either it never does. With
    `unless_gain` no test day in time may have a gain that is at least so likely.
    """

    when_any: tuple[Circumstance, ...] = ()
    level_under: int | None = None
    unless_gain: Literal["realistic", "sometimes"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterDays(Grounds):
    """The test days a guide allows when none keeps the score in time: up to a limit, or its first delay alone."""

    until: Limit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeastTarget(Grounds):
    """The least target after a failed Step 1, whatever the plan's own."""

    score: int

    def __post_init__(self) -> None:
        """Refuse a score off the three-digit scale."""
        Grounds.__post_init__(self)
        in_range("score", self.score, *THREE_DIGIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultTarget(Grounds):
    """The lower edge of what the guide calls solid or competitive: one score, or one by competitiveness."""

    score: int | None = None
    high: int | None = None
    moderate: int | None = None
    less: int | None = None

    def __post_init__(self) -> None:
        """Ask for one score, or one for each group of specialties, on the three-digit scale."""
        Grounds.__post_init__(self)
        by_field = (self.less, self.moderate, self.high)
        for name, value in zip(("score", "less", "moderate", "high"), (self.score, *by_field), strict=True):
            in_range(name, value, *THREE_DIGIT)
        given = sum(value is not None for value in by_field)
        if given != (len(by_field) if self.score is None else 0):
            msg = "needs either `score`, or `less`, `moderate` and `high`"
            raise ValueError(msg)

    def of(self, competitiveness: Competitiveness) -> int | None:
        """Return the score for a group of specialties; None when the guide goes by field and it is unknown."""
        if self.score is not None or competitiveness is Competitiveness.UNKNOWN:
            return self.score
        return {"less": self.less, "moderate": self.moderate, "high": self.high}[competitiveness.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFigure(Grounds):
    """The practice score the guide asks for by competitiveness."""

    less: int
    moderate: int
    high: int

    def __post_init__(self) -> None:
        """Refuse a figure off the three-digit scale."""
        Grounds.__post_init__(self)
        for name, value in (("less", self.less), ("moderate", self.moderate), ("high", self.high)):
            in_range(name, value, *THREE_DIGIT)

    def of(self, competitiveness: Competitiveness) -> int | None:
        """Return the figure for a group of specialties, or None when the group is unknown."""
        if competitiveness is Competitiveness.UNKNOWN:
            return None
        return {"less": self.less, "moderate": self.moderate, "high": self.high}[competitiveness.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm(Grounds):
    """How often to sit practice exams in a phase: days between two, both ends included; None is unstated."""

    phase: str
    says: str
    min_days: int | None = None
    max_days: int | None = None

    def __post_init__(self) -> None:
        """Refuse days out of range or the wrong way round."""
        Grounds.__post_init__(self)
        in_range("min_days", self.min_days, 1, 90)
        in_range("max_days", self.max_days, 1, 90)
        in_order("min_days and max_days", self.min_days, self.max_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice(Grounds):
    """What the guide says to do in a circumstance, in our words."""

    topic: Literal["history", "failure", "low-score", "timing", "practice", "targets", "waiting"]
    says: str
    when_any: tuple[Circumstance, ...] = ()


ApplyingTopic = Literal[
    "numbers", "places", "letters", "experience", "contacts", "failure", "backups", "timing", "profile"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyingAdvice(Grounds):
    """What the guide says of the application, in our words.

    It holds for scores from `low` to `high`, both included (None is open), and where any of `when_any` does. `least`
    to `most` is a number of programmes it names, of `specialty` where that is another than the guide's own; a `most` of
    None is open ("60 or more").
    """

    topic: ApplyingTopic
    says: str
    low: int | None = None
    high: int | None = None
    when_any: tuple[Circumstance, ...] = ()
    least: int | None = None
    most: int | None = None
    specialty: str | None = None

    def __post_init__(self) -> None:
        """Refuse scores off the three-digit scale and numbers that cannot be."""
        Grounds.__post_init__(self)
        in_range("low", self.low, *THREE_DIGIT)
        in_range("high", self.high, *THREE_DIGIT)
        in_order("low and high", self.low, self.high)
        in_range("least", self.least, 1, 1000)
        in_order("least and most", self.least, self.most)

    def meets(self, low: float, high: float) -> bool:
        """Whether it holds for any score from `low` to `high`."""
        return in_band(low, high, self.low, self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance(Grounds):
    """Where the guide stands on a question that the guides answer differently, in our words."""

    question: Literal["below-near-eras", "mock-rhythm", "applications-when-low", "explaining-scores"]
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AverageClaim(Grounds):
    """A range of scores that the guide calls average, to be shown beside today's national figures."""

    low: int
    high: int

    def __post_init__(self) -> None:
        """Refuse a range off the three-digit scale or the wrong way round."""
        Grounds.__post_init__(self)
        in_range("low", self.low, *THREE_DIGIT)
        in_range("high", self.high, *THREE_DIGIT)
        in_order("low and high", self.low, self.high)


def marked(name: str, *, own: bool, school: bool, draft: bool = False) -> str:
    """Return a guide's name as people see it: whose it is in brackets, where it is none of ours."""
    marks = [*(["the school's" if school else "own"] if own else []), *(["draft"] if draft else [])]
    return f"{name} ({', '.join(marks)})" if marks else name


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """One guide. `applicant` and `specialty` are who it was written for; None is anyone.

    `audience` says the same in words; `title` and `address` are those of its text, `file` our name of it.
    `fallback` marks the guide that is used when none fits the plan. `own` marks a guide that is none of ours: the
    user's, or that of the user's `school`; one that is a `draft` is never chosen unless it is named.
    """

    name: str
    audience: str
    title: str
    exams: tuple[Exam, ...]
    rules: tuple[Rule, ...]
    address: str = ""
    file: str = ""
    bands: tuple[Band, ...] = ()
    applicant: Applicant | None = None
    specialty: str | None = None
    fallback: bool = False
    own: bool = False
    school: bool = False
    draft: bool = False
    timing: Timing | None = None
    delays: tuple[DelayOption, ...] = ()
    next_cycle: tuple[NextCycle, ...] = ()
    later: LaterDays | None = None
    after_failed_step1: LeastTarget | None = None
    default_target: DefaultTarget | None = None
    field_figure: FieldFigure | None = None
    low_line: DefaultTarget | None = None
    diagnostic: tuple[DiagnosticBand, ...] = ()
    rhythm: tuple[Rhythm, ...] = ()
    advice: tuple[Advice, ...] = ()
    stances: tuple[Stance, ...] = ()
    average_claims: tuple[AverageClaim, ...] = ()
    study: Study | None = None
    tiers: Tiers | None = None
    applying: tuple[ApplyingAdvice, ...] = ()

    @property
    def shown(self) -> str:
        """The name as people see it, a guide of the user's own or the school's marked as such."""
        return marked(self.name, own=self.own, school=self.school, draft=self.draft)

    def diagnostic_of(self, exam: Exam) -> tuple[DiagnosticBand, ...]:
        """Return how long preparation for an exam takes by its diagnostic score."""
        return tuple(band for band in self.diagnostic if band.exam is exam)

    def dated(self, readings: Readings) -> "Guide":
        """Return the guide with every vague part of a month read as a day."""
        later = self.later
        if later is not None and later.until is not None:
            later = replace(later, until=later.until.dated(readings))
        return replace(self, timing=self.timing.dated(readings) if self.timing else None, later=later)

    def sources(self, grounds: Grounds) -> tuple[Citation, ...]:
        """Return the places an item of this guide rests on; a reading without a section is ours, or the user's own."""
        cited = tuple(Citation(self.name, self.file, section, self.title, self.address) for section in grounds.cite)
        shared = isinstance(grounds, Rule) and grounds.shared
        home = "common.toml" if shared else f"{self.name}.toml"
        whose = "own" if self.own and not shared else "ours"
        return cited + ((Citation(whose, home, grounds.ours),) if grounds.ours else ())

    def band_of(self, level: float, competitiveness: Competitiveness = Competitiveness.UNKNOWN) -> Band | None:
        """Return the band a level falls in, or None when it lies between the guide's bands."""
        return next(
            (b for b in self.bands if b.competitiveness in (None, competitiveness) and b.holds(level)),
            None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Specialty(Grounds):
    """A specialty a plan can name, with the other names it is known by."""

    slug: str
    title: str
    competitiveness: Competitiveness
    aliases: tuple[str, ...] = ()
