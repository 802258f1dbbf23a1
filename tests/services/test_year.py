"""A whole year on the first screen: a stage for every day, one next thing, no word against the other screens."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from pathlib import Path

import pytest

from stepready.core.facts.exam import Applicant, Exam, Unit
from stepready.core.log.same_form import is_taken
from stepready.core.log.score import Entry
from stepready.core.plan import Plan
from stepready.core.verdict.checks import ExamVerdict
from stepready.guides.library import Library, load
from stepready.render.dashboard_text import dashboard_text
from stepready.render.terminal import Terminal
from stepready.services.calendar import calendar
from stepready.services.check import check
from stepready.services.dashboard import Beginning, Dashboard, dashboard
from stepready.services.schedule import make, show
from stepready.services.stage import STUDYING, Stage
from stepready.store.book import Book
from stepready.store.opening import open_book
from tests.store.samples import session

DAY = timedelta(days=1)
STEP2CK = Exam.STEP2CK
FIRST, LAST = date(2027, 4, 1), date(2028, 4, 1)
PLANNED_ON, MADE_ON, EXAM = date(2027, 4, 5), date(2027, 4, 12), date(2027, 7, 27)
LAZY = (date(2027, 6, 7), date(2027, 6, 12))
SCORE_ON, APPLIED_ON = date(2027, 8, 24), date(2027, 9, 2)
PLAN = Plan(exam=STEP2CK, exam_date=EXAM, target=235, applicant=Applicant.US_IMG, specialty="psychiatry", season=2028)
IN_ORDER = [
    None,
    Stage.EARLY,
    Stage.DEDICATED,
    Stage.BEHIND,
    Stage.DEDICATED,
    Stage.EXAM_WEEK,
    Stage.EXAM_DAY,
    Stage.WAITING,
    Stage.SCORE_IN_HAND,
    Stage.APPLYING,
    Stage.INTERVIEWS,
    Stage.RANKING,
    Stage.MATCH,
    Stage.MATCH_WEEK,
    Stage.OVER,
]
"""The stages of this year, each once but for the full-time weeks that a lazy week interrupts."""


def live_a_day(book: Book, library: Library, today: date) -> None:
    """Do on a day what this candidate does: plan, study, sit what is planned, be lazy for a week, apply."""
    if today == PLANNED_ON:
        book.set_plan(PLAN)
    if today == MADE_ON:
        make(book, library, as_of=today, exam=None)
    if today == SCORE_ON:
        book.change_plan(STEP2CK, lambda plan: replace(plan or PLAN, result="241"))
    if today == APPLIED_ON:
        book.change_plan(STEP2CK, lambda plan: replace(plan or PLAN, applied=True, applied_on=today))
    if MADE_ON <= today < EXAM and not LAZY[0] <= today <= LAZY[1]:
        study(book, library, today)


def study(book: Book, library: Library, today: date) -> None:
    """Do what the day asks for; after the lazy week, all that is missing."""
    planned = show(book, library, as_of=today, exam=None).schedule.days[0]
    if planned.practice_exam is not None:
        exam = planned.practice_exam
        value = float(222 + (today - MADE_ON).days // 6)
        book.add(Entry(day=today, source=exam.source, form=exam.form, value=value, unit=Unit.SCORE, exam=STEP2CK))
    more = 600 if today == LAZY[1] + 2 * DAY else 0
    if planned.questions + more:
        book.add(session(74.0, planned.questions + more, today))


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[date, Dashboard | Beginning, str, Book]]:
    """Walk the year; each day the first screen as it is before anything is done on it."""
    return list(days_of(tmp_path_factory.mktemp("year") / "book.db"))


def days_of(file: Path) -> Iterator[tuple[date, Dashboard | Beginning, str, Book]]:
    library, terminal = load(), Terminal(width=80)
    with open_book(str(file), now=lambda: datetime(2027, 1, 1, tzinfo=UTC)) as book:
        today = FIRST
        while today <= LAST:
            found = dashboard(book, library, as_of=today)
            text = dashboard_text(found, terminal)
            agrees_with_the_others(book, library, today, found)
            yield today, found, text, book
            live_a_day(book, library, today)
            today += DAY


def agrees_with_the_others(book: Book, library: Library, today: date, found: Dashboard | Beginning) -> None:
    """`check`, `schedule`, `calendar`: none says anything else than the first screen."""
    if isinstance(found, Beginning):
        return
    if today.day % 4 == 0:
        checked = check(book, library, as_of=today, exam=None)
        assert (checked.headline, checked.next_exam) == (found.checked.headline, found.checked.next_exam)
    says, stage = found.next_thing.says, found.next_thing.stage
    if stage in STUDYING:
        days = show(book, library, as_of=today, exam=None).schedule.days
        assert found.today.day in (None, days[0])
        planned = days[0].practice_exam
        if planned is not None and says.startswith("sit "):
            assert planned.title in says
            assert not is_taken(planned.source, planned.form, book.practice_exams(STEP2CK))
        if says.startswith("do "):
            assert f"do {days[0].questions} question" in says
    else:
        ahead = {key_day.on for key_day in calendar(book, library, as_of=today).ahead}
        assert found.next is None or found.next.on >= today
        assert stage is not Stage.WAITING or not ahead


def test_every_day_has_one_next_thing(year: list[tuple[date, Dashboard | Beginning, str, Book]]) -> None:
    for today, _, text, _ in year:
        assert text.count("Next:") == 1, (today, text)
        assert all(len(line) <= 80 for line in text.splitlines()), today
        assert len(text.splitlines()) < 24, (today, text)


def test_the_stages_come_in_the_order_of_a_year(year: list[tuple[date, Dashboard | Beginning, str, Book]]) -> None:
    stages = [None if isinstance(found, Beginning) else found.next_thing.stage for _, found, _, _ in year]
    assert [stage for stage, _ in groupby(stages)] == IN_ORDER


def test_nothing_to_study_is_said_once_the_exam_has_come(
    year: list[tuple[date, Dashboard | Beginning, str, Book]],
) -> None:
    for today, _, text, _ in year:
        if today >= EXAM:
            assert "log nbme" not in text, today
            assert "schedule make" not in text, today
            assert "replan" not in text, today


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2027, 4, 2), "make a plan"),
        (date(2027, 4, 6), "`stepready schedule make`"),
        (date(2027, 6, 10), "`stepready schedule replan`"),
        (EXAM, "sit the exam"),
        (date(2027, 8, 10), "enter the result when it is out (likely 24 Aug)"),
        (date(2027, 8, 28), "applications can be submitted from 1 Sep"),
        (date(2027, 9, 2), "submit the application before review opens on 22 Sep"),
        (date(2027, 9, 10), "programmes read it from 22 Sep"),
        (date(2027, 11, 10), "register for the Match by 31 Jan 2028"),
        (date(2028, 2, 15), "certify the rank order list by 1 Mar, 21:00 Eastern"),
        (date(2028, 3, 6), "whether you matched is told on 13 Mar"),
        (date(2028, 3, 14), "SOAP is this week. Match Day is 17 Mar"),
        (date(2028, 3, 17), "it is Match Day"),
    ],
)
def test_what_is_next_by_the_calendar(
    today: date, said: str, year: list[tuple[date, Dashboard | Beginning, str, Book]]
) -> None:
    text = next(text for day, _, text, _ in year if day == today)
    assert said in " ".join(text.split())


def test_a_verdict_against_the_day_puts_the_booking_first_when_it_presses(
    year: list[tuple[date, Dashboard | Beginning, str, Book]],
) -> None:
    for today, found, _, _ in year:
        if isinstance(found, Beginning) or found.next_thing.stage is not Stage.EXAM_WEEK:
            continue
        if found.checked.exam_decision.verdict is ExamVerdict.GO:
            assert "move the booking" not in found.next_thing.says, today
