"""Read a CSV file into rows with their line numbers; a file that is no such table is refused in one sentence."""

import csv
import io
import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from stepready.core.values.errors import StepreadyError
from stepready.transfer.scores import COLUMNS

REQUIRED = ("date", "source", "form", "value")


class TableHeads(NamedTuple):
    """The columns a table may have and the ones it must have; `row` is what a line holds.

    With `loose`, a heading means a column whatever its case, blanks and marks, and headings that are nobody's are
    ignored; else they are refused unless some are mapped.
    """

    columns: tuple[str, ...]
    required: tuple[str, ...]
    row: str
    loose: bool = False

    def fold(self, heading: str) -> str:
        """Return a heading as it is compared: as it is, or loosely `Min. Step2` as `min_step2`."""
        if not self.loose:
            return heading
        return "_".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", heading).casefold()))


SCORES = TableHeads(COLUMNS, REQUIRED, "score")
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


def read_table(text: str, name: str, mapping: Sequence[str] = (), heads: TableHeads = SCORES) -> Table:
    """Return the rows of a CSV text whose first line is a heading.

    `mapping` holds `ours=theirs` pairs; with one, headings that are nobody's are ignored instead of refused.
    """
    records = _records(text, name)
    if not records:
        wanted = f"a heading with {', '.join(heads.required)}, then one row a {heads.row}"
        raise StepreadyError(f"{name} is empty; accepted: {wanted}")
    heading = [cell.strip() for cell in records[0][1]]
    places, ignored = _places(heading, read_mapping(mapping, heads), name, heads)
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


def read_mapping(pairs: Sequence[str], heads: TableHeads = SCORES) -> dict[str, str]:
    """Return their heading by our column from `ours=theirs` pairs."""
    mapping: dict[str, str] = {}
    for pair in pairs:
        ours, equals, theirs = (part.strip() for part in pair.partition("="))
        if not equals or not theirs or ours not in heads.columns:
            raise StepreadyError(f"--map {pair!r} is not ours=theirs; accepted for ours: {', '.join(heads.columns)}")
        if ours in mapping:
            raise StepreadyError(f"--map names {ours} twice; give it once")
        mapping[ours] = theirs
    return mapping


def _places(
    heading: list[str], mapping: dict[str, str], name: str, heads: TableHeads
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Return the place of each of our columns, and the headings that are ignored."""
    folded = [heads.fold(cell) for cell in heading]
    twice = [heading[n] for n, cell in enumerate(folded) if cell and folded.count(cell) > 1]
    if twice:
        raise StepreadyError(f"{name}: the heading {twice[0]!r} is there twice; each column once")
    absent = [theirs for theirs in mapping.values() if heads.fold(theirs) not in folded]
    if absent:
        raise StepreadyError(f"{name} has no heading {absent[0]!r}; it has: {_listed(heading)}")
    named = {heads.fold(mapping.get(column, column)): column for column in heads.columns}
    places = {named[cell]: place for place, cell in enumerate(folded) if cell in named}
    missing = [column for column in heads.required if column not in places and not (mapping and column == "form")]
    if missing:
        raise StepreadyError(
            f"{name} lacks the column {', '.join(missing)}; it has: {_listed(heading)}",
            (f"a table with other headings: --map ours=theirs, for example --map {heads.required[-1]}=Theirs",),
        )
    other = tuple(heading[n] for n, cell in enumerate(folded) if cell not in named)
    if other and not mapping and not heads.loose:
        raise StepreadyError(f"{name} has an unknown column {other[0]!r}; accepted: {', '.join(heads.columns)}")
    return places, other


def _listed(heading: list[str]) -> str:
    shown = [cell[:40] if cell.isprintable() else repr(cell[:40]) for cell in heading[:20]]
    return ", ".join(shown) + (", ..." if len(heading) > len(shown) else "")
