"""How far a gain in points is realistic over some weeks of work."""

from enum import StrEnum

from stepready.core.facts.facts import Readings


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
