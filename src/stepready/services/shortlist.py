"""`shortlist`: the list of a season, chosen, kept, priced and set against other test days."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from stepready.core.applying.application import (
    Application,
    Standing,
    candidate,
    place_all,
    with_outlook,
    without_companion,
)
from stepready.core.applying.choosing import Gains, Limits, choose_list
from stepready.core.applying.comparing import Compared, Scenario, compare
from stepready.core.applying.eligible import Eligible, h1b_wants_step3
from stepready.core.applying.fees import Fees, OtherCost, other_costs, steps_of
from stepready.core.applying.programme import Programme
from stepready.core.applying.prospects import CurvePoint, Prospects, curve, prospects
from stepready.core.applying.scores import known_score
from stepready.core.applying.shortlist import ListEntry, Note, Place, Shortlist, rebuilt
from stepready.core.applying.signals import Signalled, give_signals, signals_of
from stepready.core.applying.tiers import Tier
from stepready.core.applying.yields import central
from stepready.core.case import Case
from stepready.core.facts.exam import Applicant
from stepready.core.guide.specialty import resolve_specialty
from stepready.core.values import dataclass
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import count, listed
from stepready.core.verdict.decision import decide
from stepready.guides.library import Library
from stepready.services.applying import application_of, applying_case, outlook_on, season_on
from stepready.store.book import Book

A_YEAR = timedelta(weeks=52)
MIDDLING = 240
"""The score a list is ordered by while there is no forecast (ours): it decides the order alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLine:
    """One programme on the list."""

    standing: Standing
    entry: ListEntry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """The list of a season: its programmes in order, cost, tiers and what it may bring.

    `counts` are by tier, those ruled out counted over the whole table. `fees_season` is the season the fees are of.
    """

    as_of: date
    season: int
    guide: str
    built: bool
    lines: tuple[ListLine, ...]
    counts: Mapping[str, int]
    cost_usd: int
    fees_season: int
    fees_status: str
    other_costs: tuple[OtherCost, ...]
    prospects: Prospects
    curve: tuple[CurvePoint, ...]
    noted: Mapping[str, int]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMaking:
    """What a list is made for; empty is everything open, without a bound."""

    specialties: tuple[str, ...] = ()
    budget: int | None = None
    most: int | None = None
    by_specialty: Mapping[str, int] | None = None
    by_tier: Mapping[str, int] | None = None


class Desk:
    """Everything a list is made from, gathered once for a command."""

    def __init__(self, book: Book, library: Library, as_of: date, *, guide: str | None = None) -> None:
        """Gather the case, the application, the table and the season's list."""
        self.book, self.library, self.as_of = book, library, as_of
        self.case: Case = applying_case(book, library, as_of, guide=guide)
        self.application: Application = application_of(book, self.case)
        self.standings = place_all(book.programmes(), self.application)
        self.season = self.case.season.year
        steps = steps_of(self.application.facts.fee_steps, self.season)
        self.fees, self.fees_season, self.fees_status = Fees(steps), steps[0].season, steps[0].status.value
        self.kept = book.shortlist(self.season)

    def listed(self) -> list[ListLine]:
        """Return the list as kept; before one is built, everything that is not ruled out or dropped."""
        by_uid = {each.programme.uid: each for each in self.standings}
        kept = self.kept or Shortlist(season=self.season)
        if kept.built_on is not None:
            on = [entry for entry in kept.entries if entry.is_on and entry.programme in by_uid]
            return [ListLine(standing=by_uid[entry.programme], entry=entry) for entry in on]
        lines = [ListLine(standing=each, entry=kept.entry(each.programme.uid)) for each in self.standings]
        return [
            line for line in lines if (line.entry.is_on if line.entry else line.standing.eligible is not Eligible.NO)
        ]


def show_list(book: Book, library: Library, as_of: date, *, guide: str | None = None) -> ListView:
    """Return the list of the plan's season with what it costs and may bring."""
    return _view(Desk(book, library, as_of, guide=guide))


def _view(desk: Desk) -> ListView:
    lines, application = desk.listed(), desk.application
    on = [line.standing for line in lines]
    kept = desk.kept
    return ListView(
        as_of=desk.as_of,
        season=desk.season,
        guide=desk.case.guide.name,
        built=kept is not None and kept.built_on is not None,
        lines=tuple(lines),
        counts=_counts(on, desk.standings),
        cost_usd=_cost(desk, on),
        fees_season=desk.fees_season,
        fees_status=desk.fees_status,
        other_costs=costs_beside(desk),
        prospects=prospects(on, application),
        curve=curve(on, application, desk.fees),
        noted={note.value: kept.count(note) if kept else 0 for note in Note},
        notices=_notices(desk, on),
    )


def _cost(desk: Desk, on: Iterable[Standing]) -> int:
    return desk.fees.total(each.programme.specialty for each in on)


def costs_beside(desk: Desk) -> tuple[OtherCost, ...]:
    """Return what is paid beside the application fees."""
    is_img = desk.application.applicant in (None, Applicant.US_IMG, Applicant.NON_US_IMG)
    return other_costs(desk.application.facts.other_fees, desk.season, is_img=is_img)


