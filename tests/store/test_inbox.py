"""A line of an inbox only adds: no other write of the book goes past it."""

import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from stepready.core.applying.profile import Profile
from stepready.core.facts.exam import Exam
from stepready.core.log.anki import AnkiDay, Reviews
from stepready.core.log.inbox import NumberedLine, TakenLine
from stepready.core.plan import Plan
from stepready.core.values.errors import StepreadyError
from stepready.store.book import Book
from stepready.store.devices.which_wins import Prefer
from stepready.store.embedded.memory import MemoryStore
from stepready.store.inbox import BookOfLine
from stepready.store.intake import Incoming, Intake
from stepready.store.opening import open_book
from tests.store.conftest import MOMENT
from tests.store.samples import SCHEDULE, SETTINGS, nbme

LINE = NumberedLine(number=1, text="2027-07-01 nbme 12 240", times=1)
OTHER_WRITES: dict[str, Callable[[Book], Any]] = {
    "replace": lambda book: book.replace(1, lambda _: nbme(240.0)),
    "remove": lambda book: book.remove(1),
    "change_plan": lambda book: book.change_plan(Exam.STEP1, lambda _: Plan(exam=Exam.STEP1)),
    "set_settings": lambda book: book.set_settings(SETTINGS),
    "save_schedule": lambda book: book.save_schedule(SCHEDULE),
    "mark_days": lambda book: book.mark_days([]),
    "change_profile": lambda book: book.change_profile(lambda _: Profile()),
    "change_shortlist": lambda book: book.change_shortlist(2028, lambda kept: kept, "x"),
    "revise_programmes": lambda book: book.revise_programmes(lambda kept: kept, lambda _: "x"),
    "bring_in": lambda book: book.bring_in(Intake([Incoming(nbme(form="9"))])),
    "put": lambda book: book.put([AnkiDay(MOMENT.date(), Reviews())], "x", "x"),
    "merge": lambda book: book.merge(MemoryStore(None, str), Prefer.LATER, called="x"),
    "undo": lambda book: book.undo(),
}


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with open_book(str(tmp_path / "book.db"), now=lambda: MOMENT) as opened:
        opened.add(nbme())
        yield opened


def writes() -> set[str]:
    """Return the methods of a book that change it: those that say when."""
    methods = inspect.getmembers(Book, inspect.isfunction)
    return {name for name, method in methods if "self._moment()" in inspect.getsource(method)} - {"__init__"}


def test_every_write_is_known_here() -> None:
    assert writes() == OTHER_WRITES.keys() | {"add"}


@pytest.mark.parametrize("name", OTHER_WRITES)
def test_a_line_changes_nothing_but_by_adding(book: Book, name: str) -> None:
    before = book.version()
    with pytest.raises(StepreadyError, match="only adds"):
        OTHER_WRITES[name](BookOfLine(book, LINE))
    assert (book.version(), len(book.scores())) == (before, 1)


def test_what_a_line_adds_carries_it(book: Book) -> None:
    BookOfLine(book, LINE).add(nbme(240.0, form="12"))
    assert book.all(TakenLine) == [TakenLine(LINE.text, 1)]
    book.undo()
    assert (book.all(TakenLine), len(book.scores())) == ([], 1)
