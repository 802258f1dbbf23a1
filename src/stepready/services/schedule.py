"""`schedule`: make, show and repair the day-by-day plan from plan, guide, settings and log."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from stepready.core.case import Case
from stepready.core.facts.exam import Exam
from stepready.core.guide.study import WorkingModel
from stepready.core.log.bank import BankTelling, BankTotal, in_hand, left_told
from stepready.core.log.day_log import LOST, NOTHING, Studied
from stepready.core.log.score import Score
from stepready.core.schedule.advice import standing_notices
from stepready.core.schedule.changed_evidence import changes_notice, topic_changes
from stepready.core.schedule.current import current, holds_today, slots_of
from stepready.core.schedule.make import make_schedule
from stepready.core.schedule.planned_and_done import Account, account
from stepready.core.schedule.planned_days import PlannedDay, Schedule, StudySettings
from stepready.core.schedule.progress import Progress, behind_notice, carried, missed_exams, progress
from stepready.core.schedule.remedy import Option, Remedy, Replan
from stepready.core.schedule.replan import replan
from stepready.core.schedule.request import Made, Request, exam_day
from stepready.core.schedule.time_given import changed, read_away
from stepready.core.schedule.topics import Topic, focus_topics, neglected, neglected_notice, rank_topics
from stepready.core.values import dataclass
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import count, full_day, listed
from stepready.guides.library import Library
from stepready.services.case import gather_case
from stepready.services.current_plan import plan_of
from stepready.services.schedule_inputs import progress_of, request_of
from stepready.services.topics import topic_days
from stepready.store.book import Book
from stepready.store.plan_writes import ChangedMeanwhileError

MOST_TRIES = 5
FORECAST_FOLLOWS = "the forecast follows practice exams, not question counts: of a way on it knows the test date alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """Everything a schedule is made from on one day; `done` is the progress of the kept one, if any.

    `ranked` are the topics of the log, the one to work on first leading.
    """

    case: Case
    request: Request
    done: Progress | None
    ranked: tuple[Topic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A schedule from today on. `is_kept` is False for one worked out just now and not kept.

    `past` are the days before today of the kept one, `studied` what was done by day. `version` grows with every change
    the user makes; `owner` is the login of the book on a server of many; `gone` are days that an earlier kept schedule
    had and that now lie after the exam's eve. So many of the notices are told `at_once`, the others on request: those
    on the lines of other guides always.
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
    owner: str = ""
    gone: tuple[date, ...] = ()
    at_once: int = 1

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


def prepare(book: Book, library: Library, case: Case) -> Prepared:
    """Gather what a schedule of a case needs; raise StepreadyError for a plan with nothing to schedule."""
    request = request_of(book, library, case)
    lines = request.lines
    topics = rank_topics(topic_days(book, case.plan.exam), lines.topics, lines.working, case.as_of)
    request = replace(request, focus=focus_topics(topics, lines.topics))
    return Prepared(case=case, request=request, done=progress_of(case), ranked=topics)


def _case(book: Book, library: Library, as_of: date, exam: Exam | None) -> Case:
    """Gather the case of a plan that has something to schedule."""
    plan = plan_of(book, exam)
    exam_day(plan)
    return gather_case(book, library, plan, as_of)


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
    for _ in range(MOST_TRIES):
        version = book.version()
        prepared = prepare(book, library, _case(book, library, as_of, exam))
        before = _forgotten(prepared) if reset else prepared.request.settings
        settings = changed(before, today=as_of, exam_date=prepared.request.exam_date, **(given or {}))
        bank = _bank_told(prepared.case, settings, given or {}, reset=reset)
        prepared = replace(prepared, request=replace(prepared.request, settings=settings))
        made = make_schedule(prepared.request)
        keeping = _kept_on(prepared, made)
        with suppress(ChangedMeanwhileError):
            said = "" if prepared.case.schedule is None else _made_anew(keeping, as_of)
            book.save_schedule(keeping, settings=settings, bank=bank, version=version, said=said)
            missing = _still_missing(prepared, keeping)
            shown = _shown(book, prepared, made.schedule, (*missing, *made.notices), is_kept=True)
            return replace(shown, at_once=max(shown.at_once, len(missing) + made.at_once))
    raise ChangedMeanwhileError


def show(book: Book, library: Library, *, as_of: date, exam: Exam | None) -> Shown:
    """Return the schedule from today on; raise StepreadyError when there is no plan or nothing to schedule."""
    return show_case(book, library, _case(book, library, as_of, exam))


def show_case(book: Book, library: Library, case: Case) -> Shown:
    """Return the schedule of a case from its day on: the kept one as it stands, or one worked out now and not kept.

    Of a kept one whose exam is here or over only the days before are left.
    """
    prepared, as_of = prepare(book, library, case), case.as_of
    if prepared.case.schedule is None:
        made = make_schedule(prepared.request)
        told = "no schedule is kept: this one is worked out now; `stepready schedule make` keeps it"
        return _shown(book, prepared, made.schedule, (told, *made.notices), is_kept=False)
    if prepared.request.exam_date <= as_of:
        over = replace(prepared.case.schedule, exam_date=prepared.request.exam_date, days=())
        return _shown(book, prepared, over, (), is_kept=True)
    missed = missed_exams(prepared.case.schedule, prepared.case.exams, as_of)
    found = current(prepared.case.schedule, prepared.request, missed)
    behind = behind_notice(prepared.case.schedule, prepared.case.studied, as_of)
    laid_out = slots_of(found.schedule.days, prepared.request)
    short = standing_notices(prepared.request, laid_out, found.schedule)
    weakest = neglected(prepared.ranked, found.schedule.days, prepared.request.lines.topics)
    moved = changes_notice(topic_changes(found.schedule.days, prepared.request))
    offered = (neglected_notice(weakest),) if weakest else (moved,) if moved else ()
    why_anew = () if holds_today(prepared.case.schedule, prepared.request) else found.notices[:1]
    said = dict.fromkeys((*why_anew, *((behind,) if behind else ()), *found.notices, *offered, *short))
    return _shown(book, prepared, found.schedule, tuple(said), is_kept=True)


def _kept_on(prepared: Prepared, made: Made) -> Schedule:
    """Return the schedule to keep: the days so far of the one kept before, then those just made.

    Where the question bank says what is left, the days made hold what was missed as well.
    """
    kept, done = prepared.case.schedule, prepared.done
    if kept is None or done is None:
        return made.schedule
    planned_again = prepared.request.settings.questions_left is not None
    moved = done.missing - made.unplaced if planned_again and done.behind else 0
    return carried(kept, made.schedule, done, prepared.request.as_of, moved=max(0, moved))


def _made_anew(schedule: Schedule, as_of: date) -> str:
    """Name the change that puts a schedule in the place of one kept before: an undo brings that one back."""
    return f"schedule of {schedule.exam.label} made anew on {as_of.isoformat()} in place of the one kept before"


def _forgotten(prepared: Prepared) -> StudySettings:
    """Return the guide's own settings; what a running total says is left stays as true as it was."""
    counted = in_hand(prepared.case.totals)
    is_told = counted is not None and counted.told is BankTelling.LEFT
    left = None if is_told else prepared.request.settings.questions_left
    return StudySettings(exam=prepared.case.plan.exam, questions_left=left)


