"""What is true on every day of a random life, whatever happened before it; and living one through.

Every screen is told from values; those of one day are held against each other and against what the candidate wrote
down. On days looked at closely each screen gathers for itself from the file and is read as text; on the other days one
case is gathered for all of them, as on one screen.
"""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from enum import Enum
from itertools import pairwise
from pathlib import Path

from stepready.core.log.day_log import DayState
from stepready.core.schedule.planned_days import PlannedDay, PlannedExam, StudySettings
from stepready.guides.library import Library, load
from stepready.render.dashboard_text import dashboard_text
from stepready.render.schedule_text import this_week, weeks_text
from stepready.render.terminal import Terminal
from stepready.render.today_text import short_text, today_text
from stepready.services.check import check_case
from stepready.services.dashboard import Dashboard, dashboard
from stepready.services.schedule import Shown, show
from stepready.services.stage import EXAM_WEEK, Stage
from stepready.services.today import Today, describe_today, short_today, today_of
from stepready.store.book import Book
from stepready.store.opening import open_book
from tests.services.remembered import RememberedBook
from tests.services.study_life import DAY, MONDAY, STEP2CK, StudyLife, total

SATURDAY = 5
SHORTEST_GAP = 5
ANSWER_HOURS = 1.5 / 60
EXAM_HOURS = 5
LINES = 24
CLOSE = 53
"""Of so many days one is looked at closely."""


class Looking(Enum):
    """Which days are looked at closely, every screen gathered from the file and read as text."""

    EVERY_DAY = "every day"
    SOME_DAYS = "some days"

    def is_close(self, life: StudyLife) -> bool:
        """Whether today is: of some days another one in each life."""
        return self is Looking.EVERY_DAY or (life.today.toordinal() + life.seed) % CLOSE == 0


def lived(seed: int, folder: Path, library: Library | None = None, looking: Looking = Looking.EVERY_DAY) -> StudyLife:
    """Live one life, asserting on every day what holds."""
    moments = iter(range(10**6))
    start = datetime(2027, 1, 1, tzinfo=UTC)
    with open_book(str(folder / f"{seed}.db"), now=lambda: start + timedelta(seconds=next(moments))) as book:
        asked: Book = book if looking is Looking.EVERY_DAY else RememberedBook(book)  # type: ignore[assignment]
        life = StudyLife(seed, asked, library or load(), MONDAY)
        for _ in life.live():
            what_holds(life)
            if looking.is_close(life):
                _every_screen_agrees(life, book)
    return life


def what_holds(life: StudyLife) -> None:
    """Assert what is true on every day, whatever happened before it."""
    shown = life.shown
    days = shown.schedule.days
    run = [life.today + step * DAY for step in range((life.exam - life.today).days)]
    assert [day.day for day in days] == run, life.where
    _values_agree(life, shown)
    _exams_keep_their_distance(life, days)
    _hours_hold(life, days)
    _nothing_is_lost(life, shown)
    _what_is_said_happened(life, shown)


def _values_agree(life: StudyLife, shown: Shown) -> None:
    """`today`, `schedule`, `schedule week` and what `check` names next tell one story."""
    days = shown.schedule.days
    told = today_of(life.case, lambda: shown)
    _today_agrees(life, told, days)
    week = shown.account(life.today, life.today + 6 * DAY).days
    for planned, day in zip(days, week, strict=False):
        assert (day.day, day.planned.questions) == (planned.day, planned.questions), life.where
    if life.today.weekday() == life.seed % 7:
        asked = tuple((day.day, day.practice_exam) for day in days if day.practice_exam is not None)
        assert life.case.exams_ahead() == asked, life.where


def _today_agrees(life: StudyLife, told: Today, days: tuple[PlannedDay, ...]) -> None:
    assert told.day == days[0], (told.day, days[0], life.where)
    ahead = [day for day in days if day.practice_exam is not None and day.day > life.today]
    assert told.next_exam == (ahead[0] if ahead else None), (told.next_exam, ahead[:1], life.where)
    assert told.done == life.done.get(life.today, 0), life.where
    assert told.behind == _behind(life), (told.behind, _behind(life), life.where)


def _behind(life: StudyLife) -> int:
    """Return what the days before today asked for and did not get, less what today went beyond its own."""
    kept = life.kept
    planned = {day.day: day.questions for day in kept.days}
    before = sum(questions for day, questions in planned.items() if day < life.today)
    done = sum(questions for day, questions in life.done.items() if kept.made_on <= day < life.today)
    beyond = life.done.get(life.today, 0) - planned.get(life.today, 0)
    return max(0, before - done - max(0, beyond))


def _exams_keep_their_distance(life: StudyLife, days: tuple[PlannedDay, ...]) -> None:
    """No form twice, none that was sat, none nearer to another or to the last one sat than the shortest gap."""
    planned = [(day.day, day.practice_exam) for day in days if day.practice_exam is not None]
    ahead = [(day, form) for day, form in planned if life.sat.get(day) != form]
    forms = Counter([*(form for _, form in ahead), *life.sat.values()])
    assert max(forms.values(), default=0) == 1, (forms, life.where)
    chain = [max(life.sat), *(day for day, _ in ahead)]
    assert all((after - before).days >= SHORTEST_GAP for before, after in pairwise(chain)), (chain, life.where)
    assert all((life.exam - day).days > 2 for day, _ in ahead), (planned, life.where)


