"""The days by which something must be decided or done, before the exam and after it."""

from datetime import date, timedelta

from stepready.core.facts.citation import Status
from stepready.core.facts.facts import Facts
from stepready.core.log.attempts import Attempt
from stepready.core.plan import Plan
from stepready.core.season.arrival import Arrival
from stepready.core.season.key_day import OURS, YOURS, KeyDay, key_day
from stepready.core.season.prior_sittings import fails
from stepready.core.season.season import Season
from stepready.core.values.wording import count, full_day


def is_pending(plan: Plan, as_of: date) -> bool:
    """Whether the exam is behind and its result not entered."""
    return plan.result is None and plan.exam_date is not None and plan.exam_date < as_of


def after_exam(plan: Plan, season: Season, facts: Facts, as_of: date, arrival: Arrival) -> tuple[KeyDay, ...]:
    """Return what follows the exam, earliest first; once the result is entered only a score to be sent by hand."""
    if plan.exam_date is None:
        return ()
    due = as_of if resend_is_due(plan, season, facts, as_of, arrival) else None
    if not is_pending(plan, as_of):
        return () if due is None else tuple(_resend(plan, plan.exam_date, season, arrival, due))
    steps = _score_days(plan.exam_date, arrival)
    if facts.spec(plan.exam).seasonal:
        steps += [*_resend(plan, plan.exam_date, season, arrival, due), *_match_days(season)]
    return tuple(sorted(steps, key=lambda step: step.on))


def _score_days(sat: date, arrival: Arrival) -> list[KeyDay]:
    lag, status = arrival.lag, arrival.lag.status.value
    typical, safe = arrival.typical_day(sat), arrival.safe_day(sat)
    why = f"{(typical - sat).days} days after the exam: {lag.source}"
    late = f"allow at least {(safe - sat).days} days after the exam before worrying"
    return [
        KeyDay(id="score_typical", on=typical, label="score likely out", why=why, status=status),
        KeyDay(id="score_safe", on=safe, label="score all but certainly out", why=late, status=status),
    ]


def resend_is_due(plan: Plan, season: Season, facts: Facts, as_of: date, arrival: Arrival) -> bool:
    """Whether a score has to be sent by hand to programmes that have the application, or had to and nobody said so.

    Not for a failing score, one that was likely out before the application went in, or after rank lists.
    """
    sat, applied = plan.exam_date, plan.applied_on
    is_open = bool(plan.applied) and plan.resent_on is None and facts.spec(plan.exam).seasonal
    if not is_open or sat is None or not plan.is_over(as_of) or as_of > season.day("rank_list_due"):
        return False
    is_before = applied is not None and arrival.typical_day(sat) < applied
    return not is_before and not fails(Attempt(exam=plan.exam, on=sat, score=plan.result), facts)


def _resend(plan: Plan, sat: date, season: Season, arrival: Arrival, as_of: date | None = None) -> list[KeyDay]:
    """Return the day to re-send scores, when the score may come after applications went in; none once that is done.

    With `as_of`, for an application said to be in: no earlier than that day, until it is said to be done.
    """
    submit = season.day("submit_from")
    if as_of is None and (arrival.safe_day(sat) < submit or plan.resent_on is not None):
        return []
    asks = "" if plan.applied else " if you applied before the score came"
    out = as_of if plan.result is not None else arrival.typical_day(sat)
    return [
        KeyDay(
            id="resend_scores",
            on=max(day for day in (out, submit, as_of) if day is not None),
            label=f"re-send scores in MyERAS{asks}; confirm there, then `plan set --resent DATE`",
            why="a score that comes after applying reaches programmes only when you re-send it",
            status=Status.SECONDARY.value,
        )
    ]


def _match_days(season: Season) -> list[KeyDay]:
    rank, deadline = season.milestone("rank_list_due"), season.milestone("nrmp_registration_deadline")
    return [
        key_day(deadline, "standard deadline to register for the Match"),
        key_day(season.milestone("ranking_opens"), "ranking opens"),
        key_day(rank, "certify the rank order list; a score that comes later no longer counts"),
        key_day(season.milestone("match_day"), "Match Day"),
    ]


def decide_by_parts(plan: Plan, facts: Facts) -> tuple[KeyDay, ...]:
    """Return the days that bound a decision about the booked date, earliest first, past ones too."""
    parts = []
    if plan.exam_date is not None:
        parts = [_fee_free(plan.exam_date, facts), _last_practice_exam(plan.exam_date, facts)]
    if plan.eligibility_end is not None:
        parts.append(_eligibility(plan.eligibility_end, facts))
    return tuple(sorted(parts, key=lambda part: part.on))


def decide_by(parts: tuple[KeyDay, ...], as_of: date) -> KeyDay | None:
    """Return the nearest part that is not past, or None."""
    return next((part for part in parts if part.on >= as_of), None)


def next_deadlines(plan: Plan, season: Season, facts: Facts, as_of: date, arrival: Arrival) -> tuple[KeyDay, ...]:
    """Return the days still ahead, earliest first: to decide by, or once the exam is past, what follows it.

    Once a result is entered, a score still to be sent by hand alone.
    """
    steps = after_exam(plan, season, facts, as_of, arrival)
    if steps:
        found = list(steps)
    elif plan.result is not None:
        found = []
    else:
        found = [*decide_by_parts(plan, facts), *_last_safe(plan, season, facts, arrival)]
    return tuple(sorted((d for d in found if d.on >= as_of), key=lambda d: d.on))


def _fee_free(booked: date, facts: Facts) -> KeyDay:
    free = facts.booking.free_days
    return KeyDay(
        id="fee_free",
        on=booked - timedelta(days=free),
        label="last day to move the booking without a fee",
        why=f"a change is free {free} or more days before the appointment ({facts.booking.source})",
        status=facts.booking.status.value,
    )


def _last_practice_exam(booked: date, facts: Facts) -> KeyDay:
    reading = facts.readings.last_exam_informs
    left = count(int(reading.value), "day")
    return KeyDay(
        id="last_practice_exam",
        on=booked - timedelta(days=int(reading.value)),
        label=f"last day one more practice exam leaves {left} to decide",
        why=f"{left} before the exam: {reading.ours}",
        status=OURS,
    )


def _eligibility(end: date, facts: Facts) -> KeyDay:
    return KeyDay(
        id="eligibility_end",
        on=end,
        label="eligibility window ends",
        why=f"the last day your plan names; one extension is possible ({facts.booking.source})",
        status=YOURS,
    )


def _last_safe(plan: Plan, season: Season, facts: Facts, arrival: Arrival) -> list[KeyDay]:
    """Return the last test day that review most likely sees, for a plan of the season without a booked date."""
    if not facts.spec(plan.exam).seasonal or plan.exam_date is not None:
        return []
    review = season.milestone("review_opens")
    return [
        KeyDay(
            id="last_safe_test_day",
            on=arrival.last_test_day(review.on, 0.9),
            label="last test day whose score review sees with 90 %",
            why=f"the report lag counted back from {full_day(review.on)} ({review.status.value})",
            status=arrival.lag.status.value,
        )
    ]
