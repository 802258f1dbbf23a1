"""`done`, `skip`, `sick` and `away`: what a day was, in one word."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from stepready.core.facts.exam import Exam
from stepready.core.log.day_log import Amount, DayMark, DayState, StudyHours, by_day
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import count, full_day, number
from stepready.services.current_plan import plan_of
from stepready.store.book import Book

AHEAD = (DayState.AWAY, DayState.SKIPPED)
"""The words a day still to come may have."""
HEARD = {
    DayState.DONE: "done",
    DayState.SKIPPED: "skipped",
    DayState.SICK: "sick",
    DayState.AWAY: "away",
}


class Marked(NamedTuple):
    """The words now kept, the hours of the day, and what the user should know."""

    marks: tuple[DayMark, ...]
    hours: float | None
    notices: tuple[str, ...]

    @property
    def said(self) -> str:
        """What is kept: `Thu 4 Mar 2027: sick`, with hours or questions where given."""
        first, last = self.marks[0], self.marks[-1]
        days = full_day(first.day) if first.day == last.day else f"{full_day(first.day)} to {full_day(last.day)}"
        amount = f", {number(self.hours)} h" if self.hours is not None else ""
        if first.questions is not None:
            amount = f", {count(first.questions, 'question')}"
        return f"{days}: {HEARD[first.state]}{amount}"


def mark(
    book: Book, *, exam: Exam | None, days: Sequence[date], state: DayState, amount: Amount | None, today: date
) -> Marked:
    """Keep a word for days of the plan's preparation, with what was done on the one day an amount is given for.

    A word moves no work and clears none that is missing: that is `schedule replan`'s.
    """
    plan = plan_of(book, exam)
    _refuse(days, state, amount, today)
    questions = amount.questions if amount is not None else None
    marks = tuple(DayMark(exam=plan.exam, day=day, state=state, questions=questions) for day in days)
    hours = amount.hours if amount is not None else None
    spent = None if hours is None else StudyHours(id=0, uid="", exam=plan.exam, day=days[0], hours=hours)
    sessions = _answered(book, plan.exam, days[0]) if questions else 0
    lost = 0 if state is DayState.DONE else _told_of(book, plan.exam, days)
    book.mark_days(marks, hours=spent)
    told = (*_of_sessions(sessions, questions), *_no_longer(lost), *_what_next(marks, plan.exam_date, today))
    return Marked(marks, hours, told)


def _refuse(days: Sequence[date], state: DayState, amount: Amount | None, today: date) -> None:
    if days[-1] > today and state not in AHEAD:
        raise StepreadyError(
            f"{full_day(days[-1])} lies after today ({full_day(today)}): it cannot be {HEARD[state]} yet"
        )
    if amount is not None and len(days) > 1:
        raise StepreadyError("an amount belongs to one day; give the days one by one")


def _answered(book: Book, exam: Exam, day: date) -> int:
    """Return the questions of a day that sessions and running totals hold."""
    work = book.bank_work(exam, since=day)
    return by_day(work.days, unrated=work.unrated).questions.get(day, 0)


def _told_of(book: Book, exam: Exam, days: Sequence[date]) -> int:
    """Return the questions that words for these days told of."""
    return sum(found.questions or 0 for found in book.marks(exam) if found.day in days)


def _no_longer(questions: int) -> tuple[str, ...]:
    if not questions:
        return ()
    count_no_longer = "counts no longer" if questions == 1 else "count no longer"
    return (f"{count(questions, 'question')} told with `done` {count_no_longer}; `stepready undo` takes this back",)


def _of_sessions(logged: int, told: int | None) -> tuple[str, ...]:
    if not logged or told is None:
        return ()
    return (f"{count(logged, 'question')} of that day are logged as sessions: they count, the {told} do not",)


def _what_next(marks: Sequence[DayMark], exam_date: date | None, today: date) -> tuple[str, ...]:
    """Say what a lost day leaves to do; nothing for a day done."""
    if marks[0].state is DayState.DONE or exam_date is None or exam_date <= today:
        return ()
    return ("the work of such a day stays where it was: `stepready schedule replan` shows where it can go",)
