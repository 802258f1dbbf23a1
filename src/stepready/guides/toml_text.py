"""The text of a TOML file that people write."""

import errno
from pathlib import Path

MOST_BYTES = 2**20
"""No person writes as much: the longest guide of ours is a fiftieth of it."""


def toml_text(file: Path) -> str:
    """Return a TOML file's text without the mark that some editors put before it.

    Raise OSError for what cannot be read, a pipe, a device or a very large file too, and UnicodeDecodeError for what is
    no UTF-8.
    """
    if file.exists() and not file.is_file():
        raise OSError(errno.EINVAL, "a folder" if file.is_dir() else "no plain file", str(file))
    if file.stat().st_size > MOST_BYTES:
        raise OSError(errno.EFBIG, "more than a megabyte", str(file))
    return file.read_text(encoding="utf-8-sig")
