"""A book that keeps one line of an inbox: what the line says and that it was taken are one change."""

from typing import Any

from stepready.core.log.inbox import NumberedLine, TakenLine
from stepready.core.values.errors import StepreadyError
from stepready.store.book import Book, Check, anything
from stepready.store.codec import row_of, value_of
from stepready.store.devices.content_uid import content_uid
from stepready.store.journal import Step, image, numbered_said
from stepready.store.kinds import INBOX_LINE, LOGGED, kind_of
from stepready.store.writing import drafting, one


def _only_adds() -> str:
    """Raise StepreadyError in place of the moment of a change."""
    raise StepreadyError("a line of an inbox only adds; for anything else run the command itself")


class BookOfLine(Book):
    """The user's book while one line is taken: everything is read as ever, what is added carries the line.

    A line only adds: every other change asks the book for the moment, and is refused there.
    """

    def __init__(self, book: Book, line: NumberedLine) -> None:
        """Stand in for a book; `line` is the line that is taken."""
        super().__init__(book._store, _only_adds)  # noqa: SLF001 - a book in place of a book
        self._added_at = book._moment  # noqa: SLF001 - the same
        self._line = line

    def add(self, value: Any, *, check: Check = anything) -> Any:
        """Keep a value under a new id, with a uid that the line has on every device, and the line as taken."""
        kind = kind_of(type(value))
        with drafting(self._store, "inbox", self._added_at()) as draft:
            check()
            row = draft.numbered(kind, row_of(kind, value), uid=_uid(self._line))
            kept = value_of(kind, row)
            draft.keep(f"inbox {numbered_said(kept)}", [Step(kind.name, None, row), self._taken()])
        return kept

    def is_here(self) -> bool:
        """Whether the book holds what the line brings, from another device; the line is noted as taken then."""
        uid = _uid(self._line)
        stamped = [kind for kind in LOGGED if self._store.rows("one_stamp", kind=kind.name, name=uid)]
        if not any(row["uid"] == uid for kind in stamped for row in self._store.rows(f"all_{kind.name}")):
            return False
        with drafting(self._store, "inbox", self._added_at()) as draft:
            draft.keep(f"inbox {self._line.text}, which another device took", [self._taken()])
        return True

    def _taken(self) -> Step:
        """Return the step that keeps the line as taken."""
        before = one(self._store, INBOX_LINE, line=self._line.text)
        after = row_of(INBOX_LINE, TakenLine(self._line.text, self._line.times))
        return Step(INBOX_LINE.name, None if before is None else image(before), after)


def _uid(line: NumberedLine) -> str:
    """Return the uid of what a line brings, the same on every device."""
    return content_uid(INBOX_LINE.name, line.text, line.times)
