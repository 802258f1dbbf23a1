"""Every row of one book poured into another, whatever databases keep the two."""

from contextlib import closing

from stepready.store.connection import Store
from stepready.store.embedded.memory import MemoryStore
from stepready.store.kinds import BOOK, KINDS


def content_of(store: Store, moment: str) -> bytes:
    """Return a database file's bytes that hold every row of a store, of one moment."""
    with closing(MemoryStore(None, lambda: moment)) as copy:
        with copy.writing():
            copy_rows(store, copy)
        return copy.content()


def copy_rows(source: Store, target: Store) -> None:
    """Replace every kept row of the owner inside the target's open transaction.

    The counters' row stays and is changed: other writers wait for that very row and would miss another.
    """
    for name in KINDS:
        if name == BOOK.name:
            kept = ({"number": row["last_change"], "latest": row["stamp"]} for row in source.rows("all_book"))
            target.run("set_book", [*kept])
            continue
        target.run(f"clear_{name}", [{}])
        target.run(f"add_{name}", source.rows(f"all_{name}"))
