"""Four ways on after missed days. None starts over, none repeats a form, none loses a question unsaid.

What was missed is the backlog. Each choice keeps the days as they stand and says where the backlog goes; what
is planned afterwards, plus what is dropped or fits nowhere, is exactly what was planned before plus the backlog.
"""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum

from stepready.core.schedule.current import Current, current, slots_of
from stepready.core.schedule.day import PlannedDay, PlannedExam, Schedule
from stepready.core.schedule.lines import StudyLines
from stepready.core.schedule.make import assemble, make_schedule, rooms_of
from stepready.core.schedule.progress import Progress
from stepready.core.schedule.quota import between
from stepready.core.schedule.request import Made, Request
from stepready.core.values import dataclass
from stepready.core.wording import count, full_day, number

LONGEST_MOVE = 84
ROUNDING = 5  # the usual questions of a day are in fives


class Choice(StrEnum):
    """What to do about work that was missed."""

    CATCH_UP_TODAY = "catch-up-today"
    MORE_EACH_DAY = "more-each-day"
    MOVE_EXAM = "move-exam"
    DROP_CONTENT = "drop-content"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way on, with what it asks. Questions `dropped` by choice, `unplaced` for want of hours.

    `coverage` (0-1) is the share of all work since the schedule was made that is done or planned.
    `today`, `a_day` (mean of the working days) and `most` are questions; `week_hours` is the mean planned
    hours of a week and `week_content` those of content in them; `week_hours_before` and `week_content_before`
    are the same for the days as they stand.
    """

    choice: Choice
    says: str
    schedule: Schedule
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
    """What is missing, and the ways on: four with a backlog.

    With nothing but exams or the test date to put right there is one way, more-each-day; without those, none.
    """

    backlog: int
    missed: tuple[PlannedDay, ...]
    options: tuple[Option, ...]
    notices: tuple[str, ...]

    def option(self, choice: Choice) -> Option | None:
        """Return the option of a choice, None when it is not offered."""
        return next((option for option in self.options if option.choice is choice), None)


def replan(kept: Schedule, request: Request, done: Progress, missed: tuple[PlannedDay, ...] = ()) -> Replan:
    """Work out the four ways on from today."""
    base = current(kept, request, missed, again=True)
    ways = _Ways(base, request, done)
    options: tuple[Option, ...] = ()
    if done.behind:
        options = (ways.catch_up_today(), ways.more_each_day(), ways.move_exam(), ways.drop_content())
    elif base.schedule.days != kept.from_day(request.as_of):
        options = (ways.more_each_day(),)
    return Replan(backlog=done.behind, missed=missed, options=options, notices=base.notices)


class _Ways:
    """The days as they stand today, their rooms, and what has to go somewhere."""

    def __init__(self, base: Current, request: Request, done: Progress) -> None:
        self.request = request
        self.base = base.schedule
        self.done = done
        self.days = base.schedule.days
        self.displaced = base.displaced
        self.backlog = done.behind
        self.slots = slots_of(self.days, request)
        self.exams: dict[int, PlannedExam] = {
            place: day.practice_exam for place, day in enumerate(self.days) if day.practice_exam is not None
        }
        self.rooms = rooms_of(self.slots, self.exams, request)
        self.questions = [day.questions for day in self.days]

    def catch_up_today(self) -> Option:
        """Fill today to what its hours hold, then the next days, until the backlog is gone."""
        left = self.backlog + self.displaced
        questions = list(self.questions)
        for place, room in enumerate(self.rooms):
            extra = min(left, max(0, room.ceiling - questions[place]))
            questions[place] += extra
            left -= extra
        changed = [place for place, count_ in enumerate(questions) if count_ != self.questions[place]]
        last = self.days[changed[-1]].day if changed else self.request.as_of
        says = f"caught up on {full_day(last)}" if last != self.request.as_of else "caught up today"
        return self._option(Choice.CATCH_UP_TODAY, says, questions, unplaced=left)

    def more_each_day(self) -> Option:
        """Give every remaining working day an even share of the backlog."""
        questions, left = self._shared(self.backlog + self.displaced)
        extra = sum(questions) - sum(self.questions)
        working = sum(1 for room in self.rooms if room.ceiling)
        if extra:
            says = f"about {number(extra / working)} more on each working day"
        else:
            says = "no day has room" if left else "the days stay as they stand"
        return self._option(Choice.MORE_EACH_DAY, says, questions, unplaced=left)

    def drop_content(self) -> Option:
        """Let the backlog go and keep the days as they are."""
        questions, left = self._shared(self.displaced)
        says = f"{count(self.backlog, 'question')} given up, all other work stays"
        return self._option(Choice.DROP_CONTENT, says, questions, dropped=self.backlog, unplaced=left)

    def move_exam(self) -> Option:
        """Move the exam by the fewest days that carry the backlog at the pace planned so far."""
        total = sum(self.questions) + self.backlog + self.displaced
        most, pace = max(self.questions), _pace_of(self.base)
        found, days = self._made(total, 1), 1
        while days < LONGEST_MOVE and not _no_harder(found, pace, most):
            days += 1
            found = self._made(total, days)
        says = f"exam on {full_day(found.schedule.exam_date)}, {count(days, 'day')} later"
        return self._described(
            Choice.MOVE_EXAM, says, found.schedule, unplaced=found.unplaced, notices=_moved_notices(found)
        )

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
        self, choice: Choice, says: str, questions: list[int], *, dropped: int = 0, unplaced: int = 0
    ) -> Option:
        days = assemble(self.slots, self.exams, self.rooms, questions, self.request)
        schedule = Schedule(
            exam=self.request.lines.exam,
            made_on=self.request.as_of,
            exam_date=self.request.exam_date,
            days=tuple(days),
        )
        return self._described(choice, says, schedule, dropped=dropped, unplaced=unplaced)

    def _described(
        self,
        choice: Choice,
        says: str,
        schedule: Schedule,
        *,
        dropped: int = 0,
        unplaced: int = 0,
        notices: tuple[str, ...] = (),
    ) -> Option:
        done = self.done.done_before + self.done.done_today
        planned = sum(day.questions for day in schedule.days)
        asked = done + planned + dropped + unplaced
        if unplaced:
            notices = (*notices, f"{count(unplaced, 'question')} fit on no day before the exam at your hours")
        return Option(
            choice=choice,
            says=says,
            schedule=schedule,
            today=schedule.days[0].questions,
            a_day=_pace_of(schedule),
            most=max(day.questions for day in schedule.days),
            week_hours=self._week_hours(schedule.days),
            week_hours_before=self._week_hours(self.days),
            week_content=_week_content(schedule.days),
            week_content_before=_week_content(self.days),
            coverage=(done + planned) / asked if asked else 1.0,
            dropped=dropped,
            unplaced=unplaced,
            notices=notices,
        )

    def _week_hours(self, days: tuple[PlannedDay, ...]) -> float:
        working = self.request.lines.working
        hours = sum(
            day.questions * working.answer_minutes / 60
            + day.review_hours
            + day.content_hours
            + (working.exam_hours if day.practice_exam is not None else 0)
            for day in days
        )
        return hours / len(days) * 7


def _week_content(days: tuple[PlannedDay, ...]) -> float:
    return sum(day.content_hours for day in days) / len(days) * 7


def _pace_of(schedule: Schedule) -> float:
    worked = [day.questions for day in schedule.days if day.questions]
    return sum(worked) / len(worked) if worked else 0.0


def _no_harder(made: Made, pace: float, most: int) -> bool:
    """Whether the days ask for no more than before, on average and on any day."""
    hardest = max(day.questions for day in made.schedule.days)
    return not made.unplaced and _pace_of(made.schedule) <= pace and hardest <= most + ROUNDING


def _moved_notices(found: Made) -> tuple[str, ...]:
    return (f"move the booking first; the plan's test date becomes {found.schedule.exam_date.isoformat()}",)
