"""What was done on a day beside practice exams: questions and hours, and the one word a user gives the day."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from stepready.core.facts.exam import Exam
from stepready.core.log.score import QbankDay, Score
from stepready.core.values import dataclass
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import full_day, number

MOST_HOURS = 24.0
"""Hours a day has."""


class DayState(StrEnum):
    """How a day went: open until its work is done or a word is given for it."""

    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"
    SICK = "sick"
    AWAY = "away"


LOST = (DayState.SKIPPED, DayState.SICK, DayState.AWAY)
"""The words for a day on which planned work does not get done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyHours:
    """Hours studied on a day, logged by hand: over 0, at most 24 altogether on a day."""

    id: int
    uid: str
    exam: Exam
    day: date
    hours: float
    topic: str = ""
    note: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it was given as the whole of its day (`done 6h`), in place of what another program kept."""
        return self.uid == day_uid(self.exam, self.day)

    @property
    def title(self) -> str:
        """What it is, in a list of what is logged."""
        return "hours"

    @property
    def amount(self) -> str:
        """The hours as they are printed: `6 h`."""
        return f"{number(self.hours)} h"

    @property
    def said(self) -> str:
        """The entry as the journal names it."""
        about = f" of {self.topic}" if self.topic else ""
        return f"{self.amount}{about} on {self.day.isoformat()}"


def day_uid(exam: Exam, day: date) -> str:
    """Return the uid of the hours given as the whole of a day: two devices that set them have set one thing."""
    return f"day-{exam.value}-{day.isoformat()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayMark:
    """The user's word for a day. `questions` were done on it without a session being logged, None when not said."""

    exam: Exam
    day: date
    state: DayState
    questions: int | None = None

    @property
    def said(self) -> str:
        """The word as the journal names it."""
        return f"{self.day.isoformat()} {self.state.value}" + (
            f", {self.questions} questions" if self.questions else ""
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Studied:
    """What the log holds of each day. A day's questions are its sessions'; a mark's stand until there are any.

    `percents` are the shares of right answers of the days with sessions (0-100), `exams` practice exams and Free 120s.
    """

    questions: Mapping[date, int]
    hours: Mapping[date, float]
    exams: Mapping[date, tuple[Score, ...]]
    states: Mapping[date, DayState]
    percents: Mapping[date, float]

    def questions_in(self, first: date, last: date) -> int:
        """Return the questions done from one day to another, both included."""
        return sum(count for day, count in self.questions.items() if first <= day <= last)

    def hours_in(self, first: date, last: date) -> float:
        """Return the hours from one day to another, both included."""
        return sum(hours for day, hours in self.hours.items() if first <= day <= last)


NOTHING = Studied(questions={}, hours={}, exams={}, states={}, percents={})
"""A log without a day."""


def by_day(
    qbank: Iterable[QbankDay],
    exams: Iterable[Score] = (),
    hours: Iterable[StudyHours] = (),
    marks: Iterable[DayMark] = (),
    other_hours: Mapping[date, float] | None = None,
    *,
    unrated: Mapping[date, int] | None = None,
) -> Studied:
    """Put together what was done; `other_hours` are those another program kept, such as reviews of flashcards.

    They are part of a day's hours: beside what was logged, within what was given as the whole of the day. `unrated`
    are questions whose percent is not known: what running totals went up by beyond the sessions.
    """
    sessions = {day.day: day for day in qbank}
    words = {mark.day: mark for mark in marks}
    told = {day: mark.questions for day, mark in words.items() if mark.questions is not None}
    entries = list(hours)
    whole = {entry.day for entry in entries if entry.is_whole}
    spent = {day: taken for day, taken in (other_hours or {}).items() if day not in whole}
    for entry in entries:
        spent[entry.day] = spent.get(entry.day, 0.0) + entry.hours
    sat: dict[date, tuple[Score, ...]] = {}
    for exam in exams:
        sat[exam.day] = (*sat.get(exam.day, ()), exam)
    answered = {day: found.questions for day, found in sessions.items()}
    for day, more in (unrated or {}).items():
        answered[day] = answered.get(day, 0) + more
    return Studied(
        questions=told | answered,
        hours=spent,
        exams=sat,
        states={day: mark.state for day, mark in words.items()},
        percents={day: found.percent for day, found in sessions.items() if found.questions},
    )


def average(days: Sequence[QbankDay]) -> float | None:
    """Return the percent of some days of a question bank (0-100), weighted by questions; None without any.

    A session without a count weighs as one question.
    """
    weights = [max(found.questions, found.sessions) for found in days]
    if not any(weights):
        return None
    return sum(found.percent * weight for found, weight in zip(days, weights, strict=True)) / sum(weights)


def checked_hours(hours: float, already: float, day: date) -> float:
    """Return hours that a day still holds; raise StepreadyError for none, or more than it has."""
    if not 0 < hours <= MOST_HOURS:
        raise StepreadyError(f"{number(hours)} hours; accepted: more than 0, at most {number(MOST_HOURS)} on a day")
    if already + hours > MOST_HOURS:
        raise StepreadyError(
            f"{number(hours)} hours more on {full_day(day)} make {number(already + hours)}; "
            f"accepted: {number(MOST_HOURS)} a day at most, {number(already)} are logged"
        )
    return hours


MOST_QUESTIONS = 1000
MINUTES_OF_AN_HOUR = 60
ACCEPTED = "hours such as 6h, 1.5h or 6:30, or questions such as 40q"
_AMOUNT = r"(?a)(\d{1,4}(?:[.,]\d{1,2})?)\s*(h|hrs?|hours?|min|minutes?|q|qs|questions?)"
_CLOCK = r"(?a)(\d{1,2})\s*(?:h|:)\s*([0-5]\d)\s*(?:m|min)?"


class Amount(NamedTuple):
    """Hours or questions of a day; the other is None."""

    hours: float | None
    questions: int | None


def read_amount(text: str) -> Amount:
    """Return the amount a text means; raise StepreadyError for any other text, and for more than a day holds."""
    typed = text.strip().lower()
    if clock := re.fullmatch(_CLOCK, typed):
        return Amount(_hours(int(clock[1]) + int(clock[2]) / MINUTES_OF_AN_HOUR, text), None)
    found = re.fullmatch(_AMOUNT, typed)
    if found is None:
        raise StepreadyError(f"{text!r} is no amount of work; accepted: {ACCEPTED}")
    number, unit = float(found.group(1).replace(",", ".")), found.group(2)
    if not unit.startswith("q"):
        return Amount(_hours(number / (MINUTES_OF_AN_HOUR if unit.startswith("m") else 1), text), None)
    if number != int(number) or not 0 < number <= MOST_QUESTIONS:
        raise StepreadyError(f"{text!r} is no count of questions; accepted: 1q to {MOST_QUESTIONS}q")
    return Amount(None, int(number))


def read_hours(text: str) -> float:
    """Return the hours of `6`, `6h` or `1.5`; raise StepreadyError for anything else."""
    plain = re.fullmatch(r"\d+([.,]\d+)?", text.strip(), re.ASCII)
    found = read_amount(f"{text}h" if plain else text).hours
    if found is None:
        raise StepreadyError(f"{text!r} is no number of hours; accepted: hours such as 6 or 1.5")
    return found


def _hours(number: float, text: str) -> float:
    if not 0 < number <= MOST_HOURS:
        raise StepreadyError(f"{text!r} is no number of hours of a day; accepted: more than 0, at most {MOST_HOURS:g}")
    return number
