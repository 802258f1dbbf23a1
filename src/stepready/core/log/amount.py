"""Read what people say of a day's work: `6h`, `1.5 h`, `40q`."""

import re
from typing import NamedTuple

from stepready.core.errors import StepreadyError
from stepready.core.log.study import MOST_HOURS

MOST_QUESTIONS = 1000
ACCEPTED = "hours such as 6h or 1.5h, or questions such as 40q"
_AMOUNT = re.compile(r"(\d{1,4}(?:\.\d{1,2})?)\s*(h|hours?|q|questions?)", re.ASCII)


class Amount(NamedTuple):
    """Hours or questions of a day; the other is None."""

    hours: float | None
    questions: int | None


def read_amount(text: str) -> Amount:
    """Return the amount a text means; raise StepreadyError for any other text, and for more than a day holds."""
    found = _AMOUNT.fullmatch(text.strip().lower())
    if found is None:
        raise StepreadyError(f"{text!r} is no amount of work; accepted: {ACCEPTED}")
    number, unit = float(found.group(1)), found.group(2)
    if unit.startswith("h"):
        return Amount(_hours(number, text), None)
    if number != int(number) or not 0 < number <= MOST_QUESTIONS:
        raise StepreadyError(f"{text!r} is no count of questions; accepted: 1q to {MOST_QUESTIONS}q")
    return Amount(None, int(number))


def read_hours(text: str) -> float:
    """Return the hours of `6`, `6h` or `1.5`; raise StepreadyError for anything else."""
    plain = re.fullmatch(r"\d+(\.\d+)?", text.strip(), re.ASCII)
    found = read_amount(f"{text}h" if plain else text).hours
    if found is None:
        raise StepreadyError(f"{text!r} is no number of hours; accepted: hours such as 6 or 1.5")
    return found


def _hours(number: float, text: str) -> float:
    if not 0 < number <= MOST_HOURS:
        raise StepreadyError(f"{text!r} is no number of hours of a day; accepted: more than 0, at most {MOST_HOURS:g}")
    return number
