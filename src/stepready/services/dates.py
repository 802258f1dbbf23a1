"""`dates`: every feasible test date against every deadline, with the dates no other beats."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from stepready.core.case import Case
from stepready.core.dates.candidates import checked_only, checked_until, key_days, last_that_matters, week_by_week
from stepready.core.dates.sweep import (
    LastSafe,
    Question,
    SweptDay,
    counts_by,
    deadlines_of,
    delay_trade,
    judge_days,
    last_safe,
    last_safe_days,
    trade,
    undominated,
)
from stepready.core.facts.exam import Exam
from stepready.core.log.attempts import Attempt
from stepready.core.rules.sitting_allowed import attempts_left, may_sit
from stepready.core.season.arrival import Arrival
from stepready.core.season.decide_by import decide_by, decide_by_parts, is_pending, next_deadlines
from stepready.core.season.key_day import KeyDay
from stepready.core.season.season import Milestone
from stepready.core.values import dataclass
from stepready.core.verdict.application import ApplicationDecision
from stepready.core.verdict.checks import ExamVerdict
from stepready.core.verdict.circumstances import result_fails
from stepready.core.verdict.course import compares_days, keeps_the_date, strength
from stepready.core.verdict.decision import Decision, decide
from stepready.core.verdict.delay import Delay
from stepready.core.verdict.expected import expected_verdict, verdict_now
from stepready.guides.library import Library
from stepready.services.case import case_of, gather_case
from stepready.services.current_plan import plan_of
from stepready.services.current_season import season_of
from stepready.services.dates_notices import advice, dating_notices
from stepready.services.last_good_days import GuideWindows, windows_of
from stepready.store.book import Book

DAY = timedelta(days=1)
A_LITTLE = timedelta(weeks=8)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherDay:
    """Another day a milestone may fall on, with the last safe test days for it."""

    id: str
    on: date
    p90: date
    p99: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """The day that `check` names instead of the booked one, and how good it is in a word."""

    on: date
    strength: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is asked of a sweep: another guide or season for once, its end, or the seats to compare alone."""

    exam: Exam | None = None
    guide: str | None = None
    season: int | None = None
    until: date | None = None
    only: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Everything `dates` shows. `compared_by` is the deadline that being visible is judged by.

    `delay` is what `check` says instead of the booked date, `instead` the day it names with how good it is in a word,
    `trade` what moving there (or to the last date that is as good as safe) buys and costs, `advice` says so in words.
    `starred` are the days to be held up as better: those no other beats, none where the decision names no other day.
    `review` is the season's review day. `after_exam` is what follows a sitting whose result is pending.
    """

    as_of: date
    exam: Exam
    guide: str
    shown_guide: str
    target: int | None
    season: int
    planned: date | None
    compared_by: str
    review: Milestone
    deadlines: Mapping[str, date]
    rows: tuple[SweptDay, ...]
    undominated: tuple[date, ...]
    starred: tuple[date, ...]
    stands: bool
    instead: Instead | None
    last_safe: Mapping[str, LastSafe]
    last_safe_if: tuple[OtherDay, ...]
    decide_by: KeyDay | None
    decide_by_parts: tuple[KeyDay, ...]
    after_exam: tuple[KeyDay, ...]
    delay: Delay | None
    application: ApplicationDecision
    advice: str | None
    trade: str | None
    guides: tuple[GuideWindows, ...]
    notices: tuple[str, ...]


def dates(book: Book, library: Library, *, as_of: date, ask: Ask) -> Dated:
    """Compare test days on a day; raise StepreadyError without a plan or for days that cannot be sat."""
    case = gather_case(book, library, plan_of(book, ask.exam), as_of, guide=ask.guide)
    found = season_of(case.plan, library, as_of, year=ask.season)
    return dates_case(replace(case, season=found), library, ask)


def dates_case(planned: Case, library: Library, ask: Ask) -> Dated:
    """Compare test days for a gathered case."""
    decision, arrival = decide(planned), planned.arrival
    case = _sitting_ahead(decision, library)
    ahead = decision if case is planned else decide(case)
    question = _question(case, decision)
    days = _days(question, decision, ask)
    rows = judge_days(question, days)
    by = counts_by(case.season, case.as_of, is_applied=case.applied)
    unbeaten = undominated(rows, by)
    deadlines = deadlines_of(case.season, case.facts) if case.spec.seasonal else {}
    settled = case.plan.result is not None or is_pending(case.plan, case.as_of) or not attempts_left(case)
    parts = () if settled else decide_by_parts(case.plan, case.facts)
    review = case.season.milestone("review_opens")
    return Dated(
        as_of=case.as_of,
        exam=case.plan.exam,
        guide=planned.guide.name,
        shown_guide=planned.guide.shown,
        target=decision.case.target,
        season=case.season.year,
        planned=case.plan.exam_date,
        compared_by=by,
        review=review,
        deadlines=deadlines,
        rows=rows,
        undominated=unbeaten,
        starred=unbeaten if compares_days(ahead) else (),
        stands=keeps_the_date(decision),
        instead=_instead(decision),
        last_safe=last_safe_days(arrival, deadlines),
        last_safe_if=_other_days(review, arrival) if deadlines else (),
        decide_by=decide_by(parts, case.as_of),
        decide_by_parts=parts,
        after_exam=_after_exam(case),
        delay=decision.exam.delay,
        application=decision.application,
        advice=advice(decision),
        trade=_trade(rows, by, ahead, ask) if compares_days(ahead) else None,
        guides=windows_of(case, library.guides.values()),
        notices=dating_notices(planned, case, rows, library),
    )


def _sitting_ahead(decision: Decision, library: Library) -> Case:
    """Return the case as the next sitting sees it: after a failed result the plan is one for a retake."""
    case, plan = decision.case, decision.case.plan
    if not result_fails(case):
        return case
    sat = Attempt(exam=plan.exam, on=plan.exam_date, score=plan.result)
    kept = any(one.exam is sat.exam and one.on == sat.on and one.score == sat.score for one in case.attempts)
    retake, attempts = replace(plan, result=None, exam_date=None), case.attempts if kept else (*case.attempts, sat)
    return replace(
        case,
        plan=retake,
        attempts=attempts,
        evidence=case.evidence.after(plan.exam_date),
        fitted=case_of(
            library,
            retake,
            case.as_of,
            attempts=attempts,
            exams=case.exams,
            first_pass=case.evidence.qbank,
            totals=case.totals,
            guide=case.guide.name,
        ).fitted,
    )


def _question(case: Case, decision: Decision) -> Question:
    return Question(
        as_of=case.as_of,
        plan=case.plan,
        season=case.season,
        facts=case.facts,
        arrival=case.arrival,
        timing=decision.case.timing,
        forecast_on=case.outlook_on,
        expected_on=lambda day: expected_verdict(case, day).value,
        now_on=lambda day: verdict_now(case, day).value,
        may_sit=lambda day: may_sit(case, day),
    )


def _days(question: Question, decision: Decision, ask: Ask) -> list[date]:
    """Return the test days to look at, earliest first."""
    plan, as_of = question.plan, question.as_of
    if ask.only:
        return checked_only(list(ask.only), as_of)
    if plan.result is not None:
        return []
    if is_pending(plan, as_of):
        return [plan.exam_date] if plan.exam_date else []
    first, booked = as_of + DAY, plan.exam_date
    timing = question.timing
    until = (
        checked_until(ask.until, as_of) if ask.until else _until(question, first, is_retake=result_fails(decision.case))
    )
    extra = {booked} if booked else set()
    if decision.exam.delay is not None and decision.exam.delay.to is not None:
        extra.add(decision.exam.delay.to)
    if timing is not None:
        by = counts_by(question.season, as_of, is_applied=decision.case.applied)
        extra |= key_days(question.season, question.arrival, timing, by)
    days = [] if until is None else week_by_week(first, until, extra, booked)
    return sorted({*days, booked}) if booked else days


def _until(question: Question, first: date, *, is_retake: bool) -> date | None:
    """Return the last day that matters, drawn out to a booked date a little later; for a retake the rank list's."""
    if is_retake and question.timing is not None:
        return question.arrival.last_typical_test_day(question.season.day("rank_list_due"))
    matters = last_that_matters(first, question.season, question.arrival, question.timing)
    booked = question.plan.exam_date
    if matters is None or booked is None or booked > matters + A_LITTLE:
        return matters
    return max(matters, booked)


