"""`today`: days to the exam, what is planned, what is done so far, what is next."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from stepready.core.facts.exam import Exam
from stepready.core.log.day_log import LOST, DayState, Studied, by_day
from stepready.core.log.score import Score
from stepready.core.plan import Plan
from stepready.core.schedule.planned_and_done import planned_work, state_of
from stepready.core.schedule.planned_days import PlannedDay, Schedule
from stepready.core.schedule.progress import missed_exams, progress, stands
from stepready.core.values import dataclass
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import count, full_day, listed
from stepready.services.current_plan import plan_of
from stepready.store.book import Book

if TYPE_CHECKING:
    from stepready.core.case import Case
    from stepready.core.facts.facts import Facts
    from stepready.core.season.key_day import KeyDay
    from stepready.guides.library import Library
    from stepready.services.schedule import Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """One day of the schedule with what the log already holds of it. `day` is None without a schedule for it.

    `done` are today's questions, `done_hours` its hours, `done_exams` its practice exams by name. `behind_hours` are
    the hours of the days before today that were not studied, None where no hours are logged. `next_exam` is the next
    day with a practice exam after today.
    """

    as_of: date
    exam: Exam
    exam_date: date | None
    day: PlannedDay | None
    is_kept: bool
    done: int
    done_percent: float | None
    done_hours: float
    state: DayState
    done_exams: tuple[str, ...]
    behind: int
    behind_hours: float | None
    next_exam: PlannedDay | None
    next: tuple[str, ...]
    notices: tuple[str, ...] = ()

    @property
    def days_to_exam(self) -> int | None:
        """Days from today to the exam; below 0 once it is past, None without a date."""
        return (self.exam_date - self.as_of).days if self.exam_date is not None else None

    @property
    def questions_left(self) -> int:
        """Questions of today's quota not done yet."""
        return max(0, self.day.questions - self.done) if self.day is not None else 0

    @property
    def is_lost(self) -> bool:
        """Whether a word of the user's says that no more of today's work gets done."""
        return self.day is not None and _is_lost(self.day, self.state)

    @property
    def is_free(self) -> bool:
        """Whether a replan already took the work off a day that a word takes."""
        return self.is_lost and self.day is not None and self.day.rest

    @property
    def missing(self) -> tuple[str, ...]:
        """What today's plan asks for and the log does not hold: the practice exam, the questions."""
        return tuple(_missing(self.day, self.done, self.done_exams))


def short_today(book: Book, *, as_of: date, exam: Exam | None, library: "Callable[[], Library]") -> Today | None:
    """Return today from the kept schedule as it stands and the log; None without any plan.

    `library` is read only when a kept schedule no longer stands: that is `stepready schedule`'s to work out.
    """
    plan = book.plan(exam)
    if plan is None:
        return None
    logged = _logged(book, plan, as_of)
    return _in_short(logged, lambda: _shown(book, library(), plan, as_of))


def today_of(case: "Case", shown: "Callable[[], Shown]") -> Today:
    """Return today of a case, in short; `shown` works out the schedule where a kept one no longer stands."""
    logged = _Logged(plan=case.plan, as_of=case.as_of, kept=case.schedule, studied=case.studied, exams=case.exams)
    return _in_short(logged, shown)


def _in_short(logged: "_Logged", shown: "Callable[[], Shown]") -> Today:
    """Put a day together without its deadlines; of a schedule that cannot be worked out nothing is said."""
    if logged.stands:
        return _today(logged)
    try:
        return _today(logged, standing=shown().schedule)
    except StepreadyError:
        return _today(logged)


