from datetime import date

from stepready.core.log.bank_volume import bank_volume
from stepready.core.log.score import QbankDay

TODAY = date(2027, 7, 15)


def day(on: date, percent: float, questions: int) -> QbankDay:
    return QbankDay(day=on, percent=percent, questions=questions, sessions=1)


def test_the_last_four_weeks_begin_27_days_ago() -> None:
    days = [day(date(2027, 6, 17), 50, 40), day(date(2027, 6, 18), 70, 40), day(date(2027, 7, 16), 0, 40)]
    found = bank_volume(days, TODAY)
    assert found is not None
    assert (found.every.questions, found.every.days, found.every.percent) == (80, 2, 60)
    assert found.lately is not None
    assert (found.lately.questions, found.lately.percent) == (40, 70)


def test_nothing_is_none() -> None:
    assert bank_volume([], TODAY) is None
    old = bank_volume([day(date(2027, 1, 1), 50, 0)], TODAY)
    assert old is not None
    assert (old.every.questions, old.every.percent, old.lately) == (0, 50, None)
