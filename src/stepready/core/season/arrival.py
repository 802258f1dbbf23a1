"""When a result arrives: the report lag as a distribution, and the chance that a score is visible by a day.

The points of the lag are a working model, not a published figure. Results are taken to come out in the order
of the tests: an announced delay also holds back the tests right after its window, until the usual lag alone
is later, and what is announced to be out on one day lets earlier tests be out by then. So a later test is never
likelier to be visible by a day than an earlier one.
"""

from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from math import exp, log

from stepready.core.facts.facts import Facts, ReportLag
from stepready.core.facts.settings import DelayWindow
from stepready.core.values import dataclass

Knot = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """The report lag with the delay windows a user knows of."""

    lag: ReportLag
    windows: tuple[DelayWindow, ...] = ()

    def extra_days(self, test_day: date) -> int:
        """Return the days that announced windows add: in full inside, running out day by day after the last."""
        return max((_held_back(window, test_day) for window in self.windows), default=0)

    def reported_on(self, test_day: date) -> date | None:
        """Return the day that is announced for the results of a test day, the latest; None without one."""
        return max((on for first, on, last in self._announced if first <= test_day <= last), default=None)

    def p_by(self, day: date, test_day: date) -> float:
        """Return the probability (0-1) that the result of a test is visible by a day; that day counts.

        Where a day is announced nothing is out before it, the typical share on it, all but the last share after it.
        """
        announced = self.reported_on(test_day)
        if announced is not None:
            return self._p_announced(announced, day)
        usual = share_within(self.lag, (day - test_day).days - self.extra_days(test_day))
        for first, on, last in self._announced:
            told = self._p_announced(on, day)
            usual = max(usual, told) if test_day < first else min(usual, told) if test_day > last else usual
        return usual

    def typical_day(self, test_day: date) -> date:
        """Return the day the result is typically out."""
        announced = self.reported_on(test_day)
        if announced is not None:
            return announced
        usual = test_day + timedelta(days=self.lag.typical_days + self.extra_days(test_day))
        for first, on, last in self._announced:
            usual = min(usual, on) if test_day < first else max(usual, on) if test_day > last else usual
        return usual

    def safe_day(self, test_day: date) -> date:
        """Return the day by which the result is all but certainly out."""
        announced = self.reported_on(test_day)
        after = timedelta(days=self.lag.safe_days - self.lag.typical_days)
        if announced is not None:
            return announced + after
        usual = test_day + timedelta(days=self.lag.safe_days + self.extra_days(test_day))
        return max([usual, *(on + after for _, on, last in self._announced if test_day > last)])

    def last_test_day(self, day: date, probability: float) -> date:
        """Return the last test day whose result is visible by a day with at least that probability (0-1)."""
        test_day = self._latest(day, days_for(self.lag, probability))
        while self.p_by(day, test_day) < probability:
            test_day -= timedelta(days=1)
        return test_day

    def last_typical_test_day(self, day: date) -> date:
        """Return the last test day whose result is typically out by a day."""
        test_day = self._latest(day, self.lag.typical_days)
        while self.typical_day(test_day) > day:
            test_day -= timedelta(days=1)
        return test_day

    def moving(self, test_day: date) -> tuple[DelayWindow, ...]:
        """Return the announced windows that move the result of a test day: its own, and those that hold it back."""
        usual = test_day + timedelta(days=self.lag.typical_days)
        behind = [w for w in self.windows if w.last < test_day and (_held_back(w, test_day) or _waits(w, usual))]
        return tuple(w for w in self.windows if w.holds(test_day) or w in behind)

    @property
    def _announced(self) -> list[tuple[date, date, date]]:
        """The windows that are reported on one day: first test day, that day, last test day."""
        return [(w.first, w.reported_on, w.last) for w in self.windows if w.reported_on is not None]

    def _latest(self, day: date, lag_days: int) -> date:
        """Return the last test day that may be out by a day: by the lag, or by an announcement."""
        return max([day - timedelta(days=lag_days), *(last for _, on, last in self._announced if on <= day)])

    def _p_announced(self, on: date, day: date) -> float:
        """Return the probability (0-1) that results announced for one day are visible by another."""
        if day < on:
            return 0.0
        if day == on:
            return share_within(self.lag, self.lag.typical_days)
        return share_within(self.lag, self.lag.safe_days + (day - on).days)


def arrival_of(facts: Facts) -> Arrival:
    """Return when results arrive, with the delays the user knows of; nothing else makes one."""
    return Arrival(lag=facts.lag, windows=facts.delay_windows)


@lru_cache(maxsize=1024)
def share_within(lag: ReportLag, days: int) -> float:
    """Return the share of results (0-1) that are out within so many days of the test.

    Monotone cubic interpolation through the lag's points and through no result on the test day itself
    (Fritsch and Carlson 1980, with the harmonic slopes of Fritsch and Butland 1984); past the last point
    the share still missing shrinks at the pace of the last stretch.
    """
    knots = _knots(lag)
    if days <= 0:
        return 0.0
    for index, ((left, below), (right, above)) in enumerate(pairwise(knots)):
        if days == right:
            return above
        if days < right:
            slopes = _slopes(knots)
            t, span = (days - left) / (right - left), right - left
            rise = (3 * t**2 - 2 * t**3) * (above - below)
            bend = (t**3 - 2 * t**2 + t) * slopes[index] + (t**3 - t**2) * slopes[index + 1]
            return min(above, max(below, below + rise + span * bend))
    return 1.0 - _missing_after(knots, days)


def days_for(lag: ReportLag, probability: float) -> int:
    """Return the fewest whole days after which at least that share of results (0 to under 1) is out."""
    if not 0 <= probability < 1:
        msg = f"probability {probability:g} is out of range; accepted: 0 to under 1"
        raise ValueError(msg)
    days = 0
    while share_within(lag, days) < probability:
        days += 1
    return days


def _waits(window: DelayWindow, usual: date) -> bool:
    """Whether results usually out on a day wait for those of a window before them."""
    return window.reported_on is not None and usual < window.reported_on


def _held_back(window: DelayWindow, test_day: date) -> int:
    if test_day < window.first or window.extra_days is None:
        return 0
    return max(0, window.extra_days - max(0, (test_day - window.last).days))


def _knots(lag: ReportLag) -> list[Knot]:
    return [(0.0, 0.0), *((float(point.days), point.share) for point in lag.points if point.days > 0)]


def _slopes(knots: list[Knot]) -> list[float]:
    """Return slopes that keep the curve monotone: none at the ends, weighted harmonic means between."""
    inner = [_harmonic(a, b, c) for a, b, c in zip(knots, knots[1:], knots[2:], strict=False)]
    return [0.0, *inner, 0.0]


def _harmonic(a: Knot, b: Knot, c: Knot) -> float:
    (before, rise_before), (after, rise_after) = (b[0] - a[0], b[1] - a[1]), (c[0] - b[0], c[1] - b[1])
    if rise_before <= 0 or rise_after <= 0:
        return 0.0
    first, second = 2 * after + before, after + 2 * before
    return (first + second) / (first * before / rise_before + second * after / rise_after)


def _missing_after(knots: list[Knot], days: int) -> float:
    """Return the share still missing past the last point."""
    (left, below), (right, above) = knots[-2], knots[-1]
    if above >= 1:
        return 0.0
    pace = log((1 - below) / (1 - above)) / (right - left)
    return (1 - above) * exp(-pace * (days - right))
