"""`calendar` in a terminal: the months ahead with every day that matters marked, then the days in words."""

from datetime import date, timedelta, tzinfo

from stepready.core.facts.citation import Status
from stepready.core.season.eastern_time import is_elsewhere, local
from stepready.core.season.key_day import Event, EventKind, KeyDay
from stepready.core.values.wording import count, day, full_day
from stepready.render.months import DaySign, draw_months, left_out
from stepready.render.terminal import Colour, Terminal, wrapped
from stepready.services.calendar import CalendarView

TODAY = DaySign("<", Colour.DIM)
SPAN = DaySign("-", Colour.DIM)
PROJECTED = DaySign("~", Colour.GOOD)
MARKS = {
    EventKind.EXAM: DaySign("X", Colour.BOLD),
    EventKind.ACT: DaySign("!", Colour.BAD),
    EventKind.DELAY: DaySign("+", Colour.BOLD),
    EventKind.MILESTONE: DaySign("*", Colour.GOOD),
    EventKind.ALTERNATIVE: PROJECTED,
    EventKind.SCORE: DaySign("s", Colour.GOOD),
    EventKind.WINDOW: DaySign("|", Colour.DIM),
}
LEGEND = {
    "<": "today",
    "X": "exam",
    "!": "act by",
    "+": "what `check` names",
    "s": "score likely, all but certain",
    "-": "between the two",
    "*": "milestone",
    "~": "milestone, projected",
    "|": "a last good test day",
}
LABEL_FROM = 19


def calendar_text(view: CalendarView, terminal: Terminal, zone: tzinfo) -> str:
    """Write the whole screen; hours are Eastern, with the clock of `zone` beside them where it differs."""
    coming = [event for event in view.events if event.on >= view.as_of]
    listed = coming or list(view.events)
    marks = _marks(view, listed)
    months = sorted({(day.year, day.month) for day in marks})
    title = [terminal.paint(line, Colour.BOLD) for line in wrapped(_title(view), terminal.width)]
    parts = [*title, "", *draw_months(months, marks, terminal)]
    parts += ["", *wrapped(_legend(marks), terminal.width), *wrapped(left_out(months), terminal.width), ""]
    parts += _chain("After the exam", view.after_exam, terminal)
    told = {step.id for step in view.after_exam}
    for event in listed:
        if event.id not in told or event.kind is EventKind.ALTERNATIVE:
            parts += _listed(event, terminal, zone)
    if len(listed) < len(view.events):
        past = count(len(view.events) - len(listed), "earlier day is", "earlier days are")
        parts.append(terminal.paint(f"  {past} past", Colour.DIM))
    for notice in view.notices:
        parts += ["", *wrapped(notice, terminal.width)]
    return terminal.plain("\n".join(parts))


def _title(view: CalendarView) -> str:
    exam = f", {view.exam.label} on {full_day(view.exam_date)}" if view.exam and view.exam_date else ""
    return f"Season {view.season}{exam}"


def _marks(view: CalendarView, listed: list[Event]) -> dict[date, DaySign]:
    """Return the mark of each day: of several events on one, the one first in the order of kinds."""
    marks: dict[date, DaySign] = {view.as_of: TODAY} if listed and listed[-1].on >= view.as_of else {}
    if view.score_span is not None:
        first, last = view.score_span
        span = (first + timedelta(days=at) for at in range((last - first).days + 1))
        marks |= {day: SPAN for day in span if day >= view.as_of}
    order = list(MARKS)
    for event in sorted(listed, key=lambda event: order.index(event.kind), reverse=True):
        marks[event.on] = _mark(event)
    return marks


def _mark(event: Event) -> DaySign:
    if event.kind is EventKind.MILESTONE and event.status == Status.PROJECTED.value:
        return PROJECTED
    return MARKS[event.kind]


def _legend(marks: dict[date, DaySign]) -> str:
    used = {mark.sign for mark in marks.values()}
    return "   ".join(f"{sign} {text}" for sign, text in LEGEND.items() if sign in used)


def _listed(event: Event, terminal: Terminal, zone: tzinfo) -> list[str]:
    first = f"{_mark(event).sign} {full_day(event.on):<15}  "
    told = f"{event.label}{_hour(event, zone)} ({event.status})"
    return wrapped(told, terminal.width, indent=" " * LABEL_FROM, first=first)


def _hour(event: Event, zone: tzinfo) -> str:
    """Write the hour in Eastern time, and in the user's own where it is another."""
    if event.at is None:
        return ""
    told = f", {event.at:%H:%M} Eastern"
    if not is_elsewhere(event.on, event.at, zone):
        return told
    there = local(event.on, event.at, zone)
    on = "" if there.date() == event.on else f" on {day(there.date())}"
    return f"{told} = {there:%H:%M}{on} here"


def _chain(title: str, days: tuple[KeyDay, ...], terminal: Terminal) -> list[str]:
    """List what follows the exam, apart from the season's other days."""
    if not days:
        return []
    lines = [terminal.paint(title, Colour.BOLD)]
    for part in days:
        told = f"{part.label} ({part.status})"
        lines += wrapped(told, terminal.width, indent=" " * LABEL_FROM, first=f"  {full_day(part.on):<15}  ")
    return [*lines, "", terminal.paint("The season", Colour.BOLD)]
