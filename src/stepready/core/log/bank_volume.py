"""How much of the question bank was done, and how well, over all and of late."""

from collections.abc import Sequence
from datetime import date, timedelta

from stepready.core.log.score import QbankDay
from stepready.core.values import dataclass

LATELY = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """Questions done from `since` on, on so many days, and the percent right (0-100), weighted by questions."""

    since: date
    questions: int
    days: int
    percent: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BankVolume:
    """All that is kept, and the last 28 days of it; None where there was nothing."""

    every: Volume
    lately: Volume | None


def bank_volume(days: Sequence[QbankDay], as_of: date) -> BankVolume | None:
    """Return what was done up to a day; None for nothing. A session without a count weighs as one question."""
    done = [day for day in days if day.day <= as_of]
    if not done:
        return None
    start = as_of - timedelta(days=LATELY - 1)
    late = [day for day in done if day.day >= start]
    return BankVolume(every=_volume(done, min(day.day for day in done)), lately=_volume(late, start) if late else None)


def _volume(days: Sequence[QbankDay], since: date) -> Volume:
    weights = [max(1, day.questions) for day in days]
    right = sum(day.percent * weight for day, weight in zip(days, weights, strict=True))
    return Volume(
        since=since, questions=sum(day.questions for day in days), days=len(days), percent=right / sum(weights)
    )
