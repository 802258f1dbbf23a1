"""Folders for what is looked at and let go of: copies that nobody else should change or see."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from stepready.store.unfinished_files import is_stale

_PREFIX = "stepready-passing-"


@contextmanager
def passing_folder() -> Iterator[Path]:
    """Give a new folder of one's own that goes at the end; clear away those that killed processes left."""
    for left in Path(gettempdir()).glob(f"{_PREFIX}*"):
        if is_stale(left):
            shutil.rmtree(left, ignore_errors=True)
    with TemporaryDirectory(prefix=_PREFIX) as folder:
        yield Path(folder)
