"""How many questions each day gets, and how its hours are shared."""

import itertools
from enum import Enum
from math import floor

from stepready.core.guide.study import WorkingModel
from stepready.core.schedule.request import Slot
from stepready.core.values import dataclass


@dataclass(frozen=True, slots=True)
class Room:
    """What a day may hold, in questions: each figure at least the one before, none more than its hours hold.

    `least` and `most` are the guide's; `ceiling` is the most an ordinary day ever gets.
    """

    base: int
    least: int
    most: int
    ceiling: int

    @property
    def usual(self) -> int:
        """The middle of the guide's range, in fives."""
        return max(min(self.least, self.most), (self.least + self.most) // 2 // 5 * 5)


EMPTY = Room(0, 0, 0, 0)


def ordinary(slot: Slot, working: WorkingModel) -> Room:
    """Return the room of an ordinary working day."""
    held = min(slot.room(working.question_minutes), working.ceiling)
    least, most = slot.phase.questions
    return Room(min(working.floor, held), min(max(least, working.floor), held), min(most, held), held)


def light(slot: Slot, working: WorkingModel) -> Room:
    """Return the room of the day after a practice exam, which belongs to its review first."""
    usual = ordinary(slot, working)
    most = min(usual.least, max(working.light, usual.base))
    return Room(usual.base, usual.base, most, most)


def eve(slot: Slot, working: WorkingModel) -> Room:
    """Return the room of the exam's eve: the fewest questions of a working day."""
    base = min(working.floor, slot.room(working.question_minutes))
    return Room(base, base, base, base)


def spread(total: int, rooms: list[Room]) -> tuple[list[int], int]:
    """Spread questions over the days: the base first, then the guide's least, its most, then the ceiling.

    Returns each day's questions and how many fit on no day; together they are exactly `total`. Within a
    step every day comes the same share of the way.
    """
    steps = [
        [0] * len(rooms),
        [room.base for room in rooms],
        [room.least for room in rooms],
        [room.most for room in rooms],
        [room.ceiling for room in rooms],
    ]
    for low, high in itertools.pairwise(steps):
        if total <= sum(high):
            return between(total, low, high), 0
    return steps[-1], total - sum(steps[-1])


def between(total: int, low: list[int], high: list[int]) -> list[int]:
    """Fill every day the same share of the way from low to high, the odd questions to the largest remainders.

    `total` lies between the sum of `low` and the sum of `high` and is met exactly.
    """
    missing, span = total - sum(low), sum(high) - sum(low)
    if span == 0:
        return low
    exact = [missing * (top - bottom) / span for bottom, top in zip(low, high, strict=True)]
    given = [floor(share + 1e-9) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda place: (given[place] - exact[place], place))
    for place in by_remainder[: missing - sum(given)]:
        given[place] += 1
    return [bottom + extra for bottom, extra in zip(low, given, strict=True)]


@dataclass(frozen=True, slots=True)
class Hours:
    """What the hours of a day go to, before any rounding."""

    answering: float
    review: float
    content: float

    @property
    def total(self) -> float:
        """All of them."""
        return self.answering + self.review + self.content


class DayKind(Enum):
    """What sort of working day it is: what the hours beside the questions are for."""

    ORDINARY = "ordinary"
    REVIEW = "review"
    EVE = "eve"


def hours_of(questions: int, slot: Slot, working: WorkingModel, kind: DayKind = DayKind.ORDINARY) -> Hours:
    """Share a day's hours: answering, review of the questions and light review, then content; never more than it has.

    The day after a practice exam reviews that exam before any content, for as long as sitting it took; the eve has
    no content.
    """
    answering = questions * working.answer_minutes / 60
    left = max(0.0, slot.hours - answering)
    wanted = questions * working.review_minutes / 60 + slot.phase.day.light_review_hours
    review = min(left, wanted + (working.exam_hours if kind is DayKind.REVIEW else 0))
    content = 0.0 if kind is DayKind.EVE else min(left - review, slot.phase.day.content_hours)
    return Hours(answering, review, content)
