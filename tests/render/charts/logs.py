"""Logs that charts must survive, written straight into a database."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from stepready.core.facts.exam import Exam, Source, Unit
from stepready.core.log.score import Entry
from stepready.core.plan import Plan
from stepready.store.intake import Incoming, Intake
from stepready.store.opening import open_book

TODAY = date(2027, 7, 15)
BOOKED = date(2027, 7, 28)
DAY = timedelta(days=1)


def nbme(day: date, value: float, form: str = "12", exam: Exam = Exam.STEP2CK) -> Entry:
    unit = Unit.SCORE if exam is Exam.STEP2CK else Unit.PERCENT
    return Entry(day=day, source=Source("nbme"), form=form, value=value, unit=unit, exam=exam)


def session(day: date, percent: float, questions: int | None = 40, exam: Exam = Exam.STEP2CK) -> Entry:
    return Entry(
        day=day, source=Source("qbank"), form="", value=percent, unit=Unit.PERCENT, exam=exam, questions=questions
    )


def _many() -> Iterator[Entry]:
    """400 scores over two years: every instrument, with question-bank days between."""
    sources = (Source("nbme"), Source("uwsa"), Source("amboss"))
    for n in range(200):
        on = TODAY - n * 3 * DAY
        yield Entry(
            day=on, source=sources[n % 3], form=str(9 + n % 8), value=245 - n % 40, unit=Unit.SCORE, exam=Exam.STEP2CK
        )
        yield session(on, 50 + n % 45, 10 + n % 90)


def free120(day: date, value: float) -> Entry:
    return Entry(day=day, source=Source("free120"), form="", value=value, unit=Unit.PERCENT, exam=Exam.STEP2CK)


STEP2 = Plan(exam=Exam.STEP2CK, exam_date=BOOKED, target=240, season=2028)
STEP1 = Plan(exam=Exam.STEP1, exam_date=BOOKED, season=2029)
LOGS: dict[str, tuple[Plan, list[Entry]]] = {
    "empty": (STEP2, []),
    "one": (STEP2, [nbme(TODAY - 3 * DAY, 231)]),
    "two": (STEP2, [nbme(TODAY - 17 * DAY, 226), nbme(TODAY - 3 * DAY, 231, "13")]),
    "four hundred": (STEP2, list(_many())),
    "all the same": (STEP2, [nbme(TODAY - n * 7 * DAY, 230) for n in range(6)]),
    "only later": (STEP2, [nbme(TODAY + 5 * DAY, 231), session(TODAY + 6 * DAY, 70)]),
    "no date": (Plan(exam=Exam.STEP2CK, target=240), [nbme(TODAY - n * 7 * DAY, 230 - n) for n in range(4)]),
    "no target": (Plan(exam=Exam.STEP2CK, exam_date=BOOKED), [nbme(TODAY, 230)]),
    "today": (Plan(exam=Exam.STEP2CK, exam_date=TODAY, target=240), [nbme(TODAY, 230), session(TODAY, 71)]),
    "past": (Plan(exam=Exam.STEP2CK, exam_date=TODAY - 20 * DAY), [nbme(TODAY - 30 * DAY, 230)]),
    "result": (Plan(exam=Exam.STEP2CK, exam_date=TODAY - 40 * DAY, result="243"), [nbme(TODAY - 50 * DAY, 240)]),
    "far": (Plan(exam=Exam.STEP2CK, exam_date=date(2029, 6, 1), season=2030), [nbme(TODAY - 400 * DAY, 1)]),
    "wide letters": (
        STEP2,
        [nbme(TODAY - n * 9 * DAY, 228 + n, "模試模試模試模試模試模試模試模試模試") for n in range(4)],
    ),
    "no count": (STEP2, [session(TODAY - n * DAY, 60 + n, None) for n in range(3)]),
    "step 1": (STEP1, [nbme(TODAY - n * 9 * DAY, 74 - 2 * n, str(30 - n), Exam.STEP1) for n in range(5)]),
    "step 1 empty": (STEP1, []),
    "free": (STEP2, [free120(TODAY - 9 * DAY, 70), free120(TODAY - 4 * DAY, 78)]),
    "tomorrow": (
        Plan(exam=Exam.STEP2CK, exam_date=TODAY + DAY, target=240, season=2028),
        [nbme(TODAY - n * 7 * DAY, 230 + n) for n in range(6)],
    ),
    "years of questions": (STEP2, [session(TODAY - n * 30 * DAY, 60) for n in range(24)]),
    "one session": (STEP2, [session(TODAY - 4 * DAY, 0, 1)]),
    "sessions alike": (STEP2, [session(TODAY - n * DAY, 50) for n in range(10)]),
}


def write_log(name: str, folder: Path) -> Path:
    """Keep a log in a database of its own and return where it is."""
    plan, entries = LOGS[name]
    file = folder / "book.db"
    with open_book(str(file), now=lambda: datetime(2027, 7, 15, tzinfo=UTC)) as book:
        book.set_plan(plan)
        book.bring_in(Intake([Incoming(entry) for entry in entries]))
    return file
