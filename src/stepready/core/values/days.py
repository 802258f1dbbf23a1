"""Read the days people type: ISO, `today`, `-3d`, `mon`, `28 july`, `10 Nov 2027`, `20270728`; `5/6` when told how."""

import re
from datetime import date, timedelta
from enum import StrEnum

from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import MONTHS, full_day

ACCEPTED = "an ISO day (2027-07-28), 28 jul, today, yesterday, tomorrow, -3d, +2w, mon or 'last fri'"
ISO_LENGTH = len("2027-07-28")
_RUN_TOGETHER = r"(\d{4})(\d{2})(\d{2})"
_YEAR_FIRST = r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})"
_NUMBERS = r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?\.?"
_DAY_MONTH = r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ ./-]*([a-z]{3,9})(?:[ .,/-]+'?(\d{4}|\d{2}))?[.,]?"
_MONTH_DAY = r"([a-z]{3,9})[ .-]*(\d{1,2})(?:st|nd|rd|th)?(?:[ .,/-]+'?(\d{4}|\d{2}))?"
_OFFSET = r"([+-]\d{1,4})([dw])"
_AGO = r"(an?|\d{1,4}) ?(d|w|days?|weeks?) ago"
_OF_THE_WEEK = r"([a-z]{3,9})[.,]? (?=.*\d)"
_NAMED = {"today": 0, "yesterday": -1, "tomorrow": 1}
_FULL_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FULL_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
SHORTEST = 3
DAYS_OF_A_WEEK = 7
SUNDAY = 6


def last_seat(day: date) -> date:
    """Return the last day up to this one on which a test centre seats people: no Sunday."""
    return day - timedelta(days=day.weekday() == SUNDAY)


class DateOrder(StrEnum):
    """What `5/6` means: 5 June, or 6 May."""

    DMY = "dmy"
    MDY = "mdy"


def iso_day(text: str) -> date:
    """Return the day that `2027-07-28` names; raise ValueError for any other writing, ISO weeks among them."""
    if not _is_iso(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _is_iso(text: str) -> bool:
    """Whether a text has the shape of `2027-07-28`: what every command reads, and no pattern is compiled for."""
    return len(text) == ISO_LENGTH and text[4] == text[7] == "-" and text.isascii() and text.replace("-", "").isdigit()


def parse_day(text: str, today: date, order: DateOrder | None = None, *, past: bool = False) -> date:
    """Return the day that `text` means on `today`; raise StepreadyError for anything else, never guess.

    `order` says what numbers alone mean. A day without its year is the nearest one; with `past` the latest that is
    not after today.
    """
    words, weekday = _without_weekday(text)
    try:
        return _checked(_read(words, today, order, past=past), weekday, text)
    except (ValueError, OverflowError):
        raise StepreadyError(f"{text!r} is not a day; accepted: {ACCEPTED}") from None


def written_day(text: str, order: DateOrder | None = None) -> date:
    """Return a day of a file, which names its year and so means the same whenever it is read; raise StepreadyError."""
    words, weekday = _without_weekday(text)
    try:
        found = _with_year(words, order)
    except ValueError:
        found = None
    if found is None:
        shown = repr(text.strip()[:40])
        raise StepreadyError(f"{shown} is not a day; accepted in a file: ISO, as 2027-07-28, or 28 Jul 2027")
    return _checked(found, weekday, text)


def _without_weekday(text: str) -> tuple[str, int | None]:
    """Return the words of a day in one writing, and the weekday (Monday 0) that stands before a date."""
    words = " ".join(text.strip().lower().split())
    match = re.match(_OF_THE_WEEK, words) if words[:1].isalpha() and " " in words else None
    if match is None:
        return words, None
    try:
        return words[match.end() :], _weekday_index(match[1])
    except ValueError:
        return words, None


def _checked(found: date, weekday: int | None, text: str) -> date:
    """Return a day; raise StepreadyError where it is on another day of the week than was said."""
    if weekday is not None and found.weekday() != weekday:
        raise StepreadyError(
            f"{text.strip()[:40]!r}: {found.isoformat()} is a {_FULL_NAMES[found.weekday()].title()}; "
            "accepted: the day without its weekday, or the right one"
        )
    return found


def _read(words: str, today: date, order: DateOrder | None, *, past: bool) -> date:
    if words in _NAMED:
        return today + timedelta(days=_NAMED[words])
    found = _with_year(words, order)
    if found is not None:
        return found
    if match := re.fullmatch(_OFFSET, words):
        return today + timedelta(days=int(match[1]) * _days_of(match[2]))
    if match := re.fullmatch(_AGO, words):
        return today - timedelta(days=(int(match[1]) if match[1].isdigit() else 1) * _days_of(match[2]))
    named = _day_and_month(words, order)
    return _weekday(words, today) if named is None else _of_some_year(*named[:2], today, past=past)


def _days_of(unit: str) -> int:
    return DAYS_OF_A_WEEK if unit.startswith("w") else 1


def _with_year(words: str, order: DateOrder | None) -> date | None:
    """Return the day of a writing that says its year, or None; raise ValueError where there is no such day."""
    if _is_iso(words):
        return iso_day(words)
    if match := re.fullmatch(_RUN_TOGETHER, words):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := re.fullmatch(_YEAR_FIRST, words):
        return date(int(match[1]), int(match[3]), int(match[4]))
    named = _day_and_month(words, order)
    return date(named[2], named[1], named[0]) if named is not None and named[2] is not None else None


def _day_and_month(words: str, order: DateOrder | None) -> tuple[int, int, int | None] | None:
    """Return day, month and year of `28 july 2027`, `july 28`, `28/7/27`; the year is None where it is not said."""
    if match := re.fullmatch(_DAY_MONTH, words):
        return int(match[1]), _month(match[2]), _year(match[3])
    if match := re.fullmatch(_MONTH_DAY, words):
        return int(match[2]), _month(match[1]), _year(match[3])
    if match := re.fullmatch(_NUMBERS, words):
        one, other = int(match[1]), int(match[2])
        if order is None and one != other:
            _ask(words, one, other)
        return (one, other, _year(match[3])) if order is DateOrder.DMY else (other, one, _year(match[3]))
    return None


def _ask(words: str, one: int, other: int) -> None:
    """Refuse numbers that may mean two days, naming both."""
    readings = [
        f"{day} {MONTHS[month - 1]} (--dates {order})"
        for day, month, order in ((one, other, DateOrder.DMY), (other, one, DateOrder.MDY))
        if 1 <= month <= len(MONTHS)
    ]
    meant = " or ".join(readings) or "no day"
    raise StepreadyError(f"{words!r} may be {meant}; accepted: --dates dmy or mdy, or a writing such as 5 jun 2027")


def _month(name: str) -> int:
    """Return January as 1, from its name or at least its first three letters; raise ValueError otherwise."""
    found = [number for number, full in enumerate(_FULL_MONTHS, start=1) if full.startswith(name.removesuffix("."))]
    if len(found) != 1 or len(name) < SHORTEST:
        raise ValueError(name)
    return found[0]


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if len(text) > 2 else 2000 + int(text)  # noqa: PLR2004 - two digits


def _of_some_year(day: int, month: int, today: date, *, past: bool) -> date:
    """Return a day of the nearest year that has it, or of the latest year in which it is not after today."""
    found = []
    for year in range(today.year - 4, today.year + 5):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    if past:
        return max(on for on in found if on <= today)
    return min(found, key=lambda on: abs((on - today).days))


def _weekday(words: str, today: date) -> date:
    """Return `fri` and `last fri` as the latest Friday before today, `next fri` as the first after it."""
    which, _, name = words.rpartition(" ")
    index = _weekday_index(name)
    if which in {"", "last"}:
        return today - timedelta(days=(today.weekday() - index - 1) % 7 + 1)
    if which == "next":
        return today + timedelta(days=(index - today.weekday() - 1) % 7 + 1)
    raise ValueError(words)


def _weekday_index(name: str) -> int:
    """Return Monday as 0, from an English name or at least its first three letters; raise ValueError otherwise."""
    found = [index for index, full in enumerate(_FULL_NAMES) if full.startswith(name.removesuffix("."))]
    if name == "weds":
        return _FULL_NAMES.index("wednesday")
    if len(found) != 1 or len(name) < SHORTEST:
        raise ValueError(name)
    return found[0]


def sunday_question(value: date) -> str | None:
    """Ask about a test day on a Sunday; None of any other day."""
    if value.weekday() != SUNDAY:
        return None
    return f"{full_day(value)} is a Sunday, when test centres seldom seat anyone: is the date right?"
