"""A folder that a file-sharing program carries between devices: each writes its own file there and reads the others'.

So no two devices ever write one file, and no program ever sees a database that is being written.
"""

from pathlib import Path

from stepready.core.values.errors import FileError, StepreadyError, reason

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