def _counts(on: Sequence[Standing], every: Sequence[Standing]) -> dict[str, int]:
    tiers = Counter(each.tier for each in on)
    ruled_out = sum(each.eligible is Eligible.NO for each in every)
    return {tier.value: tiers[tier] for tier in Tier if tier is not Tier.RULED_OUT} | {"ruled_out": ruled_out}


def _notices(desk: Desk, on: Sequence[Standing]) -> tuple[str, ...]:
    """Say what the list has a hole in and what its figures rest on."""
    notices = []
    if not desk.standings:
        notices.append("No programmes yet: `stepready programs import FILE` takes your own table; none ships with it.")
    elif desk.kept is None or desk.kept.built_on is None:
        notices.append("No list is built yet: this is every programme not ruled out; `stepready shortlist build`.")
    if desk.application.outlook.scores is None:
        notices.append("No chance of clearing a minimum: no forecast yet. Log a practice exam (`stepready log nbme`).")
    holes = without_companion(on)
    if holes:
        names = listed([programme.name for programme in holes[:3]])
        notices.append(f"Advanced positions without a first year on the list: {names}; add a preliminary programme.")
    if h1b_wants_step3(desk.application.applying.profile):
        notices.append(
            "Programmes that sponsor H-1B usually want Step 3 passed (secondary); `profile set --step3 passed`."
        )
    if desk.fees_season != desk.season:
        notices.append(
            f"Fees are those of season {desk.fees_season} ({desk.fees_status}); season {desk.season}'s are not known."
        )
    return tuple(notices)


def build_list(book: Book, library: Library, as_of: date, making: ListMaking) -> ListView:
    """Choose a list within the limits and keep it; what was pinned, dropped or noted stays so."""
    desk = Desk(book, library, as_of)
    if not desk.standings:
        raise StepreadyError(
            "there are no programmes to choose from; `stepready programs import FILE` takes your table"
        )
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
    signals = _signals(desk, chosen, before, {})
    said = f"shortlist build {count(len(chosen), 'programme')} for season {desk.season}"
    book.change_shortlist(
        desk.season, lambda now: rebuilt(now, made, [each.programme.uid for each in chosen], signals), said
    )
    return _view(Desk(book, library, as_of))


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
    application = _ordering(desk.application)
    candidates = [candidate(each, application) for each in open_ones]
    outlook = application.outlook
    draw = central(application.facts.interview_model, needs_visa=bool(application.needs_visa))
    gains = Gains(candidates, outlook.scores or known_score(MIDDLING), outlook.p_seen, draw)
    pinned = frozenset(each.programme.id for each in open_ones if places.get(each.programme.uid) is Place.PINNED)
    limits = Limits(budget=making.budget, most=making.most, by_specialty=making.by_specialty, by_tier=making.by_tier)
    by_id = {each.programme.id: each for each in open_ones}
    return [by_id[option.id] for option, _ in choose_list(candidates, gains, desk.fees, limits, pinned).chosen]


def _ordering(application: Application) -> Application:
    """Return the application a list is ordered by; without a forecast, with a middling score."""
    if application.outlook.scores is not None:
        return application
    return replace(application, outlook=replace(application.outlook, scores=known_score(MIDDLING)))


def _signals(desk: Desk, chosen: Sequence[Standing], before: Shortlist, said: Mapping[str, int]) -> dict[str, str]:
    """Return the signal of each programme that gets one, by uid; `said` are the user's own numbers by kind."""
    found: dict[str, str] = {}
    for specialty in sorted({each.programme.specialty for each in chosen}):
        row = signals_of(desk.application.facts.signal_counts, specialty, desk.season)
        kinds = tuple(said.items()) or (row.kinds if row else ())
        options = [
            Signalled(each.programme.id, _desk_of(each.programme), _signal_gain(each), _has(before, each))
            for each in chosen
            if each.programme.specialty == specialty
        ]
        uids = {each.programme.id: each.programme.uid for each in chosen}
        found |= {uids[number]: kind for number, kind in give_signals(options, kinds).items()}
    return found


def _desk_of(programme: Programme) -> tuple[str, str]:
    """Return what a signal goes to: the specialty of an institution, not a track."""
    return (programme.nrmp_code[:4] or programme.institution or programme.name).casefold(), programme.specialty


def _signal_gain(each: Standing) -> float:
    """Return how much more a signal does here than elsewhere: a constant factor on the chance that the file is read."""
    weight = {Eligible.YES: 1.0, Eligible.UNKNOWN: 0.5, Eligible.NO: 0.0}[each.eligible]
    return weight * (1.0 if each.p_clear is None else each.p_clear)


def _has(before: Shortlist, each: Standing) -> str | None:
    entry = before.entry(each.programme.uid)
    return entry.signal if entry else None


