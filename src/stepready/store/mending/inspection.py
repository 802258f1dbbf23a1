"""Look at a database without changing a byte of it or beside it, as far as SQLite allows."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from stepready.core.log.same_form import double_sittings
from stepready.core.values.errors import StepreadyError, reason
from stepready.store.codec import shown, value_of
from stepready.store.connection import Row, Store, compiled_statements
from stepready.store.embedded import file as sqlite_file
from stepready.store.embedded.connect import DAMAGED, primary, sentence, version_of
from stepready.store.embedded.file import log_alone
from stepready.store.embedded.memory import MemoryStore
from stepready.store.embedded.peeking import peeking
from stepready.store.embedded.schema import lacking, migrate
from stepready.store.embedded.sqlite import DIALECT
from stepready.store.kinds import BOOK, CHANGE, ENTERED, KINDS, SCHEDULE, SCORE, Kind
from stepready.store.mending.checking import unread
from stepready.store.mending.rescue import readable
from stepready.store.migrations import LATEST
from stepready.store.server.database import ServerStore

if TYPE_CHECKING:
    from stepready.core.log.score import Score

FAULTS_SHOWN = 5
PRIVATE = 0o077
OTHERS_WRITE = 0o022
_TRIED_AT = "1970-01-01T00:00:00+00:00"
"""The moment of steps that are tried and not kept."""
NO_COUNTERS = "its counters are missing"
_BESIDE = ("-wal", "-shm", "-journal")


class Contents(NamedTuple):
    """What a look inside found: SQLite's own words or the rows nobody can read, scores, doubles, empty schedules.

    `scores` are those that can still be read, None where nothing can; `closed` says why nothing could be looked at,
    which is no damage.
    """

    faults: tuple[str, ...] = ()
    scores: int | None = None
    doubles: "tuple[tuple[Score, ...], ...]" = ()
    empty_schedules: tuple[str, ...] = ()
    closed: str = ""


class Inspection(NamedTuple):
    """What is known of a database file.

    `left` is the log of a database that is gone, `loose` names what others may read, `locked` what its user may not
    write, `open_folder` its folder when others may write there, `free` the bytes left on its disk.
    """

    path: Path
    exists: bool
    version: int
    latest: int
    bytes: int
    inside: Contents
    left: Path | None
    loose: tuple[Path, ...]
    locked: tuple[Path, ...]
    open_folder: Path | None
    free: int | None


def inspect(path: Path, moment: str) -> Inspection:
    """Inspect a file; raise StepreadyError when it is none of ours."""
    header = sqlite_file.look(path)
    version = header.version if header else 0
    locked = _locked(path)  # before a look inside, which leaves no empty log behind
    return Inspection(
        path=path,
        exists=header is not None,
        version=version,
        latest=LATEST,
        bytes=path.stat().st_size if header else 0,
        inside=_inside(path, version, moment) if version else Contents(),
        left=None if header else log_alone(path),
        loose=_loose(path) if header else (),
        locked=locked,
        open_folder=_open_folder(path.parent),
        free=_free(path.parent),
    )


def faults_of(path: Path) -> tuple[str, ...]:
    """Return what is wrong with a database file of ours, in few words each; nothing when it is whole."""
    try:
        with peeking(path) as connection:
            return _faults(connection) or _unusable(connection, path)
    except (sqlite3.Error, ValueError, OSError) as problem:
        return (shown(problem),)


def backups_of(path: Path) -> tuple[Path, ...]:
    """Return the copies kept beside a database, newest first."""
    try:
        found = [copy for copy in path.parent.iterdir() if _is_copy_of(path, copy)]
        return tuple(sorted(found, key=lambda copy: copy.stat().st_mtime, reverse=True))
    except OSError:
        return ()


def newest_sound_copy(path: Path, moment: str) -> Path | None:
    """Return the newest copy beside a database that is whole and holds something; None when none is."""
    return next((copy for copy in backups_of(path) if _is_worth_it(copy, moment)), None)


def _is_worth_it(copy: Path, moment: str) -> bool:
    """Whether a copy could be restored and brings anything."""
    try:
        header = sqlite_file.look(copy)
        if header is None or header.version == 0 or faults_of(copy):
            return False
        with closing(MemoryStore(copy, lambda: moment)) as store:
            return any(store.rows(f"all_{kind.name}") for kind in (*ENTERED, CHANGE))
    except (StepreadyError, OSError):
        return False


def _is_copy_of(path: Path, copy: Path) -> bool:
    """Whether a name beside a database is a copy of it, and no link to nowhere."""
    return copy.name.startswith(f"{path.name}.") and copy.name.endswith(".backup") and copy.is_file()


def _inside(path: Path, version: int, moment: str) -> Contents:
    """Look inside: what is wrong, how many scores can be read, which are there twice."""
    try:
        with peeking(path) as connection:
            faults = _faults(connection) or _unusable(connection, path)
            if not faults:
                return _contents(connection, version)
    except sqlite3.OperationalError as problem:
        if primary(problem) not in {*DAMAGED, sqlite3.SQLITE_ERROR}:
            return Contents(closed=sentence(path, problem).message.removesuffix("; nothing was changed"))
        faults = (shown(problem),)
    except OSError as problem:
        return Contents(closed=f"{path} cannot be looked at: {reason(problem)}")
    except (sqlite3.Error, ValueError) as problem:
        faults = (shown(problem),)
    return Contents(faults, scores_left(path, moment))


def scores_left(path: Path, moment: str) -> int | None:
    """Return how many scores can be read of a damaged file, or of the log of one that is gone; None if nothing can."""
    try:
        return len(readable(path, moment)[SCORE.name].rows)
    except (StepreadyError, sqlite3.Error, ValueError, OSError):
        return None


def _contents(connection: sqlite3.Connection, version: int) -> Contents:
    """Return what a sound database holds that is worth a look."""
    counted = int(connection.execute("SELECT count(*) FROM score").fetchone()[0])
    if version != LATEST:
        return Contents(scores=counted)
    days = "SELECT 1 FROM schedule_day WHERE schedule_day.exam = schedule.exam"
    empty = connection.execute(f"SELECT exam FROM {SCHEDULE.name} WHERE NOT EXISTS ({days})")  # noqa: S608 - names of ours
    return Contents(
        scores=counted,
        doubles=tuple(double_sittings(value_of(SCORE, row) for row in _every(connection, SCORE))),
        empty_schedules=tuple(exam for (exam,) in empty),
    )


def _unusable(connection: sqlite3.Connection, path: Path) -> tuple[str, ...]:
    """Name what keeps a sound file from being worked with, that of an earlier schema once it is at the latest."""
    if version_of(connection) == LATEST:
        return _unread(connection)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as trial:
        trial.row_factory = sqlite3.Row
        connection.backup(trial)
        migrate(trial, path, _TRIED_AT, None)
        return _unread(trial)


def _unread(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Name what a sound file lacks of the schema, else the first rows in it that nobody can read."""
    lacks = tuple(islice(lacking(connection, compiled_statements(DIALECT).values()), FAULTS_SHOWN))
    if lacks:
        return lacks
    connection.row_factory = sqlite3.Row
    connection.text_factory = lambda raw: raw.decode(errors="surrogateescape")
    found = [said for kind in KINDS.values() for said in unread(kind, _every(connection, kind))]
    if not list(_every(connection, BOOK)):
        found.append(NO_COUNTERS)
    return tuple(found[:FAULTS_SHOWN])


