"""What every chart is drawn from: the plan it is about, its scores, its days, the lines under it."""

from datetime import date

from dateutil.relativedelta import relativedelta

from stepready.core.case import Case
from stepready.core.facts.citation import Status
from stepready.core.facts.exam import USUAL_EXAM, Exam, Source, Unit
from stepready.core.log.score import Score
from stepready.core.plan import Plan
from stepready.core.values import dataclass
from stepready.core.values.wording import day_from, full_day
from stepready.core.verdict.next_exam import words_to_log
from stepready.store.book import Book


def plan_to_draw(book: Book, exam: Exam | None) -> Plan:
    """Return the plan of an exam, or the one set last; without any, a bare one for the exam logged last."""
    plan = book.plan(exam)
    if plan is not None:
        return plan
    latest = book.scores(most=1)
    return Plan(exam=exam or (latest[0].exam if latest else USUAL_EXAM))


def log_command(case: Case, words: str) -> str:
    """Return the command that logs something for a plan; it names the exam where no plan does."""
    plan = case.plan
    bare = plan == Plan(exam=plan.exam)
    return f"`stepready log {words}{f' --exam {plan.exam.value}' if bare else ''}`"


def next_command(case: Case) -> str | None:
    """Return the command that logs what comes next for a person; None from the booked day on."""
    words = words_to_log(case)
    return None if words is None else log_command(case, words)


def year_to(case: Case) -> date:
    """Return the first of the twelve months that end today: the day after the same one a year before."""
    return case.as_of - relativedelta(years=1) + relativedelta(days=1)


def on_scale(case: Case) -> tuple[Score, ...]:
    """Return the practice exams up to today that are printed on the exam's own scale, oldest first."""
    found = []
    for score in reversed(case.exams):
        use = case.facts.use(score.source, score.exam)
        own = use is not None and use.usable and use.full and score.unit == use.scales[0].unit
        if own and score.day <= case.as_of:
            found.append(score)
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreMark:
    """One score on the picture; `used` says whether the forecast rests on it, `why_not` why it does not."""

    id: int
    day: date
    source: Source
    title: str
    value: float
    unit: Unit
    used: bool
    why_not: str = ""


def mark_of(case: Case, score: Score) -> ScoreMark:
    """Return a score as a mark of a trend's picture."""
    why = {left.score.id: left.why for left in case.trend.left_out}
    return ScoreMark(
        id=score.id,
        day=score.day,
        source=score.source,
        title=score.title,
        value=score.value,
        unit=score.unit,
        used=score.id not in why and score.day <= case.as_of,
        why_not=why.get(score.id, ""),
    )


@dataclass(frozen=True, slots=True)
class Caption:
    """A label and what it says; lines come in the order they matter."""

    label: str
    says: str

    @staticmethod
    def lines(*pairs: tuple[str, str | None]) -> "tuple[Caption, ...]":
        """Return a line for every pair that says something."""
        return tuple(Caption(label, says) for label, says in pairs if says)


SHORT = {
    "eras_opens": "ERAS opens",
    "submit_from": "submit",
    "review_opens": "review",
    "season_ends": "season ends",
    "nrmp_registration": "NRMP",
    "nrmp_registration_deadline": "NRMP due",
    "ranking_opens": "ranking",
    "rank_list_due": "rank list",
    "match_week": "Match Week",
    "match_day": "Match",
}
ORDER = {"review_opens": 0, "rank_list_due": 1, "submit_from": 2}
OWN = ("today", "test", "score")
WAITED_FOR = ("review_opens", "rank_list_due")
NAMED = ("score", "submit_from", *WAITED_FOR)
NEAR = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Upright:
    """An upright line in a picture at a day: `short` is its label; `status` is empty for the user's own days."""

    id: str
    on: date
    short: str
    label: str
    status: str = ""


def day_lines(case: Case) -> tuple[Upright, ...]:
    """Return the days worth a line, the most important first; a Step 1 plan knows no application days."""
    plan, as_of = case.plan, case.as_of
    found = [Upright(id="today", on=as_of, short="today", label="today")]
    if plan.exam_date is not None:
        word = "sat" if plan.is_over(as_of) else "test"
        short = f"{word} {day_from(plan.exam_date, as_of)}"
        label = f"{'sat on' if word == 'sat' else 'test day'} {full_day(plan.exam_date)}"
        found.insert(0, Upright(id="test", on=plan.exam_date, short=short, label=label))
    if not case.spec.seasonal:
        return tuple(found)
    if plan.exam_date is not None and plan.result is None:
        out = case.arrival.typical_day(plan.exam_date)
        said, status = day_from(out, as_of), case.arrival.lag.status.value
        found.append(Upright(id="score", on=out, short=f"score {said}", label=f"score likely {said}", status=status))
    found += [
        Upright(
            id=milestone.id,
            on=milestone.on,
            short=f"{SHORT[milestone.id]} {day_from(milestone.on, as_of)}",
            label=milestone.label,
            status=milestone.status.value,
        )
        for milestone in sorted(case.season.milestones, key=lambda m: ORDER.get(m.id, len(ORDER)))
    ]
    return tuple(found)


def shown_days(case: Case, others: list[date]) -> tuple[date, date]:
    """Return the first and last day of a picture: its own days, and a deadline that is not far after them."""
    lines = day_lines(case)
    own = [*others, *(line.on for line in lines if line.id in OWN)]
    first, last = min([*others, *(line.on for line in lines if line.id == "today")]), max(own)
    limit = last + (last - first) * NEAR
    return first, max([last, *(line.on for line in lines if line.id in WAITED_FOR and line.on <= limit)])


def days_ahead_line(case: Case) -> str | None:
    """Name the days ahead, whether or not the picture has room for them; projected ones apart."""
    lines = (line for line in day_lines(case) if line.id in NAMED and line.on >= case.as_of)
    ahead = sorted(lines, key=lambda line: line.on)
    known = [line.short for line in ahead if line.status != Status.PROJECTED]
    projected = [line.short for line in ahead if line.status == Status.PROJECTED]
    said = [", ".join(known), f"projected: {', '.join(projected)}" if projected else ""]
    text = " · ".join(text for text in said if text)
    return f"{text}." if text else None
