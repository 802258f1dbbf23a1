"""Where Anki keeps its collections on this computer."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import listed

COLLECTION = "collection.anki2"
_GIVE = "give the file: stepready anki read FILE, an Anki collection, .apkg or .colpkg"


def find_collection(given: Path | None, profile: str | None) -> Path:
    """Return the file to read: a given one, the one in a given folder, or a profile's in Anki's own folder."""
    if given is not None and not given.is_dir():
        if profile is not None:
            raise StepreadyError(f"--profile {profile} goes without a file; {given} is read as it is")
        return given
    if given is not None and profile is None and (given / COLLECTION).is_file():
        return given / COLLECTION
    folders = [given] if given is not None else list(anki_folders())
    found = {file.parent.name: file for folder in reversed(folders) for file in sorted(folder.glob(f"*/{COLLECTION}"))}
    return _chosen(found, folders, profile)


def anki_folders() -> Iterator[Path]:
    """Yield the folders in which Anki keeps profiles, the likeliest first; ANKI_BASE stands alone."""
    if base := os.environ.get("ANKI_BASE"):
        yield Path(base).expanduser()
        return
    home = Path.home()
    if sys.platform == "win32":
        yield Path(os.environ.get("APPDATA") or home / "AppData" / "Roaming") / "Anki2"
    elif sys.platform == "darwin":
        yield home / "Library" / "Application Support" / "Anki2"
    else:
        yield Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "Anki2"
        yield home / ".var" / "app" / "net.ankiweb.Anki" / "data" / "Anki2"
    yield home / "Documents" / "Anki"


def _chosen(found: dict[str, Path], folders: list[Path], profile: str | None) -> Path:
    """Return the profile that is named, or the only one."""
    names = listed(sorted(found))
    if not found:
        looked = listed([str(folder) for folder in folders], "or")
        raise StepreadyError(f"no Anki profile in {looked}", (_GIVE, "or name Anki's folder with ANKI_BASE"))
    if profile is not None and profile not in found:
        raise StepreadyError(f"there is no Anki profile {profile!r}; there is: {names}")
    if profile is None and len(found) > 1:
        raise StepreadyError(f"Anki has several profiles: {names}", ("say which: stepready anki read --profile NAME",))
    return found[profile] if profile is not None else next(iter(found.values()))
