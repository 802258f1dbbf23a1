"""What each data file holds; together with the core's own types this is the schema of `data/`."""

from stepready.core.facts.facts import (
    AttemptInterval,
    Attempts,
    Booking,
    ExamFormat,
    ExamSpec,
    Instrument,
    LowPassRange,
    NationalMean,
    PassMark,
    Percentiles,
    ReportLag,
)
from stepready.core.guide.article import Article
from stepready.core.guide.guide import Rule, Specialty
from stepready.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentsFile:
    """`instruments.toml`."""

    instruments: tuple[Instrument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamsFile:
    """`exams.toml`."""

    exams: tuple[ExamSpec, ...]
    pass_marks: tuple[PassMark, ...]
    national_means: tuple[NationalMean, ...]
    low_pass: LowPassRange
    percentiles: Percentiles
    lag: ReportLag
    formats: tuple[ExamFormat, ...]
    booking: Booking
    attempts: Attempts
    attempt_interval: AttemptInterval


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialtiesFile:
    """`specialties.toml`; `guide` is the guide whose sections its citations name."""

    guide: str
    specialties: tuple[Specialty, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonFile:
    """`common.toml`: rules of ours that hold under every guide."""

    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlesFile:
    """`articles.toml`."""

    articles: tuple[Article, ...]
