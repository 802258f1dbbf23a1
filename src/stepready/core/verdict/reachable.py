"""What can still be reached: by which day a score has to be out, and how far a gain in points is realistic."""

from datetime import date
from enum import StrEnum

from stepready.core.case import Case
from stepready.core.facts.facts import Readings


def is_about_ranking(case: Case) -> bool:
    """Whether what counts is the rank list: review is open, or the user said that the application is in."""
    return case.spec.seasonal and (case.review_is_open or case.applied)


def limit_of(case: Case) -> date | None:
    """Return the day the score has to be out by; None for Step 1 or a guide without windows."""
    if case.timing is None:
        return None
    return case.season.day("rank_list_due") if is_about_ranking(case) else case.timing.on_time.day_of(case.season)


def last_in_time(case: Case) -> date | None:
    """Return the last test day whose typical score day meets that limit."""
    if case.timing is None:
        return None
    if is_about_ranking(case):
        return case.arrival.last_typical_test_day(case.season.day("rank_list_due"))
    return case.timing.on_time_until(case.season, case.arrival)


def seen_by(case: Case) -> date:
    """Return the day by which programmes have to see a score: the review's, or the rank list's."""
    return case.season.day("rank_list_due" if is_about_ranking(case) else "review_opens")


class Realism(StrEnum):
    """The guides' word for a gain."""

    REALISTIC = "realistic"
    SOMETIMES = "sometimes"
    UNLIKELY = "unlikely"
    UNKNOWN = "unknown"


def realism(points: float, days: int, readings: Readings) -> Realism:
    """Judge a gain of so many three-digit points over so many days.

    Under `gain_full_weeks` the limits shrink in proportion to the days; past `gain_hold_weeks` no guide
    speaks. Compared in whole days, so that a limit met exactly counts as met.
    """
    full_days = 7 * readings.gain_full_weeks.value
    if days > 7 * readings.gain_hold_weeks.value:
        return Realism.UNKNOWN
    share = min(float(max(days, 0)), full_days)
    if points * full_days <= readings.gain_realistic.value * share:
        return Realism.REALISTIC
    if points * full_days <= readings.gain_sometimes.value * share:
        return Realism.SOMETIMES
    return Realism.UNLIKELY
