"""The two shapes a forecast's spread can have, both in closed form, and a mixture of them.

Student t with four degrees of freedom: Shaw, Sampling Student's T distribution, J. Comput. Finance 9(4), 2006.
"""

from math import acos, cos, erfc, exp, log, pi, sqrt
from typing import NamedTuple

EVEN = 0.5
FINE = 1e-6
ROOT_2PI = sqrt(2 * pi)
NORMAL_90 = 1.2815515655446004


class Bell(NamedTuple):
    """A bell-shaped distribution about `centre`; `scale` is the normal's SD, or 1/sqrt(2) of the t's."""

    centre: float
    scale: float
    heavy: bool

    @property
    def sd(self) -> float:
        """The standard deviation."""
        return self.scale * sqrt(2) if self.heavy else self.scale

    def at_least(self, value: float) -> float:
        """Return the probability (0-1) of a value or more."""
        z = (self.centre - value) / self.scale
        return t4_cdf(z) if self.heavy else normal_cdf(z)

    def density(self, value: float) -> float:
        """Return the probability density at a value, per point."""
        z = (value - self.centre) / self.scale
        return (0.375 * (1 + z * z / 4) ** -2.5 if self.heavy else normal_density(z)) / self.scale

    def half_width(self, share: float) -> float:
        """Return the half-width of the central interval that holds `share` (0-1)."""
        return self.scale * reach(share, heavy=self.heavy)


class Mixture(NamedTuple):
    """Several bells as one distribution, each with its weight; the weights add up to 1."""

    parts: tuple[tuple[float, Bell], ...]

    @property
    def mean(self) -> float:
        """The expected value."""
        return sum(weight * bell.centre for weight, bell in self.parts)

    @property
    def sd(self) -> float:
        """The standard deviation, the distance between the centres included."""
        mean = self.mean
        return sqrt(sum(weight * (bell.sd**2 + (bell.centre - mean) ** 2) for weight, bell in self.parts))

    def at_least(self, value: float) -> float:
        """Return the probability (0-1) of a value or more."""
        return sum(weight * bell.at_least(value) for weight, bell in self.parts)

    def quantile(self, p: float) -> float:
        """Return the value that a share `p` (0-1, exclusive) lies below.

        Newton's method, kept between the parts' own quantiles, for which those of the heavier tail stand here.
        """
        reached = t4_quantile(p)
        places = [place for _, bell in self.parts for place in (bell.centre, bell.centre + bell.scale * reached)]
        low, high = min(places), max(places)
        place = sum(weight * (bell.centre + bell.scale * reached) for weight, bell in self.parts)
        while high - low > FINE:
            over = self.at_least(place) - 1 + p
            low, high = (place, high) if over > 0 else (low, place)
            step = over / sum(weight * bell.density(place) for weight, bell in self.parts)
            if abs(step) < FINE:
                break
            place = place + step if low < place + step < high else (low + high) / 2
        return place


def reach(share: float, *, heavy: bool) -> float:
    """Return the half-width, in scales, of the central interval that holds `share` (0-1)."""
    p = (1 + share) / 2
    return t4_quantile(p) if heavy else normal_quantile(p)


def t4_cdf(t: float) -> float:
    """Return P(T <= t) for Student's t with four degrees of freedom."""
    inner = t * t / (4 + t * t)
    sine = t / sqrt(4 + t * t)
    return 0.5 + sine * (3 - inner) / 4


def t4_quantile(p: float) -> float:
    """Return the value that a share `p` (0-1, exclusive) lies below, for Student's t with four degrees."""
    root = sqrt(4 * p * (1 - p))
    size = 2 * sqrt(max(cos(acos(root) / 3) / root - 1, 0.0))
    return size if p >= EVEN else -size


def normal_cdf(z: float) -> float:
    """Return the share of a standard normal below `z`."""
    return erfc(-z / sqrt(2)) / 2


def normal_density(z: float) -> float:
    """Return the density of a standard normal."""
    return exp(-z * z / 2) / ROOT_2PI


def normal_quantile(p: float) -> float:
    """Return the value that a share `p` (0-1, exclusive) of a standard normal lies below.

    Abramowitz and Stegun 26.2.23 gives the first three decimals, two steps of Halley's method the rest. The standard
    library's `NormalDist` gives the same, but importing `statistics` takes a twentieth of a whole `check`.
    """
    tail = min(p, 1 - p)
    t = sqrt(-2 * log(tail))
    z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
    for _ in range(2):
        step = (normal_cdf(-z) - tail) / normal_density(z)
        z += step / (1 - z * step / 2)
    return z if p >= EVEN else -z
