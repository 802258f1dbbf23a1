"""How long preparation takes from where it starts."""

from stepready.core.facts.citation import Grounds
from stepready.core.facts.exam import THREE_DIGIT, Exam
from stepready.core.values import dataclass, in_band, in_order, in_range


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosticBand(Grounds):
    """How long preparation takes from a diagnostic score: weeks, both ends included."""

    exam: Exam
    min_weeks: float
    max_weeks: float
    says: str
    low: int | None = None
    high: int | None = None

    def __post_init__(self) -> None:
        """Refuse weeks or scores out of range or the wrong way round."""
        Grounds.__post_init__(self)
        in_range("min_weeks", self.min_weeks, 1, 52)
        in_range("max_weeks", self.max_weeks, 1, 52)
        in_order("min_weeks and max_weeks", self.min_weeks, self.max_weeks)
        in_range("low", self.low, *THREE_DIGIT)
        in_range("high", self.high, *THREE_DIGIT)
        in_order("low and high", self.low, self.high)

    def holds(self, score: float) -> bool:
        """Whether a diagnostic score falls in the band."""
        return in_band(score, score, self.low, self.high)


def band_of(score: float, bands: tuple[DiagnosticBand, ...]) -> DiagnosticBand | None:
    """Return the first band that holds the score, or None when the guide names none."""
    return next((band for band in bands if band.holds(score)), None)
