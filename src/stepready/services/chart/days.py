"""The days worth an upright line in a picture."""

from datetime import date

from stepready.core.case import Case
from stepready.core.facts.citation import Status
from stepready.core.values import dataclass
from stepready.core.wording import day_from, full_day

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
class ChartDay:
    """A day worth an upright line: `short` is its label; `status` is empty for the user's own days."""

    id: str
    on: date
    short: str
    label: str
    status: str = ""


def day_lines(case: Case) -> tuple[ChartDay, ...]:
    """Return the days worth a line, the most important first; a Step 1 plan knows no application days."""
    plan, as_of = case.plan, case.as_of
    found = [ChartDay(id="today", on=as_of, short="today", label="today")]
    if plan.exam_date is not None:
        word = "sat" if plan.is_over(as_of) else "test"
        short = f"{word} {day_from(plan.exam_date, as_of)}"
        label = f"{'sat on' if word == 'sat' else 'test day'} {full_day(plan.exam_date)}"
        found.insert(0, ChartDay(id="test", on=plan.exam_date, short=short, label=label))
    if not case.spec.seasonal:
        return tuple(found)
    if plan.exam_date is not None and plan.result is None:
        out = case.arrival.typical_day(plan.exam_date)
        said, status = day_from(out, as_of), case.arrival.lag.status.value
        found.append(ChartDay(id="score", on=out, short=f"score {said}", label=f"score likely {said}", status=status))
    found += [
        ChartDay(
            id=milestone.id,
            on=milestone.on,
            short=f"{SHORT[milestone.id]} {day_from(milestone.on, as_of)}",
            label=milestone.label,
            status=milestone.status.value,
        )
        for milestone in sorted(case.season.milestones, key=lambda m: ORDER.get(m.id, len(ORDER)))
    ]
    return tuple(found)


def shown_days(lines: tuple[ChartDay, ...], others: list[date]) -> tuple[date, date]:
    """Return the first and last day of a picture: its own days, and a deadline that is not far after them."""
    own = [*others, *(line.on for line in lines if line.id in OWN)]
    first, last = min([*others, *(line.on for line in lines if line.id == "today")]), max(own)
    limit = last + (last - first) * NEAR
    return first, max([last, *(line.on for line in lines if line.id in WAITED_FOR and line.on <= limit)])


def days_ahead_line(lines: tuple[ChartDay, ...], as_of: date) -> str | None:
    """Name the days ahead, whether or not the picture has room for them; projected ones apart."""
    ahead = sorted((line for line in lines if line.id in NAMED and line.on >= as_of), key=lambda line: line.on)
    known = [line.short for line in ahead if line.status != Status.PROJECTED]
    projected = [line.short for line in ahead if line.status == Status.PROJECTED]
    said = [", ".join(known), f"projected: {', '.join(projected)}" if projected else ""]
    text = " · ".join(text for text in said if text)
    return f"{text}." if text else None
