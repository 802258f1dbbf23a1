"""The one place that asks the clock."""

from datetime import UTC, date, datetime, time, timedelta


def today(day_starts: int = 0) -> date:
    """Return the user's own calendar day; before the hour their day begins it is still yesterday."""
    moment = datetime.now().astimezone()
    return moment.date() - timedelta(days=moment.hour < day_starts)


def day_ends(day_starts: int = 0) -> float:
    """Return the moment at which the user's day ends, in seconds since 1970."""
    tomorrow = today(day_starts) + timedelta(days=1)
    return datetime.combine(tomorrow, time(day_starts)).astimezone().timestamp()


def now() -> datetime:
    """Return the present moment in UTC, for the journal of changes."""
    return datetime.now(tz=UTC)
