"""Open the score book: a file by default, a server when the address says so."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from stepready.store.book import Book
from stepready.store.connection import Store
from stepready.store.location import database_path, is_server
from stepready.store.sqlite import SqliteStore


@contextmanager
def open_book(db: str | None, *, now: Callable[[], datetime]) -> Iterator[Book]:
    """Open the book at a path or `postgresql://` URL, None for the default place.

    A missing file reads as an empty log and is created by the first write. Raise StepreadyError when the
    address is no database of ours.
    """

    def moment() -> str:
        return now().isoformat(timespec="milliseconds")

    store = _store(db, moment)
    try:
        yield Book(store, moment)
    finally:
        store.close()


def _store(db: str | None, moment: Callable[[], str]) -> Store:
    """Return the store of an address."""
    if db is not None and is_server(db):
        from stepready.store.server import ServerStore  # noqa: PLC0415 - for a server alone

        return ServerStore(db, moment)

    return SqliteStore(database_path(db), moment)
