"""`chart burnup`: the question bank filling up, done against planned, to the day it ends at the pace so far."""

from datetime import date

from stepready.core.facts.exam import Exam
from stepready.core.log.bank import BankTotal, in_hand
from stepready.core.log.bank_work import left_before
from stepready.core.schedule.burnup import LEAST_DAYS, LOOK_BACK, Burnup, burn_up
from stepready.core.schedule.progress import Progress
from stepready.core.values import dataclass
from stepready.core.values.wording import count, day, day_from, full_day, number
from stepready.guides.library import Library
from stepready.services.chart.picture import Caption
from stepready.services.chart.planned import planned_case
from stepready.services.schedule_inputs import progress_of
from stepready.store.book import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class BurnupChart:
    """Everything `chart burnup` shows; `burnup` is None without a kept schedule."""

    as_of: date
    exam: Exam
    exam_date: date | None
    burnup: Burnup | None
    reads: tuple[Caption, ...]


def chart_burnup(book: Book, library: Library, *, as_of: date, exam: Exam | None) -> BurnupChart:
    """Return the question bank's burn-up on a day."""
    found = planned_case(book, library, as_of, exam)
    case = found.case
    burnup, gone = None, progress_of(case)
    if any(day.questions for day in found.days):
        burnup = burn_up(found.days, case.studied, as_of, left_before(case.totals, case.studied.questions, as_of))
    why = found.nothing or Caption.lines(("Note", None if burnup else "the kept schedule asks for no questions."))
    return BurnupChart(
        as_of=as_of,
        exam=case.plan.exam,
        exam_date=case.plan.exam_date,
        burnup=burnup,
        reads=why if burnup is None or gone is None else _reads(burnup, gone, as_of, in_hand(case.totals)),
    )


def _reads(burnup: Burnup, gone: Progress, as_of: date, told: BankTotal | None) -> tuple[Caption, ...]:
    return Caption.lines(
        ("Done", _done(burnup, gone)),
        ("Bank", f"{told.title} {told.amount}, {told.left} left." if told is not None and told.is_counted else None),
        ("Finish", _finish(burnup, as_of)),
        ("Pace", _pace(burnup)),
    )


def _done(burnup: Burnup, gone: Progress) -> str:
    """Say how much of the bank is done, and how the log stands against the schedule."""
    part = f", {number(100 * burnup.done / burnup.goal)} %" if burnup.goal else ""
    gap = gone.balance
    level = f"{count(abs(gap), 'question')} {'behind' if gap > 0 else 'ahead of'} the plan" if gap else "as planned"
    return f"{burnup.done} of {count(burnup.goal, 'question')} since {day(burnup.days[0].day)}{part}; {level}."


def _finish(burnup: Burnup, as_of: date) -> str:
    """Say when the questions left are done at the pace so far, with the range that holds four of five cases."""
    found = burnup.finish
    if not burnup.left:
        return "every question is done."
    if found is None:
        return f"no pace can be told before {count(LEAST_DAYS, 'working day')} are seen."
    early, late = (None if day is None else day_from(day, as_of) for day in (found.early, found.late))
    if found.likely is None:
        might = f" (one in ten: by {early})" if early else ""
        return f"not before the exam at this pace{might}: {count(found.left, 'question')} would be left."
    return f"{full_day(found.likely)} at this pace (80 %: {early} to {late or 'after the exam'})."


def _pace(burnup: Burnup) -> str | None:
    seen = None if burnup.pace is None else f"{number(burnup.pace)} a working day in the last {LOOK_BACK} days"
    needed = None if burnup.needed is None else f"{number(burnup.needed)} a working day needed to end by the exam"
    said = [text for text in (seen, needed if burnup.left else None) if text]
    return f"{'; '.join(said)}." if said else None