def describe_today(
    book: Book,
    *,
    as_of: date,
    exam: Exam | None,
    facts: "Callable[[], Facts]",
    library: "Callable[[], Library]",
) -> Today:
    """Return today in full: its day worked out now where none is kept, and the next deadline.

    `facts` and `library` are read only when needed: a kept schedule that still stands needs no guide.
    """
    from stepready.services.current_season import is_barred, next_key_day  # noqa: PLC0415 - `today --short` names none

    plan = plan_of(book, exam)
    logged = _logged(book, plan, as_of)
    if is_barred(book, plan, facts):
        return _today(replace(logged, kept=None), notices=(plan.no_attempt,))
    next_day = next_key_day(book, plan, as_of, facts=facts, library=library, is_over=logged.is_over)
    deadlines = _deadline(next_day, as_of)
    if logged.is_over:
        return _today(logged, deadlines=deadlines)
    missing = _hours_missing(logged, library)
    if logged.kept is not None and logged.stands:
        return _today(logged, deadlines=deadlines, behind_hours=missing)
    try:
        shown = _shown(book, library(), plan, as_of)
    except StepreadyError as problem:
        return _today(logged, deadlines=deadlines, behind_hours=missing, notices=(problem.message,))
    first = shown.notices[: shown.at_once]
    return _today(logged, deadlines=deadlines, standing=shown.schedule, notices=first, behind_hours=missing)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Logged:
    """What of a plan and its log today is told from."""

    plan: Plan
    as_of: date
    kept: Schedule | None
    studied: Studied
    exams: Sequence[Score]

    @property
    def is_over(self) -> bool:
        """Whether no study day is left: no test date, one that is not after today, or a result."""
        booked = self.plan.exam_date
        return booked is None or booked <= self.as_of or self.plan.result is not None

    @property
    def stands(self) -> bool:
        """Whether nothing has to be worked out: no kept schedule, or one that holds as it is."""
        return self.is_over or self.kept is None or stands(self.kept, self.plan.exam_date, self.as_of, self.exams)


def _logged(book: Book, plan: Plan, as_of: date) -> _Logged:
    kept = book.schedule(plan.exam)
    work = book.bank_work(plan.exam, since=min(as_of, kept.made_on) if kept else as_of)
    exams = book.practice_exams(plan.exam)
    studied = by_day(
        work.days, exams, book.study_hours(plan.exam), book.marks(plan.exam), book.anki_hours(), unrated=work.unrated
    )
    return _Logged(plan=plan, as_of=as_of, kept=kept, studied=studied, exams=exams)


def _shown(book: Book, library: "Library", plan: Plan, as_of: date) -> "Shown":
    from stepready.services.schedule import show  # noqa: PLC0415 - a kept schedule that stands needs no guide

    return show(book, library, as_of=as_of, exam=plan.exam)


def _hours_missing(logged: _Logged, library: "Callable[[], Library]") -> float | None:
    """Return the hours of the days before today that were not studied; None where no hours are logged to compare."""
    kept = logged.kept
    if kept is None or not logged.studied.hours:
        return None
    from stepready.core.schedule.study_lines import study_lines  # noqa: PLC0415 - `today --short` reads no guide

    guides = library().guides
    working = study_lines(next(iter(guides.values())), guides, logged.plan.exam).working
    before = [day for day in kept.days if day.day < logged.as_of]
    planned = sum(planned_work(day, working).hours for day in before)
    return max(0.0, planned - logged.studied.hours_in(kept.made_on, logged.as_of - timedelta(days=1)))


