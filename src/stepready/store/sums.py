"""Sum question-bank sessions by day, the same to the last digit in whatever order a database gives them.

The products are added exactly and rounded once (`math.fsum`); days and topics are sorted here, because a
server sorts text by a language's rules. A session without a question count weighs as one question.
"""

from collections.abc import Iterable
from datetime import date
from math import fsum

from stepready.core.score import QbankDay
from stepready.core.topics import TopicDay
from stepready.store.connection import Row
from stepready.store.rows import HIGHEST_PERCENT
from stepready.store.unreadable import between, reads, whole


@reads("a question-bank score")
def qbank_days(rows: Iterable[Row]) -> list[QbankDay]:
    """Return a day's work for each day, oldest first."""
    by_day: dict[str, list[tuple[float, int | None]]] = {}
    for row in rows:
        by_day.setdefault(row["day"], []).append(_session(row))
    return [
        QbankDay(
            day=date.fromisoformat(day),
            percent=_percent(sessions),
            questions=sum(questions or 0 for _, questions in sessions),
            sessions=len(sessions),
        )
        for day, sessions in sorted(by_day.items())
    ]


@reads("a question-bank score")
def topic_days(rows: Iterable[Row]) -> list[TopicDay]:
    """Return a day's work for each topic and day, by topic, oldest first."""
    by_topic: dict[tuple[str, str], list[tuple[float, int | None]]] = {}
    for row in rows:
        by_topic.setdefault((row["topic"], row["day"]), []).append(_session(row))
    return [
        TopicDay(topic=topic, day=date.fromisoformat(day), percent=_percent(sessions), questions=_weight(sessions))
        for (topic, day), sessions in sorted(by_topic.items())
    ]


def _session(row: Row) -> tuple[float, int | None]:
    """Return a session's percent and its questions."""
    return between(0, row["value"], HIGHEST_PERCENT), whole(row["questions"])


def _percent(sessions: list[tuple[float, int | None]]) -> float:
    return fsum(value * _counted(questions) for value, questions in sessions) / _weight(sessions)


def _weight(sessions: list[tuple[float, int | None]]) -> int:
    return sum(_counted(questions) for _, questions in sessions)


def _counted(questions: int | None) -> int:
    return 1 if questions is None else questions
