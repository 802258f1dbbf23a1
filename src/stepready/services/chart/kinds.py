"""Every chart by its name."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from stepready.core.facts.exam import Exam
from stepready.guides.library import Library
from stepready.services.chart.activity import ActivityChart, chart_activity
from stepready.services.chart.bank import BankChart, chart_bank
from stepready.services.chart.burnup import BurnupChart, chart_burnup
from stepready.services.chart.dates import DatesChart, chart_dates
from stepready.services.chart.hours import HoursChart, chart_hours
from stepready.services.chart.others import OthersChart, chart_others
from stepready.services.chart.picture import Caption
from stepready.services.chart.trend import TrendChart, chart_trend
from stepready.services.current_plan import HOW_TO_BEGIN
from stepready.store.book import Book

Chart = TrendChart | BankChart | DatesChart | ActivityChart | BurnupChart | HoursChart | OthersChart
CHARTS: dict[str, Callable[..., Chart]] = {
    "trend": chart_trend,
    "qbank": chart_bank,
    "dates": chart_dates,
    "activity": chart_activity,
    "burnup": chart_burnup,
    "hours": chart_hours,
    "others": chart_others,
}


def charted(kind: str, book: Book, library: Library, *, as_of: date, exam: Exam | None) -> Chart:
    """Return the chart of that name; without a plan it says first how to begin."""
    found = CHARTS[kind](book, library, as_of=as_of, exam=exam)
    if book.plan(exam) is not None:
        return found
    return replace(found, reads=(Caption("Next", f"{HOW_TO_BEGIN}."), *found.reads))
