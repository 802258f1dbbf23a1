"""A figure with its middle and the ends that nine tenths of the evidence lies between."""

from stepready.core.forecast.distributions import normal_quantile
from stepready.core.values import dataclass, in_order

NORMAL_95 = 1.6448536269514722
MIDDLE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Plausible:
    """The middle and the 5 % and 95 % ends: half a normal distribution on each side."""

    low: float
    middle: float
    high: float

    def __post_init__(self) -> None:
        """Refuse ends on the wrong side of the middle."""
        in_order("low and middle", self.low, self.middle)
        in_order("middle and high", self.middle, self.high)

    def at(self, share: float) -> float:
        """Return the value that a share (0-1, exclusive) of the plausible ones lies below."""
        if share == MIDDLE:
            return self.middle
        z = normal_quantile(share) / NORMAL_95
        return self.middle + z * (self.high - self.middle if z > 0 else self.middle - self.low)