def _bank_told(
    case: Case, settings: StudySettings, given: Mapping[str, Any], *, reset: bool
) -> tuple[BankTotal | None, ...]:
    """Return the questions left as they were named now, None to forget them, nothing where they were not."""
    if given.get("questions_left") is None:
        return (None,) if reset else ()
    counted = in_hand(case.totals)
    if counted is not None and counted.told is BankTelling.TOTAL:
        raise StepreadyError(
            f"{counted.said} (id {counted.id}) says what is left; accepted: a new total, "
            f"`stepready log bank {counted.bank} DONE/SIZE`, or `stepready edit {counted.id}`"
        )
    left = settings.questions_left
    if left is None:
        return (None,)
    return (left_told(case.plan.exam, case.as_of, left),)


def _still_missing(prepared: Prepared, keeping: Schedule) -> tuple[str, ...]:
    """Say what the schedule kept before still asks for, so that nothing is dropped unsaid."""
    case = prepared.case
    behind = progress(keeping, case.studied, case.as_of).behind
    missed = missed_exams(keeping, case.exams, case.as_of)
    names = [day.practice_exam.title for day in missed if day.practice_exam is not None]
    still = [*([count(behind, "question")] if behind else []), *names]
    if not still:
        return ()
    return (f"still missing from the days before: {listed(still)}; `stepready schedule replan` shows where it can go",)


