"""What a replan keeps: the days so far and the days ahead, so that no question leaves the accounts unsaid.

A schedule's questions are one sum. A replan moves missed ones from the days behind to the days ahead and takes off
the dropped ones; what fits on no day stays missing, what was done beyond the plan stays ahead.
"""

from dataclasses import replace
from datetime import date

from stepready.core.schedule.day import PlannedDay, Schedule


def carried(
    kept: Schedule, ahead: Schedule, as_of: date, *, moved: int, settled: tuple[PlannedDay, ...] = ()
) -> Schedule:
    """Return the schedule to keep: the days before today less `moved` questions, then the days ahead.

    `moved` below 0 adds to the days before today: work of the days ahead that fits on none of them. The practice
    exams of `settled` days are placed again or given up, so those days no longer ask for one.
    """
    behind = [day for day in kept.days if day.day < as_of]
    done_with = {day.day for day in settled}
    behind = [replace(day, practice_exam=None) if day.day in done_with else day for day in behind]
    return replace(ahead, made_on=min(kept.made_on, as_of), days=(*_less(behind, moved), *ahead.days))


def _less(days: list[PlannedDay], moved: int) -> tuple[PlannedDay, ...]:
    """Take questions off the latest days first."""
    left = list(days)
    for place in range(len(left) - 1, -1, -1):
        taken = min(moved, left[place].questions)
        left[place] = replace(left[place], questions=left[place].questions - taken)
        moved -= taken
        if moved <= 0:
            break
    return tuple(left)
