"""A chart as text and as JSON."""

from typing import Any

from stepready.core.shapes import plain
from stepready.render.charts.activity_chart import activity_text
from stepready.render.charts.bank_chart import bank_text
from stepready.render.charts.burnup_chart import burnup_text
from stepready.render.charts.dates_chart import dates_text
from stepready.render.charts.hours_chart import hours_text
from stepready.render.charts.page import Height
from stepready.render.charts.trend_chart import trend_text
from stepready.render.terminal import Terminal
from stepready.services.chart.activity import ActivityChart
from stepready.services.chart.bank import BankChart
from stepready.services.chart.burnup import BurnupChart
from stepready.services.chart.dates import DatesChart
from stepready.services.chart.hours import HoursChart
from stepready.services.chart.kinds import Chart
from stepready.services.chart.trend import TrendChart


def chart_text(chart: Chart, terminal: Terminal, lines: int, *, complete: bool = False) -> str:
    """Draw a chart of any kind, in at most so many lines; `complete` leaves no number out and may be longer."""
    height = Height(lines, complete)
    match chart:
        case TrendChart():
            return trend_text(chart, terminal, height)
        case BankChart():
            return bank_text(chart, terminal, height)
        case DatesChart():
            return dates_text(chart, terminal, height)
        case ActivityChart():
            return activity_text(chart, terminal, height)
        case BurnupChart():
            return burnup_text(chart, terminal, height)
        case HoursChart():
            return hours_text(chart, terminal, height)


def chart_json(chart: Chart) -> dict[str, Any]:
    """Return the numbers of a chart."""
    numbers: dict[str, Any] = plain(chart)
    return {"schema": 1, **numbers}
