"""The interview model: what one application yields, and how unsure its parameters are.

A logit in the Step 2 CK score, the need for a visa and one strength of the applicant that all programmes share.
Taking programmes for independent would overstate the chance of a match.
"""

from stepready.core.applying.plausible_range import Plausible
from stepready.core.facts.citation import Fact
from stepready.core.facts.exam import THREE_DIGIT
from stepready.core.values import dataclass, in_range

PER = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewModel(Fact):
    """Parameters with their 5 % and 95 % ends, and whom they were fitted to.

    `intercept` is the logit at `score` without a visa; `per_10_points` and `visa` are added to it. `strength_sd` is the
    SD of the shared strength: a wide strength goes with a low intercept, so the two are drawn together.
    `match_per_rank` is the chance that a programme which interviews and is ranked takes the applicant.
    """

    specialty: str
    applicant: str
    score: int
    most_years: int
    intercept: Plausible
    per_10_points: Plausible
    visa: Plausible
    strength_sd: Plausible
    match_per_rank: Plausible

    def __post_init__(self) -> None:
        """Refuse figures no such model can have."""
        Fact.__post_init__(self)
        in_range("score", self.score, *THREE_DIGIT)
        in_range("match_per_rank.high", self.match_per_rank.high, 0, 1)
        in_range("strength_sd.low", self.strength_sd.low, 0, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """One set of parameters; `intercept` has the visa's part in it."""

    intercept: float
    per_point: float
    strength_sd: float
    match_per_rank: float
    score: int

    def logit(self, score: float) -> float:
        """Return the logit of an interview at a score, for an applicant of middling strength."""
        return self.intercept + self.per_point * (score - self.score)


def central(model: InterviewModel, *, needs_visa: bool) -> Draw:
    """Return the parameters at their middle."""
    return _draw(model, (0.5, 0.5, 0.5, 0.5), needs_visa=needs_visa)


def draws(model: InterviewModel, n: int, *, needs_visa: bool) -> tuple[Draw, ...]:
    """Return `n` sets of parameters (an even number) spread over what is plausible: always the same ones.

    Half are points of Roberts' R-sequence in four dimensions (2018), so no seed is needed; the other half mirror them,
    so that both ends of a range are met alike. 48 lie within 1.3 points of the range of 8,000 random ones.
    """
    points = [tuple((0.5 + k * step) % 1 for step in R4) for k in range(1, n // 2 + 1)]
    mirrored = [tuple(1 - share for share in point) for point in points]
    return tuple(_draw(model, point, needs_visa=needs_visa) for point in (*points, *mirrored))


ROOT = 1.1673039782614187
"""The root of x^5 = x + 1, which Roberts' sequence in four dimensions is made of."""
R4 = tuple(ROOT**-power for power in (1, 2, 3, 4))


def _draw(model: InterviewModel, point: tuple[float, ...], *, needs_visa: bool) -> Draw:
    level, slope, visa, match = point
    return Draw(
        intercept=model.intercept.at(level) + (model.visa.at(visa) if needs_visa else 0.0),
        per_point=model.per_10_points.at(slope) / PER,
        strength_sd=max(0.0, model.strength_sd.at(1 - level)),
        match_per_rank=min(1.0, max(0.0, model.match_per_rank.at(match))),
        score=model.score,
    )
