"""`review`: one week in one screen: planned and done, what moved the forecast, what is weak, what comes next."""

from datetime import date, timedelta

from stepready.core.facts.exam import Exam
from stepready.core.forecast import Forecast
from stepready.core.log.score import Score
from stepready.core.schedule.planned_and_done import A_WEEK, Account, monday_of
from stepready.core.schedule.topics import Topic
from stepready.core.values import dataclass
from stepready.guides.library import Library
from stepready.services.case import gather_case
from stepready.services.current_plan import plan_of
from stepready.services.schedule import Shown, show_case
from stepready.services.topics import describe_topics
from stepready.store.book import Book

WEAKEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One week up to a day, and the week after it.

    `before` and `now` are the forecasts for the same test day, with what was logged up to the Sunday before the week
    and up to the day; None where nothing usable was logged. `exams` are the practice exams of the week. `weakest` are
    the topics to work on first, at most two.
    """

    as_of: date
    exam: Exam
    exam_date: date
    week: Account
    ahead: Account
    before: Forecast | None
    now: Forecast | None
    exams: tuple[Score, ...]
    weakest: tuple[Topic, ...]
    notices: tuple[str, ...]


def review(book: Book, library: Library, *, as_of: date, exam: Exam | None) -> Review:
    """Look back on the week of a day and ahead to the next; raise StepreadyError where nothing is scheduled.

    Once the exam is here, the week looked back on is the one up to its eve.
    """
    plan = plan_of(book, exam)
    now = gather_case(book, library, plan, as_of)
    shown = show_case(book, library, now)
    last = min(as_of, shown.schedule.exam_date - timedelta(days=1))
    monday = monday_of(last)
    before = gather_case(book, library, plan, monday - timedelta(days=1))
    return Review(
        as_of=as_of,
        exam=plan.exam,
        exam_date=shown.schedule.exam_date,
        week=shown.account(monday, last),
        ahead=_ahead(shown, monday + timedelta(days=A_WEEK)),
        before=before.forecast_on(shown.schedule.exam_date),
        now=now.forecast_on(shown.schedule.exam_date),
        exams=tuple(score for score in reversed(now.exams) if monday <= score.day <= as_of),
        weakest=_weakest(book, library, as_of, plan.exam),
        notices=shown.notices,
    )


def _ahead(shown: Shown, monday: date) -> Account:
    return shown.account(monday, monday + timedelta(days=A_WEEK - 1))


def _weakest(book: Book, library: Library, as_of: date, exam: Exam) -> tuple[Topic, ...]:
    ranked = describe_topics(book, library, as_of=as_of, exam=exam).topics
    return tuple(topic for topic in ranked if topic.ranked)[:WEAKEST]
