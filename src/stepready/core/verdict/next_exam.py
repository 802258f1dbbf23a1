"""The practice exam that tells most next, by which day, and how likely it is to change the verdict.

Preposterior: before an exam is sat, the level it will show is as doubtful as the trend says, and its score besides by
the instrument's own error. The real rules of the day it is sat, with what is too old by then, are asked at which scores
the verdict turns; how likely it is to change is what the expected score has beyond them (Raiffa and Schlaifer, Applied
Statistical Decision Theory (1961), chapter 5). The doubt about the exam left afterwards is least with the instrument
that errs least.
"""

from datetime import date, timedelta
from math import sqrt

from stepready.core.case import Case
from stepready.core.facts.exam import Source, Unit
from stepready.core.forecast.distributions import Bell
from stepready.core.forecast.trend import Trend
from stepready.core.values import dataclass
from stepready.core.values.wording import full_day, never_certain
from stepready.core.verdict.checks import ExamVerdict
from stepready.core.verdict.flip import (
    RANK,
    Available,
    Flip,
    first_day_to_sit,
    least,
    top_score,
    unused_exams,
    verdict_by_score,
)

SOON = timedelta(days=14)
FAR = 4.0
HALF = 0.5
LEAST_CHANCE = 0.005
"""A smaller chance is none on any screen."""
A_SESSION = "qbank 29/40"
"""How a session of a question bank is logged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A practice exam to sit: an unused form, by a day."""

    source: Source
    form: str
    by: date

    @property
    def available(self) -> Available:
        """The exam alone."""
        return Available(self.source, self.form)


@dataclass(frozen=True, slots=True, kw_only=True)
class NextExam(Suggestion):
    """A suggested practice exam with the chance (0-1) that it changes the verdict."""

    changes_verdict: float

    @property
    def says(self) -> str:
        """The suggestion in words."""
        name = self.source.titled(self.form)
        return f"{name} by {full_day(self.by)}: {never_certain(self.changes_verdict)} that it changes the verdict"


NO_EXAM = "no practice exam still to come can change the verdict by itself"
TOO_LATE = "it is too late for one more practice exam to inform"


def suggest(case: Case) -> Suggestion | None:
    """Return the practice exam to sit next: the schedule's, else the form that tells most; None when none fits."""
    booked, today = case.plan.exam_date, case.as_of
    if booked is not None and booked <= today:
        return None
    if (planned := _planned(case)) is not None:
        return planned
    part = case.trend.model
    unused = [form for form in unused_exams(case.facts, case.exams, case.plan.exam) if form.source in part.exams]
    if not unused:
        return None
    best = min(unused, key=lambda form: part.sitting_variance(form.source, form.form))
    return Suggestion(source=best.source, form=best.form, by=_by(case))


def _planned(case: Case) -> Suggestion | None:
    """Return the next practice exam of the schedule, kept as it stands or as it would be made now; None without one."""
    ahead = (Suggestion(source=exam.source, form=exam.form, by=day) for day, exam in case.exams_ahead() or ())
    return next(ahead, None)


def _to_sit(case: Case) -> Suggestion | None:
    """Return the exam that is really to be sat next: where there is a schedule its own, and none where it has none."""
    return suggest(case) if case.exams_ahead() is None else _planned(case)


def is_past_practice(case: Case) -> bool:
    """Whether the last days have come, too late for one more practice exam to inform, and no schedule has one."""
    booked = case.plan.exam_date
    return booked is not None and _last_day_that_informs(case, booked) < case.as_of and case.exams_ahead() == ()


def _last_day_that_informs(case: Case, booked: date) -> date:
    return booked - timedelta(days=int(case.facts.readings.last_exam_informs.value))


def words_to_log(case: Case) -> str | None:
    """Return the words after `log` for what comes next, as they can be typed; None from the booked day on.

    They name the exam to sit next with the score expected of it, or an example where nothing logged tells; where no
    form is left, a session of questions.
    """
    booked = case.plan.exam_date
    if case.result is not None or (booked is not None and booked <= case.as_of):
        return None
    suggested = _to_sit(case)
    if suggested is None:
        return A_SESSION if case.exams else case.spec.example
    expected = expected_score(case.trend, suggested)
    *_, value = case.spec.example.split()
    if expected is not None:
        scale = case.spec.scale
        value = f"{round(min(max(expected.centre, scale.low), scale.high))}{'%' * (scale.unit is Unit.PERCENT)}"
    return " ".join(word for word in (suggested.source.value, suggested.form, value) if word)


