"""The score an application will show, as chances of whole scores: a forecast, or a result in hand."""

from collections.abc import Callable
from itertools import accumulate

from stepready.core.facts.exam import THREE_DIGIT
from stepready.core.values import dataclass

LOWEST, HIGHEST = THREE_DIGIT


@dataclass(frozen=True, slots=True)
class Scores:
    """The chance of every whole score from 1 to 300; `reached[s]` is the chance (0-1) of s or more.

    `spread` is the same before chances were held back near the pass mark, where they were: mean and range speak of it.
    """

    reached: tuple[float, ...]
    spread: tuple[float, ...] | None = None

    def at_least(self, score: int) -> float:
        """Return the chance (0-1) of a score or more."""
        return self.reached[min(max(score, LOWEST), HIGHEST + 1)] if score <= HIGHEST else 0.0

    def runs(self, edges: tuple[int, ...], most: int) -> tuple[tuple[float, float, int], ...]:
        """Return the scores gathered into runs of at most `most` that no edge divides.

        Each is its mean score, its chance and its lowest score. Runs of no chance are left out.
        """
        starts = sorted({LOWEST, *(edge for edge in edges if LOWEST < edge <= HIGHEST)})
        ends = [*starts[1:], HIGHEST + 1]
        found = [
            self._run(low, min(low + most, end))
            for start, end in zip(starts, ends, strict=True)
            for low in range(start, end, most)
        ]
        return tuple(run for run in found if run[1] > NOTHING)

    def _run(self, low: int, end: int) -> tuple[float, float, int]:
        weight = self.reached[low] - self.reached[end]
        if weight <= NOTHING:
            return float(low), 0.0, low
        total = sum(score * (self.reached[score] - self.reached[score + 1]) for score in range(low, end))
        return total / weight, weight, low

    @property
    def span80(self) -> tuple[int, int]:
        """The scores that eight in ten lie within: those reached with 90 % and with 10 %."""
        spread = self.spread or self.reached
        low, high = (max(s for s in range(LOWEST, HIGHEST + 1) if spread[s] >= share) for share in (0.9, 0.1))
        return low, high

    @property
    def mean(self) -> float:
        """The mean score: the chances of every score from 1 on, summed."""
        return sum((self.spread or self.reached)[LOWEST : HIGHEST + 1])


NOTHING = 1e-12


def forecast_scores(at_least: Callable[[float], float], spread: Callable[[float], float] | None = None) -> Scores:
    """Return the scores of a forecast that answers with the chance of a score or more.

    `spread` answers the same for mean and range where those differ. The ends of the scale hold what lies beyond them.
    """
    return Scores(_falling(at_least), None if spread is None else _falling(spread))


def _falling(at_least: Callable[[float], float]) -> tuple[float, ...]:
    """Return the chance of each score or more from 0 to one past the scale, never rising."""
    inner = [min(1.0, max(0.0, at_least(score))) for score in range(LOWEST + 1, HIGHEST + 1)]
    falling = tuple(accumulate(inner, min))
    return (1.0, 1.0, *falling, 0.0)


def known_score(score: int) -> Scores:
    """Return the scores when the result is in hand."""
    return Scores(tuple(1.0 if s <= score else 0.0 for s in range(HIGHEST + 2)))
