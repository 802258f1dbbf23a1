"""Gather what a decision is made from: the plan, what counts of the log, the season, the guide that applies."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, partial

from stepready.core.case import Case
from stepready.core.facts.exam import Competitiveness, Exam, Source, Step1
from stepready.core.forecast import Trend, fit
from stepready.core.forecast.bank_first_pass import first_pass_told
from stepready.core.forecast.failed_sitting import failed_before
from stepready.core.guide.choice import choose
from stepready.core.log.attempts import Attempt, attempts_told
from stepready.core.log.bank import BankTotal, in_hand
from stepready.core.log.bank_work import BankWork
from stepready.core.log.day_log import Studied, by_day
from stepready.core.log.evidence import gather
from stepready.core.log.score import QbankDay, Score
from stepready.core.plan import Plan
from stepready.core.schedule.planned_days import Schedule
from stepready.core.season.arrival import arrival_of
from stepready.core.season.prior_sittings import prior_sittings
from stepready.guides.forecast_model import load_forecast_model
from stepready.guides.library import Library
from stepready.services.current_season import season_of
from stepready.services.schedule_inputs import exams_ahead
from stepready.store.book import Book

BANK_DAYS = 63
"""Days of the question bank that a verdict looks back on: eight weeks of direction and this one."""
A_YEAR = 366


def gather_case(
    book: Book, library: Library, plan: Plan, as_of: date, *, guide: str | None = None, bank_days: int = BANK_DAYS
) -> Case:
    """Read the log for a plan and choose its guide; `guide` names another for this once.

    The question bank is read for `bank_days` back, or as far as the readings or a kept schedule ask.
    """
    exams, schedule = book.practice_exams(plan.exam), book.schedule(plan.exam)
    totals = book.bank_totals(plan.exam)
    work = book.bank_work(plan.exam, _bank_since(library, as_of, bank_days, schedule, totals), totals)
    studied = studied_of(book, plan.exam, work, exams)
    attempts = [sat for about in Exam for sat in book.attempts(about)]
    case = case_of(
        library,
        _seeing_step1(book, library, plan, as_of),
        as_of,
        attempts=attempts,
        exams=exams,
        qbank=work.days,
        first_pass=work.first_pass,
        totals=totals,
        studied=studied,
        guide=guide,
        schedule=schedule,
    )
    return replace(case, exams_ahead=cache(partial(exams_ahead, book, library, case)))


def _seeing_step1(book: Book, library: Library, plan: Plan, as_of: date) -> Plan:
    """Return a plan that says nothing of Step 1 as saying that it is not taken, while its own plan's day is to come."""
    after = library.facts.spec(plan.exam).after
    first = None if after is None or plan.step1 is not None else book.plan(after)
    is_ahead = first is not None and first.exam_date is not None and not first.is_over(as_of)
    return replace(plan, step1=Step1.NOT_TAKEN) if is_ahead else plan


def looked_back(library: Library, bank_days: int = BANK_DAYS) -> int:
    """Return how many days of the question bank are read: `bank_days`, or as many as the readings ask."""
    return max(bank_days, int(library.facts.readings.recent_days.value))


def _bank_since(
    library: Library, as_of: date, bank_days: int, schedule: Schedule | None, totals: Sequence[BankTotal]
) -> date:
    """Return the day from which question-bank work is needed: that of the count that says what is left, at least."""
    counted = in_hand(totals)
    asked = [as_of - timedelta(days=looked_back(library, bank_days))]
    asked += [schedule.made_on] if schedule is not None else []
    asked += [counted.day] if counted is not None else []
    return min(asked)


def studied_of(book: Book, exam: Exam, work: BankWork, exams: Sequence[Score]) -> Studied:
    """Return what was done by day: the bank's work and the exams given, and the hours and words the book holds."""
    return by_day(work.days, exams, book.study_hours(exam), book.marks(exam), book.anki_hours(), unrated=work.unrated)


def case_of(
    library: Library,
    plan: Plan,
    as_of: date,
    *,
    attempts: Sequence[Attempt] | None = None,
    exams: Sequence[Score] = (),
    qbank: Sequence[QbankDay] = (),
    first_pass: Sequence[QbankDay] | None = None,
    totals: Sequence[BankTotal] = (),
    studied: Studied | None = None,
    guide: str | None = None,
    schedule: Schedule | None = None,
) -> Case:
    """Return the case of a plan with these logged scores; raise StepreadyError for a guide that does not apply.

    Without `attempts` the sittings before are those the plan tells of; with them the plan counts the failed ones,
    a number under the pass mark of its day among them. Without `first_pass` all of `qbank` is that.
    """
    chosen, notice = choose(library.shelf, replace(plan, guide=guide) if guide else plan)
    exam, facts = plan.exam, library.facts

    sittings = tuple(attempts_told(plan) if attempts is None else attempts)
    prior = prior_sittings(sittings, plan, exam, facts)
    since, failed = prior.last_failed_on, failed_before(prior.failed, facts)
    plan = replace(plan, failed_attempts=len(prior.failed), failed_on=since)
    first = qbank if first_pass is None else first_pass

    @cache
    def fitted(left_out: Source | None) -> Trend:
        model = load_forecast_model()
        return fit(
            [score for score in exams if score.source != left_out],
            first,
            exam=exam,
            as_of=as_of,
            model=model,
            facts=facts,
            applicant=plan.applicant,
            failed=failed,
            first_pass=first_pass_told(totals, as_of, model.of(exam).bank_percent, since=since),
        )

    return Case(
        as_of=as_of,
        plan=plan,
        attempts=sittings,
        exams=tuple(exams),
        qbank=tuple(qbank),
        totals=tuple(totals),
        studied=studied or by_day(qbank, exams),
        evidence=gather(exams, first, exam=exam, as_of=as_of, facts=facts, since=since),
        counting_all=gather(exams, first, exam=exam, as_of=as_of, facts=facts, since=since, counting_all=True),
        season=season_of(plan, library, as_of),
        facts=facts,
        arrival=arrival_of(facts),
        shared_rules=library.common,
        competitiveness=_competitiveness_of(plan, library),
        guide=chosen,
        fitted=fitted,
        notice=notice,
        next_season=season_of(None, library, as_of).year,
        schedule=schedule,
    )


def _competitiveness_of(plan: Plan, library: Library) -> Competitiveness:
    """Return how hard the plan's specialty is to enter; unknown for other text."""
    known = {specialty.slug: specialty.competitiveness for specialty in library.specialties}
    return known.get(plan.specialty or "", Competitiveness.UNKNOWN)
