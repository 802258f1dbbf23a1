"""The plan as text and JSON."""

from dataclasses import fields
from datetime import date
from typing import Any

from stepready.core.facts.exam import Exam
from stepready.core.plan import Plan
from stepready.core.shapes import plain
from stepready.core.values.wording import full_day
from stepready.render.terminal import wrapped
from stepready.services.plan import DescribedPlan

LABELS = {
    "exam": "Exam",
    "exam_date": "Test date",
    "target": "Target",
    "applicant": "Applicant",
    "specialty": "Specialty",
    "season": "ERAS season",
    "guide": "Guide",
    "step1": "Step 1",
    "failed_attempts": "Failed attempts",
    "failed_on": "Last failed on",
    "result": "Result",
    "low_pass": "Low-pass range",
    "can_skip_cycle": "Can skip a cycle",
    "eligibility_end": "Eligibility ends",
    "core_rotations_done": "Core rotations",
    "qbank_used": "Question bank done",
    "applied": "Applied",
    "applied_on": "Applied on",
    "resent_on": "Scores re-sent on",
}


def shown(plan: Plan, name: str) -> str:
    """Write one field of a plan; a dash when it is not said."""
    value = getattr(plan, name)
    match value:
        case None:
            text = "-"
        case bool():
            text = "yes" if value else "no"
        case Exam():
            text = value.label
        case date():
            text = full_day(value)
        case (low, high):
            text = f"{low}-{high} %"
        case float():
            text = f"{value:g} %"
        case _:
            text = str(value)
    return text


def changed_text(before: Plan | None, after: Plan) -> str:
    """Say what changed; for a new plan, everything that is said in it."""
    lines = [f"Plan for {after.exam.label}{' made' if before is None else ''}:"]
    for name in (field.name for field in fields(Plan) if field.name != "exam"):
        now = shown(after, name)
        if before is None:
            if now not in ("-", "0"):
                lines.append(f"  {LABELS[name]:<19} {now}")
        elif shown(before, name) != now:
            lines.append(f"  {LABELS[name]:<19} {now}  (was {shown(before, name)})")
    if len(lines) == 1:
        return f"Plan for {after.exam.label}: nothing changed."
    return "\n".join(lines)


def plan_text(described: DescribedPlan) -> str:
    """Write the whole plan, with what follows from it."""
    plan = described.plan
    lines = []
    for name in (field.name for field in fields(Plan)):
        value = shown(plan, name)
        if name == "target" and plan.target is None and described.target is not None:
            value = f"{described.target}  (the guide's)"
        if name == "guide" and plan.guide is None:
            how = "chosen by applicant and specialty" if described.fits else "the general one; none fits better"
            value = f"{described.guide.shown}  ({how})"
        if name == "qbank_used" and described.bank is not None:
            value = described.bank
        if value not in ("-", "0") or name in ("exam_date", "target"):
            lines.append(f"{LABELS[name]:<19} {value}")
    if described.pass_mark is not None:
        lines.append(f"{'Pass mark':<19} {described.pass_mark} on the test date")
    if described.notice:
        lines += wrapped(f"Note: {described.notice}", 80, indent="  ", first="")
    return "\n".join(lines)


def plan_json(described: DescribedPlan) -> dict[str, Any]:
    """Return the plan with everything said in it, and what follows from it."""
    said: dict[str, Any] = plain(described.plan)
    return {
        "schema": 1,
        **said,
        "guide": described.guide.name,
        "own_guide": described.guide.own,
        "guide_named": described.plan.guide is not None,
        "target": described.target,
        "target_set": described.plan.target is not None,
        "pass_mark": described.pass_mark,
    }
