"""Open the score book: a file by default, a server when the address says so."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING

from stepready.store.book import Book
from stepready.store.connection import Store
from stepready.store.embedded.sqlite import SqliteStore
from stepready.store.location import database_path, is_server

if TYPE_CHECKING:
    from stepready.core.verdict.own_statement import OwnStatement

    Standing = Callable[[Book], OwnStatement]


@contextmanager
def open_book(
    db: str | None, *, now: Callable[[], datetime], today: date | None = None, standing: "Standing | None" = None
) -> Iterator[Book]:
    """Open the book at a path or `postgresql://` URL, None for the default place.

    A missing file reads as an empty log and is created by the first write. `today` is the user's own day, which the
    journal keeps. `standing` works out what a student of a school says of how things stand, with every change. Raise
    StepreadyError when the address is no database of ours.
    """

    def moment() -> str:
        return now().isoformat(timespec="milliseconds")

    store = _store(db, moment, said_by(standing, moment))
    store.today = today
    try:
        yield Book(store, moment)
    finally:
        store.close()


def said_by(standing: "Standing | None", moment: Callable[[], str]) -> "Callable[[Store], OwnStatement | None]":
    """Return what works out of a store what a student of a school says of how things stand."""
    return lambda store: None if standing is None else standing(Book(store, moment))


def _store(db: str | None, moment: Callable[[], str], stated: "Callable[[Store], OwnStatement | None]") -> Store:
    """Return the store of an address."""
    if db is not None and is_server(db):
        from stepready.store.server.database import ServerStore  # noqa: PLC0415 - for a server alone

        return ServerStore(db, moment, stated)

    return SqliteStore(database_path(db), moment)
