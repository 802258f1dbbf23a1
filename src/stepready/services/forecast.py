"""`forecast`: where the score is heading, how sure that is, and what it rests on."""

from datetime import date

from stepready.core.case import Case
from stepready.core.facts.exam import Exam, Unit
from stepready.core.forecast import Forecast, UnusedScore, Without, without
from stepready.core.values import dataclass
from stepready.core.verdict.checks import exam_verdict
from stepready.core.verdict.flip import find_flip
from stepready.core.verdict.next_exam import NextExam, can_change, next_exam, suggest
from stepready.guides.library import Library
from stepready.services.case import gather_case
from stepready.services.current_plan import plan_of
from stepready.store.book import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastReport:
    """Everything `forecast` shows; `forecast` is None when nothing logged can be used.

    `exam_date` is the booked day, or today when none is booked. `pass_mark` is a three-digit score, or Step 1's
    passing line in equated percent.
    """

    as_of: date
    exam: Exam
    unit: Unit
    exam_date: date
    target: int | None
    pass_mark: float | None
    forecast: Forecast | None
    left_out: tuple[UnusedScore, ...]
    without: tuple[Without, ...]
    model: str
    notices: tuple[str, ...]
    next_exam: NextExam | None
    can_change: str


def describe_forecast(book: Book, library: Library, *, as_of: date, exam: Exam | None) -> ForecastReport:
    """Forecast the plan's test day from the log; raise StepreadyError when there is no plan."""
    return report_case(gather_case(book, library, plan_of(book, exam), as_of))


def report_case(case: Case) -> ForecastReport:
    """Forecast a case, with each source left out in turn and the other shapes of the trend."""
    exam, day, found, now = case.plan.exam, case.test_day, case.forecast, exam_verdict(case)
    suggested, sat_next = suggest(case), next_exam(case, now)
    flip = find_flip(case, None if suggested is None else suggested.available)
    return ForecastReport(
        as_of=case.as_of,
        exam=exam,
        unit=case.spec.scale.unit,
        exam_date=day,
        target=case.target,
        pass_mark=case.line_on(day),
        forecast=found,
        left_out=case.trend.until(day).left_out,
        without=without(case.trend, case.fitted, day, target=case.target, pass_mark=case.line_on(day)),
        model=case.trend.name,
        notices=found.notices if found else (_nothing(exam),),
        next_exam=sat_next,
        can_change=can_change(case, now, sat_next, flip),
    )


def _nothing(exam: Exam) -> str:
    """Say that nothing logged can carry a forecast, and what can."""
    return f"No forecast: nothing logged for {exam.label} can be used; log a practice exam, as in `stepready log nbme`."
