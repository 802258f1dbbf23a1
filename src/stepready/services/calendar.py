"""`calendar`: the season's milestones with the exam, the score days and the days to act by among them."""

from datetime import date, time
from enum import StrEnum

from stepready.core.dates.sweep import SEEN, counts_by
from stepready.core.facts.exam import Exam
from stepready.core.guide.choice import choose
from stepready.core.plan import Plan
from stepready.core.season.aftermath import is_pending
from stepready.core.season.arrival import Arrival, arrival_of
from stepready.core.season.deadlines import OURS, YOURS, Deadline, decide_by_parts, next_deadlines
from stepready.core.season.season import Milestone, Season
from stepready.core.values import dataclass
from stepready.core.verdict.decision import decide
from stepready.core.wording import day as in_words
from stepready.core.wording import full_day
from stepready.guides.library import Library
from stepready.services.case import gather_case
from stepready.services.seasons import other_service_notice, review_notice, season_of
from stepready.services.windows import GuideWindows, guide_windows
from stepready.store.book import Book


class Kind(StrEnum):
    """What a day of the calendar is."""

    EXAM = "exam"
    SCORE = "score"
    ACT = "act"
    DELAY = "delay"
    WINDOW = "window"
    MILESTONE = "milestone"
    ALTERNATIVE = "alternative"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One day of the calendar. `uid` stays the same when the day moves; `at` is an hour in US Eastern time.

    `status` is a fact's, or `ours` or `yours`; `why` says what the day rests on.
    """

    uid: str
    id: str
    kind: Kind
    on: date
    at: time | None
    label: str
    status: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarView:
    """Everything `calendar` shows, events earliest first.

    `score_span` runs from the typical to the safe score day of a booked or sat exam. `after_exam` is what
    follows a sitting whose result is pending, `ahead` what else to act by. `version` grows with every change of the
    log.
    """

    as_of: date
    season: int
    exam: Exam | None
    exam_date: date | None
    milestones: tuple[Milestone, ...]
    events: tuple[Event, ...]
    score_span: tuple[date, date] | None
    after_exam: tuple[Deadline, ...]
    ahead: tuple[Deadline, ...]
    notices: tuple[str, ...]
    version: int = 0


def calendar(
    book: Book, library: Library, *, as_of: date, exam: Exam | None = None, season: int | None = None
) -> CalendarView:
    """Return the calendar of the season asked for, else of the plan's; a plan is not needed."""
    plan = book.plan(exam)
    found, arrival = season_of(plan, library, as_of, year=season), arrival_of(library.facts)
    events = _milestones(found)
    ahead: tuple[Deadline, ...] = ()
    pending = plan is not None and is_pending(plan, as_of)
    if plan is not None:
        ahead = next_deadlines(plan, found, library.facts, as_of, arrival)
        events += _of_plan(plan, found, library, as_of, arrival)
        events += _delay(book, plan, library, as_of)
    return CalendarView(
        as_of=as_of,
        season=found.year,
        exam=plan.exam if plan else None,
        exam_date=plan.exam_date if plan else None,
        milestones=found.milestones,
        events=tuple(sorted(events, key=lambda event: (event.on, event.at or time(), event.uid))),
        score_span=_score_span(plan, arrival),
        after_exam=ahead if pending else (),
        ahead=() if pending else ahead,
        notices=_notices(plan, found, library, as_of),
        version=book.version(),
    )


def _milestones(season: Season) -> list[Event]:
    events = []
    for milestone in season.milestones:
        uid = f"season-{season.year}-{milestone.id}"
        events.append(_milestone(milestone, uid, milestone.on, milestone.label, Kind.MILESTONE))
        for place, other in enumerate(milestone.also, start=1):
            label = f"{milestone.label}: possibly this day instead"
            events.append(_milestone(milestone, f"{uid}-also-{place}", other, label, Kind.ALTERNATIVE))
    return events


def _milestone(milestone: Milestone, uid: str, on: date, label: str, kind: Kind) -> Event:
    return Event(
        uid=uid,
        id=milestone.id,
        kind=kind,
        on=on,
        at=milestone.at,
        label=label,
        status=milestone.status.value,
        why=milestone.source,
    )


