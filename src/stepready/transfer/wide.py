"""Read a sheet with a column a form: `nbme9,nbme10,uwsa1,free120`, a row a person's day or all of their forms."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from stepready.core.facts.exam import Unit
from stepready.core.facts.instruments import Instruments
from stepready.core.facts.names import folded_name
from stepready.core.log.typed_words import Named, find_name
from stepready.core.values.errors import StepreadyError
from stepready.transfer.headings import find_heading, read_mapping, shown_cells
from stepready.transfer.score_columns import SCORE_HEADS, ScoreLines, is_no_value, is_summary
from stepready.transfer.sheet import Sheet

BESIDE = ("date", "exam", "note", "topic", "conditions")
"""Our columns that speak of every form of a row."""
ENOUGH_FORMS = 2
_NO_SUBJECTS = frozenset(
    {"", "percent", "pct", "score", "scores", "correct", "average", "avg", "mean", "total", "forms"}
)
_DAY_OF = re.compile(r"(.+?)[\s_-]*(?:date|day|taken|on)", re.IGNORECASE)
_VALUE_OF = re.compile(r"(.+?)[\s_-]*(?:score|percent|pct|%|correct)", re.IGNORECASE)


class FormColumn(NamedTuple):
    """One form's column: what it is, its place, and the place of its own day where another column says it."""

    named: Named
    place: int
    day: int | None


def form_columns(heading: Sequence[str], instruments: Instruments) -> list[FormColumn]:
    """Return the columns whose heading names an instrument with its form, or one whose forms have no name."""
    days: dict[Named, int] = {}
    found: list[tuple[Named, int]] = []
    for place, cell in enumerate(heading):
        match = _DAY_OF.fullmatch(cell.strip())
        about = _form(match[1], instruments) if match else None
        if about is not None:
            days[about] = place
            continue
        value = _VALUE_OF.fullmatch(cell.strip())
        named = _form(cell, instruments) or (_form(value[1], instruments) if value else None)
        if named is not None:
            found.append((named, place))
    return [FormColumn(named, place, days.get(named)) for named, place in found]


def _form(text: str, instruments: Instruments) -> Named | None:
    """Return what a heading names; None for what is no sitting of an exam, or leaves open which form."""
    named = find_name(text, instruments)
    if named is None:
        return None
    uses = [use for use in instruments.of(named.source) if use.usable]
    if uses and not named.source.is_bank:
        return named if named.form or any(use.items or not use.forms for use in uses) else None
    is_subject = named.source in instruments.worded and folded_name(named.form) not in _NO_SUBJECTS
    return named if is_subject and _is_percent(named, instruments) else None


def _is_percent(named: Named, instruments: Instruments) -> bool:
    """Whether an instrument prints percents alone, as subject exams do and predictions do not."""
    return all(scale.unit is Unit.PERCENT for use in instruments.of(named.source) for scale in use.scales)


def wide_lines(
    sheet: Sheet, name: str, mapping: Sequence[str], given: Mapping[str, str], instruments: Instruments
) -> ScoreLines:
    """Return a score for each filled cell of a form's column.

    Each needs a day: of its own column, of its row's, or given. Raise StepreadyError where there is none: a form
    tells no day.
    """
    heading = _heading(sheet, name, instruments)
    cells = sheet.records[heading][1]
    columns = form_columns(cells, instruments)
    mapped = find_heading(Sheet(sheet.records[heading:]), SCORE_HEADS, read_mapping(mapping, SCORE_HEADS)).places
    beside = {ours: place for ours, place in mapped.items() if ours in BESIDE}
    _refuse_dayless(columns, cells, name, has_day="date" in beside or "date" in given)
    rows: list[tuple[int, dict[str, str]]] = []
    faults, empty, summaries = [], [], []
    for line, row in sheet.records[heading + 1 :]:
        if len(row) > len(cells) and any(cell.strip() for cell in row[len(cells) :]):
            faults.append(f"line {line}: {len(row)} cells where the heading has {len(cells)}")
            continue
        summary = next((cell.strip() for cell in row if is_summary(cell)), None)
        if summary:
            summaries.append(f"line {line} left out: {summary[:40]!r} sums up other rows")
            continue
        for column in columns:
            value = row[column.place].strip() if column.place < len(row) else ""
            if not value or is_no_value(value):
                empty.append(f"{cells[column.place]} in line {line}")
            else:
                rows.append((line, _cells(column, row, value, beside, given)))
    notices = (*sheet.notices, *_left_out(cells, columns, beside), *summaries, *_empty(empty))
    return ScoreLines(rows, faults, notices)


def _heading(sheet: Sheet, name: str, instruments: Instruments) -> int:
    """Return which record holds the headings: the first that names forms."""
    for place, (_, cells) in enumerate(sheet.records[:20]):
        if form_columns(cells, instruments):
            return place
    found = shown_cells(sheet.records[0][1]) if sheet.records else "nothing"
    raise StepreadyError(f"{name} has no column that names a form; accepted: nbme9, uwsa1, free120...; it has: {found}")


def _refuse_dayless(columns: Sequence[FormColumn], heading: Sequence[str], name: str, *, has_day: bool) -> None:
    dayless = [heading[column.place].strip() for column in columns if column.day is None]
    if dayless and not has_day:
        raise StepreadyError(
            f"{name} says no day for {shown_cells(dayless)}; accepted: a date column, a column such as "
            f"{dayless[0]}_date, or --on DATE for all of them",
            _left_out(heading, columns, {}),
        )


def _cells(
    column: FormColumn, row: Sequence[str], value: str, beside: Mapping[str, int], given: Mapping[str, str]
) -> dict[str, str]:
    """Return one score's cells: what the row says, what was given, the form's own day first."""
    said = {ours: row[place] for ours, place in beside.items() if place < len(row) and row[place].strip()}
    own = {"date": row[column.day]} if column.day is not None and column.day < len(row) else {}
    exam = {"exam": column.named.exam.value} if column.named.exam else {}
    return {
        "date": "",
        **given,
        **exam,
        **said,
        **{ours: cell for ours, cell in own.items() if cell.strip()},
        "source": column.named.source.value,
        "form": column.named.form,
        "value": value,
    }


def _left_out(heading: Sequence[str], columns: Sequence[FormColumn], beside: Mapping[str, int]) -> tuple[str, ...]:
    used = {column.place for column in columns} | {column.day for column in columns} | set(beside.values())
    others = [cell.strip() for place, cell in enumerate(heading) if place not in used and folded_name(cell)]
    return (f"columns ignored, no form of an exam: {', '.join(others)}",) if others else ()


def _empty(cells: Sequence[str]) -> tuple[str, ...]:
    shown = ", ".join(cells[:10]) + (f" and {len(cells) - 10} more" if len(cells) > 10 else "")  # noqa: PLR2004
    return (f"no value, left out: {shown}",) if cells else ()
