"""`chart qbank`: percent correct over time with a running average, and how much was done."""

from datetime import date, timedelta

from stepready.core.case import Case
from stepready.core.facts.exam import Exam
from stepready.core.log.score import QbankDay
from stepready.core.plan import Plan
from stepready.core.rules.practice import QbankAtLeast
from stepready.core.values import dataclass
from stepready.core.values.wording import count, number
from stepready.core.verdict.next_exam import A_SESSION
from stepready.guides.library import Library
from stepready.services.case import A_YEAR, gather_case
from stepready.services.chart.picture import Caption, lines, log_command, plan_to_draw
from stepready.store.book import Book

WINDOW = timedelta(days=14)
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class BankDay:
    """One day of questions: its own percent, and the average of the fortnight up to it, weighted by questions."""

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
    """Everything `chart qbank` shows, of the last year. `asked` is the percent the guide asks for, where it does."""

    as_of: date
    exam: Exam
    guide: str
    asked: float | None
    days: tuple[BankDay, ...]
    weeks: tuple[BankWeek, ...]
    reads: tuple[Caption, ...]


def chart_bank(book: Book, library: Library, *, as_of: date, exam: Exam | None) -> BankChart:
    """Return the question bank's chart on a day."""
    return bank_of(gather_case(book, library, plan_to_draw(book, exam), as_of, bank_days=A_YEAR))


def bank_of(case: Case) -> BankChart:
    """Return the question bank's chart of a gathered case."""
    as_of, exam = case.as_of, case.plan.exam
    kept = [found for found in case.qbank if found.day <= as_of]
    asked = _asked(case)
    return BankChart(
        as_of=as_of,
        exam=exam,
        guide=case.guide.name,
        asked=asked,
        days=tuple(
            BankDay(
                day=found.day,
                percent=found.percent,
                questions=found.questions,
                sessions=found.sessions,
                running=average([one for one in kept if found.day - WINDOW < one.day <= found.day]),
            )
            for found in kept
        ),
        weeks=_weeks(kept, as_of),
        reads=lines(
            ("Lately", _lately(kept, case.plan, as_of)),
            ("Before", _before(kept, as_of)),
            ("Last year", _year(kept, exam)),
            (
                "Guide",
                f"{case.guide.name} asks for {number(asked)} % or more." if asked is not None else None,
            ),
        ),
    )


def average(days: list[QbankDay]) -> float:
    """Return the percent of some days, weighted by questions; a session without a count weighs as one question."""
    weights = [max(found.questions, found.sessions) for found in days]
    return sum(found.percent * weight for found, weight in zip(days, weights, strict=True)) / sum(weights)


def _asked(case: Case) -> float | None:
    """Return the percent the guide's rule asks for, or None when it has no such rule."""
    exam = case.plan.exam
    found = (rule.check for rule in case.guide.rules if rule.exam is exam)
    return next((check.percent for check in found if isinstance(check, QbankAtLeast)), None)


def _weeks(days: list[QbankDay], as_of: date) -> tuple[BankWeek, ...]:
    """Return every week from the first with questions to this one, those without any too."""
    if not days:
        return ()
    first = days[0].day - days[0].day.weekday() * DAY
    mondays = [first + n * WEEK for n in range((as_of - first).days // 7 + 1)]
    return tuple(BankWeek(m, sum(found.questions for found in days if m <= found.day < m + WEEK)) for m in mondays)


def _lately(days: list[QbankDay], plan: Plan, as_of: date) -> str:
    if not days:
        command = log_command(A_SESSION, plan)
        return f"no question-bank session of the last year is logged; add one: {command}."
    recent = [found for found in days if found.day > as_of - WINDOW]
    if not recent:
        return f"nothing in the last {WINDOW.days} days; the last was {count((as_of - days[-1].day).days, 'day')} ago."
    done = sum(found.questions for found in recent)
    return (
        f"{number(average(recent))} % in the last {WINDOW.days} days: {count(done, 'question')}, "
        f"{number(done / WINDOW.days)} a day."
    )


def _before(days: list[QbankDay], as_of: date) -> str | None:
    earlier = [found for found in days if as_of - 2 * WINDOW < found.day <= as_of - WINDOW]
    if not earlier:
        return None
    done = sum(found.questions for found in earlier)
    return f"{number(average(earlier))} % in the {WINDOW.days} days before: {count(done, 'question')}."


def _year(days: list[QbankDay], exam: Exam) -> str | None:
    if not days:
        return None
    done = sum(found.questions for found in days)
    few = "; one day is no direction yet" if len(days) == 1 else ""
    return f"{number(average(days))} % for {exam.label}: {count(done, 'question')} on {count(len(days), 'day')}{few}."
