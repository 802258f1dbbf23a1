"""What `doctor` says of the database, each finding with the command that mends it."""

import os
import re
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from stepready.core.log.score import printed
from stepready.core.values.errors import FileError, StepreadyError
from stepready.core.values.wording import count, listed, number
from stepready.services.health import Health, HealthFinding
from stepready.store.location import database_path, is_server
from stepready.store.mending.damaged_file import BESIDE
from stepready.store.mending.inspection import (
    Contents,
    Inspection,
    inspect,
    newest_sound_copy,
    scores_left,
    server_holds,
)
from stepready.store.migrations import LATEST

if TYPE_CHECKING:
    from pathlib import Path

    from stepready.core.log.score import Score

MEGABYTE = 1_000_000
LITTLE_ROOM = 20 * MEGABYTE
COMMAND = r"\bstepready (doctor|restore|backup|rm|edit|log)\b"
GO_BACK = "go back to a backup of your own: stepready restore FILE"


def database_findings(db: str | None, now: datetime) -> Iterator[HealthFinding]:
    """Yield what was found of the database, the folder and the disk it is on."""
    moment = now.isoformat(timespec="seconds")
    if db is not None and is_server(db):
        yield from _server(db, moment)
        return
    named = None if db == os.environ.get("STEPREADY_DB") else db
    for finding in _file(database_path(db), moment):
        yield finding if named is None else finding._replace(do=tuple(_on(named, step) for step in finding.do))


def _on(db: str, step: str) -> str:
    """Return a step whose commands name the database that was asked about: without it they would mend another."""
    return re.sub(COMMAND, lambda found: f"stepready --db {_quoted(db)} {found[1]}", step)


def _server(db: str, moment: str) -> Iterator[HealthFinding]:
    try:
        inside = server_holds(db, moment)
    except StepreadyError as problem:
        yield HealthFinding("database", Health.BAD, problem.message, problem.details)
        return
    if inside.faults:
        yield HealthFinding("database", Health.BAD, f"PostgreSQL is damaged: {'; '.join(inside.faults)}", (GO_BACK,))
        return
    said = f"PostgreSQL, schema {LATEST}, {count(inside.scores or 0, 'score')}"
    yield HealthFinding("database", Health.GOOD, said)
    yield from _worth_a_look(inside)


def _file(path: "Path", moment: str) -> Iterator[HealthFinding]:
    try:
        seen = inspect(path, moment)
    except FileError as problem:
        yield HealthFinding("database", Health.BAD, problem.message, (_opened(path),))
        return
    except StepreadyError as problem:
        steps = (*(step for step in problem.details if "stepready doctor" not in step), *_instead(path, moment))
        yield HealthFinding("database", Health.BAD, problem.message, steps)
        return
    except OSError as problem:
        yield HealthFinding("database", Health.BAD, f"{path} cannot be looked at: {problem.strerror or problem}")
        return
    yield _database(seen, moment)
    yield from _worth_a_look(seen.inside)
    yield from _permissions(seen)
    if seen.free is not None and seen.free < LITTLE_ROOM:
        room = f"only {_size(seen.free)} left on the disk of {path}"
        yield HealthFinding(
            "disk", Health.LOOK, room, (f"make room there: du -h {_quoted(path.parent)} | sort -h | tail",)
        )


def _opened(path: "Path") -> str:
    """Say what lets a file be read: the first place on the way to it that is closed to its user."""
    closed = next((place for place in (*reversed(path.parents), path) if not os.access(place, os.R_OK)), None)
    if closed is None or not closed.exists():
        return "give another file with --db or STEPREADY_DB"
    return f"chmod {'u+rw' if closed == path else 'u+rwx'} {_quoted(closed)}"


def _instead(path: "Path", moment: str) -> Iterator[str]:
    """Say what to bring in the place of a file whose first bytes are not ours, or of one that is gone."""
    scores, copy, away = scores_left(path, moment), newest_sound_copy(path, moment), _all_of("mv", path, "broken")
    if not scores and copy is None:
        yield f"if it was a score book of yours, move it away: {away}; then bring a backup back: stepready restore FILE"
        return
    if scores:
        yield f"{count(scores, 'score')} can still be read, to a new file: stepready doctor --rescue rescued.db"
        yield "look at it: stepready --db rescued.db scores"
    yield f"move the broken one away: {away}"
    if scores:
        yield "take over what was read: stepready restore rescued.db"
    if copy is not None:
        then = "or" if scores else "then"
        yield f"{then} go back to the newest copy kept beside it: stepready restore {_quoted(copy)}"


