"""Read a table of scores: what its columns are called, and what of its rows is no score."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from stepready.core.facts.names import folded_name
from stepready.transfer.headings import TableHeads, find_heading, read_table
from stepready.transfer.scores import COLUMNS
from stepready.transfer.sheet import Sheet

COUNTED = ("right", "wrong", "total")
SCORE_HEADS = TableHeads(
    columns=(*COLUMNS, *COUNTED),
    required=("date", "source", "form", "value"),
    row="score",
    other_words={
        **dict.fromkeys(
            ("correct", "questionscorrect", "correctquestions", "correctanswers", "numbercorrect"), "right"
        ),
        **dict.fromkeys(
            ("incorrect", "questionsincorrect", "incorrectquestions", "incorrectanswers", "numberincorrect"), "wrong"
        ),
        **dict.fromkeys(("questionstotal", "totalquestions", "numberofquestions", "questioncount"), "total"),
        **dict.fromkeys(("notes", "comment", "comments", "remarks"), "note"),
        **dict.fromkeys(("condition", "mode"), "conditions"),
        **dict.fromkeys(("system", "subject", "topics"), "topic"),
    },
    instead={
        "value": (
            ("right", "total"),
            ("right", "wrong"),
            ("right", "questions"),
            ("wrong", "total"),
            ("wrong", "questions"),
        )
    },
)
"""What makes a score is named as we name it or mapped; what stands beside it is read under its usual words too."""

NO_VALUE = frozenset({"n/a", "na", "n.a.", "none", "-", "--", "\u2014", "\u2013", "tbd", "tba", "not taken", "skipped"})
_SUMMARY = re.compile(
    r"(average|avg|mean|median|total|totals|sum|best|highest|lowest|max|min|std|stdev|\u00d8)\b.*", re.IGNORECASE
)
_MODES = {"tutor": "untimed", "test": "timed", "exam": "timed"}


class ScoreLines(NamedTuple):
    """Cells of scores by our column names, each with where they stand; `left_out` names what was no score."""

    rows: list[tuple[int, dict[str, str]]]
    faults: list[str]
    notices: tuple[str, ...] = ()


def score_lines(sheet: Sheet, name: str, mapping: Sequence[str], given: Mapping[str, str]) -> ScoreLines:
    """Return the scores of a table; `given` are cells said beside the file, for rows that say none themselves.

    `right` with `total` or `wrong` becomes a count such as 27/40. Rows of averages and rows without a value are left
    out by name.
    """
    heads = SCORE_HEADS
    if mapping or given or _names_hold_forms(sheet, heads):
        heads = heads._replace(required=("date", "source", "value"))
    table = read_table(sheet, name, heads, mapping, tuple(given))
    rows, left_out = [], []
    for line, cells in table.rows:
        filled = {**cells, **{ours: said for ours, said in given.items() if not cells.get(ours, "").strip()}}
        why = _no_score(cells)
        if why:
            left_out.append(f"line {line} left out: {why}")
        else:
            rows.append((line, _counted(filled)))
    ignored = (f"columns ignored: {', '.join(table.ignored)}",) if table.ignored else ()
    return ScoreLines(rows, table.faults, (*sheet.notices, *table.notices, *ignored, *left_out))


def _names_hold_forms(sheet: Sheet, heads: TableHeads) -> bool:
    """Whether one column holds instruments with their forms: `NBME 10`, `UWSA1`."""
    if not sheet.records:
        return False
    heading = find_heading(sheet, heads, {})
    place = heading.places.get("source")
    if place is None or "form" in heading.places:
        return False
    cells = [row[place] for line, row in sheet.records if line > heading.line and place < len(row)]
    return any(cell[-1:].isdigit() and not folded_name(cell).endswith("120") for cell in map(str.strip, cells))


def _no_score(cells: Mapping[str, str]) -> str | None:
    """Return why a row is no score: a summary of others, or a sitting without a value; None for one."""
    first = next((cell.strip() for cell in cells.values() if cell.strip()), "")
    told = [cell.strip() for cell in (cells.get("date", ""), cells.get("source", ""), first)]
    summary = next(filter(is_summary, told), None)
    if summary:
        return f"{summary[:40]!r} sums up other rows"
    value = cells.get("value", "").strip()
    if is_no_value(value):
        named = " ".join(cells.get(column, "").strip() for column in ("source", "form")).strip()
        return f"{named[:40]} has no value ({value!r})"
    return None


def is_summary(text: str) -> bool:
    """Whether a cell names a row that sums up others: an average, a best."""
    return _SUMMARY.fullmatch(text.strip()) is not None


def is_no_value(text: str) -> bool:
    """Whether a cell says that there is no score: `n/a`, a dash, `not taken`."""
    return text.strip().casefold() in NO_VALUE


def _counted(cells: dict[str, str]) -> dict[str, str]:
    """Put right answers and all into one value, and a mode into a condition."""
    right, wrong, total = (cells.pop(name, "").strip() for name in COUNTED)
    right = right or _rest(wrong, total or cells.get("questions", "").strip())
    if right and not cells.get("value", "").strip():
        total = total or cells.get("questions", "").strip() or _sum(right, wrong)
        cells["value"] = f"{right}/{total}"
    elif total and not cells.get("questions", "").strip():
        cells["questions"] = total
    if "conditions" in cells:
        cells["conditions"] = ";".join(_condition(word) for word in re.split(r"[;,]", cells["conditions"]))
    return cells


def _sum(right: str, wrong: str) -> str:
    """Return right and wrong answers together; what is no count stays to be refused as it was typed."""
    counts = (right, wrong)
    return str(sum(map(int, counts))) if all(one.isascii() and one.isdigit() for one in counts) else wrong or "?"


def _rest(wrong: str, total: str) -> str:
    """Return the right answers that are left of all; nothing for what is no count, or more wrong than there were."""
    is_counted = all(one.isascii() and one.isdigit() for one in (wrong, total))
    return str(int(total) - int(wrong)) if is_counted and int(wrong) <= int(total) else ""


def _condition(word: str) -> str:
    return _MODES.get(word.strip().casefold(), word)
