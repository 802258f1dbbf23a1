"""Which of the logged scores the rules may look at, and the current level they give.

Ranges of days are closed: a reading of 56 recent days holds today and the 55 days before it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from stepready.core.facts.exam import Condition, Exam, Source
from stepready.core.facts.facts import Facts
from stepready.core.log.same_form import folded_form, is_same_sitting
from stepready.core.log.score import QbankDay, Score
from stepready.core.values import dataclass

ENTERED_TWICE = "entered twice"
SAT_BEFORE = "a repeat of a form sat before"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A logged exam that no rule counts, and why.

    `unusable` where its instrument has no scale for the exam, `off_scale` where it was printed on another than the
    exam's, `set_aside` where only how it was taken speaks against.
    """

    score: Score
    why: str
    unusable: bool = False
    off_scale: bool = False
    set_aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The log of one exam as the rules see it on one day.

    `full` are the full practice exams that count, oldest first; of two on one day the lower counts as the
    later. `recent` are those within the recent days. `qbank` are question-bank days of the first pass, in timed
    blocks or not said, oldest first.
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

    def after(self, day: date | None) -> "Evidence":
        """Return what was taken after a day; everything where the day is not known."""
        if day is None:
            return self
        full = tuple(score for score in self.full if score.day > day)
        recent = tuple(score for score in self.recent if score.day > day)
        return replace(self, full=full, recent=recent, qbank=tuple(one for one in self.qbank if one.day > day))

    @property
    def rising(self) -> bool:
        """Whether the last recent exam is above the one before."""
        return len(self.recent) > 1 and self.recent[-1].value > self.recent[-2].value


def in_order(scores: Iterable[Score]) -> list[Score]:
    """Sort oldest first; of two on one day the lower comes later; the order of entry plays no part."""
    return sorted(scores, key=lambda score: (score.day, -score.value, score.uid))


def gather(
    scores: Sequence[Score],
    qbank: Sequence[QbankDay],
    *,
    exam: Exam,
    as_of: date,
    facts: Facts,
    since: date | None = None,
    counting_all: bool = False,
) -> Evidence:
    """Select what counts for an exam on a day; after a failed sitting only what was taken `since` its day.

    `counting_all` also counts sittings that are set aside for how they were taken, to show what the
    verdict would be with them.
    """
    full: list[Score] = []
    left_out: list[LeftOut] = []
    sittings, doubles = one_each([s for s in scores if s.exam == exam])
    left_out += [LeftOut(score=double, why=ENTERED_TWICE) for double in doubles]
    again = repeats(sittings)
    for score in sittings:
        why = _why_never(score, as_of, facts, since)
        aside = _why_set_aside(score, again, facts) if why is None else None
        if why is None and (aside is None or counting_all):
            full.append(score)
        elif why or aside:
            told = aside if why is None else why
            left_out.append(
                LeftOut(
                    score=score,
                    why=told or "",
                    unusable=not _is_usable(score, facts),
                    off_scale=_is_off_scale(score, facts),
                    set_aside=aside is not None,
                )
            )
    first_recent = as_of - timedelta(days=int(facts.readings.recent_days.value) - 1)
    days = [day for day in qbank if day.day <= as_of and (since is None or day.day > since)]
    return Evidence(
        exam=exam,
        as_of=as_of,
        full=tuple(full),
        recent=tuple(s for s in full if s.day >= first_recent),
        left_out=tuple(left_out),
        qbank=tuple(sorted(days, key=lambda day: day.day)),
        level_exams=int(facts.readings.level_exams.value),
    )


def one_each(scores: Iterable[Score]) -> tuple[list[Score], list[Score]]:
    """Return one score a sitting, oldest first, and the entries that say a sitting again.

    Of several entries the lowest value counts, under the form that any of them names and the marks of the one entered
    first: no second entry helps.
    """
    kept: list[Score] = []
    doubles: list[Score] = []
    for score in in_order(scores):
        same = next((place for place, one in enumerate(kept) if is_same_sitting(one, score)), None)
        if same is None:
            kept.append(score)
            continue
        doubles.append(kept[same])
        marks = min(score, kept[same], key=lambda one: one.id).conditions
        kept[same] = replace(score, form=score.form or kept[same].form, conditions=marks)
    return in_order(kept), doubles


def repeats(scores: Iterable[Score]) -> frozenset[str]:
    """Return the uids of scores whose form was sat for the same exam on an earlier day, unless said to be unseen."""
    first: dict[tuple[Exam, Source, str], date] = {}
    found = []
    for score in sorted(scores, key=lambda one: one.day):
        day = first.setdefault((score.exam, score.source, folded_form(score.form)), score.day)
        if score.form and day < score.day and Condition.UNSEEN not in score.conditions:
            found.append(score.uid)
    return frozenset(found)


def _why_never(score: Score, as_of: date, facts: Facts, since: date | None) -> str | None:
    """Return None for a sitting of a full practice exam, a reason for one out of the question, `` for no exam."""
    use = facts.use(score.source, score.exam)
    if score.day > as_of:
        return "dated after today"
    if use is None or not use.usable:
        return f"no usable scale for {score.exam.label}"
    if not use.full:
        return ""
    if _is_off_scale(score, facts):
        return f"not on the scale of {score.exam.label}"
    return "taken before the failed sitting" if since is not None and score.day <= since else None


def _why_set_aside(score: Score, again: frozenset[str], facts: Facts) -> str | None:
    """Return why how a sitting was taken keeps it from counting: its marks, or its form sat on an earlier day."""
    marks = [condition.value for condition in facts.readings.uncounted.values if condition in score.conditions]
    if marks:
        return f"marked {', '.join(marks)}"
    is_counted = Condition.REPEAT not in facts.readings.uncounted.values
    return SAT_BEFORE if score.uid in again and not is_counted else None


def _is_off_scale(score: Score, facts: Facts) -> bool:
    """Whether a score that rules could count is printed on another scale: the raw percent of an NBME for Step 2 CK."""
    use = facts.use(score.source, score.exam)
    return use is not None and use.usable and use.full and score.unit != use.scales[0].unit


def _is_usable(score: Score, facts: Facts) -> bool:
    use = facts.use(score.source, score.exam)
    return use is not None and use.usable