def _of_plan(plan: Plan, season: Season, library: Library, as_of: date, arrival: Arrival) -> list[Event]:
    """Return the plan's own days; those that a result has settled are left out."""
    pending = is_pending(plan, as_of)
    events = []
    if plan.exam_date is not None:
        label = f"{plan.exam.label} exam"
        events.append(
            _own(plan, "exam", Kind.EXAM, plan.exam_date, label=label, status=YOURS, why="the booked test day")
        )
    if plan.exam_date is not None and plan.result is None:
        events += _score_days(plan, plan.exam_date, arrival)
    if plan.result is None and not pending:
        events += [_act(plan, part) for part in decide_by_parts(plan, library.facts)]
        events += [*_windows(plan, season, library, arrival), *_last_safe(plan, season, as_of, arrival)]
    if pending:
        steps = next_deadlines(plan, season, library.facts, as_of, arrival)
        events += [_act(plan, step) for step in steps if step.id == "resend_scores"]
    return events


def _delay(book: Book, plan: Plan, library: Library, as_of: date) -> list[Event]:
    """Return the day that `check` recommends instead of the booked one, if it does."""
    if plan.exam_date is None or plan.exam_date < as_of or plan.result is not None:
        return []
    case = gather_case(book, library, plan, as_of)
    delay = decide(case).exam.delay
    if delay is None or delay.to is None:
        return []
    in_time = "score in time" if delay.score_in_time else "score not in time"
    return [
        _own(
            plan,
            "delay",
            Kind.DELAY,
            delay.to,
            label=f"{plan.exam.label} test day recommended instead of {in_words(plan.exam_date)}",
            status=OURS,
            why=f"guide {case.guide.name} says no-go for {full_day(plan.exam_date)}; {in_time}",
        )
    ]


def _last_safe(plan: Plan, season: Season, as_of: date, arrival: Arrival) -> list[Event]:
    """Return the last test day as good as safe for the deadline that counts: to act by while none is booked."""
    if plan.exam is not Exam.STEP2CK:
        return []
    by = counts_by(season, as_of)
    milestone = season.milestone(by)
    return [
        _own(
            plan,
            f"{season.year}-last_safe-{by}",
            Kind.ACT if plan.exam_date is None else Kind.WINDOW,
            arrival.last_test_day(milestone.on, 0.9),
            label=f"last test day whose score is {SEEN[by]} with 90 %",
            status=arrival.lag.status.value,
            why=f"the report lag counted back from {full_day(milestone.on)} ({milestone.status.value})",
        )
    ]


def _score_days(plan: Plan, sat: date, arrival: Arrival) -> list[Event]:
    lag, exam = arrival.lag, plan.exam.label
    typical, safe = arrival.typical_day(sat), arrival.safe_day(sat)
    why, status = lag.source, lag.status.value
    return [
        _own(plan, "score_typical", Kind.SCORE, typical, label=f"{exam} score likely out", status=status, why=why),
        _own(plan, "score_safe", Kind.SCORE, safe, label=f"{exam} score all but certainly out", status=status, why=why),
    ]


def _windows(plan: Plan, season: Season, library: Library, arrival: Arrival) -> list[Event]:
    """Return the ends of the windows of the guide that applies."""
    guide, _ = choose(library.guides, plan)
    windows = guide_windows(guide, season, arrival) if plan.exam is Exam.STEP2CK else None
    return [] if windows is None else _window_ends(plan, season, windows)


def _window_ends(plan: Plan, season: Season, windows: GuideWindows) -> list[Event]:
    why = f"the windows of guide {windows.guide}, by the typical score day where they speak of the score"
    ends = {"ideal": windows.ideal_until, "acceptable": windows.acceptable_until, "risky": windows.risky_until}
    return [
        _own(
            plan,
            f"{season.year}-{word}",
            Kind.WINDOW,
            day,
            label=f"last {word} test day ({windows.guide})",
            status=OURS,
            why=why,
        )
        for word, day in ends.items()
    ]


def _act(plan: Plan, part: Deadline) -> Event:
    return _own(plan, part.id, Kind.ACT, part.on, label=part.label, status=part.status, why=part.why)


def _own(plan: Plan, event_id: str, kind: Kind, on: date, *, label: str, status: str, why: str) -> Event:
    uid = f"{plan.exam.value}-{event_id}"
    return Event(uid=uid, id=event_id, kind=kind, on=on, at=None, label=label, status=status, why=why)


def _score_span(plan: Plan | None, arrival: Arrival) -> tuple[date, date] | None:
    if plan is None or plan.exam_date is None or plan.result is not None:
        return None
    return arrival.typical_day(plan.exam_date), arrival.safe_day(plan.exam_date)


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
        other_service_notice(plan, library),
        None if plan else "No plan is set: only the season is shown (`stepready plan set`, or `stepready init`).",
    ]
    return tuple(text for text in found if text)
