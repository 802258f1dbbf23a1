"""How a question bank fills up: done against planned, the pace it takes, and the day it ends at the pace so far.

The pace is the mean of the last working days. The questions of n more of them then scatter with the variance
s^2 (n + n^2 / k), where s is the spread of the k days seen: each day's own, and what k days leave open of the mean.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from math import sqrt
from statistics import fmean, stdev

from stepready.core.log.day_log import Studied
from stepready.core.schedule.planned_days import PlannedDay
from stepready.core.values import dataclass

DAY = timedelta(days=1)
LOOK_BACK = 28
"""Days that a pace is seen over at most."""
LEAST_DAYS = 7
"""Working days that it takes to tell a pace."""
NORMAL_90 = 1.2816
"""The normal quantile that leaves a tenth above: both sides leave 80 % between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BurnDay:
    """A day's end: questions `planned` up to it since the schedule was made, and `done`; None ahead of today."""

    day: date
    planned: int
    done: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """When the questions left are done at the pace so far: likely, and with 80 % between `early` and `late`.

    None is a day that lies after the exam's eve. `left` are the questions that the pace leaves undone on the eve.
    """

    early: date | None
    likely: date | None
    late: date | None
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Burnup:
    """The bank on one day: `days` from the schedule's first to the exam's eve; `goal` questions in all.

    `pace` and `spread` are questions a working day so far, None before a pace can be told; `needed` those a working
    day ahead asks for, None where no working day is left.
    """

    days: tuple[BurnDay, ...]
    goal: int
    done: int
    pace: float | None
    spread: float
    needed: float | None
    finish: Finish | None

    @property
    def left(self) -> int:
        """The questions still to do."""
        return max(0, self.goal - self.done)


def burn_up(plans: Sequence[PlannedDay], studied: Studied, as_of: date, left: int | None) -> Burnup:
    """Set the questions done since the first planned day against the plan up to the exam's eve.

    `left` are the questions of the bank left as today began; None where only the plan says how many there are.
    """
    days = _days(plans, studied, as_of)
    done = studied.questions_in(plans[0].day, as_of)
    today = studied.questions.get(as_of, 0)
    goal = days[-1].planned if left is None else done - today + left
    ahead = [plan.day for plan in plans if not plan.rest and (plan.day > as_of or (plan.day == as_of and not today))]
    missing = max(0, goal - done)
    seen = _seen(plans, studied, as_of)
    pace = fmean(seen) if len(seen) >= LEAST_DAYS else None
    spread = stdev(seen) if len(seen) >= LEAST_DAYS else 0.0
    return Burnup(
        days=days,
        goal=goal,
        done=done,
        pace=pace,
        spread=spread,
        needed=missing / len(ahead) if ahead else None,
        finish=None if pace is None or not missing else _finish(missing, pace, spread, len(seen), ahead),
    )


def _days(plans: Sequence[PlannedDay], studied: Studied, as_of: date) -> tuple[BurnDay, ...]:
    found, planned, done = [], 0, 0
    for plan in plans:
        planned += plan.questions
        done += studied.questions.get(plan.day, 0)
        found.append(BurnDay(day=plan.day, planned=planned, done=done if plan.day <= as_of else None))
    return tuple(found)


def _seen(plans: Sequence[PlannedDay], studied: Studied, as_of: date) -> list[int]:
    """Return the questions of the last working days before today, and of every day off that was worked on."""
    recent = (plan for plan in plans if as_of - LOOK_BACK * DAY <= plan.day < as_of)
    counts = ((plan.rest, studied.questions.get(plan.day, 0)) for plan in recent)
    return [done for rest, done in counts if done or not rest]


def _finish(missing: int, pace: float, spread: float, seen: int, ahead: Sequence[date]) -> Finish:
    """Return the first day ahead by which the questions are done, at the pace and at either side of it."""

    def first(side: float) -> date | None:
        reached = (
            day
            for n, day in enumerate(ahead, start=1)
            if pace * n + side * NORMAL_90 * spread * sqrt(n + n * n / seen) >= missing
        )
        return next(reached, None)

    left = max(0, round(missing - pace * len(ahead)))
    return Finish(early=first(1), likely=first(0), late=first(-1), left=left)
