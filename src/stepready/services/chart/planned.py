"""The kept schedule as the charts of planned against done see it."""

from datetime import date

from stepready.core.case import Case
from stepready.core.facts.exam import Exam
from stepready.core.schedule.planned_days import PlannedDay
from stepready.core.values import dataclass
from stepready.core.values.errors import StepreadyError
from stepready.guides.library import Library
from stepready.services.case import gather_case
from stepready.services.chart.picture import Caption, plan_to_draw
from stepready.services.schedule import Shown, show_case
from stepready.store.book import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCase:
    """A case with its kept schedule as it stands; without one `why_not` says what to do."""

    case: Case
    shown: Shown | None
    why_not: str

    @property
    def days(self) -> tuple[PlannedDay, ...]:
        """Every day of the schedule, those behind and those ahead."""
        return () if self.shown is None else (*self.shown.past, *self.shown.schedule.days)

    @property
    def nothing(self) -> tuple[Caption, ...]:
        """What stands in place of a picture."""
        return Caption.lines(("Note", self.why_not))


def planned_case(book: Book, library: Library, as_of: date, exam: Exam | None) -> PlannedCase:
    """Gather a case and its kept schedule."""
    case = gather_case(book, library, plan_to_draw(book, exam), as_of)
    if book.plan(exam) is None:
        return PlannedCase(case=case, shown=None, why_not="the log is held against a schedule, and that needs a plan.")
    try:
        shown = show_case(book, library, case)
    except StepreadyError as problem:
        return PlannedCase(case=case, shown=None, why_not=f"{problem.message}.")
    if not shown.is_kept:
        why = "no schedule is kept to hold the log against; keep one: `stepready schedule make`."
        return PlannedCase(case=case, shown=None, why_not=why)
    return PlannedCase(case=case, shown=shown, why_not="")
