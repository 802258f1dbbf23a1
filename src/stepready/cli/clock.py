"""The one place that asks the clock."""

from datetime import UTC, date, datetime


def today() -> date:
    """Return the user's own calendar day."""
    return datetime.now().astimezone().date()


def now() -> datetime:
    """Return the present moment in UTC, for the journal of changes."""
    return datetime.now(tz=UTC)
