"""The sittings of the real exam: one value a sitting, either Step, any number."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple, Protocol

from stepready.core.facts.exam import Exam
from stepready.core.facts.facts import ExamSpec
from stepready.core.log.entry import FIRST_DAY
from stepready.core.values import dataclass
from stepready.core.values.errors import StepreadyError

FAIL = "fail"
RESULTS = ("pass", FAIL)
LAST_DAY = date(2100, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One sitting of the exam itself; `id` 0 is not kept yet.

    `on` is None for a sitting whose day was never said. `score` is `pass`, `fail` or a three-digit number as text,
    None until it is known; `reported` is the day it arrived.
    """

    id: int = 0
    uid: str = ""
    exam: Exam
    on: date | None = None
    score: str | None = None
    reported: date | None = None

    @property
    def said(self) -> str:
        """The sitting in words: `Step 2 CK on 2027-07-28: fail`."""
        when = f"on {self.on.isoformat()}" if self.on else "on a day not said"
        return f"{self.exam.label} {when}: {self.score or 'no result yet'}"


def is_same_attempt(one: Attempt, other: Attempt) -> bool:
    """Whether two sittings of the exam itself are one; of two whose day was never said nobody knows."""
    return one.on is not None and (one.exam, one.on) == (other.exam, other.on)


def checked_attempt(attempt: Attempt, where: str, today: date, spec: ExamSpec) -> Attempt:
    """Return a sitting that can have been; raise StepreadyError naming where, what was found and what is accepted."""
    for name, day, last in (("on", attempt.on, LAST_DAY), ("reported", attempt.reported, today)):
        if day is not None and not FIRST_DAY <= day <= last:
            accepted = f"{FIRST_DAY.isoformat()} to {last.isoformat()}"
            raise StepreadyError(f"{where}.{name}: found '{day.isoformat()}'; accepted: {accepted}")
    score = attempt.score
    if score is not None and score not in RESULTS:
        low, high = int(spec.scale.low), int(spec.scale.high)
        is_number = score.isascii() and score.isdigit() and low <= int(score) <= high
        if not is_number or not spec.graded:
            numbers = f", {low} to {high}" if spec.graded else ""
            raise StepreadyError(f"{where}.score: found {score[:40]!r}; accepted: {', '.join(RESULTS)}{numbers}")
    return attempt


class ToldSittings(NamedTuple):
    """What a plan tells of an exam's sittings: how many failed before it, the last when, its own result on its date."""

    failed_attempts: int
    failed_on: date | None
    result: str | None
    exam_date: date | None


class Telling(Protocol):
    """What tells of an exam's sittings: a plan."""

    @property
    def exam(self) -> Exam:
        """The exam."""

    @property
    def failed_attempts(self) -> int:
        """How many sittings failed before it."""

    @property
    def failed_on(self) -> date | None:
        """The day of the last of them."""

    @property
    def result(self) -> str | None:
        """Its own result."""

    @property
    def exam_date(self) -> date | None:
        """Its own test date."""


def told_by(plan: Telling) -> ToldSittings:
    """Return what a plan tells of the exam's sittings."""
    return ToldSittings(plan.failed_attempts, plan.failed_on, plan.result, plan.exam_date)


def attempts_told(plan: Telling) -> list[Attempt]:
    """Return the sittings a plan tells of, as new ones."""
    return retold([], ToldSittings(0, None, None, None), told_by(plan), plan.exam)


def is_called_failed(attempt: Attempt) -> bool:
    """Whether a sitting is entered as failed by name; a number fails by the pass mark of its day."""
    return attempt.score == FAIL


Fails = Callable[[Attempt], bool]


def told(attempts: Iterable[Attempt], exam_date: date | None, fails: Fails = is_called_failed) -> ToldSittings:
    """Return what sittings of one exam mean for the plan with that test date; `fails` tells which are failed."""
    kept = list(attempts)
    sat = _sitting(kept, exam_date)
    failed = _failed(kept, sat, fails)
    days = [attempt.on for attempt in failed if attempt.on is not None]
    return ToldSittings(len(failed), max(days, default=None), sat.score if sat else None, exam_date)


