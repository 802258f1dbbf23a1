"""Ways on after missed days. None starts over, none repeats a form, none loses a question unsaid.

What was missed is the backlog. Each choice keeps the days as they stand and says where the backlog goes; what
is planned afterwards, plus what is dropped or fits nowhere, is exactly what was planned before plus what the days
before today left undone. Questions done today beyond today's own are part of today's quota from then on.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum

from stepready.core.schedule.current import Current, current, slots_of
from stepready.core.schedule.day import PlannedDay, PlannedExam, Schedule
from stepready.core.schedule.lines import StudyLines
from stepready.core.schedule.make import assemble, day_hours, make_schedule, rooms_of
from stepready.core.schedule.progress import Progress, carried
from stepready.core.schedule.quota import Hours, between
from stepready.core.schedule.request import WEEK, Made, Request
from stepready.core.values import dataclass
from stepready.core.values.days import SUNDAY
from stepready.core.values.wording import count, full_day, number

LONGEST_MOVE = 84
FEW_DAYS = 6  # working days: fewer ahead show no pace of their own
ROUNDING = 5  # the usual questions of a day are in fives


class Remedy(StrEnum):
    """What to do about work that was missed."""

    CATCH_UP_TODAY = "catch-up-today"
    MORE_EACH_DAY = "more-each-day"
    MOVE_EXAM = "move-exam"
    DROP_CONTENT = "drop-content"

    @property
    def place(self) -> int:
        """The number that stands for it, counted from 1."""
        return list(Remedy).index(self) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way on, with what it asks. Questions `dropped` by choice, `unplaced` for want of hours.

    `schedule` has the days ahead, `keeping` is what is kept once it is chosen: the days so far and those ahead.
    `coverage` (0-1) is the share of all work since the schedule was made that is done or planned.
    `today`, `a_day` (mean of the working days) and `most` (on any day) are questions; `week_hours` is the mean
    hours of a week that the days ask for, before any rounding, and `week_content` those of content in them;
    `week_hours_before` and `week_content_before` are the same for the days as they stand.
    """

    choice: Remedy
    says: str
    schedule: Schedule
    keeping: Schedule
    today: int
    a_day: float
    most: int
    week_hours: float
    week_hours_before: float
    week_content: float
    week_content_before: float
    coverage: float
    dropped: int = 0
    unplaced: int = 0
    notices: tuple[str, ...] = ()

    @property
    def planned(self) -> int:
        """The questions planned from today on."""
        return sum(day.questions for day in self.schedule.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replan:
    """What is missing, and the ways on: up to four with a backlog, each asking for days of its own.

    With nothing but exams or the test date to put right there is one way, more-each-day; without those, none.
    """

    backlog: int
    missed: tuple[PlannedDay, ...]
    options: tuple[Option, ...]
    notices: tuple[str, ...]

    def option(self, choice: Remedy) -> Option | None:
        """Return the option of a choice, None when it is not offered."""
        return next((option for option in self.options if option.choice is choice), None)


def replan(kept: Schedule, request: Request, done: Progress, missed: tuple[PlannedDay, ...] = ()) -> Replan:
    """Work out the four ways on from today."""
    base = current(kept, request, missed, again=True)
    ways = _Ways(kept, base, request, done, missed)
    options: tuple[Option, ...] = ()
    if done.behind:
        options = _distinct(ways.catch_up_today(), ways.more_each_day(), ways.move_exam(), ways.drop_content())
    elif base.schedule.days != kept.from_day(request.as_of):
        options = (ways.more_each_day(),)
    return Replan(backlog=done.behind, missed=missed, options=options, notices=base.notices)


def _distinct(*options: Option) -> tuple[Option, ...]:
    """Leave out a way that asks for the very days of one before it, as when no day has room."""
    kept: list[Option] = []
    for option in options:
        if all(option.schedule.days != other.schedule.days or option.dropped != other.dropped for other in kept):
            kept.append(option)
    return tuple(kept)


class _Ways:
    """The days as they stand today, their rooms, and what has to go somewhere.

    `before` are the questions that the days before today left undone, `left` those of them and of the days ahead
    that need a day; what was done today beyond its quota is on today already.
    """

    def __init__(
        self, kept: Schedule, base: Current, request: Request, done: Progress, missed: tuple[PlannedDay, ...]
    ) -> None:
        self.request = request
        self.kept = kept
        self.missed = missed
        self.base = base.schedule
        self.done = done
        self.days = base.schedule.days
        self.slots = slots_of(self.days, request)
        self.exams = _exams_of(self.days)
        self.has_new_exams = bool(missed) and len(self.exams) > len(_exams_of(kept.from_day(request.as_of)))
        self.rooms = rooms_of(self.slots, self.exams, request)
        self.standing = [day.questions for day in self.days]
        self.before = done.missing if done.behind else 0
        credited = min(self.before, max(0, min(done.done_today, self.rooms[0].ceiling) - self.standing[0]))
        self.questions = [self.standing[0] + credited, *self.standing[1:]]
        self.left = self.before - credited + base.displaced

    def catch_up_today(self) -> Option:
        """Fill today to what its hours hold, then the next days, until the backlog is gone."""
        left = self.left
        questions = list(self.questions)
        for place, room in enumerate(self.rooms):
            extra = min(left, max(0, room.ceiling - questions[place]))
            questions[place] += extra
            left -= extra
        changed = [place for place, given in enumerate(questions) if given != self.questions[place]]
        last = self.days[changed[-1]].day if changed else self.request.as_of
        says = "caught up today" if last == self.request.as_of else f"caught up on {full_day(last)}"
        if left:
            says = _partly(sum(questions) - sum(self.questions), left)
        return self._option(Remedy.CATCH_UP_TODAY, says, questions, unplaced=left)

    def more_each_day(self) -> Option:
        """Give every remaining working day an even share of the backlog."""
        questions, left = self._shared(self.left)
        extra = sum(questions) - sum(self.questions)
        working = sum(1 for room in self.rooms if room.ceiling)
        if left:
            says = _partly(extra, left)
        elif extra >= max(working, 1):
            says = f"about {number(extra / working)} more on each working day"
        elif extra:
            says = f"one more on {extra} of the {count(working, 'working day')}"
        else:
            says = "the days as they stand now"
        if not self.before and self.has_new_exams:
            freed = f", the questions of their days shared out: {says}" if extra else ""
            says = f"missed practice exams are placed again{freed}"
        return self._option(Remedy.MORE_EACH_DAY, says, questions, unplaced=left)

    def drop_content(self) -> Option:
        """Let the backlog go and keep the days as they are."""
        dropped = min(self.done.behind, self.left)
        questions, left = self._shared(self.left - dropped)
        says = f"{count(dropped, 'question')} given up, all other work stays"
        return self._option(Remedy.DROP_CONTENT, says, questions, dropped=dropped, unplaced=left)

    def move_exam(self) -> Option:
        """Move the exam by the fewest days that carry the backlog at the pace planned so far.

        With less than a week of working days ahead, the guide's usual pace counts as planned.
        """
        total = sum(self.questions) + self.left
        pace, most = self._limits()
        days = self._next_seat(0)
        found = self._made(total, days)
        while days < LONGEST_MOVE and not _no_harder(found, pace, most):
            days = self._next_seat(days)
            found = self._made(total, days)
        says = f"exam on {full_day(found.schedule.exam_date)}, {count(days, 'day')} later"
        notices = _moved_notices(found)
        if not _no_harder(found, pace, most):
            notices = (*notices, f"even {count(days, 'day')} later, the farthest tried, the days ask for more than now")
        return self._described(Remedy.MOVE_EXAM, says, found.schedule, unplaced=found.unplaced, notices=notices)

    def _next_seat(self, days: int) -> int:
        """Return the next number of days later that is no Sunday, when no exam is sat."""
        later = days + 1
        return later + ((self.request.exam_date + timedelta(days=later)).weekday() == SUNDAY)

    def _limits(self) -> tuple[float, int]:
        """Return what counts as no harder: questions of a mean working day, and of the fullest one."""
        pace, most = _pace_of(self.base), max(self.standing)
        if sum(1 for given in self.standing if given) > FEW_DAYS:
            return pace, most
        phase = self.slots[-1].phase.questions
        return max(pace, (phase[0] + phase[1]) / 2), max(most, phase[1])

    def _made(self, total: int, days: int) -> Made:
        """Make the schedule for a later exam: the present phase lasts longer, the ones after it as long as before."""
        moved = self.request.exam_date + timedelta(days=days)
        return make_schedule(replace(self.request, exam_date=moved, total=total, lines=self._lines()))

    def _lines(self) -> StudyLines:
        lasting = Counter(day.phase for day in self.days)
        phases = [replace(p, max_days=lasting[p.name]) for p in self.request.lines.phases if p.name in lasting]
        return replace(self.request.lines, phases=tuple(phases), diagnostic=())

    def _shared(self, extra: int) -> tuple[list[int], int]:
        """Spread extra questions evenly over what room the days have left."""
        ceilings = [max(room.ceiling, given) for room, given in zip(self.rooms, self.questions, strict=True)]
        fits = min(extra, sum(ceilings) - sum(self.questions))
        return between(sum(self.questions) + fits, self.questions, ceilings), extra - fits

    def _option(
        self, choice: Remedy, says: str, questions: list[int], *, dropped: int = 0, unplaced: int = 0
    ) -> Option:
        days = assemble(self.slots, self.exams, self.rooms, questions, self.request)
        schedule = replace(self.base, days=tuple(days))
        return self._described(choice, says, schedule, dropped=dropped, unplaced=unplaced)

    def _described(
        self,
        choice: Remedy,
        says: str,
        schedule: Schedule,
        *,
        dropped: int = 0,
        unplaced: int = 0,
        notices: tuple[str, ...] = (),
    ) -> Option:
        planned = sum(day.questions for day in schedule.days)
        asked = self.done.planned_before - self.before + planned + dropped + unplaced
        moved = self.before - unplaced
        if unplaced:
            notices = (*notices, f"{count(unplaced, 'question')} fit on no day before the exam at your hours")
        before, after = self._hours(self.days), self._hours(schedule.days)
        return Option(
            choice=choice,
            says=says,
            schedule=schedule,
            keeping=carried(self.kept, schedule, self.request.as_of, moved=moved, settled=self.missed),
            today=schedule.days[0].questions,
            a_day=_pace_of(schedule),
            most=max(day.questions for day in schedule.days),
            week_hours=_a_week(hours.total for hours in after),
            week_hours_before=_a_week(hours.total for hours in before),
            week_content=_a_week(hours.content for hours in after),
            week_content_before=_a_week(hours.content for hours in before),
            coverage=1 - (dropped + unplaced) / asked if asked else 1.0,
            dropped=dropped,
            unplaced=unplaced,
            notices=notices,
        )

    def _hours(self, days: tuple[PlannedDay, ...]) -> list[Hours]:
        """Return what each day's hours go to."""
        laid_out, exams = slots_of(days, self.request), _exams_of(days)
        return [day_hours(laid_out, place, exams, day.questions, self.request) for place, day in enumerate(days)]


def _a_week(hours: Iterable[float]) -> float:
    each = list(hours)
    return sum(each) / len(each) * WEEK


def _exams_of(days: tuple[PlannedDay, ...]) -> dict[int, PlannedExam]:
    return {place: day.practice_exam for place, day in enumerate(days) if day.practice_exam is not None}


def _partly(placed: int, left: int) -> str:
    if not placed:
        return f"no day has room: {count(left, 'question')} fit on none"
    return f"{count(placed, 'question')} find a day, {left} fit on none"


def _pace_of(schedule: Schedule) -> float:
    worked = [day.questions for day in schedule.days if day.questions]
    return sum(worked) / len(worked) if worked else 0.0


def _no_harder(made: Made, pace: float, most: int) -> bool:
    """Whether the days ask for no more than before, on average and on any day."""
    hardest = max(day.questions for day in made.schedule.days)
    return not made.unplaced and _pace_of(made.schedule) <= pace and hardest <= most + ROUNDING


def _moved_notices(found: Made) -> tuple[str, ...]:
    return (f"move the booking first; the plan's test date becomes {found.schedule.exam_date.isoformat()}",)
