"""The fitted trend of one exam: practice level and weekly gain, past and ahead.

The fit looks only at the log, so one fit serves every test day of a sweep. Ahead of the last score the weekly
gain fades. Inside the support of the data all of it is linear in the scores. A test day that is past is seen with
what was logged up to it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from math import exp, sqrt

from stepready.core.facts.exam import Applicant, Exam
from stepready.core.facts.facts import Facts
from stepready.core.forecast.bank_direction import BankTrend, bank_trend
from stepready.core.forecast.bank_first_pass import FirstPass
from stepready.core.forecast.failed_sitting import FailedSitting
from stepready.core.forecast.kalman import WEEK, State, Update, level_then, run, surprise
from stepready.core.forecast.model import ExamModel, ForecastModel, Population
from stepready.core.forecast.observation import Observation, UnusedScore, observe
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
    disagree beyond their own errors, as a factor on variance; `surest` are the states with the least doubt. `qbank` is
    what was given, `bank` its direction where there is enough to tell. `population` is whom the candidates' line
    speaks of, None where there is no such line; `share` (0-1) is the posters' part of the headline inside the support;
    `failed` are the failed sittings of the exam itself, `first_pass` is a bank's percent that counts, None without one.
    """

    exam: Exam
    as_of: date
    name: str
    model: ExamModel
    steps: tuple[Update, ...]
    shown: tuple[float, ...]
    seen: tuple[Observation, ...]
    left_out: tuple[UnusedScore, ...]
    qbank: Sequence[QbankDay]
    bank: BankTrend | None
    strain: float
    surest: tuple[State, ...]
    applicant: Applicant | None
    population: Population | None
    share: float
    failed: tuple[FailedSitting, ...]
    first_pass: FirstPass | None

    @property
    def state(self) -> State | None:
        """What is known on the day of the last usable score."""
        return self.steps[-1].after if self.steps else None

    @property
    def last_day(self) -> date:
        """The day of the last usable score; without one the day of the log."""
        return self.steps[-1].after.day if self.steps else self.as_of

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
        last = self.last_day
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
        later = tuple(UnusedScore(score=seen.score, why="after the test day") for seen in self.seen[n:])
        return replace(
            self,
            as_of=test_day,
            steps=self.steps[:n],
            shown=self.shown[:n],
            seen=self.seen[:n],
            left_out=self.left_out + later,
            bank=bank_trend(self.qbank, as_of=test_day, direction=self.model.direction),
            strain=_strain(self.steps[:n], self.model),
            surest=_surest(self.steps[:n]),
            first_pass=None if self.first_pass is None or self.first_pass.on > test_day else self.first_pass,
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
        return state.level + self.gain(day), state.level_level + self._wandering(state, day)

    def level_variance(self, day: date) -> float:
        """Return the doubt about the level, as a variance, that a forecast for a day counts with; no strain in it.

        Of what drift and the doubt about the gain would add by then a share counts. A score never leaves more doubt
        than there was without it, whatever lies between: so the least of what each score left.
        """
        unsure = self.model.slowing.unsure
        left = [state.level_level + unsure * self._wandering(state, day) for state in self.surest]
        return min(left, default=self.model.prior.level_sd**2)

    def _wandering(self, state: State, day: date) -> float:
        """Return the variance of the practice level that the weeks after a score add."""
        weeks = max((day - state.day) / WEEK, 0.0)
        faded = _faded(weeks, self.model.slowing.weeks)
        growth = 2 * faded * state.level_growth + faded**2 * state.growth_growth
        return growth + weeks * self.model.drift.level_sd**2

    def gain(self, test_day: date, shape: Shape = Shape.SLOWING) -> float:
        """Return the practice points still to come."""
        state, model = self.state, self.model
        if state is None:
            return 0.0
        slowing, growth = model.slowing, self.growth
        weeks = self.weeks_ahead(test_day) - sum(self.weeks_unsupported(test_day))
        faded = _faded(weeks, slowing.weeks)
        if growth > 0 and self.full_exams < model.support.exams:
            growth, faded = min(growth, model.support.few_gain / model.lift.worth), weeks
        carried = {Shape.FLAT: 0.0, Shape.LINEAR: weeks, Shape.SLOWING: faded}[shape]
        room = min(max((slowing.top - state.level) / (slowing.top - slowing.knee), 0.0), 1.0) if growth > 0 else 1.0
        return carried * max(-slowing.most, min(growth, slowing.most)) * room


def fit(
    scores: Sequence[Score],
    qbank: Sequence[QbankDay],
    *,
    exam: Exam,
    as_of: date,
    model: ForecastModel,
    facts: Facts,
    applicant: Applicant | None = None,
    failed: tuple[FailedSitting, ...] = (),
    first_pass: FirstPass | None = None,
) -> Trend:
    """Fit the trend of one exam to everything logged up to a day; the order of entry changes nothing.

    After a failed sitting only later practice counts.
    """
    part = model.of(exam)
    since = max((sitting.on for sitting in failed if sitting.on is not None), default=None)
    seen, left_out = observe(scores, exam=exam, as_of=as_of, model=part, facts=facts, since=since)
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
        surest=_surest(steps),
        applicant=applicant,
        population=part.candidates.population(applicant) if part.candidates else None,
        share=facts.readings.posters_share.value,
        failed=failed,
        first_pass=first_pass,
    )


def _strain(steps: Sequence[Update], model: ExamModel) -> float:
    """Return by how much scores disagree beyond their own errors: a factor on variance, 1 or more."""
    calm = model.spread.calm
    return max(1.0, (surprise(steps) + calm) / (len(steps) + calm))


def _surest(steps: Sequence[Update]) -> tuple[State, ...]:
    """Return the last state, and those before it that left less doubt about the level than any later one."""
    found: list[State] = []
    for step in reversed(steps):
        if not found or step.after.level_level < found[-1].level_level:
            found.append(step.after)
    return tuple(found)


def _faded(weeks: float, constant: float) -> float:
    """Return the weeks of full gain that fading gains amount to: constant * (1 - exp(-weeks / constant))."""
    return constant * (1 - exp(-weeks / constant))
