"""`check`: the verdict with its reasons, the days that matter, the other opinions, what would change it."""

from dataclasses import replace
from datetime import date

from stepready.core.case import Case
from stepready.core.facts.exam import Exam
from stepready.core.forecast import Forecast
from stepready.core.plan import Plan
from stepready.core.rules.finding import Outcome
from stepready.core.rules.sitting_allowed import attempts_left
from stepready.core.schedule.progress import behind_notice
from stepready.core.season.decide_by import next_deadlines
from stepready.core.season.key_day import KeyDay
from stepready.core.season.notices import other_service_notice
from stepready.core.season.season import Milestone
from stepready.core.season.windows import TimingWord
from stepready.core.values import dataclass
from stepready.core.values.wording import full_day, marked, percent
from stepready.core.verdict.application import ApplicationDecision, ApplicationVerdict
from stepready.core.verdict.checks import Check, ExamVerdict
from stepready.core.verdict.course import Course, course_of
from stepready.core.verdict.decision import Decision, ExamDecision, decide
from stepready.core.verdict.flip import Flip, find_flip, find_way
from stepready.core.verdict.headline import headline
from stepready.core.verdict.next_exam import NextExam, next_exam, of_next_exam, suggest
from stepready.core.verdict.next_step import next_step
from stepready.core.verdict.notices import notices
from stepready.core.verdict.opinions import Opinion, second_opinions
from stepready.guides.library import Library
from stepready.services.case import gather_case
from stepready.services.current_plan import plan_of
from stepready.store.book import Book

LIKELY = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """The plan as the verdict saw it: `target` with the guide's default, `pass_mark` of the test date."""

    exam: Exam
    exam_date: date | None
    target: int | None
    pass_mark: int | None
    applicant: str | None
    specialty: str | None
    season: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedScore:
    """When the score of the booked date is out: typically, and all but certainly."""

    typical: date | None
    safe: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The score's days and the season's milestones.

    `sit` is the day to sit on instead of the booked one; `likely_score` the typical score day of whichever holds.
    """

    score_expected: ExpectedScore
    sit: date | None
    likely_score: date | None
    timing: TimingWord | None
    milestones: tuple[Milestone, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Everything `check` shows, in every form."""

    as_of: date
    guide: str
    headline: str
    next_step: str
    plan: PlanView
    exam_decision: ExamDecision
    application_decision: ApplicationDecision
    checks: tuple[Check, ...]
    forecast: Forecast | None
    forecast_if_delayed: Forecast | None
    deadlines: tuple[KeyDay, ...]
    timeline: Timeline
    second_opinions: tuple[Opinion, ...]
    flip: Flip | None
    next_exam: NextExam | None
    of_next_exam: str | None
    notices: tuple[str, ...]
    decision: Decision


def check(book: Book, library: Library, *, as_of: date, exam: Exam | None, guide: str | None = None) -> Checked:
    """Decide about the plan on a day; raise StepreadyError when there is no plan."""
    case = gather_case(book, library, plan_of(book, exam), as_of, guide=guide)
    return check_with_list(book, library, case)


def check_with_list(book: Book, library: Library, case: Case) -> Checked:
    """Decide about a gathered case, and say what a delay does to the programmes the user knows."""
    checked = check_case(case, library)
    line = _of_list(book, library, checked)
    return checked if line is None else replace(checked, notices=(*checked.notices, line))


def _of_list(book: Book, library: Library, checked: Checked) -> str | None:
    """Say what the delay does to the list, or to the table while no list is built; None without either or a delay."""
    to, case = checked.timeline.sit, checked.decision.case
    if to is None or not case.spec.seasonal or not book.programmes():
        return None
    from stepready.services.shortlist_compare import delay_line  # noqa: PLC0415 - only who keeps a list waits for it

    return delay_line(book, library, case, to)


def check_case(case: Case, library: Library) -> Checked:
    """Decide about a gathered case."""
    decision = decide(case)
    suggested = suggest(case)
    available = None if suggested is None else suggested.available
    flip = find_flip(case, available)
    way = find_way(case, available, flip)
    said = next_step(decision, flip, way)
    sat_next, delay = next_exam(case, decision.exam.verdict), decision.exam.delay
    to = None if delay is None else delay.to
    return Checked(
        as_of=case.as_of,
        guide=case.guide.name,
        headline=headline(decision),
        next_step=said,
        plan=_plan_view(case.plan, decision, case.season.year),
        exam_decision=decision.exam,
        application_decision=decision.application,
        checks=decision.checks,
        forecast=case.forecast,
        forecast_if_delayed=case.forecast_on(to) if to else None,
        deadlines=_deadlines(case),
        timeline=_timeline(decision),
        second_opinions=second_opinions(case, library.guides.values()),
        flip=flip,
        next_exam=sat_next,
        of_next_exam=of_next_exam(case, sat_next, flip),
        notices=_notices(decision, flip or way, said, library),
        decision=decision,
    )


