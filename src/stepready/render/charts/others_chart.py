"""`chart others` for a terminal: one small picture under another, over the same days."""

from stepready.core.facts.exam import THREE_DIGIT, Unit
from stepready.core.log.score import printed
from stepready.core.values.wording import count, day
from stepready.render.charts.axes import day_ticks, days, value_ticks, values
from stepready.render.charts.canvas import FINE, Field, Ink, Layer, Picture, Range, draw
from stepready.render.charts.page import LEAST as LEAST_OF_ALL
from stepready.render.charts.page import Height, page, sentences
from stepready.render.terminal import Terminal
from stepready.render.text_width import cut
from stepready.services.chart.others import OthersChart, OwnAxis

BESIDE = 10
LEAST = 6
"""The fewest lines of one picture, its name among them."""
NARROWEST = {Unit.SCORE: 16.0, Unit.PERCENT: 20.0}
ENDS = {Unit.SCORE: THREE_DIGIT, Unit.PERCENT: (0.0, 100.0)}


def others_text(chart: OthersChart, terminal: Terminal, height: Height) -> str:
    """Return the scores on other scales as text: every line within the terminal's width, within the height."""
    title = f"{chart.exam.label}: scores on scales of their own, {day(chart.as_of)} {chart.as_of.year}"
    if not chart.axes:
        return sentences(title, chart.reads, terminal, height)
    return page(
        title,
        lambda rows: _pictures(chart, terminal, rows),
        legend=f"{'o' if terminal.ascii else '●'} one sitting; every instrument has an axis of its own",
        reads=chart.reads,
        height=height,
        terminal=terminal,
        least=LEAST * len(chart.axes) + 1 if height.complete else LEAST_OF_ALL,
    )


def _pictures(chart: OthersChart, terminal: Terminal, rows: int) -> list[str]:
    """Draw as many instruments as there is room for, the latest sat first; say how many are left out."""
    shown = chart.axes[: max(1, (rows - 1) // LEAST)]
    left_out = len(chart.axes) - len(shown)
    room = rows - bool(left_out)
    first = min(mark.day for axis in shown for mark in axis.scores)
    span = days(first, chart.as_of)
    found: list[str] = []
    for place, axis in enumerate(shown):
        high = room // len(shown) + (place < room % len(shown))
        found += [cut(f"  {axis.label}", terminal.width), *_picture(axis, terminal, span, high - 1)]
    return [*found, *([f"  {count(left_out, 'more instrument')} below"] if left_out else [])]


def _picture(axis: OwnAxis, terminal: Terminal, span: Range, rows: int) -> list[str]:
    """Draw one instrument's scores on its own axis."""
    points = tuple((float(mark.day.toordinal()), mark.value) for mark in axis.scores)
    ends = values([value for _, value in points], NARROWEST[axis.unit], *ENDS[axis.unit])
    width = terminal.width - BESIDE
    field = Field(
        width=width,
        height=rows,
        x=span,
        y=ends,
        x_ticks=day_ticks(span, width - 6),
        y_ticks=value_ticks(ends, rows - 3),
        y_width=4,
    )
    line = Layer(points=points, symbol="." if terminal.ascii else FINE, ink=Ink.BLUE, joined=True)
    marks = Layer(points=points, symbol="o" if terminal.ascii else "●", ink=Ink.BLUE)
    latest = axis.scores[-1]
    beside = {field.row(latest.value): printed(latest.value, latest.unit)}
    layers = (line, marks) if len(points) > 1 else (marks,)
    return draw(Picture(field=field, layers=layers, beside=beside), terminal)
