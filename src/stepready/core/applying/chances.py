"""Expected interviews and the chance of a match over score, strength and parameters, by fixed quadrature.

P(any match) = E[1 - prod(1 - q p_i)], over the score of the forecast, the strength all programmes see, and whether the
score is visible when review opens. Nodes and parameters are fixed: the same log gives the same bytes. The score drives
the interviews, so no match rate by score is ever multiplied in.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import exp, pi, sqrt
from typing import NamedTuple

from stepready.core.applying.interview_yield import Draw
from stepready.core.applying.scores import Scores
from stepready.core.values import dataclass

STEP = 1.0
NODES = tuple(STEP * k for k in range(-5, 6))
_RAW = tuple(exp(-z * z / 2) / sqrt(2 * pi) * STEP for z in NODES)
WEIGHTS = tuple(weight / sum(_RAW) for weight in _RAW)
"""The trapezium rule for a standard normal: for smooth functions it is as exact as any rule with so many nodes."""
RUN = 6
"""Whole scores are gathered into runs of so many at most; a minimum always starts a run."""


NEGLIGIBLE = 1e-7
"""A chance that no figure shown would notice."""


class Door(NamedTuple):
    """What decides whether a programme reads the file: the score it asks for, and whether it waits for one."""

    at_least: int
    needs_score: bool


class Reach(NamedTuple):
    """How many programmes read the file, at one score and one visibility, and how likely that is."""

    score: float
    chance: float
    programmes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """What a list gives under one set of parameters: the expected interviews, and chances 0-1.

    `p_half` is the chance of a match should each programme be worth half as much.
    """

    interviews: float
    p_match: float
    p_half: float
    p_none: float


def reaches(doors: Iterable[Door], scores: Scores, p_seen: float) -> tuple[Reach, ...]:
    """Return how many programmes read the file over every run of scores, seen at review or not."""
    counted = Counter(doors)
    edges = tuple(sorted({door.at_least for door in counted}))
    found = []
    for mean, chance, low in scores.runs(edges, RUN):
        open_ones = [(door, n) for door, n in counted.items() if door.at_least <= low]
        seen = sum(n for _, n in open_ones)
        unseen = sum(n for door, n in open_ones if not door.needs_score)
        found += [Reach(mean, chance * p_seen, seen), Reach(mean, chance * (1 - p_seen), unseen)]
    return tuple(reach for reach in found if reach.chance > NEGLIGIBLE)


def chance(found: Sequence[Reach], draw: Draw) -> Chance:
    """Return what a list gives under one set of parameters."""
    interviews, no_match, no_half, none = 0.0, 0.0, 0.0, 0.0
    per_rank, half = draw.match_per_rank, draw.match_per_rank / 2
    odds = [(weight, exp(draw.strength_sd * z)) for z, weight in zip(NODES, WEIGHTS, strict=True)]
    for score, share, n in found:
        middling = exp(draw.logit(score))
        for part, strength in odds:
            weight, odd = share * part, middling * strength
            p = odd / (1 + odd)
            interviews += weight * n * p
            no_match += weight * (1 - per_rank * p) ** n
            no_half += weight * (1 - half * p) ** n
            none += weight * (1 - p) ** n
    return Chance(interviews=interviews, p_match=1 - no_match, p_half=1 - no_half, p_none=none)


def _points(found: Sequence[Reach], draw: Draw) -> Iterator[tuple[Reach, float, float]]:
    """Yield every node: the programmes that read the file, its weight, the chance of an interview at each."""
    strengths = [(draw.strength_sd * z, weight) for z, weight in zip(NODES, WEIGHTS, strict=True)]
    for reach in found:
        logit = draw.logit(reach.score)
        for strength, weight in strengths:
            yield reach, reach.chance * weight, 1 / (1 + exp(-logit - strength))


@dataclass(frozen=True, slots=True, kw_only=True)
class Band80:
    """The middle 80 % of a figure over the plausible parameters."""

    low80: float
    high80: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Interviews:
    """Expected interviews: the mean over the plausible parameters and their middle 80 %."""

    mean: float
    low80: float
    high80: float


def interviews_of(chances: Sequence[Chance]) -> Interviews:
    """Return the expected interviews over the parameters."""
    values = [chance.interviews for chance in chances]
    band = band80(values)
    return Interviews(mean=sum(values) / len(values), low80=band.low80, high80=band.high80)


def band80(values: Iterable[float]) -> Band80:
    """Return the 10 % and 90 % quantiles, linear between the ordered values."""
    ordered = sorted(values)
    return Band80(low80=_quantile(ordered, 0.1), high80=_quantile(ordered, 0.9))


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def likely_count(found: Sequence[Reach], draw: Draw) -> tuple[int, int]:
    """Return the counts of interviews that 10 % and 90 % of such applicants stay at or under."""
    points = [(weight, reach.programmes, p) for reach, weight, p in _points(found, draw) if weight > 0]
    terms = [weight * (1 - p) ** n for weight, n, p in points]
    odds = [p / (1 - p) for _, _, p in points]
    below, count, ends = sum(terms), 0, []
    for share in (0.1, 0.9):
        while below < share and count < max((n for _, n, _ in points), default=0):
            terms = [t * o * (n - count) / (count + 1) for t, o, (_, n, _) in zip(terms, odds, points, strict=True)]
            count += 1
            below += sum(terms)
        ends.append(count)
    return ends[0], ends[1]