def _deadlines(case: Case) -> tuple[KeyDay, ...]:
    """Return the days to act by; none for an exam that may not be sat again."""
    if case.result is None and not attempts_left(case):
        return ()
    return next_deadlines(case.plan, case.season, case.facts, case.as_of, case.arrival)


def _notices(decision: Decision, flip: Flip | None, said: str, library: Library) -> tuple[str, ...]:
    """Return what else the reader should know, most serious first."""
    case = decision.case
    found = [
        case.notice,
        other_service_notice(case.plan, library.calendar.other_services) if case.spec.seasonal else None,
        *notices(decision),
        _differs(decision),
        _no_flip(decision, flip, said),
        _behind(case),
    ]
    return tuple(text for text in found if text)


def _timeline(decision: Decision) -> Timeline:
    case = decision.case
    booked, arrival = case.plan.exam_date, case.arrival
    return Timeline(
        score_expected=ExpectedScore(
            typical=arrival.typical_day(booked) if booked else None,
            safe=arrival.safe_day(booked) if booked else None,
        ),
        sit=_instead(decision),
        likely_score=_likely_score(decision),
        timing=decision.timing,
        milestones=case.season.milestones,
    )


def _behind(case: Case) -> str | None:
    """Say how far the log is behind a kept schedule whose exam is still to come."""
    if case.schedule is None or case.schedule.exam_date < case.as_of:
        return None

    return behind_notice(case.schedule, case.studied, case.as_of)


def _plan_view(plan: Plan, decision: Decision, season: int) -> PlanView:
    return PlanView(
        exam=plan.exam,
        exam_date=plan.exam_date,
        target=decision.case.target,
        pass_mark=decision.case.pass_mark,
        applicant=plan.applicant.value if plan.applicant else None,
        specialty=plan.specialty,
        season=season,
    )


def _likely_score(decision: Decision) -> date | None:
    """Return when the score of the day to sit on is typically out; None once a result is entered, or a year on."""
    plan = decision.case.plan
    sat = _instead(decision) or plan.exam_date
    if sat is None or plan.result is not None or decision.application.verdict is ApplicationVerdict.NEXT_CYCLE:
        return None
    return decision.case.arrival.typical_day(sat)


def _instead(decision: Decision) -> date | None:
    """Return the day to sit on instead of the booked one; None where the decision asks for something else."""
    delay = decision.exam.delay
    return None if delay is None or course_of(decision) is not Course.MOVE else delay.to


def _no_flip(decision: Decision, flip: Flip | None, said: str) -> str | None:
    """State that no next score can change the verdict before the test date, where the next step `said` does not."""
    booked = decision.case.plan.exam_date
    if booked is None or decision.exam.verdict is ExamVerdict.TAKEN or flip is not None or "no practice exam" in said:
        return None
    return f"No practice exam before {full_day(booked)} can change this verdict."


def _lifted_by(decision: Decision, forecast: Forecast) -> str:
    """Say what puts the forecast above the printed scores: growth up to test day, and the line of people who posted."""
    growth = ["it counts growth up to test day"] if (decision.case.pace or 0) > 0 else []
    return ", and ".join([*growth, *_mixed(forecast)]) or "results tend to lie above practice"


def _mixed(forecast: Forecast) -> list[str]:
    """Say how far each line of the forecast lifts it; nothing where only one line speaks."""
    posted, all_ = forecast.posters, forecast.candidates
    if posted is None or all_ is None or posted.p_target is None or all_.p_target is None or not forecast.posters_share:
        return []
    theirs, all_theirs = (marked(chance, supported=forecast.supported) for chance in (posted.p_target, all_.p_target))
    chances = f"{theirs}; all candidates like you {all_theirs}"
    share = percent(forecast.posters_share)
    return [f"{share} of it is the line of people who posted their results, who did well ({chances})"]


def _differs(decision: Decision) -> str | None:
    """Explain in one sentence why the rules and the forecast seem to differ, when they do."""
    forecast = decision.case.forecast
    if forecast is None or forecast.p_target is None:
        return None
    likely, told = forecast.p_target, marked(forecast.p_target, supported=forecast.supported)
    if decision.exam.verdict is ExamVerdict.NO_GO and likely >= LIKELY:
        if not any(c.is_must and c.looks_at_scores and c.outcome is Outcome.FAIL for c in decision.checks):
            return (
                f"The forecast gives the target {told}, but speaks of the score alone: what fails is the "
                "sitting itself. The rules decide."
            )
        return (
            f"The forecast gives the target {told} because {_lifted_by(decision, forecast)}; "
            "the rules want the printed scores there first. The rules decide."
        )
    if decision.exam.verdict is ExamVerdict.GO and likely < LIKELY:
        return (
            f"The rules hold on the scores as printed, yet the forecast gives the target only {told}: "
            "the exam itself scatters by several points, and practice may not have reached the target with room."
        )
    return None
