"""A prompt's line, kept until something it was made from changes. It is read before anything else is imported.

A line is kept with the state of every file it was made from, seen before they were read: size, place and time of the
last change of each. A file that changed within the last seconds is not trusted, for a second change could leave the
same state behind (git calls such entries racy). So a line read here is the one the program would say.
"""

import os
import sys
import time
import zlib
from collections.abc import Sequence

from stepready import __version__

NAMES = (
    "STEPREADY_TODAY", "STEPREADY_CONFIG", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "HOME", "USERPROFILE", "TZ", "NO_COLOR",
)  # fmt: skip
"""What of the environment a line may depend on, beside the database's name."""
RACY = 3.0
"""Seconds within which a file may change twice and look the same: the coarsest clock of a file system is two."""
MISSING = "-"


def kept_line() -> str | None:
    """Return the kept line of the database the environment names; None where it may no longer hold."""
    try:
        with open(_file(), encoding="utf-8", errors="surrogateescape") as there:  # noqa: PTH123 - pathlib takes long to import
            key, since, until, line, *seen = there.read().split("\n")
        if key != _key() or not float(since) <= time.time() < float(until):
            return None
    except (OSError, ValueError):
        return None
    paths = [state.rpartition("\t")[2] for state in seen]
    return line if states(paths) == seen else None


def keep_line(line: str, before: Sequence[str], until: float) -> None:
    """Keep a line that holds until a moment (seconds since 1970), made from files that were in the states `before`.

    Nothing is kept where a file has changed since, or so lately that another change could go unseen; nor where the
    folder for it cannot be written.
    """
    now = time.time()
    newest = max((float(state.partition("\t")[0]) for state in before if not state.startswith(MISSING)), default=0.0)
    if "\n" in line or newest > now - RACY or states([state.rpartition("\t")[2] for state in before]) != list(before):
        return
    file = _file()
    part = f"{file}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(file), exist_ok=True)  # noqa: PTH103, PTH120 - pathlib takes long to import
        with open(part, "w", encoding="utf-8", errors="surrogateescape") as there:  # noqa: PTH123 - the same
            there.write("\n".join((_key(), str(now), str(until), line, *before)))
        os.replace(part, file)  # noqa: PTH105 - the same
    except (OSError, ValueError):
        return


def states(paths: Sequence[str]) -> list[str]:
    """Return the state of files: when each was changed last, its size and its place on the disk, then its path."""
    return [f"{_state(path)}\t{path}" for path in paths]


def _state(path: str) -> str:
    try:
        found = os.stat(path)  # noqa: PTH116 - pathlib takes long to import
    except OSError:
        return MISSING
    changed = max(found.st_mtime_ns, found.st_ctime_ns)
    return f"{changed / 1e9:.9f}\t{found.st_mtime_ns}\t{found.st_size}\t{found.st_ino}"


def _key() -> str:
    """Return everything beside files and time that a line depends on, on one line."""
    db = os.environ.get("STEPREADY_DB", "")
    place = db if not db or "://" in db else os.path.abspath(os.path.expanduser(db))  # noqa: PTH100, PTH111 - the same
    offset = time.localtime().tm_gmtoff
    found = (__version__, place, offset, sys.stdout.encoding, *(os.environ.get(name) for name in NAMES))
    return ascii(found)


def _file() -> str:
    """Return the file that holds the line of the database the environment names."""
    home = os.path.expanduser("~")  # noqa: PTH111 - pathlib takes long to import
    folder = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or f"{home}/.cache"
    return f"{folder}/stepready/prompt-{zlib.crc32(_key().encode()):08x}"
