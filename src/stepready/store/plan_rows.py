"""Turn rows of plans into values of the core and back."""

from datetime import date

from stepready.core.facts.exam import Applicant, Exam, Step1
from stepready.core.plan import Plan
from stepready.store.connection import Row
from stepready.store.rows import Values
from stepready.store.sayings import changes_said
from stepready.store.unreadable import reads, whole


def plan_values(plan: Plan, set_by: int) -> Values:
    """Return a plan's columns; `set_by` is the change that sets it."""
    low, high = plan.low_pass or (None, None)
    return {
        "exam": plan.exam.value,
        "exam_date": _iso(plan.exam_date),
        "target": plan.target,
        "applicant": plan.applicant.value if plan.applicant else None,
        "specialty": plan.specialty,
        "season": plan.season,
        "guide": plan.guide,
        "step1": plan.step1.value if plan.step1 else None,
        "failed_attempts": plan.failed_attempts,
        "failed_on": _iso(plan.failed_on),
        "result": plan.result,
        "low_pass_low": low,
        "low_pass_high": high,
        "can_skip_cycle": plan.can_skip_cycle,
        "eligibility_end": _iso(plan.eligibility_end),
        "core_rotations_done": plan.core_rotations_done,
        "qbank_used": plan.qbank_used,
        "set_by": set_by,
    }


@reads("a plan")
def plan_from(row: Row) -> Plan:
    """Return the plan a row keeps."""
    low_pass = (whole(row["low_pass_low"]), whole(row["low_pass_high"]))
    return Plan(
        exam=Exam(row["exam"]),
        exam_date=_day(row["exam_date"]),
        target=whole(row["target"]),
        applicant=Applicant(row["applicant"]) if row["applicant"] else None,
        specialty=row["specialty"],
        season=whole(row["season"]),
        guide=row["guide"],
        step1=Step1(row["step1"]) if row["step1"] else None,
        failed_attempts=whole(row["failed_attempts"]),
        failed_on=_day(row["failed_on"]),
        result=row["result"],
        low_pass=None if None in low_pass else low_pass,
        can_skip_cycle=_flag(row["can_skip_cycle"]),
        eligibility_end=_day(row["eligibility_end"]),
        core_rotations_done=_flag(row["core_rotations_done"]),
        qbank_used=row["qbank_used"],
    )


def plan_said(before: Plan | None, after: Plan) -> str:
    """Say what `plan set` changed."""
    base = before or Plan(exam=after.exam)
    return f"plan set for {after.exam.label}: {changes_said(base, after) or 'nothing changed'}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _flag(value: int | bool | None) -> bool | None:  # noqa: FBT001 - one database keeps flags as 0 and 1
    return None if value is None else bool(value)
