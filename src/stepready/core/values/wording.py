"""Numbers, days, counts and chances in words, the same everywhere."""

from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ALMOST = 0.9999
"""The largest chance that is written of what is still to come."""


def day(value: date) -> str:
    """Write a day of a year that is plain from the context: `28 Jul`."""
    return f"{value.day} {MONTHS[value.month - 1]}"


def day_from(value: date, today: date) -> str:
    """Write a day as seen from today: `28 Jul`, and `28 Jul 2029` in any other year."""
    return day(value) if value.year == today.year else f"{day(value)} {value.year}"


def full_day(value: date) -> str:
    """Write a day in full: `Wed 28 Jul 2027`."""
    return f"{WEEKDAYS[value.weekday()]} {day(value)} {value.year}"


def number(value: float) -> str:
    """Write a number without noise: whole numbers plain, others to one decimal."""
    rounded = round(value, 1)
    return str(int(rounded)) if rounded == int(rounded) else f"{rounded:.1f}"


def exact(value: float) -> str:
    """Write a number that is compared with a line: to as many decimals as show that it is not whole, three at most."""
    if value == int(value):
        return str(int(value))
    return next((shown for places in (1, 2, 3) if float(shown := f"{value:.{places}f}") % 1), f"{value:.0f}")


def signed(value: float, places: int = 1) -> str:
    """Write a change with its sign: `+0.4`, `-1.3`, and `0` where nothing is left after rounding."""
    return f"{value:+.{places}f}" if round(value, places) else "0"


def points(value: float) -> str:
    """Write a distance on a score scale: `7.5 points`, `1 point`."""
    told = number(value)
    return f"{told} point{'' if told == '1' else 's'}"


def count(n: int, noun: str, plural: str = "") -> str:
    """Write a count with its noun: `1 exam`, `2 exams`."""
    return f"{n} {noun if n == 1 else plural or noun + 's'}"


def time_left(day: date, as_of: date) -> str:
    """Write how far a day is from today: `12 days left`, `today`, `2 days ago`."""
    days = (day - as_of).days
    if days == 0:
        return "today"
    return f"{count(days, 'day')} left" if days > 0 else f"{count(-days, 'day')} ago"


def to_exam(label: str, days: int) -> str:
    """Write how far an exam is: `12 days to Step 2 CK`, `Step 2 CK is today`, `Step 2 CK was 2 days ago`."""
    if days > 0:
        return f"{count(days, 'day')} to {label}"
    return f"{label} is today" if days == 0 else f"{label} was {count(-days, 'day')} ago"


def listed(items: list[str] | tuple[str, ...], joint: str = "and") -> str:
    """Join items as a sentence does: `a`, `a and b`, `a, b and c`."""
    if len(items) <= 1:
        return "".join(items)
    return f"{', '.join(items[:-1])} {joint} {items[-1]}"


def percent(probability: float) -> str:
    """Write a probability (0-1): `38 %`; `<1 %` and `>99 %` at the ends, `0 %` only when nothing is possible."""
    whole = round(100 * probability)
    if whole == 0 and probability > 0:
        return "<1 %"
    if whole == 100 and probability < 1:  # noqa: PLR2004 - a whole
        return ">99 %"
    return f"{whole} %"


def never_certain(probability: float) -> str:
    """Write a probability of what is still to come, which no model makes certain: `>99 %` at the most."""
    return percent(min(probability, ALMOST))


def marked(probability: float, *, supported: bool) -> str:
    """Write a probability of a score, with a question mark where no data support it."""
    return f"{never_certain(probability)}{'' if supported else '?'}"
