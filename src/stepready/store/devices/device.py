"""Which device gives stamps: one for each database on each computer, kept outside the database.

A database that is copied, to another folder or another computer, is another device there; a restored one becomes
another too. So no two devices ever give the same stamp.
"""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from stepready.store.unfinished_files import part_beside

_BYTES = 6


def device(place: str) -> str:
    """Return the device that a database's place is, a new one the first time; `place` is its path or address."""
    file, key = _file(), _key(place)
    known = _known(file)
    if key not in known:
        known[key] = os.urandom(_BYTES).hex()
        _keep(file, known, lambda other: other == key or _is_there(other))
    return known[key]


def forget_device(place: str) -> None:
    """Make a place another device from the next change on: its database was replaced by an older state."""
    file, key = _file(), _key(place)
    known = _known(file)
    if known.pop(key, None):
        _keep(file, known, lambda _: True)


def state_folder() -> Path:
    """Return the folder for what belongs to this computer; `STEPREADY_CONFIG` names another."""
    if folder := os.environ.get("STEPREADY_CONFIG"):
        return Path(folder)
    if sys.platform in {"darwin", "win32"}:
        from platformdirs import user_state_path  # noqa: PLC0415 - takes long to say it

        return user_state_path("stepready", appauthor=False)
    given = os.environ.get("XDG_STATE_HOME", "")
    return (Path(given) if given.startswith("/") else Path.home() / ".local" / "state") / "stepready"


def _file() -> Path:
    return state_folder() / "devices"


def _key(place: str) -> str:
    """Return what names a place on one computer: the folder may be shared by several."""
    host = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    return f"{host}\t{place}"


def _known(file: Path) -> dict[str, str]:
    """Return the device of each place."""
    try:
        lines = file.read_text(encoding="utf-8", errors="surrogateescape").split("\n")
    except OSError:
        return {}
    return {key: name for name, tab, key in (line.partition("\t") for line in lines) if tab and name.isalnum()}


def _is_there(key: str) -> bool:
    host, _, place = key.partition("\t")
    return not _key("").startswith(f"{host}\t") or "://" in place or Path(place).exists()


def _keep(file: Path, known: dict[str, str], stays: Callable[[str], bool]) -> None:
    """Write the devices in one step; a folder that cannot be written costs a device of its own each time."""
    text = "".join(f"{name}\t{key}\n" for key, name in known.items() if stays(key))
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with part_beside(file) as part:
            part.write_text(text, encoding="utf-8", errors="surrogateescape")
            part.replace(file)
