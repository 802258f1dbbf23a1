"""Twelve weeks of one random candidate, day by day: sick days, early, late and missed exams, replans, another date.

What is asserted on every day is worked out here, beside the program: the hours the candidate gave, the practice exams
that were sat, and the questions that are owed. A life is the same for the same seed.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from stepready.core.facts.exam import Applicant, Exam, Source, Unit
from stepready.core.log.day_log import Amount, DayState
from stepready.core.log.score import Entry
from stepready.core.plan import Plan
from stepready.core.schedule.planned_days import PlannedDay, PlannedExam, Schedule, StudySettings
from stepready.core.schedule.remedy import Remedy
from stepready.core.values.errors import StepreadyError
from stepready.guides.library import Library, load
from stepready.services.case import gather_case
from stepready.services.check import check_case
from stepready.services.marks import mark
from stepready.services.schedule import Shown, apply, make, preview, show
from stepready.services.today import describe_today
from stepready.store.book import Book
from stepready.store.opening import open_book
from tests.store.samples import session

DAY = timedelta(days=1)
WEEKS = 12
MONDAY = date(2027, 3, 1)
STEP2CK = Exam.STEP2CK
SATURDAY = 5
SHORTEST_GAP = 5
ANSWER_HOURS = 1.5 / 60
EXAM_HOURS = 5
TOPICS = ("cardiology", "pediatrics", "ethics", "surgery", "neurology", "obgyn")
AVAILABLE: tuple[dict[str, object], ...] = (
    {"hours": "5"},
    {"hours": "mon-fri=6,sat=8"},
    {"hours": "mon-fri=3,sat=9,sun=9", "rest": "wed"},
    {"hours": "10", "rest": "wed,sun"},
)


@dataclass
class StudyLife:
    """A candidate with a book of their own; `sat` are the practice exams by day, `owed` questions of the schedule."""

    seed: int
    book: Book
    library: Library
    today: date
    sat: dict[date, PlannedExam] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    owed: int = 0
    _seen: tuple[date, int, Shown] | None = None

    def __post_init__(self) -> None:
        """Set the plan and keep a first schedule."""
        self.chance = random.Random(self.seed)
        self.today += self.chance.randrange(7) * DAY
        exam = self.today + timedelta(weeks=WEEKS)
        self.book.set_plan(
            Plan(
                exam=STEP2CK,
                exam_date=exam + DAY * (exam.weekday() == 6),
                applicant=Applicant.US_IMG,
                specialty="psychiatry",
                target=240,
                season=2028,
            )
        )
        for back, form in ((40, "9"), (20, "10")):
            self.log_exam(PlannedExam(Source("nbme"), form), self.today - back * DAY)
        self.make(self.chance.choice(({}, *AVAILABLE)))

    @property
    def exam(self) -> date:
        """The booked test date."""
        plan = self.book.plan(STEP2CK)
        assert plan is not None
        assert plan.exam_date is not None
        return plan.exam_date

    @property
    def kept(self) -> Schedule:
        """The kept schedule."""
        schedule = self.book.schedule(STEP2CK)
        assert schedule is not None
        return schedule

    @property
    def shown(self) -> Shown:
        """The schedule as shown today, worked out once for each state of the book."""
        version = self.book.version()
        if self._seen is None or self._seen[:2] != (self.today, version):
            shown = show(self.book, self.library, as_of=self.today, exam=None)
            self._seen = (self.today, version, shown)
        return self._seen[2]

    def live(self) -> Iterator[date]:
        """Live every day up to the exam's eve; yield each day before anything happens on it."""
        while self.today < self.exam:
            yield self.today
            self.do_a_day()
            self.today += DAY

    def do_a_day(self) -> None:
        """Study, rest, be sick, sit an exam, or change the plan."""
        dice = self.chance.random()
        if dice < 0.08:
            self.mark(self.chance.choice((DayState.SICK, DayState.SKIPPED, DayState.AWAY)))
        else:
            self.study(self.shown)
        for odds, act in ((0.06, self.replan), (0.012, self.move_the_date), (0.02, self.rearrange)):
            if self.chance.random() < odds:
                act()

    def study(self, shown: Shown) -> None:
        """Do some of the day's questions, and sit the exam: as planned, early, another one, or not at all."""
        planned = shown.schedule.days[0]
        ahead = next((d.practice_exam for d in shown.schedule.days[1:] if d.practice_exam is not None), None)
        if planned.practice_exam is not None:
            if self.chance.random() < 0.75:
                self.sit(planned.practice_exam)
        elif ahead is not None and self.chance.random() < 0.04:
            self.sit(ahead)
        elif self.chance.random() < 0.01:
            self.sit(PlannedExam(Source("nbme"), str(self.chance.randrange(9, 17))))
        if planned.questions:
            self.answer(round(planned.questions * self.chance.choice((0.5, 0.8, 1, 1, 1, 1.3))))
        if self.chance.random() < 0.3:
            self.mark(DayState.DONE, Amount(float(self.chance.randrange(1, 9)), None))

    def answer(self, questions: int) -> None:
        """Log a session of the question bank."""
        topic = self.chance.choice(TOPICS)
        self.book.add(session(float(self.chance.randrange(40, 80)), max(questions, 1), self.today, topic))
        self.told.append(f"{self.today}: {questions} questions of {topic}")

    def mark(self, state: DayState, amount: Amount | None = None) -> None:
        """Give today its word."""
        mark(self.book, exam=None, days=[self.today], state=state, amount=amount, today=self.today)
        self.told.append(f"{self.today}: {state}")

    def sit(self, exam: PlannedExam) -> None:
        """Log a practice exam of today, a form only once."""
        if self.today not in self.sat and exam not in self.sat.values():
            self.log_exam(exam, self.today)

    def log_exam(self, exam: PlannedExam, day: date) -> None:
        """Log a practice exam of a day."""
        value = float(self.chance.randrange(205, 250))
        self.book.add(Entry(day=day, source=exam.source, form=exam.form, value=value, unit=Unit.SCORE, exam=STEP2CK))
        self.sat[day] = exam
        self.told.append(f"{day}: {exam.title}")

    def make(self, given: dict[str, object]) -> None:
        """Make the schedule anew; what it asks for is what is owed from then on."""
        with suppress(StepreadyError):
            make(self.book, self.library, as_of=self.today, exam=None, given=given)
            self.told.append(f"{self.today}: make {given}")
        self.owed = total(self.kept.days)

    def replan(self) -> None:
        """Choose one of the ways on; what is owed falls by what is given up, and by nothing else."""
        found = preview(self.book, self.library, as_of=self.today, exam=None)
        choice = self.chance.choice(tuple(Remedy))
        option = found.replan.option(choice)
        if option is None:
            return
        moved, before = self.kept.exam_date != self.exam, self.owed
        self.told.append(f"{self.today}: {choice}")
        apply(self.book, self.library, choice, as_of=self.today, exam=None)
        self.owed = total(self.kept.days)
        # days laid out for another date may ask for more, never for less
        assert self.owed + option.dropped == before or (moved and self.owed + option.dropped > before), self.where
        assert self.kept.from_day(self.today) == option.schedule.days, self.where

    def move_the_date(self) -> None:
        """Book another test date."""
        moved = self.exam + self.chance.choice((-7, 7, 14, 21)) * DAY
        if moved > self.today + 14 * DAY and moved.weekday() != 6:
            self.book.change_plan(STEP2CK, lambda plan: replace(plan or Plan(exam=STEP2CK), exam_date=moved))
            self.told.append(f"{self.today}: exam on {moved}")

    def rearrange(self) -> None:
        """Make the schedule anew with other hours, days away or a rotation."""
        first = self.today + self.chance.randrange(1, 20) * DAY
        away: dict[str, object] = {"away": (f"{first}..{first + 2 * DAY}",)}
        rotation: dict[str, object] = {"rotation": (f"{first}..{first + 25 * DAY}=3",)}
        self.make(self.chance.choice((*AVAILABLE, away, rotation)))

    @property
    def where(self) -> str:
        """Say which life this is, on which day, and what happened lately."""
        return f"life {self.seed} on {self.today}, exam {self.exam}: " + "; ".join(self.told[-14:])


