"""Everything a decision is made from: one user's plan and log on one day, under one guide.

Made in one place (`services.case`) and handed from there: whoever needs the log beyond it takes a book.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from stepready.core.facts.exam import Competitiveness, Exam
from stepready.core.facts.facts import Facts
from stepready.core.forecast import Forecast, Outlook, Trend, outlook, predict
from stepready.core.log.evidence import Evidence
from stepready.core.log.score import QbankDay, Score
from stepready.core.log.study import Studied
from stepready.core.plan import Plan
from stepready.core.season.arrival import Arrival
from stepready.core.season.season import Season
from stepready.core.season.windows import Timing
from stepready.core.values import dataclass
from stepready.core.wording import full_day

if TYPE_CHECKING:
    from stepready.core.guide.guide import Guide, Rule
    from stepready.core.rules.diagnostic import DiagnosticBand
    from stepready.core.schedule.day import Schedule


@dataclass(frozen=True, kw_only=True)
class Case:
    """One plan on one day. What follows from its fields is worked out when asked for, and once.

    `exams` are the practice exams and Free 120s of the plan's exam and `qbank` its days of the question bank, as
    the book gives them, `studied` all of it by day with hours and the user's words; `counting_all` is the evidence
    with the sittings that rules set aside. `arrival` is when results come, with the delays the user knows of.
    `shared_rules` hold under every guide. `fitted` returns the trend of `exams` and `qbank`, fitted when first asked.
    `notice` says when the guide was written for others; `schedule` is the one kept.
    """

    as_of: date
    plan: Plan
    exams: tuple[Score, ...]
    qbank: tuple[QbankDay, ...]
    studied: Studied
    evidence: Evidence
    counting_all: Evidence
    season: Season
    facts: Facts
    arrival: Arrival
    shared_rules: "tuple[Rule, ...]"
    competitiveness: Competitiveness
    guide: "Guide"
    fitted: Callable[[], Trend]
    notice: str | None = None
    schedule: "Schedule | None" = None

    def under(self, guide: "Guide") -> "Case":
        """Return the same case under another guide."""
        return replace(self, guide=guide)

    def on(self, test_day: date) -> "Case":
        """Return the same case with another test date."""
        return replace(self, plan=replace(self.plan, exam_date=test_day))

    @property
    def is_step2(self) -> bool:
        """Whether the plan is for Step 2 CK, which has targets, windows and a season."""
        return self.plan.exam is Exam.STEP2CK

    @cached_property
    def target(self) -> int | None:
        """The plan's target, else the guide's own for Step 2 CK: a three-digit score, None when unknown."""
        default = self.guide.default_target
        if self.plan.target is not None or default is None or not self.is_step2:
            return self.plan.target
        return default.of(self.competitiveness)

    @cached_property
    def field_figure(self) -> int | None:
        """The practice score the guide asks for in the plan's specialty; None when unknown."""
        figure = self.guide.field_figure
        return None if figure is None else figure.of(self.competitiveness)

    @property
    def timing(self) -> Timing | None:
        """The guide's windows; None for Step 1 or a guide without any."""
        return self.guide.timing if self.is_step2 else None

    @property
    def diagnostic(self) -> "tuple[DiagnosticBand, ...]":
        """The guide's preparation times by diagnostic score; none for Step 1."""
        return self.guide.diagnostic if self.is_step2 else ()

    @property
    def pass_mark(self) -> int | None:
        """The pass mark in force on the test date; None without a test date or for Step 1."""
        if not self.is_step2 or self.plan.exam_date is None:
            return None
        return self.facts.pass_mark(self.plan.exam_date).score

    @property
    def low_pass(self) -> tuple[float, float]:
        """Step 1's low-pass range: the one printed on the user's own report, or the usual one."""
        return self.plan.low_pass or (self.facts.low_pass.low, self.facts.low_pass.high)

    @property
    def passing_line(self) -> float:
        """Step 1's passing line in equated percent: the low end of the low-pass range."""
        return float(self.low_pass[0])

    @property
    def goal(self) -> float | None:
        """What practice has to reach: the target, or for Step 1 the passing line and the guide's cushion."""
        if self.is_step2:
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
        return self.is_step2 and first is not None and first.value < self.facts.readings.weak_baseline.value

    @property
    def test_day(self) -> date:
        """The day a forecast is for: the booked one, or today."""
        return self.plan.exam_date or self.as_of

    def line_on(self, day: date) -> float:
        """Return what must be reached on a day: its pass mark, or Step 1's passing line in equated percent."""
        return self.facts.pass_mark(day).score if self.is_step2 else self.low_pass[0]

    @property
    def trend(self) -> Trend:
        """The trend of what was logged; the same under every guide and for every test day."""
        return self.fitted()

    def forecast_on(self, day: date) -> Forecast | None:
        """Return the forecast for sitting on a day; None when nothing logged can be used."""
        return predict(self.trend, day, target=self.target, pass_mark=self.line_on(day))

    def outlook_on(self, day: date) -> Outlook | None:
        """Return the forecast for sitting on a day in short, as a sweep of many days needs it."""
        return outlook(self.trend, day, target=self.target, pass_mark=self.line_on(day))

    @cached_property
    def forecast(self) -> Forecast | None:
        """The forecast for the booked day, or without one for sitting today; None when nothing logged can be used."""
        found = self.forecast_on(self.test_day)
        if found is None or self.plan.exam_date is not None:
            return found
        told = f"No test date is booked: this is the forecast for sitting today, {full_day(self.test_day)}."
        return replace(found, notices=(told, *found.notices))
