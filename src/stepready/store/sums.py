"""Sum question-bank sessions by day, the same to the last digit in whatever order a database gives them.

The products are added exactly and rounded once (`math.fsum`); days and topics are sorted here, because a
server sorts text by a language's rules. A session without a question count weighs as one question.
"""

from collections.abc import Iterable
from datetime import date
from math import fsum
from operator import mul
from typing import Any

from stepready.core.log.score import QbankDay, TopicDay
from stepready.store.codec import between, reads, whole
from stepready.store.connection import Row

HIGHEST_PERCENT = 100
_HOUR = 3_600_000


@reads("a question-bank score")
def qbank_days(rows: Iterable[Row]) -> list[QbankDay]:
    """Return a day's work for each day, oldest first."""
    by_day: dict[str, list[tuple[Any, Any]]] = {}
    for row in rows:
        by_day.setdefault(row["day"], []).append((row["value"], row["questions"]))
    return [_day(day, sessions) for day, sessions in sorted(by_day.items())]


@reads("a question-bank score")
def topic_days(rows: Iterable[Row]) -> list[TopicDay]:
    """Return a day's work for each topic and day, by topic, oldest first."""
    by_topic: dict[tuple[str, str], list[tuple[Any, Any]]] = {}
    for row in rows:
        by_topic.setdefault((row["topic"], row["day"]), []).append((row["value"], row["questions"]))
    return [_topic_day(topic, day, sessions) for (topic, day), sessions in sorted(by_topic.items())]


@reads("a day of Anki")
def anki_hours(rows: Iterable[Row]) -> dict[date, float]:
    """Return the hours spent in Anki by day; the rest of each row is left unread."""
    import json  # noqa: PLC0415 - `log` prints none

    return {date.fromisoformat(row["day"]): whole(json.loads(row["total"])["milliseconds"]) / _HOUR for row in rows}


def _day(day: str, sessions: list[tuple[Any, Any]]) -> QbankDay:
    counted = sum(questions for _, questions in sessions if questions is not None)
    percent, _ = _mean(sessions)
    return QbankDay(day=date.fromisoformat(day), percent=percent, questions=counted, sessions=len(sessions))


def _topic_day(topic: str, day: str, sessions: list[tuple[Any, Any]]) -> TopicDay:
    percent, weight = _mean(sessions)
    return TopicDay(topic=topic, day=date.fromisoformat(day), percent=percent, questions=weight)


def _mean(sessions: list[tuple[Any, Any]]) -> tuple[float, int]:
    """Return the mean percent weighed by questions, and the weight."""
    values = [value for value, _ in sessions]
    weights = [1 if questions is None else questions for _, questions in sessions]
    between(0, min(values), HIGHEST_PERCENT)
    between(0, max(values), HIGHEST_PERCENT)
    whole(min(weights))
    weight = whole(sum(weights))
    return fsum(map(mul, values, weights)) / weight, weight
