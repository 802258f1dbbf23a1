"""Ways on after missed days. None starts over, none repeats a form, none loses a question unsaid.

What was missed is the backlog. Each choice keeps the days as they stand and says where the backlog goes; what
is planned afterwards, plus what is dropped or fits nowhere, is exactly what was planned before plus what the days
before today left undone. Questions done today beyond today's own are part of today's quota from then on.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from stepready.core.schedule.changed_evidence import TopicChange, changes_said, topic_changes
from stepready.core.schedule.current import Current, current, later_place, slots_of
from stepready.core.schedule.make import assemble, day_hours, make_schedule, rooms_of
from stepready.core.schedule.planned_days import PlannedDay, PlannedExam, Schedule
from stepready.core.schedule.progress import Progress, carried
from stepready.core.schedule.quota import Hours, Room, between
from stepready.core.schedule.remedy import Option, Remedy, Replan
from stepready.core.schedule.request import WEEK, Made, Request, held
from stepready.core.schedule.study_lines import StudyLines
from stepready.core.values.days import SUNDAY
from stepready.core.values.wording import count, full_day, listed, number

LONGEST_MOVE = 84
FEW_DAYS = 6  # working days: fewer ahead show no pace of their own
ROUNDING = 5  # the usual questions of a day are in fives


def replan(kept: Schedule, request: Request, done: Progress, missed: tuple[PlannedDay, ...] = ()) -> Replan:
    """Work out the ways on from today."""
    base = current(kept, request, missed, again=True)
    ways = _Ways(kept, base, request, done, missed)
    options: tuple[Option, ...] = ()
    if done.behind:
        options = _distinct(
            ways.catch_up_today(),
            ways.more_each_day(),
            ways.move_exam(),
            ways.drop_content(),
            ways.move_mock(),
            ways.give_up(),
        )
    elif base.schedule.days != kept.from_day(request.as_of):
        options = (ways.more_each_day(),)
    else:
        changes = topic_changes(base.schedule.days, request)
        options = ((ways.give_up(),) if missed else ()) + ((ways.follow_evidence(changes),) if changes else ())
    return Replan(backlog=done.behind, missed=missed, options=options, notices=base.notices)


def _distinct(*options: Option | None) -> tuple[Option, ...]:
    """Leave out a way that asks for the very days of one before it, as when no day has room."""
    kept: list[Option] = []
    for option in options:
        if option is None:
            continue
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
        self.hours_now = self._hours(self.days)

    def catch_up_today(self) -> Option:
        """Fill today to what its hours hold, then the next days, until the backlog is gone."""
        questions, left = _filled(self.questions, self.rooms, self.left)
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
        """Give the hours of content to the missed questions, the same share of each day; then what else has room."""
        minutes = self.request.lines.working.question_minutes
        content = [
            max(given, min(room.ceiling, given + held(hours.content, minutes)))
            for given, room, hours in zip(self.questions, self.rooms, self.hours_now, strict=True)
        ]
        fits = min(self.left, sum(content) - sum(self.questions))
        instead = between(sum(self.questions) + fits, self.questions, content)
        questions, left = self._shared(self.left - fits, instead)
        hours = self._content(self.questions) - self._content(questions)
        placed = sum(questions) - sum(self.questions)
        found = _partly(placed, left) if left else f"{count(placed, 'question')} find a day"
        says = f"{found}; {number(hours)} h of content give way"
        return self._option(Remedy.DROP_CONTENT, says, questions, unplaced=left)

    def give_up(self) -> Option:
        """Let the backlog go, and the missed exams that no day has room for; keep the days as they are."""
        dropped = min(self.done.behind, self.left)
        questions, left = self._shared(self.left - dropped)
        unplaced = [] if self.has_new_exams else self.missed
        exams = [day.practice_exam.title for day in unplaced if day.practice_exam is not None]
        says = f"{listed([*([count(dropped, 'question')] if dropped else []), *exams])} given up, all other work stays"
        return self._option(Remedy.GIVE_UP, says, questions, dropped=dropped, unplaced=left)

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

    def move_mock(self) -> Option | None:
        """Let the next practice exam wait a week at most: its day and those before it take what was missed.

        None where no later day keeps the rhythm, or where the days would not hold the work all the same.
        """
        planned = min((place for place in self.exams if place or self.request.sat is None), default=None)
        to = None if planned is None else later_place(planned, [*self.exams], self.slots, self.request)
        if planned is None or to is None:
            return None
        exams = {place: exam for place, exam in self.exams.items() if place != planned} | {to: self.exams[planned]}
        rooms = rooms_of(self.slots, exams, self.request)
        kept = [min(given, room.ceiling) for given, room in zip(self.questions, rooms, strict=True)]
        questions, left = _filled(kept, rooms, self.left + sum(self.questions) - sum(kept))
        if left:
            return None
        title, day = exams[to].title, full_day(self.days[to].day)
        says = f"{title} waits from {full_day(self.days[planned].day)} to {day}"
        return self._option(Remedy.MOVE_MOCK, says, questions, unplaced=left, exams=exams, rooms=rooms)

    def follow_evidence(self, changes: tuple[TopicChange, ...]) -> Option:
        """Keep every question and exam where it is; choose the topics of the days by the log as it is now."""
        return self._option(Remedy.FOLLOW_EVIDENCE, changes_said(changes), self.questions, unplaced=self.left)

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

    def _shared(self, extra: int, questions: list[int] | None = None) -> tuple[list[int], int]:
        """Spread extra questions evenly over what room the days have left beside the questions they hold."""
        on_them = questions or self.questions
        ceilings = [max(room.ceiling, given) for room, given in zip(self.rooms, on_them, strict=True)]
        fits = min(extra, sum(ceilings) - sum(on_them))
        return between(sum(on_them) + fits, on_them, ceilings), extra - fits

    def _content(self, questions: list[int]) -> float:
        """Return the hours of content on all days with so many questions on them."""
        asked = [replace(day, questions=given) for day, given in zip(self.days, questions, strict=True)]
        return sum(hours.content for hours in self._hours(tuple(asked)))

    def _option(
        self,
        choice: Remedy,
        says: str,
        questions: list[int],
        *,
        dropped: int = 0,
        unplaced: int = 0,
        exams: dict[int, PlannedExam] | None = None,
        rooms: list[Room] | None = None,
    ) -> Option:
        """Return an option of the days with these questions; `exams` and their `rooms` where they change."""
        placed, holding = exams or self.exams, rooms or self.rooms
        if choice is Remedy.GIVE_UP and questions == self.standing:
            days = [*self.days]
        else:
            days = assemble(self.slots, dict(sorted(placed.items())), holding, questions, self.request)
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
        before, after = self.hours_now, self._hours(schedule.days)
        return Option(
            choice=choice,
            says=says,
            schedule=schedule,
            keeping=carried(self.kept, schedule, self.done, self.request.as_of, moved=moved, settled=self.missed),
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


def _filled(questions: list[int], rooms: list[Room], extra: int) -> tuple[list[int], int]:
    """Add extra questions to the first days that have room; return the days and what found none."""
    filled, left = list(questions), extra
    for place, room in enumerate(rooms):
        more = min(left, max(0, room.ceiling - filled[place]))
        filled[place] += more
        left -= more
    return filled, left


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
