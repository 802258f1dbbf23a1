"""The chain of a season for who applies: letters, list, signals, invitations, rank list, SOAP."""

from collections.abc import Iterable
from datetime import time

from stepready.core.applying.profile import Profile
from stepready.core.case import Case
from stepready.core.facts.exam import Applicant
from stepready.core.season.key_day import Event
from stepready.core.season.own_days import OwnDay, step_meant
from stepready.core.season.season import Season
from stepready.core.season.steps import ahead, step_events
from stepready.guides.library import Library
from stepready.store.book import Book


def is_applying(book: Book, case: Case) -> bool:
    """Whether the steps of an application matter: the file is in, review is open, or programmes are being chosen."""
    if not case.spec.seasonal:
        return False
    if case.plan.applied or case.season.review_is_open(case.as_of):
        return True
    return book.shortlist(case.season.year) is not None or book.profile() != Profile()


def steps_of(case: Case, library: Library, season: Season) -> tuple[Event, ...]:
    """Return the steps of a season, earliest first; those of IMGs unless the plan says otherwise."""
    is_img = case.plan.applicant not in (Applicant.US_MD, Applicant.US_DO)
    return step_events(season, library.calendar.steps, is_img=is_img)


def without_own(book: Book, library: Library, steps: Iterable[Event]) -> tuple[Event, ...]:
    """Return the steps for which no day of the user's own stands."""
    meant = {step.id for day in book.all(OwnDay) if (step := step_meant(day, library.calendar.steps)) is not None}
    return tuple(step for step in steps if step.id not in meant)


def steps_ahead(case: Case, library: Library) -> tuple[Event, ...]:
    """Return the steps of the plan's season that are not past."""
    return ahead(steps_of(case, library, case.season), case.as_of)


def next_step(book: Book, case: Case, library: Library) -> Event | None:
    """Return the season's next step for who applies in it; None for anyone else, and when the season is over."""
    if not is_applying(book, case):
        return None
    return min(
        without_own(book, library, steps_ahead(case, library)),
        key=lambda step: (step.on, step.at or time()),
        default=None,
    )
