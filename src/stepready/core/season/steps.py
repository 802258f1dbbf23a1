"""The steps of an application between the season's milestones: letters, the list, invitations, SOAP."""

from collections.abc import Iterable
from datetime import date, time

from stepready.core.facts.citation import Fact, Status
from stepready.core.facts.names import folded_name
from stepready.core.season.key_day import Event, EventKind
from stepready.core.season.patterns import Pattern, Relative
from stepready.core.season.season import Season
from stepready.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonStep(Fact):
    """One step of every season and the pattern of its day, with the hour (US Eastern) where one is set.

    `imgs_only` holds for international graduates alone. `words` are other names people call it by.
    """

    id: str
    label: str
    pattern: Pattern
    at: time | None = None
    imgs_only: bool = False
    words: tuple[str, ...] = ()

    def is_named(self, label: str) -> bool:
        """Whether people mean this step by a label."""
        named = folded_name(label)
        return named in {folded_name(name) for name in (self.id, self.label, *self.words)}


def step_day(step: SeasonStep, season: Season) -> date:
    """Return the day of a step's pattern in a season."""
    return step.pattern.day(season.year, season.day)


def step_events(season: Season, steps: Iterable[SeasonStep], *, is_img: bool) -> tuple[Event, ...]:
    """Return the steps of a season as events, earliest first."""
    found = [
        Event(
            uid=f"season-{season.year}-{step.id}",
            id=step.id,
            kind=EventKind.ACT,
            on=step_day(step, season),
            at=step.at,
            label=step.label,
            why=step.source,
            status=step_status(step, season).value,
        )
        for step in steps
        if is_img or not step.imgs_only
    ]
    return tuple(sorted(found, key=lambda event: (event.on, event.at or time(), event.id)))


def ahead(events: Iterable[Event], as_of: date) -> tuple[Event, ...]:
    """Return the events that are not past."""
    return tuple(event for event in events if event.on >= as_of)


def step_status(step: SeasonStep, season: Season) -> Status:
    """Return how well a step's day is known: a day counted from a projected one is projected too."""
    counted_from = season.milestone(step.pattern.milestone) if isinstance(step.pattern, Relative) else None
    is_projected = counted_from is not None and counted_from.status is Status.PROJECTED
    return Status.PROJECTED if is_projected else step.status
