"""`chart qbank`: percent correct over time with a running average, and how much was done."""

from collections.abc import Mapping
from datetime import date, timedelta

from stepready.core.case import Case
from stepready.core.facts.exam import Exam
from stepready.core.log.bank_pace import standing
from stepready.core.log.day_log import average
from stepready.core.log.score import QbankDay
from stepready.core.rules.habits_of_practice import QbankAtLeast
from stepready.core.values import dataclass
from stepready.core.values.wording import count, number
from stepready.core.verdict.next_exam import A_SESSION
from stepready.guides.library import Library
from stepready.services.case import A_YEAR, gather_case
from stepready.services.chart.picture import Caption, log_command, plan_to_draw, year_to
from stepready.store.book import Book

WINDOW = timedelta(days=14)
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class BankDay:
    """One day of questions: its own percent, and `running`, the average of the fortnight up to it by questions."""

    day: date
    percent: float
    questions: int
    sessions: int
    running: float


@dataclass(frozen=True, slots=True)
class BankWeek:
    """The questions of one week, by its Monday."""

    monday: date
    questions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BankChart:
    """Everything `chart qbank` shows, of the twelve months to a day.

    `lately` is the average of the fortnight up to that day, None where nothing was done in it. `asked` is the percent
    the guide asks for, where it does.
    """

    as_of: date
    exam: Exam
    guide: str
    asked: float | None
    lately: float | None
    days: tuple[BankDay, ...]
    weeks: tuple[BankWeek, ...]
    reads: tuple[Caption, ...]


def chart_bank(book: Book, library: Library, *, as_of: date, exam: Exam | None) -> BankChart:
    """Return the question bank's chart on a day."""
    return bank_of(gather_case(book, library, plan_to_draw(book, exam), as_of, bank_days=A_YEAR))


def bank_of(case: Case) -> BankChart:
    """Return the question bank's chart of a gathered case."""
    as_of, exam = case.as_of, case.plan.exam
    kept = [found for found in case.qbank if year_to(case) <= found.day <= as_of]
    check = _check(case)
    return BankChart(
        as_of=as_of,
        exam=exam,
        guide=case.guide.name,
        asked=None if check is None else check.percent,
        lately=_fortnight(kept, as_of),
        days=tuple(
            BankDay(
                day=found.day,
                percent=found.percent,
                questions=found.questions,
                sessions=found.sessions,
                running=_fortnight(kept, found.day) or 0.0,
            )
            for found in kept
        ),
        weeks=_weeks(case.studied.questions, kept, as_of),
        reads=Caption.lines(
            ("Lately", _lately(kept, case)),
            *(("Bank", f"{said}.") for said in standing(case.totals, as_of, case.plan.exam_date)),
            ("Before", _before(kept, as_of)),
            ("Guide", None if check is None else _asked(case, check)),
            ("12 months", _year(kept, exam)),
        ),
    )


def _fortnight(days: list[QbankDay], until: date) -> float | None:
    """Return the average of the fortnight that ends with a day."""
    return average([one for one in days if until - WINDOW < one.day <= until])


def _check(case: Case) -> QbankAtLeast | None:
    """Return what the guide's rule asks of a question bank; None when it has no such rule."""
    found = (rule.check for rule in case.guide.rules if rule.exam is case.plan.exam)
    return next((check for check in found if isinstance(check, QbankAtLeast)), None)


def _weeks(done: Mapping[date, int], days: list[QbankDay], as_of: date) -> tuple[BankWeek, ...]:
    """Return every week from the first with a percent to this one, those without questions too.

    `done` are the questions by day, those without a percent among them.
    """
    if not days:
        return ()
    first = days[0].day - days[0].day.weekday() * DAY
    mondays = [first + n * WEEK for n in range((as_of - first).days // 7 + 1)]
    return tuple(BankWeek(m, sum(n for day, n in done.items() if m <= day < m + WEEK)) for m in mondays)


def _asked(case: Case, check: QbankAtLeast) -> str:
    """Say what the guide asks for, over how many days, and what its rule sees there."""
    found = check.judge(case)
    days = count(check.days(case), "day")
    return f"{case.guide.name} asks for {found.required} over {days}: {found.observed or found.reason}."


def _lately(days: list[QbankDay], case: Case) -> str:
    as_of = case.as_of
    if not days:
        command = log_command(case, A_SESSION)
        return f"no question-bank session of the last 12 months is logged; add one: {command}."
    recent = [found for found in days if found.day > as_of - WINDOW]
    if not recent:
        return f"nothing in the last {WINDOW.days} days; the last was {count((as_of - days[-1].day).days, 'day')} ago."
    done = sum(found.questions for found in recent)
    return (
        f"{number(average(recent) or 0)} % in the last {WINDOW.days} days: {count(done, 'question')}, "
        f"{number(done / WINDOW.days)} a day."
    )


def _before(days: list[QbankDay], as_of: date) -> str | None:
    earlier = [found for found in days if as_of - 2 * WINDOW < found.day <= as_of - WINDOW]
    if not earlier:
        return None
    done = sum(found.questions for found in earlier)
    return f"{number(average(earlier) or 0)} % in the {WINDOW.days} days before: {count(done, 'question')}."


def _year(days: list[QbankDay], exam: Exam) -> str | None:
    if not days:
        return None
    done = sum(found.questions for found in days)
    few = "; one day is no direction yet" if len(days) == 1 else ""
    return (
        f"{number(average(days) or 0)} % for {exam.label}: {count(done, 'question')} on {count(len(days), 'day')}{few}."
    )
