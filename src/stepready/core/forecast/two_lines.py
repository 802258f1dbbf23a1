"""The two lines that read one practice log, and the headline that mixes them.

Posters: people who posted practice and result, who did well; a lift over practice fitted on them. Candidates: the
population the candidate belongs to. Practice regressed on result (people were selected by result, which leaves that
line unbiased), then turned round by Bayes' rule for a normal mean (Gelman et al., Bayesian Data Analysis, 3rd ed.,
section 2.5). A practice point still to be gained is worth the same in both.
"""

from datetime import date
from math import inf, sqrt
from typing import NamedTuple

from stepready.core.forecast.bank_first_pass import moved
from stepready.core.forecast.distributions import Bell, Mixture, reach
from stepready.core.forecast.failed_sitting import after_failing
from stepready.core.forecast.trend import Shape, Trend


class Lines(NamedTuple):
    """Both lines for one test day; at least one of them is there. `share` is the posters' part (0-1).

    `candidates` is None where no population is known, `posters` where nothing but a failed sitting is. `between` is
    the variance that the ranges keep of the distance between the lines where the posters' part has fallen.
    """

    posters: Bell | None
    candidates: Bell | None
    share: float
    between: float = 0.0

    @property
    def mixed(self) -> Mixture:
        """The headline."""
        return self._mixture(self.candidates)

    @property
    def ranged(self) -> Mixture:
        """What the headline's ranges are taken from: the candidates' part holds `between` too, its chances do not."""
        if self.candidates is None or not self.between:
            return self.mixed
        square = self.candidates.scale**2 + self.between / (1 - self.share)
        return self._mixture(self.candidates._replace(scale=sqrt(square)))

    def _mixture(self, second: Bell | None) -> Mixture:
        parts = ((self.share, self.posters), (1 - self.share, second))
        return Mixture(tuple((weight, bell) for weight, bell in parts if bell is not None))


def both(trend: Trend, test_day: date, *, pass_mark: float | None, shape: Shape = Shape.SLOWING) -> Lines | None:
    """Return both lines for a test day; None without a usable score."""
    then = trend.until(test_day)
    first, second = posters(then, test_day, shape), candidates(then, test_day, shape)
    if first is None and second is None:
        return None
    if first is None or second is None:
        return Lines(first, second, 0.0 if first is None else 1.0)
    share = posters_share(then, pass_mark)
    return _with_first_pass(Lines(first, second, share, _between(first, second, share, then)), then)


def _between(first: Bell, second: Bell, share: float, trend: Trend) -> float:
    """Return the variance between the lines at the support's edge that the mixture of today no longer holds.

    Two lines a distance d apart, mixed with parts s and 1 - s, add s(1 - s)d^2. Below the edge s falls, and the lines
    near each other, because the posters' lift no longer changes. That nobody's data reach there is no reason to be
    surer: neither narrows a range. Nor is it one to hope for more: no chance counts with it.
    """
    line, population = trend.model.candidates, trend.population
    if line is None or population is None or share >= trend.share:
        return 0.0
    apart = first.centre - second.centre
    worth = line.worth(trend.level_variance(trend.last_day), population)
    at_edge = apart + (1 - worth) * max(trend.model.support.level - trend.lifted_level, 0.0)
    return max(trend.share * (1 - trend.share) * at_edge**2 - share * (1 - share) * apart**2, 0.0)


def _with_first_pass(lines: Lines, trend: Trend) -> Lines:
    """Return both lines moved by the first pass of a question bank, where one is known; it fades with the posters."""
    part, first_pass = trend.model.bank_percent, trend.first_pass
    if part is None or first_pass is None or not trend.share:
        return lines
    over, fade = first_pass.over(trend.lifted_level, part), lines.share / trend.share
    first, second = (bell and moved(bell, over, part, fade) for bell in (lines.posters, lines.candidates))
    return lines._replace(posters=first, candidates=second)


def headline(trend: Trend, test_day: date, *, pass_mark: float | None, shape: Shape = Shape.SLOWING) -> Mixture | None:
    """Return the distribution of the exam score on a test day; None without a usable score."""
    lines = both(trend, test_day, pass_mark=pass_mark, shape=shape)
    return None if lines is None else lines.mixed


def posters_share(trend: Trend, pass_mark: float | None) -> float:
    """Return the posters' part of the headline (0-1): whole from the support's level on, none at the pass mark.

    Between them it falls in a straight line: their data end there. Without a pass mark it stays whole.
    """
    edge = trend.model.support.level
    if pass_mark is None or trend.practice_level >= edge:
        return trend.share
    return trend.share * max(trend.practice_level - pass_mark, 0.0) / (edge - pass_mark)