def _today(
    logged: _Logged,
    *,
    deadlines: tuple[str, ...] = (),
    standing: Schedule | None = None,
    notices: tuple[str, ...] = (),
    behind_hours: float | None = None,
) -> Today:
    """Put a day together; `standing` is the schedule as it stands today, the kept one is what progress is told from."""
    plan, as_of = logged.plan, logged.as_of
    kept = None if logged.is_over else logged.kept
    exams = () if logged.is_over else logged.exams
    schedule = standing or kept
    ahead = schedule.from_day(as_of) if schedule is not None else ()
    planned = ahead[0] if ahead and ahead[0].day == as_of else None
    questions, percent = logged.studied.questions.get(as_of, 0), logged.studied.percents.get(as_of)
    next_exam = next((day for day in ahead if day.day > as_of and day.practice_exam is not None), None)
    behind = progress(kept, logged.studied, as_of).behind if kept is not None else 0
    taken = tuple(exam.title for exam in exams if exam.day == as_of)
    missed = missed_exams(kept, exams, as_of) if kept is not None else ()
    state = state_of(planned, questions, taken, logged.studied.states.get(as_of))
    told = [
        *(_by_word(planned, questions, taken, state) or _to_do(planned, questions, taken)),
        *_behind(behind, missed),
        *_next_exam(next_exam, as_of),
        *deadlines,
    ]
    return Today(
        as_of=as_of,
        exam=plan.exam,
        exam_date=plan.exam_date,
        day=planned,
        is_kept=kept is not None,
        done=questions,
        done_percent=percent,
        done_hours=logged.studied.hours.get(as_of, 0.0),
        state=state,
        done_exams=taken,
        behind=behind,
        behind_hours=behind_hours,
        next_exam=next_exam,
        next=tuple(told),
        notices=notices,
    )


def _is_lost(day: PlannedDay, state: DayState) -> bool:
    """Whether a word takes a day; days away as planned are no word."""
    return state in LOST and not (day.rest and state is DayState.AWAY)


def _missing(day: PlannedDay | None, done: int, taken: Sequence[str]) -> Iterator[str]:
    if day is not None and day.practice_exam is not None and not taken:
        yield day.practice_exam.title
    if day is not None and day.questions > done:
        yield count(day.questions - done, "question")


def _by_word(day: PlannedDay | None, done: int, taken: Sequence[str], state: DayState) -> tuple[str, ...]:
    """Return what is left of a day that the user called lost, or done before its work was logged."""
    if day is None:
        return ()
    missing = listed(list(_missing(day, done, taken)))
    if _is_lost(day, state):
        moved = f"; `stepready schedule replan` moves {missing}" if missing else ""
        return (f"{state.value}: nothing more is asked of today{moved}",)
    return (f"called done; not logged: {missing}",) if state is DayState.DONE and missing else ()


def _to_do(day: PlannedDay | None, done: int, taken: tuple[str, ...]) -> Iterator[str]:
    """Say what of today's plan is still to do."""
    if day is None:
        return
    if day.rest:
        yield f"{day.note or 'rest'}: nothing is planned"
        return
    if day.practice_exam is not None and not taken:
        yield f"{listed(day.focus)}: {day.practice_exam.title}"
    left = day.questions - done
    if left > 0:
        about = f" ({listed(day.topics)})" if day.topics else ""
        yield f"{left} {'more ' if done else ''}question{'' if left == 1 else 's'}{about}"
    elif day.questions:
        yield f"today's {count(day.questions, 'question')} are done"
    first = f" ({day.reviews} first)" if day.reviews else ""
    hours = [
        f"{hours:g} h of {what}"
        for hours, what in ((day.review_hours, f"review{first}"), (day.content_hours, "content"))
        if hours
    ]
    if hours:
        yield listed(hours)


def _behind(behind: int, missed: tuple[PlannedDay, ...]) -> Iterator[str]:
    if behind:
        yield f"{count(behind, 'question')} behind the schedule: `stepready schedule replan` shows the ways on"
    for day in missed:
        if day.practice_exam is not None:
            yield f"{day.practice_exam.title} of {full_day(day.day)} is not logged"


def _next_exam(day: PlannedDay | None, as_of: date) -> Iterator[str]:
    if day is not None and day.practice_exam is not None:
        away = (day.day - as_of).days
        when = "tomorrow" if away == 1 else f"in {count(away, 'day')}"
        yield f"next practice exam: {day.practice_exam.title} on {full_day(day.day)}, {when}"


def _deadline(deadline: "KeyDay | None", as_of: date) -> tuple[str, ...]:
    if deadline is None:
        return ()
    away = (deadline.on - as_of).days
    when = "today" if not away else f"in {count(away, 'day')}"
    return (f"next deadline: {deadline.label}, {full_day(deadline.on)}, {when}",)
