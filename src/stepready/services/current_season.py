"""Which season a command speaks of, with the user's own days in it."""

from datetime import date

from stepready.core.facts.facts import Facts
from stepready.core.plan import Plan
from stepready.core.season.arrival import arrival_of
from stepready.core.season.calendar import default_season, season
from stepready.core.season.deadlines import decide_by, decide_by_parts, next_deadlines
from stepready.core.season.key_day import Event, KeyDay
from stepready.core.season.own_days import OwnDay, added_events, own_events
from stepready.core.season.season import Season
from stepready.core.values.wording import full_day
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


def day_to_decide(plan: Plan, facts: Facts, as_of: date) -> KeyDay | None:
    """Return the next day to decide or act by before the exam."""
    return decide_by(decide_by_parts(plan, facts), as_of)


def next_deadline(plan: Plan, library: Library, as_of: date) -> KeyDay | None:
    """Return the next day to act by once the exam is past, or while none is booked."""
    season = season_of(plan, library, as_of)
    found = next_deadlines(plan, season, library.facts, as_of, arrival_of(library.facts))
    return found[0] if found else None


def review_notice(found: Season) -> str | None:
    """Say that review may open on another day; None when only one day is in question."""
    review = found.milestone("review_opens")
    if not review.also:
        return None
    others = " or ".join(full_day(day) for day in review.also)
    return (
        f"Review opens {full_day(review.on)} or {others} ({review.status.value}): "
        "everything here plans on the earlier day."
    )


def other_service_notice(plan: Plan | None, library: Library) -> str | None:
    """Say that a specialty applies through a service of its own, where the plan names such a one."""
    specialty = None if plan is None else plan.specialty
    for service in library.calendar.other_services:
        if service.speaks_of(specialty):
            return (
                f"Programmes in {service.title} use an application service of their own ({service.status.value}): "
                "its days differ from the ERAS days shown; look them up and set them as your own."
            )
    return None


def events_of(book: Book, library: Library, season: Season, plan: Plan | None) -> list[Event]:
    """Return the user's own days of the log and of the settings file as events of a season."""
    steps, test_day = library.calendar.steps, booked(plan)
    added = added_events(library.settings.days, season, steps, test_day)
    return [*added, *own_events(book.all(OwnDay), season, steps, test_day)]


def has_own_days(book: Book) -> bool:
    """Whether the log keeps any day of the user's own."""
    return bool(book.all(OwnDay))


def next_own(book: Book, library: Library, plan: Plan | None, as_of: date) -> KeyDay | None:
    """Return the next day of the user's own that is not past, or None."""
    events = events_of(book, library, season_of(plan, library, as_of), plan)
    ahead = sorted((event for event in events if event.on >= as_of), key=lambda event: (event.on, event.id))
    return ahead[0] if ahead else None


def nearest(*days: KeyDay | None) -> KeyDay | None:
    """Return the earliest of some days, the first named of those on one day; None where there is none."""
    return min((day for day in days if day is not None), key=lambda day: day.on, default=None)


def booked(plan: Plan | None) -> date | None:
    """Return the plan's test day, None without one."""
    return None if plan is None else plan.exam_date
