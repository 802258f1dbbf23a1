"""The next scores that would change a verdict, searched for over the real rules."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from stepready.core.case import Case
from stepready.core.facts.exam import Exam, Source
from stepready.core.facts.facts import Facts
from stepready.core.log.evidence import Evidence, in_order
from stepready.core.log.same_form import is_taken
from stepready.core.log.score import Score
from stepready.core.values import dataclass
from stepready.core.verdict.checks import ExamVerdict, exam_verdict

MOST_EXAMS = 3
RANK = {ExamVerdict.NO_GO: 0, ExamVerdict.EARLY: 1, ExamVerdict.UNKNOWN: 2, ExamVerdict.GO: 3}


@dataclass(frozen=True, slots=True)
class Available:
    """A practice exam that can still be taken fresh: its source and an unused form."""

    source: Source
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """The next score that changes the verdict, of an exam taken on `on`.

    At `score` or more the verdict `becomes` better, at `score` or less it becomes worse. `exams` is how many
    exams in a row, each at that score, it takes.
    """

    source: Source
    form: str
    score: int
    becomes: ExamVerdict
    on: date
    exams: int = 1

    @property
    def exam(self) -> Available:
        """The exam alone."""
        return Available(self.source, self.form)

    def turns(self, now: ExamVerdict, top: int) -> str:
        """Say which score it takes, of a scale that ends at `top`, and what the verdict of now would become."""
        is_better = RANK[self.becomes] > RANK[now]
        at = f"{self.score} or {'more' if is_better else 'less'}"
        is_any = self.score == (0 if is_better else top)
        return f"{self.source.titled(self.form)} at {'any score' if is_any else at} would {TURNS[self.becomes]}"


TURNS = {
    ExamVerdict.NO_GO: "turn this into a no-go",
    ExamVerdict.EARLY: "make this too early to judge",
    ExamVerdict.UNKNOWN: "leave this open",
    ExamVerdict.GO: "turn this into a go",
}

Verdicts = Callable[[int], ExamVerdict]


def unused_exams(facts: Facts, taken: Sequence[Score], exam: Exam) -> Iterator[Available]:
    """Return the full practice exams never taken: the newest form on the exam's own scale first, then a vendor's."""
    own = [score for score in taken if score.exam == exam]
    for instrument in facts.instruments:
        use = instrument.for_exam(exam)
        if use is None or not (use.full and use.usable):
            continue
        for form in reversed(use.forms):
            if not is_taken(instrument.id, form, own):
                yield Available(instrument.id, form)


def find_flip(case: Case, available: Available | None) -> Flip | None:
    """Search for the next score that changes the verdict: for the better, or from a go for the worse.

    An unknown that no next score can make a go may still become a no-go. None when the exam is taken, no fresh
    exam is left or fits before the test date, or no score on the scale changes anything.
    """
    now = exam_verdict(case)
    for on in days_to_sit(case, now, available):
        verdicts = verdict_by_score(case, available, 1, on)
        better = now is not ExamVerdict.GO
        score = _least_better(verdicts, now, top_score(case, available)) if better else None
        if score is None and now is not ExamVerdict.NO_GO:
            score = _most_worse(verdicts, now, top_score(case, available))
        if score is not None and available is not None:
            becomes = verdicts(score)
            return Flip(source=available.source, form=available.form, score=score, becomes=becomes, on=on)
    return None


def find_way(case: Case, available: Available | None, flip: Flip | None) -> Flip | None:
    """Search for the fewest next exams, each at the least demanding score, that make a go; None from a go.

    `flip` is what one next exam does; where that is a go it is the way.
    """
    if flip is not None and flip.becomes is ExamVerdict.GO:
        return flip
    now = exam_verdict(case)
    booked = case.plan.exam_date
    if now is ExamVerdict.GO or booked is None:
        return None
    for exams in range(1, min(MOST_EXAMS, (booked - case.as_of).days) + 1):
        for on in days_to_sit(case, now, available):
            verdicts = verdict_by_score(case, available, exams, on)
            top = top_score(case, available)
            if available is not None and verdicts(top) is ExamVerdict.GO:
                score, go = _least_go(verdicts, top), ExamVerdict.GO
                return Flip(source=available.source, form=available.form, score=score, becomes=go, on=on, exams=exams)
    return None


def days_to_sit(case: Case, now: ExamVerdict, available: Available | None) -> tuple[date, ...]:
    """Return the days to imagine the next exam on: today, and tomorrow where an exam of today would count after it."""
    booked, today = case.plan.exam_date, case.as_of
    if now is ExamVerdict.TAKEN or available is None or (booked is not None and booked <= today):
        return ()
    first = first_day_to_sit(case)
    return (today, first) if first > today and (booked is None or first < booked) else (today,)


def first_day_to_sit(case: Case) -> date:
    """Return the first day for one more practice exam: tomorrow where one was sat today."""
    sat_today = any(score.day == case.as_of for score in case.evidence.recent)
    return case.as_of + timedelta(days=sat_today)


def _least_better(verdicts: Verdicts, now: ExamVerdict, top: int) -> int | None:
    """Return the lowest score with a better verdict; from unknown only a go is better."""
    if RANK[verdicts(top)] <= RANK[now]:
        return None
    return least(lambda value: RANK[verdicts(value)] > RANK[now], top)


def _most_worse(verdicts: Verdicts, now: ExamVerdict, top: int) -> int | None:
    """Return the highest score with a worse verdict."""
    if RANK[verdicts(0)] >= RANK[now]:
        return None
    if RANK[verdicts(top)] < RANK[now]:
        return top
    return least(lambda value: RANK[verdicts(value)] >= RANK[now], top) - 1


def _least_go(verdicts: Verdicts, top: int) -> int:
    return least(lambda value: verdicts(value) is ExamVerdict.GO, top)


def least(holds: Callable[[int], bool], top: int) -> int:
    """Return the lowest whole score that holds, by bisection: what holds at a score holds at every higher one."""
    low, high = -1, top
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def top_score(case: Case, available: Available | None) -> int:
    """Return the highest score an exam can print; 0 without one."""
    use = case.facts.use(available.source, case.plan.exam) if available else None
    return int(use.scales[0].high) if use else 0


def verdict_by_score(case: Case, available: Available | None, exams: int, on: date) -> Verdicts:
    """Return the verdict on that day as a function of the next exams' common score."""

    def verdict(value: int) -> ExamVerdict:
        if available is None:
            return exam_verdict(case)
        evidence = with_next(case.evidence, case.facts, available, value, exams=exams, on=on)
        return exam_verdict(replace(case, as_of=on, evidence=evidence))

    return verdict


def with_next(
    evidence: Evidence, facts: Facts, available: Available, value: float, *, exams: int, on: date
) -> Evidence:
    """Return the evidence of a day as if so many further exams had been taken on it, each at the value."""
    use = facts.use(available.source, evidence.exam)
    if use is None:
        return evidence
    added = [
        Score(
            id=0,
            uid="",
            day=on,
            source=available.source,
            form=available.form,
            value=float(value),
            unit=use.scales[0].unit,
            exam=evidence.exam,
        )
        for _ in range(exams)
    ]
    first_recent = on - timedelta(days=int(facts.readings.recent_days.value) - 1)
    full = tuple(in_order([*evidence.full, *added]))
    return replace(evidence, as_of=on, full=full, recent=tuple(score for score in full if score.day >= first_recent))
