"""Another book, read into memory: the file itself is never written to, whatever its schema."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from stepready.core.values.errors import StepreadyError
from stepready.store.connection import OWNER, Store
from stepready.store.embedded.memory import MemoryStore
from stepready.store.mending.copy_file import refuse_unsound


@contextmanager
def other_book(file: Path, moment: str) -> Iterator[Store]:
    """Open what a database holds at the latest schema; raise StepreadyError for what is no whole book of this owner."""
    refuse_unsound(file)
    with closing(MemoryStore(file, lambda: moment)) as store:
        if strangers := sorted(store.owners() - {OWNER}):
            raise StepreadyError(f"{file} is the book of another owner ({strangers[0]}); only your own can be merged")
        yield store
