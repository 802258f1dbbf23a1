"""`calendar`: the season's milestones with the exam, the score days and the days to act by among them."""

from dataclasses import replace
from datetime import date, time

from stepready.core.case import Case
from stepready.core.dates.sweep import SEEN, counts_by
from stepready.core.facts.exam import Exam
from stepready.core.plan import Plan
from stepready.core.rules.sitting_allowed import attempts_left
from stepready.core.season.arrival import Arrival
from stepready.core.season.decide_by import decide_by_parts, is_pending, next_deadlines
from stepready.core.season.key_day import OURS, YOURS, Event, EventKind, KeyDay, key_day
from stepready.core.season.notices import other_service_notice, review_notice
from stepready.core.season.season import Milestone, Season
from stepready.core.values import dataclass
from stepready.core.values.wording import day_from, full_day
from stepready.core.verdict.course import strength
from stepready.core.verdict.decision import decide
from stepready.guides.library import Library
from stepready.services.case import gather_case
from stepready.services.current_season import events_of, season_of
from stepready.services.last_good_days import guide_windows
from stepready.services.season_steps import is_applying, steps_of, without_own
from stepready.store.book import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarView:
    """Everything `calendar` shows, events earliest first.

    `score_span` runs from the typical to the safe score day of a booked or sat exam. `after_exam` is what
    follows a sitting whose result is pending, `ahead` what else to act by. `version` grows with every change of the
    log, `owner` is the login of its book on a server of many.
    """

    as_of: date
    season: int
    exam: Exam | None
    exam_date: date | None
    milestones: tuple[Milestone, ...]
    events: tuple[Event, ...]
    score_span: tuple[date, date] | None
    after_exam: tuple[KeyDay, ...]
    ahead: tuple[KeyDay, ...]
    notices: tuple[str, ...]
    version: int = 0
    owner: str = ""


def calendar(
    book: Book, library: Library, *, as_of: date, exam: Exam | None = None, season: int | None = None
) -> CalendarView:
    """Return the calendar of the season asked for, else of the plan's; a plan is not needed."""
    plan = book.plan(exam)
    found = season_of(plan, library, as_of, year=season)
    case = None if plan is None else gather_case(book, library, plan, as_of)
    ahead, events, span = _without_plan(found) if case is None else _with_plan(case, found)
    if case is not None and is_applying(book, case):
        events = [*events, *without_own(book, library, steps_of(case, library, found))]
    events = [*events, *events_of(book, library, found, plan)]
    pending = plan is not None and is_pending(plan, as_of)
    return CalendarView(
        as_of=as_of,
        season=found.year,
        exam=plan.exam if plan else None,
        exam_date=plan.exam_date if plan else None,
        milestones=found.milestones,
        events=tuple(sorted(events, key=lambda event: (event.on, event.at or time(), event.uid))),
        score_span=span,
        after_exam=ahead if pending else (),
        ahead=() if pending else ahead,
        notices=_notices(plan, found, library, as_of),
        version=book.version(),
        owner=book.owner(),
    )


Parts = tuple[tuple[KeyDay, ...], list[Event], tuple[date, date] | None]


def _without_plan(season: Season) -> Parts:
    return (), _milestones(season), None


def _with_plan(case: Case, season: Season) -> Parts:
    """Return the days ahead, the events and the score's span; `season` may be another than the plan's."""
    delay, shown = _delay(case), replace(case, season=season)
    ahead = next_deadlines(case.plan, season, case.facts, case.as_of, case.arrival)
    return ahead, [*_milestones(season), *_of_plan(shown), *delay], _score_span(case)


def _milestones(season: Season) -> list[Event]:
    events = []
    for milestone in season.milestones:
        uid, day = f"season-{season.year}-{milestone.id}", key_day(milestone)
        events.append(_event(day, EventKind.MILESTONE, uid, at=milestone.at))
        for place, other in enumerate(milestone.also, start=1):
            instead = replace(day, on=other, label=f"{milestone.label}: possibly this day instead")
            events.append(_event(instead, EventKind.ALTERNATIVE, f"{uid}-also-{place}", at=milestone.at))
    return events


def _of_plan(case: Case) -> list[Event]:
    """Return the plan's own days; those that a result has settled are left out."""
    plan, season = case.plan, case.season
    pending = is_pending(plan, case.as_of)
    events = []
    if plan.exam_date is not None:
        label, why = f"{plan.exam.label} exam", "the booked test day"
        booked = KeyDay(id="exam", on=plan.exam_date, label=label, why=why, status=YOURS)
        events.append(_own(plan, booked, EventKind.EXAM))
    if plan.exam_date is not None and plan.result is None:
        events += _score_days(plan, plan.exam_date, case.arrival)
    if plan.result is None and not pending and attempts_left(case):
        events += [_own(plan, part, EventKind.ACT) for part in decide_by_parts(plan, case.facts)]
        events += [*_windows(case), *_last_safe(case)]
    if plan.exam_date is not None and plan.is_over(case.as_of):
        steps = next_deadlines(plan, season, case.facts, case.as_of, case.arrival)
        events += [_own(plan, step, EventKind.ACT) for step in steps if step.id == "resend_scores"]
    return events


