"""Say what a sheet whose headings are not ours seems to hold, so that the user confirms it rather than we guess."""

import re
import shlex
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import NamedTuple

from stepready.core.facts.instruments import Instruments
from stepready.core.facts.names import folded_name
from stepready.core.log.typed_words import find_name
from stepready.core.values.days import DateOrder, written_day
from stepready.core.values.errors import StepreadyError
from stepready.transfer.headings import Heading, UnfitError, find_heading, read_mapping, shown_cells
from stepready.transfer.score_columns import SCORE_HEADS
from stepready.transfer.sheet import Sheet
from stepready.transfer.wide import ENOUGH_FORMS, FormColumn, form_columns

MOST = 0.6
SHOWN_ROWS = 4
_DAY = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}(?:[T ].*)?|\d{1,2}\.? ?[a-z]{3,9}\.? ?\d{4}|[a-z]{3,9} \d{1,2},? \d{4}",
    re.IGNORECASE,
)
_TWO_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})\b")
MONTHS_OF_A_YEAR = 12
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d+)?\s*%?|\d{1,3}\s*/\s*\d{1,3}")
_DAY_WORDS = ("date", "datum", "day", "taken", "when", "fecha")
_VALUE_WORDS = ("score", "value", "result", "points", "punkte", "percent", "grade", "mark", "pct", "%")
_FORM_WORDS = ("form", "nr", "number", "no")
_NO_VALUES = ("id", "percentile", "time", "minutes", "questions", "rank", "hours", "week", "day")


class Layout(StrEnum):
    """How the scores of a file stand: a row each, a column a form, or the lines people paste."""

    TABLE = "table"
    WIDE = "wide"
    TEMPLATE = "template"


class Proposal(NamedTuple):
    """Options with which a file would be read; `dates` is what its own days tell of the order of day and month."""

    layout: Layout = Layout.TABLE
    mapping: tuple[str, ...] = ()
    source: str = ""
    dates: DateOrder | None = None

    @property
    def options(self) -> str:
        """The options as they are typed."""
        words = [] if self.layout is Layout.TABLE else ["--from", self.layout.value]
        words += ["--source", self.source] if self.source else []
        words += ["--dates", self.dates.value] if self.dates else []
        words += [word for pair in self.mapping for word in ("--map", pair)]
        return shlex.join(words)


class ProposedError(UnfitError):
    """A sheet that fits nothing as it stands, with what would make it fit."""

    def __init__(self, message: str, details: tuple[str, ...], proposal: Proposal) -> None:
        """Keep the proposal beside the words."""
        super().__init__(message, details)
        self.proposal = proposal


def proposed(
    unfit: UnfitError,
    sheet: Sheet,
    name: str,
    mapping: Sequence[str],
    instruments: Instruments,
    *,
    dates: DateOrder | None = None,
) -> UnfitError:
    """Return the refusal of a sheet with the table as it was seen and, where one is found, what to confirm."""
    heading = find_heading(sheet, SCORE_HEADS, read_mapping(mapping, SCORE_HEADS))
    rows = [(line, cells) for line, cells in sheet.records if line > heading.line]
    seen = [f"line {line}: {shown_cells(cells)}" for line, cells in [(heading.line, heading.cells), *rows[:SHOWN_ROWS]]]
    found = _proposal(heading, [cells for _, cells in rows], mapping, instruments)
    if found is None:
        return UnfitError(unfit.message, (*unfit.details, *seen))
    found, asked = _with_dates(found, [cell for _, cells in rows for cell in cells], dates)
    example = f"stepready import {shlex.quote(name)} {found.options}"
    has_day = "date" in heading.places or any(pair.startswith("date=") for pair in found.mapping)
    if found.layout is Layout.WIDE and not has_day:
        example += " --on DATE"
    return ProposedError(unfit.message, (*seen, *_meaning(found, heading), *asked, f"to read it so: {example}"), found)


def proposed_template(text: str, name: str, dates: DateOrder | None) -> ProposedError:
    """Return the refusal of a text that is no table and looks like the template of forums."""
    found, asked = _with_dates(Proposal(Layout.TEMPLATE), text[:10_000].split(), dates)
    return ProposedError(
        f"{name} is no table; it looks like the score template of forums",
        (*asked, f"to read it so: stepready import {shlex.quote(name)} {found.options}"),
        found,
    )


def _with_dates(found: Proposal, cells: Sequence[str], dates: DateOrder | None) -> tuple[Proposal, tuple[str, ...]]:
    """Return a proposal with what its days in numbers tell of their order, or else what there is to add.

    13/7 has its day first; days that disagree tell nothing.
    """
    orders, first = set(), ""
    for cell in cells:
        match = _TWO_NUMBERS.match(cell.strip())
        one, other = (int(match[1]), int(match[2])) if match else (0, 0)
        if one == other:
            continue
        first = first or cell.strip()[:20]
        if max(one, other) > MONTHS_OF_A_YEAR:
            orders.add(DateOrder.DMY if one > other else DateOrder.MDY)
    told = dates or (orders.pop() if len(orders) == 1 else None)
    asked = (f"{first} may be two days: add --dates dmy or --dates mdy",) if first and told is None else ()
    return found._replace(dates=told), asked


