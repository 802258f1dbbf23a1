"""What is known of applying from outside the guides: fees, signals, how many tracks exist, how interviews come."""

from math import exp, log

from stepready.core.applying.doubt import Doubts
from stepready.core.applying.fees import FeeStep, OtherFee
from stepready.core.applying.interview_yield import InterviewModel
from stepready.core.applying.signals import SignalCount
from stepready.core.applying.tiers import TierReading, Tiers
from stepready.core.facts.citation import Fact, Grounds
from stepready.core.values import dataclass, in_range

NORMAL_80 = 1.2815515655446004
"""Eight in ten of a normal distribution lie within so many standard deviations."""
CENTRE = 245


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialtyCode(Fact):
    """The three characters of an NRMP code that name a specialty; `slug` is empty for one that no plan names."""

    code: str
    title: str
    slug: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackCount(Fact):
    """How many tracks and institutions a specialty had in a year's Match."""

    year: int
    specialty: str
    tracks: int
    institutions: int
    advanced: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreCurve(Fact):
    """The chance of a match by score among non-US IMGs who ranked the specialty: a cross-check, never multiplied in.

    `percent_at_245` is the chance at 245; `per_10_points` log-odds and `per_10_se` their standard error.
    """

    specialty: str
    percent_at_245: int
    per_10_points: float
    per_10_se: float

    def __post_init__(self) -> None:
        """Refuse a chance that is none."""
        Fact.__post_init__(self)
        in_range("percent_at_245", self.percent_at_245, 1, 99)

    @property
    def tells(self) -> bool:
        """Whether the score told those who matched from those who did not: its slope lies two errors from nothing."""
        return abs(self.per_10_points) > 2 * self.per_10_se

    def within(self, low: float, high: float) -> tuple[float, float]:
        """Return the ends of the chance (0-1) over scores from `low` to `high` and 80 % of the slope's error."""
        level = log(self.percent_at_245 / (100 - self.percent_at_245))
        slopes = (self.per_10_points + z * self.per_10_se for z in (-NORMAL_80, NORMAL_80))
        logits = [level + slope * (score - CENTRE) / 10 for slope in slopes for score in (low, high)]
        return 1 / (1 + exp(-min(logits))), 1 / (1 + exp(-max(logits)))


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalReading(Grounds):
    """What one signal is taken to add to the log-odds of an interview, and that it is our assumption."""

    log_odds: float
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchRate(Fact):
    """The share of a group that matched in a year, in percent."""

    year: int
    applicant: str
    percent: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyingFacts:
    """Everything of the data file on applying."""

    fee_steps: tuple[FeeStep, ...]
    other_fees: tuple[OtherFee, ...]
    signal_counts: tuple[SignalCount, ...]
    specialty_codes: tuple[SpecialtyCode, ...]
    track_counts: tuple[TrackCount, ...]
    match_rates: tuple[MatchRate, ...]
    score_curves: tuple[ScoreCurve, ...]
    interview_model: InterviewModel
    doubts: Doubts
    tier_reading: TierReading
    usual_tiers: Tiers
    signal_reading: SignalReading

    def specialty_of(self, code: str) -> SpecialtyCode | None:
        """Return the specialty that three characters of an NRMP code name."""
        return next((row for row in self.specialty_codes if row.code == code), None)

    def tracks_of(self, specialty: str) -> TrackCount | None:
        """Return how many tracks a specialty has, of the latest year known."""
        rows = [row for row in self.track_counts if row.specialty == specialty]
        return max(rows, key=lambda row: row.year, default=None)
