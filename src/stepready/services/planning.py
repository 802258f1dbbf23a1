"""Set and show the plan: one for each exam, changed only where named."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from stepready.core.calendar import default_season, season
from stepready.core.choice import resolve_specialty
from stepready.core.errors import StepreadyError
from stepready.core.exam import Exam
from stepready.core.plan import Plan
from stepready.core.wording import full_day, listed
from stepready.guides.library import Library
from stepready.store.book import Book

SCORE_RANGE = (1, 300)
MOST_ATTEMPTS = 4
FORGETTABLE = tuple(field.name for field in fields(Plan) if field.name not in ("exam", "season"))
FIRST_YEAR, LAST_YEAR = 2000, 2100


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
    latest = book.plan()
    about = exam or (latest.exam if latest else Exam.STEP2CK)
    before = book.plan(about)
    base = before or Plan(exam=about, season=default_season(today, library.calendar))
    checked = {name: _CHECKS[name](value, about, today, library) for name, value in changes.items()}
    after = replace(base, **checked, **_forgotten(forget))
    if checked.get("failed_attempts") == 0:
        after = replace(after, failed_on=None)
    elif after.failed_on is not None and after.failed_attempts == 0:
        after = replace(after, failed_attempts=1)
    return PlanChange(before=before, after=book.set_plan(after), notices=_notices(after, before, today))


def plan_of(book: Book, exam: Exam | None) -> Plan:
    """Return the plan for an exam, or the one set last; raise StepreadyError when there is none."""
    plan = book.plan(exam)
    if plan is None:
        about = f" for {exam.label}" if exam else ""
        raise StepreadyError(f"no plan is set{about}", ("begin with `stepready init`, or `stepready plan set --help`",))
    return plan


def _forgotten(names: tuple[str, ...]) -> dict[str, Any]:
    unknown = [name for name in names if name.replace("-", "_") not in FORGETTABLE]
    if unknown:
        accepted = listed([name.replace("_", "-") for name in FORGETTABLE], "or")
        raise StepreadyError(f"cannot forget {unknown[0]!r}; accepted: {accepted}")
    return {name.replace("-", "_"): 0 if name == "failed-attempts" else None for name in names}


def _notices(after: Plan, before: Plan | None, today: date) -> tuple[str, ...]:
    found = []
    if before is not None and after.result is not None and before.result is not None and after != before:
        found.append("A result is entered, so the exam counts as taken; for a retake: `plan set --forget result`.")
    if after.result is not None and after.exam_date is not None and after.exam_date > today:
        found.append(f"The result is entered for a test date still to come ({full_day(after.exam_date)}).")
    return tuple(found)


def _day(value: date, about: Exam, today: date, library: Library) -> date:
    del about, today, library
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise StepreadyError(f"{value.isoformat()} is out of range; accepted: years {FIRST_YEAR} to {LAST_YEAR}")
    return value


def _past_day(value: date, about: Exam, today: date, library: Library) -> date:
    if value > today:
        raise StepreadyError(f"a failed sitting on {full_day(value)} lies after today ({full_day(today)})")
    return _day(value, about, today, library)


def _target(value: int, about: Exam, today: date, library: Library) -> int:
    del today, library
    low, high = SCORE_RANGE if about is Exam.STEP2CK else (1, 100)
    if not low <= value <= high:
        raise StepreadyError(f"target {value} is off the scale of {about.label}; accepted: {low} to {high}")
    return value


def _specialty(value: str, about: Exam, today: date, library: Library) -> str:
    del about, today
    name = resolve_specialty(value, library.specialties)
    if not name:
        raise StepreadyError("the specialty is empty; accepted: a name such as pmr, psychiatry or med-peds")
    return name


def _season(value: int, about: Exam, today: date, library: Library) -> int:
    del about, today
    return season(value, library.calendar).year


def _guide(value: str, about: Exam, today: date, library: Library) -> str:
    del today
    guide = library.guides.get(value)
    covering = [name for name, found in library.guides.items() if about in found.exams]
    if guide is None:
        raise StepreadyError(f"no guide is named {value!r}; accepted: {listed(covering, 'or')}")
    if about not in guide.exams:
        raise StepreadyError(f"guide {value} does not cover {about.label}; accepted: {listed(covering, 'or')}")
    return value


def _attempts(value: int, about: Exam, today: date, library: Library) -> int:
    del about, today, library
    if not 0 <= value <= MOST_ATTEMPTS:
        raise StepreadyError(f"{value} failed attempts; accepted: 0 to {MOST_ATTEMPTS}")
    return value


def _result(value: str, about: Exam, today: date, library: Library) -> str:
    del today, library
    text = value.strip().lower()
    low, high = SCORE_RANGE
    if text in ("pass", "fail"):
        return text
    if about is Exam.STEP1:
        raise StepreadyError(f"score {value!r} for Step 1, which is reported pass or fail; accepted: pass or fail")
    if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
        raise StepreadyError(f"score {value!r} is not a result; accepted: {low} to {high}, pass or fail")
    return str(int(text))


def _low_pass(value: str, about: Exam, today: date, library: Library) -> tuple[int, int]:
    del today, library
    low, dash, high = (part.strip() for part in value.partition("-"))
    if about is not Exam.STEP1:
        raise StepreadyError("a low-pass range belongs to a Step 1 plan; add --exam step1")
    whole = all(part.isascii() and part.isdigit() for part in (low, high))
    if not dash or not whole or not 0 < int(low) < int(high) <= 100:  # noqa: PLR2004 - a percent ends at 100
        raise StepreadyError(f"low-pass range {value!r}; accepted: two percents from 1 to 100, low first, as 62-68")
    return int(low), int(high)


def _percent(value: float, about: Exam, today: date, library: Library) -> float:
    del about, today, library
    if not 0 <= value <= 100:  # noqa: PLR2004 - a percent ends at 100
        raise StepreadyError(f"{value:g} % of the question bank; accepted: 0 to 100")
    return value


def _any(value: Any, about: Exam, today: date, library: Library) -> Any:
    del about, today, library
    return value


_CHECKS = {
    "exam_date": _day,
    "target": _target,
    "applicant": _any,
    "specialty": _specialty,
    "season": _season,
    "guide": _guide,
    "step1": _any,
    "failed_attempts": _attempts,
    "failed_on": _past_day,
    "result": _result,
    "low_pass": _low_pass,
    "can_skip_cycle": _any,
    "eligibility_end": _day,
    "core_rotations_done": _any,
    "qbank_used": _percent,
}
