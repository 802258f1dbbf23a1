"""`chart burnup` for a terminal."""

from collections.abc import Iterator
from datetime import date

from stepready.core.schedule.burnup import Burnup
from stepready.core.values.wording import day, day_from
from stepready.render.charts.axes import day_ticks, days, value_ticks
from stepready.render.charts.canvas import FINE, Field, Ink, Layer, Picture, Range, draw, free_row, level, upright
from stepready.render.charts.labels import label_days
from stepready.render.charts.page import Height, page, sentences
from stepready.render.terminal import Terminal
from stepready.services.chart.burnup import BurnupChart
from stepready.services.chart.picture import Upright

BESIDE = 10
ROOM = 1.04


def burnup_text(chart: BurnupChart, terminal: Terminal, height: Height) -> str:
    """Return the burn-up as text: every line within the terminal's width, within the height."""
    title = f"{chart.exam.label}: the question bank, done and planned, {day(chart.as_of)} {chart.as_of.year}"
    burnup = chart.burnup
    if burnup is None:
        return sentences(title, chart.reads, terminal, height)
    return page(
        title,
        lambda rows: _picture(chart, burnup, terminal, rows),
        legend=_legend(burnup, terminal),
        reads=chart.reads,
        height=height,
        terminal=terminal,
    )


def _picture(chart: BurnupChart, burnup: Burnup, terminal: Terminal, rows: int) -> list[str]:
    span = days(burnup.days[0].day, chart.exam_date or burnup.days[-1].day)
    lines = list(_lines(chart, burnup))
    heads = label_days(lines, _field(burnup, terminal, span, rows), terminal, rows)
    field = _field(burnup, terminal, span, rows - len(heads.texts))
    layers = tuple(_layers(chart, burnup, field, terminal, heads.lines))
    beside = {field.row(burnup.goal): f"all {burnup.goal}"}
    beside[free_row(field.row(burnup.done), beside, field.rows)] = f"{burnup.done} done"
    return [*heads.texts, *draw(Picture(field=field, layers=layers, beside=beside), terminal)]


def _lines(chart: BurnupChart, burnup: Burnup) -> Iterator[Upright]:
    """Return the days worth a line, the most important first."""
    if chart.exam_date is not None:
        yield _upright("test", chart.exam_date, "test", chart.as_of)
    yield Upright(id="today", on=chart.as_of, short="today", label="today")
    if burnup.finish is not None and burnup.finish.likely is not None:
        yield _upright("finish", burnup.finish.likely, "done", chart.as_of)


def _upright(name: str, on: date, word: str, as_of: date) -> Upright:
    return Upright(id=name, on=on, short=f"{word} {day_from(on, as_of)}", label=word)


def _field(burnup: Burnup, terminal: Terminal, span: Range, rows: int) -> Field:
    width = terminal.width - BESIDE
    most = max(burnup.goal, burnup.days[-1].planned, burnup.done, 1) * ROOM
    return Field(
        width=width,
        height=rows,
        x=span,
        y=Range(0, most),
        x_ticks=day_ticks(span, width - 7),
        y_ticks=value_ticks(Range(0, most), rows - 3),
        y_width=5,
    )


def _layers(
    chart: BurnupChart, burnup: Burnup, field: Field, terminal: Terminal, lines: list[Upright]
) -> Iterator[Layer]:
    """Return what is drawn, the farthest back first."""
    ascii_only = terminal.ascii
    for line in reversed(lines):
        yield upright(field, line.on.toordinal(), "|" if ascii_only else "│", Ink.GREY)
    yield level(field, burnup.goal, "-" if ascii_only else "╌", Ink.PURPLE)
    at = [float(one.day.toordinal()) for one in burnup.days]
    planned = tuple(zip(at, [float(one.planned) for one in burnup.days], strict=True))
    yield Layer(points=planned, symbol="." if ascii_only else "·", ink=Ink.GREY, joined=True)
    yield Layer(points=tuple(_range(chart, burnup, field)), symbol=":" if ascii_only else "░", ink=Ink.SKY)
    done = tuple((x, float(one.done)) for x, one in zip(at, burnup.days, strict=True) if one.done is not None)
    yield Layer(points=done, symbol="*" if ascii_only else FINE, ink=Ink.BLUE, joined=True)
    yield Layer(points=done[-1:], symbol="O" if ascii_only else "●", ink=Ink.BLUE)


def _range(chart: BurnupChart, burnup: Burnup, field: Field) -> Iterator[tuple[float, float]]:
    """Return the cells between today and the days the bank ends on, early and late, at the pace so far."""
    found = burnup.finish
    if found is None or burnup.pace is None:
        return
    today, end = chart.as_of.toordinal(), burnup.days[-1].day.toordinal()
    for column in range(field.column(today) + 1, field.column(end) + 1):
        x = field.x.at(column, field.columns)
        low, high = (_reached(x, today, end, day, burnup) for day in (found.late, found.early))
        for row in range(field.row(high), field.row(low) + 1):
            yield x, field.y.at(field.rows - 1 - row, field.rows)


def _reached(x: float, today: float, end: float, finish: date | None, burnup: Burnup) -> float:
    """Return the questions done by a day on the straight way to a finish; after the exam without one, at the pace."""
    if finish is not None:
        share = (x - today) / max(1.0, finish.toordinal() - today)
        return burnup.done + burnup.left * min(1.0, share)
    left = burnup.finish.left if burnup.finish is not None else 0
    return burnup.done + (burnup.left - left) * (x - today) / max(1.0, end - today)


def _legend(burnup: Burnup, terminal: Terminal) -> str:
    """Name what is drawn."""
    done, planned, between = ("*", ".", ":") if terminal.ascii else ("⠤⠤", "·", "░")
    parts = [f"{done} done", f"{planned} planned"]
    parts += [f"{between} at the pace so far, 80 %"] if burnup.finish is not None else []
    return " · ".join(parts)
