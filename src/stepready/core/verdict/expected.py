"""What the rules are expected to see by a later test day, when practice goes on as it has.

The level of today as printed, plus the practice points the forecast expects from today to a day. What the exam
itself gives over practice plays no part: the rules look at practice scores as printed. Expected exams are
assumed one and two weeks apart, the last on the last day that one more exam can inform.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from math import floor

from stepready.core.case import Case
from stepready.core.log.evidence import Evidence
from stepready.core.log.score import Score
from stepready.core.verdict.checks import ExamVerdict, exam_verdict

APART = timedelta(weeks=1)
PracticeLevel = Callable[[date], float | None]


def verdict_now(case: Case, test_day: date) -> ExamVerdict:
    """Return the exam verdict of a test day on today's scores."""
    return exam_verdict(case.on(test_day))


def expected_verdict(case: Case, test_day: date, practice: PracticeLevel) -> ExamVerdict:
    """Return the exam verdict expected by a test day, with the exams that can still be taken until then.

    Without a level today, or with no time for another exam, the verdict of today's scores stands.
    """
    assumed = _assumed(case, test_day, practice)
    if not assumed:
        return verdict_now(case, test_day)
    return verdict_now(replace(case, evidence=with_assumed(case.evidence, assumed)), test_day)


def with_assumed(evidence: Evidence, assumed: tuple[Score, ...]) -> Evidence:
    """Return the evidence as if the assumed exams had been taken."""
    return replace(evidence, full=evidence.full + assumed, recent=evidence.recent + assumed)


def _assumed(case: Case, test_day: date, practice: PracticeLevel) -> tuple[Score, ...]:
    """Return the exams still to come, oldest first, each at today's level plus the expected gain."""
    level, today = case.evidence.level, practice(case.as_of)
    if level is None or today is None:
        return ()
    last = test_day - timedelta(days=int(case.facts.readings.last_exam_informs.value))
    days = [last - back * APART for back in reversed(range(case.evidence.level_exams))]
    found = [(day, practice(day)) for day in days if day > case.as_of]
    pattern = case.evidence.last[-1]
    return tuple(_exam_like(pattern, day, floor(level + then - today)) for day, then in found if then is not None)


def _exam_like(pattern: Score, day: date, value: int) -> Score:
    return replace(pattern, id=0, uid=f"expected-{day.isoformat()}", day=day, value=float(value), form="")
