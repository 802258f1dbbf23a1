"""`chart activity` for a terminal: weeks from left to right, Monday on top."""

from datetime import date, timedelta
from itertools import pairwise

from stepready.core.values.shown_text import INK
from stepready.core.values.wording import MONTHS, WEEKDAYS, day
from stepready.render.charts.page import Height, page
from stepready.render.terminal import Terminal
from stepready.services.chart.activity import ActiveDay, ActivityChart

LEFT = 5
FROM = (1, 20, 40, 80)
SHADES = ("·", "░", "▒", "▓", "█")
ASCII_SHADES = (".", ":", "+", "%", "#")
INKS = ("38;5;245", "38;5;74", "38;5;74", "38;5;32", "38;5;25")
EXAM_INK = "38;5;172"
NAMED = (0, 2, 4, 6)
OFF = "╴"
PARTS = " ▁▂▃▄▅▆▇█"
ASCII_PARTS = "0123456789#"
WIDEST_CELL = 3


def activity_text(chart: ActivityChart, terminal: Terminal, height: Height) -> str:
    """Return a year as text: every line within the terminal's width; the height it has is its own."""
    title = f"{chart.exam.label}: questions a day, 12 months to {day(chart.as_of)} {chart.as_of.year}"
    return page(
        title,
        lambda _: _picture(chart, terminal),
        legend=_legend(chart, terminal),
        reads=chart.reads,
        height=height,
        terminal=terminal,
        least=1 + len(WEEKDAYS) + bool(chart.weeks),
    )


def _picture(chart: ActivityChart, terminal: Terminal) -> list[str]:
    """Draw the weeks that fit, the latest at the right."""
    room = terminal.width - LEFT
    weeks = (chart.as_of - chart.first).days // 7 + 1
    cell = max(1, min(WIDEST_CELL, room // weeks))
    mondays = [chart.first + timedelta(weeks=n) for n in range(max(0, weeks - room // cell), weeks)]
    found = {one.day: one for one in chart.days}
    lines = [_months(mondays, cell, room)]
    for weekday, name in enumerate(WEEKDAYS):
        cells = [_cell(monday + timedelta(days=weekday), chart, found, terminal, cell) for monday in mondays]
        lines.append(f"{name if weekday in NAMED else '':>{LEFT - 1}} {''.join(cells)}".rstrip())
    return [*lines, *_kept(chart, mondays, cell, terminal)]


def _kept(chart: ActivityChart, mondays: list[date], cell: int, terminal: Terminal) -> list[str]:
    """Draw under each week how much of its planned questions was done; nothing without a kept schedule."""
    if not chart.weeks:
        return []
    weeks = {week.monday: week for week in chart.weeks}
    parts = ASCII_PARTS if terminal.ascii else PARTS
    most = len(parts) - 1
    cells = ""
    for monday in mondays:
        week = weeks.get(monday)
        part = " " if week is None else parts[most * min(week.done, week.planned) // week.planned]
        cells += f"{part:<{cell}}"
    return [f"{'plan':>{LEFT - 1}} {cells}".rstrip()]


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
    if not chart.since <= on <= chart.as_of:
        return " " * size
    one = found.get(on)
    blank = " " * (size > 1)
    if one is not None and one.exams:
        return _inked(("X" if terminal.ascii else "◆") * (size - len(blank)), EXAM_INK, terminal) + blank
    shade = _shade(one)
    symbol = (ASCII_SHADES if terminal.ascii else SHADES)[shade]
    if one is None and on in chart.off:
        symbol = "-" if terminal.ascii else OFF
    return _inked(symbol * (size - len(blank)), INKS[shade], terminal) + blank


def _shade(one: ActiveDay | None) -> int:
    """Return the shade of a day, 0 to 4; sessions and hours without a number of questions count as the lightest."""
    return 0 if one is None else max(sum(one.questions >= least for least in FROM), 1)


def _inked(text: str, ink: str, terminal: Terminal) -> str:
    return f"{INK}{ink}m{text}{INK}0m" if terminal.colour else text


def _legend(chart: ActivityChart, terminal: Terminal) -> str:
    shades = ASCII_SHADES if terminal.ascii else SHADES
    ends = [f"{low}-{high - 1}" for low, high in pairwise(FROM)]
    named = zip(shades, ["none", *ends, f"{FROM[-1]}+"], strict=True)
    exam, full, off = ("X", ASCII_PARTS[-1], "-") if terminal.ascii else ("◆", PARTS[-1], OFF)
    parts = [*(f"{shade} {name}" for shade, name in named), f"{exam} practice exam"]
    parts += [f"{off} day off"] if chart.off else []
    parts += [f"plan: {full} the week's questions all done"] if chart.weeks else []
    return " · ".join(parts)
