"""Plain `stepready`: the state of one plan on one screen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache, partial

from stepready.core.case import Case
from stepready.core.facts.facts import ExamSpec
from stepready.core.log.score import Score
from stepready.core.rules.sitting_allowed import attempts_left
from stepready.core.schedule.planned_days import PlannedDay
from stepready.core.schedule.study_lines import study_lines
from stepready.core.season.key_day import KeyDay, key_day, nearest
from stepready.core.values import dataclass
from stepready.core.values.errors import StepreadyError
from stepready.core.verdict.application import ApplicationVerdict
from stepready.core.verdict.checks import ExamVerdict
from stepready.core.verdict.next_step import pace_to_keep
from stepready.guides.library import Library
from stepready.services.case import gather_case
from stepready.services.chart.picture import next_command, on_scale
from stepready.services.check import Checked, check_case
from stepready.services.current_season import next_own
from stepready.services.next_thing import NextThing, next_thing
from stepready.services.schedule import Shown, show_case
from stepready.services.season_steps import next_step
from stepready.services.stage import STUDYING, Stage
from stepready.services.today import Today, today_of
from stepready.store.book import Book

MOST = 24
AFTER_A_RESULT = (
    "submit_from",
    "review_opens",
    "nrmp_registration_deadline",
    "rank_list_due",
    "match_week",
    "match_day",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """What the screen shows. `practice` are the latest practice exams on the exam's own scale, oldest first.

    `today` is told by the kept schedule; where there is none, `worked_out` is the day of one made now. `exam` says
    what the plan's exam is, `log_next` the command that logs what can be sat next, None from the booked day on.
    `next_thing` is the stage of the day with the one next thing, `by_rules` what the rules make of the practice exams
    to come, empty where that is the next thing itself.
    """

    exam: ExamSpec
    checked: Checked
    today: Today
    next_thing: NextThing
    by_rules: str
    worked_out: PlannedDay | None
    practice: tuple[Score, ...]
    next: KeyDay | None
    log_next: str | None

    @property
    def days_left(self) -> int | None:
        """Days from today to the booked date, below 0 once it is past; None without one."""
        booked = self.checked.plan.exam_date
        return None if booked is None else (booked - self.checked.as_of).days


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What is there before any plan: how many scores are logged."""

    logged: int


def dashboard(book: Book, library: Library, *, as_of: date) -> Dashboard | Beginning:
    """Return the state of the plan set last on a day."""
    plan = book.plan()
    if plan is None:
        return Beginning(logged=book.count())
    case = gather_case(book, library, plan, as_of)
    checked = check_case(case, library)
    shown = cache(partial(show_case, book, library, case))
    today = today_of(case if attempts_left(case) else replace(case, schedule=None), shown)
    worked_out = None if today.is_kept else _worked_out(shown, as_of)
    next_ = next_thing(checked, today, worked_out, is_full_time=_is_full_time(case, library, today, worked_out))
    return Dashboard(
        exam=case.spec,
        checked=checked,
        today=today,
        next_thing=next_,
        by_rules=_by_rules(checked, next_),
        worked_out=worked_out,
        practice=on_scale(case)[-MOST:],
        next=nearest(_next(book, library, checked, case), next_own(book, library, plan, as_of)),
        log_next=next_command(case),
    )


def _worked_out(shown: Callable[[], Shown], as_of: date) -> PlannedDay | None:
    """Return today's work of a schedule made now; None when nothing is left to schedule."""
    try:
        return shown().schedule.on(as_of)
    except StepreadyError:
        return None


def _by_rules(checked: Checked, next_: NextThing) -> str:
    """Return what the rules make of the practice exams to come; of a last week without one nothing is made."""
    if next_.stage not in STUDYING or checked.next_step in next_.says:
        return ""
    is_early = checked.exam_decision.verdict is ExamVerdict.EARLY
    step = pace_to_keep(checked.decision) if is_early else checked.next_step
    if checked.next_exam is not None:
        return f"{step} {checked.next_exam.says}."
    return "" if next_.stage is Stage.EXAM_WEEK and not checked.decision.case.exams_ahead() else step


def _is_full_time(case: Case, library: Library, today: Today, worked_out: PlannedDay | None) -> bool:
    """Whether today belongs to a phase of full-time study."""
    day = today.day or worked_out
    if day is None:
        return False
    lines = study_lines(case.guide, library.guides, case.plan.exam, case.plan.specialty)
    return any(phase.load == "full-time" for phase in lines.phases if phase.name == day.phase)


def _next(book: Book, library: Library, checked: Checked, case: Case) -> KeyDay | None:
    """Return the next deadline; once a result is entered, the season's next day of an application in this cycle.

    Who chooses programmes is told the steps between the season's days too.
    """
    if checked.deadlines:
        return checked.deadlines[0]
    plan = case.plan
    waits = checked.application_decision.verdict is ApplicationVerdict.NEXT_CYCLE
    if plan.result is None or not case.spec.seasonal or waits:
        return None
    milestones = (key_day(case.season.milestone(name)) for name in AFTER_A_RESULT)
    ahead = (found for found in milestones if found.on >= case.as_of)
    return nearest(*ahead, next_step(book, case, library))