def _delay(case: Case) -> list[Event]:
    """Return the day that `check` recommends instead of the booked one, or from which it judges at all."""
    plan = case.plan
    if plan.exam_date is None or plan.exam_date < case.as_of or plan.result is not None:
        return []
    decision = decide(case)
    exam, how = decision.exam, strength(decision)
    if exam.judged_from is not None:
        sitting = f"{plan.exam.label} of {day_from(plan.exam_date, case.as_of)}"
        judged = KeyDay(
            id="judged_from",
            on=exam.judged_from,
            label=f"from this day on practice for {sitting} is judged",
            why=f"until then it is too early: {exam.because}",
            status=OURS,
        )
        return [_own(plan, judged, EventKind.ACT)]
    delay = exam.delay
    if delay is None or delay.to is None or how is None:
        return []
    in_time = "score in time" if delay.score_in_time else "score not in time"
    instead = KeyDay(
        id="delay",
        on=delay.to,
        label=f"{plan.exam.label} test day {how} instead of {day_from(plan.exam_date, case.as_of)}",
        why=f"guide {case.guide.name} says no-go for {full_day(plan.exam_date)}; {in_time}; {delay.why_to}",
        status=OURS,
    )
    return [_own(plan, instead, EventKind.DELAY)]


def _last_safe(case: Case) -> list[Event]:
    """Return the last test day as good as safe for the deadline that counts: to act by while none is booked."""
    if not case.spec.seasonal:
        return []
    by = counts_by(case.season, case.as_of, is_applied=case.applied)
    milestone = case.season.milestone(by)
    safe = KeyDay(
        id=f"{case.season.year}-last_safe-{by}",
        on=case.arrival.last_test_day(milestone.on, 0.9),
        label=f"last test day whose score is {SEEN[by]} with 90 %",
        why=f"the report lag counted back from {full_day(milestone.on)} ({milestone.status.value})",
        status=case.arrival.lag.status.value,
    )
    return [_own(case.plan, safe, EventKind.ACT if case.plan.exam_date is None else EventKind.WINDOW)]


def _score_days(plan: Plan, sat: date, arrival: Arrival) -> list[Event]:
    why, status = arrival.lag.source, arrival.lag.status.value
    days = (
        ("score_typical", arrival.typical_day(sat), "likely out"),
        ("score_safe", arrival.safe_day(sat), "all but certainly out"),
    )
    return [
        _own(
            plan,
            KeyDay(id=name, on=on, label=f"{plan.exam.label} score {word}", why=why, status=status),
            EventKind.SCORE,
        )
        for name, on, word in days
    ]


def _windows(case: Case) -> list[Event]:
    """Return the ends of the windows of the guide that applies."""
    windows = guide_windows(case, case.guide) if case.spec.seasonal else None
    if windows is None:
        return []
    why = f"the windows of guide {windows.guide}, by the typical score day where they speak of the score"
    ends = {"ideal": windows.ideal_until, "acceptable": windows.acceptable_until, "risky": windows.risky_until}
    days = [
        KeyDay(
            id=f"{case.season.year}-{word}",
            on=on,
            label=f"last {word} test day ({windows.guide})",
            why=why,
            status=OURS,
        )
        for word, on in ends.items()
    ]
    return [_own(case.plan, day, EventKind.WINDOW) for day in days]


def _own(plan: Plan, day: KeyDay, kind: EventKind) -> Event:
    return _event(day, kind, f"{plan.exam.value}-{day.id}")


def _event(day: KeyDay, kind: EventKind, uid: str, at: time | None = None) -> Event:
    return Event(id=day.id, on=day.on, label=day.label, why=day.why, status=day.status, uid=uid, kind=kind, at=at)


def _score_span(case: Case) -> tuple[date, date] | None:
    sat, arrival = case.plan.exam_date, case.arrival
    if sat is None or case.plan.result is not None:
        return None
    return arrival.typical_day(sat), arrival.safe_day(sat)


def _notices(plan: Plan | None, season: Season, library: Library, as_of: date) -> tuple[str, ...]:
    end, due = season.day("season_ends"), season.day("rank_list_due")
    if as_of > end:
        state = f"Season {season.year} ended on {full_day(end)}; --season {season.year + 1} shows the next."
    elif season.review_is_open(as_of):
        state = f"Review of season {season.year} has opened: the rank list, due {full_day(due)}, is what counts now."
    else:
        state = review_notice(season) or ""
    found = [
        state,
        other_service_notice(plan, library.calendar.other_services),
        None if plan else "No plan is set: only the season is shown (`stepready plan set`, or `stepready init`).",
    ]
    return tuple(text for text in found if text)
