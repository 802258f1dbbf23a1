"""Which plan a chart is about: also a log without one has something to show."""

from stepready.core.exam import Exam
from stepready.core.plan import Plan
from stepready.store.book import Book


def plan_to_draw(book: Book, exam: Exam | None) -> Plan:
    """Return the plan of an exam, or the one set last; without any, a bare one for the exam logged last."""
    plan = book.plan(exam)
    if plan is not None:
        return plan
    latest = book.scores(most=1)
    return Plan(exam=exam or (latest[0].exam if latest else Exam.STEP2CK))
