"""A book that reads its file once for each change: a random life asks it the same hundred times a day."""

from collections.abc import Callable, Sequence
from typing import Any

from stepready.store.book import Book

OF_THE_PLAN = frozenset({"attempts", "plan", "schedule", "schedule_ends", "settings"})
"""What is read of the plan and its schedule: what is logged changes none of it."""
OF_THE_LOG = frozenset({
    "all", "anki_hours", "bank_totals", "bank_work", "count", "marks", "owner", "practice_exams", "study_hours",
    "topic_days", "version",
})  # fmt: skip
LOGGING = frozenset({"add", "mark_days"})


class RememberedBook:
    """Answers as the book does. What it read it keeps until something is written that can change it."""

    def __init__(self, book: Book) -> None:
        """Stand before a book."""
        self._book = book
        self._kept: dict[str, dict[object, Any]] = {}

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return a function of the book: what reads remembers, everything else forgets."""
        asked = getattr(self._book, name)

        def read(*given: object, **named: object) -> Any:
            kept, key = self._kept.setdefault(name, {}), _key(given, named)
            if key not in kept:
                kept[key] = asked(*given, **named)
            return kept[key]

        def write(*given: object, **named: object) -> Any:
            try:
                return asked(*given, **named)
            finally:
                stays = OF_THE_PLAN if name in LOGGING else frozenset[str]()
                self._kept = {read: kept for read, kept in self._kept.items() if read in stays}

        return read if name in OF_THE_PLAN | OF_THE_LOG else write


def _key(given: Sequence[object], named: dict[str, object]) -> object:
    return tuple(tuple(each) if isinstance(each, list) else each for each in (*given, *named.items()))
