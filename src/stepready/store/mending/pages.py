"""Read rows straight from the pages of a database file, where no table leads to them any more.

A page of rows describes itself, whatever is broken elsewhere: https://www.sqlite.org/fileformat2.html, sections 1.5
to 2.1 and 4, is what the names here come from.
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

Value = None | int | float | str | bytes
PAGE = 4096
"""The size in bytes of every page that SQLite makes unless told otherwise, and we never tell."""
_LARGEST = 65_536
"""The size that two bytes cannot hold: they say 1."""
_SIZES = {2**power for power in range(9, 17)}
_MAGIC = b"SQLite format 3\0"
_LEAF = 0x0D
_WIDTHS = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)
"""The bytes of a value by its serial type, up to where texts and blobs begin at 12."""
_REAL, _ZERO, _ONE, _TEXTS = 7, 8, 9, 12
_LOG_HEADER, _FRAME_HEADER = 32, 24
_LIKELY = 0.8
"""The share of a list of free pages that must be page numbers, each once, for it to be one."""
_PROBLEMS = (ValueError, IndexError, struct.error)


def content_of_file(path: Path) -> bytes:
    """Return a database's bytes with what its write-ahead log has committed, as far as either is there."""
    content = bytearray(path.read_bytes() if path.exists() else b"")
    log = path.with_name(f"{path.name}-wal")
    if log.exists():
        _apply(content, log.read_bytes())
    return bytes(content)


def _apply(content: bytearray, log: bytes) -> None:
    """Put the pages of a write-ahead log, up to its last commit, in the place of the file's."""
    size, salts = int.from_bytes(log[8:12]), log[16:24]
    if size not in _SIZES:
        return
    waiting: list[tuple[int, bytes]] = []
    for at in range(_LOG_HEADER, len(log), _FRAME_HEADER + size):
        header, page = log[at : at + _FRAME_HEADER], log[at + _FRAME_HEADER : at + _FRAME_HEADER + size]
        if header[8:16] != salts or len(page) < size:
            return
        waiting.append((int.from_bytes(header[:4]), page))
        if committed := int.from_bytes(header[4:8]):
            for number, held in waiting:
                if number <= committed:
                    content.extend(bytes(max(0, number * size - len(content))))
                    content[(number - 1) * size : number * size] = held
            waiting = []


class PageRow(NamedTuple):
    """A row as it is kept: a column that is the row's own number is None among its values."""

    number: int
    values: tuple[Value, ...]


class Pages:
    """The pages of a file, counted from 1 as SQLite does."""

    def __init__(self, content: bytes) -> None:
        """Cut a file's bytes into pages; what is missing of the last one is zero."""
        said = int.from_bytes(content[16:18])
        said = _LARGEST if said == 1 else said
        self._size = said if content.startswith(_MAGIC) and said in _SIZES else PAGE
        self._content = content + bytes(-len(content) % self._size)
        self._count = len(self._content) // self._size

    def records(self) -> Iterator[PageRow]:
        """Yield every row of every page in use but the first, which holds none of ours; skip what makes no sense."""
        free = self._free()
        for number in range(2, self._count + 1):
            page = self._page(number)
            if page[0] != _LEAF or number in free:
                continue
            for place in range(8, 8 + 2 * min(int.from_bytes(page[3:5]), self._size // 4), 2):
                try:
                    yield self._record(page, int.from_bytes(page[place : place + 2]))
                except _PROBLEMS:
                    continue

    def _page(self, number: int) -> bytes:
        if not 1 <= number <= self._count:
            msg = f"there is no page {number}"
            raise ValueError(msg)
        return self._content[(number - 1) * self._size : number * self._size]

    def _free(self) -> set[int]:
        """Return the pages that a list of free pages names, be some of it broken: what they hold was removed."""
        free: set[int] = set()
        for number in range(2, self._count + 1):
            page = self._page(number)
            following, held = struct.unpack(">II", page[:8])
            if following <= self._count and 0 < held <= self._size // 4 - 2:
                listed = {
                    each for each in struct.unpack(f">{held}I", page[8 : 8 + 4 * held]) if 1 < each <= self._count
                }
                if len(listed) >= _LIKELY * held:
                    free |= listed
        return free

    def _record(self, page: bytes, at: int) -> PageRow:
        """Return the row that begins at a place of a page; raise one of _PROBLEMS where none does."""
        length, at = _varint(page, at)
        number, at = _varint(page, at)
        return PageRow(number, _values(self._payload(page, at, length)))

    def _payload(self, page: bytes, at: int, length: int) -> bytes:
        """Return the bytes of a row, those on the pages it overflows to as well."""
        if length > len(self._content):
            msg = "a row is no larger than its file"
            raise ValueError(msg)
        most = self._size - 35
        if length <= most:
            return page[at : at + length]
        least = (self._size - 12) * 32 // 255 - 23
        here = least + (length - least) % (self._size - 4)
        here = here if here <= most else least
        payload, following = page[at : at + here], int.from_bytes(page[at + here : at + here + 4])
        while len(payload) < length:
            overflow = self._page(following)
            following = int.from_bytes(overflow[:4])
            payload += overflow[4 : 4 + length - len(payload)]
        return payload


def _varint(held: bytes, at: int) -> tuple[int, int]:
    """Return a number of one to nine bytes, and where the next begins."""
    number = 0
    for place in range(at, at + 8):
        number = number << 7 | held[place] & 0x7F
        if held[place] < 0x80:  # noqa: PLR2004 - the bit that says that more follow
            return number, place + 1
    return number << 8 | held[at + 8], at + 9


def _values(payload: bytes) -> tuple[Value, ...]:
    """Return the values of a row; raise ValueError or IndexError where its bytes are none."""
    end, at = _varint(payload, 0)
    place, values = end, []
    while at < end:
        kind, at = _varint(payload, at)
        width = (kind - _TEXTS) // 2 if kind >= _TEXTS else _WIDTHS[kind]
        values.append(_value(kind, payload[place : place + width]))
        place += width
    if (at, place) != (end, len(payload)):
        msg = "a row is as long as its values"
        raise ValueError(msg)
    return tuple(values)


def _value(kind: int, held: bytes) -> Value:
    if kind >= _TEXTS:
        return held.decode(errors="replace") if kind % 2 else held
    if kind == 0:
        return None
    if kind in {_ZERO, _ONE}:
        return kind - _ZERO
    return float(struct.unpack(">d", held)[0]) if kind == _REAL else int.from_bytes(held, signed=True)
