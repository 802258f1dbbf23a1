"""What the user should know beside the table of test dates."""

from datetime import timedelta
from itertools import takewhile

from stepready.core.case import Case
from stepready.core.dates.sweep import EARLY_OCTOBER, SweptDay, deadlines_of
from stepready.core.rules.sitting_allowed import attempts_left
from stepready.core.season.arrival import Arrival
from stepready.core.season.decide_by import is_pending
from stepready.core.season.notices import other_service_notice, review_notice
from stepready.core.values.wording import count, full_day, listed
from stepready.core.verdict.checks import ExamVerdict
from stepready.core.verdict.course import Course, course_of
from stepready.core.verdict.day_in_window import gain_amount
from stepready.core.verdict.decision import Decision
from stepready.core.verdict.next_step import gain_word
from stepready.guides.library import Library

SAME_SCORE = 0.05
NO_GO = ExamVerdict.NO_GO.value


def dating_notices(planned: Case, case: Case, rows: tuple[SweptDay, ...], library: Library) -> tuple[str, ...]:
    """Return the notices of a sweep; `planned` is the case as planned, `case` as the next sitting sees it."""
    step2, arrival = case.spec.seasonal, case.arrival
    found = [
        planned.notice,
        _state(planned, case, rows),
        None if rows and rows[0].mean is not None else _no_forecast(rows),
        *(_season_notices(case, library) if step2 else [_unbound(case)]),
        _too_late_for(case, rows, arrival) if step2 else None,
        _gains_end(rows),
        _pooled(case, rows),
        _over_practice(rows, planned.target),
        _pass_marks(rows) if step2 else None,
        _eligibility(rows),
        _lag(arrival) if step2 else None,
    ]
    return tuple(text for text in found if text)


def advice(decision: Decision) -> str | None:
    """Say what the guide does with a no-go: how long, until when, whether it makes it; then how to apply.

    None before the exam when the booked date stands; while it is too early to judge, that.
    """
    delay, applying = decision.exam.delay, decision.application
    told = f"Application: {applying.verdict.value.replace('-', ' ')}, {applying.because}."
    if decision.exam.verdict is ExamVerdict.EARLY:
        return f"Too early to judge: {decision.exam.because}. {told}"
    if delay is None:
        return told if decision.exam.verdict is ExamVerdict.TAKEN else None
    if not attempts_left(decision.case):
        return f"No attempt is left, so no other day is proposed. {told}"
    name = decision.case.guide.name
    parts = [
        f"{name} gives a no-go {delay.min_weeks}-{delay.max_weeks} weeks"
        if delay.min_weeks
        else f"{name} names no number of weeks for a no-go"
    ]
    if delay.to is not None:
        sit = "sit on" if course_of(decision) is Course.MOVE else "even by"
        parts.append(f"{sit} {full_day(delay.to)}, {delay.why_to}")
    elif delay.why_to is not None:
        parts.append(delay.why_to)
    if delay.gain_needed is not None and delay.to is not None:
        word = gain_word(decision.case, delay.to, delay.gain_realistic)
        parts.append(f"{gain_amount(decision.case, delay.gain_needed)} still to gain: {word}")
    if delay.to is not None and delay.score_in_time is not None:
        parts.append("score in time" if delay.score_in_time else "score not in time")
    return f"{'; '.join(parts)}. {told}"


def _season_notices(case: Case, library: Library) -> list[str | None]:
    season, as_of = case.season, case.as_of
    due = season.day("rank_list_due")
    if as_of > due:
        return [f"Rank lists of season {season.year} were due on {full_day(due)}: its deadlines are past (--season)."]
    told = f"what counts now is that the score is out by the rank list, {full_day(due)}."
    if case.applied:
        return [f"Your application is in: {told}"]
    if season.review_is_open(as_of):
        return [f"Review of season {season.year} opened on {full_day(season.day('review_opens'))}: {told}"]
    return [review_notice(season), other_service_notice(case.plan, library.calendar.other_services)]


