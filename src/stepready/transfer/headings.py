"""Find a sheet's headings and read its rows by our column names; what fits none is refused in a sentence."""

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from stepready.core.facts.names import folded_name
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import listed
from stepready.transfer.sheet import Sheet

DEEPEST = 20
"""Rows in which headings are looked for: titles stand above them."""
ENOUGH = 2


class TableHeads(NamedTuple):
    """The columns a table may have and the ones it must have; `row` is what a line holds.

    With `loose`, headings that are nobody's are ignored; else they are refused unless some are mapped. `other_words`
    mean one of ours too, `instead` are columns that stand for a required one when all of them are there.
    """

    columns: tuple[str, ...]
    required: tuple[str, ...]
    row: str
    loose: bool = False
    other_words: Mapping[str, str] = {}
    instead: Mapping[str, tuple[tuple[str, ...], ...]] = {}


class Heading(NamedTuple):
    """The row of headings: its line, its cells, the place of each of our columns, and the titles above it."""

    line: int
    cells: list[str]
    places: dict[str, int]
    above: tuple[str, ...]

    @property
    def others(self) -> tuple[str, ...]:
        """The headings that are nobody's."""
        taken = set(self.places.values())
        return tuple(cell for place, cell in enumerate(self.cells) if cell and place not in taken)


class Table(NamedTuple):
    """Rows as cells by our column names, each with the number of its first line; `ignored` are other headings."""

    rows: list[tuple[int, dict[str, str]]]
    faults: list[str]
    ignored: tuple[str, ...]
    notices: tuple[str, ...] = ()


class UnfitError(StepreadyError):
    """A sheet whose headings are not ours: a mapping may make it fit."""


def read_table(
    sheet: Sheet, name: str, heads: TableHeads, mapping: Sequence[str] = (), given: Sequence[str] = ()
) -> Table:
    """Return the rows below a sheet's headings, written in any case.

    `mapping` holds `ours=theirs` pairs, `given` the columns said beside the file; with either, headings that are
    nobody's are ignored instead of refused.
    """
    if not sheet.records:
        raise StepreadyError(
            f"{name} is empty; accepted: a heading with {', '.join(heads.required)}, then one row a {heads.row}"
        )
    heading = find_heading(sheet, heads, read_mapping(mapping, heads))
    _refuse_unfit(heading, name, heads, mapping, given)
    below = [(line, cells) for line, cells in sheet.records if line > heading.line]
    rows, faults = [], []
    for line, cells in below:
        if _fits(cells, heading):
            rows.append((line, {ours: _at(cells, place) for ours, place in heading.places.items()}))
        else:
            faults.append(f"line {line}: {len(cells)} cells where the heading has {len(heading.cells)}")
    return Table(rows, faults, heading.others, _notices(heading, below))


def read_mapping(pairs: Sequence[str], heads: TableHeads) -> dict[str, str]:
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


def find_heading(sheet: Sheet, heads: TableHeads, mapping: Mapping[str, str]) -> Heading:
    """Return the row of headings: of the first rows the one that holds most of our columns, two at least."""
    found = [
        Heading(line, [cell.strip() for cell in cells], _places(cells, heads, mapping), ())
        for line, cells in sheet.records[:DEEPEST]
    ]
    best = max(found, key=lambda heading: len(heading.places))
    if len(best.places) < ENOUGH:
        best = found[0]
    titles = [" ".join(cell for cell in one.cells if cell) for one in found[: found.index(best)]]
    return best._replace(above=tuple(titles))


def _places(cells: Sequence[str], heads: TableHeads, mapping: Mapping[str, str]) -> dict[str, int]:
    """Return the place of each of our columns in a row of headings, our own words before others'.

    A heading that is mapped means nothing else: `source=Exam` leaves no column of exams.
    """
    names = [folded_heading(cell) for cell in cells]
    theirs = {ours: folded_heading(heading) for ours, heading in mapping.items()}
    mapped = set(theirs.values())
    own = {ours: folded_heading(ours) for ours in heads.columns}
    wanted = {ours: theirs.get(ours) or ("" if name in mapped else name) for ours, name in own.items()}
    places = {ours: names.index(name) for ours, name in wanted.items() if name and name in names}
    taken = set(places.values())
    for word, ours in heads.other_words.items():
        if ours not in places and word in names and names.index(word) not in taken:
            places[ours] = names.index(word)
            taken.add(places[ours])
    return places


def _refuse_unfit(heading: Heading, name: str, heads: TableHeads, mapping: Sequence[str], given: Sequence[str]) -> None:
    """Raise StepreadyError for headings that are there twice, not there, or nobody's."""
    names = [folded_heading(cell) for cell in heading.cells]
    twice = [
        cell
        for cell, folded in zip(heading.cells, names, strict=True)
        if folded and Counter(names)[folded] > 1 and names.index(folded) in heading.places.values()
    ]
    if twice:
        raise StepreadyError(f"{name}: the heading {twice[0]!r} is there twice; each column once")
    absent = [theirs for theirs in read_mapping(mapping, heads).values() if folded_heading(theirs) not in names]
    if absent:
        raise StepreadyError(f"{name} has no heading {absent[0]!r}; it has: {shown_cells(heading.cells)}")
    missing = [column for column in heads.required if column not in given and not _is_there(column, heading, heads)]
    if missing:
        raise UnfitError(
            f"{name} lacks the column {', '.join(missing)}; it has: {shown_cells(heading.cells)}",
            (f"a table with other headings: --map ours=theirs, for example --map {heads.required[-1]}=Theirs",),
        )
    if heading.others and not (mapping or given or heads.loose):
        raise UnfitError(
            f"{name} has an unknown column {heading.others[0]!r}; accepted: {', '.join(heads.columns)}",
            (f"to leave it out: --map {heads.required[0]}={heading.cells[heading.places[heads.required[0]]]}",),
        )


def _is_there(column: str, heading: Heading, heads: TableHeads) -> bool:
    """Whether a column is among the headings, or all of what stands for it."""
    ways = ((column,), *heads.instead.get(column, ()))
    return any(all(one in heading.places for one in way) for way in ways)


def _fits(cells: Sequence[str], heading: Heading) -> bool:
    """Whether a row has a cell for each heading; unnamed columns at the end may be short of one, or beyond."""
    named = max(place for place, cell in enumerate(heading.cells) if cell) + 1
    return len(cells) >= named and not any(cell.strip() for cell in cells[len(heading.cells) :])


def _at(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _notices(heading: Heading, below: Sequence[tuple[int, Sequence[str]]]) -> tuple[str, ...]:
    """Name what stands above the headings, and columns that have cells and no heading."""
    found = []
    if heading.above:
        found.append(f"above the headings in line {heading.line}, left out: {'; '.join(heading.above)[:200]}")
    unnamed = [
        str(place + 1)
        for place, cell in enumerate(heading.cells)
        if not cell and any(_at(cells, place).strip() for _, cells in below)
    ]
    if unnamed:
        found.append(f"columns without a heading, left out: {listed(unnamed)}")
    return tuple(found)


def folded_heading(text: str) -> str:
    """Return what tells one heading from another: letters and digits, whatever their case and width; % is percent."""
    return folded_name(unicodedata.normalize("NFKC", text).replace("%", "percent"))


def shown_cells(cells: Sequence[str]) -> str:
    """List cells on one line, cut short."""
    shown = [cell[:40] if cell.isprintable() else repr(cell[:40]) for cell in cells[:20]]
    return ", ".join(shown) + (", ..." if len(cells) > len(shown) else "")
