"""Change the profile, the programmes and the list of a season, one change a transaction."""

from collections.abc import Callable

from stepready.core.applying.profile import Profile
from stepready.core.applying.programme import Programme
from stepready.core.applying.shortlist import Shortlist
from stepready.store.connection import Store
from stepready.store.journal import changes_said
from stepready.store.kinds import PROFILE, PROGRAMME, SHORTLIST
from stepready.store.writing import change_one, revise


def change_profile(store: Store, moment: str, change: Callable[[Profile], Profile]) -> Profile:
    """Keep what a change makes of the profile."""

    def said(before: Profile | None, after: Profile) -> str:
        return f"profile set: {changes_said(before or Profile(), after) or 'nothing changed'}"

    kept: Profile = change_one(store, moment, PROFILE, lambda before: change(before or Profile()), said)
    return kept


def change_shortlist(
    store: Store, moment: str, season: int, change: Callable[[Shortlist], Shortlist], said: str
) -> Shortlist:
    """Keep what a change makes of a season's list."""
    kept: Shortlist = change_one(
        store,
        moment,
        SHORTLIST,
        lambda before: change(before or Shortlist(season=season)),
        lambda _before, _after: said,
        season=season,
    )
    return kept


def revise_programmes(
    store: Store,
    moment: str,
    revision: Callable[[list[Programme]], list[Programme]],
    said: Callable[[list[Programme]], str],
) -> list[Programme]:
    """Keep the programmes that a revision of all of them returns."""
    return revise(store, moment, PROGRAMME, revision, said)
