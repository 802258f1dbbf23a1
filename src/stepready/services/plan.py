"""Set and show the plan: one for each exam, changed only where named."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

from stepready.core.errors import StepreadyError
from stepready.core.facts.exam import Exam
from stepready.core.guide.choice import resolve_specialty
from stepready.core.log.entry import clean_text
from stepready.core.plan import Plan
from stepready.core.season.calendar import default_season, season
from stepready.core.values import dataclass
from stepready.core.wording import full_day, listed
from stepready.guides.library import Library
from stepready.services.current_plan import plan_of
from stepready.store.book import Book

SCORE_RANGE = (1, 300)
PERCENT_RANGE = (1, 100)
MOST_LETTERS = 60
FORGETTABLE = tuple(field.name for field in fields(Plan) if field.name not in ("exam", "season"))
OPTION_FIELDS = {"on": "exam_date", "score": "result", "core-rotations": "core_rotations_done"}
FIRST_YEAR, LAST_YEAR = 2015, 2100


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChange:
    """A plan before and after a change, with what the user should know of it."""

    before: Plan | None
    after: Plan
    notices: tuple[str, ...]


def change_plan(
    book: Book, library: Library, *, today: date, exam: Exam | None, changes: dict[str, Any], forget: tuple[str, ...]
) -> PlanChange:
    """Change what is named and keep the rest; the plan becomes the one set last.

    `changes` maps fields of Plan to values. Raise StepreadyError for a value that is not accepted.
    """

    def changed(found: Plan | None) -> Plan:
        current = default_season(today, library.calendar, library.settings.milestones)
        base = found or Plan(exam=exam or Exam.STEP2CK, season=current)
        checked = {name: _checked(name, value, base.exam, today, library) for name, value in changes.items()}
        after = replace(base, **checked, **_forgotten(forget))
        if checked.get("failed_attempts") == 0:
            return replace(after, failed_on=None)
        is_counted = after.failed_on is None or after.failed_attempts > 0
        return after if is_counted else replace(after, failed_attempts=1)

    before, after = book.change_plan(exam, changed)
    return PlanChange(before=before, after=after, notices=_notices(after, before, today))


def accepted(plan: Plan, library: Library, today: date) -> Plan:
    """Return a plan from elsewhere if every field would be accepted from `plan set`; raise StepreadyError otherwise."""
    given = {field.name: getattr(plan, field.name) for field in fields(Plan) if field.name != "exam"}
    typed = {**given, "low_pass": "-".join(str(end) for end in plan.low_pass) if plan.low_pass else None}
    checked = {
        name: _checked(name, value, plan.exam, today, library) for name, value in typed.items() if value is not None
    }
    return replace(plan, **checked)


def option_of(field: str) -> str:
    """Return the name of the option of `plan set` that sets a field."""
    return next((option for option, named in OPTION_FIELDS.items() if named == field), field.replace("_", "-"))


def _forgotten(names: tuple[str, ...]) -> dict[str, Any]:
    fields_named = [OPTION_FIELDS.get(name, name.replace("-", "_")) for name in names]
    for name, field in zip(names, fields_named, strict=True):
        if field not in FORGETTABLE:
            accepted = listed([option_of(field) for field in FORGETTABLE], "or")
            raise StepreadyError(f"cannot forget {name!r}; accepted: {accepted}")
    return {field: 0 if field == "failed_attempts" else None for field in fields_named}


def _notices(after: Plan, before: Plan | None, today: date) -> tuple[str, ...]:
    found = []
    if before is not None and after.result is not None and before.result is not None and after != before:
        found.append("A result is entered, so the exam counts as taken; for a retake: `plan set --forget score`.")
    if after.result is not None and after.exam_date is not None and after.exam_date > today:
        found.append(f"The result is entered for a test date still to come ({full_day(after.exam_date)}).")
    return tuple(found)


def _checked(  # noqa: C901, PLR0911 - one line a field
    name: str, value: Any, about: Exam, today: date, library: Library
) -> Any:
    """Return a field's value as it is kept; raise StepreadyError when it is not accepted."""
    match name:
        case "exam_date" | "eligibility_end":
            return _day(value)
        case "failed_on":
            return _past_day(value, today)
        case "target":
            return _in_range("target", value, SCORE_RANGE if about is Exam.STEP2CK else PERCENT_RANGE, about)
        case "failed_attempts":
            return _in_range("number of failed attempts", value, (0, library.facts.attempts.most), about)
        case "qbank_used":
            return _in_range("percent of the question bank", value, (0, 100), about)
        case "specialty":
            return _specialty(value, library)
        case "season":
            return season(value, library.calendar).year
        case "guide":
            return _guide(value, about, library)
        case "result":
            return _result(value, about)
        case "low_pass":
            return _low_pass(value, about)
    return value


