"""The report's pictures as Vega-Lite specifications, in a wide and a narrow form of the same numbers."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from stepready.core.facts.exam import Unit
from stepready.core.log.score import printed
from stepready.core.values.wording import full_day, number, percent
from stepready.services.chart.dates import DatePoint, DatesChart
from stepready.services.chart.picture import Upright
from stepready.services.chart.trend import TrendChart

WIDE, NARROW = 720, 350
COLOURS = {"blue": "#0072b2", "orange": "#d55e00", "green": "#009e73", "sky": "#56b4e9"}
SHAPES = {"circle": "circle", "triangle": "triangle-up", "square": "square", "diamond": "diamond"}
DATES_KEYS = ("circle blue", "triangle orange")
RESULT = "#a3457d"
LETTER, LABEL_LINE, EDGE = 6.3, 14, 52
YEAR = 300
LABEL_ROWS = 3

Spec = dict[str, Any]


def trend_spec(chart: TrendChart, width: int) -> Spec:
    """Return the scores, the practice trend, the fan and the lines."""
    first, last = _span(chart)
    lines = [line for line in chart.day_lines if first <= line.on <= last]
    kept, labels = _labels(lines, first, last, width)
    x = {"field": "d", "type": "temporal", "scale": _days(first, last), "axis": _time_axis(first, last, width)}
    unit = "equated percent correct" if chart.unit is Unit.PERCENT else "three-digit score"
    y = {"type": "quantitative", "scale": {"zero": False, "nice": True}, "axis": {"title": unit}}
    layers = [
        *_fan(chart, x, y),
        *_levels(chart, y),
        _uprights(kept, x),
        *labels,
        _practice(chart, x, y),
        _past_exam(chart, x, y),
        _marks(chart, x, y),
        _result(chart, x, y),
    ]
    return _sized(layers, width, 300 if width == WIDE else 280)


def dates_spec(chart: DatesChart, width: int) -> Spec:
    """Return both chances against the test day."""
    first, last = chart.points[0].exam_date - timedelta(days=2), chart.points[-1].exam_date + timedelta(days=2)
    lines = [line for line in chart.day_lines if first <= line.on <= last]
    kept, labels = _labels(lines, first, last, width)
    x = {"field": "d", "type": "temporal", "scale": _days(first, last), "axis": _time_axis(first, last, width)}
    y = {"field": "p", "type": "quantitative", "scale": {"domain": [0, 100]}, "axis": {"title": "chance in %"}}
    names = series_names(chart)
    colour = {"field": "series", "scale": {"domain": names, "range": ["#0072b2", "#d55e00"]}, "legend": None}
    shape = {"field": "series", "scale": {"domain": names, "range": ["circle", "triangle-up"]}, "legend": None}
    values = [_chance(point, names[0], chart.chance_of(point), _says(point, chart)) for point in chart.points]
    values += [_chance(point, chart.seen, point.p_seen, _says(point, chart)) for point in chart.points if chart.seen]
    data = {"values": [value for value in values if value["p"] is not None]}
    fill = {
        "condition": {"test": "datum.beaten", "value": "#ffffff"},
        "field": "series",
        "scale": colour["scale"],
        "legend": None,
    }
    layers = [
        _uprights(kept, x),
        *labels,
        {"data": data, "mark": {"type": "line"}, "encoding": {"x": x, "y": y, "color": colour}},
        {
            "data": data,
            "name": "picks",
            "mark": {"type": "point", "size": 60, "opacity": 1},
            "encoding": {
                "x": x,
                "y": y,
                "color": colour,
                "shape": shape,
                "fill": fill,
                "description": {"field": "say"},
            },
        },
    ]
    return _sized(layers, width, 250)


def series_names(chart: DatesChart) -> list[str]:
    """Return what the lines of the test dates are about, the first line's first."""
    return [{"target": "reaches the target", "pass": "passes"}[chart.chance], *([chart.seen] if chart.seen else [])]


def _sized(layers: list[Spec], width: int, height: int) -> Spec:
    return {
        "width": width,
        "height": height,
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": {"left": 4, "right": 8, "bottom": 4, "top": 6},
        "layer": [layer for layer in layers if layer],
        "resolve": {"scale": {"color": "independent", "shape": "independent", "fill": "independent"}},
    }