def posters(trend: Trend, test_day: date, shape: Shape = Shape.SLOWING) -> Bell | None:
    """Return what the lift over practice gives; None without a usable score."""
    then, model = trend.until(test_day), trend.model
    if then.state is None:
        return None
    centre = _lifted(then) + model.lift.worth * then.gain(test_day, shape)
    bell = Bell(_on_scale(centre, then), _posters_scale(then, test_day), model.spread.heavy)
    return _after_failures(bell, then, test_day)


def candidates(trend: Trend, test_day: date, shape: Shape = Shape.SLOWING) -> Bell | None:
    """Return what the same practice says of the candidate's own population; None where none is known.

    Without practice it is the population itself, once a sitting failed.
    """
    then, line, population = trend.until(test_day), trend.model.candidates, trend.population
    if line is None or population is None:
        return None
    if then.state is None:
        if not any(sitting.is_before(test_day) for sitting in then.failed):
            return None
        return _failures_alone(Bell(population.mean, population.sd, heavy=False), then, test_day)
    known = then.level_variance(then.last_day)
    worth = line.worth(known, population)
    centre = population.mean + worth * (then.lifted_level - line.level(population.mean))
    variance = population.sd**2 * (1 - worth * line.slope)
    added = worth**2 * (then.strain * then.level_variance(test_day) - known) + _unsupported(then, test_day)
    scale = sqrt(variance + _at_most(added, population.sd**2 - variance))
    centre += then.model.lift.worth * then.gain(test_day, shape)
    return _after_failures(Bell(_on_scale(centre, then), scale, heavy=False), then, test_day)


def _after_failures(bell: Bell, trend: Trend, test_day: date, most_weeks: float = inf) -> Bell:
    """Return a line once every failed sitting is known; never narrower than the exam's own error allows."""
    for sitting in trend.failed:
        if trend.model.sitting is not None and sitting.is_before(test_day):
            weeks = min(sitting.weeks_before(test_day, trend.model.sitting), most_weeks)
            bell = after_failing(bell, sitting, weeks, trend.model.sitting)
    return bell._replace(scale=max(bell.scale, _least(trend, heavy=bell.heavy)))


def _failures_alone(population: Bell, trend: Trend, test_day: date) -> Bell:
    """Return the candidates' line where nothing but failed sittings is known.

    Their age makes it wider and no better: that a failure is long past does not make its candidate a first taker.
    """
    part = trend.model.sitting
    bell = _after_failures(population, trend, test_day)
    return (
        bell
        if part is None
        else bell._replace(centre=_after_failures(population, trend, test_day, part.gain_weeks).centre)
    )


def _lifted(trend: Trend) -> float:
    """Return the exam score the present level stands for; below the support the lift stays as at its edge."""
    lift, level = trend.model.lift, trend.lifted_level
    return level + lift.at_pivot - (1 - lift.worth) * (max(level, trend.model.support.level) - lift.pivot)


def _posters_scale(trend: Trend, test_day: date) -> float:
    """Return the posters' scale: the exam's own, what is not known of the candidate, and what few data support.

    Age and too few exams widen it at most to the spread of those who posted.
    """
    spread, support = trend.model.spread, trend.model.support
    known = trend.model.lift.worth**2 * trend.strain * trend.level_variance(test_day)
    room = (spread.population_sd / Bell(0.0, 1.0, spread.heavy).sd) ** 2 - spread.scale**2
    below = support.below_sd * max(support.level - trend.practice_level, 0.0)
    square = spread.scale**2 + _at_most(known + _unsupported(trend, test_day), room) + below**2
    return sqrt(square)


def _unsupported(trend: Trend, test_day: date) -> float:
    """Return the variance added for too few exams and for weeks beyond the support."""
    support = trend.model.support
    few = support.few_sd if trend.full_exams < support.exams else 0.0
    late = support.late_sd * sum(trend.weeks_unsupported(test_day))
    return few**2 + late**2


def _at_most(added: float, room: float) -> float:
    """Return an added variance that grows as it should while small and never fills the room."""
    return added * room / (added + room) if added > 0 else 0.0


def _least(trend: Trend, *, heavy: bool) -> float:
    """Return the least scale of a line."""
    return trend.model.spread.least95 / reach(0.95, heavy=heavy)


def _on_scale(centre: float, trend: Trend) -> float:
    """Keep a centre off the ends of the scale."""
    model, room = trend.model, trend.model.spread.end
    return min(max(centre, model.low + room), model.high - room)
