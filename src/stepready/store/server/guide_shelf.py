"""A school's own guides as its server had them last: a folder for each server on this computer, read as own guides."""

import re
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from stepready.core.values.errors import StepreadyError
from stepready.store.connection import SHELVED
from stepready.store.devices.device import state_folder
from stepready.store.location import shown
from stepready.store.server.connect import ask_apart, connect, in_sentences
from stepready.store.server.schema import is_school

if TYPE_CHECKING:
    from stepready.store.server.connect import Server

_NAME = r"[a-z0-9-]+"


def school_guides(db: str) -> Path:
    """Return the folder of the guides of a server's school, as new as the server tells; it need not exist."""
    where = shown(db)
    if where not in SHELVED:
        with suppress(StepreadyError), closing(connect(db)) as connection, in_sentences(where, connection):
            if is_school(connection):
                shelve(connection, where)
    return _folder(where)


def shelve(connection: "Server", where: str) -> None:
    """Bring the folder to what the server tells; a folder that cannot be written keeps what it had."""
    rows = ask_apart(connection, "SELECT name, content FROM school_guides()")
    told = {f"{row['name']}.toml": row["content"] for row in rows if re.fullmatch(_NAME, row["name"])}
    SHELVED.add(where)
    folder = _folder(where)
    with suppress(OSError):
        there = {file.name: file.read_text(encoding="utf-8") for file in folder.glob("*.toml")}
        if there == told:
            return
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name in there.keys() - told.keys():
            (folder / name).unlink(missing_ok=True)
        for name in (name for name in told if there.get(name) != told[name]):
            (folder / name).write_text(told[name], encoding="utf-8")


def _folder(where: str) -> Path:
    """Return the folder of a server, named by its address without the login: all of a school read the same."""
    return state_folder() / "school-guides" / re.sub(r"[^A-Za-z0-9.-]+", "_", where.rpartition("@")[2])
