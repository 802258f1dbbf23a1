"""Gather everything the user ever entered, in an order that depends on nothing else."""

from typing import TYPE_CHECKING, NamedTuple

from stepready.core.facts.exam import Exam

if TYPE_CHECKING:
    from stepready.core.log.attempts import Attempt
    from stepready.core.log.score import Score
    from stepready.core.plan import Plan
    from stepready.core.schedule.day import Schedule, StudySettings
    from stepready.store.book import Book


class Everything(NamedTuple):
    """A whole log: scores oldest first, plans in the order they were set."""

    plans: "list[Plan]"
    attempts: "list[Attempt]"
    settings: "list[StudySettings]"
    schedules: "list[Schedule]"
    scores: "list[Score]"


def everything(book: "Book") -> Everything:
    """Return all that `export --json` holds."""
    return Everything(
        plans=book.plans(),
        attempts=[attempt for exam in Exam for attempt in book.attempts(exam)],
        settings=[settings for exam in Exam if (settings := book.settings(exam)) is not None],
        schedules=[schedule for exam in Exam if (schedule := book.schedule(exam)) is not None],
        scores=oldest_first(book.scores()),
    )


def oldest_first(scores: "list[Score]") -> "list[Score]":
    """Sort by day, then by id."""
    return sorted(scores, key=lambda score: (score.day, score.id))
