"""Where the data end: what makes a forecast one that no people with known results stand behind."""

from datetime import date

from stepready.core.forecast.kalman import WEEK
from stepready.core.forecast.trend import Trend
from stepready.core.values.wording import count, number

ROUNDING = 1


def legend(reason: str) -> str:
    """Return what the question mark beside a chance means: the words every screen has for it."""
    return f"? unsupported: {reason}"


def unsupported(trend: Trend, test_day: date) -> str | None:
    """Return the first reason why a forecast lies outside the data, in a few words; None where it lies inside."""
    then = trend.until(test_day)
    support, exams = then.model.support, [seen for seen in then.seen if seen.full]
    if then.model.candidates is None:
        return f"no {then.exam.label} results of single people are known"
    if len(exams) < support.exams:
        return f"{count(len(exams), 'practice exam')}" if exams else "no practice exam"
    if round(then.practice_level, ROUNDING) < support.told_level:
        return f"practice level under {number(support.told_level)}"
    if (then.as_of - exams[-1].day) / WEEK > support.weeks:
        return f"latest practice exam over {number(support.weeks)} weeks old"
    if (test_day - then.as_of) / WEEK > support.weeks:
        return f"test day over {number(support.weeks)} weeks away"
    return None
