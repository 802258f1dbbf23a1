"""`chart qbank` for a terminal: percent above, questions a week below, over the same days."""

from collections.abc import Iterator
from datetime import date, timedelta

from stepready.core.values.wording import day, number
from stepready.render.charts.axes import day_ticks, days, value_ticks, values
from stepready.render.charts.canvas import FINE, Field, Ink, Layer, Picture, Range, draw, free_row, level
from stepready.render.charts.page import Height, page, sentences
from stepready.render.terminal import Terminal
from stepready.services.chart.bank import BankChart

BESIDE = 11
VOLUME = 0.38
LEAST_VOLUME = 6
LOWEST_BOTH = 20
"""In fewer lines a picture shows percent alone."""
APART = 3


def bank_text(chart: BankChart, terminal: Terminal, height: Height) -> str:
    """Return the question bank as text: every line within the terminal's width, within the height."""
    title = f"{chart.exam.label}: question bank, {day(chart.as_of)} {chart.as_of.year}"
    if not chart.days:
        return sentences(title, chart.reads, terminal, height)
    volume = height.lines >= LOWEST_BOTH
    return page(
        title,
        lambda rows: _pictures(chart, terminal, rows, volume=volume),
        legend=_legend(chart, terminal, volume=volume),
        reads=chart.reads,
        height=height,
        terminal=terminal,
    )


def _pictures(chart: BankChart, terminal: Terminal, rows: int, *, volume: bool) -> list[str]:
    """Draw percent over volume, or percent alone."""
    span = days(chart.days[0].day, chart.as_of)
    if not volume:
        return _percents(chart, terminal, span, rows, dated=True)
    low = max(LEAST_VOLUME, round(rows * VOLUME))
    return [*_percents(chart, terminal, span, rows - low, dated=False), *_volume(chart, terminal, span, low)]


def _percents(chart: BankChart, terminal: Terminal, span: Range, rows: int, *, dated: bool) -> list[str]:
    """Draw the days' percents and their running average; `dated` puts the days under them."""
    found = [value for one in chart.days for value in (one.percent, one.running)]
    ends = values([*found, *([chart.asked] if chart.asked is not None else [])], 20, 0, 100)
    width = terminal.width - BESIDE
    field = Field(
        width=width,
        height=rows,
        x=span,
        y=ends,
        x_ticks=day_ticks(span, width - 7) if dated else (),
        y_ticks=value_ticks(ends, rows - 2),
        y_width=5,
    )
    layers = []
    if chart.asked is not None:
        layers.append(level(field, chart.asked, "-" if terminal.ascii else "╌", Ink.PURPLE))
    at = [float(one.day.toordinal()) for one in chart.days]
    own = tuple(zip(at, [one.percent for one in chart.days], strict=True))
    running = (*zip(at, [one.running for one in chart.days], strict=True), *_today(chart))
    if len(running) > 1:
        layers.append(Layer(points=running, symbol="*" if terminal.ascii else FINE, ink=Ink.BLUE, joined=True))
    layers.append(Layer(points=own, symbol="o" if terminal.ascii else "∘", ink=Ink.SKY))
    beside = {} if chart.lately is None else {field.row(chart.lately): f"{number(chart.lately)} %"}
    if chart.asked is not None:
        beside[free_row(field.row(chart.asked), beside, field.rows)] = f"asks {number(chart.asked)} %"
    return draw(Picture(field=field, layers=tuple(layers), beside=beside), terminal)


def _today(chart: BankChart) -> Iterator[tuple[float, float]]:
    """Carry the running average on to today: what stands beside the picture is what the line ends at."""
    if chart.lately is not None and len(chart.days) > 1 and chart.days[-1].day < chart.as_of:
        yield float(chart.as_of.toordinal()), chart.lately


def _volume(chart: BankChart, terminal: Terminal, span: Range, rows: int) -> list[str]:
    """Draw a bar for every week, as many columns wide as it has."""
    most = max(1, *(week.questions for week in chart.weeks))
    width = terminal.width - BESIDE
    inner = rows - 3
    field = Field(
        width=width,
        height=rows,
        x=span,
        y=Range(0, most),
        x_ticks=day_ticks(span, width - 7),
        y_ticks=((0, "0"), (most, str(most))),
        y_width=5,
    )
    cells = tuple(_bars(chart, field, inner, most))
    bars = Layer(points=cells, symbol="#" if terminal.ascii else "█", ink=Ink.GREEN)
    return draw(
        Picture(field=field, layers=(bars,), beside={inner // 2: "questions", inner // 2 + 1: "a week"}), terminal
    )


def _bars(chart: BankChart, field: Field, rows: int, most: int) -> Iterator[tuple[float, float]]:
    """Return the cells of the bars; a blank column parts the weeks where they are wide enough."""
    weeks = {week.monday: week.questions for week in chart.weeks}
    wide = (field.columns - 1) * 7 / (field.x.high - field.x.low) >= APART
    mondays = [_monday(field.x.at(column, field.columns)) for column in range(field.columns)]
    for column, monday in enumerate(mondays):
        done = weeks.get(monday, 0)
        parts = wide and column + 1 < field.columns and mondays[column + 1] != monday
        if done and not parts:
            for row in range(max(1, round(done / most * rows))):
                yield field.x.at(column, field.columns), field.y.at(row, rows)


def _monday(x: float) -> date:
    on = date.fromordinal(round(x))
    return on - timedelta(days=on.weekday())


def _legend(chart: BankChart, terminal: Terminal, *, volume: bool) -> str:
    """Name what is drawn."""
    own, running, bar = ("o", "*", "#") if terminal.ascii else ("∘", "⠤⠤", "█")
    parts = [f"{own} a day's percent"]
    parts += [f"{running} average of 14 days"] if len(chart.days) > 1 else []
    parts += [f"{bar} questions a week"] if volume else []
    return " · ".join(parts)
