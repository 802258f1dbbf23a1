"""`chart dates`: what each test day gives: the target reached, and the score seen in time."""

from datetime import date

from stepready.core.chance import percent
from stepready.core.exam import Exam
from stepready.core.sweep import Row
from stepready.core.values import dataclass
from stepready.core.wording import day, full_day
from stepready.guides.library import Library
from stepready.services.casework import Casework, gather_case
from stepready.services.charting.reading import Line, lines
from stepready.services.charting.subject import plan_to_draw
from stepready.services.charting.trend import DayLine
from stepready.services.dating import Ask, Dated, dates_case
from stepready.store.book import Book

SEEN = {"review_opens": "seen at review", "rank_list_due": "seen by the rank list"}
MOST_NAMED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class DatePoint:
    """One test day: the chances (0-1, None unknown) of the target, of passing and of being seen in time.

    `beaten` says that another day is at least as good on both and better on one.
    """

    exam_date: date
    mean: float | None
    p_target: float | None
    p_pass: float | None
    p_seen: float | None
    timing: str | None
    exam_verdict: str
    beaten: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DatesChart:
    """Everything `chart dates` shows. `chance` names what the first line is about: `target` or `pass`.

    `seen` names the deadline of the second line; None for Step 1, which has none.
    """

    as_of: date
    exam: Exam
    planned: date | None
    chance: str
    seen: str | None
    points: tuple[DatePoint, ...]
    undominated: tuple[date, ...]
    day_lines: tuple[DayLine, ...]
    reads: tuple[Line, ...]

    def chance_of(self, point: DatePoint) -> float | None:
        """Return the chance the first line shows."""
        return point.p_target if self.chance == "target" else point.p_pass


def chart_dates(book: Book, library: Library, *, as_of: date, exam: Exam | None) -> DatesChart:
    """Return the test days' chart on a day."""
    return dates_of(gather_case(book, library, plan_to_draw(book, exam), as_of), library)


def dates_of(work: Casework, library: Library) -> DatesChart:
    """Return the test days' chart of a gathered case."""
    return chart_of_dated(dates_case(work, library, Ask()))


def chart_of_dated(dated: Dated) -> DatesChart:
    """Return the chart of a sweep."""
    seen = SEEN[dated.compared_by] if dated.exam is Exam.STEP2CK else None
    points = tuple(_point(row, dated) for row in dated.rows)
    chance = "target" if any(point.p_target is not None for point in points) else "pass"
    return DatesChart(
        as_of=dated.as_of,
        exam=dated.exam,
        planned=dated.planned,
        chance=chance,
        seen=seen,
        points=points,
        undominated=dated.undominated,
        day_lines=_day_lines(dated),
        reads=lines(
            ("Booked", _one(dated.planned, points, chance, seen)),
            ("Instead", _one(dated.delay.to if dated.delay else None, points, chance, seen)),
            ("Unbeaten", _unbeaten(points, chance)),
            ("Decide by", f"{full_day(dated.decide_by.on)}: {dated.decide_by.label}." if dated.decide_by else None),
            ("Note", _nothing(points, dated)),
        ),
    )


def _point(row: Row, dated: Dated) -> DatePoint:
    return DatePoint(
        exam_date=row.exam_date,
        mean=row.mean,
        p_target=row.p_target,
        p_pass=row.p_pass,
        p_seen=row.p_score_by.get(dated.compared_by),
        timing=row.timing.value if row.timing else None,
        exam_verdict=row.exam_verdict,
        beaten=row.exam_date not in dated.undominated,
    )


def _day_lines(dated: Dated) -> tuple[DayLine, ...]:
    """Return the days worth a line, the most important first."""
    found = []
    if dated.planned is not None:
        found.append(DayLine(id="booked", on=dated.planned, short=f"booked {day(dated.planned)}", label="booked"))
    if dated.delay is not None and dated.delay.to is not None:
        to = dated.delay.to
        found.append(DayLine(id="sit", on=to, short=f"sit {day(to)}", label="sit instead"))
    safe = dated.last_safe.get(dated.compared_by)
    if safe is not None and safe.p90 not in {line.on for line in found}:
        label = "last day whose score is seen in time with 90 %"
        found.append(DayLine(id="last_safe", on=safe.p90, short=f"90 % seen {day(safe.p90)}", label=label))
    return tuple(found)


def _one(on: date | None, points: tuple[DatePoint, ...], chance: str, seen: str | None) -> str | None:
    """Write the chances of one test day."""
    point = next((point for point in points if point.exam_date == on), None)
    if point is None:
        return None
    return f"{full_day(point.exam_date)}: {_chances(point, chance, seen)}"


def _chances(point: DatePoint, chance: str, seen: str | None) -> str:
    value = point.p_target if chance == "target" else point.p_pass
    parts = [f"{chance} {percent(value)}"] if value is not None else [f"{chance} unknown"]
    parts += [f"{seen} {percent(point.p_seen)}"] if seen and point.p_seen is not None else []
    parts += [f"timing {point.timing}"] if point.timing else []
    return ", ".join([*parts, f"rules expected: {point.exam_verdict}"])


def _unbeaten(points: tuple[DatePoint, ...], chance: str) -> str | None:
    """Name the first of the days no other beats, with their chance; none when no chance is known."""
    known = [(p.exam_date, p.p_target if chance == "target" else p.p_pass) for p in points if not p.beaten]
    said = [f"{day(on)} ({percent(value)})" for on, value in known if value is not None]
    if not said:
        return None
    more = f", {len(said) - MOST_NAMED} more" if len(said) > MOST_NAMED else ""
    return f"{', '.join(said[:MOST_NAMED])}{more}: `stepready dates` has every day."


def _nothing(points: tuple[DatePoint, ...], dated: Dated) -> str | None:
    if not points:
        return "no test day is left to compare: the result is entered, or every day that matters is past."
    if all(point.p_target is None and point.p_pass is None for point in points):
        return "no chance is known: nothing logged can carry a forecast; log a practice exam: `stepready log nbme`."
    if dated.planned is None:
        return "no test date is booked; set one: `stepready plan set --on DATE`."
    return None
