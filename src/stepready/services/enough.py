"""`schedule enough`: whether the days suffice, by how much they do not, and what each choice would do."""

from datetime import date

from stepready.core.case import Case
from stepready.core.facts.exam import Exam
from stepready.core.forecast import Outlook
from stepready.core.schedule.choices import Choice, choices
from stepready.core.schedule.request import slots
from stepready.core.schedule.shortfall import Shortfall, shortfalls
from stepready.core.values import dataclass
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import full_day
from stepready.guides.library import Library
from stepready.services.case import gather_case
from stepready.services.current_plan import plan_of
from stepready.services.schedule import prepare, show_case
from stepready.store.book import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a test day means: its forecast (None where nothing usable is logged), and when its score is there.

    `seen` is the chance (0-1) that the score is visible when review opens, None for an exam without a season.
    """

    exam_date: date
    outlook: Outlook | None
    score_typical: date
    seen: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enough:
    """Whether the days to a test date suffice: what falls `short`, and each choice with its effect."""

    as_of: date
    exam: Exam
    guide: str
    review_opens: date | None
    short: tuple[Shortfall, ...]
    booked: Effect
    choices: tuple[tuple[Choice, Effect], ...]


def enough(book: Book, library: Library, *, as_of: date, exam: Exam | None) -> Enough:
    """Compare the days to the exam with what is asked of them; raise StepreadyError where nothing is scheduled."""
    case = gather_case(book, library, plan_of(book, exam), as_of)
    request = prepare(book, library, case).request
    if request.exam_date <= as_of:
        raise StepreadyError(f"the exam of {full_day(request.exam_date)} is not after today: no study day is left")
    found = shortfalls(request, slots(request), show_case(book, library, case).schedule)
    return Enough(
        as_of=as_of,
        exam=case.plan.exam,
        guide=case.guide.name,
        review_opens=case.season.day("review_opens") if case.spec.seasonal else None,
        short=found,
        booked=_effect(case, request.exam_date),
        choices=tuple((choice, _effect(case, choice.exam_date)) for choice in choices(request, found)),
    )


def _effect(case: Case, exam_date: date) -> Effect:
    opens = case.season.day("review_opens") if case.spec.seasonal else None
    return Effect(
        exam_date=exam_date,
        outlook=case.outlook_on(exam_date),
        score_typical=case.arrival.typical_day(exam_date),
        seen=None if opens is None else case.arrival.p_by(opens, exam_date),
    )
