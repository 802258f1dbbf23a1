"""`chart dates`: what each test day gives: the target reached, and the score seen in time."""

from datetime import date

from stepready.core.case import Case
from stepready.core.dates.sweep import SweptDay
from stepready.core.facts.exam import Exam
from stepready.core.forecast.data_limits import legend
from stepready.core.season.decide_by import is_pending
from stepready.core.values import dataclass
from stepready.core.values.wording import day_from, full_day, marked, percent
from stepready.core.verdict.checks import ExamVerdict
from stepready.guides.library import Library
from stepready.services.case import gather_case
from stepready.services.chart.picture import Caption, Upright, next_command, plan_to_draw
from stepready.services.dates import Ask, Dated, dates_case
from stepready.store.book import Book

SEEN = {"review_opens": "seen at review", "rank_list_due": "seen by the rank list"}
MOST_NAMED = 4
TAKEN = ExamVerdict.TAKEN.value


@dataclass(frozen=True, slots=True, kw_only=True)
class DatePoint:
    """One test day: the chances (0-1, None unknown) of the target, of passing and of being seen in time.

    `unsupported` says why no data support the first two, None where they do. `beaten` says that another day is at
    least as good on both and better on one, where any day is to be held up at all.
    """

    exam_date: date
    mean: float | None
    p_target: float | None
    p_pass: float | None
    p_seen: float | None
    timing: str | None
    exam_verdict: str
    beaten: bool
    unsupported: str | None

    def written(self, probability: float) -> str:
        """Write a chance of the target or of passing, marked where no data support it."""
        return marked(probability, supported=self.unsupported is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatesChart:
    """Everything `chart dates` shows. `chance` names what the first line is about: `target` or `pass`.

    `seen` names the deadline of the second line; None for Step 1, which has none. `sat` is the day of a sitting
    whose result is pending: then it is the one point, and nothing is left to compare.
    """

    as_of: date
    exam: Exam
    planned: date | None
    sat: date | None
    chance: str
    seen: str | None
    points: tuple[DatePoint, ...]
    undominated: tuple[date, ...]
    day_lines: tuple[Upright, ...]
    reads: tuple[Caption, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw: no day to compare, or no chance known."""
        known = (self.chance_of(point) is not None or point.p_seen is not None for point in self.points)
        return self.sat is not None or not any(known)

    def chance_of(self, point: DatePoint) -> float | None:
        """Return the chance the first line shows."""
        return _chance(point, self.chance)


def chart_dates(book: Book, library: Library, *, as_of: date, exam: Exam | None) -> DatesChart:
    """Return the test days' chart on a day."""
    return dates_of(gather_case(book, library, plan_to_draw(book, exam), as_of), library)


def dates_of(case: Case, library: Library) -> DatesChart:
    """Return the test days' chart of a gathered case."""
    return chart_of_dated(dates_case(case, library, Ask()), case)


def chart_of_dated(dated: Dated, case: Case) -> DatesChart:
    """Return the chart of a case's sweep."""
    plan = case.plan
    seen = SEEN[dated.compared_by] if dated.deadlines else None
    points = tuple(_point(row, dated) for row in dated.rows)
    by_target = dated.target is not None or any(point.p_target is not None for point in points)
    chance = "target" if by_target else "pass"
    sat = dated.planned if dated.planned is not None and is_pending(plan, dated.as_of) else None
    instead = dated.instead.on if dated.instead else None
    decide = dated.decide_by
    return DatesChart(
        as_of=dated.as_of,
        exam=dated.exam,
        planned=dated.planned,
        sat=sat,
        chance=chance,
        seen=seen,
        points=points,
        undominated=dated.starred,
        day_lines=_day_lines(dated),
        reads=Caption.lines(
            ("Sat" if sat else "Booked", _one(dated.planned, points, chance, seen)),
            ("Instead", _one(instead, points, chance, seen)),
            ("Note", _nothing(points, case, dated.planned, sat)),
            ("Chances", _unsupported(points)),
            ("Decide by", f"{full_day(decide.on)}: {decide.label}." if decide else None),
            ("Unbeaten", None if sat or not dated.starred else _unbeaten(points, chance, dated.as_of)),
        ),
    )


def _chance(point: DatePoint, chance: str) -> float | None:
    return point.p_target if chance == "target" else point.p_pass


def _point(row: SweptDay, dated: Dated) -> DatePoint:
    return DatePoint(
        exam_date=row.exam_date,
        mean=row.mean,
        p_target=row.p_target,
        p_pass=row.p_pass,
        p_seen=row.p_score_by.get(dated.compared_by),
        timing=row.timing.value if row.timing else None,
        exam_verdict=row.exam_verdict,
        beaten=bool(dated.starred) and row.exam_date not in dated.starred,
        unsupported=row.unsupported,
    )


def _day_lines(dated: Dated) -> tuple[Upright, ...]:
    """Return the days worth a line, the most important first."""
    found = []
    to = dated.instead.on if dated.instead is not None else None
    safe = dated.last_safe.get(dated.compared_by)
    if dated.planned is not None:
        found.append(_day_line("booked", dated.planned, "booked", dated.as_of))
    if to is not None:
        found.append(_day_line("sit", to, "sit", dated.as_of, label="sit instead"))
    if safe is not None and safe.p90 not in {line.on for line in found}:
        label = "last day whose score is seen in time with 90 %"
        found.append(_day_line("last_safe", safe.p90, "90 % seen", dated.as_of, label=label))
    return tuple(found)


def _day_line(name: str, on: date, short: str, as_of: date, *, label: str = "") -> Upright:
    return Upright(id=name, on=on, short=f"{short} {day_from(on, as_of)}", label=label or short)


def _one(on: date | None, points: tuple[DatePoint, ...], chance: str, seen: str | None) -> str | None:
    """Write the chances of one test day."""
    point = next((point for point in points if point.exam_date == on), None)
    if point is None:
        return None
    return f"{full_day(point.exam_date)}: {_chances(point, chance, seen)}."


def _chances(point: DatePoint, chance: str, seen: str | None) -> str:
    value = _chance(point, chance)
    parts = [f"{chance} {point.written(value)}"] if value is not None else [f"{chance} unknown"]
    parts += [f"{seen} {percent(point.p_seen)}"] if seen and point.p_seen is not None else []
    parts += [f"timing {point.timing}"] if point.timing else []
    parts += [] if point.exam_verdict == TAKEN else [f"rules expected: {point.exam_verdict}"]
    return ", ".join(parts)


def _unbeaten(points: tuple[DatePoint, ...], chance: str, as_of: date) -> str | None:
    """Name the first of the days no other beats, with their chance; none when no chance is known.

    Of days that read alike the earliest is named.
    """
    kept = [(point, value) for point in points if not point.beaten and (value := _chance(point, chance)) is not None]
    alike: dict[tuple[str, str], str] = {}
    for point, value in kept:
        seen = "" if point.p_seen is None else percent(point.p_seen)
        written = point.written(value)
        alike.setdefault((written, seen), f"{day_from(point.exam_date, as_of)} ({written})")
    said = list(alike.values())
    if not said:
        return None
    more = f", {len(said) - MOST_NAMED} more" if len(said) > MOST_NAMED else ""
    return f"{', '.join(said[:MOST_NAMED])}{more}: `stepready dates` has every day."


def _unsupported(points: tuple[DatePoint, ...]) -> str | None:
    """Say what the question mark beside chances means, and why it stands there."""
    reasons = dict.fromkeys(point.unsupported for point in points if point.unsupported)
    return f"{'; '.join(map(legend, reasons))}." if reasons else None


def _nothing(points: tuple[DatePoint, ...], case: Case, planned: date | None, sat: date | None) -> str | None:
    """Say why there is little or nothing to compare."""
    plan, add = case.plan, next_command(case)
    if sat is not None:
        return "no date is left to compare; enter the result when it is out: `stepready plan set --score N`."
    if not points and plan.result is not None:
        return f"no test day is left to compare: the result is entered, {plan.result}."
    if not points:
        return "no test day is left to compare: every day that matters for this season is past."
    if all(point.p_target is None and point.p_pass is None for point in points):
        none = "no chance is known: nothing logged can carry a forecast"
        return f"{none}; log what you sit next: {add}." if add else f"{none}."
    if planned is None:
        return "no test date is booked; set one: `stepready plan set --on DATE`."
    return None
