"""`chart hours`: hours a week against the schedule, and which of its practice exams were kept."""

from datetime import date, timedelta
from enum import StrEnum

from stepready.core.facts.exam import Exam
from stepready.core.schedule.planned_and_done import A_WEEK, Account, monday_of
from stepready.core.schedule.progress import missed_exams
from stepready.core.values import dataclass
from stepready.core.values.wording import count, full_day, listed, number
from stepready.guides.library import Library
from stepready.services.chart.picture import Caption
from stepready.services.chart.planned import PlannedCase, planned_case
from stepready.store.book import Book

WEEK = timedelta(days=A_WEEK)
DAY = timedelta(days=1)


class MockState(StrEnum):
    """What became of a planned practice exam."""

    KEPT = "kept"
    MISSED = "missed"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mock:
    """A practice exam of the schedule; the day and title of the exam that was sat where it was kept."""

    day: date
    title: str
    state: MockState


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursWeek:
    """A week of the schedule by its Monday: hours planned and done. Hours planned so far are those up to today."""

    monday: date
    planned: float
    planned_so_far: float
    done: float
    mocks: tuple[Mock, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursChart:
    """Everything `chart hours` shows: every week of the kept schedule, none without one."""

    as_of: date
    exam: Exam
    weeks: tuple[HoursWeek, ...]
    reads: tuple[Caption, ...]


def chart_hours(book: Book, library: Library, *, as_of: date, exam: Exam | None) -> HoursChart:
    """Return the hours a week on a day."""
    found = planned_case(book, library, as_of, exam)
    weeks = _weeks(found, as_of)
    return HoursChart(
        as_of=as_of,
        exam=found.case.plan.exam,
        weeks=weeks,
        reads=found.nothing if not weeks else _reads(weeks, as_of),
    )


def _weeks(found: PlannedCase, as_of: date) -> tuple[HoursWeek, ...]:
    if found.shown is None:
        return ()
    first, last = found.days[0].day, found.days[-1].day
    mocks = _mocks(found, as_of)
    weeks = []
    monday = monday_of(first)
    while monday <= last:
        account = found.shown.account(max(monday, first), min(monday + WEEK - DAY, last))
        weeks.append(
            HoursWeek(
                monday=monday,
                planned=account.planned.hours,
                planned_so_far=_so_far(account, as_of),
                done=account.done.hours,
                mocks=tuple(mock for mock in mocks if monday_of(mock.day) == monday),
            )
        )
        monday += WEEK
    return tuple(weeks)


def _so_far(account: Account, as_of: date) -> float:
    return sum(day.planned.hours for day in account.days if day.day <= as_of)


def _mocks(found: PlannedCase, as_of: date) -> list[Mock]:
    """Return the practice exams planned, and those sat since the schedule was made, each by its day."""
    kept, exams = found.case.schedule, found.case.exams
    if kept is None:
        return []
    missed = [
        Mock(day=day.day, title=day.practice_exam.title, state=MockState.MISSED)
        for day in missed_exams(kept, exams, as_of)
        if day.practice_exam is not None
    ]
    sat = [
        Mock(day=score.day, title=score.title, state=MockState.KEPT)
        for score in found.case.counting_all.full
        if found.days[0].day <= score.day <= as_of
    ]
    today = {mock.day for mock in sat}
    ahead = [
        Mock(day=day.day, title=day.practice_exam.title, state=MockState.AHEAD)
        for day in found.days
        if day.practice_exam is not None and day.day >= as_of and day.day not in today
    ]
    return sorted((*missed, *sat, *ahead), key=lambda mock: mock.day)


def _reads(weeks: tuple[HoursWeek, ...], as_of: date) -> tuple[Caption, ...]:
    now = next((week for week in weeks if week.monday == monday_of(as_of)), None)
    return Caption.lines(
        ("This week", None if now is None else f"{number(now.done)} of {number(now.planned_so_far)} h planned so far."),
        ("Mocks", _kept(weeks)),
        ("Before", _before([week for week in weeks if week.monday < monday_of(as_of)])),
    )


def _kept(weeks: tuple[HoursWeek, ...]) -> str | None:
    """Say how many of the practice exams planned so far were sat, name those missed and the next one."""
    mocks = [mock for week in weeks for mock in week.mocks]
    kept = [mock for mock in mocks if mock.state is MockState.KEPT]
    missed = [mock for mock in mocks if mock.state is MockState.MISSED]
    ahead = next((mock for mock in mocks if mock.state is MockState.AHEAD), None)
    said = [f"{len(kept)} of {len(kept) + len(missed)} kept so far"] if kept or missed else []
    said += [f"missed: {listed([_named(mock) for mock in missed])}"] if missed else []
    said += [f"next: {_named(ahead)}"] if ahead else []
    return f"{'; '.join(said)}." if said else None


def _named(mock: Mock) -> str:
    return f"{mock.title} on {full_day(mock.day)}"


def _before(weeks: list[HoursWeek]) -> str | None:
    if not weeks:
        return None
    full = sum(week.done >= week.planned for week in weeks)
    planned, done = sum(week.planned for week in weeks), sum(week.done for week in weeks)
    return f"{full} of {count(len(weeks), 'week')} in full; {number(done)} of {number(planned)} h in all."