def total(days: tuple[PlannedDay, ...]) -> int:
    """Return the questions of days."""
    return sum(day.questions for day in days)


def what_holds(life: StudyLife) -> None:
    """Assert what is true on every day, whatever happened before it."""
    shown = life.shown
    days = shown.schedule.days
    run = [life.today + step * DAY for step in range((life.exam - life.today).days)]
    assert [day.day for day in days] == run, life.where
    _screens_agree(life, shown)
    _exams_keep_their_distance(life, days)
    _hours_hold(life, days)
    _nothing_is_lost(life)


def _screens_agree(life: StudyLife, shown: Shown) -> None:
    """`today`, `schedule`, `schedule week` and `check` tell one story."""
    days = shown.schedule.days
    told = describe_today(
        life.book, as_of=life.today, exam=None, facts=lambda: life.library.facts, library=lambda: life.library
    )
    assert told.day == days[0], (told.day, days[0], life.where)
    ahead = [day for day in days if day.practice_exam is not None and day.day > life.today]
    assert told.next_exam == (ahead[0] if ahead else None), (told.next_exam, ahead[:1], life.where)
    week = shown.account(life.today, life.today + 6 * DAY).days
    for planned, day in zip(days, week, strict=False):
        assert (day.day, day.planned.questions) == (planned.day, planned.questions), life.where
    if life.today.weekday() == life.seed % 7:
        case = gather_case(life.book, life.library, life.book.plan(STEP2CK) or Plan(exam=STEP2CK), life.today)
        named = check_case(case, life.library).next_exam
        unsat = [day for day in days if day.practice_exam is not None and life.sat.get(day.day) != day.practice_exam]
        if named is not None:
            assert (PlannedExam(named.source, named.form), named.by) == (unsat[0].practice_exam, unsat[0].day), (
                life.where
            )


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


def _nothing_is_lost(life: StudyLife) -> None:
    """What is kept is what was owed: no mark, no sitting and no other test date changes the kept schedule."""
    assert total(life.kept.days) == life.owed, life.where


def lived(seed: int, folder: Path, library: Library | None = None) -> StudyLife:
    """Live one life, asserting on every day what holds."""
    moments = iter(range(10**6))
    start = datetime(2027, 1, 1, tzinfo=UTC)
    with open_book(str(folder / f"{seed}.db"), now=lambda: start + timedelta(seconds=next(moments))) as book:
        life = StudyLife(seed, book, library or load(), MONDAY)
        for _ in life.live():
            what_holds(life)
    return life
