"""How long preparation takes from where it starts."""

from dataclasses import dataclass

from stepready.core.grounds import Grounds


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosticBand(Grounds):
    """How long preparation takes from a diagnostic score: weeks, both ends included."""

    min_weeks: float
    max_weeks: float
    says: str
    low: int | None = None
    high: int | None = None

    def holds(self, score: float) -> bool:
        """Whether a diagnostic score falls in the band."""
        return (self.low is None or score >= self.low) and (self.high is None or score < self.high + 1)


def band_of(score: float, bands: tuple[DiagnosticBand, ...]) -> DiagnosticBand | None:
    """Return the first band that holds the score, or None when the guide names none."""
    return next((band for band in bands if band.holds(score)), None)
