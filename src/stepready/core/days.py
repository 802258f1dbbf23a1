"""Read the days people type: ISO, `today`, `yesterday`, `-3d`, `last fri`."""

import re
from datetime import date, timedelta

from stepready.core.errors import StepreadyError
from stepready.core.wording import WEEKDAYS

ACCEPTED = "an ISO day (2027-07-28), today, yesterday, tomorrow, -3d, +2w or 'last fri'"
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_OFFSET = re.compile(r"([+-]\d{1,4})([dw])")
_NAMED = {"today": 0, "yesterday": -1, "tomorrow": 1}
_FULL_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def iso_day(text: str) -> date:
    """Return the day that `2027-07-28` names; raise ValueError for any other writing, ISO weeks among them."""
    if not _ISO.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def parse_day(text: str, today: date) -> date:
    """Return the day that `text` means on `today`; raise StepreadyError for anything else, never guess."""
    words = text.strip().lower()
    try:
        if _ISO.fullmatch(words):
            return iso_day(words)
        if words in _NAMED:
            return today + timedelta(days=_NAMED[words])
        if match := _OFFSET.fullmatch(words):
            weeks = match.group(2) == "w"
            return today + timedelta(days=int(match.group(1)) * (7 if weeks else 1))
        return _weekday(words, today)
    except (ValueError, OverflowError):
        raise StepreadyError(f"{text!r} is not a day; accepted: {ACCEPTED}") from None


def _weekday(words: str, today: date) -> date:
    """Return `last fri` as the latest Friday before today, `next fri` as the first after it."""
    which, _, name = words.partition(" ")
    index = _weekday_index(name.strip())
    if which == "last":
        return today - timedelta(days=(today.weekday() - index - 1) % 7 + 1)
    if which == "next":
        return today + timedelta(days=(index - today.weekday() - 1) % 7 + 1)
    raise ValueError(words)


def _weekday_index(name: str) -> int:
    """Return Monday as 0, from a short or a full English name; raise ValueError otherwise."""
    short = [day.lower() for day in WEEKDAYS]
    return short.index(name) if name in short else _FULL_NAMES.index(name)
