"""`shortlist`: the list of a season as it is kept, what it costs and may bring."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from stepready.core.applying.application import (
    Application,
    Standing,
    doubted,
    place_all,
    with_outlook,
    without_companion,
)
from stepready.core.applying.eligible import Eligible, h1b_wants_step3
from stepready.core.applying.fees import Fees, OtherCost, other_costs, steps_of
from stepready.core.applying.interview_yield import Draw, central
from stepready.core.applying.programme import Programme
from stepready.core.applying.prospects import CurvePoint, Prospects, curve, prospects
from stepready.core.applying.scores import Scores, known_score
from stepready.core.applying.season_so_far import told_so_far
from stepready.core.applying.shortlist import Expected, ListEntry, Note, Place, Shortlist
from stepready.core.applying.tiers import MixShare, Tier, mix_of
from stepready.core.case import Case
from stepready.core.facts.exam import Applicant
from stepready.core.values import dataclass
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import listed
from stepready.guides.library import Library
from stepready.services.applying import application_of, applying_case
from stepready.store.book import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLine:
    """One programme on the list."""

    standing: Standing
    entry: ListEntry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """The list of a season: its programmes in order, cost, tiers and what it may bring.

    `counts` are by tier, those ruled out counted over the whole table; `mix` is of the list, what is unknown counted as
    the tier it would be. `fees_season` is the season the fees are of. `noted` counts what came of the applications,
    `so_far` says it beside what was `expected` on the day the list was built. `supported` says whether data support the
    chances of the score.
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
    mix: tuple[MixShare, ...]
    noted: Mapping[str, int]
    expected: Expected | None
    so_far: str | None
    supported: bool
    notices: tuple[str, ...]


MIDDLING = 240
"""The score a list is ordered by while there is no forecast (ours): it decides the order alone."""


class Ordering(NamedTuple):
    """What decides the order of a list: the application with some score in it, and the parameters at their middle."""

    application: Application
    scores: Scores
    draw: Draw


class Desk:
    """Everything a list is made from, gathered once for a command."""

    def __init__(self, book: Book, library: Library, case: Case) -> None:
        """Gather the application, the table and the season's list of a case."""
        self.book, self.library, self.case, self.as_of = book, library, case, case.as_of
        self.application: Application = application_of(book, case)
        self.standings = place_all(book.programmes(), self.application)
        self.season = self.case.season.year
        steps = steps_of(self.application.facts.fee_steps, self.season)
        self.fees, self.fees_season, self.fees_status = Fees(steps), steps[0].season, steps[0].status.value
        self.kept = book.shortlist(self.season)

    @property
    def ordering(self) -> Ordering:
        """What a list is ordered by; without a forecast, by a middling score."""
        application = self.application
        draw = central(application.facts.interview_model, needs_visa=bool(application.needs_visa))
        scores = application.outlook.scores or known_score(MIDDLING)
        return Ordering(with_outlook(application, replace(application.outlook, scores=scores)), scores, draw)

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


def desk_on(book: Book, library: Library, as_of: date, *, guide: str | None = None) -> Desk:
    """Gather everything a list is made from on a day; `guide` names another for the tiers."""
    return Desk(book, library, applying_case(book, library, as_of, guide=guide))


def show_list(book: Book, library: Library, as_of: date, *, guide: str | None = None) -> ListView:
    """Return the list of the plan's season with what it costs and may bring."""
    return view_of(desk_on(book, library, as_of, guide=guide))


def view_of(desk: Desk) -> ListView:
    """Return the list as a command shows it."""
    lines, application = desk.listed(), desk.application
    on = [line.standing for line in lines]
    kept, may_bring = desk.kept, prospects(on, application)
    return ListView(
        as_of=desk.as_of,
        season=desk.season,
        guide=desk.case.guide.name,
        built=kept is not None and kept.built_on is not None,
        lines=tuple(lines),
        counts=_counts(on, desk.standings),
        cost_usd=cost_of(desk, on),
        fees_season=desk.fees_season,
        fees_status=desk.fees_status,
        other_costs=costs_beside(desk),
        prospects=may_bring,
        curve=curve(on, application, desk.fees),
        mix=mix_of([each.open_tier for each in on], application.tiers),
        noted={note.value: kept.count(note) if kept else 0 for note in Note},
        expected=None if kept is None else kept.expected,
        so_far=None if kept is None else told_so_far(kept, may_bring),
        supported=application.outlook.supported,
        notices=_notices(desk, on),
    )


def cost_of(desk: Desk, on: Iterable[Standing]) -> int:
    """Return the application fees of programmes, in US dollars."""
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
    table = sorted({each.programme.specialty for each in desk.standings})
    absent = [name for name in (desk.kept.specialties if desk.kept else ()) if name not in table]
    if absent and table:
        notices.append(f"No programme of your table is of {listed(absent)}; it has {listed(table)}.")
    if desk.application.outlook.scores is None:
        notices.append("No chance of clearing a minimum: no forecast yet. Log a practice exam (`stepready log nbme`).")
    marked = desk.application.mark_explained
    notices += [marked] if marked else []
    holes = without_companion(on)
    if holes:
        names = listed([programme.name for programme in holes[:3]])
        notices.append(f"Advanced positions without a first year on the list: {names}; add a preliminary programme.")
    doubts = doubted(on)
    notices += [doubts] if doubts else []
    if h1b_wants_step3(desk.application.applying.profile):
        notices.append(
            "Programmes that sponsor H-1B usually want Step 3 passed (secondary); `profile set --step3 passed`."
        )
    if desk.fees_season != desk.season:
        notices.append(
            f"Fees are those of season {desk.fees_season} ({desk.fees_status}); season {desk.season}'s are not known."
        )
    return tuple(notices)


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
