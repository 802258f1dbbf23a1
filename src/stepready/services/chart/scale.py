"""Which scores lie on the exam's own scale, and so on its picture."""

from stepready.core.case import Case
from stepready.core.log.score import Score


def on_scale(case: Case) -> tuple[Score, ...]:
    """Return the practice exams up to today that are printed on the exam's own scale, oldest first."""
    found = []
    for score in reversed(case.exams):
        use = case.facts.use(score.source, score.exam)
        own = use is not None and use.usable and use.full and score.unit == use.scales[0].unit
        if own and score.day <= case.as_of:
            found.append(score)
    return tuple(found)