def _day(value: date) -> date:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise StepreadyError(f"{value.isoformat()} is out of range; accepted: years {FIRST_YEAR} to {LAST_YEAR}")
    return value


def _past_day(value: date, today: date) -> date:
    if value > today:
        raise StepreadyError(f"a failed sitting on {full_day(value)} lies after today ({full_day(today)})")
    return _day(value)


def _in_range(what: str, value: float, accepted: tuple[int, int], about: Exam) -> float:
    low, high = accepted
    if not low <= value <= high:
        raise StepreadyError(f"{what} {value:g} is out of range for {about.label}; accepted: {low} to {high}")
    return value


def _specialty(value: str, library: Library) -> str:
    name = resolve_specialty(clean_text("specialty", value, MOST_LETTERS), library.specialties)
    if not name:
        raise StepreadyError("the specialty is empty; accepted: a name such as pmr, psychiatry or med-peds")
    return name


def _guide(value: str, about: Exam, library: Library) -> str:
    guide = library.guides.get(value)
    covering = [name for name, found in library.guides.items() if about in found.exams]
    if guide is None:
        raise StepreadyError(f"no guide is named {value!r}; accepted: {listed(covering, 'or')}")
    if about not in guide.exams:
        raise StepreadyError(f"guide {value} does not cover {about.label}; accepted: {listed(covering, 'or')}")
    return value


def _result(value: str, about: Exam) -> str:
    text = value.strip().lower()
    low, high = SCORE_RANGE
    if text in ("pass", "fail"):
        return text
    if about is Exam.STEP1:
        raise StepreadyError(f"score {value!r} for Step 1, which is reported pass or fail; accepted: pass or fail")
    if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
        raise StepreadyError(f"score {value!r} is not a result; accepted: {low} to {high}, pass or fail")
    return str(int(text))


def _low_pass(value: str, about: Exam) -> tuple[int, int]:
    low, dash, high = (part.strip() for part in value.partition("-"))
    if about is not Exam.STEP1:
        raise StepreadyError("a low-pass range belongs to a Step 1 plan; add --exam step1")
    whole = all(part.isascii() and part.isdigit() for part in (low, high))
    if not dash or not whole or not 0 < int(low) < int(high) <= PERCENT_RANGE[1]:
        raise StepreadyError(f"low-pass range {value!r}; accepted: two percents from 1 to 100, low first, as 62-68")
    return int(low), int(high)


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedPlan:
    """A plan with what follows from it: the guide that applies, the target in force, the pass mark."""

    plan: Plan
    guide: str
    target: int | None
    pass_mark: int | None
    notice: str | None


def describe_plan(book: Book, library: Library, exam: Exam | None, today: date) -> DescribedPlan:
    """Return the plan as a verdict would see it."""
    from stepready.services.case import gather_case

    case = gather_case(book, library, plan_of(book, exam), today)
    return DescribedPlan(
        plan=case.plan,
        guide=case.guide.name,
        target=case.target,
        pass_mark=case.pass_mark,
        notice=case.notice,
    )
