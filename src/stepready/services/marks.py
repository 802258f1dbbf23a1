"""`done`, `skip`, `sick`, `away` and `log hours`: what a day was, in one word, and the hours it took."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from stepready.core.facts.exam import Exam
from stepready.core.log.entry import MAX_NOTE, MAX_TOPIC, clean_text
from stepready.core.log.study import Amount, DayMark, DayState, StudyHours, by_day, checked_hours, read_hours
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import count, full_day, number
from stepready.services.current_plan import plan_of
from stepready.services.log import Correction, planned_exam
from stepready.store.book import Book

MOST_DAYS = 120
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
    sessions = by_day(book.qbank_days(plan.exam, since=days[0])).questions.get(days[0], 0) if questions else 0
    book.mark_days(marks, hours=spent)
    return Marked(marks, hours, (*_of_sessions(sessions, questions), *_what_next(marks, plan.exam_date, today)))


def log_hours(book: Book, text: str, *, exam: Exam | None, day: date, today: date, topic: str, note: str) -> StudyHours:
    """Keep hours of a day beside those it has; raise StepreadyError for a day after today or of more than 24 hours."""
    if day > today:
        raise StepreadyError(f"hours of {full_day(day)} lie after today ({full_day(today)})")
    of = planned_exam(book, exam)
    already = by_day((), hours=book.study_hours(of)).hours.get(day, 0.0)
    return book.add(
        StudyHours(
            id=0,
            uid="",
            exam=of,
            day=day,
            hours=checked_hours(read_hours(text), already, day),
            topic=clean_text("topic", topic, MAX_TOPIC),
            note=clean_text("note", note, MAX_NOTE),
        )
    )


def correct_hours(book: Book, hours: StudyHours, correction: Correction, today: date) -> StudyHours:
    """Change what is named of logged hours and keep the rest, read as strictly as new ones."""
    fixed = (correction.source, correction.form, correction.questions, correction.p_pass, correction.conditions)
    if any(given is not None for given in fixed):
        raise StepreadyError(f"id {hours.id} is {hours.said}; accepted: other hours, --on, --exam, --topic or --note")

    def corrected(found: StudyHours) -> StudyHours:
        day = correction.day or found.day
        if day > today:
            raise StepreadyError(f"hours of {full_day(day)} lie after today ({full_day(today)})")
        others = [other for other in book.study_hours(correction.exam or found.exam) if other.id != found.id]
        wanted = found.hours if correction.value is None else read_hours(correction.value)
        return replace(
            found,
            exam=correction.exam or found.exam,
            day=day,
            hours=checked_hours(wanted, by_day((), hours=others).hours.get(day, 0.0), day),
            topic=found.topic if correction.topic is None else clean_text("topic", correction.topic, MAX_TOPIC),
            note=found.note if correction.note is None else clean_text("note", correction.note, MAX_NOTE),
        )

    return book.replace(hours.id, corrected, StudyHours)


def said(marked: Marked) -> str:
    """Say what is kept: `Thu 4 Mar 2027: sick`, with hours or questions where given."""
    first, last = marked.marks[0], marked.marks[-1]
    days = full_day(first.day) if first.day == last.day else f"{full_day(first.day)} to {full_day(last.day)}"
    amount = f", {number(marked.hours)} h" if marked.hours is not None else ""
    if first.questions is not None:
        amount = f", {count(first.questions, 'question')}"
    return f"{days}: {HEARD[first.state]}{amount}"


def days_between(first: date, last: date) -> tuple[date, ...]:
    """Return the days from one to another, both included; raise StepreadyError for a range that is none."""
    if not 0 <= (last - first).days < MOST_DAYS:
        raise StepreadyError(
            f"{first.isoformat()}..{last.isoformat()} is no range of days; accepted: the earlier day first, "
            f"{MOST_DAYS} days at most"
        )
    return tuple(first + timedelta(days=step) for step in range((last - first).days + 1))


def _refuse(days: Sequence[date], state: DayState, amount: Amount | None, today: date) -> None:
    if days[-1] > today and state not in AHEAD:
        raise StepreadyError(
            f"{full_day(days[-1])} lies after today ({full_day(today)}): it cannot be {HEARD[state]} yet"
        )
    if amount is not None and len(days) > 1:
        raise StepreadyError("an amount belongs to one day; give the days one by one")


def _of_sessions(logged: int, told: int | None) -> tuple[str, ...]:
    if not logged or told is None:
        return ()
    return (f"{count(logged, 'question')} of that day are logged as sessions: they count, the {told} do not",)


def _what_next(marks: Sequence[DayMark], exam_date: date | None, today: date) -> tuple[str, ...]:
    """Say what a lost day leaves to do; nothing for a day done."""
    if marks[0].state is DayState.DONE or exam_date is None or exam_date <= today:
        return ()
    return ("the work of such a day stays where it was: `stepready schedule replan` shows where it can go",)
