"""Everything a rule may look at: one user's plan and evidence on one day, under one guide."""

from datetime import date

from stepready.core.facts.exam import Competitiveness, Exam
from stepready.core.facts.facts import Facts
from stepready.core.log.evidence import Evidence
from stepready.core.plan import Plan
from stepready.core.rules.diagnostic import DiagnosticBand
from stepready.core.season.arrival import Arrival
from stepready.core.season.season import Season
from stepready.core.season.windows import Timing
from stepready.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """The inputs of a decision. `target` and `field_figure` are three-digit scores, None when unknown."""

    as_of: date
    plan: Plan
    facts: Facts
    evidence: Evidence
    season: Season
    target: int | None = None
    field_figure: int | None = None
    competitiveness: Competitiveness = Competitiveness.UNKNOWN
    timing: Timing | None = None
    diagnostic: tuple[DiagnosticBand, ...] = ()

    @property
    def pass_mark(self) -> int | None:
        """The pass mark in force on the test date; None without a test date or for Step 1."""
        if self.plan.exam is not Exam.STEP2CK or self.plan.exam_date is None:
            return None
        return self.facts.pass_mark(self.plan.exam_date).score

    @property
    def arrival(self) -> Arrival:
        """When results arrive, with the delays the user knows of."""
        return Arrival(lag=self.facts.lag, windows=self.facts.delay_windows)

    @property
    def passing_line(self) -> float:
        """Step 1's passing line in equated percent: the low end of the low-pass range."""
        return float(self.plan.low_pass[0]) if self.plan.low_pass else self.facts.low_pass.low

    @property
    def goal(self) -> float | None:
        """What practice has to reach: the target, or for Step 1 the passing line and the guide's cushion."""
        if self.plan.exam is Exam.STEP2CK:
            return self.target
        return self.passing_line + self.facts.readings.step1_cushion.value

    @property
    def below_pass_mark(self) -> bool:
        """Whether the current level is under the pass mark of the test date."""
        level, mark = self.evidence.level, self.pass_mark
        return level is not None and mark is not None and level < mark

    @property
    def clearly_below(self) -> bool:
        """Whether the current level is clearly, well or far below the target."""
        level = self.evidence.level
        reach = self.facts.readings.clearly_below.value
        return level is not None and self.target is not None and self.target - level >= reach

    @property
    def weak_baseline(self) -> bool:
        """Whether preparation started from a weak diagnostic score."""
        first = self.evidence.baseline
        return (
            self.plan.exam is Exam.STEP2CK
            and first is not None
            and first.value < self.facts.readings.weak_baseline.value
        )
