"""`cohort` as JSON."""

from typing import Any

from stepready.core.shapes import plain
from stepready.services.cohort import Cohort, CohortStudent

SCHEMA = 1
SAID = ("exam", "exam_date", "level", "mean", "p_target", "p_pass", "supported", "trend", "last_entry")


def cohort_json(found: Cohort, shown: tuple[CohortStudent, ...]) -> dict[str, Any]:
    """Return the students to show, and of all who agreed how they are spread."""
    return {
        "schema": SCHEMA,
        "as_of": plain(found.as_of),
        "decided_now": found.decided_now,
        "silent_days": found.silent_days,
        "agreed": len(found.students),
        "not_agreed": found.not_agreed,
        "verdicts": plain(found.verdicts),
        "groups": [group._asdict() | {"verdicts": plain(group.verdicts)} for group in found.groups],
        "students": [student_json(student, found) for student in shown],
    }


def student_json(student: CohortStudent, found: Cohort) -> dict[str, Any]:
    """Return one student; null is not known, or not agreed to."""
    said = student.said
    return {
        "owner": student.owner,
        "shown": student.shown,
        "cohort": student.cohort,
        "verdict": student.verdict.value,
        "at_risk": student.at_risk,
        **{name: None if said is None else plain(getattr(said, name)) for name in SAID},
        "days_to_exam": None if said is None or said.exam_date is None else (said.exam_date - found.as_of).days,
        "stale": bool(student.why_stale),
        "why_stale": list(student.why_stale),
        "scope": student.scope.value,
        "decided_now": student.decided_now,
        "decided_on": None if said is None else plain(said.day),
    }
