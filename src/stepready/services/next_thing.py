"""The one next thing to do on a day, whatever the stage of the year."""

from collections.abc import Callable
from datetime import date, timedelta

from stepready.core.case import Case
from stepready.core.log.day_log import DayState
from stepready.core.plan import FURTHEST_BOOKED
from stepready.core.schedule.planned_days import PlannedDay
from stepready.core.schedule.progress import missed_exams
from stepready.core.season.decide_by import resend_is_due
from stepready.core.season.season import Season
from stepready.core.values import dataclass
from stepready.core.values.wording import count, day_from, full_day, listed
from stepready.core.verdict.checks import ExamVerdict
from stepready.core.verdict.circumstances import result_fails
from stepready.core.verdict.course import Course, about_booking, course_of, keeps_the_date
from stepready.services.check import Checked
from stepready.services.schedule_inputs import is_too_far
from stepready.services.stage import STUDYING, Stage, stage_of
from stepready.services.today import Today

PRESSING = 3
"""Days to a deadline from which a booking that the rules speak against comes before the day's work."""
DOUBTFUL = 0.25
"""A verdict that the next practice exam overturns with this chance waits for that exam before a schedule is kept."""
REPLAN = "`stepready schedule replan` shows the ways on"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextThing:
    """The stage of a day and the one next thing, as a sentence that begins with what to do."""

    stage: Stage
    says: str


def next_thing(checked: Checked, today: Today, worked_out: PlannedDay | None, *, is_full_time: bool) -> NextThing:
    """Return where a plan stands on a day; `worked_out` is the day of a schedule made now, where none is kept.

    `is_full_time` says whether the day belongs to the full-time weeks before the exam.
    """
    case = checked.decision.case
    stage = stage_of(case, is_full_time=is_full_time)
    if stage in STUDYING:
        return NextThing(stage=stage, says=_to_study(stage, checked, today, worked_out))
    is_unsent = resend_is_due(case.plan, case.season, case.facts, case.as_of, case.arrival)
    if (stage in IN_SEASON and case.plan.applied is None) or (is_unsent and case.result is not None):
        return NextThing(stage=stage, says=checked.next_step)
    return NextThing(stage=stage, says=ELSEWHERE[stage](checked))


def _to_study(stage: Stage, checked: Checked, today: Today, worked_out: PlannedDay | None) -> str:
    """Say what comes first on a day before the exam: the booking where it presses, then the schedule, then the work."""
    pressing = _far_away(checked) or _booking(stage, checked, is_kept=today.is_kept)
    if pressing:
        return pressing
    if not today.is_kept and (worked_out is None or _check_first(stage, checked)):
        return " ".join([checked.next_step, *([] if checked.of_next_exam is None else [f"{checked.of_next_exam}."])])
    if not today.is_kept and stage is not Stage.EXAM_WEEK:
        work = f", today {_questions(worked_out.questions)}" if worked_out is not None and worked_out.questions else ""
        return f"keep a schedule: `stepready schedule make` lays out every day to the exam{work}."
    if stage is Stage.BEHIND and not today.is_lost:
        return _way_on(checked.decision.case, today)
    return _of_a_word(today) or _work(today, today.day or worked_out)


def _far_away(checked: Checked) -> str | None:
    """Ask about a test date that no schedule can be made for yet; None for any other."""
    booked = checked.plan.exam_date
    if booked is None or not is_too_far(booked, checked.decision.case):
        return None
    return (
        f"look at the test date, {full_day(booked)}: if it is a slip, `stepready plan set --on DATE`; "
        f"a schedule can be made from {full_day(booked - FURTHEST_BOOKED)} on."
    )


