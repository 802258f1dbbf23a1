"""`chart activity` for a terminal: weeks from left to right, Monday on top."""

from datetime import date, timedelta
from itertools import pairwise

from stepready.core.values.shown_text import INK
from stepready.core.values.wording import MONTHS, WEEKDAYS, day
from stepready.render.charts.page import Height, page
from stepready.render.terminal import Terminal
from stepready.services.chart.activity import WEEKS, ActiveDay, ActivityChart

LEFT = 5
FROM = (1, 20, 40, 80)
SHADES = ("·", "░", "▒", "▓", "█")
ASCII_SHADES = (".", ":", "+", "%", "#")
INKS = ("38;5;245", "38;5;74", "38;5;74", "38;5;32", "38;5;25")
EXAM_INK = "38;5;172"
NAMED = (0, 2, 4, 6)
WIDEST_CELL = 3


def activity_text(chart: ActivityChart, terminal: Terminal, height: Height) -> str:
    """Return a year as text: every line within the terminal's width; the height it has is its own."""
    title = f"{chart.exam.label}: questions a day, the year to {day(chart.as_of)} {chart.as_of.year}"
    return page(
        title,
        lambda _: _picture(chart, terminal),
        legend=_legend(terminal),
        reads=chart.reads,
        height=height,
        terminal=terminal,
        least=1 + len(WEEKDAYS),
    )


def _picture(chart: ActivityChart, terminal: Terminal) -> list[str]:
    """Draw the weeks that fit, the latest at the right."""
    room = terminal.width - LEFT
    cell = max(1, min(WIDEST_CELL, room // WEEKS))
    weeks = min(WEEKS, room // cell)
    mondays = [chart.first + timedelta(weeks=n) for n in range(WEEKS - weeks, WEEKS)]
    found = {one.day: one for one in chart.days}
    lines = [_months(mondays, cell, room)]
    for weekday, name in enumerate(WEEKDAYS):
        cells = [_cell(monday + timedelta(days=weekday), chart, found, terminal, cell) for monday in mondays]
        lines.append(f"{name if weekday in NAMED else '':>{LEFT - 1}} {''.join(cells)}".rstrip())
    return lines


def _months(mondays: list[date], cell: int, room: int) -> str:
    """Name each month over its first week, where there is room; a January is its year."""
    line, before = "", None
    for index, monday in enumerate(mondays):
        start = index * cell
        name = str(monday.year) if monday.month == 1 else MONTHS[monday.month - 1]
        is_first = monday.day <= 7 and monday.month != before  # noqa: PLR2004 - days of a week
        if is_first and (not line or len(line) < start) and start + len(name) <= room:
            line = f"{line:<{start}}{name}"
            before = monday.month
    return " " * LEFT + line


def _cell(on: date, chart: ActivityChart, found: dict[date, ActiveDay], terminal: Terminal, size: int) -> str:
    """Draw one day: an exam, or how many questions; blank after today."""
    if on > chart.as_of:
        return " " * size
    one = found.get(on)
    blank = " " * (size > 1)
    if one is not None and one.exams:
        return _inked(("X" if terminal.ascii else "◆") * (size - len(blank)), EXAM_INK, terminal) + blank
    shade = _shade(one)
    symbol = (ASCII_SHADES if terminal.ascii else SHADES)[shade]
    return _inked(symbol * (size - len(blank)), INKS[shade], terminal) + blank


def _shade(one: ActiveDay | None) -> int:
    """Return the shade of a day, 0 to 4; a session without a number of questions counts as the lightest."""
    if one is None:
        return 0
    return max(sum(one.questions >= least for least in FROM), int(one.sessions > 0))


def _inked(text: str, ink: str, terminal: Terminal) -> str:
    return f"{INK}{ink}m{text}{INK}0m" if terminal.colour else text


def _legend(terminal: Terminal) -> str:
    shades = ASCII_SHADES if terminal.ascii else SHADES
    ends = [f"{low}-{high - 1}" for low, high in pairwise(FROM)]
    named = zip(shades, ["none", *ends, f"{FROM[-1]}+"], strict=True)
    exam = "X" if terminal.ascii else "◆"
    return " · ".join([*(f"{shade} {name}" for shade, name in named), f"{exam} practice exam"])
