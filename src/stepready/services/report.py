"""`report`: everything an advisor needs of one plan, gathered on one day."""

import json
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from typing import Any

from stepready.core.case import Case
from stepready.core.facts.exam import Exam
from stepready.core.facts.facts import ConditionReading, Facts, Reading
from stepready.core.facts.settings import Settings
from stepready.core.log.bank_volume import BankVolume, bank_volume
from stepready.core.log.entry import clean_text
from stepready.core.log.score import Score
from stepready.core.plan import Plan
from stepready.core.schedule.planned_days import Schedule
from stepready.core.schedule.topics import Topic
from stepready.core.season.season import Milestone
from stepready.core.values import dataclass
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import full_day, number
from stepready.guides.forecast_model import load_forecast_model
from stepready.guides.library import Library
from stepready.services.application_page import ApplicationPage, application_page
from stepready.services.case import A_YEAR, gather_case
from stepready.services.chart.dates import DatesChart, chart_of_dated
from stepready.services.chart.trend import TrendChart, trend_of
from stepready.services.check import Checked, check_case, check_with_list
from stepready.services.current_plan import plan_of
from stepready.services.dates import Ask, Dated, dates_case
from stepready.services.forecast import ForecastReport, report_case
from stepready.services.schedule import show_case
from stepready.services.topics import topics_of
from stepready.store.book import Book
from stepready.transfer.export import export_json

OURS, YOURS = "ours", "yours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """One thing taken for granted: `status` is a fact's, or `ours`, or `yours` for a value of the user's own."""

    name: str
    value: str
    status: str
    source: str


def assumptions(case: Case, library: Library) -> tuple[Assumption, ...]:
    """Return the facts, days and readings behind a case, the facts first."""
    facts, plan = library.facts, case.plan
    return (
        *_exam_facts(facts, plan.exam, case),
        *(_milestone(found) for found in case.season.milestones if case.spec.seasonal),
        *_readings(library),
        Assumption(name="forecast", value=_model_name(), status=OURS, source=load_forecast_model().citation),
    )


def _exam_facts(facts: Facts, exam: Exam, case: Case) -> Iterator[Assumption]:
    """Return the marks and scales of the exam, then the days a result takes and what a change of date costs."""
    if facts.spec(exam).passed_by == "low-pass-range":
        low = facts.low_pass
        value = f"{number(low.low)}-{number(low.high)} %; likely ready from {number(low.likely_ready_from)} %"
        if case.plan.low_pass is not None:
            value = "{}-{} %, printed on your report".format(*case.plan.low_pass)
        yield Assumption(name="low-pass range", value=value, status=low.status.value, source=low.source)
    else:
        mark = facts.pass_mark(case.plan.exam_date or case.as_of)
        value = f"{mark.score} for tests from {full_day(mark.start)}"
        yield Assumption(name="pass mark", value=value, status=mark.status.value, source=mark.source)
        mean = facts.national_mean()
        value = f"{number(mean.mean)}, SD {number(mean.sd)} (academic year to {mean.year})"
        yield Assumption(name="national mean", value=value, status=mean.status.value, source=mean.source)
    lag = facts.lag
    points = ", ".join(f"{number(100 * point.share)} % by {point.days} days" for point in lag.points)
    value = f"typically {lag.typical_days} days, safely {lag.safe_days}; {points}"
    yield Assumption(name="days to a result", value=value, status=lag.status.value, source=lag.source)
    booking = facts.booking
    value = f"free {booking.free_days} or more days ahead; {booking.eligibility_months}-month eligibility window"
    yield Assumption(name="moving the date", value=value, status=booking.status.value, source=booking.source)


def _milestone(found: Milestone) -> Assumption:
    other = f" or {' or '.join(full_day(day) for day in found.also)}" if found.also else ""
    return Assumption(
        name=found.label, value=f"{full_day(found.on)}{other}", status=found.status.value, source=found.source
    )


def _readings(library: Library) -> Iterator[Assumption]:
    """Return the readings that turn a guide's words into numbers; the user's own values say so."""
    readings = library.facts.readings
    own = {override.name for override in library.settings.readings}
    for name in (field.name for field in fields(readings)):
        reading = getattr(readings, name)
        if isinstance(reading, Reading | ConditionReading):
            value = number(reading.value) if isinstance(reading, Reading) else ", ".join(reading.values)
            status = YOURS if name in own else OURS if reading.ours else "guide"
            source = reading.ours or "; ".join(reading.cite)
            yield Assumption(
                name=name.replace("_", " "), value=f"{value}: {reading.says}", status=status, source=source
            )


def _model_name() -> str:
    return load_forecast_model().name


MOST_SESSIONS = 200
MOST_LETTERS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What a report was made from, and nothing else: the same inputs give the same report.

    `applying` is what the application page is made of, None without one.
    """

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
    applying: dict[str, Any] | None


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
    topics: tuple[Topic, ...]
    bank: BankVolume | None
    application: ApplicationPage | None
    name: str
    export: str
    one_page: bool


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
    one_page: bool = False,
) -> Report:
    """Gather a report on a day; `anonymous` leaves out notes and the application, `one_page` all but the summary.

    Raise StepreadyError when there is no plan.
    """
    plan = plan_of(book, exam)
    case = gather_case(book, library, plan, as_of, guide=guide, bank_days=A_YEAR)
    scores = tuple(replace(score, note="") if anonymous else score for score in book.scores(plan.exam))
    schedule, is_kept = _schedule(book, library, case)
    export = _export(book, anonymous=anonymous)
    application = None if anonymous or one_page else application_page(book, library, case)
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
            applying=None if application is None else {name: export[name] for name in APPLYING},
        ),
        checked=check_case(case, library) if anonymous else check_with_list(book, library, case),
        forecast=report_case(case),
        trend=trend_of(case),
        dated=dated,
        dates=chart_of_dated(dated, case),
        schedule=schedule,
        schedule_is_kept=is_kept,
        exams=tuple(score for score in scores if not score.source.is_bank),
        sessions=sessions[:MOST_SESSIONS],
        more_sessions=max(0, len(sessions) - MOST_SESSIONS),
        assumptions=assumptions(case, library),
        topics=topics_of(book, library, case).topics,
        bank=bank_volume(case.qbank, as_of),
        application=application,
        name="" if anonymous else clean_text("name", name, MOST_LETTERS),
        export=json.dumps(export, ensure_ascii=False),
        one_page=one_page,
    )


APPLYING = ("profiles", "programmes", "shortlists")
"""The parts of an export that an application is made of."""


def _export(book: Book, *, anonymous: bool) -> dict[str, Any]:
    """Return the export of the log, scores without uids; anonymous without notes, profile and programmes."""
    document: dict[str, Any] = json.loads(export_json(book))
    hidden = {"note": ""} if anonymous else {}
    document["scores"] = [
        {key: value for key, value in score.items() if key != "uid"} | hidden for score in document["scores"]
    ]
    document["attempts"] = [{k: v for k, v in attempt.items() if k != "uid"} for attempt in document["attempts"]]
    if anonymous:
        document |= {name: [] for name in APPLYING}
    return document


def _schedule(book: Book, library: Library, case: Case) -> tuple[Schedule | None, bool]:
    """Return the schedule ahead and whether it is the kept one; None when there is nothing to schedule."""
    try:
        shown = show_case(book, library, case)
    except StepreadyError:
        return None, False
    return shown.schedule, shown.is_kept
