"""Plain `stepready`: the state of one plan on one screen."""

from datetime import date

from stepready.core.score import Score
from stepready.core.values import dataclass
from stepready.guides.library import Library
from stepready.services.casework import Casework, gather_case
from stepready.services.checking import Checked, check_case
from stepready.services.todays import Today, short_today
from stepready.store.book import Book

MOST = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """What the screen shows. `practice` are the latest practice exams on the exam's own scale, oldest first."""

    checked: Checked
    today: Today | None
    practice: tuple[Score, ...]

    @property
    def days_left(self) -> int | None:
        """Days from today to the booked date, below 0 once it is past; None without one."""
        booked = self.checked.plan.exam_date
        return None if booked is None else (booked - self.checked.as_of).days


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What is there before any plan: how many scores are logged."""

    logged: int


def dashboard(book: Book, library: Library, *, as_of: date) -> Dashboard | Beginning:
    """Return the state of the plan set last on a day."""
    plan = book.plan()
    if plan is None:
        return Beginning(logged=book.count())
    work = gather_case(book, library, plan, as_of)
    return Dashboard(
        checked=check_case(work, library),
        today=short_today(book, as_of=as_of, exam=plan.exam, library=lambda: library),
        practice=practice_on_scale(work, library)[-MOST:],
    )


def practice_on_scale(work: Casework, library: Library) -> tuple[Score, ...]:
    """Return the practice exams up to today that are printed on the exam's own scale, oldest first."""
    found = []
    for score in reversed(work.exams):
        use = library.facts.instrument(score.source).for_exam(score.exam)
        own = use is not None and use.usable and use.full and score.unit == use.scales[0].unit
        if own and score.day <= work.case.as_of:
            found.append(score)
    return tuple(found)
