"""Check the whole installation and say what to do about each thing that is not right."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from stepready.core.facts.citation import Status
from stepready.core.season.eastern_time import EASTERN
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import count, full_day, listed, number
from stepready.guides import HERE
from stepready.guides.library import load
from stepready.guides.own import own_files, with_own_guides
from stepready.guides.settings import read_settings
from stepready.services.current_season import season_of
from stepready.services.doctor_database import database_findings
from stepready.services.health import Health, HealthFinding
from stepready.store.location import database_path, is_server, own_guides_path, settings_path, shown
from stepready.store.mending.rescue import Rescued
from stepready.store.mending.rescue import rescue as bring_out

FIRST_SEEN = 2019
"""No computer on which this runs was ever set to an earlier year on purpose."""


class TerminalFacts(NamedTuple):
    """What the command line knows of the terminal it writes to."""

    encoding: str
    width: int
    colour: bool


def diagnose(db: str | None, now: datetime, today: date, terminal: TerminalFacts) -> list[HealthFinding]:
    """Return every finding; nothing is changed."""
    found = list(database_findings(db, now))
    return [*found, _guides(), *_own_guides(), _calendar(today), _settings(), _clock(now), _terminal(terminal)]


def _guides() -> HealthFinding:
    try:
        library = load()
    except StepreadyError as problem:
        return HealthFinding("guides", Health.BAD, problem.message, (*problem.details, "reinstall stepready"))
    return HealthFinding("guides", Health.GOOD, f"{count(len(library.guides), 'guide')}, data {library.digest[:12]}")


def _own_guides() -> Iterator[HealthFinding]:
    """Look at the guides of the user's own, if there are any."""
    folder = own_guides_path()
    if not own_files(folder):
        return
    try:
        library = with_own_guides(load(), folder)
    except StepreadyError:
        return
    names = [guide.shown for guide in library.guides.values() if guide.own]
    said = f"{listed(names) or 'none that can be used'} in {folder}"
    if not library.left_out:
        yield HealthFinding("own guides", Health.GOOD, said)
        return
    do = tuple(f"{out.name} is left out, {out.says}" for out in library.left_out)
    yield HealthFinding("own guides", Health.LOOK, said, do)


def _calendar(today: date) -> HealthFinding:
    try:
        season = season_of(None, load(), today)
    except StepreadyError as problem:
        return HealthFinding("calendar", Health.BAD, problem.message, problem.details)
    review = season.milestone("review_opens")
    said = f"season {season.year}: review opens {full_day(review.on)} ({review.status.value})"
    if review.status is Status.PROJECTED:
        do = f"look at the AAMC's ERAS timeline for season {season.year}; your own days go in {settings_path()}"
        return HealthFinding("calendar", Health.LOOK, f"{said}: its days are not published in this version", (do,))
    return HealthFinding("calendar", Health.GOOD, said)


def _settings() -> HealthFinding:
    path = settings_path()
    if not path.exists():
        return HealthFinding("settings", Health.GOOD, f"none of your own ({path})")
    try:
        read_settings(path, load())
    except StepreadyError as problem:
        do = f"mend the lines above, or do without: mv '{path}' '{path}.off'"
        return HealthFinding("settings", Health.BAD, problem.message, (*problem.details, do))
    return HealthFinding("settings", Health.GOOD, f"{path}")


def _clock(now: datetime) -> HealthFinding:
    if now.year < FIRST_SEEN:
        says = f"the clock of this computer says {now.date().isoformat()}: every day counted from today would be wrong"
        return HealthFinding(
            "clock", Health.BAD, says, ("set it; until then name the day: stepready --today DATE ...",)
        )
    here = now.astimezone()
    offset = here.utcoffset()
    hours = number(offset.total_seconds() / 3600) if offset is not None else "?"
    sign = "" if hours.startswith("-") else "+"
    eastern = now.astimezone(EASTERN)
    return HealthFinding("time zone", Health.GOOD, f"UTC{sign}{hours} ({here:%H:%M} here, {eastern:%H:%M} US Eastern)")


def _terminal(terminal: TerminalFacts) -> HealthFinding:
    colour = "colour" if terminal.colour else "no colour"
    said = f"{terminal.encoding}, {terminal.width} columns, {colour}"
    if not terminal.encoding.lower().startswith("utf"):
        return HealthFinding(
            "terminal", Health.LOOK, f"{said}: charts are drawn in ASCII", ("for more: export PYTHONUTF8=1",)
        )
    return HealthFinding("terminal", Health.GOOD, said)


def rescue(db: str | None, target: Path, now: datetime) -> Rescued:
    """Write what can be read of a damaged database to a new file; return what that is, and what is missing."""
    if db is not None and is_server(db):
        raise StepreadyError("a server looks after its own files: see `pg_dump` and its backups")
    return bring_out(database_path(db), target.expanduser().absolute(), now.isoformat(timespec="seconds"))


def places(db: str | None) -> dict[str, str]:
    """Return where everything is kept."""
    where = shown(db) if db is not None and is_server(db) else str(database_path(db))
    return {
        "database": where,
        "settings": str(settings_path()),
        "own": str(own_guides_path()),
        "guides": str(HERE / "data"),
        "program": str(HERE.parent),
    }
