"""Which stage of the year a plan is in on a day."""

from datetime import date
from enum import StrEnum

from stepready.core.case import Case
from stepready.core.schedule.progress import behind_notice, missed_exams
from stepready.core.season.decide_by import is_pending
from stepready.core.season.season import Season
from stepready.core.verdict.circumstances import result_fails

EXAM_WEEK = 7
"""Days before the exam that count as its week."""


class Stage(StrEnum):
    """The stages of a year, in the order they come."""

    NO_DATE = "no test date"
    EARLY = "early"
    DEDICATED = "dedicated"
    BEHIND = "behind"
    EXAM_WEEK = "exam week"
    EXAM_DAY = "exam day"
    WAITING = "waiting for the score"
    SCORE_IN_HAND = "score in hand"
    APPLYING = "applying"
    INTERVIEWS = "interviews"
    RANKING = "rank lists"
    MATCH = "waiting for the Match"
    MATCH_WEEK = "match week"
    OVER = "season over"


STUDYING = (Stage.EARLY, Stage.DEDICATED, Stage.BEHIND, Stage.EXAM_WEEK)


def stage_of(case: Case, *, is_full_time: bool) -> Stage:
    """Return the stage of a case's day."""
    plan, today = case.plan, case.as_of
    if case.result is not None:
        return _after_result(case)
    if plan.exam_date is None:
        return Stage.NO_DATE
    if is_pending(plan, today):
        return Stage.WAITING
    return _before_exam(case, (plan.exam_date - today).days, is_full_time=is_full_time)


def _before_exam(case: Case, left: int, *, is_full_time: bool) -> Stage:
    """Return the stage with so many days left to the exam."""
    if left <= EXAM_WEEK:
        return Stage.EXAM_WEEK if left else Stage.EXAM_DAY
    if _is_behind(case):
        return Stage.BEHIND
    return Stage.DEDICATED if is_full_time else Stage.EARLY


def _is_behind(case: Case) -> bool:
    """Whether a day's work or a practice exam of the kept schedule is missing."""
    kept = case.schedule
    if kept is None:
        return False
    late = behind_notice(kept, case.studied, case.as_of) is not None
    return late or bool(missed_exams(kept, case.exams, case.as_of))


def _after_result(case: Case) -> Stage:
    """Return the stage once a result is known: the season's, for a score that an application can go out with."""
    season, today = case.season, case.as_of
    if not case.spec.seasonal or result_fails(case) or today < season.day("submit_from"):
        return Stage.SCORE_IN_HAND
    if today < season.day("review_opens"):
        return Stage.APPLYING
    if case.plan.applied is False:
        return Stage.SCORE_IN_HAND
    return _in_season(season, today)


def _in_season(season: Season, today: date) -> Stage:
    """Return the stage of an application that is in, from the opening of review on."""
    if today < season.day("ranking_opens"):
        return Stage.INTERVIEWS
    if today <= season.day("rank_list_due"):
        return Stage.RANKING
    if today < season.day("match_week"):
        return Stage.MATCH
    return Stage.MATCH_WEEK if today <= season.day("match_day") else Stage.OVER
