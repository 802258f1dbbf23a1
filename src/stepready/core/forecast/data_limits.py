"""Where the data end: what makes a forecast one that no people with known results stand behind."""

from datetime import date

from stepready.core.forecast.kalman import WEEK
from stepready.core.forecast.observation import Observation
from stepready.core.forecast.trend import Trend
from stepready.core.values.wording import count, number

ROUNDING = 1
HELD = "chances held below the range"
HELD_TO = "to a practice exam's own error"
"""Why the chances under the support are lower than the score and the range beside them would have it."""


def legend(reason: str) -> str:
    """Return what the question mark beside a chance means: the words every screen has for it."""
    return f"? unsupported: {reason}"


def unsupported(trend: Trend, test_day: date) -> str | None:
    """Return the first reason why a forecast lies outside the data, in a few words; None where it lies inside.

    Under the level where the data end it says too that the chances are held and the score beside them is not.
    """
    then = trend.until(test_day)
    reason = _first_reason(then, test_day)
    return f"{reason}; {HELD}" if reason and is_held(then, test_day) else reason


def is_held(trend: Trend, test_day: date) -> bool:
    """Whether the chances are held so far below what the score and its range say that it has to be said."""
    then = trend.until(test_day)
    return then.model.candidates is not None and then.state is not None and _is_low(then)


def _is_low(trend: Trend) -> bool:
    return round(trend.practice_level, ROUNDING) < trend.model.support.told_level


def _whole(trend: Trend) -> list[Observation]:
    """Return the practice exams sat as the people with known results sat theirs: whole, timed, not offline."""
    return [seen for seen in trend.seen if seen.full and not seen.noisier]


def _first_reason(then: Trend, test_day: date) -> str | None:
    support, exams = then.model.support, _whole(then)
    if then.model.candidates is None:
        return f"no {then.exam.label} results of single people are known"
    if len(exams) < support.exams:
        return f"{count(len(exams), 'practice exam')}" if exams else "no practice exam"
    if _is_low(then):
        return f"practice level under {number(support.told_level)}"
    if any(sitting.on is None for sitting in then.failed):
        return "a failed sitting's day not said"
    return _too_far(then, exams[-1].day, test_day)


def _too_far(then: Trend, latest: date, test_day: date) -> str | None:
    """Return which days lie beyond the weeks that the data reach, in a few words; None where none does."""
    weeks = then.model.support.weeks
    if (then.as_of - latest) / WEEK > weeks:
        return f"latest practice exam over {number(weeks)} weeks old"
    if (test_day - then.as_of) / WEEK > weeks:
        return f"test day over {number(weeks)} weeks away"
    return None
