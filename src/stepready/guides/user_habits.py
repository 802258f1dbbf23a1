"""What every command needs of the settings file: when the user's day begins, and how they write a day in numbers.

day_starts = 4       # before four in the morning it is still yesterday
dates = "dmy"        # 5/6 is 5 June
"""

from pathlib import Path
from typing import Any, NamedTuple

from stepready.core.values.days import DateOrder
from stepready.core.values.errors import StepreadyError
from stepready.guides.toml_text import toml_text

LATEST_START = 12
NAMES = ("day_starts", "dates")


class Habits(NamedTuple):
    """The hour of the night at which a user's day begins (0-12), and the order of a day in numbers, if said."""

    day_starts: int = 0
    dates: DateOrder | None = None


def read_habits(file: Path) -> Habits:
    """Return the habits of a settings file; those of nobody where it says none, or cannot be read as TOML at all.

    Raise StepreadyError for a habit that is not accepted. What else is wrong in the file is for those who read it.
    """
    try:
        text = toml_text(file)
    except (OSError, UnicodeDecodeError):
        return Habits()
    if not any(name in text for name in NAMES):
        return Habits()
    import tomllib  # noqa: PLC0415 - slow to import

    try:
        raw = tomllib.loads(text)
    except (ValueError, RecursionError):
        return Habits()
    return habits_of(raw, str(file))


def habits_of(raw: dict[str, Any], where: str) -> Habits:
    """Return the habits of a settings file's content; raise StepreadyError for one that is not accepted."""
    starts, dates = raw.get("day_starts", 0), raw.get("dates")
    if type(starts) is not int or not 0 <= starts <= LATEST_START:
        raise StepreadyError(f"{where}: day_starts: found {starts!r}; accepted: an hour from 0 to {LATEST_START}")
    if dates is not None and dates not in list(DateOrder):
        raise StepreadyError(f"{where}: dates: found {dates!r}; accepted: {' or '.join(DateOrder)}")
    return Habits(starts, None if dates is None else DateOrder(dates))
