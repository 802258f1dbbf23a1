"""Values that rows of several kinds keep together: a plan with attempts and totals, a schedule with its days."""

import dataclasses
from typing import TYPE_CHECKING, Any

from stepready.core.log.attempts import Attempt, Fails, is_called_failed, told
from stepready.core.log.bank import share_done
from stepready.core.plan import Plan
from stepready.store.codec import of_exam, value_of
from stepready.store.connection import Row, Store
from stepready.store.kinds import ATTEMPT, BANK_TOTAL, PLAN, SCHEDULE, SCHEDULE_DAY, Kind

if TYPE_CHECKING:
    from stepready.core.facts.exam import Exam
    from stepready.core.schedule.planned_days import Schedule


def attempts_of(store: Store, exam: "Exam") -> list[Attempt]:
    """Return the sittings of an exam, in the order they were entered."""
    return of_exam(store, ATTEMPT, exam)


def plan_of(store: Store, row: Row, fails: Fails = is_called_failed) -> Plan:
    """Return the plan that its row, the exam's attempts and its question banks keep; `fails` tells which failed."""
    plan: Plan = value_of(PLAN, row)
    sittings = told(attempts_of(store, plan.exam), plan.exam_date, fails)
    return dataclasses.replace(plan, **sittings._asdict(), qbank_used=share_done(of_exam(store, BANK_TOTAL, plan.exam)))


def schedule_of(store: Store, row: Row) -> "Schedule | None":
    """Return the schedule that its row and its days keep; one without days is none."""
    days = store.rows("schedule_days", exam=row["exam"])
    if not days:
        return None
    schedule: Schedule = value_of(SCHEDULE, row)
    return dataclasses.replace(schedule, days=tuple(value_of(SCHEDULE_DAY, day) for day in days))


def whole(store: Store, kind: Kind, row: Row) -> Any:
    """Return what a row keeps, together with the rows of another kind that belong to it; None for half of a thing."""
    if kind is PLAN:
        return plan_of(store, row)
    return schedule_of(store, row) if kind is SCHEDULE else value_of(kind, row)
