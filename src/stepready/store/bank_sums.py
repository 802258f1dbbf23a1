"""Sum question-bank sessions by day, the same to the last digit in whatever order a database gives them.

The products are added exactly and rounded once (`math.fsum`); days and topics are sorted here, because a
server sorts text by a language's rules. A session without a question count weighs as one question.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from math import fsum
from operator import mul
from typing import Any

from stepready.core.facts.exam import Condition
from stepready.core.log.bank import BankTotal
from stepready.core.log.bank_work import BankSession, BankWork, bank_work, stretches
from stepready.core.log.score import TopicDay
from stepready.store.codec import between, reads, text, whole
from stepready.store.connection import Row

HIGHEST_PERCENT = 100
_HOUR = 3_600_000


@reads("a question-bank score")
def work_of(rows: Iterable[Row], totals: Sequence[BankTotal], since: date) -> BankWork:
    """Return what was done in question banks from a day on, running totals beside sessions."""
    return bank_work([_session(row) for row in rows], totals, since)


def first_day(totals: Sequence[BankTotal], since: date) -> date:
    """Return the day from which sessions are needed: those between two totals go with both."""
    return min([since, *(stretch.after for stretch in stretches(totals) if stretch.until >= since)])


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


def _session(row: Row) -> BankSession:
    """Return one session of a row, checked."""
    questions = row["questions"]
    return BankSession(
        day=date.fromisoformat(row["day"]),
        percent=between(0, row["value"], HIGHEST_PERCENT),
        questions=None if questions is None else whole(questions),
        bank=text(row["form"]),
        conditions=_conditions(row["conditions"]),
    )


@cache
def _conditions(joined: str) -> frozenset[Condition]:
    return frozenset(Condition(word) for word in joined.split(";") if word)


def _topic_day(topic: str, day: str, sessions: list[tuple[Any, Any]]) -> TopicDay:
    percent, weight = _mean(sessions)
    return TopicDay(topic=text(topic), day=date.fromisoformat(day), percent=percent, questions=weight)


def _mean(sessions: list[tuple[Any, Any]]) -> tuple[float, int]:
    """Return the mean percent weighed by questions, and the weight."""
    values = [value for value, _ in sessions]
    weights = [1 if questions is None else questions for _, questions in sessions]
    between(0, min(values), HIGHEST_PERCENT)
    between(0, max(values), HIGHEST_PERCENT)
    whole(min(weights))
    weight = whole(sum(weights))
    return fsum(map(mul, values, weights)) / weight, weight