def set_signals(book: Book, library: Library, as_of: date, said: Mapping[str, int]) -> tuple[ListView, tuple[str, ...]]:
    """Give the season's signals, or the user's own numbers, to the list anew; say where each number comes from."""
    desk = Desk(book, library, as_of)
    on = [line.standing for line in desk.listed()]
    if desk.kept is None or desk.kept.built_on is None:
        raise StepreadyError("there is no list to give signals to; `stepready shortlist build` makes one")
    signals = _signals(desk, on, desk.kept, {kind: number for kind, number in said.items() if number})
    told = tuple(
        _signals_told(desk, specialty, said) for specialty in sorted({each.programme.specialty for each in on})
    )
    if {entry.programme: entry.signal for entry in desk.kept.entries if entry.signal} != signals:

        def change(now: Shortlist) -> Shortlist:
            entries = tuple(replace(entry, signal=signals.get(entry.programme)) for entry in now.entries)
            return replace(now, entries=entries)

        book.change_shortlist(desk.season, change, f"shortlist signals: {count(len(signals), 'signal')}")
    return _view(Desk(book, library, as_of)), told


def _signals_told(desk: Desk, specialty: str, said: Mapping[str, int]) -> str:
    if any(said.values()):
        return f"{specialty}: {listed([f'{number} {kind}' for kind, number in said.items() if number])}, as you say."
    row = signals_of(desk.application.facts.signal_counts, specialty, desk.season)
    if row is None:
        return f"{specialty}: no number is known; say it: `stepready shortlist signals --number N`."
    kinds = listed([f"{number} {kind}" for kind, number in row.kinds])
    return f"{specialty}: {kinds} in season {row.season} ({row.status.value}: {row.source})."


def mark(book: Book, library: Library, as_of: date, *, number: int, place: Place) -> Programme:
    """Pin or drop a programme in the season's list."""
    season = applying_case(book, library, as_of).season.year
    programme = book.get(Programme, number)

    def change(now: Shortlist) -> Shortlist:
        entry = now.entry(programme.uid) or ListEntry(programme=programme.uid)
        return now.with_entry(replace(entry, place=place))

    verb = {Place.PINNED: "pin", Place.DROPPED: "drop", Place.LISTED: "list"}[place]
    book.change_shortlist(season, change, f"shortlist {verb} {programme.said} (id {number})")
    return programme


def note_outcome(book: Book, library: Library, as_of: date, *, number: int, note: Note, on: date) -> Programme:
    """Note what came of an application, and on which day."""
    season = applying_case(book, library, as_of).season.year
    programme = book.get(Programme, number)
    if on > as_of:
        raise StepreadyError(f"{on.isoformat()} is after today ({as_of.isoformat()}); note what has come")

    def change(now: Shortlist) -> Shortlist:
        entry = now.entry(programme.uid) or ListEntry(programme=programme.uid)
        return now.with_entry(replace(entry, **{note.value: on}))  # type: ignore[arg-type]

    said = f"shortlist note {programme.said} (id {number}): {note.value} {on.isoformat()}"
    book.change_shortlist(season, change, said)
    return programme


def compare_days(book: Book, library: Library, as_of: date, days: Sequence[date] = ()) -> tuple[Compared, ...]:
    """Return what other test days do to the list; without days, the booked, the proposed, later ones, a year on."""
    desk = Desk(book, library, as_of)
    if not desk.standings:
        raise StepreadyError("there are no programmes to compare; `stepready programs import FILE` takes your table")
    on = [line.standing for line in desk.listed()]
    base = Scenario(what="booked" if desk.case.plan.exam_date else "today", application=desk.application)
    scenarios = [_scenario(desk, what, day) for what, day in _asked(desk, days)]
    return compare([each.programme for each in on], scenarios, base, _cost(desk, on))


def _asked(desk: Desk, days: Sequence[date]) -> list[tuple[str, date]]:
    """Return the test days to compare, each with what it is."""
    if days:
        return [("asked", day) for day in days]
    booked = desk.case.test_day
    found = [("booked" if desk.case.plan.exam_date else "today", booked)]
    delay = decide(desk.case).exam.delay if desk.case.plan.exam_date and desk.case.plan.result is None else None
    if delay is not None and delay.to is not None:
        found.append(("proposed", delay.to))
    found += [("two weeks on", booked + timedelta(weeks=2)), ("four weeks on", booked + timedelta(weeks=4))]
    return [*found, ("next cycle", booked + A_YEAR)]


def _scenario(desk: Desk, what: str, day: date) -> Scenario:
    """Return the application that a test day's score would carry, in the season it can still serve."""
    season = season_on(desk.case, desk.library, day)
    return Scenario(what=what, application=with_outlook(desk.application, outlook_on(desk.case, day, season)))


def delay_line(book: Book, library: Library, case: Case, to: date | None) -> str | None:
    """Say in one line what a delay does to the list; None without a list or a day to move to."""
    if to is None or not book.programmes() or book.shortlist(case.season.year) is None:
        return None
    desk = Desk(book, library, case.as_of)
    on = [line.standing.programme for line in desk.listed()]
    base = Scenario(what="booked", application=desk.application)
    (row,) = compare(on, [_scenario(desk, "proposed", to)], base, 0)
    return (
        f"Your list: of {row.kept + row.lost} programmes likely to be reached on the booked day, {row.kept} stay and "
        f"{row.lost} are lost by sitting on {to.isoformat()}, {row.gained} come; `stepready shortlist compare`."
    )
