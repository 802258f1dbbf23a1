"""A day that matters, with what it rests on; and the same day as an event of a calendar."""

from datetime import date, time
from enum import StrEnum

from stepready.core.season.season import Milestone
from stepready.core.values import dataclass

OURS = "ours"
YOURS = "yours"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDay:
    """One day to act by or to know of: `why` says what it rests on, `status` how well that is known.

    `status` is a fact's, or `ours` where the product chose the day, or `yours` where the plan names it; empty for a
    day of the user's own that nobody doubts.
    """

    id: str
    on: date
    label: str
    why: str
    status: str


class EventKind(StrEnum):
    """What a day of a calendar is."""

    EXAM = "exam"
    SCORE = "score"
    ACT = "act"
    DELAY = "delay"
    WINDOW = "window"
    MILESTONE = "milestone"
    ALTERNATIVE = "alternative"
    STUDY = "study"
    PRACTICE = "practice"
    REST = "rest"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(KeyDay):
    """A key day in a calendar. `uid` stays the same when the day moves; `at` is an hour in US Eastern time."""

    uid: str
    kind: EventKind
    at: time | None = None


def key_day(milestone: Milestone, label: str = "") -> KeyDay:
    """Return a milestone as a key day, under another label where one is given; a set hour stands in that label."""
    hour = f" ({milestone.at:%H:%M} Eastern)" if label and milestone.at else ""
    return KeyDay(
        id=milestone.id,
        on=milestone.on,
        label=f"{label}{hour}" or milestone.label,
        why=milestone.source,
        status=milestone.status.value,
    )


def nearest(*days: KeyDay | None) -> KeyDay | None:
    """Return the earliest of some days, the first named of those on one day; None where there is none."""
    return min((day for day in days if day is not None), key=lambda day: day.on, default=None)