def _hours_hold(life: StudyLife, days: tuple[PlannedDay, ...]) -> None:
    """No day asks for more hours than were given for it, none free for anything.

    A practice exam takes five hours whatever a day has: where no weekday has them, the day says how many are missing.
    """
    settings = life.book.settings(STEP2CK) or StudySettings(exam=STEP2CK)
    for day in days:
        weekday = day.day.weekday()
        free = weekday in settings.rest_weekdays or any(first <= day.day <= last for first, last in settings.away)
        given = None if settings.hours is None else settings.hours[weekday]
        rotation = [r.hours for r in settings.rotations or () if r.first <= day.day <= r.last and weekday < SATURDAY]
        given = min([*rotation, *([] if given is None else [given])], default=None)
        asked = day.questions * ANSWER_HOURS + day.review_hours + day.content_hours
        asked += EXAM_HOURS if day.practice_exam is not None else 0
        if life.sat.get(day.day) == day.practice_exam is not None:
            continue
        if free:
            assert (asked, day.practice_exam, day.rest) == (0, None, True), (day, life.where)
        elif given is not None and asked > given + 1e-9:
            assert day.practice_exam is not None, (day, life.where)
            assert re.fullmatch(r"5 h, [\d.]+ more than this day has", day.note), (day, life.where)
            week = [hours for place, hours in enumerate(settings.hours or ()) if place not in settings.rest_weekdays]
            assert max(hours or 0 for hours in week) < EXAM_HOURS, (day, life.where)


def _nothing_is_lost(life: StudyLife, shown: Shown) -> None:
    """What is kept is what was owed: no mark, no sitting and no other test date changes the kept schedule.

    Every question and exam that was logged is on its day, once.
    """
    assert total(life.kept.days) == life.owed, life.where
    logged = {day: number for day, number in shown.studied.questions.items() if number}
    assert logged == {day: number for day, number in life.done.items() if number}, life.where
    sat = {day: [PlannedExam(exam.source, exam.form) for exam in found] for day, found in shown.studied.exams.items()}
    assert sat == {day: [exam] for day, exam in life.sat.items()}, (sat, life.where)


def _what_is_said_happened(life: StudyLife, shown: Shown) -> None:
    """No day so far is called done with nothing done on it, none up to today reviews an exam not taken before it."""
    for day in (*shown.past, shown.schedule.days[0]):
        taken = {exam.title for at, exam in life.sat.items() if at < day.day}
        assert day.reviews is None or day.reviews in taken, (day, life.where)
    first = life.kept.days[0].day
    for found in shown.account(first, life.today).days:
        if found.state is DayState.DONE and found.day not in shown.studied.states:
            assert found.done.questions or found.done.exams, (found, life.where)


def _every_screen_agrees(life: StudyLife, book: Book) -> None:
    """Each screen gathers for itself from the file, and its text says what its values say."""
    library, shown, days = life.library, life.shown, life.shown.schedule.days
    assert show(book, library, as_of=life.today, exam=None) == shown, life.where
    told = describe_today(book, as_of=life.today, exam=None, facts=lambda: library.facts, library=lambda: library)
    _today_agrees(life, told, days)
    short = short_today(book, as_of=life.today, exam=None, library=lambda: library)
    assert short is not None, life.where
    _today_agrees(life, short, days)
    named = check_case(life.case, library).next_exam
    unsat = [day for day in days if day.practice_exam is not None and life.sat.get(day.day) != day.practice_exam]
    if named is not None:
        assert (PlannedExam(named.source, named.form), named.by) == (unsat[0].practice_exam, unsat[0].day), life.where
    first = dashboard(book, library, as_of=life.today)
    assert isinstance(first, Dashboard), life.where
    _today_agrees(life, first.today, days)
    _stage_agrees(life, first)
    _texts_agree(life, told, short, first)


def _stage_agrees(life: StudyLife, first: Dashboard) -> None:
    """The first screen calls a day `behind` where the schedule's own note does."""
    stage, left = first.next_thing.stage, (life.exam - life.today).days
    assert (stage is Stage.EXAM_WEEK) == (left <= EXAM_WEEK), life.where
    says_behind = any(" behind the study schedule" in notice for notice in life.shown.notices)
    if says_behind and stage is not Stage.EXAM_WEEK:
        assert stage is Stage.BEHIND, life.where


def _texts_agree(life: StudyLife, told: Today, short: Today, first: Dashboard) -> None:
    """The screens as they are read name the same number behind, the same next exam and fit 80 columns by 24 lines."""
    terminal = Terminal()
    texts = {
        "today": today_text(told, terminal),
        "short": short_text(short, terminal),
        "first": dashboard_text(first, terminal),
        "week": weeks_text(life.shown, terminal, *this_week(life.shown)),
    }
    behind = _behind(life)
    for name in ("today", "short", "first"):
        flat = " ".join(texts[name].split())
        found = set(re.findall(r"(\d+)(?: questions?)? behind", flat))
        assert found == ({str(behind)} if behind else set()), (name, texts[name], life.where)
    if told.next_exam is not None and told.next_exam.practice_exam is not None:
        title = told.next_exam.practice_exam.title
        assert title in " ".join(texts["today"].split()), (texts["today"], life.where)
        assert title in " ".join(texts["week"].split()), (texts["week"], life.where)
    for name, text in texts.items():
        assert max(map(len, text.splitlines())) <= terminal.width, (name, text, life.where)
    assert len(texts["first"].splitlines()) < LINES, (texts["first"], life.where)