def preview(book: Book, library: Library, *, as_of: date, exam: Exam | None, away: Sequence[str] = ()) -> Previews:
    """Work out the ways on, each with its forecast; nothing is kept. `away` are days off on top of those known."""
    prepared, found = _replanned(book, library, as_of, exam, away)
    previews = tuple(_preview(prepared, option) for option in found.options)
    follows = (FORECAST_FOLLOWS,) if any(preview.mean is not None for preview in previews) else ()
    return Previews(as_of=as_of, replan=found, previews=previews, notices=(*found.notices, *follows))


def apply(
    book: Book, library: Library, choice: Remedy, *, as_of: date, exam: Exam | None, away: Sequence[str] = ()
) -> Option:
    """Keep the schedule of one choice; a moved exam moves the plan's test date in the same change."""
    prepared, found = _replanned(book, library, as_of, exam, away)
    option = found.chosen(choice)
    moved = option.schedule.exam_date != prepared.request.exam_date
    book.save_schedule(
        option.keeping,
        settings=prepared.request.settings if away else None,
        plan=replace(prepared.case.plan, exam_date=option.schedule.exam_date) if moved else None,
        said=f"schedule replan: {choice.value} ({option.says})",
    )
    return option


def _replanned(
    book: Book, library: Library, as_of: date, exam: Exam | None, away: Sequence[str]
) -> tuple[Prepared, Replan]:
    prepared = _with_days_off(prepare(book, library, _case(book, library, as_of, exam)), away)
    if prepared.case.schedule is None or prepared.done is None:
        raise StepreadyError("there is no kept schedule to replan; make one first: stepready schedule make")
    _still_ahead(prepared.request)
    missed = missed_exams(prepared.case.schedule, prepared.case.exams, as_of)
    return prepared, replan(prepared.case.schedule, prepared.request, prepared.done, missed)


def _with_days_off(prepared: Prepared, away: Sequence[str]) -> Prepared:
    """Return the case with the days off named now, and those that a word of the user's takes out of the days ahead."""
    request = prepared.request
    off = [day for day, state in prepared.case.studied.states.items() if day >= request.as_of and state in LOST]
    given = read_away(away, request.as_of, request.exam_date) if away else ()
    ranges = sorted({*request.settings.away, *given, *((day, day) for day in off)})
    return replace(prepared, request=replace(request, settings=replace(request.settings, away=tuple(ranges))))


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
    """Return the days so far of the kept schedule; none of them reviews an exam that was not taken before it."""
    kept, exams = prepared.case.schedule, prepared.case.exams
    before = () if kept is None else tuple(day for day in kept.days if day.day < prepared.request.as_of)
    return tuple(day if _was_taken(day.reviews, day.day, exams) else replace(day, focus=day.topics) for day in before)


def _was_taken(title: str | None, by: date, exams: Sequence[Score]) -> bool:
    """Whether a practice exam was taken before a day; true of none."""
    return title is None or any(exam.day < by and exam.title == title for exam in exams)


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
        owner=book.owner(),
        gone=_gone(book, schedule),
        at_once=min(1, len([notice for notice in notices if notice not in prepared.request.lines.borrowed])),
    )
