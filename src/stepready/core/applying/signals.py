"""Preference signals: how many a season's table gives, and which programmes they do most for.

A signal goes to an institution's specialty, not to a track, and cannot be moved once the application is in.
"""

from collections.abc import Sequence
from math import exp
from typing import NamedTuple

from stepready.core.applying.chances import RUN, Door
from stepready.core.applying.interview_yield import Draw
from stepready.core.applying.scores import Scores
from stepready.core.facts.citation import Fact
from stepready.core.values import dataclass, in_range


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalCount(Fact):
    """The signals of one specialty in one season: of one kind, or gold and silver; None where that kind is unknown."""

    season: int
    specialty: str
    single: int | None = None
    gold: int | None = None
    silver: int | None = None

    def __post_init__(self) -> None:
        """Refuse counts that cannot be."""
        Fact.__post_init__(self)
        for name in ("single", "gold", "silver"):
            in_range(name, getattr(self, name), 0, 60)

    @property
    def kinds(self) -> tuple[tuple[str, int], ...]:
        """The kinds of signal with their numbers, the strongest first."""
        named = (("gold", self.gold), ("silver", self.silver), ("signal", self.single))
        return tuple((kind, number) for kind, number in named if number)


class Signalled(NamedTuple):
    """A programme that could be signalled: the institution's specialty, what a signal adds, the signal it has."""

    id: int
    desk: tuple[str, str]
    gain: float
    has: str | None


def signal_gain(door: Door, scores: Scores, p_seen: float, draw: Draw, log_odds: float) -> float:
    """Return how much a signal adds to the chance (0-1) of an interview at a programme with such a door.

    `log_odds` is what a signal is taken to add where the file is read; where it is not, a signal adds nothing.
    """
    return sum(
        chance
        * (1.0 if not door.needs_score else p_seen)
        * (odds(draw.logit(mean) + log_odds) - odds(draw.logit(mean)))
        for mean, chance, low in scores.runs((door.at_least,), RUN)
        if low >= door.at_least
    )


def odds(logit: float) -> float:
    """Return the chance (0-1) of a logit."""
    return 1 / (1 + exp(-logit))


def signals_of(counts: Sequence[SignalCount], specialty: str, season: int) -> SignalCount | None:
    """Return the table's row for a specialty: the season's, else the latest before it; None when there is none."""
    rows = [row for row in counts if row.specialty == specialty and row.season <= season]
    return max(rows, key=lambda row: row.season, default=None)


def give_signals(candidates: Sequence[Signalled], kinds: Sequence[tuple[str, int]]) -> dict[int, str]:
    """Return the signal of each programme that gets one, by its id.

    The strongest kind goes where a signal adds most, one for each institution's specialty. Where signals add nothing
    they stay where they stand.
    """
    ranked = sorted(candidates, key=lambda candidate: (-candidate.gain, candidate.id))
    if all(candidate.gain <= 0 for candidate in candidates):
        ranked = sorted(candidates, key=lambda candidate: (candidate.has is None, candidate.id))
    given: dict[int, str] = {}
    desks: set[tuple[str, str]] = set()
    waiting = [kind for kind, number in kinds for _ in range(number)]
    for candidate in ranked:
        if not waiting:
            break
        if candidate.desk not in desks:
            desks.add(candidate.desk)
            given[candidate.id] = waiting.pop(0)
    return given
