"""A school's own guides: checked as strictly as ours before every member's program reads them."""

from pathlib import Path

from stepready.core.values.errors import StepreadyError
from stepready.guides.library import Library
from stepready.services.guide import Sound, check_guide_file
from stepready.services.school import server_of
from stepready.store.school.put_guides import put_guide, take_guide


def add_school_guide(db: str | None, library: Library, file: Path) -> Sound:
    """Put a guide on the school's server; raise DataError with every problem in it. `library` holds the shipped ones.

    Its cases are run here and stay here.
    """
    url = server_of(db)
    sound = check_guide_file(library, file)
    try:
        content = file.read_text(encoding="utf-8")
    except OSError as problem:
        raise StepreadyError(f"{file} cannot be read: {problem.strerror}") from None
    put_guide(url, sound.guide.name, content)
    return sound


def remove_school_guide(db: str | None, name: str) -> None:
    """Take a guide off the school's server."""
    take_guide(server_of(db), name)
