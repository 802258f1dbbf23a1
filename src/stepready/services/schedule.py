"""`schedule`: make, show and repair the day-by-day plan from plan, guide, settings and log."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from stepready.core.case import Case
from stepready.core.errors import StepreadyError
from stepready.core.facts.exam import Exam
from stepready.core.facts.facts import Facts
from stepready.core.guide.study import WorkingModel
from stepready.core.log.form import folded_form, is_taken
from stepready.core.log.score import Score
from stepready.core.log.study import NOTHING, Studied
from stepready.core.plan import Plan
from stepready.core.schedule.advice import standing_notices
from stepready.core.schedule.current import current, slots_of
from stepready.core.schedule.day import PlannedDay, PlannedExam, Schedule, StudySettings
from stepready.core.schedule.giving import changed
from stepready.core.schedule.lines import StudyLines, study_lines
from stepready.core.schedule.make import make_schedule
from stepready.core.schedule.progress import Progress, behind_notice, missed_exams, progress
from stepready.core.schedule.replan import Option, Remedy, Replan, replan
from stepready.core.schedule.request import Request
from stepready.core.schedule.slots import is_off
from stepready.core.schedule.topics import focus_topics, rank_topics
from stepready.core.schedule.week import Account, account
from stepready.core.values import dataclass
from stepready.core.wording import WEEKDAYS, count, full_day, listed
from stepready.guides.library import Library
from stepready.services.case import gather_case
from stepready.services.current_plan import plan_of
from stepready.store.book import Book

FORECAST_FOLLOWS = "the forecast follows practice exams, not question counts: of a way on it knows the test date alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """Everything a schedule is made from on one day; `done` is the progress of the kept one, if any."""

    case: Case
    request: Request
    done: Progress | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A schedule from today on. `is_kept` is False for one worked out just now and not kept.

    `past` are the days before today of the kept one, `studied` what was done by day. `version` grows with every change
    the user makes; `gone` are days that an earlier kept schedule had and that now lie after the exam's eve.
    """

    as_of: date
    guide: str
    schedule: Schedule
    settings: StudySettings
    is_kept: bool
    notices: tuple[str, ...]
    past: tuple[PlannedDay, ...] = ()
    studied: Studied = NOTHING
    working: WorkingModel
    version: int = 0
    gone: tuple[date, ...] = ()

    def account(self, first: date, last: date) -> Account:
        """Return planned against done from one day to another, both included."""
        days = (*self.past, *self.schedule.days)
        return account(first, last, days, self.studied, working=self.working, as_of=self.as_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """One way on with what the forecast makes of it: probabilities (0-1) and the mean on its exam day.

    `unsupported` says why no data support it, None where they do.
    """

    option: Option
    mean: float | None
    p_target: float | None
    p_pass: float | None
    unsupported: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Previews:
    """The four ways on, side by side."""

    as_of: date
    replan: Replan
    previews: tuple[Preview, ...]
    notices: tuple[str, ...]


def dated(plan: Plan) -> date:
    """Return the plan's test date; raise StepreadyError when there is none or a result is known."""
    if plan.result is not None:
        raise StepreadyError(f"{plan.exam.label} has a result ({plan.result}): there is nothing left to schedule")
    if plan.exam_date is None:
        raise StepreadyError(
            f"the {plan.exam.label} plan has no test date; a schedule needs one: stepready plan set --on DATE"
        )
    return plan.exam_date


def prepare(book: Book, library: Library, case: Case) -> Prepared:
    """Gather what a schedule of a case needs; raise StepreadyError for a plan with nothing to schedule."""
    plan, as_of, kept = case.plan, case.as_of, case.schedule
    exam_date = dated(plan)
    done = progress(kept, case.studied, as_of) if kept is not None else None
    lines = study_lines(case.guide, library.guides, plan.exam, plan.specialty)
    topics = rank_topics(book.topic_days(plan.exam), lines.topics, lines.working, as_of)
    latest = case.counting_all.full[-1] if case.counting_all.full else None
    settings = settings_now(book, plan.exam, done)
    request = Request(
        as_of=as_of,
        exam_date=exam_date,
        lines=lines,
        settings=settings,
        forms=unused_forms(library.facts, lines, case.exams),
        last_exam=(latest.day, latest.value) if latest is not None else None,
        focus=focus_topics(topics, lines.topics),
        sat=_sat_today(case.counting_all.full, as_of),
        reviewing=_to_review(case.counting_all.full, as_of, settings),
        exams_taken=len(case.counting_all.full),
    )
    return Prepared(case=case, request=request, done=done)


def _case(book: Book, library: Library, as_of: date, exam: Exam | None) -> Case:
    """Gather the case of a plan that has something to schedule."""
    plan = plan_of(book, exam)
    dated(plan)
    return gather_case(book, library, plan, as_of)


def settings_now(book: Book, exam: Exam, done: Progress | None) -> StudySettings:
    """Return the kept settings, questions done before today taken off those left; the defaults without any."""
    settings = book.settings(exam) or StudySettings(exam=exam)
    if settings.questions_left is None or done is None:
        return settings
    return replace(settings, questions_left=max(0, settings.questions_left - done.done_before))


def _sat_today(taken: Sequence[Score], as_of: date) -> PlannedExam | None:
    """Return the full practice exam that was taken today: that sitting is today's plan."""
    return next((PlannedExam(score.source, score.form) for score in taken if score.day == as_of), None)


def _to_review(taken: Sequence[Score], as_of: date, settings: StudySettings) -> PlannedExam | None:
    """Return the latest practice exam taken before today that no working day since has reviewed."""
    before = [score for score in taken if score.day < as_of]
    if not before:
        return None
    latest = before[-1]
    since = (latest.day + timedelta(days=step) for step in range(1, (as_of - latest.day).days))
    return None if any(not is_off(day, settings) for day in since) else PlannedExam(latest.source, latest.form)


def unused_forms(facts: Facts, lines: StudyLines, taken: Sequence[Score]) -> tuple[PlannedExam, ...]:
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


def make(
    book: Book,
    library: Library,
    *,
    as_of: date,
    exam: Exam | None,
    given: Mapping[str, Any] | None = None,
    reset: bool = False,
) -> Shown:
    """Make a schedule from today and keep it with its settings; one undo takes both back.

    `given` are the settings named, as `core.schedule.giving.changed` reads them; with `reset` the others fall
    back to the guide's.
    """
    prepared = prepare(book, library, _case(book, library, as_of, exam))
    before = StudySettings(exam=prepared.case.plan.exam) if reset else prepared.request.settings
    settings = changed(before, today=as_of, exam_date=prepared.request.exam_date, **(given or {}))
    prepared = replace(prepared, request=replace(prepared.request, settings=settings))
    made = make_schedule(prepared.request)
    book.save_schedule(made.schedule, settings=prepared.request.settings)
    said = (*_started_over(prepared), *_without_hours(before, settings), *made.notices)
    return _shown(book, prepared, made.schedule, said, is_kept=True)


def show(book: Book, library: Library, *, as_of: date, exam: Exam | None) -> Shown:
    """Return the schedule from today on; raise StepreadyError when there is no plan or nothing to schedule."""
    return show_case(book, library, _case(book, library, as_of, exam))


def show_case(book: Book, library: Library, case: Case) -> Shown:
    """Return the schedule of a case from its day on: the kept one as it stands, or one worked out now and not kept."""
    prepared, as_of = prepare(book, library, case), case.as_of
    if prepared.case.schedule is None:
        made = make_schedule(prepared.request)
        told = "no schedule is kept: this one is worked out now; `stepready schedule make` keeps it"
        return _shown(book, prepared, made.schedule, (told, *made.notices), is_kept=False)
    _still_ahead(prepared.request)
    missed = missed_exams(prepared.case.schedule, prepared.case.exams, as_of)
    found = current(prepared.case.schedule, prepared.request, missed)
    behind = behind_notice(prepared.case.schedule, prepared.case.studied, as_of)
    laid_out = slots_of(found.schedule.days, prepared.request)
    short = standing_notices(prepared.request, laid_out, found.schedule)
    said = dict.fromkeys((*((behind,) if behind else ()), *found.notices, *short))
    return _shown(book, prepared, found.schedule, tuple(said), is_kept=True)


def _without_hours(before: StudySettings, after: StudySettings) -> tuple[str, ...]:
    """Name the weekdays that lost the guide's hours because only others were given hours."""
    if before.hours is not None or after.hours is None:
        return ()
    free = [WEEKDAYS[day] for day, hours in enumerate(after.hours) if not hours and day not in after.rest_weekdays]
    return (f"no hours were given for {listed(free)}: nothing is planned there",) if free else ()


def _started_over(prepared: Prepared) -> tuple[str, ...]:
    """Say what a schedule made anew leaves behind of the one kept before."""
    if prepared.case.schedule is None or prepared.done is None or not prepared.done.behind:
        return ()
    missing = count(prepared.done.behind, "missing question")
    told = (
        f"made anew: the {missing} of the schedule kept before are left out; to carry them over, "
        "`stepready undo` and then `stepready schedule replan`"
    )
    return (told,)


def preview(book: Book, library: Library, *, as_of: date, exam: Exam | None) -> Previews:
    """Work out the four ways on, each with its forecast; nothing is kept."""
    prepared, found = _replanned(book, library, as_of, exam)
    previews = tuple(_preview(prepared, option) for option in found.options)
    follows = (FORECAST_FOLLOWS,) if any(preview.mean is not None for preview in previews) else ()
    return Previews(as_of=as_of, replan=found, previews=previews, notices=(*found.notices, *follows))


def apply(book: Book, library: Library, choice: Remedy, *, as_of: date, exam: Exam | None) -> Option:
    """Keep the schedule of one choice; a moved exam moves the plan's test date in the same change."""
    prepared, found = _replanned(book, library, as_of, exam)
    option = chosen(found, choice)
    moved = option.schedule.exam_date != prepared.request.exam_date
    book.save_schedule(
        option.keeping,
        plan=replace(prepared.case.plan, exam_date=option.schedule.exam_date) if moved else None,
    )
    return option


def chosen(found: Replan, choice: Remedy) -> Option:
    """Return a way on; raise StepreadyError when it is not among those offered."""
    option = found.option(choice)
    if option is None:
        offered = ", ".join(way.choice.value for way in found.options)
        why = f"only {offered} changes anything" if offered else "the log is level with the schedule"
        raise StepreadyError(f"nothing to replan by {choice.value}: no question is missing, {why}")
    return option


def _replanned(book: Book, library: Library, as_of: date, exam: Exam | None) -> tuple[Prepared, Replan]:
    prepared = prepare(book, library, _case(book, library, as_of, exam))
    if prepared.case.schedule is None or prepared.done is None:
        raise StepreadyError("there is no kept schedule to replan; make one first: stepready schedule make")
    _still_ahead(prepared.request)
    missed = missed_exams(prepared.case.schedule, prepared.case.exams, as_of)
    return prepared, replan(prepared.case.schedule, prepared.request, prepared.done, missed)


def _still_ahead(request: Request) -> None:
    if request.exam_date <= request.as_of:
        raise StepreadyError(
            f"the exam of {full_day(request.exam_date)} is not after today ({full_day(request.as_of)}): "
            "no study day is left"
        )


def _gone(book: Book, schedule: Schedule) -> tuple[date, ...]:
    """Return the days from the exam on that a schedule kept earlier asked for."""
    latest = max(book.schedule_ends(schedule.exam), default=schedule.exam_date)
    return tuple(schedule.exam_date + timedelta(days=step) for step in range((latest - schedule.exam_date).days))


def _preview(prepared: Prepared, option: Option) -> Preview:
    found = prepared.case.outlook_on(option.schedule.exam_date)
    return Preview(
        option=option,
        mean=found.mean if found else None,
        p_target=found.p_target if found else None,
        p_pass=found.p_pass if found else None,
        unsupported=found.unsupported if found else None,
    )


def _past(prepared: Prepared) -> tuple[PlannedDay, ...]:
    kept = prepared.case.schedule
    return () if kept is None else tuple(day for day in kept.days if day.day < prepared.request.as_of)


def _shown(book: Book, prepared: Prepared, schedule: Schedule, notices: tuple[str, ...], *, is_kept: bool) -> Shown:
    written_for = (prepared.case.notice,) if prepared.case.notice else ()
    return Shown(
        as_of=prepared.request.as_of,
        guide=prepared.case.guide.name,
        schedule=schedule,
        settings=prepared.request.settings,
        is_kept=is_kept,
        notices=(*notices, *written_for),
        past=_past(prepared),
        studied=prepared.case.studied,
        working=prepared.request.lines.working,
        version=book.version(),
        gone=_gone(book, schedule),
    )
