"""Months side by side, each day with a mark beside it."""

from calendar import Calendar
from collections.abc import Mapping
from datetime import date

from stepready.core.values import dataclass
from stepready.core.wording import MONTHS
from stepready.render.terminal import Colour, Terminal

CELL = 3
MONTH_WIDTH = 7 * CELL
GAP = 3
HEAD = "".join(f"{name:>2} " for name in ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"))
MOST_ABREAST = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign of one column beside a day, and its colour."""

    sign: str
    colour: Colour


def draw_months(months: list[tuple[int, int]], marks: Mapping[date, Mark], terminal: Terminal) -> list[str]:
    """Draw months (year and month) in rows of as many as fit the width, at most three."""
    abreast = min(MOST_ABREAST, max(1, (terminal.width + GAP) // (MONTH_WIDTH + GAP)))
    lines: list[str] = []
    for start in range(0, len(months), abreast):
        blocks = [_month(year, month, marks, terminal) for year, month in months[start : start + abreast]]
        height = max(len(block) for block in blocks)
        padded = [block + [" " * MONTH_WIDTH] * (height - len(block)) for block in blocks]
        lines += [(" " * GAP).join(cells).rstrip() for cells in zip(*padded, strict=True)] + [""]
    return lines[:-1]


def _month(year: int, month: int, marks: Mapping[date, Mark], terminal: Terminal) -> list[str]:
    title = f"{MONTHS[month - 1]} {year}"
    weeks = Calendar().monthdatescalendar(year, month)
    rows = ["".join(_cell(day, month, marks, terminal) for day in week) for week in weeks]
    return [terminal.paint(f"{title:<{MONTH_WIDTH}}", Colour.BOLD), terminal.paint(HEAD, Colour.DIM), *rows]


def _cell(day: date, month: int, marks: Mapping[date, Mark], terminal: Terminal) -> str:
    """Return a day and its mark in three columns; blank for days of other months."""
    if day.month != month:
        return " " * CELL
    mark = marks.get(day)
    return f"{day.day:>2} " if mark is None else terminal.paint(f"{day.day:>2}{mark.sign}", mark.colour)