def _every(connection: sqlite3.Connection, kind: Kind) -> Iterator[Row]:
    for row in connection.execute(f"SELECT * FROM {kind.name}"):  # noqa: S608 - a name of ours
        yield dict(row)


def _faults(connection: sqlite3.Connection) -> tuple[str, ...]:
    found = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({FAULTS_SHOWN})")]
    return () if found == ["ok"] else tuple(line for text in found for line in text.splitlines() if line[:3] != "***")


def _locked(path: Path) -> tuple[Path, ...]:
    """Return what must be written and is read-only to its user: the folder, the file, what stands beside it."""
    places = (path.parent, path, *(path.with_name(path.name + end) for end in _BESIDE))
    return tuple(
        place
        for place in places
        if place.exists() and not (os.access(place, os.W_OK) and place.stat().st_mode & stat.S_IWUSR)
    )


def _open_folder(folder: Path) -> Path | None:
    """Return the folder when other users may put files there, and take ours away."""
    if not folder.exists():
        return None
    mode = folder.stat().st_mode
    return folder if mode & OTHERS_WRITE and not mode & stat.S_ISVTX else None


def _free(folder: Path) -> int | None:
    """Return the bytes left where a folder is, or will be; None where that cannot be told."""
    try:
        return shutil.disk_usage(next(place for place in (folder, *folder.parents) if place.exists())).free
    except (OSError, StopIteration):
        return None


def _loose(path: Path) -> tuple[Path, ...]:
    """Return the files of a database, and its own folder, that others may read."""
    files = [path, *(path.with_name(path.name + end) for end in ("-wal", "-shm")), *backups_of(path)]
    return tuple(file for file in files if file.exists() and file.stat().st_mode & PRIVATE)


def server_holds(db: str, moment: str) -> Contents:
    """Return what a server's book holds and the rows nobody can read; raise StepreadyError when it is out of reach."""
    with closing(ServerStore(db, lambda: moment)) as store:
        faults = tuple(islice(_server_faults(store), FAULTS_SHOWN))
        if faults:
            return Contents(faults)
        scores = [value_of(SCORE, row) for row in store.rows(f"all_{SCORE.name}")]
        return Contents(scores=len(scores), doubles=tuple(double_sittings(scores)))


def _server_faults(store: Store) -> Iterator[str]:
    for kind in KINDS.values():
        yield from unread(kind, store.rows(f"all_{kind.name}"))
    if not store.rows(f"all_{BOOK.name}"):
        yield NO_COUNTERS
