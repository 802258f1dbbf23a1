"""Which season a command speaks of, with the user's own days in it."""

from datetime import date

from stepready.core.facts.facts import Facts
from stepready.core.plan import Plan
from stepready.core.season.arrival import arrival_of
from stepready.core.season.calendar import default_season, season
from stepready.core.season.deadlines import decide_by, decide_by_parts, next_deadlines
from stepready.core.season.key_day import KeyDay
from stepready.core.season.season import Season
from stepready.core.values.wording import full_day
from stepready.guides.library import Library


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
