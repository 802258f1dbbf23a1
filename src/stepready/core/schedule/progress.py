"""How far the log is with the schedule. A logged session is progress; nothing else is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

from stepready.core.log.day_log import Studied
from stepready.core.log.same_form import is_taken
from stepready.core.log.score import Score
from stepready.core.schedule.planned_days import PlannedDay, Schedule, quarters
from stepready.core.values import dataclass
from stepready.core.values.wording import count, number

EARLY_DAYS = 3
LOOK_BACK = 14
NONE: Mapping[date, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Questions planned and done since the schedule was made; today's apart from those before it.

    `lacking` are those that each day before today asked for and did not get on it.
    """

    planned_before: int
    done_before: int
    planned_today: int
    done_today: int
    lacking: Mapping[date, int] = NONE

    @property
    def missing(self) -> int:
        """Questions of the days before today that were not done on them (below 0: done beyond them)."""
        return self.planned_before - self.done_before

    @property
    def balance(self) -> int:
        """Questions missing so far (below 0: ahead). Today counts only by what goes beyond its own quota."""
        return self.missing - max(0, self.done_today - self.planned_today)

    @property
    def behind(self) -> int:
        """Questions missing so far, 0 when there are none."""
        return max(0, self.balance)


def progress(schedule: Schedule, log: Studied, as_of: date) -> Progress:
    """Compare the log with the schedule from the day it was made up to a day."""
    today, before = schedule.on(as_of), [day for day in schedule.days if day.day < as_of]
    return Progress(
        planned_before=sum(day.questions for day in before),
        done_before=log.questions_in(schedule.made_on, as_of - timedelta(days=1)),
        planned_today=today.questions if today is not None else 0,
        done_today=log.questions.get(as_of, 0) if schedule.made_on <= as_of else 0,
        lacking={day.day: day.questions - log.questions.get(day.day, 0) for day in before},
    )


def missed_exams(schedule: Schedule, exams: Sequence[Score], as_of: date) -> tuple[PlannedDay, ...]:
    """Return the past days whose practice exam was not taken.

    It counts as taken when its form is logged, or any practice exam from a few days before it on that no
    earlier planned one claims.
    """
    planned = [day for day in schedule.days if day.practice_exam is not None and day.day < as_of]
    taken = sorted((exam for exam in exams if exam.day <= as_of), key=lambda exam: exam.day)
    missed = []
    for day in planned:
        fitting = [exam for exam in taken if abs((exam.day - day.day).days) <= EARLY_DAYS or is_form(exam, day)]
        if fitting:
            taken.remove(min(fitting, key=lambda exam: not is_form(exam, day)))
        else:
            missed.append(day)
    return tuple(missed)


def is_form(exam: Score, day: PlannedDay) -> bool:
    """Whether a logged exam is the very form planned for a day."""
    planned = day.practice_exam
    return planned is not None and is_taken(planned.source, planned.form, (exam,))


def stands(kept: Schedule, exam_date: date | None, as_of: date, exams: Sequence[Score]) -> bool:
    """Whether a kept schedule holds as it is: same test date, a day for today, practice exams taken as planned.

    Of the last two weeks, the longest that a guide keeps two practice exams apart, each planned day has its exam and
    no other day has one, each on the form planned; no form planned for later is taken.
    """
    ahead = [day for day in kept.from_day(as_of) if day.practice_exam is not None]
    taken = any(is_form(exam, day) for day in ahead for exam in exams if exam.day != day.day)
    since = max(kept.made_on, as_of - timedelta(days=LOOK_BACK))
    planned = {day.day: day for day in kept.days if day.practice_exam is not None and since <= day.day <= as_of}
    sat = [exam for exam in exams if since <= exam.day <= as_of]
    as_planned = all(exam.day in planned and is_form(exam, planned[exam.day]) for exam in sat)
    missed = planned.keys() - {exam.day for exam in sat} - {as_of}
    return kept.exam_date == exam_date and kept.on(as_of) is not None and as_planned and not (missed or taken)


def behind_notice(schedule: Schedule, log: Studied, as_of: date) -> str | None:
    """Say how far behind the log is, once an ordinary day's work or more is missing; None otherwise."""
    behind = progress(schedule, log, as_of).behind
    worked = [day.questions for day in schedule.days if day.questions]
    a_day = sum(worked) / len(worked) if worked else 0
    if not behind or behind < a_day:
        return None
    days = number(behind / a_day) if a_day else ""
    about = f", about {days} {'day' if days == '1' else 'days'} of work" if days else ""
    return (
        f"The log is {count(behind, 'question')} behind the study schedule{about}; "
        "`stepready schedule replan` shows the ways on."
    )


def carried(
    kept: Schedule, ahead: Schedule, done: Progress, as_of: date, *, moved: int, settled: tuple[PlannedDay, ...] = ()
) -> Schedule:
    """Return the schedule to keep: the days before today less `moved` questions, then the days ahead.

    They are taken off the days they were missed on, the latest first. `moved` below 0 adds to the days before today:
    work of the days ahead that fits on none of them. The practice exams of `settled` days are placed again or given up,
    so those days no longer ask for one.
    """
    behind = [day for day in kept.days if day.day < as_of]
    done_with = {day.day for day in settled}
    behind = [replace(day, practice_exam=None, review_hours=0.0) if day.day in done_with else day for day in behind]
    missed, left = _less(behind, moved, [max(0, done.lacking.get(day.day, 0)) for day in behind])
    after, _ = _less(missed, left, [day.questions for day in missed])
    return replace(ahead, made_on=min(kept.made_on, as_of), days=(*after, *ahead.days))


def _less(days: list[PlannedDay], moved: int, most: list[int]) -> tuple[list[PlannedDay], int]:
    """Take questions off the latest days first, from each so many at most; return the days and what is left over."""
    left = list(days)
    for place in range(len(left) - 1, -1, -1):
        taken = min(moved, most[place])
        left[place] = _lighter(left[place], taken)
        moved -= taken
        if moved <= 0:
            break
    return left, max(0, moved)


def _lighter(day: PlannedDay, taken: int) -> PlannedDay:
    """Return a day that asks for fewer questions, and for that share less of reviewing them."""
    questions = day.questions - taken
    share = questions / day.questions if taken > 0 else 1
    return replace(day, questions=questions, review_hours=quarters(day.review_hours * share))
