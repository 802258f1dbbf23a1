"""`chart activity`: a year of days, how many questions on each, and the practice exams between them."""

from datetime import date, timedelta
from itertools import takewhile

from stepready.core.case import Case
from stepready.core.facts.exam import Exam
from stepready.core.plan import Plan
from stepready.core.values import dataclass
from stepready.core.values.wording import count, day, number
from stepready.core.verdict.next_exam import A_SESSION
from stepready.guides.library import Library
from stepready.services.case import A_YEAR, gather_case
from stepready.services.chart.picture import Caption, lines, log_command, plan_to_draw
from stepready.store.book import Book

WEEKS = 53
DAY = timedelta(days=1)
MONTH = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class ActiveDay:
    """A day with something logged: questions and sessions of the question bank, practice exams by name."""

    day: date
    questions: int
    sessions: int
    exams: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityChart:
    """Everything `chart activity` shows: the active days of the 53 weeks that end with this one.

    `first` is the Monday the year starts on.
    """

    as_of: date
    exam: Exam
    first: date
    days: tuple[ActiveDay, ...]
    reads: tuple[Caption, ...]


def chart_activity(book: Book, library: Library, *, as_of: date, exam: Exam | None) -> ActivityChart:
    """Return a year's activity on a day."""
    return activity_of(gather_case(book, library, plan_to_draw(book, exam), as_of, bank_days=A_YEAR))


def activity_of(case: Case) -> ActivityChart:
    """Return a year's activity of a gathered case."""
    as_of = case.as_of
    first = as_of - as_of.weekday() * DAY - timedelta(weeks=WEEKS - 1)
    exams: dict[date, list[str]] = {}
    for score in reversed(case.exams):
        exams.setdefault(score.day, []).append(score.title)
    bank = {found.day: found for found in case.qbank}
    days = tuple(
        ActiveDay(
            day=on,
            questions=bank[on].questions if on in bank else 0,
            sessions=bank[on].sessions if on in bank else 0,
            exams=tuple(exams.get(on, ())),
        )
        for on in sorted(set(bank) | set(exams))
        if first <= on <= as_of
    )
    return ActivityChart(
        as_of=as_of,
        exam=case.plan.exam,
        first=first,
        days=days,
        reads=lines(("Year", _year(days, case.plan)), ("Lately", _lately(days, as_of)), ("Busiest", _busiest(days))),
    )


def _year(days: tuple[ActiveDay, ...], plan: Plan) -> str:
    """Say what was done, questions and exams apart: most exam days have no questions."""
    if not days:
        return f"nothing is logged in the last year; add a session: {log_command(A_SESSION, plan)}."
    done = sum(found.questions for found in days)
    studied = sum(found.sessions > 0 for found in days)
    exams = sum(len(found.exams) for found in days)
    asked = f"{count(done, 'question')} on {count(studied, 'day')}" if studied else "no questions"
    return f"{asked}, {count(exams, 'practice exam')}; {count(len(days), 'active day')} in all."


def _lately(days: tuple[ActiveDay, ...], as_of: date) -> str | None:
    """Say how much was done in the last month, and how many days in a row up to today or yesterday."""
    if not days:
        return None
    recent = [found for found in days if found.day > as_of - MONTH * DAY]
    done = sum(found.questions for found in recent)
    text = f"{count(len(recent), 'active day')} in the last {MONTH} days, {number(done / MONTH)} questions a day"
    active = {found.day for found in days}
    start = as_of if as_of in active else as_of - DAY
    run = len(list(takewhile(lambda n: start - n * DAY in active, range(WEEKS * 7))))
    return f"{text}; {run} active days in a row." if run > 1 else f"{text}."


def _busiest(days: tuple[ActiveDay, ...]) -> str | None:
    most = max(days, key=lambda found: found.questions, default=None)
    if most is None or not most.questions:
        return None
    return f"{day(most.day)} {most.day.year}, {count(most.questions, 'question')}."
