"""The fitted coefficients of the forecast, read from data and never written in code.

Points are points of the exam's own scale: three-digit score for Step 2 CK, equated percent for Step 1.
Times are weeks. The data file says where every figure comes from.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, Self

from stepready.core.facts.exam import Applicant, Condition, Exam, Source
from stepready.core.log.same_form import known_form
from stepready.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How one form differs from the reference scale: it prints `offset` points above it, known to +-`offset_sd`.

    `sd` is the error of one sitting where it is known for the form alone.
    """

    offset: float = 0.0
    offset_sd: float = 0.0
    sd: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeExam:
    """A practice exam on the exam's own scale: `sd` is the error of one sitting, `unlisted` any other form."""

    sd: float
    unlisted: Form
    forms: Mapping[str, Form]

    def form(self, name: str) -> Form:
        """Return what is known of a form."""
        known = known_form(name, self.forms)
        return self.unlisted if known is None else self.forms[known]

    def sd_of(self, name: str) -> float:
        """Return the error of one sitting of a form, its offset's own doubt apart."""
        own = self.form(name).sd
        return self.sd if own is None else own


@dataclass(frozen=True, slots=True, kw_only=True)
class PercentSample:
    """A sample of questions marked in raw percent: the percent expected of a practice level, and its error.

    `percent` is expected at level `at`, `per_point` more for every point above. The error of one sitting is
    binomial over its questions, and `extra_sd` percent besides.
    """

    at: float
    percent: float
    per_point: float
    items: int
    extra_sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """What is believed of a candidate before the first score; growth is points a week."""

    level_mean: float
    level_sd: float
    growth_mean: float
    growth_sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """How level and growth wander: standard deviations after one week."""

    level_sd: float
    growth_sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Slowing:
    """How gains slow down ahead.

    The weekly gain fades with time constant `weeks`; from level `knee` it shrinks to nothing at `top`.
    `most` is the largest weekly gain carried ahead; `unsure` (0-1) the share of the drift and of the doubt about the
    gain that widens a forecast with its horizon.
    """

    weeks: float
    knee: float
    top: float
    most: float
    unsure: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lift:
    """What the exam gives over the practice level: `at_pivot` points at level `pivot`, and the worth of a point.

    `worth` (0-1) is how many exam points one practice point brings.
    """

    pivot: float
    at_pivot: float
    worth: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """Where the data end: beyond it the lift keeps its value at the edge and the interval widens.

    To the spread are added `below_sd` points for each point below `level`, `few_sd` with fewer than `exams` practice
    exams, `late_sd` for each week beyond `weeks`. A level less than `near_pass` above the pass mark is near it.
    With fewer than `exams` the gain ahead is `few_gain` exam points a week. A mean practice level under `told_level`
    is outside the data.
    """

    level: float
    told_level: float
    exams: int
    weeks: float
    few_gain: float
    below_sd: float
    few_sd: float
    late_sd: float
    near_pass: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The exam's own spread about a known level: `scale` points, heavy-tailed (Student t, 4) or normal.

    No 95 % band has a half-width under `least95`, and no centre lies less than `end` from the ends of the scale.
    `population_sd` is the spread of all results behind the line: what age and too few exams widen it to at most.
    `calm` is how many scores' worth of agreement is assumed before disagreement widens the interval.
    """

    heavy: bool
    scale: float
    population_sd: float
    least95: float
    end: float
    calm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """How a question bank's percent tells direction: points a week for one percent a week, and its error.

    Looks back `weeks`; needs `least_weeks` weeks with questions and `least_questions` questions in all.
    """

    points_per_percent: float
    sd: float
    week_sd: float
    weeks: int
    least_weeks: int
    least_questions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BankPercent:
    """What a first-pass percent of some `banks` adds: `worth` exam points (+-`worth_sd`) a percent over the expected.

    Expected is `percent` at practice level `at` and `per_point` more for every point above. At most `most` percent
    count, and only a total that shows `least_share` percent of the bank or more done.
    """

    banks: tuple[str, ...]
    at: float
    percent: float
    per_point: float
    worth: float
    worth_sd: float
    most: float
    least_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedChance:
    """How a printed pass probability is pooled: its `weight` (0-1) within `days`, halved every `halved_days` after."""

    weight: float
    days: int
    halved_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """The results of a population of first takers: `title` in words, mean and SD in points."""

    title: str
    mean: float
    sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Practice regressed on result: the level expected of a result is `base` + `slope` * result, give or take `sd`.

    `sd` is what remains with the level known exactly. `populations` are by name, `of` names each applicant's and
    `otherwise` that of one whose type is not known.
    """

    base: float
    slope: float
    sd: float
    populations: Mapping[str, Population]
    of: Mapping[Applicant, str]
    otherwise: str

    def population(self, applicant: Applicant | None) -> Population:
        """Return the population that an applicant belongs to."""
        return self.populations[self.otherwise if applicant is None else self.of[applicant]]

    def level(self, result: float) -> float:
        """Return the practice level expected of a result."""
        return self.base + self.slope * result

    def worth(self, level_variance: float, population: Population) -> float:
        """Return the exam points one practice point brings, for a level known with a variance: Bayes' rule."""
        square = population.sd**2
        return self.slope * square / (self.slope**2 * square + self.sd**2 + level_variance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """How a sitting of the exam itself speaks of the next: `error` is its standard error of measurement.

    `gain` exam points a week are presumed since, over at most `gain_weeks`, and as much is their doubt for every week.
    One whose day was never said is taken to lie `undated_weeks` back.
    """

    error: float
    gain: float
    gain_weeks: float
    undated_weeks: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamModel:
    """Everything the forecast of one exam needs; `low` and `high` are the ends of its scale.

    `candidates` and `bank_percent` are None where no results of single people exist, `sitting` where results are no
    numbers.
    """

    low: float
    high: float
    prior: Prior
    drift: Drift
    slowing: Slowing
    lift: Lift
    support: Support
    spread: Spread
    direction: Direction
    printed: PrintedChance
    sitting: Sitting | None
    bank_percent: BankPercent | None
    candidates: Candidates | None
    exams: Mapping[Source, PracticeExam]
    samples: Mapping[Source, PercentSample]
    noisier: Mapping[Condition, float]
    unused: Mapping[Condition, str]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Build from one exam's part of the data file."""
        low, high = data["scale"]
        return cls(
            low=low,
            high=high,
            **{name: part(**_figures(part, data[name])) for name, part in _PARTS.items()},
            sitting=Sitting(**_figures(Sitting, data["sitting"])) if "sitting" in data else None,
            bank_percent=_bank_percent(data["bank_percent"]) if "bank_percent" in data else None,
            candidates=_candidates(data["candidates"]) if "candidates" in data else None,
            exams={Source(key): _practice_exam(value) for key, value in data["exams"].items()},
            samples={
                Source(key): PercentSample(**_figures(PercentSample, value)) for key, value in data["samples"].items()
            },
            noisier={Condition(key): value for key, value in data["noisier"].items()},
            unused={Condition(key): value for key, value in data["unused"].items()},
        )

    def sitting_variance(self, source: Source, form: str) -> float:
        """Return the error variance of one sitting of a practice exam, its form's offset included."""
        exam = self.exams[source]
        return exam.sd_of(form) ** 2 + exam.form(form).offset_sd ** 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastModel:
    """The coefficients the package ships: `name` with its version, and what they were fitted on."""

    name: str
    citation: str
    exams: Mapping[Exam, ExamModel]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Build from the data file's content; KeyError, TypeError or ValueError when something is missing."""
        return cls(
            name=data["name"],
            citation=data["citation"],
            exams={exam: ExamModel.from_data(data[exam.value]) for exam in Exam if exam.value in data},
        )

    def of(self, exam: Exam) -> ExamModel:
        """Return an exam's own part; one of no instruments where none was fitted, so that nothing is forecast."""
        found = self.exams.get(exam)
        return (
            found
            if found is not None
            else replace(
                next(iter(self.exams.values())), exams={}, samples={}, candidates=None, sitting=None, bank_percent=None
            )
        )


_PARTS: dict[str, Any] = {
    "prior": Prior,
    "drift": Drift,
    "slowing": Slowing,
    "lift": Lift,
    "support": Support,
    "spread": Spread,
    "direction": Direction,
    "printed": PrintedChance,
}


def _figures(part: Any, data: Mapping[str, Any]) -> dict[str, Any]:
    """Keep the figures of a part and drop its `source`, which is for readers of the file."""
    names = {field.name for field in fields(part)}
    return {key: value for key, value in data.items() if key in names}


def _practice_exam(data: Mapping[str, Any]) -> PracticeExam:
    """Build a practice exam with its forms."""
    return PracticeExam(
        sd=data["sd"],
        unlisted=Form(**_figures(Form, data["unlisted"])),
        forms={name: Form(**_figures(Form, form)) for name, form in data["forms"].items()},
    )


def _bank_percent(data: Mapping[str, Any]) -> BankPercent:
    """Build what a first pass adds."""
    return BankPercent(**_figures(BankPercent, data) | {"banks": tuple(data["banks"])})


def _candidates(data: Mapping[str, Any]) -> Candidates:
    """Build the candidates' line with its populations."""
    return Candidates(
        base=data["base"],
        slope=data["slope"],
        sd=data["sd"],
        populations={name: Population(**_figures(Population, part)) for name, part in data["populations"].items()},
        of={Applicant(key): name for key, name in data["of"].items()},
        otherwise=data["otherwise"],
    )