def next_exam(case: Case, now: ExamVerdict) -> NextExam | None:
    """Return the suggested exam with its chance to change the verdict `now`; None when no exam can.

    None too where nothing logged tells what an exam would show, and where the schedule has no practice exam left: what
    is suggested here is what the schedule plans.
    """
    suggested = _to_sit(case)
    if suggested is None:
        return None
    expected = expected_score(case.trend, suggested)
    chance = 0.0 if expected is None else _chance_to_change(case, now, suggested, expected)
    if chance < LEAST_CHANCE:
        return None
    return NextExam(source=suggested.source, form=suggested.form, by=suggested.by, changes_verdict=chance)


def of_next_exam(case: Case, exam: NextExam | None, flip: Flip | None) -> str | None:
    """Say of the exam to sit next how likely it changes the verdict; None where none is to come or none can.

    `exam` is what `next_exam` found, `flip` the score that would change the verdict if the exam were sat at once.
    """
    if exam is not None:
        return exam.says
    suggested = None if flip is None else _to_sit(case)
    if suggested is None:
        return None
    name = suggested.source.titled(suggested.form)
    return f"{name} by {full_day(suggested.by)} all but certainly leaves the verdict as it is"


def can_change(case: Case, now: ExamVerdict, exam: NextExam | None, flip: Flip | None) -> str:
    """Say whether a practice exam still to come changes the verdict, and how likely; as `of_next_exam` takes it."""
    if (told := of_next_exam(case, exam, flip)) is not None:
        return told
    if flip is None:
        return NO_EXAM
    if is_past_practice(case):
        return TOO_LATE
    return f"the schedule has no practice exam left; {flip.turns(now, top_score(case, flip.exam))}"


def expected_score(trend: Trend, exam: Suggestion) -> Bell | None:
    """Return how a practice exam's printed score is expected to fall on its day; None without a level."""
    level, part = trend.level_on(exam.by), trend.model.exams.get(exam.source)
    if level is None or part is None:
        return None
    variance = level.sd**2 + trend.model.sitting_variance(exam.source, exam.form)
    return Bell(level.mean + part.form(exam.form).offset, sqrt(variance), heavy=False)


def _by(case: Case) -> date:
    """Return the day to sit it by: within two weeks, while one more exam can inform, and before the exam itself."""
    booked, first = case.plan.exam_date, first_day_to_sit(case)
    soon = case.as_of + SOON
    if booked is None:
        return soon
    last = _last_day_that_informs(case, booked)
    return min(soon, last) if last >= first else booked - timedelta(days=1)


def _chance_to_change(case: Case, now: ExamVerdict, exam: Suggestion, expected: Bell) -> float:
    """Return the probability that the exam changes the verdict, by the rules of the day it is sat.

    Changed is a verdict that is neither the one of now nor the one that day brings without the exam: what time alone
    does is no doing of the exam's. The verdict never falls as the score rises, so a bisection finds each turn.
    """
    if now is ExamVerdict.TAKEN:
        return 0.0
    available = exam.available
    unchanged = {now, verdict_by_score(case, available, 0, exam.by)(0)}
    verdicts, top = verdict_by_score(case, available, 1, exam.by), top_score(case, available)
    low = max(0, int(expected.centre - FAR * expected.scale))
    high = min(top, int(expected.centre + FAR * expected.scale) + 1)

    def reaching(rank: int) -> float:
        if RANK[verdicts(low)] >= rank:
            return 1.0
        if RANK[verdicts(high)] < rank:
            return 0.0
        return expected.at_least(least(lambda value: RANK[verdicts(value)] >= rank, high) - HALF)

    return sum(reaching(rank) - reaching(rank + 1) for verdict, rank in RANK.items() if verdict not in unchanged)
