"""`chart trend` for a terminal."""

from collections.abc import Iterator

from stepready.core.facts.exam import THREE_DIGIT, Unit
from stepready.core.facts.facts import ChartMark
from stepready.core.values.wording import day, number
from stepready.render.charts.axes import day_ticks, days, value_ticks, values
from stepready.render.charts.canvas import FINE, Field, Ink, Layer, Picture, Range, draw, free_row, level, upright
from stepready.render.charts.labels import label_days
from stepready.render.charts.page import Height, page, sentences
from stepready.render.terminal import Terminal
from stepready.services.chart.picture import NAMED, OWN, Upright
from stepready.services.chart.trend import FanDay, TrendChart

USED = {"circle": "●", "triangle": "▲", "square": "■", "diamond": "▼"}
HOLLOW = {"circle": "○", "triangle": "△", "square": "□", "diamond": "▽"}
INKS = {"blue": Ink.BLUE, "orange": Ink.ORANGE, "green": Ink.GREEN, "sky": Ink.SKY}
BESIDE = 11
SHOWN = (*OWN, *NAMED)
"""The days of the season that a terminal has room for; the lines under the picture name them too."""
SCALE_ENDS = {Unit.SCORE: THREE_DIGIT, Unit.PERCENT: (0.0, 100.0)}


def trend_text(chart: TrendChart, terminal: Terminal, height: Height) -> str:
    """Return the trend as text: every line within the terminal's width, and within the height."""
    title = f"{chart.exam.label}: practice and forecast, {day(chart.as_of)} {chart.as_of.year}"
    if chart.is_empty:
        return sentences(title, chart.reads, terminal, height)
    return page(
        title,
        lambda rows: _picture(chart, terminal, rows),
        legend=_legend(chart, terminal),
        reads=chart.reads,
        height=height,
        terminal=terminal,
    )


def _picture(chart: TrendChart, terminal: Terminal, rows: int) -> list[str]:
    span = days(chart.first, chart.last)
    ends = values(_all_values(chart), 16, *SCALE_ENDS[chart.unit])
    named = (line for line in chart.day_lines if line.id in SHOWN)
    lines = [line for line in named if span.low <= line.on.toordinal() <= span.high]
    heads = label_days(lines, _field(terminal, span, ends, rows), terminal, rows)
    field = _field(terminal, span, ends, rows - len(heads.texts))
    layers = tuple(_layers(chart, field, terminal, heads.lines))
    return [*heads.texts, *draw(Picture(field=field, layers=layers, beside=_beside(chart, field)), terminal)]


def _field(terminal: Terminal, span: Range, ends: Range, rows: int) -> Field:
    width = terminal.width - BESIDE
    columns = width - 6
    return Field(
        width=width,
        height=rows,
        x=span,
        y=ends,
        x_ticks=day_ticks(span, columns),
        y_ticks=value_ticks(ends, rows - 3),
        y_width=4,
    )


def _all_values(chart: TrendChart) -> list[float]:
    found = [mark.value for mark in chart.scores]
    found += [level.level for level in (*chart.practice, *chart.as_exam)]
    found += [end for fan in chart.fan for end in (fan.low80, fan.high80)]
    lines = (chart.target, chart.pass_mark, chart.result)
    return [*found, *(float(line) for line in lines if line is not None)]


def _layers(chart: TrendChart, field: Field, terminal: Terminal, lines: list[Upright]) -> Iterator[Layer]:
    """Return what is drawn, the farthest back first."""
    ascii_only = terminal.ascii
    shades, mean = _fan(chart.fan, field, terminal)
    for line in reversed(lines):
        yield upright(field, line.on.toordinal(), "|" if ascii_only else "│", Ink.GREY)
    yield from shades
    if chart.pass_mark is not None:
        yield level(field, chart.pass_mark, "." if ascii_only else "┈", Ink.VERMILION)
    if chart.target is not None:
        yield level(field, chart.target, "-" if ascii_only else "╌", Ink.PURPLE)
    yield Layer(points=tuple(_past_exam(chart, field)), symbol="~" if ascii_only else "─", ink=Ink.BLUE)
    practice = tuple((float(found.day.toordinal()), found.level) for found in chart.practice)
    yield Layer(points=practice, symbol="*" if ascii_only else FINE, ink=None, joined=True)
    yield mean
    yield from _marks(chart, terminal)
    if chart.result is not None and chart.exam_date is not None:
        at = (float(chart.exam_date.toordinal()), float(chart.result))
        yield Layer(points=(at,), symbol="R" if ascii_only else "◆", ink=Ink.PURPLE)


