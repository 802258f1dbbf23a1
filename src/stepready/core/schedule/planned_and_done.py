"""Planned against done, day by day: what the schedule asked of a stretch of days and what the log holds of it."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from stepready.core.log.day_log import DayState, Studied
from stepready.core.schedule.planned_days import PlannedDay, PlannedExam
from stepready.core.values import dataclass

if TYPE_CHECKING:
    from stepready.core.guide.study import WorkingModel

DAY = timedelta(days=1)
A_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Questions, hours and practice exams of a day or of several."""

    questions: int = 0
    hours: float = 0.0
    exams: tuple[PlannedExam, ...] = ()

    def __add__(self, other: "Work") -> "Work":
        """Return the work of both."""
        return Work(
            questions=self.questions + other.questions,
            hours=self.hours + other.hours,
            exams=self.exams + other.exams,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DayAccount:
    """One day: `plan` is None where no schedule speaks of it. `percent` is the share of right answers (0-100)."""

    day: date
    plan: PlannedDay | None
    planned: Work
    done: Work
    state: DayState
    percent: float | None = None

    @property
    def is_replanned(self) -> bool:
        """Whether a replan took all its work off a day on which nothing was done."""
        plan = self.plan
        asks_nothing = plan is not None and not (plan.rest or plan.questions or plan.practice_exam)
        return asks_nothing and self.done == Work()


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A stretch of days, oldest first, with their sums. `percent` is weighted by questions, None without any."""

    days: tuple[DayAccount, ...]

    @property
    def planned(self) -> Work:
        """What was planned on all of them."""
        return sum((day.planned for day in self.days), Work())

    @property
    def done(self) -> Work:
        """What was done on all of them."""
        return sum((day.done for day in self.days), Work())

    @property
    def percent(self) -> float | None:
        """The share of right answers over the days with sessions."""
        known = [(day.percent, day.done.questions) for day in self.days if day.percent is not None]
        total = sum(questions for _, questions in known)
        return sum(percent * questions for percent, questions in known) / total if total else None


def account(
    first: date,
    last: date,
    plans: Iterable[PlannedDay],
    studied: Studied,
    *,
    working: "WorkingModel",
    as_of: date,
) -> Account:
    """Return the days from one to another, both included, each with what was planned and done."""
    by_day = {plan.day: plan for plan in plans}
    days = (first + place * DAY for place in range((last - first).days + 1))
    return Account(days=tuple(_account(day, by_day.get(day), studied, working, as_of) for day in days))


def planned_work(plan: PlannedDay | None, working: "WorkingModel") -> Work:
    """Return what a planned day asks for: answering and its review and content, or the practice exam's own hours."""
    if plan is None or plan.rest:
        return Work()
    if plan.practice_exam is not None:
        return Work(hours=working.exam_hours + plan.review_hours, exams=(plan.practice_exam,))
    answering = plan.questions * working.answer_minutes / 60
    return Work(questions=plan.questions, hours=answering + plan.review_hours + plan.content_hours)


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def _account(day: date, plan: PlannedDay | None, studied: Studied, working: "WorkingModel", as_of: date) -> DayAccount:
    planned = planned_work(plan, working)
    done = Work(
        questions=studied.questions.get(day, 0),
        hours=studied.hours.get(day, 0.0),
        exams=tuple(PlannedExam(score.source, score.form) for score in studied.exams.get(day, ())),
    )
    word = studied.states.get(day)
    return DayAccount(
        day=day,
        plan=plan,
        planned=planned,
        done=done,
        state=state_of(plan, done.questions, done.exams, word) if day <= as_of or word else _ahead(plan),
        percent=studied.percents.get(day),
    )


def state_of(plan: PlannedDay | None, questions: int, exams: Sequence[object], word: DayState | None) -> DayState:
    """Return how a day went: the user's word, else away as planned, else done when all that was planned is logged."""
    if word is not None:
        return word
    if plan is None or plan.rest:
        return _ahead(plan)
    if not (questions or exams):
        return DayState.OPEN
    is_done = questions >= plan.questions and (plan.practice_exam is None or bool(exams))
    return DayState.DONE if is_done else DayState.OPEN


def _ahead(plan: PlannedDay | None) -> DayState:
    return DayState.AWAY if plan is not None and plan.note == DayState.AWAY.value else DayState.OPEN
