"""The next score that would change the verdict, searched for over the real rules."""

from collections.abc import Callable
from dataclasses import replace

from stepready.core.decision import Case, ExamVerdict, decide
from stepready.core.evidence import Evidence
from stepready.core.exam import Exam, Source
from stepready.core.facts import Facts
from stepready.core.guide import Guide
from stepready.core.score import Score
from stepready.core.values import dataclass

MOST_EXAMS = 3


@dataclass(frozen=True, slots=True)
class Available:
    """A practice exam that can still be taken fresh: its source and an unused form."""

    source: Source
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """The next score that changes the verdict: at `score` or beyond it the verdict becomes `becomes`.

    `exams` is how many exams in a row at that score it takes (one, unless a single one cannot do it).
    A go is lost at `score` or less, gained at `score` or more.
    """

    source: Source
    form: str
    score: int
    becomes: ExamVerdict
    exams: int = 1


def next_exam(facts: Facts, taken: tuple[Score, ...], exam: Exam) -> Available | None:
    """Return the most useful exam left: the newest unused form on the exam's own scale, then a vendor's."""
    used = {(score.source, score.form.casefold()) for score in taken if score.exam == exam}
    for instrument in facts.instruments:
        use = instrument.for_exam(exam)
        if use is None or not (use.full and use.usable):
            continue
        for form in reversed(use.forms):
            if (instrument.id, form.casefold()) not in used:
                return Available(instrument.id, form)
    return None


def find_flip(case: Case, guide: Guide, available: Available | None) -> Flip | None:
    """Search for the fewest next exams, at the least demanding score, that change the verdict.

    None when the exam is taken, no fresh exam is left, none fits before the test date, or no score on the
    scale changes anything.
    """
    now = decide(case, guide).exam.verdict
    booked = case.plan.exam_date
    if now is ExamVerdict.TAKEN or available is None or booked is None or booked <= case.as_of:
        return None
    if now is ExamVerdict.GO:
        return _losing(case, guide, available)
    for exams in range(1, min(MOST_EXAMS, (booked - case.as_of).days) + 1):
        flip = _gaining(case, guide, available, exams)
        if flip is not None:
            return flip
    return None


def _gaining(case: Case, guide: Guide, available: Available, exams: int) -> Flip | None:
    """Return the lowest score that, so many times in a row, makes a go."""
    top = _top(case, available)
    verdict = _verdict_at(case, guide, available, exams)
    if verdict(top) is not ExamVerdict.GO:
        return None
    score = _first_go(top, verdict)
    return Flip(source=available.source, form=available.form, score=score, becomes=ExamVerdict.GO, exams=exams)


def _losing(case: Case, guide: Guide, available: Available) -> Flip | None:
    """Return the highest next score that ends a go."""
    verdict = _verdict_at(case, guide, available, 1)
    if verdict(0) is ExamVerdict.GO:
        return None
    score = _first_go(_top(case, available), verdict) - 1
    return Flip(source=available.source, form=available.form, score=score, becomes=verdict(score))


def _first_go(top: int, verdict: Callable[[int], ExamVerdict]) -> int:
    """Return the lowest whole score with a go, by bisection; a higher score never loses one."""
    low, high = 0, top
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if verdict(middle) is ExamVerdict.GO else (middle, high)
    return high


def _top(case: Case, available: Available) -> int:
    use = case.facts.instrument(available.source).for_exam(case.plan.exam)
    return int(use.scales[0].high) if use else 0


def _verdict_at(case: Case, guide: Guide, available: Available, exams: int) -> Callable[[int], ExamVerdict]:
    """Return the verdict as a function of the next exams' common score."""

    def verdict(value: int) -> ExamVerdict:
        evidence = with_next(case.evidence, case.facts, available, value, exams)
        return decide(replace(case, evidence=evidence), guide).exam.verdict

    return verdict


def with_next(evidence: Evidence, facts: Facts, available: Available, value: float, exams: int) -> Evidence:
    """Return the evidence as if so many further exams had been taken, each at the value."""
    use = facts.instrument(available.source).for_exam(evidence.exam)
    if use is None:
        return evidence
    added = tuple(
        Score(
            id=0,
            uid="",
            day=evidence.as_of,
            source=available.source,
            form=available.form,
            value=float(value),
            unit=use.scales[0].unit,
            exam=evidence.exam,
        )
        for _ in range(exams)
    )
    return replace(evidence, full=evidence.full + added, recent=evidence.recent + added)
