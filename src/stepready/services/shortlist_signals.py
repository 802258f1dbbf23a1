"""`shortlist signals`: which programmes on a list get a preference signal."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from stepready.core.applying.application import HALF, Standing
from stepready.core.applying.chances import Door
from stepready.core.applying.eligible import Eligible
from stepready.core.applying.programme import Programme
from stepready.core.applying.shortlist import Shortlist
from stepready.core.applying.signals import Signalled, give_signals, signal_gain, signals_of
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import count, listed
from stepready.guides.library import Library
from stepready.services.shortlist import Desk, ListView, desk_on, view_of
from stepready.store.book import Book


def signals_for(desk: Desk, chosen: Sequence[Standing], before: Shortlist, said: Mapping[str, int]) -> dict[str, str]:
    """Return the signal of each programme that gets one, by uid; `said` are the user's own numbers by kind.

    Signals sent with an application stay where they are.
    """
    if desk.case.plan.applied:
        return {entry.programme: entry.signal for entry in before.entries if entry.signal}
    found: dict[str, str] = {}
    gain_of = _gains(desk)
    for specialty in sorted({each.programme.specialty for each in chosen}):
        row = signals_of(desk.application.facts.signal_counts, specialty, desk.season)
        kinds = tuple(said.items()) or (row.kinds if row else ())
        options = [
            Signalled(each.programme.id, _desk_of(each.programme), gain_of(each), _has(before, each))
            for each in chosen
            if each.programme.specialty == specialty
        ]
        uids = {each.programme.id: each.programme.uid for each in chosen}
        found |= {uids[number]: kind for number, kind in give_signals(options, kinds).items()}
    return found


def _gains(desk: Desk) -> Callable[[Standing], float]:
    """Return what a signal adds to the chance of an interview at a programme; an open criterion counts half."""
    application, scores, draw = desk.ordering
    outlook, log_odds = application.outlook, desk.application.facts.signal_reading.log_odds

    @cache
    def at(door: Door) -> float:
        return signal_gain(door, scores, outlook.p_seen, draw, log_odds)

    weights = {Eligible.YES: 1.0, Eligible.UNKNOWN: HALF, Eligible.NO: 0.0}
    return lambda each: weights[each.eligible] * at(outlook.door(each.programme))


def _desk_of(programme: Programme) -> tuple[str, str]:
    """Return what a signal goes to: the specialty of an institution, not a track."""
    return (programme.nrmp_code[:4] or programme.institution or programme.name).casefold(), programme.specialty


def _has(before: Shortlist, each: Standing) -> str | None:
    entry = before.entry(each.programme.uid)
    return entry.signal if entry else None


def set_signals(book: Book, library: Library, as_of: date, said: Mapping[str, int]) -> tuple[ListView, tuple[str, ...]]:
    """Give the season's signals, or the user's own numbers, to the list anew; say where each number comes from."""
    desk = desk_on(book, library, as_of)
    if desk.case.plan.applied:
        raise StepreadyError("the application is in: its signals cannot be moved; `stepready shortlist` shows them")
    on = [line.standing for line in desk.listed()]
    if desk.kept is None or desk.kept.built_on is None:
        raise StepreadyError("there is no list to give signals to; `stepready shortlist build` makes one")
    signals = signals_for(desk, on, desk.kept, {kind: number for kind, number in said.items() if number})
    told = tuple(
        _signals_told(desk, specialty, said) for specialty in sorted({each.programme.specialty for each in on})
    )
    if {entry.programme: entry.signal for entry in desk.kept.entries if entry.signal} != signals:

        def change(now: Shortlist) -> Shortlist:
            entries = tuple(replace(entry, signal=signals.get(entry.programme)) for entry in now.entries)
            return replace(now, entries=entries)

        book.change_shortlist(desk.season, change, f"shortlist signals: {count(len(signals), 'signal')}")
    return view_of(desk_on(book, library, as_of)), told


def _signals_told(desk: Desk, specialty: str, said: Mapping[str, int]) -> str:
    if any(said.values()):
        return f"{specialty}: {_kinds((kind, number) for kind, number in said.items() if number)}, as you say."
    row = signals_of(desk.application.facts.signal_counts, specialty, desk.season)
    if row is None:
        return f"{specialty}: no number is known; say it: `stepready shortlist signals --number N`."
    return f"{specialty}: {_kinds(row.kinds)} in season {row.season} ({row.status.value}: {row.source})."


def _kinds(kinds: Iterable[tuple[str, int]]) -> str:
    return listed([count(number, kind) if kind == "signal" else f"{number} {kind}" for kind, number in kinds])
