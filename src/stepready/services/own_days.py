"""`day`: the user's own deadlines, kept beside the official ones and shown wherever those are."""

from dataclasses import replace
from datetime import date
from typing import Any

from stepready.core.season.key_day import KeyDay
from stepready.core.season.own_days import OwnDay, checked_own_day, counted_from, own_events, step_meant
from stepready.core.season.season import Season
from stepready.core.season.steps import step_day, step_status
from stepready.core.values import dataclass
from stepready.core.values.errors import StepreadyError
from stepready.guides.library import Library
from stepready.services.current_season import season_of
from stepready.store.book import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedDay(KeyDay):
    """A step of an application that ships with a pattern; `yours` is the id of the own day that stands for it."""

    yours: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDays:
    """The user's own days with their dates (None: counted from an exam that is not booked), and what ships."""

    as_of: date
    season: int
    days: tuple[tuple[OwnDay, date | None], ...]
    shipped: tuple[ShippedDay, ...]


def add_day(book: Book, library: Library, day: OwnDay) -> OwnDay:
    """Keep a day of the user's own; raise StepreadyError for one that is there already or is none."""
    found = checked_own_day(day, counted_from(library.calendar.steps))
    _refuse_second(book, found)
    return book.add(found, check=lambda: _refuse_second(book, found))


def edit_day(book: Book, library: Library, number: int, **named: Any) -> OwnDay:
    """Change what is named of a day and keep the rest; a date takes the place of a count, and the other way round."""
    given = {name: value for name, value in named.items() if value is not None}
    if not given:
        raise StepreadyError("nothing to change: give a LABEL, --on, --from with --days, or --note")

    def changed(found: OwnDay) -> OwnDay:
        base = replace(found, after="", days=0, before=False) if "on" in given else found
        base = replace(base, on=None) if "after" in given else base
        day = checked_own_day(replace(base, **given), counted_from(library.calendar.steps))
        _refuse_second(book, day)
        return day

    return book.replace(number, changed, OwnDay)


def _refuse_second(book: Book, day: OwnDay) -> None:
    same = next((one for one in book.all(OwnDay) if one.id != day.id and _is_same(one, day)), None)
    if same is not None:
        raise StepreadyError(
            f"{same.said} is kept already (id {same.id}); accepted: `stepready day edit {same.id}`, or another label"
        )


def _is_same(one: OwnDay, other: OwnDay) -> bool:
    return (one.label.casefold(), one.when) == (other.label.casefold(), other.when)


def list_days(book: Book, library: Library, as_of: date) -> OwnDays:
    """Return the user's own days, earliest first, and the patterns that ship, as the plan's season has them."""
    plan = book.plan()
    season = season_of(plan, library, as_of)
    kept = book.all(OwnDay)
    test_day = None if plan is None else plan.exam_date
    dated = {event.id: event.on for event in own_events(kept, season, library.calendar.steps, test_day)}
    days = [(day, dated.get(f"own_{day.id}")) for day in kept]
    return OwnDays(
        as_of=as_of,
        season=season.year,
        days=tuple(sorted(days, key=lambda one: (one[1] or date.max, one[0].id))),
        shipped=tuple(sorted(_shipped(kept, season, library), key=lambda day: (day.on, day.id))),
    )


def _shipped(kept: list[OwnDay], season: Season, library: Library) -> list[ShippedDay]:
    steps = library.calendar.steps
    meant = {step.id: day.id for day in kept if (step := step_meant(day, steps)) is not None}
    return [
        ShippedDay(
            id=step.id,
            on=step_day(step, season),
            label=step.label,
            why=step.source,
            status=step_status(step, season).value,
            yours=meant.get(step.id),
        )
        for step in steps
    ]
