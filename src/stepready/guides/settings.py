"""The user's own settings file: readings, milestones, report delays and tags that replace what ships, days beside it.

[readings]
recent_days = 42

[[milestone]]
season = 2028
id = "review_opens"
on = 2027-09-29
source = "AAMC, ERAS timeline"

[[delay_window]]
from = 2027-06-15
to = 2027-07-10
extra_days = 14
source = "USMLE announcement"

[[day]]
label = "Visa interview"
on = 2027-05-20
source = "the consulate's letter"

[anki_tags]
kidneys = "nephrology"
"""

from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from stepready.core.facts.facts import Reading, Readings
from stepready.core.facts.settings import AddedDay, AnkiTag, DelayWindow, MilestoneOverride, ReadingOverride, Settings
from stepready.core.season.calendar import CalendarData
from stepready.core.season.own_days import counted_from
from stepready.core.season.season import MILESTONE_IDS
from stepready.core.values import dataclass
from stepready.core.values.days import DateOrder
from stepready.core.values.errors import StepreadyError
from stepready.guides.library import Library
from stepready.guides.strict import DataError, Reader, choices, read_toml
from stepready.guides.user_habits import habits_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsFile:
    """What the file may hold, as written."""

    readings: dict[str, float] | None = None
    milestones: tuple[MilestoneOverride, ...] = ()
    delay_windows: tuple[DelayWindow, ...] = ()
    anki_tags: dict[str, str] | None = None
    days: tuple[AddedDay, ...] = ()
    day_starts: int = 0
    dates: DateOrder | None = None


def read_settings(file: Path, library: Library) -> Settings:
    """Return the settings of a file, empty when there is none; raise DataError with every problem found.

    The seasons that may be named are those of the library's calendar.
    """
    reader = Reader(str(file))
    raw = _read(file, reader)
    held = reader.read(SettingsFile, raw) if raw is not None else None
    _check_habits(raw, reader)
    _check_readings(raw, reader)
    _check_milestones(raw, reader, library.calendar)
    for place, day in enumerate(held.days if held is not None else (), start=1):
        if day.after and day.after not in (ids := counted_from(library.calendar.steps)):
            reader.refuse(f"day[{place}].after", f"found {day.after!r}", choices(ids, day.after))
    if reader.problems or held is None:
        raise DataError(tuple(reader.problems), what="settings")
    overrides = tuple(ReadingOverride(name=name, value=value) for name, value in (held.readings or {}).items())
    tags = tuple(AnkiTag(word=word, topic=topic) for word, topic in (held.anki_tags or {}).items())
    return Settings(
        readings=overrides,
        milestones=held.milestones,
        delay_windows=held.delay_windows,
        anki_tags=tags,
        days=held.days,
    )


def with_settings(library: Library, settings: Settings) -> Library:
    """Return the library with the user's readings in place of ours, each marked as set by the user, and their delays.

    Guides' windows that rest on a reading move with it. Milestones are the calendar's to apply.
    """
    facts = replace(library.facts, delay_windows=settings.delay_windows)
    library = replace(library, settings=settings, facts=facts)
    if not settings.readings:
        return library
    readings = library.facts.readings
    changed: dict[str, Any] = {override.name: _set_by_you(readings, override) for override in settings.readings}
    readings = replace(readings, **changed)
    guides = {name: guide.dated(readings) for name, guide in library.guides.items()}
    return replace(library, facts=replace(library.facts, readings=readings), guides=guides)


def reading_names() -> list[str]:
    """Return the names of the readings that are one number."""
    return [field.name for field in fields(Readings) if field.type is Reading]


def _read(file: Path, reader: Reader) -> dict[str, Any] | None:
    raw = read_toml(file, reader) if file.exists() else {}
    if raw is None:
        return None
    for window in raw.get("delay_window", []) if isinstance(raw.get("delay_window", []), list) else []:
        if isinstance(window, dict):
            _rename(window, {"from": "first", "to": "last"})
    return raw


def _rename(table: dict[str, Any], names: dict[str, str]) -> None:
    for written, field in names.items():
        if written in table and field not in table:
            table[field] = table.pop(written)


def _check_habits(raw: dict[str, Any] | None, reader: Reader) -> None:
    """Check the habits that commands read on their own."""
    try:
        habits_of(raw or {}, reader.file)
    except StepreadyError as problem:
        if not reader.problems:
            reader.refuse("", problem.message)


def _check_readings(raw: dict[str, Any] | None, reader: Reader) -> None:
    """Check every reading that is a number, whatever else is wrong in the file."""
    given = (raw or {}).get("readings")
    for name, written in given.items() if isinstance(given, dict) else ():
        if reader.is_full:
            return
        value = Reader(reader.file).read(float, written)
        if name not in reading_names():
            reader.refuse(f"readings.{name}", f"unknown reading {name!r}", choices(reading_names(), name))
        elif value is not None:
            _try_reading(reader, name, value)


def _check_milestones(raw: dict[str, Any] | None, reader: Reader, calendar: CalendarData) -> None:
    """Check every milestone's id, season and day that can be read, whatever else is wrong in the file."""
    for key in ("milestone", "milestones"):
        given = (raw or {}).get(key)
        for place, table in enumerate(given if isinstance(given, list) else [], start=1):
            if isinstance(table, dict):
                _try_milestone(reader, f"{key}[{place}]", table, calendar)


def _try_milestone(reader: Reader, path: str, table: dict[str, Any], calendar: CalendarData) -> None:
    quiet = Reader(reader.file)
    name, season = quiet.read(str, table.get("id")), quiet.read(int, table.get("season"))
    on = quiet.read(date, table.get("on"))
    if name is not None and name not in MILESTONE_IDS:
        reader.refuse(f"{path}.id", f"found {name!r}", choices(list(MILESTONE_IDS), name))
    if season is None:
        return
    if not calendar.first_season <= season <= calendar.last_season:
        reader.refuse(f"{path}.season", f"found {season}", f"{calendar.first_season} to {calendar.last_season}")
    elif on is not None and not date(season - 2, 1, 1) <= on <= date(season, 12, 31):
        reader.refuse(f"{path}.on", f"found {on}", f"a day of {season - 2} to {season} for season {season}")


def _try_reading(reader: Reader, name: str, value: float) -> None:
    low, high = RANGES.get(name, (0, 300))
    kind = "a whole number from " if name in WHOLE else ""
    if not low <= value <= high or (kind and value != int(value)):
        reader.refuse(f"readings.{name}", f"found {value:g}", f"{kind}{low} to {high}")


WHOLE = ("recent_days", "level_exams", "early_month_ends", "mid_month_ends")
RANGES = {
    "recent_days": (1, 366),
    "level_exams": (1, 6),
    "gain_full_weeks": (1, 52),
    "gain_hold_weeks": (1, 52),
    "posters_share": (0, 1),
    "early_month_ends": (1, 28),
    "mid_month_ends": (1, 28),
}
"""Legal ranges of the readings that are not points of a score."""


def _set_by_you(readings: Readings, override: ReadingOverride) -> Reading:
    ours: Reading = getattr(readings, override.name)
    return replace(ours, value=override.value, cite=(), ours=f"set by you in place of {ours.value:g}")
