"""Cases: for every rule one log that passes, one that fails, one exactly on the line, one that is unknown.

Written compactly: a score is a line such as `2027-07-01 nbme 11 226 full-length`, a question-bank session
`2027-07-01 72% 40`.
"""

from dataclasses import fields, replace
from datetime import date
from typing import Literal

from stepready.core.case import Case
from stepready.core.facts.exam import USUAL_EXAM, Competitiveness, Condition, Exam, Source, Step1, Unit
from stepready.core.facts.facts import Facts
from stepready.core.forecast import fit
from stepready.core.guide.guide import FieldFigure, Guide, Rule
from stepready.core.log.attempts import attempts_told
from stepready.core.log.day_log import by_day
from stepready.core.log.evidence import gather
from stepready.core.log.score import QbankDay, Score
from stepready.core.plan import Plan
from stepready.core.rules.finding import Outcome
from stepready.core.rules.habits_of_practice import Told
from stepready.core.rules.sitting_allowed import Step1Passed
from stepready.core.season.arrival import arrival_of
from stepready.core.season.prior_sittings import prior_sittings
from stepready.core.season.season import Season
from stepready.core.values import dataclass
from stepready.guides.forecast_model import load_forecast_model

Shows = Literal["passes", "fails", "on-the-line", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePlan:
    """What a case's plan says; the exam is the rule's own."""

    exam_date: date | None = None
    target: int | None = None
    step1: Step1 | None = None
    failed_attempts: int = 0
    failed_on: date | None = None
    eligibility_end: date | None = None
    core_rotations_done: bool | None = None
    qbank_used: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCase:
    """One case of a rule with the outcome its guide calls for, derived by hand."""

    rule: str
    shows: Shows
    expect: Outcome
    plan: CasePlan
    today: date | None = None
    scores: tuple[str, ...] = ()
    qbank: tuple[str, ...] = ()
    field_figure: int | None = None
    why: str = ""

    def __post_init__(self) -> None:
        """Refuse a case whose outcome contradicts what it shows, or whose lines cannot be read."""
        wanted = {"passes": Outcome.PASS, "fails": Outcome.FAIL, "unknown": Outcome.UNKNOWN}.get(self.shows)
        if wanted is not None and self.expect is not wanted:
            msg = f"shows {self.shows!r} but expects {self.expect.value!r}; allowed: {wanted.value!r}"
            raise ValueError(msg)
        logged(self.scores, USUAL_EXAM)
        sessions(self.qbank)


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesFile:
    """The cases of one guide, or of the shared rules; `today` is the day of every case that names none."""

    today: date
    cases: tuple[RuleCase, ...]


def has_line(rule: Rule) -> bool:
    """Whether a log can lie exactly on the rule's line; a plain yes or no has none."""
    is_yes_or_no = isinstance(rule.check, Told) and rule.check.fact == "core_rotations_done"
    return not is_yes_or_no and not isinstance(rule.check, Step1Passed)


def shows_needed(rule: Rule) -> tuple[str, ...]:
    """Return what the cases of a rule must show."""
    return ("passes", "fails", "unknown", *(("on-the-line",) if has_line(rule) else ()))


def case_told(told: RuleCase, rule: Rule, guide: Guide, *, today: date, season: Season, facts: Facts) -> Case:
    """Return the case of a plan as told, under a guide without its own target and with the figure told."""
    said, exam = told.plan, rule.exam or USUAL_EXAM
    scores, bank = logged(told.scores, exam), sessions(told.qbank)
    asked = told.field_figure
    figure = None if asked is None else FieldFigure(less=asked, moderate=asked, high=asked, ours="as told")
    plan = Plan(exam=exam, **{field.name: getattr(said, field.name) for field in fields(said)})
    sat = tuple(attempts_told(plan))
    since = prior_sittings(sat, plan, exam, facts).last_failed_on
    return Case(
        as_of=today,
        plan=plan,
        attempts=sat,
        exams=tuple(scores),
        qbank=tuple(bank),
        studied=by_day(bank, scores),
        evidence=gather(scores, bank, exam=exam, as_of=today, facts=facts, since=since),
        counting_all=gather(scores, bank, exam=exam, as_of=today, facts=facts, since=since, counting_all=True),
        season=season,
        facts=facts,
        arrival=arrival_of(facts),
        shared_rules=(),
        competitiveness=Competitiveness.LESS,
        guide=replace(guide, default_target=None, field_figure=figure),
        fitted=lambda _: fit(scores, bank, exam=exam, as_of=today, model=load_forecast_model(), facts=facts),
    )


def logged(lines: tuple[str, ...], exam: Exam) -> list[Score]:
    """Read score lines: day, source, form, value, then any conditions; ids count from 1."""
    return [_score(place, line, exam) for place, line in enumerate(lines, start=1)]


def _score(place: int, line: str, exam: Exam) -> Score:
    words = line.split()
    try:
        day, source, form, value, *conditions = words
        return Score(
            id=place,
            uid=f"case-{place}",
            day=date.fromisoformat(day),
            source=Source(source),
            form="" if form == "-" else form,
            value=float(value.rstrip("%")),
            unit=Unit.PERCENT if value.endswith("%") else Unit.SCORE,
            exam=exam,
            conditions=frozenset(Condition(condition) for condition in conditions),
        )
    except ValueError as problem:
        msg = f"score line {line!r}: {problem}; allowed: a line such as '2027-07-01 nbme 11 226 full-length'"
        raise ValueError(msg) from problem


def sessions(lines: tuple[str, ...]) -> list[QbankDay]:
    """Read question-bank lines: day, percent, questions; ids count from 101."""
    return [_session(place, line) for place, line in enumerate(lines, start=101)]


def _session(place: int, line: str) -> QbankDay:
    try:
        day, percent, questions = line.split()
        return QbankDay(
            day=date.fromisoformat(day),
            percent=float(percent.rstrip("%")),
            questions=int(questions),
            sessions=1,
            ids=(place,),
        )
    except ValueError as problem:
        msg = f"question-bank line {line!r}: {problem}; allowed: a line such as '2027-07-01 72% 40'"
        raise ValueError(msg) from problem