def _after_exam(case: Case) -> tuple[KeyDay, ...]:
    """Return what follows a sitting whose result is pending."""
    if not is_pending(case.plan, case.as_of):
        return ()
    return next_deadlines(case.plan, case.season, case.facts, case.as_of, case.arrival)


def _other_days(review: Milestone, arrival: Arrival) -> tuple[OtherDay, ...]:
    found = [(day, last_safe(arrival, day)) for day in review.also]
    return tuple(OtherDay(id=review.id, on=day, p90=safe.p90, p99=safe.p99) for day, safe in found)


def _trade(rows: tuple[SweptDay, ...], by: str, decision: Decision, ask: Ask) -> str | None:
    """Weigh the booked date (or the first) against the delay, the last seat, or the last day as good as safe.

    Step 1 has no day to be safe for: there the other date is the last that no other beats. None while it is too early
    to judge, and for days that may not be sat.
    """
    booked = decision.case.plan.exam_date
    days = [row.exam_date for row in rows if row.allowed or row.exam_date == booked]
    if not days or decision.exam.verdict is ExamVerdict.EARLY:
        return None
    delay = decision.exam.delay
    base = booked if booked in days else days[0]
    if delay is not None and delay.to is not None and delay.to in days and delay.to != base:
        return delay_trade(rows, base, delay.to, by=by, as_of=decision.case.as_of)
    if ask.only:
        other = days[-1] if days[-1] != base else days[0]
    elif not decision.case.spec.seasonal:
        other = max(undominated(rows, by), default=base)
    else:
        safe = decision.case.arrival.last_test_day(decision.case.season.day(by), 0.9)
        other = max((day for day in days if day <= safe), default=base)
    is_move = base == booked or bool(ask.only)
    return trade(rows, base, other, by=by, as_of=decision.case.as_of, what="moving" if is_move else "waiting")


def _instead(decision: Decision) -> Instead | None:
    delay, how = decision.exam.delay, strength(decision)
    return None if how is None or delay is None or delay.to is None else Instead(on=delay.to, strength=how)
