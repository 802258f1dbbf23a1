"""A folder that a file-sharing program carries between devices: each writes its own file there and reads the others'.

So no two devices ever write one file, and no program ever sees a database that is being written.
"""

from contextlib import closing
from pathlib import Path

from stepready.core.values.errors import FileError, StepreadyError, reason
from stepready.store.embedded.file import look
from stepready.store.location import database_path, is_server
from stepready.store.mending.copy_file import counters_of, put_copy
from stepready.store.mending.copy_rows import content_of

_BEFORE, _END = "stepready-", ".db"


def own_file(folder: Path, device: str) -> Path:
    """Return the one file a device writes in the folder."""
    return folder / f"{_BEFORE}{device}{_END}"


def other_files(folder: Path, device: str) -> list[Path]:
    """Return the files of the other devices, copies that a sharing program made of a conflict among them."""
    try:
        found = sorted(file for file in folder.iterdir() if file.name.startswith(_BEFORE) and file.name.endswith(_END))
    except OSError as problem:
        raise FileError(f"{folder} cannot be read: {reason(problem)}; give a folder that exists") from None
    return [file for file in found if file != own_file(folder, device)]


def refuse_live(folder: Path, database: Path) -> None:
    """Raise StepreadyError when the database itself lies in the folder: another program would copy it half written."""
    if not folder.is_dir():
        raise FileError(f"{folder} is no folder; give one that your file-sharing program carries")
    if folder.resolve() in database.resolve().parents:
        raise StepreadyError(
            f"the database itself lies in {folder}; keep it outside",
            ("a sharing program would copy it half written: move it out, and name it with --db or STEPREADY_DB",),
        )


def leave_copy(db: str | None, target: Path, moment: str) -> Path | None:
    """Put a whole copy of a database where another device finds it, in one step; return None if it is there already."""
    if db is not None and is_server(db):
        from stepready.store.server.database import ServerStore  # noqa: PLC0415 - for a server alone

        with closing(ServerStore(db, lambda: moment)) as server:
            counters = tuple(server.rows("all_book")[0][name] for name in ("last_change", "stamp"))
            if counters == counters_of(target):
                return None
            return put_copy(content_of(server, moment), target, replace=True)
    path = database_path(db)
    header = look(path)
    if header is None or header.version == 0 or counters_of(path) == counters_of(target):
        return None
    return put_copy(path, target, replace=True)