def _proposal(
    heading: Heading, rows: list[list[str]], mapping: Sequence[str], instruments: Instruments
) -> Proposal | None:
    """Return what the columns seem to hold, or None where one that is needed cannot be told."""
    columns = {
        place: [row[place].strip() for row in rows if place < len(row) and row[place].strip()]
        for place, cell in enumerate(heading.cells)
        if folded_name(cell)
    }
    forms = form_columns(heading.cells, instruments)
    if len(forms) >= ENOUGH_FORMS:
        return Proposal(Layout.WIDE, (*mapping, *_day_beside(heading, columns, forms, instruments)))
    places = dict(heading.places)
    for ours in ("exam", "form"):
        if (
            ours in places
            and "source" not in places
            and _source([], {0: columns[places[ours]]}, instruments) is not None
        ):
            del places[ours]
    for ours, find in (("date", _date), ("source", _source), ("value", _value)):
        is_counted = ours == "value" and "right" in places and {"total", "wrong", "questions"} & set(places)
        if ours in places or is_counted:
            continue
        free = {place: cells for place, cells in columns.items() if place not in places.values()}
        found = find(heading.cells, free, instruments)
        if found is not None:
            places[ours] = found
    source = "qbank" if "source" not in places and "right" in places else ""
    if "date" not in places or not {"value", "right"} & set(places) or not ({"source"} & set(places) or source):
        return None
    names = columns.get(places.get("source", -1), [])
    form = _form(heading.cells, {p: c for p, c in columns.items() if p not in places.values()})
    if "form" not in places and form is not None and not _mostly(names, lambda cell: cell[-1].isdigit()):
        places["form"] = form
    new = [f"{ours}={heading.cells[place]}" for ours, place in places.items() if heading.places.get(ours) != place]
    told = tuple(dict.fromkeys((*mapping, *new)))
    if not told and not source:
        told = (f"date={heading.cells[places['date']]}",)
    return Proposal(Layout.TABLE, told, source)


def _day_beside(
    heading: Heading, columns: dict[int, list[str]], forms: Sequence[FormColumn], instruments: Instruments
) -> tuple[str, ...]:
    """Return the mapping of a wide sheet's column of days, where it has one under another name than ours."""
    if "date" in heading.places or any(form.day is not None for form in forms):
        return ()
    taken = {form.place for form in forms}
    place = _date(heading.cells, {place: cells for place, cells in columns.items() if place not in taken}, instruments)
    return () if place is None else (f"date={heading.cells[place]}",)


def _date(heading: Sequence[str], columns: dict[int, list[str]], _: Instruments) -> int | None:
    """Return the column of days: of several, the one whose heading says so, and no record of the file's making."""
    found = [place for place, cells in columns.items() if _mostly(cells, _is_day)]
    own = [place for place in found if not re.match(r"creat|updat|modif", heading[place].strip(), re.IGNORECASE)]
    named = [place for place in own if any(word in heading[place].casefold() for word in _DAY_WORDS)]
    return next(iter([*named, *own]), None)


def _source(_: Sequence[str], columns: dict[int, list[str]], instruments: Instruments) -> int | None:
    """Return the column of instruments."""
    return next(
        (place for place, cells in columns.items() if _mostly(cells, lambda cell: _is_name(cell, instruments))), None
    )


def _is_name(cell: str, instruments: Instruments) -> bool:
    return find_name(cell, instruments) is not None


def _value(heading: Sequence[str], columns: dict[int, list[str]], _: Instruments) -> int | None:
    """Return the column of scores: the one whose heading says so, else the only one of numbers."""
    numbers = [
        place
        for place, cells in columns.items()
        if _mostly(cells, lambda cell: bool(_NUMBER.fullmatch(cell))) and folded_name(heading[place]) not in _NO_VALUES
    ]
    named = [place for place in numbers if any(word in heading[place].casefold() for word in _VALUE_WORDS)]
    named = [place for place in named if "percentile" not in heading[place].casefold()]
    return named[0] if named else numbers[0] if len(numbers) == 1 else None


def _form(heading: Sequence[str], columns: dict[int, list[str]]) -> int | None:
    """Return a column whose heading means a form."""
    return next((place for place in columns if folded_name(heading[place]) in _FORM_WORDS), None)


def _is_day(cell: str) -> bool:
    try:
        return bool(_DAY.fullmatch(cell) or written_day(cell))
    except StepreadyError:
        return False


def _mostly(cells: Sequence[str], holds: Callable[[str], bool]) -> bool:
    sample = cells[:100]
    return bool(sample) and sum(map(holds, sample)) >= MOST * len(sample)


def _meaning(found: Proposal, heading: Heading) -> tuple[str, ...]:
    """Say in words what is proposed and what would be left out."""
    if found.layout is Layout.WIDE:
        return ("it seems to be a sheet with a column a form",)
    pairs = [pair.partition("=") for pair in found.mapping]
    parts = [f"{ours} from {theirs!r}" for ours, _, theirs in pairs] + (
        [f"source {found.source}"] if found.source else []
    )
    used = {folded_name(theirs) for _, _, theirs in pairs} | {
        folded_name(heading.cells[p]) for p in heading.places.values()
    }
    parts += [f"days as {found.dates.value}"] if found.dates else []
    rest = [cell for cell in heading.cells if cell and folded_name(cell) not in used]
    return (f"proposed: {', '.join(parts)}" + (f"; left out: {', '.join(rest)}" if rest else ""),)
