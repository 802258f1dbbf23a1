"""Ten days of one candidate's twelve weeks, as the screens show them: sick, behind, early, late, moved, on rotation.

To write the screens anew after a change that is meant: STEPREADY_WRITE_GOLDEN=1 pytest this file, then look at them.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from stepready.core.facts.exam import Exam, Unit
from stepready.core.log.score import Entry
from stepready.guides.library import load
from stepready.services.schedule import show
from stepready.store.book import Book
from stepready.store.opening import open_book
from tests.conftest import Stepready
from tests.store.samples import session

GOLDEN = Path(__file__).parents[1] / "golden" / "life"
DAY = timedelta(days=1)
FIRST = date(2027, 3, 1)
TOPICS = ("cardiology", "surgery", "ethics", "pediatrics")
SICK = (date(2027, 3, 8), date(2027, 3, 9))
MISSED_MOCK = date(2027, 3, 30)
SAID = {
    FIRST: (
        "plan set --exam step2ck --on 2027-05-24 --applicant us-img --specialty psychiatry --target 235",
        "log nbme 9 212 --on -30d",
        "log nbme 10 217 --on -9d",
        "schedule make --hours mon-fri=6,sat=8",
    ),
    date(2027, 3, 8): ("sick",),
    date(2027, 3, 9): ("sick",),
    date(2027, 3, 10): ("schedule replan --choose more-each-day",),
    date(2027, 4, 1): ("schedule replan --choose more-each-day",),
    date(2027, 4, 4): ("schedule make --rotation 2027-04-05..2027-04-16=3",),
    date(2027, 4, 26): ("plan set --on 2027-06-07",),
    date(2027, 4, 27): ("schedule replan --choose more-each-day",),
}
"""What is typed on a day after its work; on the first day before it."""
EARLY = date(2027, 4, 23)
"""The next practice exam is sat on this day, whenever it is planned."""
SHOWN = [
    date(2027, 3, 2),  # an ordinary day
    date(2027, 3, 10),  # behind after two sick days
    date(2027, 3, 28),  # a Sunday, caught up
    date(2027, 3, 31),  # the day after a mock that was not sat
    date(2027, 4, 7),  # on a rotation
    date(2027, 4, 24),  # the day after a mock taken early
    date(2027, 4, 27),  # another test date since yesterday
    date(2027, 6, 1),  # the exam's week
    date(2027, 6, 6),  # the eve
    date(2027, 6, 7),  # the exam
]


@contextmanager
def opened(file: Path) -> Iterator[Book]:
    with open_book(str(file), now=lambda: datetime(2027, 3, 1, tzinfo=UTC)) as book:
        yield book


def study(file: Path, today: date) -> None:
    """Do what the day asks for; sit the exam of the day, or the next one on the day it is taken early."""
    with opened(file) as book:
        planned = show(book, load(), as_of=today, exam=None).schedule.days
        exam = planned[0].practice_exam
        if today == EARLY:
            exam = next(day.practice_exam for day in planned if day.practice_exam is not None)
        if exam is not None and today != MISSED_MOCK:
            value = 218.0 + (today - FIRST).days // 5
            kept = Entry(day=today, source=exam.source, form=exam.form, value=value, unit=Unit.SCORE, exam=Exam.STEP2CK)
            book.add(kept)
        if planned[0].questions:
            book.add(session(72.0, planned[0].questions, today, TOPICS[today.toordinal() % len(TOPICS)]))


@pytest.fixture
def life(stepready: Stepready, tmp_path: Path) -> dict[date, str]:
    """Live the twelve weeks; return the three screens of each of the ten days, as they are in the morning."""
    screens, today = {}, FIRST
    while today <= SHOWN[-1]:
        if today == FIRST:
            say(stepready, today)
        if today in SHOWN:
            screens[today] = "\n".join(screen(stepready, today, words) for words in ("", "today", "schedule"))
        if today not in SICK and today < SHOWN[-1]:
            study(tmp_path / "book.db", today)
        if today != FIRST:
            say(stepready, today)
        today += DAY
    return screens


def say(stepready: Stepready, today: date) -> None:
    for words in SAID.get(today, ()):
        ended = stepready("--today", str(today), *words.split())
        assert ended.code == 0, (today, words, ended.err)


def screen(stepready: Stepready, today: date, words: str) -> str:
    ended = stepready("--today", str(today), *words.split())
    notes = f"\n{ended.err}" if ended.err else ""
    return f"$ stepready {words}".rstrip() + f"\n{ended.out}{notes}"


def test_ten_days_of_a_life_look_as_they_were_checked(life: dict[date, str]) -> None:
    assert list(life) == SHOWN
    for day, shown in life.items():
        approved = GOLDEN / f"{day}.txt"
        if os.environ.get("STEPREADY_WRITE_GOLDEN"):
            approved.parent.mkdir(exist_ok=True)
            approved.write_text(shown, encoding="utf-8")
        assert all(len(line) <= 80 for line in shown.splitlines() if not line.startswith("error: "))
        assert shown == approved.read_text(encoding="utf-8"), day
