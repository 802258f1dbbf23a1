"""A list under a budget or a number: lazy greedy by gain, under a budget by gain for each further dollar.

The gain is monotone and submodular (each programme adds less to a longer list), and a programme's price depends only on
how many of its specialty are on the list. Ties are broken by what the programmes' own numbers say, then by number.
"""

import heapq
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import exp
from typing import NamedTuple

from stepready.core.applying.chances import NODES, RUN, WEIGHTS, Door
from stepready.core.applying.fees import Fees
from stepready.core.applying.interview_yield import Draw
from stepready.core.applying.scores import Scores
from stepready.core.values import dataclass


class Candidate(NamedTuple):
    """A programme that may go on the list.

    `weight` (0-1) is how far it counts while a criterion of it is unknown; `order` breaks ties, lowest first.
    """

    id: int
    specialty: str
    tier: str
    door: Door
    weight: float
    order: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What bounds a list: dollars, a number of programmes, a number for each specialty or tier; None is unbounded."""

    budget: int | None = None
    most: int | None = None
    by_specialty: Mapping[str, int] | None = None
    by_tier: Mapping[str, int] | None = None


class _Run:
    """One run of scores, seen at review or not: by strength, the chance that nobody yet takes the applicant."""

    __slots__ = ("low", "missed", "p", "seen", "worth")

    def __init__(self, low: int, missed: list[float], p: list[float], *, seen: bool) -> None:
        self.low, self.seen, self.missed, self.p = low, seen, missed, p
        self.worth = self._worth()

    def take(self, share: float) -> None:
        self.missed = [missed * (1 - p * share) for missed, p in zip(self.missed, self.p, strict=True)]
        self.worth = self._worth()

    def _worth(self) -> float:
        return sum(missed * p for missed, p in zip(self.missed, self.p, strict=True))


class Gains:
    """The chance that some programme on the list takes the applicant, kept at every node as the list grows."""

    def __init__(self, candidates: Sequence[Candidate], scores: Scores, p_seen: float, draw: Draw) -> None:
        """Lay out the nodes: runs of scores, seen or not, and strengths."""
        edges = tuple(sorted({candidate.door.at_least for candidate in candidates}))
        self.runs = [
            _Run(
                low,
                [chance * share * weight for weight in WEIGHTS],
                [draw.match_per_rank / (1 + exp(-draw.logit(mean) - draw.strength_sd * z)) for z in NODES],
                seen=seen,
            )
            for mean, chance, low in scores.runs(edges, RUN)
            for seen, share in ((True, p_seen), (False, 1 - p_seen))
            if share > 0
        ]

    def of(self, candidate: Candidate) -> float:
        """Return how much the chance grows by one more programme."""
        return candidate.weight * sum(run.worth for run in self._reading(candidate.door))

    def take(self, candidate: Candidate) -> None:
        """Put a programme on the list."""
        for run in self._reading(candidate.door):
            run.take(candidate.weight)

    def _reading(self, door: Door) -> Iterator[_Run]:
        return (run for run in self.runs if run.low >= door.at_least and (run.seen or not door.needs_score))

    @property
    def chance(self) -> float:
        """The chance (0-1) so far."""
        return 1 - sum(sum(run.missed) for run in self.runs)


class Chosen(NamedTuple):
    """The list in the order it was made, with the gain of every programme."""

    chosen: tuple[tuple[Candidate, float], ...]
    cost: int


def choose_list(
    candidates: Sequence[Candidate], gains: Gains, fees: Fees, limits: Limits, pinned: frozenset[int] = frozenset()
) -> Chosen:
    """Choose programmes until a limit or the end of the table; pinned ones come first, whatever they gain."""
    making = _Making(gains, fees, limits)
    for candidate in sorted((o for o in candidates if o.id in pinned), key=lambda o: (o.order, o.id)):
        making.put(candidate)
    for specialty in sorted({candidate.specialty for candidate in candidates}):
        making.offer([o for o in candidates if o.specialty == specialty and o.id not in pinned], specialty)
    while making.step():
        pass
    return Chosen(tuple(making.chosen), fees.total(candidate.specialty for candidate, _ in making.chosen))


class _Making:
    """A list being made: one heap for each specialty, whose programmes all cost the same at any moment."""

    def __init__(self, gains: Gains, fees: Fees, limits: Limits) -> None:
        self.gains, self.fees, self.limits = gains, fees, limits
        self.chosen: list[tuple[Candidate, float]] = []
        self.had: Counter[str] = Counter()
        self.in_tier: Counter[str] = Counter()
        self.spent, self.heaps, self.seen = (
            0,
            dict[str, list[tuple[float, tuple[float, ...], int, int, Candidate]]](),
            0,
        )
        self.at_door: dict[tuple[Door, float], tuple[int, float]] = {}

    def offer(self, candidates: Sequence[Candidate], specialty: str) -> None:
        heap = [
            (-self.gain(candidate), candidate.order, candidate.id, len(self.chosen), candidate)
            for candidate in candidates
        ]
        heapq.heapify(heap)
        self.heaps[specialty] = heap

    def gain(self, candidate: Candidate) -> float:
        """Return the gain as of now; programmes with the same door share it."""
        key, now = (candidate.door, candidate.weight), len(self.chosen)
        if self.at_door.get(key, (-1, 0.0))[0] != now:
            self.at_door[key] = (now, self.gains.of(candidate))
        return self.at_door[key][1]

    def put(self, candidate: Candidate) -> None:
        gain = self.gain(candidate)
        self.spent += self.fees.next_one(self.had[candidate.specialty])
        self.gains.take(candidate)
        self.chosen.append((candidate, gain))
        self.had[candidate.specialty] += 1
        self.in_tier[candidate.tier] += 1

    def step(self) -> bool:
        """Put the programme with the largest gain for its price on the list; False when nothing more fits."""
        if self.limits.most is not None and len(self.chosen) >= self.limits.most:
            return False
        best = max(filter(None, map(self._best_of, list(self.heaps))), default=None)
        if best is None:
            return False
        *_, specialty = best
        self.put(heapq.heappop(self.heaps[specialty])[-1])
        return True

    def _best_of(self, specialty: str) -> tuple[float, float, str] | None:
        """Return the gain for each dollar of the best programme of a specialty, its gain and the specialty."""
        price, heap = self.fees.next_one(self.had[specialty]), self.heaps[specialty]
        if self._is_full(self.limits.by_specialty, specialty, self.had) or not self._affords(price):
            return None
        while heap:
            _, order, number, at, candidate = heap[0]
            if self._is_full(self.limits.by_tier, candidate.tier, self.in_tier):
                heapq.heappop(heap)
            elif at != len(self.chosen):
                heapq.heapreplace(heap, (-self.gain(candidate), order, number, len(self.chosen), candidate))
            else:
                gain = -heap[0][0]
                return (gain if self.limits.budget is None else gain / price), gain, specialty
        return None

    def _affords(self, price: int) -> bool:
        return self.limits.budget is None or self.spent + price <= self.limits.budget

    @staticmethod
    def _is_full(limits: Mapping[str, int] | None, name: str, had: Counter[str]) -> bool:
        return limits is not None and name in limits and had[name] >= limits[name]
