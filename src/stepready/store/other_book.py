"""Another book, read from a private copy: the file itself is never written to, whatever its schema."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from stepready.core.errors import StepreadyError
from stepready.store.connection import OWNER, Store
from stepready.store.copying import copy_database, refuse_unsound
from stepready.store.sqlite import SqliteStore
from stepready.store.sqlite_connect import in_sentences


@contextmanager
def other_book(file: Path, moment: str) -> Iterator[Store]:
    """Open a copy of a database at the latest schema; raise StepreadyError for what is no whole book of this owner."""
    refuse_unsound(file)
    with TemporaryDirectory(prefix="stepready-merge-") as folder:
        copy = copy_database(file, Path(folder) / "other.db", replace=False)
        with closing(SqliteStore(copy, lambda: moment)) as store:
            store.rows("all_book")
            _refuse_strangers(copy, file)
            yield store


def _refuse_strangers(copy: Path, file: Path) -> None:
    """Raise StepreadyError when a book holds rows of somebody else."""
    with in_sentences(copy), closing(sqlite3.connect(copy)) as connection:
        owners = {owner for (owner,) in connection.execute("SELECT owner FROM book")}
        owners |= {owner for (owner,) in connection.execute("SELECT DISTINCT owner FROM stamp")}
    if strangers := sorted(owners - {OWNER}):
        raise StepreadyError(f"{file} is the book of another owner ({strangers[0]}); only your own can be merged")
