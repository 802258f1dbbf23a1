"""Which plan a chart is about: also a log without one has something to show."""

from stepready.core.facts.exam import Exam
from stepready.core.plan import Plan
from stepready.store.book import Book


def plan_to_draw(book: Book, exam: Exam | None) -> Plan:
    """Return the plan of an exam, or the one set last; without any, a bare one for the exam logged last."""
    plan = book.plan(exam)
    if plan is not None:
        return plan
    latest = book.scores(most=1)
    return Plan(exam=exam or (latest[0].exam if latest else Exam.STEP2CK))


def log_command(words: str, plan: Plan) -> str:
    """Return the command that logs something for a plan; it names the exam where no plan does."""
    bare = plan == Plan(exam=plan.exam)
    return f"`stepready log {words}{f' --exam {plan.exam.value}' if bare else ''}`"


def nbme_command(plan: Plan) -> str:
    """Return the command that logs a practice exam of a plan's exam."""
    return log_command("nbme 30 71%" if plan.exam is Exam.STEP1 else "nbme 13 231", plan)
