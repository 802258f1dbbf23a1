"""Which of the logged scores the rules may look at, and the current level they give.

Ranges of days are closed: a reading of 56 recent days holds today and the 55 days before it.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from stepready.core.facts.exam import Condition, Exam
from stepready.core.facts.facts import Facts
from stepready.core.log.score import QbankDay, Score
from stepready.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A logged exam that no rule counts, and why; `unusable` where its instrument has no scale for the exam."""

    score: Score
    why: str
    unusable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The log of one exam as the rules see it on one day.

    `full` are the full practice exams that count, oldest first; of two on one day the lower counts as the
    later. `recent` are those within the recent days. `qbank` are question-bank days, oldest first.
    """

    exam: Exam
    as_of: date
    full: tuple[Score, ...]
    recent: tuple[Score, ...]
    left_out: tuple[LeftOut, ...]
    qbank: tuple[QbankDay, ...]
    level_exams: int = 2

    @property
    def last(self) -> tuple[Score, ...]:
        """The exams that make the current level, oldest first."""
        return self.recent[-self.level_exams :]

    @property
    def level(self) -> float | None:
        """The current level: the mean of the last two recent full practice exams, or None with fewer."""
        if len(self.last) < self.level_exams:
            return None
        return sum(score.value for score in self.last) / self.level_exams

    @property
    def latest(self) -> Score | None:
        """The latest recent full practice exam."""
        return self.recent[-1] if self.recent else None

    @property
    def baseline(self) -> Score | None:
        """The first full practice exam ever logged for this exam."""
        return self.full[0] if self.full else None

    @property
    def rising(self) -> bool:
        """Whether the last recent exam is above the one before."""
        return len(self.recent) > 1 and self.recent[-1].value > self.recent[-2].value


def in_order(scores: list[Score]) -> list[Score]:
    """Sort oldest first; of two on one day the lower comes later; the order of entry plays no part."""
    return sorted(scores, key=lambda score: (score.day, -score.value, score.uid))


def gather(
    scores: Sequence[Score],
    qbank: Sequence[QbankDay],
    *,
    exam: Exam,
    as_of: date,
    facts: Facts,
    counting_all: bool = False,
) -> Evidence:
    """Select what counts for an exam on a day.

    `counting_all` also counts sittings that are set aside for how they were taken, to show what the
    verdict would be with them.
    """
    readings = facts.readings
    uncounted = () if counting_all else readings.uncounted.values
    full: list[Score] = []
    left_out: list[LeftOut] = []
    for score in in_order([s for s in scores if s.exam == exam]):
        why = _why_left_out(score, as_of, facts, uncounted)
        if why is None:
            full.append(score)
        elif why:
            left_out.append(LeftOut(score=score, why=why, unusable=not _is_usable(score, facts)))
    first_recent = as_of - timedelta(days=int(readings.recent_days.value) - 1)
    return Evidence(
        exam=exam,
        as_of=as_of,
        full=tuple(full),
        recent=tuple(s for s in full if s.day >= first_recent),
        left_out=tuple(left_out),
        qbank=tuple(sorted((d for d in qbank if d.day <= as_of), key=lambda d: d.day)),
        level_exams=int(readings.level_exams.value),
    )


def _why_left_out(score: Score, as_of: date, facts: Facts, uncounted: tuple[Condition, ...]) -> str | None:
    """Return None for an exam that counts, a reason for one set aside, `` for what never is an exam."""
    use = facts.use(score.source, score.exam)
    if score.day > as_of:
        return "dated after today"
    if use is None or not _is_usable(score, facts):
        return f"no usable scale for {score.exam.label}"
    if not use.full:
        return ""
    if score.unit != use.scales[0].unit:
        return f"not on the scale of {score.exam.label}"
    marks = [condition.value for condition in uncounted if condition in score.conditions]
    return f"marked {', '.join(marks)}" if marks else None


def _is_usable(score: Score, facts: Facts) -> bool:
    use = facts.use(score.source, score.exam)
    return use is not None and use.usable
