"""Sums of question-bank sessions do not depend on the order a database gives them in, nor on its language."""

import random
from datetime import date
from fractions import Fraction
from typing import Any

from stepready.core.log.score import QbankDay
from stepready.store.bank_sums import topic_days, work_of


def qbank_days(rows: list[dict[str, Any]]) -> tuple[QbankDay, ...]:
    told = [{"form": "", "conditions": "", **row} for row in rows]
    return work_of(told, (), date(2027, 1, 1)).days


def sessions(count: int) -> list[dict[str, Any]]:
    drawn = random.Random(3)
    return [
        {
            "day": f"2027-06-{1 + n % 7:02}",
            "topic": drawn.choice(("renal", "Renal", "a b", "ab", "Öko")),
            "value": drawn.uniform(0, 100),
            "questions": drawn.choice((7, 13, 40, None)),
        }
        for n in range(count)
    ]


def test_any_order_gives_the_same_digits() -> None:
    rows = sessions(900)
    days, topics = qbank_days(rows), topic_days(rows)
    for seed in range(20):
        random.Random(seed).shuffle(rows)
        assert qbank_days(rows) == days
        assert topic_days(rows) == topics


def test_a_day_is_the_mean_weighed_by_questions() -> None:
    rows = [
        {"day": "2027-07-01", "value": 50.0, "questions": 10},
        {"day": "2027-07-01", "value": 100.0, "questions": None},
        {"day": "2027-06-30", "value": 72.5, "questions": 40},
    ]
    before, day = qbank_days(rows)
    assert (before.day, before.percent) == (date(2027, 6, 30), 72.5)
    assert day.percent == float(Fraction(10 * 50 + 100, 11))
    assert (day.questions, day.sessions) == (10, 2)


def test_topics_come_in_one_order_whatever_the_language_of_the_server() -> None:
    in_english = ("a b", "ab", "öko", "renal", "Renal", "Z")
    rows = [{"topic": topic, "day": "2027-07-01", "value": 50.0, "questions": 10} for topic in in_english]
    assert [day.topic for day in topic_days(rows)] == ["Renal", "Z", "a b", "ab", "renal", "öko"]
