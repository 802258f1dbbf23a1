"""The fitted trend of one exam, and the forecast for any test day from it.

The fit looks only at the log, so one fit serves every test day of a sweep. Ahead of the last score the weekly
gain fades; the exam score is practice level, plus lift, plus what the gain ahead is worth. Inside the support of the
data all of it is linear in the scores. A test day that is past is seen with what was logged up to it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from math import exp, sqrt

from stepready.core.facts.exam import Exam
from stepready.core.facts.facts import Facts
from stepready.core.forecast.direction import BankTrend, bank_trend
from stepready.core.forecast.filter import WEEK, State, Step, run, surprise
from stepready.core.forecast.forecast import Forecast, describe
from stepready.core.forecast.model import ExamModel, ForecastModel
from stepready.core.forecast.observation import LeftOut, Observation, observe
from stepready.core.forecast.smoother import level_then
from stepready.core.forecast.spread import Bell, reach
from stepready.core.log.score import QbankDay, Score
from stepready.core.values import dataclass


class Shape(StrEnum):
    """How the weekly gain goes on after the last score."""

    SLOWING = "slowing"
    FLAT = "flat"
    LINEAR = "linear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """The practice level on a day: points of the exam's scale, `sd` its standard deviation."""

    day: date
    mean: float
    sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """The log of one exam as the filter sees it on one day.

    `state` is what is known on the day of the last usable score, None without one. `shown` are the levels of the
    same scores when no growth is presumed that they do not show. `strain` (1 or more) is by how much the scores
    disagree beyond their own errors, as a factor on variance. `qbank` is what was given, `bank` its direction where
    there is enough to tell.
    """

    exam: Exam
    as_of: date
    name: str
    model: ExamModel
    steps: tuple[Step, ...]
    shown: tuple[float, ...]
    seen: tuple[Observation, ...]
    left_out: tuple[LeftOut, ...]
    qbank: Sequence[QbankDay]
    bank: BankTrend | None
    strain: float

    @property
    def state(self) -> State | None:
        """What is known on the day of the last usable score."""
        return self.steps[-1].after if self.steps else None

    @property
    def lifted_level(self) -> float:
        """The practice level that the lift is added to: below the support no growth is presumed but what scores show.

        From the edge of the support on it approaches the fitted level point by point.
        """
        if self.state is None:
            return self.model.prior.level_mean
        level, shown = self.state.level, self.shown[-1]
        return max(shown, min(level, shown + level - self.model.support.level))

    @property
    def practice_level(self) -> float:
        """The lower of that level and the mean of the last weeks' practice exams: where the support is measured.

        A late high score raises the first but disagreement cannot raise both.
        """
        last = self.steps[-1].after.day if self.steps else self.as_of
        recent = [seen for seen in self.seen if seen.full and (last - seen.day) / WEEK <= self.model.support.weeks]
        if not recent:
            return self.lifted_level
        total = sum(1 / seen.variance for seen in recent)
        return min(self.lifted_level, sum(seen.value / seen.variance for seen in recent) / total)

    @property
    def full_exams(self) -> int:
        """How many practice exams are used."""
        return sum(seen.full for seen in self.seen)

    @property
    def used(self) -> tuple[int, ...]:
        """The ids of every score and question-bank session used, ascending."""
        scores = {seen.score.id for seen in self.seen}
        return tuple(sorted(scores.union(self.bank.ids if self.bank and self.steps else ())))

    @property
    def growth(self) -> float:
        """The weekly gain on the day of the last score, held back by a question bank that points lower."""
        if self.state is None:
            return self.model.prior.growth_mean
        if self.bank is None:
            return self.state.growth
        return self.bank.hold_back(self.state.growth, self.state.growth_growth, self.model.direction)

    @property
    def growth_sd(self) -> float:
        """The standard deviation of the weekly gain; the prior's without scores."""
        return sqrt(self.strain * self.state.growth_growth) if self.state else self.model.prior.growth_sd

    def weeks_ahead(self, test_day: date) -> float:
        """Return the weeks from the last usable score to a day, never below 0."""
        return max((test_day - self.state.day) / WEEK, 0.0) if self.state else 0.0

    def weeks_unsupported(self, test_day: date) -> tuple[float, float]:
        """Return the weeks beyond the support: since the last usable score until today, and from today to a day."""
        if self.state is None:
            return 0.0, 0.0
        today, support = min(self.as_of, test_day), self.model.support.weeks
        since, ahead = (today - self.state.day) / WEEK, (test_day - today) / WEEK
        return max(since - support, 0.0), max(ahead - support, 0.0)

    def until(self, test_day: date) -> "Trend":
        """Return what was known on a test day that is past: scores after it are left out."""
        if test_day >= self.as_of:
            return self
        n = sum(seen.day <= test_day for seen in self.seen)
        later = tuple(LeftOut(score=seen.score, why="after the test day") for seen in self.seen[n:])
        return replace(
            self,
            as_of=test_day,
            steps=self.steps[:n],
            shown=self.shown[:n],
            seen=self.seen[:n],
            left_out=self.left_out + later,
            bank=bank_trend(self.qbank, as_of=test_day, direction=self.model.direction),
            strain=_strain(self.steps[:n], self.model),
        )

    def forecast(
        self,
        test_day: date,
        *,
        target: float | None,
        pass_mark: float | None,
        low_pass: tuple[float, float] | None = None,
        shape: Shape = Shape.SLOWING,
    ) -> Forecast | None:
        """Forecast the exam score on a test day; None without a usable score.

        `pass_mark` is Step 2 CK's, in force on the test day. `low_pass` is Step 1's low-pass range in equated
        percent: its low end is the passing line.
        """
        then = self.until(test_day)
        bell = then.bell(test_day, shape)
        if bell is None:
            return None
        past = test_day < self.as_of
        return describe(then, bell, test_day, past=past, target=target, pass_mark=pass_mark, low_pass=low_pass)

    def bell(self, test_day: date, shape: Shape = Shape.SLOWING) -> Bell | None:
        """Return the distribution of the exam score on a test day; None without a usable score."""
        then, model = self.until(test_day), self.model
        if then is not self:
            return then.bell(test_day, shape)
        if self.state is None:
            return None
        centre = self._level_as_exam() + model.lift.worth * self._gain(self.state, test_day, shape)
        room = model.spread.least95
        return Bell(
            centre=min(max(centre, model.low + room), model.high - room),
            scale=self._scale(test_day),
            heavy=model.spread.heavy,
        )

    def level_on(self, day: date) -> Level | None:
        """Return the practice level on any day from the first score on, without any lift.

        Past days are seen with everything logged since; days ahead carry the slowing gain. None before the first
        score.
        """
        if not self.steps or day < self.seen[0].day:
            return None
        ahead = self.weeks_ahead(day) > 0
        found = self._level_ahead(day) if ahead else level_then(day, self.steps, self.seen, self.model.drift)
        return None if found is None else Level(day=day, mean=found[0], sd=sqrt(self.strain * found[1]))

    def _level_ahead(self, day: date) -> tuple[float, float] | None:
        """Return mean and variance of the practice level on a day after the last score."""
        state = self.state
        if state is None:
            return None
        mean = state.level + self._gain(state, day, Shape.SLOWING)
        return mean, state.level_level + self._wandering(state, day, 1.0)

    def _wandering(self, state: State, day: date, strain: float) -> float:
        """Return the variance of the practice level that the weeks after the last score add."""
        weeks = self.weeks_ahead(day)
        faded = _faded(weeks, self.model.slowing.weeks)
        growth = 2 * faded * state.level_growth + faded**2 * state.growth_growth
        return strain * growth + weeks * self.model.drift.level_sd**2

    def _level_as_exam(self) -> float:
        """Return the exam score the present level stands for; below the support the lift stays as at its edge."""
        lift, level = self.model.lift, self.lifted_level
        return level + lift.at_pivot - (1 - lift.worth) * (max(level, self.model.support.level) - lift.pivot)

    def _gain(self, state: State, test_day: date, shape: Shape) -> float:
        """Return the practice points still to come; none to be gained on fewer exams than the support has."""
        slowing, growth = self.model.slowing, self.growth
        if growth > 0 and self.full_exams < self.model.support.exams:
            return 0.0
        weeks = self.weeks_ahead(test_day) - sum(self.weeks_unsupported(test_day))
        carried = {Shape.FLAT: 0.0, Shape.LINEAR: weeks, Shape.SLOWING: _faded(weeks, slowing.weeks)}[shape]
        room = min(max((slowing.top - state.level) / (slowing.top - slowing.knee), 0.0), 1.0) if growth > 0 else 1.0
        return carried * max(-slowing.most, min(growth, slowing.most)) * room

    def variance(self, test_day: date) -> float:
        """Return the variance of what is not known of the candidate on a test day, the exam's own spread aside."""
        state, model = self.state, self.model
        if state is None:
            return model.prior.level_sd**2
        ahead = model.slowing.unsure * self._wandering(state, test_day, self.strain)
        return model.lift.worth**2 * (self.strain * state.level_level + ahead)

    def _scale(self, test_day: date) -> float:
        """Return the spread's scale: the exam's own, what is not known, and what the data do not support."""
        spread = self.model.spread
        floor = spread.least95 / reach(0.95, heavy=spread.heavy)
        return max(sqrt(spread.scale**2 + self.variance(test_day) + self._unsupported(test_day)), floor)

    def _unsupported(self, test_day: date) -> float:
        """Return the variance added where the data have little support."""
        support = self.model.support
        below = support.below_sd * max(support.level - self.practice_level, 0.0)
        few = support.few_sd if self.full_exams < support.exams else 0.0
        late = support.late_sd * sum(self.weeks_unsupported(test_day))
        return below**2 + few**2 + late**2


