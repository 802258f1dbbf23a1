"""The sittings of an exam that came before the one a plan is for, judged by the pass mark of their days."""

from collections.abc import Iterable
from datetime import date

from stepready.core.facts.exam import Exam
from stepready.core.facts.facts import Facts
from stepready.core.log.attempts import Attempt, by_day
from stepready.core.plan import Plan
from stepready.core.season.arrival import Arrival
from stepready.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorSittings:
    """What came before: `failed` oldest first, those on days not said before them; `passed` the latest pass."""

    failed: tuple[Attempt, ...] = ()
    passed: Attempt | None = None

    @property
    def failed_days(self) -> tuple[date, ...]:
        """The days of the failed sittings that are known, earliest first."""
        return tuple(sat.on for sat in self.failed if sat.on is not None)

    @property
    def last_failed(self) -> Attempt | None:
        """The latest failed sitting whose day is known."""
        return next((sat for sat in reversed(self.failed) if sat.on is not None), None)

    @property
    def last_failed_on(self) -> date | None:
        """The day of the latest failed sitting whose day is known: only practice since then counts."""
        return None if self.last_failed is None else self.last_failed.on

    @property
    def undated(self) -> int:
        """How many failed sittings have no day."""
        return len(self.failed) - len(self.failed_days)


def prior_sittings(attempts: Iterable[Attempt], plan: Plan, exam: Exam, facts: Facts) -> PriorSittings:
    """Return the sittings of an exam but the plan's own, which is the one on its test date with its result."""
    others = [sat for sat in attempts if sat.exam is exam and not _is_own(sat, plan)]
    failed = [sat for sat in others if fails(sat, facts)]
    passed = [sat for sat in others if sat.score is not None and not fails(sat, facts)]
    return PriorSittings(failed=tuple(sorted(failed, key=by_day)), passed=max(passed, key=by_day, default=None))


def fails(sat: Attempt, facts: Facts) -> bool:
    """Whether a sitting is known to be failed: said so, or with a score under the pass mark of its day.

    A score on a day not said is held against the mark in force last.
    """
    if sat.score is None or not sat.score.isdigit():
        return sat.score == "fail"
    return int(sat.score) < facts.pass_mark(sat.on or date.max).score


def result_day(sat: Attempt, arrival: Arrival, as_of: date) -> date | None:
    """Return the day the result came: the one given, else the typical score day or today, whichever is earlier."""
    if sat.reported is not None or sat.on is None:
        return sat.reported
    return min(arrival.typical_day(sat.on), as_of)


def _is_own(sat: Attempt, plan: Plan) -> bool:
    return sat.exam is plan.exam and plan.result is not None and sat.on == plan.exam_date
