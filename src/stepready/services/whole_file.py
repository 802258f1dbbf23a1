"""Write a file whole or not at all."""

import os
from collections.abc import Callable
from pathlib import Path

from stepready.core.errors import StepreadyError


def write_whole(file: Path, content: bytes, *, may_replace: Callable[[bytes], bool]) -> None:
    """Write a file in one step; what stood there is replaced only when `may_replace` says so of its content.

    Raise StepreadyError when it may not be replaced or cannot be written; nothing has changed then.
    """
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        if file.exists() and not may_replace(file.read_bytes()):
            raise StepreadyError(f"{file} exists and was not written by stepready; give another name, or --force")
        part.write_bytes(content)
        part.replace(file)
    except OSError as problem:
        raise StepreadyError(f"{file} cannot be written: {problem.strerror or problem}") from None
    finally:
        part.unlink(missing_ok=True)
