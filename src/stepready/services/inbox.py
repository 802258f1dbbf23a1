"""`inbox`: take what a phone wrote, line by line, each once; the phone's file is only read."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from stepready.core.log.inbox import LONGEST, NumberedLine, TakenLine, not_taken, read_phone_file
from stepready.core.values.errors import StepreadyError
from stepready.store.book import Book
from stepready.store.inbox import BookOfLine
from stepready.transfer.file import read_whole
from stepready.transfer.sheet import decode, utf_16

Log = Callable[[Book, str], str]
"""Logs one line in a book and returns what it says; raises StepreadyError for a line that `log` would refuse."""


class Refused(NamedTuple):
    """A line that was not taken, and why."""

    line: NumberedLine
    why: str


class LineTaken(NamedTuple):
    """A line that was taken, and what was kept of it."""

    line: NumberedLine
    said: str


class Inbox(NamedTuple):
    """What became of a file: lines taken now, refused, taken before, and the last one while it is unfinished."""

    taken: tuple[LineTaken, ...]
    refused: tuple[Refused, ...]
    before: int
    waiting: str


def take(book: Book, file: Path, log: Log) -> Inbox:
    """Take the lines of a file that were not taken yet; a refused line stays where it is and is named every time."""
    sheet = read_phone_file(_text(file))
    known = {line.line: line.count for line in book.all(TakenLine)}
    taken, refused = [], []
    for line in not_taken(sheet.lines, dict(known)):
        place = line._replace(times=known.get(line.text, 0) + 1)
        of_line = BookOfLine(book, place)
        try:
            _refuse_long(line.text)
            if not of_line.is_here():
                taken.append(LineTaken(line, log(of_line, line.text)))
            known[line.text] = place.times
        except StepreadyError as problem:
            refused.append(Refused(line, problem.message))
    return Inbox(tuple(taken), tuple(refused), len(sheet.lines) - len(taken) - len(refused), sheet.waiting)


def _refuse_long(text: str) -> None:
    if len(text) > LONGEST:
        raise StepreadyError(f"{len(text)} characters; a line has {LONGEST} at most")


def _text(file: Path) -> str:
    """Return what a file holds up to its last whole character."""
    data = read_whole(file, "a text file, a line a session")
    pairs = data[: len(data) // 2 * 2]
    if utf_16(pairs):
        return decode(pairs, file.name).text
    whole, end, rest = data.rpartition(b"\n")
    return decode(whole + end, file.name).text + rest.decode("utf-8", errors="replace")
