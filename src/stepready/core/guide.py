"""A published guide as data: bands, timing, go rules, delays, targets, rhythm and advice, each cited."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from stepready.core.diagnostic import DiagnosticBand
from stepready.core.exam import Applicant, Exam
from stepready.core.grounds import Grounds, Source
from stepready.core.rules import RuleKind
from stepready.core.study import Study
from stepready.core.timing import Timing


class Severity(StrEnum):
    """Whether a rule decides (must) or is only reported (should)."""

    MUST = "must"
    SHOULD = "should"


class Circumstance(StrEnum):
    """The closed set of circumstances that switch a rule, a delay or a piece of advice on."""

    STEP1_FAILED = "step1-failed"
    EXAM_FAILED = "exam-failed"
    WEAK_BASELINE = "weak-baseline"
    BELOW_PASS_MARK = "below-pass-mark"
    CLEARLY_BELOW = "clearly-below"
    LOW_RESULT = "low-result"
    FAILING_RESULT = "failing-result"


class Competitiveness(StrEnum):
    """How hard a specialty is to enter, as guide 002 groups them."""

    HIGH = "high"
    MODERATE = "moderate"
    LESS = "less"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Grounds):
    """One question the guide asks of the log, and the kind that answers it.

    The rule applies to plans for `exam`, when any of `when_any` holds (always, if empty) and none of
    `unless_any`.
    """

    id: str
    asks: str
    exam: Exam
    severity: Severity
    check: RuleKind
    when_any: tuple[Circumstance, ...] = ()
    unless_any: tuple[Circumstance, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Band(Grounds):
    """A score band, low end included and high end included; None is open. Patterns, not hard cutoffs."""

    label: str
    says: str
    low: int | None = None
    high: int | None = None

    def holds(self, level: float) -> bool:
        """Whether a level falls in the band; a level between two whole scores belongs to the lower one."""
        return (self.low is None or level >= self.low) and (self.high is None or level < self.high + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayOption(Grounds):
    """How many weeks the guide gives to a no-go; the first option that applies is taken.

    `level_low` to `level_high` bounds the current level (whole scores, both ends included); `rising` asks
    that the last recent exam is above the one before.
    """

    min_weeks: int
    max_weeks: int
    when_any: tuple[Circumstance, ...] = ()
    level_low: int | None = None
    level_high: int | None = None
    rising: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NextCycle(Grounds):
    """When the guide would rather wait a year, if the year can be spared.

    Any of `when_any` must hold; with `no_day_in_time`, also no test day before the on-time limit may have a
    gain that is realistic or sometimes seen. An empty `when_any` means never.
    """

    when_any: tuple[Circumstance, ...] = ()
    no_day_in_time: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultTarget(Grounds):
    """The lower edge of what the guide calls solid or competitive: one score, or one by competitiveness."""

    score: int | None = None
    high: int | None = None
    moderate: int | None = None
    less: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFigure(Grounds):
    """The practice score the guide asks for by competitiveness."""

    less: int
    moderate: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm(Grounds):
    """How often to sit practice exams in a phase: days between two, both ends included; None is unstated."""

    phase: str
    says: str
    min_days: int | None = None
    max_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice(Grounds):
    """What the guide says to do in a circumstance, in our words."""

    topic: Literal["history", "failure", "low-score", "timing", "practice", "targets", "waiting"]
    says: str
    when_any: tuple[Circumstance, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """One guide. `applicant` and `specialty` are who it was written for; None is anyone."""

    name: str
    title: str
    file: str
    exams: tuple[Exam, ...]
    bands: tuple[Band, ...]
    rules: tuple[Rule, ...]
    applicant: Applicant | None = None
    specialty: str | None = None
    timing: Timing | None = None
    delays: tuple[DelayOption, ...] = ()
    next_cycle: NextCycle | None = None
    default_target: DefaultTarget | None = None
    field_figure: FieldFigure | None = None
    low_line: DefaultTarget | None = None
    diagnostic: tuple[DiagnosticBand, ...] = ()
    rhythm: tuple[Rhythm, ...] = ()
    advice: tuple[Advice, ...] = ()
    study: Study | None = None

    def sources(self, grounds: Grounds) -> tuple[Source, ...]:
        """Return the places an item of this guide rests on, ours marked as ours."""
        cited = tuple(Source(self.name, self.file, section) for section in grounds.cite)
        return cited + ((Source("ours", f"{self.name}.toml", grounds.ours),) if grounds.ours else ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Specialty(Grounds):
    """A specialty a plan can name, with the other names it is known by."""

    slug: str
    title: str
    competitiveness: Competitiveness
    aliases: tuple[str, ...] = ()
