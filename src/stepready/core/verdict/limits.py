"""The day a score has to be out by: the guide's on-time limit, or the rank list's once review is open or applied."""

from datetime import date

from stepready.core.case import Case


def is_about_ranking(case: Case) -> bool:
    """Whether what counts is the rank list: review is open, or the user said that the application is in."""
    return case.spec.seasonal and (case.review_is_open or case.applied)


def limit_of(case: Case) -> date | None:
    """Return the day the score has to be out by; None for Step 1 or a guide without windows."""
    if case.timing is None:
        return None
    return case.season.day("rank_list_due") if is_about_ranking(case) else case.timing.on_time.day_of(case.season)


def last_in_time(case: Case) -> date | None:
    """Return the last test day whose typical score day meets that limit."""
    if case.timing is None:
        return None
    if is_about_ranking(case):
        return case.arrival.last_typical_test_day(case.season.day("rank_list_due"))
    return case.timing.on_time_until(case.season, case.arrival)


def seen_by(case: Case) -> date:
    """Return the day by which programmes have to see a score: the review's, or the rank list's."""
    return case.season.day("rank_list_due" if is_about_ranking(case) else "review_opens")
