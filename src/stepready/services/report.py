"""`report`: everything an advisor needs of one plan, gathered on one day."""

import json
from dataclasses import replace
from datetime import date

from stepready.core.case import Case
from stepready.core.errors import StepreadyError
from stepready.core.facts.exam import Exam
from stepready.core.facts.overrides import Settings
from stepready.core.log.entry import clean_text
from stepready.core.log.score import Score
from stepready.core.plan import Plan
from stepready.core.schedule.day import Schedule
from stepready.core.values import dataclass
from stepready.guides.library import Library
from stepready.services.assumptions import Assumption, assumptions
from stepready.services.case import A_YEAR, gather_case
from stepready.services.chart.dates import DatesChart, chart_of_dated
from stepready.services.chart.trend import TrendChart, trend_of
from stepready.services.check import Checked, check_case
from stepready.services.current_plan import plan_of
from stepready.services.dates import Ask, Dated, dates_case
from stepready.services.forecast import ForecastReport, report_case
from stepready.services.schedule import show_case
from stepready.store.book import Book
from stepready.transfer.export import export_json

MOST_SESSIONS = 200
MOST_LETTERS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What a report was made from, and nothing else: the same inputs give the same report."""

    version: str
    guides: str
    settings: Settings
    as_of: date
    exam: Exam
    guide: str | None
    plan: Plan
    scores: tuple[Score, ...]
    schedule: Schedule | None
    anonymous: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything the page shows. `schedule` is the kept one from today on, or one worked out now, or None.

    `exams` are practice exams and Free 120s, `sessions` the latest of the question bank, both newest first;
    `more_sessions` are not listed. `name` stands on top; `export` is the JSON of the log, so that the verdict can be
    worked out again.
    """

    inputs: Inputs
    checked: Checked
    forecast: ForecastReport
    trend: TrendChart
    dated: Dated
    dates: DatesChart
    schedule: Schedule | None
    schedule_is_kept: bool
    exams: tuple[Score, ...]
    sessions: tuple[Score, ...]
    more_sessions: int
    assumptions: tuple[Assumption, ...]
    name: str
    export: str


def report(
    book: Book,
    library: Library,
    *,
    as_of: date,
    exam: Exam | None,
    guide: str | None,
    anonymous: bool,
    version: str,
    name: str = "",
) -> Report:
    """Gather a report on a day; `anonymous` leaves notes out. Raise StepreadyError when there is no plan."""
    plan = plan_of(book, exam)
    case = gather_case(book, library, plan, as_of, guide=guide, bank_days=A_YEAR)
    scores = tuple(replace(score, note="") if anonymous else score for score in book.scores(plan.exam))
    schedule, is_kept = _schedule(book, library, case)
    dated = dates_case(case, library, Ask(exam=plan.exam, guide=guide))
    sessions = tuple(score for score in scores if score.source.is_bank)
    return Report(
        inputs=Inputs(
            version=version,
            guides=library.digest,
            settings=library.settings,
            as_of=as_of,
            exam=plan.exam,
            guide=guide,
            plan=plan,
            scores=scores,
            schedule=schedule,
            anonymous=anonymous,
        ),
        checked=check_case(case, library),
        forecast=report_case(case),
        trend=trend_of(case),
        dated=dated,
        dates=chart_of_dated(dated, case.plan),
        schedule=schedule,
        schedule_is_kept=is_kept,
        exams=tuple(score for score in scores if not score.source.is_bank),
        sessions=sessions[:MOST_SESSIONS],
        more_sessions=max(0, len(sessions) - MOST_SESSIONS),
        assumptions=assumptions(case, library),
        name="" if anonymous else clean_text("name", name, MOST_LETTERS),
        export=_export(book, anonymous=anonymous),
    )


def _export(book: Book, *, anonymous: bool) -> str:
    """Return the JSON of the log, scores without uids; anonymous without notes, profile and programmes."""
    document = json.loads(export_json(book))
    hidden = {"note": ""} if anonymous else {}
    document["scores"] = [
        {key: value for key, value in score.items() if key != "uid"} | hidden for score in document["scores"]
    ]
    document["attempts"] = [{k: v for k, v in attempt.items() if k != "uid"} for attempt in document["attempts"]]
    if anonymous:
        document |= {"profiles": [], "programmes": [], "shortlists": []}
    return json.dumps(document, ensure_ascii=False)


def _schedule(book: Book, library: Library, case: Case) -> tuple[Schedule | None, bool]:
    """Return the schedule ahead and whether it is the kept one; None when there is nothing to schedule."""
    try:
        shown = show_case(book, library, case)
    except StepreadyError:
        return None, False
    return shown.schedule, shown.is_kept
