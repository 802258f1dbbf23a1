"""`shortlist build`: choose a list within a budget or a number, and keep it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from stepready.core.applying.application import Standing, candidate
from stepready.core.applying.build_list import Gains, Limits, choose_list
from stepready.core.applying.eligible import Eligible
from stepready.core.applying.prospects import expected_of
from stepready.core.applying.shortlist import Expected, Place, Shortlist, rebuilt
from stepready.core.guide.specialty import asked_back, resolve_specialty
from stepready.core.values import dataclass
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import count
from stepready.guides.library import Library
from stepready.services.shortlist import Desk, ListView, desk_on, view_of
from stepready.services.shortlist_signals import signals_for
from stepready.store.book import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMaking:
    """What a list is made for; empty is everything open, without a bound."""

    specialties: tuple[str, ...] = ()
    budget: int | None = None
    most: int | None = None
    by_specialty: Mapping[str, int] | None = None
    by_tier: Mapping[str, int] | None = None


def build_list(book: Book, library: Library, as_of: date, making: ListMaking) -> ListView:
    """Choose a list within the limits and keep it; what was pinned, dropped or noted stays so.

    Without a budget and any number the profile's budget bounds it.
    """
    desk = desk_on(book, library, as_of)
    if making.budget is None and making.most is None and not making.by_specialty:
        making = replace(making, budget=desk.application.applying.profile.budget)
    if not desk.standings:
        raise StepreadyError(
            "there are no programmes to choose from; `stepready programs import FILE` takes your table"
        )
    for text in making.specialties:
        asked_back(text, library.specialties, library.calendar.other_services)
    specialties = tuple(resolve_specialty(text, library.specialties) for text in making.specialties)
    by_name = making.by_specialty or {}
    making = replace(
        making, by_specialty={resolve_specialty(text, library.specialties): n for text, n in by_name.items()}
    )
    before = desk.kept or Shortlist(season=desk.season)
    chosen = _chosen(desk, making, specialties, before)
    made = Shortlist(
        season=desk.season, specialties=specialties, budget=making.budget, most=making.most, built_on=as_of
    )
    signals = signals_for(desk, chosen, before, {})
    uids = [each.programme.uid for each in chosen]
    made = replace(made, expected=_expected(desk, rebuilt(before, made, uids, signals)))
    said = f"shortlist build {count(len(chosen), 'programme')} for season {desk.season}"
    book.change_shortlist(desk.season, lambda now: rebuilt(now, made, uids, signals), said)
    return view_of(desk_on(book, library, as_of))


def _expected(desk: Desk, shortlist: Shortlist) -> Expected:
    by_uid = {each.programme.uid: each for each in desk.standings}
    on = [by_uid[entry.programme] for entry in shortlist.entries if entry.is_on and entry.programme in by_uid]
    return expected_of(on, desk.application)


def _chosen(desk: Desk, making: ListMaking, specialties: tuple[str, ...], before: Shortlist) -> list[Standing]:
    places = {entry.programme: entry.place for entry in before.entries}
    open_ones = [
        each
        for each in desk.standings
        if places.get(each.programme.uid) is Place.PINNED
        or (
            each.eligible is not Eligible.NO
            and places.get(each.programme.uid) is not Place.DROPPED
            and (not specialties or each.programme.specialty in specialties)
        )
    ]
    application, scores, draw = desk.ordering
    candidates = [candidate(each, application) for each in open_ones]
    gains = Gains(candidates, scores, application.outlook.p_seen, draw)
    pinned = frozenset(each.programme.id for each in open_ones if places.get(each.programme.uid) is Place.PINNED)
    limits = Limits(budget=making.budget, most=making.most, by_specialty=making.by_specialty, by_tier=making.by_tier)
    by_id = {each.programme.id: each for each in open_ones}
    return [by_id[option.id] for option, _ in choose_list(candidates, gains, desk.fees, limits, pinned).chosen]
