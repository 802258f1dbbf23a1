"""What a failed sitting of the exam itself says of the next one: an observation on the exam's own scale.

With its score it is one with the exam's error at both sittings and the gain since; without, only that it lay under the
mark of its day. No lift: it is the exam. The moments after a sitting known to lie under a mark: Rasmussen and Williams,
Gaussian Processes for Machine Learning (2006), section 3.9.
"""

from collections.abc import Iterable
from datetime import date
from math import sqrt

from stepready.core.facts.facts import Facts
from stepready.core.forecast.distributions import Bell, normal_cdf, normal_density
from stepready.core.forecast.kalman import WEEK
from stepready.core.forecast.model import Sitting
from stepready.core.log.attempts import Attempt
from stepready.core.values import dataclass

HALF_A_POINT = 0.5
FAR = -8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedSitting:
    """A failed sitting: its day or None, its three-digit score or None, and the pass mark of its day."""

    on: date | None
    score: float | None
    mark: float

    def is_before(self, test_day: date) -> bool:
        """Whether it came before a test day; one whose day was never said did."""
        return self.on is None or self.on < test_day

    def weeks_before(self, test_day: date, part: Sitting) -> float:
        """Return the weeks from it to a test day; as many as are presumed where its day was never said."""
        return part.undated_weeks if self.on is None else (test_day - self.on) / WEEK


def failed_before(sittings: Iterable[Attempt], facts: Facts) -> tuple[FailedSitting, ...]:
    """Return the failed sittings of an exam as the forecast sees them."""
    return tuple(
        FailedSitting(
            on=sat.on,
            score=float(sat.score) if sat.score is not None and sat.score.isdigit() else None,
            mark=facts.pass_mark(sat.on or date.max).score,
        )
        for sat in sittings
    )


def after_failing(bell: Bell, sitting: FailedSitting, weeks: float, part: Sitting) -> Bell:
    """Return what is expected so many weeks after a failed sitting; the bell's shape stays."""
    gained = part.gain * min(weeks, part.gain_weeks)
    error = 2 * part.error**2 + (part.gain * weeks) ** 2
    if sitting.score is None:
        mean, variance = _known_under(bell, sitting.mark - HALF_A_POINT + gained, error)
    else:
        mean, variance = _known(bell, sitting.score + gained, error)
    return bell._replace(centre=mean, scale=bell.scale * sqrt(variance) / bell.sd)


def _known(bell: Bell, value: float, error: float) -> tuple[float, float]:
    """Return mean and variance once a value is seen with an error variance: weighted by their precisions."""
    square = bell.sd**2
    weight = square / (square + error)
    return bell.centre + weight * (value - bell.centre), square * (1 - weight)


def _known_under(bell: Bell, limit: float, error: float) -> tuple[float, float]:
    """Return mean and variance once the value, with an error variance, is known to lie under a limit."""
    square = bell.sd**2
    whole = sqrt(square + error)
    z = (limit - bell.centre) / whole
    pull = -z if z < FAR else normal_density(z) / normal_cdf(z)
    mean = bell.centre - square / whole * pull
    return mean, square - (square / whole) ** 2 * pull * (z + pull)
