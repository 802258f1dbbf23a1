"""The plan a command speaks of. Kept light: daily commands need no more of planning than this."""

from typing import TYPE_CHECKING

from stepready.core.values.errors import StepreadyError

if TYPE_CHECKING:
    from stepready.core.facts.exam import Exam
    from stepready.core.plan import Plan
    from stepready.store.book import Book

HOW_TO_BEGIN = "make a plan, question by question: `stepready init`"
"""The one next thing of whoever has no plan."""


def plan_of(book: "Book", exam: "Exam | None") -> "Plan":
    """Return the plan for an exam, or the one set last; raise StepreadyError when there is none."""
    plan = book.plan(exam)
    if plan is None:
        about = f" for {exam.label}" if exam else ""
        raise StepreadyError(f"no plan is set{about}", (f"next: {HOW_TO_BEGIN}",))
    return plan
