"""`chart dates` for a terminal."""

from collections.abc import Callable, Iterator

from stepready.core.values.wording import day
from stepready.render.charts.axes import day_ticks, days, value_ticks, values
from stepready.render.charts.canvas import FINE, Field, Ink, Layer, Picture, Range, draw, free_row, upright
from stepready.render.charts.labels import label_days
from stepready.render.charts.page import Height, page, sentences
from stepready.render.terminal import Terminal
from stepready.services.chart.dates import DatePoint, DatesChart

BESIDE = 9
ROOM = 0.02
"""What is free above and below the chances, as a share of the axis: no mark lies on the frame."""
LEAST = 20
"""The fewest percent an axis shows."""
ALIKE = 0.08


def dates_text(chart: DatesChart, terminal: Terminal, height: Height) -> str:
    """Return the test days as text: every line within the terminal's width, within the height."""
    title = f"{chart.exam.label}: what each test day gives, {day(chart.as_of)} {chart.as_of.year}"
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


def _picture(chart: DatesChart, terminal: Terminal, rows: int) -> list[str]:
    span = days(chart.points[0].exam_date, chart.points[-1].exam_date)
    lines = [line for line in chart.day_lines if span.low <= line.on.toordinal() <= span.high]
    heads = label_days(lines, _field(chart, terminal, span, rows), terminal, rows)
    field = _field(chart, terminal, span, rows - len(heads.texts))
    stem = "|" if terminal.ascii else "│"
    uprights = [upright(field, line.on.toordinal(), stem, Ink.GREY) for line in heads.lines]
    layers = (*uprights, *_layers(chart, field, terminal))
    return [*heads.texts, *draw(Picture(field=field, layers=layers, beside=_beside(chart, field)), terminal)]


def _field(chart: DatesChart, terminal: Terminal, span: Range, rows: int) -> Field:
    """Return the frame; its axis reaches as far as the chances do, so that their differences take the height."""
    chances = (of(point) for _, _, of in _both(chart) for point in chart.points)
    shown = values([100 * chance for chance in chances if chance is not None], LEAST, 0, 100)
    room = (shown.high - shown.low) * ROOM
    return Field(
        width=terminal.width - BESIDE,
        height=rows,
        x=span,
        y=Range(shown.low - room, shown.high + room),
        x_ticks=day_ticks(span, terminal.width - BESIDE - 5),
        y_ticks=value_ticks(shown, 2 * (rows - 3)),
        y_width=4,
    )


def _layers(chart: DatesChart, field: Field, terminal: Terminal) -> Iterator[Layer]:
    """Return both lines, then their marks: solid on the days no other beats, hollow on the rest."""
    for name, ink, of in _both(chart):
        known = [(point, value) for point in chart.points if (value := of(point)) is not None]
        where = tuple((float(point.exam_date.toordinal()), 100 * value) for point, value in known)
        if len(where) > 1:
            yield Layer(points=where, symbol="." if terminal.ascii else FINE, ink=ink, joined=True)
        for beaten in (True, False):
            marked = tuple(at for at, (point, _) in zip(where, known, strict=True) if point.beaten is beaten)
            yield Layer(points=marked, symbol=_mark(name, terminal, beaten=beaten), ink=ink)
    for beaten in (True, False):
        shared = tuple(
            (float(point.exam_date.toordinal()), 100 * value)
            for point, value in _shared(chart, field)
            if point.beaten is beaten
        )
        yield Layer(points=shared, symbol=_mark("both", terminal, beaten=beaten), ink=Ink.PURPLE)


def _shared(chart: DatesChart, field: Field) -> list[tuple[DatePoint, float]]:
    """Return the days whose two marks fall in one cell, with the chance."""
    return [(point, one) for point, one, other in _alike(chart) if field.row(100 * one) == field.row(100 * other)]


def _alike(chart: DatesChart) -> list[tuple[DatePoint, float, float]]:
    """Return the days whose two chances are so near that one mark may lie on the other, with both."""
    found = [(point, chart.chance_of(point), point.p_seen) for point in chart.points]
    return [
        (point, one, other)
        for point, one, other in found
        if one is not None and other is not None and abs(one - other) <= ALIKE
    ]


def _both(chart: DatesChart) -> list[tuple[str, Ink, Callable[[DatePoint], float | None]]]:
    return [("seen", Ink.ORANGE, lambda point: point.p_seen), ("chance", Ink.BLUE, chart.chance_of)]


def _mark(name: str, terminal: Terminal, *, beaten: bool) -> str:
    solid, hollow = {
        ("chance", False): ("●", "○"),
        ("chance", True): ("T", "t"),
        ("seen", False): ("▲", "△"),
        ("seen", True): ("S", "s"),
        ("both", False): ("◆", "◇"),
        ("both", True): ("B", "b"),
    }[name, terminal.ascii]
    return hollow if beaten else solid


def _beside(chart: DatesChart, field: Field) -> dict[int, str]:
    """Name each line at its right end; names that meet stand in rows next to each other."""
    found: dict[int, str] = {}
    for name, value in ((chart.chance, chart.chance_of(chart.points[-1])), ("seen", chart.points[-1].p_seen)):
        if value is not None:
            found[free_row(field.row(100 * value), found, field.rows)] = name
    return found


def _legend(chart: DatesChart, terminal: Terminal) -> str:
    """Name the marks that are drawn: a line's own by its solid form, or the hollow one where all are hollow."""
    of = {name: of for name, _, of in _both(chart)}
    names = {"chance": f"P({chart.chance})", "seen": f"P({chart.seen})"}
    parts = []
    for name, words in names.items():
        drawn = [point for point in chart.points if of[name](point) is not None]
        if drawn:
            hollow = all(point.beaten for point in drawn)
            parts.append(f"{_mark(name, terminal, beaten=hollow)} {words}")
    if _alike(chart):
        parts.append(f"{_mark('both', terminal, beaten=False)} both")
    parts.append("in %, by test day")
    if any(point.beaten for point in chart.points):
        parts.append(f"{'small' if terminal.ascii else 'hollow'}: another day beats it")
    return " · ".join(parts)
