"""Everything a decision is made from: one user's plan and log on one day, under one guide.

Made in one place (`services.case`) and handed from there: whoever needs the log beyond it takes a book.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from stepready.core.facts.exam import Competitiveness, Source, Step1
from stepready.core.facts.facts import ExamSpec, Facts
from stepready.core.forecast import Forecast, Outlook, Trend, outlook, predict
from stepready.core.log.attempts import Attempt
from stepready.core.log.bank import BankTotal
from stepready.core.log.day_log import Studied
from stepready.core.log.evidence import Evidence
from stepready.core.log.score import QbankDay, Score
from stepready.core.plan import Plan
from stepready.core.season.arrival import Arrival
from stepready.core.season.prior_sittings import PriorSittings, prior_sittings, result_day
from stepready.core.season.season import Season
from stepready.core.season.windows import Timing
from stepready.core.values import dataclass
from stepready.core.values.wording import full_day

if TYPE_CHECKING:
    from stepready.core.guide.guide import Guide, Rule
    from stepready.core.rules.diagnostic_time import DiagnosticBand
    from stepready.core.schedule.planned_days import PlannedExam, Schedule


def nothing_planned() -> "tuple[tuple[date, PlannedExam], ...] | None":
    """Return None: no schedule is known."""
    return None


@dataclass(frozen=True, kw_only=True)
class Case:
    """One plan on one day. What follows from its fields is worked out when asked for, and once.

    `attempts` are the sittings of the real exams, either Step. `exams` are the practice exams and Free 120s of the
    plan's exam, `qbank` its days of the question bank and `totals` what was told of how much of it is done, as the book
    gives them, `studied` all of it by day with hours and the user's words; `counting_all` is the evidence with the
    sittings that rules set aside. `arrival` is when results come, with the delays the user knows of.
    `shared_rules` hold under every guide. `fitted` returns the trend of `exams` and the bank's first pass, without the
    exams of one source if named, fitted when first asked.
    `notice` says when the guide was written for others; `next_season` is the one that a plan made today would be for,
    None where nobody asks; `schedule` is the one kept. `exams_ahead` returns the practice
    exams planned from today on and not sat, as the kept schedule stands or as one made now would have them; None where
    no schedule can be made.
    """

    as_of: date
    plan: Plan
    attempts: tuple[Attempt, ...]
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
    fitted: Callable[[Source | None], Trend]
    totals: tuple[BankTotal, ...] = ()
    notice: str | None = None
    next_season: int | None = None
    schedule: "Schedule | None" = None
    exams_ahead: "Callable[[], tuple[tuple[date, PlannedExam], ...] | None]" = nothing_planned

    def under(self, guide: "Guide") -> "Case":
        """Return the same case under another guide."""
        return replace(self, guide=guide)

    def on(self, test_day: date) -> "Case":
        """Return the same case with another test date."""
        return replace(self, plan=replace(self.plan, exam_date=test_day))

    @cached_property
    def spec(self) -> ExamSpec:
        """What the plan's exam is."""
        return self.facts.spec(self.plan.exam)

    @cached_property
    def target(self) -> int | None:
        """The plan's target, else the guide's own for an exam of the season; None when unknown.

        A guide may ask for a least one after a failed Step 1.
        """
        default, least = self.guide.default_target, self.guide.after_failed_step1
        target = self.plan.target
        if target is None and default is not None and self.spec.seasonal:
            target = default.of(self.competitiveness)
        if target is None or least is None or not self.step1_failed:
            return target
        return max(target, least.score)

    @cached_property
    def field_figure(self) -> int | None:
        """The practice score the guide asks for in the plan's specialty; None when unknown."""
        figure = self.guide.field_figure
        return None if figure is None else figure.of(self.competitiveness)

    @property
    def timing(self) -> Timing | None:
        """The guide's windows; None for Step 1 or a guide without any."""
        return self.guide.timing if self.spec.seasonal else None

    @property
    def diagnostic(self) -> "tuple[DiagnosticBand, ...]":
        """The guide's preparation times by diagnostic score of the plan's exam."""
        return self.guide.diagnostic_of(self.plan.exam)

    @property
    def pass_mark(self) -> int | None:
        """The pass mark in force on the test date; None without a test date or for Step 1."""
        if self.spec.passed_by != "pass-mark" or self.plan.exam_date is None:
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
        """What practice has to reach: the larger of target and cleared pass mark, or Step 1's line and its cushion.

        None when neither a target nor the pass mark of a test date is known.
        """
        readings = self.facts.readings
        if self.spec.passed_by == "low-pass-range":
            return self.passing_line + readings.step1_cushion.value
        mark = None if self.pass_mark is None else self.pass_mark + readings.pass_margin.value
        return max((line for line in (self.target, mark) if line is not None), default=None)

    @property
    def gain_needed(self) -> float | None:
        """The points from the current level to the goal; None where either is unknown or nothing is left to gain."""
        level, goal = self.evidence.level, self.goal
        return None if level is None or goal is None or goal <= level else goal - level

    @cached_property
    def prior(self) -> PriorSittings:
        """The sittings of the plan's exam before the one it is for."""
        return prior_sittings(self.attempts, self.plan, self.plan.exam, self.facts)

    @cached_property
    def step1(self) -> PriorSittings:
        """The sittings of Step 1 that a Step 2 CK plan looks back on."""
        if self.spec.after is None:
            return PriorSittings()
        return prior_sittings(self.attempts, self.plan, self.spec.after, self.facts)

    @property
    def result(self) -> str | None:
        """The plan's result, else that of an earlier sitting that passed: a passed Step cannot be taken again."""
        passed = self.prior.passed
        return self.plan.result if self.plan.result is not None or passed is None else passed.score

    @property
    def result_on(self) -> date | None:
        """The test day of the result, or of the sitting whose result is pending; None where it was never said."""
        passed = self.prior.passed
        return self.plan.exam_date if self.plan.result is not None or passed is None else passed.on

    @property
    def step1_failed(self) -> bool:
        """Whether Step 1 was ever failed, as history of a Step 2 CK plan."""
        said = self.plan.step1
        return self.spec.seasonal and bool(self.step1.failed or (said is not None and said.was_failed))

    @property
    def step1_passed(self) -> bool | None:
        """Whether Step 1 is passed; None when nothing was said of it."""
        if self.step1.passed is not None or self.plan.step1 in (Step1.PASSED, Step1.FAILED_THEN_PASSED):
            return True
        return False if self.step1.failed or self.plan.step1 is not None else None

    @cached_property
    def failed_result_day(self) -> date | None:
        """The day the result of the latest failed sitting came; None without one whose day is known."""
        last = self.prior.last_failed
        return None if last is None else result_day(last, self.arrival, self.as_of)

    @property
    def failure_undated(self) -> bool:
        """Whether the exam was failed and no failed sitting has its day: practice before and after look alike."""
        return bool(self.prior.failed) and self.prior.last_failed is None

    @property
    def recent_failing(self) -> bool:
        """Whether a recent full practice exam lies under the pass mark of the test date."""
        mark = self.pass_mark
        return mark is not None and any(score.value < mark for score in self.evidence.recent)

    @property
    def shortest_weeks(self) -> int | None:
        """The fewest weeks of work the current level asks for; None without a level."""
        level = self.evidence.level
        paths = self.facts.readings.shortest_paths if level is not None else ()
        exam, line = self.plan.exam, self.passing_line
        return next((path.weeks for path in paths if path.exam is exam and path.holds(level or 0, line)), None)

    @property
    def applied(self) -> bool:
        """Whether the user said that the application is in."""
        return self.spec.seasonal and bool(self.plan.applied)

    @property
    def review_is_open(self) -> bool:
        """Whether programmes may already read applications."""
        return self.season.review_is_open(self.as_of)

    @property
    def season_is_over(self) -> bool:
        """Whether nothing more comes of the plan's season: after Match Day, or once a file not in cannot be ranked."""
        last = "rank_list_due" if self.plan.applied is False else "match_day"
        return self.spec.seasonal and self.as_of > self.season.day(last)

    @property
    def following_season(self) -> int:
        """The season to plan for when the plan's own is no use any more."""
        return self.next_season or self.season.year + 1

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
        return self.spec.seasonal and first is not None and first.value < self.facts.readings.weak_baseline.value

    @property
    def test_day(self) -> date:
        """The day a forecast is for: the booked one, or today."""
        return self.plan.exam_date or self.as_of

    def line_on(self, day: date) -> float | None:
        """Return what must be reached on a day: its pass mark, or Step 1's passing line; None where it is not known."""
        match self.spec.passed_by:
            case "low-pass-range":
                return self.low_pass[0]
            case "pass-mark":
                return self.facts.pass_mark(day).score
        return None

    @property
    def trend(self) -> Trend:
        """The trend of what was logged; the same under every guide and for every test day."""
        return self.fitted(None)

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

    @property
    def pace(self) -> float | None:
        """What practice gains a week by the log, in points of its scale; None when nothing logged tells."""
        return None if self.trend.state is None else self.trend.growth