def fit(
    scores: Sequence[Score],
    qbank: Sequence[QbankDay],
    *,
    exam: Exam,
    as_of: date,
    model: ForecastModel,
    facts: Facts,
) -> Trend:
    """Fit the trend of one exam to everything logged up to a day; the order of entry changes nothing."""
    part = model.of(exam)
    seen, left_out = observe(scores, exam=exam, as_of=as_of, model=part, facts=facts)
    steps = run(seen, part.prior, part.drift) if seen else ()
    shown = run(seen, replace(part.prior, growth_mean=0.0), part.drift) if seen else ()
    return Trend(
        exam=exam,
        as_of=as_of,
        name=model.name,
        model=part,
        steps=steps,
        shown=tuple(step.after.level for step in shown),
        seen=seen,
        left_out=left_out,
        qbank=qbank,
        bank=bank_trend(qbank, as_of=as_of, direction=part.direction),
        strain=_strain(steps, part),
    )


def _strain(steps: Sequence[Step], model: ExamModel) -> float:
    """Return by how much scores disagree beyond their own errors: a factor on variance, 1 or more."""
    calm = model.spread.calm
    return max(1.0, (surprise(steps) + calm) / (len(steps) + calm))


def _faded(weeks: float, constant: float) -> float:
    """Return the weeks of full gain that fading gains amount to: constant * (1 - exp(-weeks / constant))."""
    return constant * (1 - exp(-weeks / constant))