def retold(
    attempts: Sequence[Attempt],
    before: ToldSittings,
    after: ToldSittings,
    exam: Exam,
    fails: Fails = is_called_failed,
) -> list[Attempt]:
    """Return the sittings once a plan tells `after` where it told `before`; those it does not speak of stay.

    A sitting that the plan leaves behind for another date is history and stays too: one without its result there, a
    failed one that the new date and result are not a correction of, and any where the date has a row of its own. What
    is new has id 0.
    """
    sat = _sitting(attempts, before.exam_date)
    failed = _failed(attempts, sat, fails)
    spoken = {id(attempt) for attempt in (sat, *failed)}
    rest = [attempt for attempt in attempts if id(attempt) not in spoken]
    if after[:2] != before[:2]:
        failed = _failures(failed, after, exam)
    others, moves = [*failed, *rest], after.exam_date != before.exam_date
    if after.result is None:
        return [*others, *([sat] if sat is not None and moves else [])]
    there = next(
        (one for one in others if one.on == after.exam_date and (one.score is None or (moves and one.on))), None
    )
    if sat is not None and moves and (there is not None or _is_other_sitting(sat, after, fails)):
        others, sat = [*others, sat], None
    base = sat or there or Attempt(exam=exam)
    return [*(one for one in others if one is not base), replace(base, on=after.exam_date, score=after.result)]


def _is_other_sitting(sat: Attempt, after: ToldSittings, fails: Fails) -> bool:
    """Whether a new date with its result is another sitting than a failed one, and no correction of it.

    A later day is; an earlier one, or the day of a sitting without one, only with another result.
    """
    is_later = sat.on is not None and after.exam_date is not None and after.exam_date > sat.on
    return fails(sat) and (is_later or sat.score != after.result)


def _sitting(attempts: Iterable[Attempt], exam_date: date | None) -> Attempt | None:
    """Return the sitting a plan's own result comes from: on its test date; without one, a pass on a day not said."""
    found = [attempt for attempt in attempts if attempt.score is not None and attempt.on == exam_date]
    if exam_date is None:
        found = [attempt for attempt in found if attempt.score != FAIL]
    return found[-1] if found else None


def _failed(attempts: Iterable[Attempt], sat: Attempt | None, fails: Fails) -> list[Attempt]:
    """Return the failed sittings beside a plan's own, those on days not said first, then by day."""
    failed = [attempt for attempt in attempts if fails(attempt) and attempt is not sat]
    return sorted(failed, key=by_day)


def _failures(kept: list[Attempt], after: ToldSittings, exam: Exam) -> list[Attempt]:
    """Return as many failed sittings as a plan tells of, the last on the day it tells; days already known stay.

    That day is a new one's, else one's whose day was never said, else it corrects the last one's. Raise StepreadyError
    where a known one is later.
    """
    number, last = max(after.failed_attempts, after.failed_on is not None), after.failed_on
    failed = kept[max(0, len(kept) - number) :]
    failed = [*[Attempt(exam=exam, score=FAIL)] * (number - len(failed)), *failed]
    if last is None:
        return [replace(one, on=None) for one in failed]
    if all(one.on != last for one in failed):
        place = sum(one.on is None for one in failed) - 1
        failed[place] = replace(failed[place], on=last)
    later = next((one.on for one in failed if one.on is not None and one.on > last), None)
    if later is not None:
        found = f"failed-on: found '{last.isoformat()}', and a failed sitting of {later.isoformat()} is kept"
        raise StepreadyError(f"{found}; accepted: the day of the last one, or change them with `stepready attempt`")
    return sorted(failed, key=by_day)


def by_day(attempt: Attempt) -> date:
    """Return what sittings are ordered by: those on days not said come first."""
    return attempt.on or date.min
