"""What the rules are expected to say by a later test day, when practice goes on as it has.

The exams that make today's level, each carried on at the log's own pace, as the day proposed after a no-go is chosen.
What the exam itself gives over practice plays no part: the rules look at practice scores as printed.
"""

from datetime import date, timedelta

from stepready.core.case import Case
from stepready.core.verdict.checks import ExamVerdict, exam_verdict
from stepready.core.verdict.day_in_window import carried


def verdict_now(case: Case, test_day: date) -> ExamVerdict:
    """Return the exam verdict of a test day on today's scores."""
    return exam_verdict(case.on(test_day))


def expected_verdict(case: Case, test_day: date) -> ExamVerdict:
    """Return the exam verdict expected by a test day.

    With no time for another exam before it the verdict of today's scores stands. A season's gains are counted as far
    ahead as the guides speak of one; how much time a level asks for goes by today's.
    """
    now, readings = verdict_now(case, test_day), case.facts.readings
    if test_day - timedelta(days=int(readings.last_exam_informs.value)) <= case.as_of:
        return now
    counted = case.as_of + timedelta(weeks=readings.gain_hold_weeks.value)
    grown = carried(case, min(test_day, counted) if case.spec.seasonal else test_day)
    found = exam_verdict(grown.on(test_day))
    return ExamVerdict.NO_GO if found is ExamVerdict.EARLY and now is not ExamVerdict.EARLY else found
