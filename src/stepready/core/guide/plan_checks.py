"""What each field of a plan accepts, whether it was typed or came in a file."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any, Protocol

from stepready.core.facts.exam import Exam
from stepready.core.facts.facts import ExamSpec, Facts, Scale
from stepready.core.guide.choice import Shelf, named_guide
from stepready.core.guide.guide import Specialty
from stepready.core.guide.specialty import resolve_specialty
from stepready.core.log.entry import clean_text
from stepready.core.plan import Plan
from stepready.core.season.calendar import CalendarData, season
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import full_day

PERCENT_RANGE = (1, 100)
MOST_LETTERS = 60
FIRST_YEAR, LAST_YEAR = 2015, 2100


class Catalogue(Protocol):
    """What a plan can name: the guides, specialties and seasons there are, and the exams' facts."""

    @property
    def facts(self) -> Facts:
        """The exams' facts."""

    @property
    def shelf(self) -> Shelf:
        """What a guide is chosen from."""

    @property
    def specialties(self) -> Sequence[Specialty]:
        """The specialties by the names people use."""

    @property
    def calendar(self) -> CalendarData:
        """The seasons."""


def accepted(plan: Plan, known: Catalogue, today: date) -> Plan:
    """Return a plan from elsewhere if every field would be accepted from `plan set`; raise StepreadyError otherwise."""
    given = {field.name: getattr(plan, field.name) for field in fields(Plan) if field.name != "exam"}
    typed = {**given, "low_pass": "-".join(str(end) for end in plan.low_pass) if plan.low_pass else None}
    fine = {name: checked(name, value, plan.exam, today, known) for name, value in typed.items() if value is not None}
    return replace(plan, **fine)


def checked(  # noqa: C901, PLR0911 - one line a field
    name: str, value: Any, about: Exam, today: date, known: Catalogue
) -> Any:
    """Return a field's value as it is kept; raise StepreadyError when it is not accepted."""
    match name:
        case "exam_date" | "eligibility_end":
            return _day(value)
        case "failed_on":
            return _past_day("a failed sitting", value, today)
        case "applied_on" | "resent_on":
            said = "an application sent" if name == "applied_on" else "scores re-sent"
            return None if value is None else _past_day(said, value, today)
        case "target":
            return _in_range("target", value, _range(known.facts.spec(about).scale), about)
        case "failed_attempts":
            return _in_range("number of failed attempts", value, (0, known.facts.attempts.most), about)
        case "qbank_used":
            return _in_range("percent of the question bank", value, (0, 100), about)
        case "specialty":
            return _specialty(value, known)
        case "season":
            return season(value, known.calendar).year
        case "guide":
            return named_guide(known.shelf, value, about).name
        case "result":
            return _result(value, known.facts.spec(about))
        case "low_pass":
            return _low_pass(value, known.facts.spec(about))
    return value


def _day(value: date) -> date:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise StepreadyError(f"{value.isoformat()} is out of range; accepted: years {FIRST_YEAR} to {LAST_YEAR}")
    return value


def _past_day(what: str, value: date, today: date) -> date:
    if value > today:
        raise StepreadyError(f"{what} on {full_day(value)} lies after today ({full_day(today)})")
    return _day(value)


def _in_range(what: str, value: float, accepted: tuple[int, int], about: Exam) -> float:
    low, high = accepted
    if not low <= value <= high:
        raise StepreadyError(f"{what} {value:g} is out of range for {about.label}; accepted: {low} to {high}")
    return value


def _specialty(value: str, known: Catalogue) -> str:
    name = resolve_specialty(clean_text("specialty", value, MOST_LETTERS), known.specialties)
    if not name:
        raise StepreadyError("the specialty is empty; accepted: a name such as pmr, psychiatry or med-peds")
    return name


def _range(scale: Scale) -> tuple[int, int]:
    return int(scale.low), int(scale.high)


def _result(value: str, spec: ExamSpec) -> str:
    text = value.strip().lower()
    low, high = _range(spec.scale)
    if text in ("pass", "fail"):
        return text
    if not spec.graded:
        label = spec.exam.label
        raise StepreadyError(f"score {value!r} for {label}, which is reported pass or fail; accepted: pass or fail")
    if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
        raise StepreadyError(f"score {value!r} is not a result; accepted: {low} to {high}, pass or fail")
    return str(int(text))


def _low_pass(value: str, spec: ExamSpec) -> tuple[int, int]:
    low, dash, high = (part.strip() for part in value.partition("-"))
    if spec.passed_by != "low-pass-range":
        raise StepreadyError("a low-pass range belongs to a Step 1 plan; add --exam step1")
    whole = all(part.isascii() and part.isdigit() for part in (low, high))
    if not dash or not whole or not 0 < int(low) < int(high) <= PERCENT_RANGE[1]:
        raise StepreadyError(f"low-pass range {value!r}; accepted: two percents from 1 to 100, low first, as 62-68")
    return int(low), int(high)