def _past_exam(chart: TrendChart, field: Field) -> Iterator[tuple[float, float]]:
    """Return a cell for every column of the days before the fan, on the line that the fan goes on from."""
    if chart.as_exam and chart.fan:
        first, last = chart.as_exam[0].day, chart.fan[0].day
        for column in range(field.column(first.toordinal()), field.column(last.toordinal())):
            x = field.x.at(column, field.columns)
            yield x, min(chart.as_exam, key=lambda found: abs(found.day.toordinal() - x)).level


def _marks(chart: TrendChart, terminal: Terminal) -> Iterator[Layer]:
    for tool in chart.instruments:
        for used in (False, True):
            own = (mark for mark in chart.scores if mark.source == tool.id and mark.used is used)
            points = tuple((float(mark.day.toordinal()), mark.value) for mark in own)
            yield Layer(points=points, symbol=_symbol(tool.mark, terminal, used=used), ink=INKS[tool.mark.colour])


def _symbol(mark: ChartMark, terminal: Terminal, *, used: bool) -> str:
    if terminal.ascii:
        return mark.letter if used else mark.letter.lower()
    return (USED if used else HOLLOW)[mark.shape]


def _fan(fan: tuple[FanDay, ...], field: Field, terminal: Terminal) -> tuple[tuple[Layer, Layer], Layer]:
    """Return the shades of the 80 and the 50 % interval, and the line of the mean that goes over them."""
    wide: list[tuple[float, float]] = []
    narrow: list[tuple[float, float]] = []
    middle: list[tuple[float, float]] = []
    for x, found in _columns(fan, field):
        for row in range(field.row(found.high80), field.row(found.low80) + 1):
            cell = (x, field.y.at(field.rows - 1 - row, field.rows))
            (narrow if field.row(found.high50) <= row <= field.row(found.low50) else wide).append(cell)
        middle.append((x, found.mean))
    ascii_only = terminal.ascii
    shades = (
        Layer(points=tuple(wide), symbol=":" if ascii_only else "░", ink=Ink.SKY),
        Layer(points=tuple(narrow), symbol="#" if ascii_only else "▒", ink=Ink.SKY),
    )
    return shades, Layer(points=tuple(middle), symbol="=" if ascii_only else "━", ink=Ink.BLUE)


def _columns(fan: tuple[FanDay, ...], field: Field) -> Iterator[tuple[float, FanDay]]:
    """Return each column the fan covers with the day nearest to it."""
    if fan:
        for column in range(field.column(fan[0].day.toordinal()), field.column(fan[-1].day.toordinal()) + 1):
            x = field.x.at(column, field.columns)
            yield x, min(fan, key=lambda found: abs(found.day.toordinal() - x))


def _beside(chart: TrendChart, field: Field) -> dict[int, str]:
    """Name the level lines beside the frame; of two that share a row the second stands in the next one with room."""
    found: dict[int, str] = {}
    for name, value in (("target", chart.target), ("pass", chart.pass_mark)):
        if value is not None:
            row = field.row(value)
            found[free_row(row, found, field.rows)] = f"{name} {number(value)}"
    return found


def _legend(chart: TrendChart, terminal: Terminal) -> str:
    parts = []
    for tool in chart.instruments:
        for used in (True, False):
            if any(mark.source == tool.id and mark.used is used for mark in chart.scores):
                name = tool.label if used else f"{tool.label} not used"
                parts.append(f"{_symbol(tool.mark, terminal, used=used)} {name}")
    if chart.practice:
        parts.append(f"{'*' if terminal.ascii else '⠤⠤'} practice trend")
    if chart.fan:
        narrow, wide, mean = ("#", ":", "=") if terminal.ascii else ("▒", "░", "━")
        past = f"{'~' if terminal.ascii else '─'} so far, " if chart.as_exam else ""
        parts.append(f"exam: {past}{mean} mean, {narrow} 50 %, {narrow}{wide} 80 %")
    if chart.result is not None and chart.exam_date is not None:
        parts.append(f"{'R' if terminal.ascii else '◆'} result")
    return " · ".join(parts)
