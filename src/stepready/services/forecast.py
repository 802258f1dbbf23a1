"""`forecast`: where the score is heading, how sure that is, and what it rests on."""

from dataclasses import replace
from datetime import date

from stepready.core.facts.exam import Exam
from stepready.core.forecast import Forecast, LeftOut, Trend, Without, fit, without
from stepready.core.plan import Plan
from stepready.core.values import dataclass
from stepready.core.wording import full_day
from stepready.guides.forecast_model import load_forecast_model
from stepready.guides.library import Library
from stepready.services.case import Casework, gather_case
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
    exam_date: date
    target: int | None
    pass_mark: float | None
    forecast: Forecast | None
    left_out: tuple[LeftOut, ...]
    without: tuple[Without, ...]
    model: str
    notices: tuple[str, ...]


def describe_forecast(book: Book, library: Library, *, as_of: date, exam: Exam | None) -> ForecastReport:
    """Forecast the plan's test day from the log; raise StepreadyError when there is no plan."""
    from stepready.core.verdict.decision import situation_of

    work = gather_case(book, library, plan_of(book, exam), as_of)
    return report_case(work, situation_of(work.case, work.guide).target, library)


def report_case(work: Casework, target: int | None, library: Library) -> ForecastReport:
    """Forecast a gathered case, with each source left out in turn and the other shapes of the trend."""
    trend, plan, as_of = trend_case(work, library), work.case.plan, work.case.as_of
    found = forecast_case(work, target, library, trend=trend)
    day = test_day(plan, as_of)
    return ForecastReport(
        as_of=as_of,
        exam=plan.exam,
        exam_date=day,
        target=target,
        pass_mark=pass_line(plan, day, library),
        forecast=found,
        left_out=trend.until(day).left_out,
        without=without(
            work.exams,
            work.qbank,
            day,
            target=target,
            exam=plan.exam,
            as_of=as_of,
            model=load_forecast_model(),
            facts=library.facts,
        ),
        model=trend.name,
        notices=found.notices if found else (_nothing(plan.exam),),
    )


def trend_case(work: Casework, library: Library) -> Trend:
    """Fit the trend of a gathered case once, for any number of test days."""
    return fit(
        work.exams,
        work.qbank,
        exam=work.case.plan.exam,
        as_of=work.case.as_of,
        model=load_forecast_model(),
        facts=library.facts,
    )


def forecast_case(
    work: Casework, target: int | None, library: Library, *, trend: Trend | None = None, day: date | None = None
) -> Forecast | None:
    """Forecast a gathered case for its booked day, or for `day`; None when nothing logged can be used.

    Without a booked day the forecast is for sitting today. `trend` is a fit made before.
    """
    plan, as_of = work.case.plan, work.case.as_of
    on = day or test_day(plan, as_of)
    found = (trend or trend_case(work, library)).forecast(
        on, target=target, pass_mark=pass_line(plan, on, library), low_pass=low_pass(plan, library)
    )
    if found is None or day is not None or plan.exam_date is not None:
        return found
    told = f"No test date is booked: this is the forecast for sitting today, {full_day(on)}."
    return replace(found, notices=(told, *found.notices))


def test_day(plan: Plan, as_of: date) -> date:
    """Return the day a forecast is for: the booked one, or today."""
    return plan.exam_date or as_of


def pass_line(plan: Plan, day: date, library: Library) -> float:
    """Return what must be reached: the pass mark of the test day, or Step 1's passing line in equated percent."""
    if plan.exam is Exam.STEP1:
        return low_pass(plan, library)[0]
    return library.facts.pass_mark(day).score


def low_pass(plan: Plan, library: Library) -> tuple[float, float]:
    """Return Step 1's low-pass range: the one printed on the user's own report, or the usual one."""
    return plan.low_pass or (library.facts.low_pass.low, library.facts.low_pass.high)


def _nothing(exam: Exam) -> str:
    """Say that nothing logged can carry a forecast, and what can."""
    return f"No forecast: nothing logged for {exam.label} can be used; log a practice exam, as in `stepready log nbme`."
