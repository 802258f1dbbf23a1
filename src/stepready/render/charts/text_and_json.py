"""A chart as text and as JSON."""

from collections.abc import Callable
from typing import Any

from stepready.core.shapes import plain
from stepready.render.charts.activity_chart import activity_text
from stepready.render.charts.bank_chart import bank_text
from stepready.render.charts.burnup_chart import burnup_text
from stepready.render.charts.dates_chart import dates_text
from stepready.render.charts.hours_chart import hours_text
from stepready.render.charts.others_chart import others_text
from stepready.render.charts.page import Height
from stepready.render.charts.trend_chart import trend_text
from stepready.render.terminal import Terminal
from stepready.services.chart.activity import ActivityChart
from stepready.services.chart.bank import BankChart
from stepready.services.chart.burnup import BurnupChart
from stepready.services.chart.dates import DatesChart
from stepready.services.chart.hours import HoursChart
from stepready.services.chart.kinds import Chart
from stepready.services.chart.others import OthersChart
from stepready.services.chart.trend import TrendChart

TEXTS: dict[type[Any], Callable[[Any, Terminal, Height], str]] = {
    TrendChart: trend_text,
    BankChart: bank_text,
    DatesChart: dates_text,
    ActivityChart: activity_text,
    BurnupChart: burnup_text,
    HoursChart: hours_text,
    OthersChart: others_text,
}


def chart_text(chart: Chart, terminal: Terminal, lines: int, *, complete: bool = False) -> str:
    """Draw a chart of any kind, in at most so many lines; `complete` leaves no number out and may be longer."""
    return TEXTS[type(chart)](chart, terminal, Height(lines, complete))


def chart_json(chart: Chart) -> dict[str, Any]:
    """Return the numbers of a chart."""
    numbers: dict[str, Any] = plain(chart)
    return {"schema": 1, **numbers}
