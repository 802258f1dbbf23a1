"""One change being written: its number, its steps, and the ids it hands out."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from stepready.core.errors import StepreadyError
from stepready.store.connection import LARGEST_ID, Store
from stepready.store.journal import Step, apply, write
from stepready.store.rows import Values


class Draft:
    """A change inside the open write transaction; nothing is kept unless `keep` is called."""

    def __init__(self, store: Store, what: str, moment: str) -> None:
        """Take the next change number, which also makes other writers of this owner wait."""
        store.run("take_change", [{}])
        counters = store.rows("book")[0]
        self.number: int = counters["last_change"]
        self._last_score: int = counters["last_score"]
        self._store = store
        self._what = what
        self._moment = moment

    @property
    def is_first(self) -> bool:
        """Whether no score was ever kept here."""
        return self._last_score == 0

    def new_score(self, values: Values, *, uid: str | None = None, score_id: int | None = None) -> Values:
        """Return a score's row with an id that was never used here (or the one given) and a unique uid."""
        number = self._last_score + 1 if score_id is None else score_id
        if number > LARGEST_ID:
            raise StepreadyError(
                "the ids of this log are used up; `stepready export --json` and import that into a new database"
            )
        self._last_score = max(self._last_score, number)
        return {"id": number, "uid": uid or os.urandom(16).hex(), **values}

    def keep(self, said: str, steps: list[Step]) -> None:
        """Change the rows and journal it."""
        apply(self._store, steps)
        self._store.run("take_scores", [{"last": self._last_score}])
        change = {"id": self.number, "at": self._moment, "what": self._what, "said": said, "undone_at": None}
        write(self._store, change, steps)


@contextmanager
def drafting(store: Store, what: str, moment: str) -> Iterator[Draft]:
    """Hold one change: all of it and its record, or nothing."""
    with store.writing():
        yield Draft(store, what, moment)
