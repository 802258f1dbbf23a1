"""Months side by side, each day with a mark beside it."""

from calendar import Calendar
from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from stepready.core.values import dataclass
from stepready.core.values.wording import MONTHS
from stepready.render.terminal import Colour, Terminal

CELL = 3
MONTH_WIDTH = 7 * CELL
GAP = 3
HEAD = "".join(f"{name:>2} " for name in ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"))
MOST_ABREAST = 3


@dataclass(frozen=True, slots=True)
class DaySign:
    """A sign of one column beside a day, and its colour."""

    sign: str
    colour: Colour


def draw_months(months: list[tuple[int, int]], marks: Mapping[date, DaySign], terminal: Terminal) -> list[str]:
    """Draw months (year and month) in rows of as many as fit the width, at most three.

    A month that does not follow the one before it opens with an ellipsis.
    """
    abreast = min(MOST_ABREAST, max(1, (terminal.width + GAP) // (MONTH_WIDTH + GAP)))
    lines: list[str] = []
    for start in range(0, len(months), abreast):
        drawn = range(start, min(start + abreast, len(months)))
        blocks = [_month(_title(months, place), months[place], marks, terminal) for place in drawn]
        height = max(len(block) for block in blocks)
        padded = [block + [" " * MONTH_WIDTH] * (height - len(block)) for block in blocks]
        lines += [(" " * GAP).join(cells).rstrip() for cells in zip(*padded, strict=True)] + [""]
    return lines[:-1]


def left_out(months: list[tuple[int, int]]) -> str:
    """Name the months between those drawn that are not, in runs; empty when there are none."""
    gaps = [(before + 1, after - 1) for before, after in pairwise(map(_count, months)) if after > before + 1]
    runs = [_name(first) if first == last else f"{_name(first)} to {_name(last)}" for first, last in gaps]
    return f"Left out, no day marked: {', '.join(runs)}." if runs else ""


def _count(month: tuple[int, int]) -> int:
    return 12 * month[0] + month[1] - 1


def _name(number: int) -> str:
    return f"{MONTHS[number % 12]} {number // 12}"


def _title(months: list[tuple[int, int]], place: int) -> str:
    number = _count(months[place])
    follows = place == 0 or _count(months[place - 1]) == number - 1
    return _name(number) if follows else f"… {_name(number)}"


def _month(title: str, at: tuple[int, int], marks: Mapping[date, DaySign], terminal: Terminal) -> list[str]:
    year, month = at
    weeks = Calendar().monthdatescalendar(year, month)
    rows = ["".join(_cell(day, month, marks, terminal) for day in week) for week in weeks]
    return [terminal.paint(f"{title:<{MONTH_WIDTH}}", Colour.BOLD), terminal.paint(HEAD, Colour.DIM), *rows]


def _cell(day: date, month: int, marks: Mapping[date, DaySign], terminal: Terminal) -> str:
    """Return a day and its mark in three columns; blank for days of other months."""
    if day.month != month:
        return " " * CELL
    mark = marks.get(day)
    return f"{day.day:>2} " if mark is None else terminal.paint(f"{day.day:>2}{mark.sign}", mark.colour)
