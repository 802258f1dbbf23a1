"""Keep the user's words for days, with the hours one of them brings, one change a transaction."""

from collections.abc import Sequence

from stepready.core.log.day_log import DayMark, DayState, StudyHours, day_uid
from stepready.store.codec import Values, row_of
from stepready.store.connection import Store
from stepready.store.journal import Step, image
from stepready.store.kinds import DAY_MARK, STUDY_HOURS
from stepready.store.writing import Draft, drafting, one


def mark_days(store: Store, moment: str, marks: Sequence[DayMark], hours: StudyHours | None) -> None:
    """Keep words for days in place of earlier ones, with the hours of one of them in place of all it had.

    A day that stays done keeps the questions told of it until another number is.
    """
    with drafting(store, "mark", moment) as draft:
        steps = [_mark_step(store, row_of(DAY_MARK, mark)) for mark in marks]
        if hours is not None:
            steps += _hours_steps(store, draft, hours)
        draft.keep(_said(marks) + (f", {hours.said}" if hours is not None else ""), steps)


def _said(marks: Sequence[DayMark]) -> str:
    """Name the words of a change: one day's, or the first and the last of a range."""
    if len(marks) == 1:
        return marks[0].said
    return f"{marks[0].day.isoformat()} to {marks[-1].day.isoformat()} {marks[0].state.value}"


def _mark_step(store: Store, after: Values) -> Step:
    before = one(store, DAY_MARK, exam=after["exam"], day=after["day"])
    if before is not None and after["state"] == DayState.DONE.value and after["questions"] is None:
        after = {**after, "questions": before["questions"]}
    return Step(DAY_MARK.name, image(before) if before else None, after)


def _hours_steps(store: Store, draft: Draft, hours: StudyHours) -> list[Step]:
    """Return the steps that make one entry of a day's hours, whatever was logged for it."""
    of_day = [
        row
        for row in store.rows("all_study_hours")
        if (row["exam"], row["day"]) == (hours.exam.value, hours.day.isoformat())
    ]
    gone = [Step(STUDY_HOURS.name, image(row), None) for row in of_day]
    uid = day_uid(hours.exam, hours.day)
    return [*gone, Step(STUDY_HOURS.name, None, draft.numbered(STUDY_HOURS, row_of(STUDY_HOURS, hours), uid=uid))]
