"""Gather what a decision is made from: the plan, what counts of the log, the season, the guide that applies."""

from dataclasses import replace
from datetime import date, timedelta

from stepready.core.facts.exam import Competitiveness
from stepready.core.guide.choice import choose
from stepready.core.guide.guide import Guide
from stepready.core.log.evidence import Evidence, gather
from stepready.core.log.score import QbankDay, Score
from stepready.core.plan import Plan
from stepready.core.schedule.day import Schedule
from stepready.core.values import dataclass
from stepready.core.verdict.decision import Case
from stepready.guides.library import Library
from stepready.services.seasons import season_of
from stepready.store.book import Book

BANK_DAYS = 63
"""Days of the question bank that a verdict looks back on: eight weeks of direction and this one."""
A_YEAR = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Casework:
    """A case with the guide that applies to it and what else services need of the log.

    `exams` are the practice exams and Free 120s of the plan's exam; `counting_all` is the evidence with the
    sittings that rules set aside; `notice` says when the guide was written for others; `schedule` is the one kept.
    """

    case: Case
    guide: Guide
    notice: str | None
    exams: tuple[Score, ...]
    qbank: tuple[QbankDay, ...]
    counting_all: Evidence
    schedule: Schedule | None = None


def gather_case(
    book: Book, library: Library, plan: Plan, as_of: date, *, guide: str | None = None, bank_days: int = BANK_DAYS
) -> Casework:
    """Read the log for a plan and choose its guide; `guide` names another for this once.

    The question bank is read for `bank_days` back, or as far as the readings or a kept schedule ask.
    """
    exams, schedule = book.practice_exams(plan.exam), book.schedule(plan.exam)
    back = timedelta(days=max(bank_days, int(library.facts.readings.recent_days.value)))
    since = as_of - back if schedule is None else min(as_of - back, schedule.made_on)
    qbank = book.qbank_days(plan.exam, since=since)
    chosen, notice = choose(library.guides, replace(plan, guide=guide) if guide else plan, library.articles)
    case = Case(
        as_of=as_of,
        plan=plan,
        evidence=gather(exams, qbank, exam=plan.exam, as_of=as_of, facts=library.facts),
        season=season_of(plan, library, as_of),
        facts=library.facts,
        common_rules=library.common,
        competitiveness=competitiveness_of(plan, library),
    )
    return Casework(
        case=case,
        guide=chosen,
        notice=notice,
        exams=tuple(exams),
        qbank=tuple(qbank),
        counting_all=gather(exams, qbank, exam=plan.exam, as_of=as_of, facts=library.facts, counting_all=True),
        schedule=schedule,
    )


def competitiveness_of(plan: Plan, library: Library) -> Competitiveness:
    """Return how hard the plan's specialty is to enter; unknown for other text."""
    known = {specialty.slug: specialty.competitiveness for specialty in library.specialties}
    return known.get(plan.specialty or "", Competitiveness.UNKNOWN)
