"""The text of a TOML file that people write."""

import errno
from pathlib import Path


def toml_text(file: Path) -> str:
    """Return a TOML file's text without the mark that some editors put before it.

    Raise OSError for what cannot be read, a pipe or a device too, and UnicodeDecodeError for what is no UTF-8.
    """
    if file.exists() and not file.is_file():
        raise OSError(errno.EINVAL, "a folder" if file.is_dir() else "no plain file", str(file))
    return file.read_text(encoding="utf-8-sig")
