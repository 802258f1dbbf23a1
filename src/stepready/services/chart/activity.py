"""`chart activity`: a year of days, how much was done on each, against what was planned."""

from datetime import date, timedelta

from stepready.core.case import Case
from stepready.core.facts.exam import Exam
from stepready.core.schedule.planned_and_done import monday_of
from stepready.core.schedule.planned_days import Schedule, StudySettings
from stepready.core.schedule.streak import days_off, streak, worked_days
from stepready.core.values import dataclass
from stepready.core.values.wording import count, day, number
from stepready.core.verdict.next_exam import A_SESSION
from stepready.guides.library import Library
from stepready.services.case import gather_case
from stepready.services.chart.picture import Caption, log_command, plan_to_draw, year_to
from stepready.store.book import Book

WEEKS = 54
"""The weeks that twelve months reach into at most, whole or in part."""
DAY = timedelta(days=1)
MONTH = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class ActiveDay:
    """A day with something done: questions and sessions of the question bank, practice exams by name.

    All three are empty on a day of hours alone.
    """

    day: date
    questions: int
    sessions: int
    exams: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActiveWeek:
    """A week that the kept schedule speaks of, by its Monday: questions planned up to today, and done."""

    monday: date
    planned: int
    done: int

    @property
    def is_kept(self) -> bool:
        """Whether all that was planned was done."""
        return self.done >= self.planned


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityChart:
    """Everything `chart activity` shows: the active days of the twelve months to a day.

    `first` is the Monday of the week they begin in, `since` their first day, `off` are planned days off and days sick
    or away, `weeks` those the kept schedule asks questions of. `streak` counts active days in a row; days off do not
    break it.
    """

    as_of: date
    exam: Exam
    first: date
    since: date
    days: tuple[ActiveDay, ...]
    off: tuple[date, ...]
    weeks: tuple[ActiveWeek, ...]
    streak: int
    reads: tuple[Caption, ...]


def chart_activity(book: Book, library: Library, *, as_of: date, exam: Exam | None) -> ActivityChart:
    """Return a year's activity on a day."""
    plan = plan_to_draw(book, exam)
    case = gather_case(book, library, plan, as_of, bank_days=WEEKS * 7)
    return activity_of(case, book.settings(plan.exam))


def activity_of(case: Case, settings: StudySettings | None) -> ActivityChart:
    """Return a year's activity of a gathered case; `settings` are the kept ones of its exam."""
    as_of, studied = case.as_of, case.studied
    since = year_to(case)
    worked = worked_days(studied)
    off = days_off(min(worked, default=as_of), as_of, studied, case.schedule, settings)
    sessions = {found.day: found.sessions for found in case.qbank}
    days = tuple(
        ActiveDay(
            day=on,
            questions=studied.questions.get(on, 0),
            sessions=sessions.get(on, 0),
            exams=tuple(score.title for score in reversed(studied.exams.get(on, ()))),
        )
        for on in sorted(worked)
        if since <= on <= as_of
    )
    run, weeks = streak(worked, off, as_of), _weeks(case.schedule, days, as_of)
    return ActivityChart(
        as_of=as_of,
        exam=case.plan.exam,
        first=monday_of(since),
        since=since,
        days=days,
        off=tuple(on for on in sorted(off) if on >= since),
        weeks=weeks,
        streak=run,
        reads=Caption.lines(
            ("12 months", _year(days, case)),
            ("Lately", _lately(days, as_of, run, is_bridged=bool(off))),
            ("Plan", _plan(weeks, as_of)),
            ("Busiest", _busiest(days)),
        ),
    )


def _weeks(schedule: Schedule | None, days: tuple[ActiveDay, ...], as_of: date) -> tuple[ActiveWeek, ...]:
    """Return the weeks of the kept schedule with questions planned up to today, and what was done on its days."""
    if schedule is None:
        return ()
    planned: dict[date, int] = {}
    done: dict[date, int] = {}
    for on in schedule.days:
        if on.day <= as_of:
            planned[monday_of(on.day)] = planned.get(monday_of(on.day), 0) + on.questions
    for active in days:
        if active.day >= schedule.made_on:
            done[monday_of(active.day)] = done.get(monday_of(active.day), 0) + active.questions
    return tuple(
        ActiveWeek(monday=monday, planned=asked, done=done.get(monday, 0))
        for monday, asked in sorted(planned.items())
        if asked
    )


def _year(days: tuple[ActiveDay, ...], case: Case) -> str:
    """Say what was done, questions and exams apart: most exam days have no questions."""
    if not days:
        return f"nothing is logged in the last 12 months; add a session: {log_command(case, A_SESSION)}."
    done = sum(active.questions for active in days)
    studied = sum(bool(active.questions or active.sessions) for active in days)
    exams = sum(len(active.exams) for active in days)
    asked = f"{count(done, 'question')} on {count(studied, 'day')}" if studied else "no questions"
    return f"{asked}, {count(exams, 'practice exam')}; {count(len(days), 'active day')} in all."


def _lately(days: tuple[ActiveDay, ...], as_of: date, run: int, *, is_bridged: bool) -> str | None:
    """Say how much was done in the last month, and how many days in a row up to today or yesterday."""
    if not days:
        return None
    recent = [found for found in days if found.day > as_of - MONTH * DAY]
    done = sum(found.questions for found in recent)
    text = f"{count(len(recent), 'active day')} in the last {MONTH} days, {number(done / MONTH)} questions a day"
    bridged = ", days off bridged" if is_bridged else ""
    return f"{text}; {run} active days in a row{bridged}." if run > 1 else f"{text}."


def _plan(weeks: tuple[ActiveWeek, ...], as_of: date) -> str | None:
    """Say how this week stands against the schedule, and how many weeks before it were done in full."""
    if not weeks:
        return None
    now = next((week for week in weeks if week.monday == monday_of(as_of)), None)
    before = [week for week in weeks if week is not now]
    kept = sum(week.is_kept for week in before)
    said = [f"{now.done} of {count(now.planned, 'question')} this week so far"] if now else []
    if before:
        said.append(f"{kept} of {count(len(before), 'earlier week')} done in full")
    return f"{'; '.join(said)}."


def _busiest(days: tuple[ActiveDay, ...]) -> str | None:
    most = max(days, key=lambda found: found.questions, default=None)
    if most is None or not most.questions:
        return None
    return f"{day(most.day)} {most.day.year}, {count(most.questions, 'question')}."
