"""The application page of a report: everything an advisor needs to talk about where to apply."""

from stepready.core.applying.comparing import Compared
from stepready.core.applying.missing import MissingFact, missing_facts
from stepready.core.applying.profile import Profile
from stepready.core.case import Case
from stepready.core.season.key_day import Event
from stepready.core.values import dataclass
from stepready.guides.library import Library
from stepready.services.profile import ProfileView, profile_of
from stepready.services.season_steps import steps_ahead
from stepready.services.shortlist import Desk, ListView, view_of
from stepready.services.shortlist_compare import compare_at
from stepready.services.strategy import Strategy, strategy_of
from stepready.store.book import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationPage:
    """Profile, what the guide says, the list, the facts still open, other test days, and the days ahead."""

    profile: ProfileView
    strategy: Strategy
    shortlist: ListView
    missing: tuple[MissingFact, ...]
    compared: tuple[Compared, ...]
    days: tuple[Event, ...]


def application_page(book: Book, library: Library, case: Case) -> ApplicationPage | None:
    """Return the page; None for an exam of no season, and for who said nothing of applying."""
    if not case.spec.seasonal:
        return None
    profile, programmes = book.profile(), book.programmes()
    if profile == Profile() and not programmes:
        return None
    desk = Desk(book, library, case)
    return ApplicationPage(
        profile=profile_of(case, profile),
        strategy=strategy_of(case, library, desk.application, alone=True),
        shortlist=view_of(desk),
        missing=missing_facts(desk.standings),
        compared=compare_at(desk) if programmes else (),
        days=steps_ahead(case, library),
    )
