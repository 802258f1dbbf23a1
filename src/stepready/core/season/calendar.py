"""The days of a season: published where they are, the user's own where given, projected from a pattern otherwise.

A projected day always says so. Days and hours are US Eastern.
"""

from collections.abc import Iterable
from datetime import date, time

from stepready.core.facts.citation import Fact, Status
from stepready.core.facts.settings import MilestoneOverride
from stepready.core.season.patterns import Pattern, Relative
from stepready.core.season.season import MILESTONE_IDS, Milestone, Season
from stepready.core.season.steps import SeasonStep
from stepready.core.values import dataclass
from stepready.core.values.errors import StepreadyError


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestonePattern(Fact):
    """A milestone of every season and the pattern it is projected from.

    `also` are patterns of other days it may fall on instead; the earliest is the day to plan on. `source`
    and `status` speak of the pattern; a day projected from it is always `projected`.
    """

    id: str
    label: str
    pattern: Pattern
    also: tuple[Pattern, ...] = ()
    at: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedDay:
    """One published milestone; `also` are days that another source gives."""

    id: str
    on: date
    also: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication(Fact):
    """Days of one season that were read in one place, or are known equally well."""

    days: tuple[PublishedDay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedSeason:
    """What is published of one season."""

    year: int
    publications: tuple[Publication, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherService(Fact):
    """A specialty that applies through a service of its own, so that the ERAS days do not hold for it."""

    specialty: str
    title: str
    words: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a specialty without a name."""
        Fact.__post_init__(self)
        if not self.specialty:
            msg = "specialty is empty; allowed: a specialty's slug"
            raise ValueError(msg)

    def speaks_of(self, specialty: str | None) -> bool:
        """Whether the plan's specialty, a slug or free text, is this one."""
        return (specialty or "").strip().lower() in {name.lower() for name in self.names}

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that means the specialty."""
        return (self.specialty, self.title, *self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarData:
    """Everything known about application seasons, which are named by the year residency starts."""

    zone: str
    first_season: int
    last_season: int
    milestones: tuple[MilestonePattern, ...]
    seasons: tuple[PublishedSeason, ...]
    other_services: tuple[OtherService, ...] = ()
    steps: tuple[SeasonStep, ...] = ()

    def __post_init__(self) -> None:
        """Refuse missing, doubled or unknown milestones, patterns that run in a circle, and doubled seasons."""
        _exactly_once([m.id for m in self.milestones], MILESTONE_IDS)
        _no_circle({m.id: _leads_to(m) for m in self.milestones})
        years = [season.year for season in self.seasons]
        if len(set(years)) != len(years):
            msg = f"a season is given twice among {', '.join(map(str, years))}; allowed: one entry a season"
            raise ValueError(msg)
        for season in self.seasons:
            _known([d.id for p in season.publications for d in p.days], season.year)

    def published(self, year: int) -> dict[str, tuple[Publication, PublishedDay]]:
        """Return what is published of a season, by milestone."""
        found = (season for season in self.seasons if season.year == year)
        return {day.id: (page, day) for season in found for page in season.publications for day in page.days}


def season(year: int, data: CalendarData, overrides: Iterable[MilestoneOverride] = ()) -> Season:
    """Return a season with every milestone dated, earliest first.

    A user's override stands before what is published, and that before the pattern. A day projected
    relative to another follows it when the user moves it. Raises StepreadyError for a year out of range.
    """
    if not data.first_season <= year <= data.last_season:
        accepted = f"{data.first_season} to {data.last_season} (2028 = applications in September 2027)"
        raise StepreadyError(f"season {year} is out of range; accepted: {accepted}")
    own = {o.id: o for o in overrides if o.season == year}
    published = data.published(year)
    by_id = {m.id: m for m in data.milestones}

    def day_of(milestone_id: str) -> date:
        return dated(by_id[milestone_id]).on

    def dated(form: MilestonePattern) -> Milestone:
        if form.id in own:
            return _overridden(form, own[form.id])
        if form.id in published:
            return _published(form, *published[form.id])
        days = sorted({p.day(year, day_of) for p in (form.pattern, *form.also)})
        return _milestone(form, days[0], tuple(days[1:]), form.source, Status.PROJECTED)

    place = {milestone_id: index for index, milestone_id in enumerate(MILESTONE_IDS)}
    milestones = sorted((dated(form) for form in data.milestones), key=lambda m: (m.on, place[m.id]))
    return Season(year=year, milestones=tuple(milestones))


def default_season(as_of: date, data: CalendarData, overrides: tuple[MilestoneOverride, ...] = ()) -> int:
    """Return the next season whose review has not opened on that day; on the opening day it has."""
    ahead = as_of.year + 1
    return ahead + 1 if season(ahead, data, overrides).review_is_open(as_of) else ahead


def _overridden(form: MilestonePattern, own: MilestoneOverride) -> Milestone:
    return _milestone(form, own.on, (), own.source, own.status)


def _published(form: MilestonePattern, page: Publication, day: PublishedDay) -> Milestone:
    return _milestone(form, day.on, day.also, page.source, page.status)


def _milestone(form: MilestonePattern, on: date, also: tuple[date, ...], source: str, status: Status) -> Milestone:
    return Milestone(id=form.id, label=form.label, on=on, at=form.at, also=also, source=source, status=status)


def _exactly_once(ids: list[str], allowed: tuple[str, ...]) -> None:
    if sorted(ids) != sorted(allowed):
        msg = f"milestones are {', '.join(ids)}; allowed: each of {', '.join(allowed)} once"
        raise ValueError(msg)


def _known(ids: list[str], year: int) -> None:
    unknown = [i for i in ids if i not in MILESTONE_IDS]
    doubled = [i for i in dict.fromkeys(ids) if ids.count(i) > 1]
    if unknown or doubled:
        msg = f"season {year}: {', '.join(unknown + doubled)}; allowed: {', '.join(MILESTONE_IDS)}, each at most once"
        raise ValueError(msg)


def _leads_to(form: MilestonePattern) -> set[str]:
    """Return the milestones that a milestone's patterns are relative to."""
    return {p.milestone for p in (form.pattern, *form.also) if isinstance(p, Relative)}


def _no_circle(leads_to: dict[str, set[str]]) -> None:
    """Refuse milestones whose day rests on itself or on none; it could never be worked out."""
    settled: set[str] = set()
    while ready := {i for i, needs in leads_to.items() if i not in settled and needs <= settled}:
        settled |= ready
    if len(settled) < len(leads_to):
        circular = ", ".join(i for i in leads_to if i not in settled)
        msg = f"relative to each other or to an unknown milestone: {circular}; allowed: chains that end at a dated one"
        raise ValueError(msg)