def _too_late_for(case: Case, rows: tuple[SweptDay, ...], arrival: Arrival) -> str | None:
    """Say which deadline no score can meet any more with the usual lag, the later one of review and early October."""
    if not rows or is_pending(case.plan, case.as_of):
        return None
    first = arrival.typical_day(case.as_of + timedelta(days=1))
    early = deadlines_of(case.season, case.facts)[EARLY_OCTOBER]
    if first > early:
        return f"No score of a test from tomorrow on is likely out by early October ({full_day(early)})."
    if first > case.season.day("review_opens"):
        return "No score of a test from tomorrow on is likely out when review opens; early October can still be met."
    return None


def _state(planned: Case, ahead: Case, rows: tuple[SweptDay, ...]) -> str | None:
    """Say how a past sitting changes what is shown."""
    plan = planned.plan
    if is_pending(plan, planned.as_of) and plan.exam_date is not None:
        return (
            f"The exam was on {full_day(plan.exam_date)} and its result is pending: only that date is shown. "
            "A passed Step cannot be taken again."
        )
    if ahead.plan != plan:
        return "The result entered is a failure: these are dates for a retake, judged by the guide's failure rules."
    if plan.result is not None:
        return "A passing result is entered, and a passed Step cannot be taken again: there is no date to choose."
    return None if rows else "No test date of this season can still matter; --until DATE looks further."


def _no_forecast(rows: tuple[SweptDay, ...]) -> str | None:
    return "No forecast: nothing logged can be used, so no date is shown as beaten by another." if rows else None


def _gains_end(rows: tuple[SweptDay, ...]) -> str | None:
    """Say from which test day on the forecast counts no further change; None when the score moves to the end."""
    means = [(row.exam_date, row.mean) for row in rows if row.mean is not None]
    same = list(takewhile(lambda found: abs(found[1] - means[-1][1]) < SAME_SCORE, reversed(means)))
    if len(same) < 2:  # noqa: PLR2004 - a day and a later one like it
        return None
    if len(same) == len(means):
        return "The forecast counts on no further gain: the score is the same on every date."
    word = "gain" if means[0][1] <= means[-1][1] else "loss"
    return f"From {full_day(same[-1][0])} on, the forecast counts on no further {word}: the score stays the same."


def _pooled(case: Case, rows: tuple[SweptDay, ...]) -> str | None:
    """Say which printed chance moves those of passing, and that it counts less on later days; None where none does."""
    seen = (found.pooled for row in rows if (found := case.outlook_on(row.exam_date)) is not None)
    told = next((pooled for pooled in seen if pooled), None)
    return None if told is None else f"In the table: {told}; it counts less the later the test day."


def _over_practice(rows: tuple[SweptDay, ...], target: int | None) -> str | None:
    """Say why a score at the target can stand beside a no-go."""
    if target is None or not any(r.exam_verdict == NO_GO and r.mean is not None and r.mean >= target for r in rows):
        return None
    return (
        "The rules look at practice scores as printed; the score adds what the exam gives over practice. "
        "So a score at or over the target can stand beside a no-go."
    )


def _unbound(case: Case) -> str:
    """Say how dates of an exam are compared whose score is no part of an application."""
    label = case.plan.exam.label
    return (
        f"The deadlines of a season do not bind {label}: dates are compared by the chance to pass and by being early."
    )


def _pass_marks(rows: tuple[SweptDay, ...]) -> str | None:
    marks = list(dict.fromkeys(row.pass_mark for row in rows))
    if len(marks) < 2:  # noqa: PLR2004 - a change takes two
        return None
    changes = [next(row for row in rows if row.pass_mark == mark) for mark in marks[1:]]
    said = listed([f"{row.pass_mark} from {full_day(row.exam_date)}" for row in changes])
    return f"The pass mark changes within these dates: {marks[0]} at first, {said}."


def _eligibility(rows: tuple[SweptDay, ...]) -> str | None:
    outside = sum(row.in_eligibility is False for row in rows)
    if not outside:
        return None
    return f"{count(outside, 'date lies', 'dates lie')} after your eligibility window; they need an extension."


def _lag(arrival: Arrival) -> str:
    points = listed([f"{100 * point.share:g} % by {point.days} days" for point in arrival.lag.points])
    told = f"When scores arrive is a working model ({arrival.lag.status.value}): {points}."
    return " ".join([told, *(window.says for window in arrival.windows)])
