"""`attempt`: the sittings of the real exams as history, one row each."""

from dataclasses import replace
from datetime import date
from typing import Any

from stepready.core.facts.exam import Exam
from stepready.core.log.attempts import Attempt, by_day, checked_attempt
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import full_day
from stepready.guides.library import load_facts
from stepready.store.book import Book


def list_attempts(book: Book, exam: Exam | None = None) -> list[Attempt]:
    """Return the sittings of an exam, or of all, those on days not said first, then by day."""
    kept = [sat for about in Exam if exam in (None, about) for sat in book.attempts(about)]
    return sorted(kept, key=lambda sat: (by_day(sat), sat.id))


def add_attempt(book: Book, attempt: Attempt, today: date) -> Attempt:
    """Keep a sitting; raise StepreadyError for one that cannot have been or is kept already."""
    found = _checked(attempt, today)
    _refuse_second(book, found)
    return book.add(found, check=lambda: _refuse_second(book, found))


def _refuse_second(book: Book, attempt: Attempt) -> None:
    """Raise StepreadyError where another sitting of the same day is kept already."""
    if attempt.on is None:
        return
    same = next((sat for sat in book.attempts(attempt.exam) if sat.on == attempt.on and sat.id != attempt.id), None)
    if same is not None:
        raise StepreadyError(
            f"{attempt.exam.label} on {full_day(attempt.on)} is kept already (id {same.id})",
            (f"to change it: `stepready attempt edit {same.id}`",),
        )


def edit_attempt(
    book: Book, number: int, today: date, *, on: date | None, score: str | None, reported: date | None
) -> Attempt:
    """Change what is named of a sitting and keep the rest; raise StepreadyError for what is not accepted."""
    given: dict[str, Any] = {"on": on, "score": score, "reported": reported}
    named = {name: value for name, value in given.items() if value is not None}

    def changed(sat: Attempt) -> Attempt:
        found = _checked(replace(sat, **named), today)
        _refuse_second(book, found)
        return found

    return book.replace(number, changed, Attempt)


def _checked(attempt: Attempt, today: date) -> Attempt:
    """Return a sitting with its score as it is kept; raise StepreadyError when it cannot have been."""
    score = None if attempt.score is None else attempt.score.strip().lower()
    found = checked_attempt(replace(attempt, score=score), "attempt", today, load_facts().spec(attempt.exam))
    if found.on is not None and found.on > today:
        accepted = f"a day up to today ({full_day(today)}); a booked one is `plan set --on`"
        raise StepreadyError(f"the sitting on {full_day(found.on)} is still to come; accepted: {accepted}")
    if found.on is not None and found.reported is not None and found.reported < found.on:
        raise StepreadyError(
            f"reported on {full_day(found.reported)}, before the sitting; accepted: {full_day(found.on)} or later"
        )
    return found
