"""What a student of a school says of how things stand, worked out with every change and kept beside it."""

from datetime import date
from typing import TYPE_CHECKING

from stepready.core.log.day_log import StudyHours
from stepready.core.values.errors import StepreadyError
from stepready.core.verdict.own_statement import OwnStatement, statement_of
from stepready.services.case import gather_case

if TYPE_CHECKING:
    from stepready.guides.library import Library
    from stepready.store.book import Book


def own_statement(book: "Book", library: "Library", *, as_of: date, version: str) -> OwnStatement:
    """Decide about the plan set last; without a plan, or where no guide decides it, the verdict is unknown."""
    last, change, plan = last_entry(book), book.version(), book.plan()
    unknown = OwnStatement(last_entry=last, day=as_of, version=version, change=change)
    if plan is None:
        return unknown
    try:
        case = gather_case(book, library, plan, as_of)
        return statement_of(case, last_entry=last, version=version, change=change)
    except StepreadyError:
        return unknown


def last_entry(book: "Book") -> date | None:
    """Return the latest day that a score, hours of study or reviews in Anki are logged for."""
    scores = [score.day for score in book.scores(most=1)]
    hours = [entry.day for entry in book.all(StudyHours)]
    return max([*scores, *hours, *book.anki_hours()], default=None)