def _booking(stage: Stage, checked: Checked, *, is_kept: bool) -> str | None:
    """Return the decision about the booking where it comes first; None where the rules are for it or time is left.

    Before any schedule is kept it comes first too: a schedule is made for the day that is booked. What only the user
    can say, and that no attempt is left, always does.
    """
    course = course_of(checked.decision)
    if course in (Course.NO_ATTEMPT, Course.SAY):
        return checked.next_step
    verdict = checked.exam_decision.verdict
    if verdict is ExamVerdict.UNKNOWN and stage is Stage.EXAM_WEEK:
        return f"decide about the booking before anything else: {checked.next_step}"
    if verdict is not ExamVerdict.NO_GO:
        return None
    due = checked.deadlines[0] if checked.deadlines else None
    near = due is not None and (due.on - checked.as_of).days <= PRESSING
    if is_kept and not near and stage is not Stage.EXAM_WEEK:
        return None
    by = "" if due is None else f" by {day_from(due.on, checked.as_of)} ({due.label})"
    if course is Course.MOVE:
        return f"{about_booking(checked.decision)}, or decide against it{by}."
    return f"decide about the booking{by}: {checked.next_step}"


def _check_first(stage: Stage, checked: Checked) -> bool:
    """Whether what `check` says comes before keeping a schedule: what the verdict waits for, what likely turns it.

    Or a go whose score comes too late.
    """
    course = course_of(checked.decision)
    if course is Course.KEEP and not keeps_the_date(checked.decision):
        return True
    waits = course is Course.PRACTISE
    if waits and (stage is not Stage.EARLY or checked.decision.case.prior.failed):
        return True
    return checked.next_exam is not None and checked.next_exam.changes_verdict >= DOUBTFUL


def _way_on(case: Case, today: Today) -> str:
    missed = missed_exams(case.schedule, case.exams, case.as_of) if case.schedule is not None else ()
    names = [day.practice_exam.title for day in missed if day.practice_exam is not None]
    missing = [*([count(today.behind, "question")] if today.behind else []), *names]
    return f"choose a way on for what is missing ({listed(missing)}): {REPLAN}."


def _of_a_word(today: Today) -> str | None:
    """Say what is left of a day that the user called lost, or done before its work was logged; None of another."""
    missing = listed(today.missing)
    if today.is_lost:
        moved = f"; `stepready schedule replan` moves {missing}" if missing else ""
        return f"nothing more today, it is called {today.state.value}{moved}."
    if today.state is not DayState.DONE or not missing:
        return None
    counted = (
        f" (`stepready done {today.questions_left}q` counts them)" if today.questions_left and not today.done else ""
    )
    return f"today is called done; not logged: {missing}{counted}{_then(today)}."


def _work(today: Today, day: PlannedDay | None) -> str:
    """Say the first thing of a day's work that is not done."""
    if day is None:
        return "`stepready today` says what is planned."
    if day.practice_exam is not None and not today.done_exams:
        form = f"{day.practice_exam.source.value} {day.practice_exam.form}".strip()
        return f"sit {day.practice_exam.title} today, timed, then `stepready log {form} SCORE`."
    if day.rest and not today.done:
        return f"{'rest today' if day.note != 'away' else 'you are away today'}{_then(today)}."
    left = day.questions - today.done
    if left > 0 and not today.done_exams:
        about = f" of {listed(day.topics)}" if day.topics else ""
        work = f"do {_questions(left, more=bool(today.done))}{about}, then `stepready log qbank RIGHT/{left}`."
        return f"review {day.reviews} first; {work}" if day.reviews and not today.done else work
    return f"today's work is done{_then(today)}."


def _then(today: Today) -> str:
    ahead = today.next_exam
    if ahead is None or ahead.practice_exam is None:
        return ""
    when = "tomorrow" if ahead.day == today.as_of + timedelta(days=1) else f"on {full_day(ahead.day)}"
    return f"; {ahead.practice_exam.title} comes {when}"


def _questions(number: int, *, more: bool = False) -> str:
    return f"{number} {'more ' if more else ''}question{'' if number == 1 else 's'}"


