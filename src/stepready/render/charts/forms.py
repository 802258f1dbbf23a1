"""A chart as text and as JSON."""

from typing import Any

from stepready.render.as_json import plain
from stepready.render.charts.trend_chart import trend_text
from stepready.render.terminal import Terminal
from stepready.services.charting.kinds import Chart


def chart_text(chart: Chart, terminal: Terminal, height: int) -> str:
    """Draw a chart of any kind."""
    return trend_text(chart, terminal, height)


def chart_json(chart: Chart) -> dict[str, Any]:
    """Return the numbers of a chart."""
    numbers: dict[str, Any] = plain(chart)
    return {"schema": 1, **numbers}
