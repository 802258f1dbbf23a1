"""Twelve weeks of one random candidate, day by day: sick days, early, late and missed exams, replans, another date.

What the program is held to (`tests/services/life_holds.py`) is written down here, beside the program: the hours the
candidate gave, the practice exams that were sat, the questions answered and those owed. A life is the same for the same
seed.
"""

import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from stepready.core.case import Case
from stepready.core.facts.exam import Applicant, Exam, Source, Unit
from stepready.core.log.day_log import Amount, DayState
from stepready.core.log.score import Entry
from stepready.core.plan import Plan
from stepready.core.schedule.planned_days import PlannedDay, PlannedExam, Schedule
from stepready.core.schedule.progress import missed_exams, progress
from stepready.core.schedule.remedy import Remedy
from stepready.core.values.errors import StepreadyError
from stepready.guides.library import Library
from stepready.services.case import gather_case
from stepready.services.marks import mark
from stepready.services.schedule import Shown, apply, make, preview, show_case
from stepready.store.book import Book
from tests.store.samples import session

DAY = timedelta(days=1)
WEEKS = 12
MONDAY = date(2027, 3, 1)
STEP2CK = Exam.STEP2CK
TOPICS = ("cardiology", "pediatrics", "ethics", "surgery", "neurology", "obgyn")
AVAILABLE: tuple[dict[str, object], ...] = (
    {"hours": "5"},
    {"hours": "mon-fri=6,sat=8"},
    {"hours": "mon-fri=3,sat=9,sun=9", "rest": "wed"},
    {"hours": "10", "rest": "wed,sun"},
)


@dataclass
class StudyLife:
    """A candidate with a book of their own; `owed` are the questions that the kept schedule asks for.

    By day: `sat` are the practice exams logged, `answered` the questions of sessions, `counted` those told without any.
    """

    seed: int
    book: Book
    library: Library
    today: date
    sat: dict[date, PlannedExam] = field(default_factory=dict)
    answered: dict[date, int] = field(default_factory=dict)
    counted: dict[date, int] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    owed: int = 0
    _unlogged: PlannedExam | None = None
    _seen: tuple[date, int, Case, Shown] | None = None

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
    def done(self) -> dict[date, int]:
        """The questions done by day: those of sessions, else those told."""
        return {**self.counted, **self.answered}

    @property
    def case(self) -> Case:
        """The case of today, gathered once for each state of the book."""
        return self._today()[0]

    @property
    def shown(self) -> Shown:
        """The schedule as shown today, worked out once for each state of the book."""
        return self._today()[1]

    def _today(self) -> tuple[Case, Shown]:
        version = self.book.version()
        if self._seen is None or self._seen[:2] != (self.today, version):
            plan = self.book.plan(STEP2CK)
            assert plan is not None
            case = gather_case(self.book, self.library, plan, self.today)
            self._seen = (self.today, version, case, show_case(self.book, self.library, case))
        return self._seen[2:]

    def live(self) -> Iterator[date]:
        """Live every day up to the exam's eve; yield each day before anything happens on it."""
        while self.today < self.exam:
            yield self.today
            self.do_a_day()
            self.today += DAY

    def do_a_day(self) -> None:
        """Study, rest, be sick, sit an exam, or change the plan."""
        if self._unlogged is not None:
            self.log_exam(self._unlogged, self.today - DAY)
            self._unlogged = None
        dice = self.chance.random()
        if dice < 0.08:
            self.mark(self.chance.choice((DayState.SICK, DayState.SKIPPED, DayState.AWAY)))
        else:
            self.study(self.shown)
        changes = (0.06, self.replan), (0.012, self.move_the_date), (0.02, self.rearrange), (0.02, self.take_back)
        for odds, act in changes:
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
        """Log a session of the question bank, tell a number without one, or both: then the session counts."""
        topic, dice = self.chance.choice(TOPICS), self.chance.random()
        if dice < 0.06:
            self.mark(DayState.DONE, Amount(None, max(questions, 1)))
            self.counted[self.today] = max(questions, 1)
        if dice > 0.03:
            self.book.add(session(float(self.chance.randrange(40, 80)), max(questions, 1), self.today, topic))
            self.answered[self.today] = self.answered.get(self.today, 0) + max(questions, 1)
            self.told.append(f"{self.today}: {questions} questions of {topic}")

    def mark(self, state: DayState, amount: Amount | None = None) -> None:
        """Give today its word."""
        mark(self.book, exam=None, days=[self.today], state=state, amount=amount, today=self.today)
        self.told.append(f"{self.today}: {state}")

    def sit(self, exam: PlannedExam) -> None:
        """Sit a practice exam today, a form only once; one in eight is logged on the day after."""
        if self.today in self.sat or exam in self.sat.values():
            return
        if self.chance.random() < 0.125 and self.today + DAY < self.exam:
            self._unlogged = exam
        else:
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
        missing = progress(self.kept, self.case.studied, self.today).behind or missed_exams(
            self.kept, self.case.exams, self.today
        )
        assert found.replan.options or not missing, self.where
        choice = self.chance.choice(tuple(Remedy))
        option = found.replan.option(choice)
        if option is None:
            return
        moved, before = self.kept.exam_date != self.exam, self.owed
        asked = {day.day: day.questions for day in self.kept.days}
        self.told.append(f"{self.today}: {choice}")
        apply(self.book, self.library, choice, as_of=self.today, exam=None)
        self.owed = total(self.kept.days)
        # days laid out for another date may ask for more, never for less
        assert self.owed + option.dropped == before or (moved and self.owed + option.dropped > before), self.where
        assert self.kept.from_day(self.today) == option.schedule.days, self.where
        for day in self.kept.days:
            if day.day < self.today:
                # what was done on a day stays planned on it
                assert day.questions >= min(asked[day.day], self.done.get(day.day, 0)), (day, self.where)

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

    def take_back(self) -> None:
        """Mark, log, replan, move the date or make anew, and undo it: every screen is as it was before."""
        before, version = self.shown, self.book.version()
        kept = (self.owed, dict(self.answered), dict(self.counted))
        match self.chance.randrange(5):
            case 0:
                self.mark(self.chance.choice(tuple(DayState)[1:]))
            case 1:
                self.answer(20)
            case 2:
                self.replan()
            case 3:
                self.move_the_date()
            case _:
                self.rearrange()
        for _ in range(self.book.version() - version):
            self.book.undo()
        self.owed, self.answered, self.counted = kept
        self.told.append(f"{self.today}: undone")
        after = self.shown
        for name in ("schedule", "settings", "notices", "past", "studied"):
            assert getattr(before, name) == getattr(after, name), (name, self.where)

    @property
    def where(self) -> str:
        """Say which life this is, on which day, and what happened lately."""
        return f"life {self.seed} on {self.today}, exam {self.exam}: " + "; ".join(self.told[-14:])


def total(days: tuple[PlannedDay, ...]) -> int:
    """Return the questions of days."""
    return sum(day.questions for day in days)