def _database(seen: Inspection, moment: str) -> HealthFinding:
    if seen.left:
        says = f"{seen.left} holds changes of a database that is gone: nothing new can be kept beside it"
        back = f"if you moved {seen.path} away, put it back beside its log; else:"
        return HealthFinding("database", Health.BAD, says, (back, *_instead(seen.path, moment)))
    if not seen.exists:
        return _none_yet(seen.path, moment)
    inside = seen.inside
    if inside.closed:
        do = "nothing is damaged: put that right, then look again: stepready doctor"
        return HealthFinding("database", Health.BAD, inside.closed, (do,))
    if inside.faults:
        says = f"{seen.path} is damaged: {'; '.join(inside.faults)}"
        return HealthFinding("database", Health.BAD, says, _rescue(seen, moment))
    said = f"{seen.path}, schema {seen.version}, {count(inside.scores or 0, 'score')}, {_size(seen.bytes)}, sound"
    if seen.version < seen.latest:
        return HealthFinding("database", Health.GOOD, f"{said}; the next command brings it to schema {seen.latest}")
    return HealthFinding("database", Health.GOOD, said)


def _none_yet(path: "Path", moment: str) -> HealthFinding:
    copy = newest_sound_copy(path, moment)
    if copy is None:
        return HealthFinding("database", Health.GOOD, f"none yet at {path}; the first `stepready log` makes it")
    says = f"none at {path}, but copies of one stand beside it"
    return HealthFinding("database", Health.LOOK, says, (f"bring it back: stepready restore {_quoted(copy)}",))


def _rescue(seen: Inspection, moment: str) -> tuple[str, ...]:
    """Say what can be recovered of a damaged database, and how; the file itself is left as it is."""
    scores = seen.inside.scores
    readable = "no score can be read any more" if not scores else f"{count(scores, 'score')} can still be read"
    steps = [f"{readable}; first copy it away: {_all_of('cp', seen.path, 'damaged')}"]
    if scores is not None:
        steps.append("bring what can be read to a new file: stepready doctor --rescue rescued.db")
        steps.append("look at it: stepready --db rescued.db scores; take it over: stepready restore rescued.db")
    copy = newest_sound_copy(seen.path, moment)
    if copy is not None:
        steps.append(f"or go back to the newest copy kept beside it: stepready restore {_quoted(copy)}")
    else:
        steps.append("or go back to a backup of your own: stepready restore FILE (none is kept beside the database)")
    return tuple(steps)


def _worth_a_look(inside: Contents) -> Iterator[HealthFinding]:
    """Yield what is sound and yet not as it should be."""
    for double in inside.doubles:
        yield HealthFinding("scores", Health.LOOK, _twice(double), (_keep_first(double),))
    for exam in inside.empty_schedules:
        says = f"the schedule of {exam} has no days: it is taken for none"
        yield HealthFinding("schedule", Health.LOOK, says, (f"make a new one: stepready schedule make --exam {exam}",))


def _twice(double: "tuple[Score, ...]") -> str:
    """Name a sitting that is more than one row."""
    first = double[0]
    rows = listed([f"id {score.id}: {printed(score.value, score.unit)}" for score in double])
    return f"{first.title} of {first.day.isoformat()} is one sitting in {len(double)} rows ({rows})"


def _keep_first(double: "tuple[Score, ...]") -> str:
    keep, *rest = sorted(score.id for score in double)
    steps = "; ".join(f"stepready rm {number}" for number in rest)
    return f"keep the right one; where that is id {keep}: {steps}"


def _permissions(seen: Inspection) -> Iterator[HealthFinding]:
    """Yield who may read and write what."""
    if seen.locked:
        names = listed([str(place) for place in seen.locked])
        do = "; ".join(f"chmod u+w {_quoted(place)}" for place in seen.locked)
        yield HealthFinding("permissions", Health.BAD, f"nothing can be kept: {names} may not be written", (do,))
    if seen.open_folder:
        says = f"other users of this machine may put files into {seen.open_folder}, and take yours away"
        yield HealthFinding("folder", Health.LOOK, says, (f"chmod go-w {_quoted(seen.open_folder)}",))
    if seen.loose:
        names = listed([str(file) for file in seen.loose])
        do = "; ".join(f"chmod 600 {_quoted(file)}" for file in seen.loose)
        yield HealthFinding("permissions", Health.LOOK, f"other users of this machine may read {names}", (do,))
    elif seen.exists and not seen.locked:
        yield HealthFinding("permissions", Health.GOOD, "only you can read the database")


def _all_of(command: str, path: "Path", ending: str) -> str:
    """Return the command that moves or copies a database with the logs beside it, which hold what came last."""
    there = [end for end in ("", *BESIDE[:2]) if path.with_name(path.name + end).exists()]
    steps = (f"{command} {_quoted(f'{path}{end}')} {_quoted(f'{path}.{ending}{end}')}" for end in there)
    return "; ".join(steps)


def _quoted(place: "Path | str | None") -> str:
    """Return a name as a shell takes it, whatever stands in it."""
    return "'" + str(place).replace("'", "'\\''") + "'"


def _size(size: int) -> str:
    return f"{number(size / MEGABYTE)} MB" if size >= MEGABYTE else f"{max(1, size // 1000)} kB"
