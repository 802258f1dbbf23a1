"""Check the whole installation and say what to do about each thing that is not right."""

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from stepready.core.errors import StepreadyError
from stepready.core.facts.citation import Status
from stepready.core.season.eastern import EASTERN
from stepready.core.wording import count, full_day, listed, number
from stepready.guides.library import HERE, load
from stepready.guides.own import own_files, with_own_guides
from stepready.services.seasons import season_of
from stepready.store.inspection import Inspection, backups_of, inspect, server_holds
from stepready.store.location import database_path, is_server, own_guides_path, settings_path, shown
from stepready.store.rescue import rescue as bring_out

MEGABYTE = 1_000_000
GO_BACK = "go back to a backup of your own: stepready restore FILE"


class Health(StrEnum):
    """How a finding stands."""

    GOOD = "good"
    LOOK = "look"
    BAD = "bad"


class HealthFinding(NamedTuple):
    """One thing that was checked: what was seen, and what to do about it."""

    about: str
    state: Health
    says: str
    do: tuple[str, ...] = ()


class TerminalFacts(NamedTuple):
    """What the command line knows of the terminal it writes to."""

    encoding: str
    width: int
    colour: bool


def diagnose(db: str | None, now: datetime, today: date, terminal: TerminalFacts) -> list[HealthFinding]:
    """Return every finding; nothing is changed."""
    found = [_server(db, now)] if db is not None and is_server(db) else list(_file(db))
    return [*found, _guides(), *_own_guides(), _calendar(today), _settings(), _clock(now), _terminal(terminal)]


def _server(db: str, now: datetime) -> HealthFinding:
    try:
        version, scores, faults = server_holds(db, now.isoformat(timespec="seconds"))
    except StepreadyError as problem:
        return HealthFinding("database", Health.BAD, problem.message, problem.details)
    if faults:
        return HealthFinding("database", Health.BAD, f"PostgreSQL is damaged: {'; '.join(faults)}", (GO_BACK,))
    return HealthFinding("database", Health.GOOD, f"PostgreSQL, schema {version}, {count(scores, 'score')}")


def _file(db: str | None) -> Iterator[HealthFinding]:
    path = database_path(db)
    try:
        seen = inspect(path)
    except StepreadyError as problem:
        copies = [f"the newest copy beside it: {copy}" for copy in backups_of(path)[:1]]
        yield HealthFinding("database", Health.BAD, problem.message, (*problem.details, *copies))
        return
    except OSError as problem:
        yield HealthFinding("database", Health.BAD, f"{path} cannot be looked at: {problem.strerror or problem}")
        return
    yield _database(seen)
    if seen.loose:
        names = listed([str(file) for file in seen.loose])
        do = "; ".join(f"chmod 600 '{file}'" for file in seen.loose)
        yield HealthFinding("permissions", Health.LOOK, f"other users of this machine may read {names}", (do,))
    elif seen.exists:
        yield HealthFinding("permissions", Health.GOOD, "only you can read the database")


def _database(seen: Inspection) -> HealthFinding:
    if not seen.exists:
        return HealthFinding("database", Health.GOOD, f"none yet at {seen.path}; the first `stepready log` makes it")
    if seen.faults:
        return HealthFinding("database", Health.BAD, f"{seen.path} is damaged: {'; '.join(seen.faults)}", _rescue(seen))
    said = f"{seen.path}, schema {seen.version}, {count(seen.scores or 0, 'score')}, {_size(seen.bytes)}, sound"
    if seen.version < seen.latest:
        return HealthFinding("database", Health.GOOD, f"{said}; the next command brings it to schema {seen.latest}")
    return HealthFinding("database", Health.GOOD, said)


def _rescue(seen: Inspection) -> tuple[str, ...]:
    """Say what can be recovered of a damaged database, and how; the file itself is left as it is."""
    readable = f"{count(seen.scores, 'score')} can still be read" if seen.scores else "no score can be read any more"
    steps = [f"{readable}; first copy it away: cp '{seen.path}' '{seen.path}.damaged'"]
    if seen.scores:
        steps.append("bring what can be read to a new file: stepready doctor --rescue rescued.db")
        steps.append("look at it: stepready --db rescued.db scores; take it over: stepready restore rescued.db")
    if seen.backups:
        steps.append(f"or go back to the newest copy kept beside it: stepready restore '{seen.backups[0]}'")
    else:
        steps.append("or go back to a backup of your own: stepready restore FILE (none is kept beside the database)")
    return tuple(steps)


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
    return HealthFinding("settings", Health.GOOD, f"{path}" if path.exists() else f"none of your own ({path})")


def _clock(now: datetime) -> HealthFinding:
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


def _size(size: int) -> str:
    return f"{number(size / MEGABYTE)} MB" if size >= MEGABYTE else f"{max(1, size // 1000)} kB"


def rescue(db: str | None, target: Path, now: datetime) -> int:
    """Write what can be read of a damaged database to a new file; return how many scores that is."""
    if db is not None and is_server(db):
        raise StepreadyError("a server looks after its own files: see `pg_dump` and its backups")
    return bring_out(database_path(db), target.expanduser().absolute(), now.isoformat(timespec="seconds")).scores


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