def _span(chart: TrendChart) -> tuple[date, date]:
    """Return the days shown, with a little room at both ends."""
    room = timedelta(days=max(2, (chart.last - chart.first).days // 40))
    return chart.first - room, chart.last + room


def _days(first: date, last: date) -> Spec:
    return {"type": "utc", "domain": [first.isoformat(), last.isoformat()], "nice": False}


def _time_axis(first: date, last: date, width: int) -> Spec:
    shape = "%-d %b" if (last - first).days < YEAR else "%b %Y"
    ticks = 8 if width == WIDE else 4
    return {
        "title": None,
        "tickCount": ticks,
        "labelOverlap": True,
        "labelSeparation": 8,
        "grid": False,
        "format": shape,
    }


def _fan(chart: TrendChart, x: Spec, y: Spec) -> list[Spec]:
    """Return the 80 % and the 50 % band and the mean of the exam score."""
    values = [
        {
            "d": day.day.isoformat(),
            "mean": day.mean,
            "low50": day.low50,
            "high50": day.high50,
            "low80": day.low80,
            "high80": day.high80,
            "say": f"{day.day.isoformat()} sat on {full_day(day.day)}: {printed(round(day.mean), chart.unit)}, "
            f"80 % {round(day.low80)}-{round(day.high80)}",
        }
        for day in chart.fan
    ]
    if not values:
        return []
    bands = [
        {
            "data": {"values": values},
            "mark": {"type": "area", "opacity": opacity, "color": "#56b4e9", "line": False},
            "encoding": {"x": x, "y": {**y, "field": f"low{share}"}, "y2": {"field": f"high{share}"}},
        }
        for share, opacity in ((80, 0.25), (50, 0.4))
    ]
    mean: Spec = {
        "data": {"values": values},
        "mark": {"type": "line", "color": "#0072b2", "strokeWidth": 2.5},
        "encoding": {"x": x, "y": {**y, "field": "mean"}},
    }
    dots: Spec = {
        "data": {"values": values[-1:]},
        "mark": {"type": "point", "filled": True, "color": "#0072b2", "size": 40, "shape": "diamond"},
        "encoding": {"x": x, "y": {**y, "field": "mean"}, "description": {"field": "say"}},
    }
    return [*bands, mean, dots]


def _levels(chart: TrendChart, y: Spec) -> list[Spec]:
    """Return the target and pass lines with their names."""
    found = [("target", chart.target, "#a3457d", [6, 4]), ("pass", chart.pass_mark, "#b34700", [2, 3])]
    layers: list[Spec] = []
    for name, value, colour, dash in found:
        if value is not None:
            data = {"values": [{"v": value, "name": f"{name} {number(value)}"}]}
            at = {**y, "field": "v"}
            rule = {"type": "rule", "color": colour, "strokeDash": dash, "strokeWidth": 1.5}
            text = {"type": "text", "align": "left", "baseline": "bottom", "dx": 4, "dy": -2, "color": colour}
            layers.append({"data": data, "mark": rule, "encoding": {"y": at}})
            layers.append(
                {"data": data, "mark": text, "encoding": {"y": at, "x": {"value": 0}, "text": {"field": "name"}}}
            )
    return layers


def _uprights(lines: Sequence[Upright], x: Spec) -> Spec:
    values = [{"d": line.on.isoformat()} for line in lines]
    rule = {"type": "rule", "color": "#767676", "strokeWidth": 1}
    return {"data": {"values": values}, "mark": rule, "encoding": {"x": x}} if values else {}


def _labels(lines: Sequence[Upright], first: date, last: date, width: int) -> tuple[list[Upright], list[Spec]]:
    """Write labels over the picture, each in the lowest row with room.

    Return the lines whose label found room, most important first served, and the labels.
    """
    rows: list[list[tuple[float, float]]] = [[] for _ in range(LABEL_ROWS)]
    kept: list[Upright] = []
    layers: list[Spec] = []
    inner = width - EDGE
    for line in lines:
        size = len(line.short) * LETTER
        left = min(max(0.0, inner * ((line.on - first) / (last - first)) - size / 2), inner - size)
        free = (n for n, row in enumerate(rows) if all(left > right or left + size < start for start, right in row))
        row = next(free, None)
        if row is not None:
            rows[row].append((left, left + size))
            kept.append(line)
            at = {"x": {"value": left}, "y": {"value": -4 - row * LABEL_LINE}, "text": {"value": line.short}}
            text = {"type": "text", "align": "left", "baseline": "bottom", "color": "#333"}
            layers.append({"data": {"values": [{}]}, "mark": text, "encoding": at})
    return kept, layers


def _practice(chart: TrendChart, x: Spec, y: Spec) -> Spec:
    values = [{"d": level.day.isoformat(), "v": level.level} for level in chart.practice]
    line = {"type": "line", "color": "#444", "strokeWidth": 1.5}
    return {"data": {"values": values}, "mark": line, "encoding": {"x": x, "y": {**y, "field": "v"}}} if values else {}


def _past_exam(chart: TrendChart, x: Spec, y: Spec) -> Spec:
    values = [{"d": level.day.isoformat(), "v": level.level} for level in chart.as_exam]
    line = {"type": "line", "color": COLOURS["blue"], "strokeWidth": 1.5, "strokeDash": [3, 3]}
    return {"data": {"values": values}, "mark": line, "encoding": {"x": x, "y": {**y, "field": "v"}}} if values else {}


def _marks(chart: TrendChart, x: Spec, y: Spec) -> Spec:
    """Return the scores, hollow where the forecast does not use them."""
    values = [
        {
            "d": mark.day.isoformat(),
            "v": mark.value,
            "kind": mark.source.label,
            "used": mark.used,
            "say": f"{mark.day.isoformat()} {full_day(mark.day)}: {mark.title}, {printed(mark.value, mark.unit)}"
            f"{f' ({mark.why_not})' if mark.why_not else ''}",
        }
        for mark in chart.scores
    ]
    domain = [instrument.label for instrument in chart.instruments]
    scale = {"domain": domain, "range": [COLOURS[instrument.mark.colour] for instrument in chart.instruments]}
    shapes = [SHAPES[instrument.mark.shape] for instrument in chart.instruments]
    fill = {
        "condition": {"test": "!datum.used", "value": "#ffffff"},
        "field": "kind",
        "scale": scale,
        "legend": None,
    }
    if not values:
        return {}
    return {
        "data": {"values": values},
        "name": "scores",
        "mark": {"type": "point", "size": 70, "opacity": 1},
        "encoding": {
            "x": x,
            "y": {**y, "field": "v"},
            "color": {"field": "kind", "scale": scale, "legend": None},
            "shape": {"field": "kind", "scale": {"domain": domain, "range": shapes}, "legend": None},
            "fill": fill,
            "description": {"field": "say"},
        },
    }


def _result(chart: TrendChart, x: Spec, y: Spec) -> Spec:
    """Return the exam's own result on the day it was sat."""
    if not has_result(chart) or chart.exam_date is None:
        return {}
    say = f"{chart.exam_date.isoformat()} {full_day(chart.exam_date)}: the exam itself, result {chart.result}"
    values = [{"d": chart.exam_date.isoformat(), "v": chart.result, "say": say}]
    return {
        "data": {"values": values},
        "name": "result",
        "mark": {"type": "point", "filled": True, "color": RESULT, "size": 110, "shape": "diamond", "opacity": 1},
        "encoding": {"x": x, "y": {**y, "field": "v"}, "description": {"field": "say"}},
    }


def has_result(chart: TrendChart) -> bool:
    """Whether the picture shows the exam's own result."""
    return chart.result is not None and chart.exam_date is not None


def trend_keys(chart: TrendChart) -> list[tuple[str, str]]:
    """Return the instruments the picture has marks of, each with what its key looks like."""
    return [(tool.label, f"{tool.mark.shape} {tool.mark.colour}") for tool in chart.instruments]


def trend_caption(chart: TrendChart) -> str:
    """Say what the lines and marks of the trend are, of those that are drawn."""
    said = []
    if any(not mark.used for mark in chart.scores):
        said.append("Hollow: not used by the forecast.")
    if chart.practice:
        said.append("Dark line: practice trend.")
    if chart.fan:
        said.append("Blue line and shade: the exam score expected, 50 % and 80 %.")
    if chart.as_exam:
        said.append("Dashed: the practice so far, as far above itself as the exam is expected to be.")
    if has_result(chart):
        said.append("Large diamond: the result of the exam itself.")
    return " ".join(said)


def dates_caption(chart: DatesChart) -> str:
    """Say what hollow marks of the test dates are, where there are any."""
    if not any(point.beaten for point in chart.points):
        return ""
    better = "at least as good on both lines and better on one" if chart.seen else "at least as good"
    return f"Hollow: another test day is {better}."


def _chance(point: DatePoint, series: str | None, value: float | None, says: str) -> Spec:
    return {
        "d": point.exam_date.isoformat(),
        "p": None if value is None else 100 * value,
        "series": series,
        "beaten": point.beaten,
        "say": f"{point.exam_date.isoformat()} {full_day(point.exam_date)}: {says}",
    }


def _says(point: DatePoint, chart: DatesChart) -> str:
    """Write both chances of a test day; its two marks say the same, for one may lie on the other."""
    chance = chart.chance_of(point)
    written = (
        None if chance is None else point.written(chance),
        None if point.p_seen is None else percent(point.p_seen),
    )
    return ", ".join(f"{name} {value}" for name, value in zip(series_names(chart), written, strict=False) if value)
