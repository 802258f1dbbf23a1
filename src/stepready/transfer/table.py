"""Read a CSV file into rows with their line numbers; a file that is no such table is refused in one sentence."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from stepready.core.errors import StepreadyError
from stepready.transfer.scores import COLUMNS

REQUIRED = ("date", "source", "form", "value")
_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


class Table(NamedTuple):
    """Rows as cells by our column names, each with the number of its first line; `ignored` are other headings."""

    rows: list[tuple[int, dict[str, str]]]
    faults: list[str]
    ignored: tuple[str, ...]


def decode(data: bytes, name: str) -> str:
    """Return a file's text: UTF-8, with or without its mark, and no NUL."""
    if data[:2] in _MARKS:
        raise StepreadyError(f"{name} is {_MARKS[data[:2]]} text; accepted: UTF-8 (in a spreadsheet: CSV UTF-8)")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise StepreadyError(f"{name} is not UTF-8 text at line {line}; accepted: UTF-8 (CSV UTF-8)") from None
    if "\0" in text:
        raise StepreadyError(f"{name} holds a NUL character at line {text.count(chr(10), 0, text.index(chr(0))) + 1}")
    return text


def read_table(text: str, name: str, mapping: Sequence[str] = ()) -> Table:
    """Return the rows of a CSV text whose first line is a heading.

    `mapping` holds `ours=theirs` pairs; with one, headings that are nobody's are ignored instead of refused.
    """
    records = _records(text, name)
    if not records:
        raise StepreadyError(f"{name} is empty; accepted: a heading with {', '.join(REQUIRED)}, then one row a score")
    heading = [cell.strip() for cell in records[0][1]]
    places, ignored = _places(heading, read_mapping(mapping), name)
    rows, faults = [], []
    for line, cells in records[1:]:
        if len(cells) != len(heading):
            faults.append(f"line {line}: {len(cells)} cells where the heading has {len(heading)}")
        else:
            rows.append((line, {column: cells[place] for column, place in places.items()}))
    return Table(rows, faults, ignored)


def _records(text: str, name: str) -> list[tuple[int, list[str]]]:
    """Return the records that are not blank, each with its first line's number."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    records, line = [], 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                records.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as problem:
        raise StepreadyError(f"{name} is no CSV table from line {line} on: {problem}") from None
    return records


def _delimiter(text: str) -> str:
    """Return what separates the headings: a comma, or a semicolon or tab where spreadsheets write those."""
    heading = text.lstrip().partition("\n")[0]
    return max(",;\t", key=heading.count)


def read_mapping(pairs: Sequence[str]) -> dict[str, str]:
    """Return their heading by our column from `ours=theirs` pairs."""
    mapping: dict[str, str] = {}
    for pair in pairs:
        ours, equals, theirs = (part.strip() for part in pair.partition("="))
        if not equals or not theirs or ours not in COLUMNS:
            raise StepreadyError(f"--map {pair!r} is not ours=theirs; accepted for ours: {', '.join(COLUMNS)}")
        if ours in mapping:
            raise StepreadyError(f"--map names {ours} twice; give it once")
        mapping[ours] = theirs
    return mapping


def _places(heading: list[str], mapping: dict[str, str], name: str) -> tuple[dict[str, int], tuple[str, ...]]:
    """Return the place of each of our columns, and the headings that are ignored."""
    twice = [cell for cell, times in Counter(heading).items() if times > 1]
    if twice:
        raise StepreadyError(f"{name}: the heading {twice[0]!r} is there twice; each column once")
    absent = [theirs for theirs in mapping.values() if theirs not in heading]
    if absent:
        raise StepreadyError(f"{name} has no heading {absent[0]!r}; it has: {_listed(heading)}")
    named = {mapping.get(column, column): column for column in COLUMNS}
    places = {named[cell]: place for place, cell in enumerate(heading) if cell in named}
    missing = [column for column in REQUIRED if column not in places and not (mapping and column == "form")]
    if missing:
        raise StepreadyError(
            f"{name} lacks the column {', '.join(missing)}; it has: {_listed(heading)}",
            ("a table with other headings: --map ours=theirs, for example --map value=Score",),
        )
    other = tuple(cell for cell in heading if cell not in named)
    if other and not mapping:
        raise StepreadyError(f"{name} has an unknown column {other[0]!r}; accepted: {', '.join(COLUMNS)}")
    return places, other


def _listed(heading: list[str]) -> str:
    shown = [cell[:40] if cell.isprintable() else repr(cell[:40]) for cell in heading[:20]]
    return ", ".join(shown) + (", ..." if len(heading) > len(shown) else "")
