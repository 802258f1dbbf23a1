"""What a schedule is made from on a day, and where its practice exams stand then: kept, or worked out now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from stepready.core.case import Case
from stepready.core.facts.facts import Facts
from stepready.core.log.bank_work import left_before
from stepready.core.log.day_log import LOST
from stepready.core.log.same_form import folded_form, is_taken
from stepready.core.log.score import Score
from stepready.core.plan import FURTHEST_BOOKED
from stepready.core.rules.sitting_allowed import attempts_left
from stepready.core.schedule.current import current
from stepready.core.schedule.make import placed_exams
from stepready.core.schedule.planned_days import PlannedExam, Schedule, StudySettings
from stepready.core.schedule.progress import Progress, progress
from stepready.core.schedule.request import Request, exam_day, is_off
from stepready.core.schedule.study_lines import StudyLines, study_lines
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import full_day
from stepready.guides.library import Library
from stepready.store.book import Book


def is_too_far(exam_date: date, case: Case) -> bool:
    """Whether an exam is too far away to plan its days today."""
    return exam_date - case.as_of > FURTHEST_BOOKED


def request_of(book: Book, library: Library, case: Case) -> Request:
    """Gather what a schedule of a case is made from, all but the topics to favour.

    Raise StepreadyError for a plan with nothing to schedule.
    """
    plan, as_of = case.plan, case.as_of
    exam_date = exam_day(plan)
    _refuse_without_attempt(case)
    _refuse_too_far(exam_date, case)
    lines = study_lines(case.guide, library.guides, plan.exam, plan.specialty)
    taken = case.counting_all.full
    began = None if case.schedule is None else case.schedule.made_on
    before = [score.value for score in taken if began is not None and score.day <= began]
    settings = settings_now(book, case)
    return Request(
        as_of=as_of,
        exam_date=exam_date,
        lines=lines,
        settings=settings,
        forms=_unused_forms(library.facts, lines, case.exams),
        last_exam=(taken[-1].day, taken[-1].value) if taken else None,
        sat=_sat_today(taken, as_of),
        reviewing=_to_review(taken, as_of, settings, case.schedule),
        exams_taken=len(taken),
        began=began,
        diagnosed=before[-1] if before else None,
    )


def exams_ahead(book: Book, library: Library, case: Case) -> tuple[tuple[date, PlannedExam], ...] | None:
    """Return the practice exams still to sit, earliest first: of the kept schedule as it stands, else worked out now.

    One sat today is none of them, and a day that was given up today holds none. None where nothing can be scheduled.
    """
    try:
        request = request_of(book, library, case)
    except StepreadyError:
        return None
    if request.exam_date <= case.as_of:
        return None
    is_lost = case.studied.states.get(case.as_of) in LOST
    if case.schedule is None:
        placed = placed_exams(request)
    else:
        days = current(case.schedule, request).schedule.days
        placed = tuple((day.day, day.practice_exam) for day in days if day.practice_exam is not None)
    return tuple(
        (day, exam)
        for day, exam in placed
        if not is_taken(exam.source, exam.form, case.exams) and not (is_lost and day == case.as_of)
    )


def progress_of(case: Case) -> Progress | None:
    """Return how far the log is with the kept schedule; None without one."""
    return None if case.schedule is None else progress(case.schedule, case.studied, case.as_of)


def settings_now(book: Book, case: Case) -> StudySettings:
    """Return the kept settings, the defaults without any, with the questions left as today begins."""
    settings = book.settings(case.plan.exam) or StudySettings(exam=case.plan.exam)
    return replace(settings, questions_left=left_before(case.totals, case.studied.questions, case.as_of))


def _unused_forms(facts: Facts, lines: StudyLines, taken: Sequence[Score]) -> tuple[PlannedExam, ...]:
    """Return the full practice forms that were not taken, least informative first."""
    forms = [
        PlannedExam(instrument.id, form)
        for instrument in facts.instruments
        if (use := instrument.for_exam(lines.exam)) is not None and use.usable and use.full
        for form in use.forms or ("",)
    ]
    rank = {folded_form(name): place for place, name in enumerate(lines.working.forms)}
    unused = [form for form in forms if not is_taken(form.source, form.form, taken)]
    return tuple(sorted(unused, key=lambda form: rank.get(folded_form(f"{form.source.value} {form.form}"), -1)))


def _refuse_without_attempt(case: Case) -> None:
    """Raise StepreadyError where the exam may not be sat again."""
    if not attempts_left(case):
        raise StepreadyError(case.plan.no_attempt)


def _refuse_too_far(exam_date: date, case: Case) -> None:
    """Raise StepreadyError for an exam too far away to plan its days."""
    if is_too_far(exam_date, case):
        raise StepreadyError(
            f"the exam of {full_day(exam_date)} is more than two years away; a schedule can be made from "
            f"{full_day(exam_date - FURTHEST_BOOKED)} on; if the date is a slip: stepready plan set --on DATE"
        )


def _sat_today(taken: Sequence[Score], as_of: date) -> PlannedExam | None:
    """Return the full practice exam that was taken today, the last of several: that sitting is today's plan."""
    return next((PlannedExam(score.source, score.form) for score in reversed(taken) if score.day == as_of), None)


def _to_review(
    taken: Sequence[Score], as_of: date, settings: StudySettings, kept: Schedule | None
) -> PlannedExam | None:
    """Return the latest practice exam taken before today that no working day since has reviewed.

    A day of the kept schedule is a day off when it says so, as one lost to a word and replanned is.
    """
    before = [score for score in taken if score.day < as_of]
    if not before:
        return None
    latest = before[-1]
    since = (latest.day + timedelta(days=step) for step in range(1, (as_of - latest.day).days))
    planned = {} if kept is None else {day.day: day.rest for day in kept.days}
    was_worked = any(not planned.get(day, is_off(day, settings)) for day in since)
    return None if was_worked else PlannedExam(latest.source, latest.form)