def _on_exam_day(checked: Checked) -> str:
    out = checked.timeline.score_expected.typical
    when = "" if out is None else f" (likely {day_from(out, checked.as_of)})"
    enter = f"enter the score when it is out{when}: `stepready plan set --score N`."
    if checked.exam_decision.verdict is ExamVerdict.NO_GO:
        return f"ask whether the booking can still be moved: the rules are against today. If you sit, {enter}"
    return f"sit the exam; then {enter}"


def _waiting(checked: Checked) -> str:
    expected, today = checked.timeline.score_expected, checked.as_of
    if expected.safe is not None and expected.safe < today:
        return checked.next_step
    when = "" if expected.typical is None else f" (likely {_when(expected.typical, today)})"
    return f"enter the result when it is out{when}: `stepready plan set --score N`."


def _when(likely: date, today: date) -> str:
    return f"since {day_from(likely, today)}" if likely < today else day_from(likely, today)


def _score_in_hand(checked: Checked) -> str:
    case = checked.decision.case
    if result_fails(case):
        return checked.next_step
    if not case.spec.seasonal:
        return "plan the exam that comes next: `stepready plan set --exam step2ck --on DATE`."
    if case.review_is_open:
        return checked.next_step
    opens = day_from(case.season.day("submit_from"), case.as_of)
    return f"put the list together (`stepready shortlist build`): applications can be submitted from {opens}."


def _applying(checked: Checked) -> str:
    case = checked.decision.case
    opens = f"{day_from(case.season.day('review_opens'), case.as_of)}"
    if case.applied:
        return f"nothing to send: the application is in, programmes read it from {opens}."
    return f"submit the application before review opens on {opens}, then `stepready plan set --applied DATE`."


def _interviews(checked: Checked) -> str:
    case = checked.decision.case
    due = case.season.day("nrmp_registration_deadline")
    if due >= case.as_of:
        by = day_from(due, case.as_of)
        return f"register for the Match by {by}, and note invitations: `stepready shortlist note ID invited`."
    opens = _of(case.season, "ranking_opens", case)
    return f"note interviews (`stepready shortlist note ID interviewed`): ranking opens on {opens}."


def _ranking(checked: Checked) -> str:
    case = checked.decision.case
    due = case.season.milestone("rank_list_due")
    hour = f", {due.at:%H:%M} Eastern" if due.at else ""
    return f"certify the rank order list by {day_from(due.on, case.as_of)}{hour}; only certified lists count."


def _match(checked: Checked) -> str:
    case = checked.decision.case
    return f"nothing to send: whether you matched is told on {_of(case.season, 'match_week', case)}."


def _match_week(checked: Checked) -> str:
    case = checked.decision.case
    match_day = case.season.day("match_day")
    if case.as_of == match_day:
        return "it is Match Day: the programme you matched to is told today."
    return f"look whether you matched; if not, SOAP is this week. Match Day is {day_from(match_day, case.as_of)}."


def _over(checked: Checked) -> str:
    case = checked.decision.case
    return (
        f"season {case.season.year} is over; for the next one: `stepready plan set --season {case.following_season}`."
    )


def _of(season: Season, milestone: str, case: Case) -> str:
    return day_from(season.day(milestone), case.as_of)


IN_SEASON = (Stage.INTERVIEWS, Stage.RANKING, Stage.MATCH, Stage.MATCH_WEEK)
"""Stages of an application that is in, which somebody has to have said first."""

ELSEWHERE: dict[Stage, Callable[[Checked], str]] = {
    Stage.NO_DATE: lambda checked: checked.next_step,
    Stage.EXAM_DAY: _on_exam_day,
    Stage.WAITING: _waiting,
    Stage.SCORE_IN_HAND: _score_in_hand,
    Stage.APPLYING: _applying,
    Stage.INTERVIEWS: _interviews,
    Stage.RANKING: _ranking,
    Stage.MATCH: _match,
    Stage.MATCH_WEEK: _match_week,
    Stage.OVER: _over,
}
