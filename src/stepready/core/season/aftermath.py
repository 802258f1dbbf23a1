"""After the exam, until the result is entered: when the score comes and what to do with it."""

from datetime import date

from stepready.core.facts.citation import Status
from stepready.core.facts.exam import Exam
from stepready.core.plan import Plan
from stepready.core.season.arrival import Arrival
from stepready.core.season.key_day import KeyDay, key_day
from stepready.core.season.season import Season


def is_pending(plan: Plan, as_of: date) -> bool:
    """Whether the exam is behind and its result not entered."""
    return plan.result is None and plan.exam_date is not None and plan.exam_date < as_of


def after_exam(plan: Plan, season: Season, as_of: date, arrival: Arrival) -> tuple[KeyDay, ...]:
    """Return what follows the exam, earliest first; empty before it and once the result is entered."""
    if plan.exam_date is None or not is_pending(plan, as_of):
        return ()
    steps = _score_days(plan.exam_date, arrival)
    if plan.exam is Exam.STEP2CK:
        steps += [*_resend(plan, plan.exam_date, season, arrival), *_match_days(season)]
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


def _resend(plan: Plan, sat: date, season: Season, arrival: Arrival) -> list[KeyDay]:
    """Return the day to re-send scores, when the score may come after applications went in; none once that is done."""
    submit = season.day("submit_from")
    if arrival.safe_day(sat) < submit or plan.resent_on is not None:
        return []
    return [
        KeyDay(
            id="resend_scores",
            on=max(arrival.typical_day(sat), submit),
            label="re-send scores in MyERAS if you applied before the score came; confirm there",
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
