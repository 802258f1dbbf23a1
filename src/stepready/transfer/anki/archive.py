"""The collection inside an .apkg or .colpkg: a zip around a database, compressed again since 2022."""

import importlib
import zipfile
from pathlib import Path
from typing import IO, Any

from stepready.core.values.errors import StepreadyError

_COMPRESSED = "collection.anki21b"
_PLAIN = ("collection.anki21", "collection.anki2")
_LARGEST = 8 * 2**30
_READERS = ("compression.zstd", "backports.zstd")
_INSTALL = ("install it with: pip install 'stepready[anki]'", "or export again with `Support older Anki versions` on")


def unpack(archive: Path, target: Path) -> None:
    """Write the newest collection of an archive; beside a compressed one lies a stub without reviews."""
    try:
        with zipfile.ZipFile(archive) as held:
            names = held.namelist()
            if _COMPRESSED in names:
                with held.open(_COMPRESSED) as packed:
                    _decompress(packed, target, archive)
                return
            name = next((name for name in _PLAIN if name in names), None)
            if name is None:
                raise StepreadyError(f"{archive} holds no Anki collection; accepted: an .apkg or .colpkg of Anki")
            with held.open(name) as plain:
                _write(plain, target, archive)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as problem:
        raise StepreadyError(f"{archive} is a damaged archive: {problem}") from None


def _decompress(packed: IO[bytes], target: Path, archive: Path) -> None:
    zstd = _zstd(archive)
    try:
        with zstd.open(packed) as plain:
            _write(plain, target, archive)
    except zstd.ZstdError as problem:
        raise StepreadyError(f"{archive} is a damaged archive: {problem}") from None


def _zstd(archive: Path) -> Any:
    """Return the standard library's reader, from Python 3.14 on, or the package that offers it before."""
    for name in _READERS:
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    raise StepreadyError(f"{archive} is compressed in a way that needs a small package (backports.zstd)", _INSTALL)


def _write(plain: IO[bytes], target: Path, archive: Path) -> None:
    with target.open("wb") as out:
        while block := plain.read(2**20):
            out.write(block)
            if out.tell() > _LARGEST:
                raise StepreadyError(f"{archive} unpacks to more than {_LARGEST // 2**30} GiB; nothing was read")
