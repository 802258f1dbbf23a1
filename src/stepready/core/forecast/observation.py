"""What each logged score says about the practice level, or why it says nothing.

A practice exam is the level with an error; a percent sample (the Free 120) a straight line of it with an error.
Question banks are no observation: see `direction`.
"""

from collections.abc import Iterable
from datetime import date
from math import prod

from stepready.core.facts.exam import Exam
from stepready.core.facts.facts import Facts, InstrumentExam
from stepready.core.forecast.model import ExamModel, PercentSample, PracticeExam
from stepready.core.log.evidence import ENTERED_TWICE, SAT_BEFORE, one_each, repeats
from stepready.core.log.score import Score
from stepready.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One usable score: `value` = `per_point` * level + error, in the score's own unit.

    `variance` is the error's. `full` marks a practice exam; `noisier` names what makes it count less.
    """

    score: Score
    day: date
    value: float
    per_point: float
    variance: float
    full: bool
    noisier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnusedScore:
    """A logged score of the exam that the forecast does not use, and why."""

    score: Score
    why: str


def observe(
    scores: Iterable[Score], *, exam: Exam, as_of: date, model: ExamModel, facts: Facts, since: date | None = None
) -> tuple[tuple[Observation, ...], tuple[UnusedScore, ...]]:
    """Turn the scores of one exam into observations, oldest first, and list those left out.

    After a failed sitting of the exam itself only what was taken after its day, `since`, is used.
    """
    used: list[Observation] = []
    uses = {source: facts.use(source, exam) for source in (*model.exams, *model.samples)}
    own, doubles = one_each(score for score in scores if score.exam is exam and not score.source.is_bank)
    left_out = [UnusedScore(score=double, why=ENTERED_TWICE) for double in doubles]
    again = repeats(own)
    for score in sorted(own, key=_place):
        why = _why_left_out(score, as_of, model, uses.get(score.source))
        if not why and score.uid in again:
            why = SAT_BEFORE
        if not why and since is not None and score.day <= since:
            why = "before the failed sitting"
        if why:
            left_out.append(UnusedScore(score=score, why=why))
        elif score.source in model.exams:
            used.append(_of_exam(score, model.exams[score.source], model))
        else:
            used.append(_of_sample(score, model.samples[score.source], model))
    return tuple(used), tuple(left_out)


def _place(score: Score) -> tuple[date, str, str, float, str]:
    """Return a score's place in the log: by day, then by what it is, whatever the order of entry."""
    return score.day, score.source.value, score.form, score.value, score.uid


def _why_left_out(score: Score, as_of: date, model: ExamModel, use: InstrumentExam | None) -> str:
    """Say why a score is not used; empty when it is."""
    if score.day > as_of:
        return "dated after today"
    if use is None or not use.usable:
        return f"no usable scale for {score.exam.label}"
    if score.unit != use.scales[0].unit:
        return f"not on the scale of {score.exam.label}"
    if not score.conditions:
        return ""
    return next((why for condition, why in model.unused.items() if condition in score.conditions), "")


def _of_exam(score: Score, exam: PracticeExam, model: ExamModel) -> Observation:
    """Read a practice exam: its form's offset taken off, the offset's own error added."""
    form = exam.form(score.form)
    return Observation(
        score=score,
        day=score.day,
        value=score.value - form.offset,
        per_point=1.0,
        variance=_error(exam.sd_of(score.form) ** 2, score, model) + form.offset_sd**2,
        full=True,
        noisier=_conditions(score, model),
    )


def _of_sample(score: Score, sample: PercentSample, model: ExamModel) -> Observation:
    """Read a percent sample through the line from level to percent.

    Its error is that of a typical percent whatever was scored: a better score must not count less.
    """
    share = sample.percent / 100
    binomial = 1e4 * share * (1 - share) / (score.questions or sample.items)
    return Observation(
        score=score,
        day=score.day,
        value=score.value - sample.percent + sample.per_point * sample.at,
        per_point=sample.per_point,
        variance=_error(binomial + sample.extra_sd**2, score, model),
        full=False,
        noisier=_conditions(score, model),
    )


def _error(variance: float, score: Score, model: ExamModel) -> float:
    """Return the error variance of a sitting under its conditions."""
    if not score.conditions:
        return variance
    return variance * prod(factor**2 for condition, factor in model.noisier.items() if condition in score.conditions)


def _conditions(score: Score, model: ExamModel) -> tuple[str, ...]:
    """Name the conditions that make a sitting count less."""
    if not score.conditions:
        return ()
    return tuple(condition.value for condition in model.noisier if condition in score.conditions)
