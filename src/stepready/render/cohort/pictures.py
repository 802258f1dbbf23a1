"""The pictures of a cohort as Vega-Lite specifications: how chances are spread, and the test dates to come."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from stepready.core.values.wording import count, full_day
from stepready.core.verdict.checks import ExamVerdict
from stepready.services.cohort import SMALL_GROUP, Cohort, CohortStudent

WIDTH, HEIGHT = 720, 230
COLOURS = {
    ExamVerdict.NO_GO: "#d55e00",
    ExamVerdict.UNKNOWN: "#8c8c8c",
    ExamVerdict.EARLY: "#56b4e9",
    ExamVerdict.GO: "#009e73",
    ExamVerdict.TAKEN: "#0072b2",
}
TENTH = 10
EVEN = 0.5
AXIS = {"grid": False, "labelAngle": 0, "labelOverlap": True}
WEEK = timedelta(days=7)


class CohortPicture(NamedTuple):
    """A picture: its name, its title, what it shows in words, its specification."""

    name: str
    title: str
    says: str
    spec: dict[str, Any]


def pictures(found: Cohort) -> list[CohortPicture]:
    """Return the pictures that enough students stand behind."""
    chances = [student for student in found.students if _chance(student) is not None]
    coming = [student for student in found.students if _week(student, found.as_of) is not None]
    made = []
    if len(chances) >= SMALL_GROUP:
        made.append(_chances(chances))
    if len(coming) >= SMALL_GROUP:
        made.append(_dates(coming, found.as_of))
    return made


def _chances(students: Sequence[CohortStudent]) -> CohortPicture:
    """Count students by their chance of the target, ten percent a bar."""
    tenths = [(min(int(TENTH * (_chance(each) or 0)), TENTH - 1), each.verdict) for each in students]
    names = [f"{TENTH * tenth}-{TENTH * (tenth + 1)} %" for tenth in range(TENTH)]
    below = sum(1 for each in students if (_chance(each) or 0) < EVEN)
    doubted = sum(1 for each in students if each.said is not None and not each.said.supported)
    says = f"Of {count(len(students), 'student')} with a forecast, {below} have less than an even chance of the target."
    says += f" No data stand behind {doubted} of these chances (unsupported)." if doubted else ""
    x = {"field": "x", "type": "ordinal", "scale": {"domain": names}, "axis": {**AXIS, "title": "chance of the target"}}
    bars = [(names[tenth], verdict, n) for (tenth, verdict), n in Counter(tenths).items()]
    return CohortPicture("chances", "How the chances are spread", says, _bars(bars, x, {}))


def _dates(students: Sequence[CohortStudent], as_of: date) -> CohortPicture:
    """Count students by the week of their test date, Monday to Sunday."""
    weeks = [(week, each.verdict) for each in students if (week := _week(each, as_of)) is not None]
    first, last = min(weeks)[0], max(weeks)[0]
    fullest, most = Counter(monday for monday, _ in weeks).most_common(1)[0]
    says = (
        f"{count(len(students), 'student')} have a test date to come, the first in the week of {full_day(first)}; "
        f"most sit in the week of {full_day(fullest)}: {most}."
    )
    days = [(first - WEEK).isoformat(), (last + WEEK).isoformat()]
    x = {
        "field": "x",
        "type": "temporal",
        "scale": {"type": "utc", "domain": days, "nice": False},
        "axis": {**AXIS, "title": "week of the test date", "format": "%-d %b", "tickCount": 8, "labelSeparation": 8},
    }
    bars = [(monday.isoformat(), verdict, n) for (monday, verdict), n in Counter(weeks).items()]
    room = max(2, WIDTH * 4 // 5 // ((last - first) // WEEK + 3))
    return CohortPicture("coming", "Coming test dates", says, _bars(bars, x, {"width": room}))


def _bars(bars: list[tuple[str, ExamVerdict, int]], x: dict[str, Any], mark: dict[str, Any]) -> dict[str, Any]:
    order = [*COLOURS]
    rows = [{"x": at, "verdict": verdict.value, "n": n, "place": order.index(verdict)} for at, verdict, n in bars]
    colour = {
        "field": "verdict",
        "scale": {"domain": [verdict.value for verdict in order], "range": [*COLOURS.values()]},
        "legend": {"title": None, "orient": "top"},
    }
    y = {"field": "n", "type": "quantitative", "stack": "zero", "axis": {"title": "students", "tickMinStep": 1}}
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "autosize": {"type": "fit", "contains": "padding"},
        "data": {"values": sorted(rows, key=lambda row: (str(row["x"]), row["place"]))},
        "mark": {"type": "bar", "stroke": "#ffffff", "strokeWidth": 1, **mark},
        "encoding": {"x": x, "y": y, "color": colour, "order": {"field": "place", "type": "quantitative"}},
    }


def _chance(student: CohortStudent) -> float | None:
    return None if student.said is None else student.said.p_target


def _week(student: CohortStudent, as_of: date) -> date | None:
    """Return the Monday of a test date to come, None without one."""
    booked = None if student.said is None else student.said.exam_date
    if booked is None or booked < as_of:
        return None
    return booked - timedelta(days=booked.weekday())
