"""Which season a command speaks of, with the user's own days in it."""

from collections.abc import Callable
from datetime import date

from stepready.core.facts.facts import Facts
from stepready.core.plan import Plan
from stepready.core.season.arrival import arrival_of
from stepready.core.season.calendar import default_season, season
from stepready.core.season.decide_by import decide_by, decide_by_parts, next_deadlines
from stepready.core.season.key_day import Event, KeyDay, nearest
from stepready.core.season.own_days import OwnDay, added_events, own_events
from stepready.core.season.prior_sittings import prior_sittings
from stepready.core.season.season import Season
from stepready.guides.library import Library
from stepready.store.book import Book


def season_of(plan: Plan | None, library: Library, as_of: date, *, year: int | None = None) -> Season:
    """Return the season asked for, else the plan's, else the next whose review has not opened.

    The user's own days stand in it. Raise StepreadyError for a season out of range.
    """
    own = library.settings.milestones
    planned = None if plan is None else plan.season
    chosen = year if year is not None else planned or default_season(as_of, library.calendar, own)
    return season(chosen, library.calendar, own)


def next_deadline(plan: Plan, library: Library, as_of: date) -> KeyDay | None:
    """Return the next day to act by once the exam is past, or while none is booked."""
    season = season_of(plan, library, as_of)
    found = next_deadlines(plan, season, library.facts, as_of, arrival_of(library.facts))
    return found[0] if found else None


def events_of(book: Book, library: Library, season: Season, plan: Plan | None) -> list[Event]:
    """Return the user's own days of the log and of the settings file as events of a season."""
    steps, test_day = library.calendar.steps, None if plan is None else plan.exam_date
    added = added_events(library.settings.days, season, steps, test_day)
    return [*added, *own_events(book.all(OwnDay), season, steps, test_day)]


def is_barred(book: Book, plan: Plan, facts: Callable[[], Facts]) -> bool:
    """Whether every attempt at the plan's exam is used up; facts are read only for one that was sat before."""
    sat = book.attempts(plan.exam) if plan.result is None else []
    if not sat:
        return False
    known = facts()
    return len(prior_sittings(sat, plan, plan.exam, known).failed) >= known.attempts.most


def next_own(book: Book, library: Library, plan: Plan | None, as_of: date) -> KeyDay | None:
    """Return the next day of the user's own that is not past, or None."""
    events = events_of(book, library, season_of(plan, library, as_of), plan)
    ahead = sorted((event for event in events if event.on >= as_of), key=lambda event: (event.on, event.id))
    return ahead[0] if ahead else None


def next_key_day(
    book: Book,
    plan: Plan,
    as_of: date,
    *,
    facts: Callable[[], Facts],
    library: Callable[[], Library],
    is_over: bool,
) -> KeyDay | None:
    """Return the next day to decide or act by, or the user's own before it; `library` is read where it is needed."""
    own = next_own(book, library(), plan, as_of) if book.all(OwnDay) else None
    if is_over:
        return nearest(next_deadline(plan, library(), as_of), own)
    return nearest(decide_by(decide_by_parts(plan, facts()), as_of), own)
