"""The one place that asks the clock."""

from datetime import UTC, date, datetime, timedelta


def today(day_starts: int = 0) -> date:
    """Return the user's own calendar day; before the hour their day begins it is still yesterday."""
    moment = datetime.now().astimezone()
    return moment.date() - timedelta(days=moment.hour < day_starts)


def now() -> datetime:
    """Return the present moment in UTC, for the journal of changes."""
    return datetime.now(tz=UTC)
