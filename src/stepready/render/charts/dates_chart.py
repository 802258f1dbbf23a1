"""`chart dates` for a terminal."""

from collections.abc import Callable, Iterator

from stepready.core.wording import day
from stepready.render.charts.axes import day_ticks, days
from stepready.render.charts.canvas import FINE, Field, Ink, Layer, Picture, Range, draw, upright
from stepready.render.charts.labels import Label, place
from stepready.render.charts.page import page, sentences
from stepready.render.charts.words import shown
from stepready.render.terminal import Terminal
from stepready.services.charting.dates import DatePoint, DatesChart

BESIDE = 9
LABEL_ROWS = 2
PERCENTS = ((0.0, "0"), (25.0, "25"), (50.0, "50"), (75.0, "75"), (100.0, "100"))
ROOM = 2


def dates_text(chart: DatesChart, terminal: Terminal, height: int) -> str:
    """Return the test days as text: every line within the terminal's width, in all at most so many lines."""
    title = f"{chart.exam.label}: what each test day gives, {day(chart.as_of)} {chart.as_of.year}"
    if not any(_values(chart)):
        return sentences(title, chart.reads, terminal)
    return page(
        title,
        lambda rows: _picture(chart, terminal, rows),
        legend=_legend(chart, terminal),
        reads=chart.reads,
        height=height,
        terminal=terminal,
    )


def _values(chart: DatesChart) -> list[bool]:
    return [chart.chance_of(point) is not None or point.p_seen is not None for point in chart.points]


def _picture(chart: DatesChart, terminal: Terminal, rows: int) -> list[str]:
    span = days(chart.points[0].exam_date, chart.points[-1].exam_date)
    lines = [line for line in chart.day_lines if span.low <= line.on.toordinal() <= span.high]
    field = _field(terminal, span, rows)
    labels = [Label(field.left + field.column(line.on.toordinal()), line.short) for line in lines]
    placed = place(labels, field.left, terminal.width, LABEL_ROWS)
    field = _field(terminal, span, rows - len(placed.lines))
    uprights = [
        upright(field, line.on.toordinal(), "|" if terminal.ascii else "│", Ink.GREY)
        for index, line in enumerate(lines)
        if index in placed.kept
    ]
    layers = (*uprights, *_layers(chart, terminal))
    drawn = draw(Picture(field=field, layers=layers, beside=_beside(chart, field)), terminal)
    return [*(shown(line, terminal).replace("?", "|") for line in placed.lines), *drawn]


def _field(terminal: Terminal, span: Range, rows: int) -> Field:
    return Field(
        width=terminal.width - BESIDE,
        height=rows,
        x=span,
        y=Range(-ROOM, 100 + ROOM),
        x_ticks=day_ticks(span, terminal.width - BESIDE - 5),
        y_ticks=PERCENTS,
        y_width=4,
    )


def _layers(chart: DatesChart, terminal: Terminal) -> Iterator[Layer]:
    """Return both lines, then their marks: solid on the days no other beats, hollow on the rest."""
    for name, ink, of in _both(chart):
        known = [(point, value) for point in chart.points if (value := of(point)) is not None]
        where = tuple((float(point.exam_date.toordinal()), 100 * value) for point, value in known)
        if len(where) > 1:
            yield Layer(points=where, symbol="." if terminal.ascii else FINE, ink=ink, joined=True)
        for beaten in (True, False):
            marked = tuple(at for at, (point, _) in zip(where, known, strict=True) if point.beaten is beaten)
            yield Layer(points=marked, symbol=_mark(name, terminal, beaten=beaten), ink=ink)


def _both(chart: DatesChart) -> list[tuple[str, Ink, Callable[[DatePoint], float | None]]]:
    return [("seen", Ink.ORANGE, lambda point: point.p_seen), ("chance", Ink.BLUE, chart.chance_of)]


def _mark(name: str, terminal: Terminal, *, beaten: bool) -> str:
    solid, hollow = {
        ("chance", False): ("●", "○"),
        ("chance", True): ("T", "t"),
        ("seen", False): ("▲", "△"),
        ("seen", True): ("S", "s"),
    }[name, terminal.ascii]
    return hollow if beaten else solid


def _beside(chart: DatesChart, field: Field) -> dict[int, str]:
    """Name each line at its right end."""
    found: dict[int, str] = {}
    for name, value in ((chart.chance, chart.chance_of(chart.points[-1])), ("seen", chart.points[-1].p_seen)):
        if value is not None:
            row = field.row(100 * value)
            while row in found:
                row += 1 if row < field.rows - 1 else -1
            found[row] = name
    return found


def _legend(chart: DatesChart, terminal: Terminal) -> str:
    """Name the lines that are drawn."""
    named = {"chance": f"P({chart.chance})", "seen": f"P({chart.seen})"}
    drawn = [name for name, _, of in _both(chart) if any(of(point) is not None for point in chart.points)]
    parts = [f"{_mark(name, terminal, beaten=False)} {named[name]}" for name in reversed(drawn)]
    hollow = _mark(drawn[-1], terminal, beaten=True)
    return " · ".join([*parts, f"in %, by test day · {hollow} another day beats it"])
