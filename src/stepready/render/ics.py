"""A calendar file: what other calendar programs read, with ids that stay, so that importing again updates."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from icalendar import Alarm, Calendar, Component, Timezone, TimezoneDaylight, TimezoneStandard, vDuration
from icalendar import Event as IcalEvent

from stepready import __version__
from stepready.core.facts.citation import Status
from stepready.core.facts.exam import Exam
from stepready.core.schedule.planned_days import PlannedDay
from stepready.core.season.key_day import Event, EventKind
from stepready.core.values.shown_text import harmless
from stepready.core.values.wording import count
from stepready.services.calendar import CalendarView
from stepready.services.schedule import Shown

PRODUCT = "-//stepready//"
ZONE = "America/New_York"
FIRST_SEQUENCE = date(2020, 1, 1)
A_DAY_OF_CHANGES = 10_000
MORNING = timedelta(hours=9)
REFRESHED = timedelta(hours=12)
"""How often a calendar program that follows the file should read it again."""
STUDY = "schedule.stepready"
"""What ends every id of a study calendar."""
STUDY_DAYS = (EventKind.STUDY, EventKind.PRACTICE, EventKind.REST)
LAST_SECOND = 24 * 60 * 60 - 1


DAYS_BEFORE = {
    EventKind.EXAM: (7, 1),
    EventKind.ACT: (7, 1),
    EventKind.SCORE: (0,),
    EventKind.MILESTONE: (7, 1),
    EventKind.ALTERNATIVE: (1,),
    EventKind.STUDY: (0,),
    EventKind.PRACTICE: (1, 0),
}
"""The days ahead that an alarm rings: at the same hour, or at 9:00 for a whole day."""


def calendar_ics(view: CalendarView, before: bytes = b"") -> bytes:
    """Return the calendar file of a season and its plan; past days stay in, so that importing again is whole.

    `before` is the file it replaces: an event that is there and no longer holds is cancelled.
    """
    name, domain = f"stepready: season {view.season}", _domain("stepready", view.owner)
    return ics_bytes(name, view.events, view.as_of, view.version, domain=domain, before=before)


def schedule_ics(shown: Shown, before: bytes = b"") -> bytes:
    """Return the calendar file of the days from today to the exam's eve.

    An event's id is made from exam and day, so that importing a later file replaces it. Days that an earlier kept
    schedule had after the present eve are cancelled, and so are those of the file `before` that it replaces.
    """
    exam = shown.schedule.exam
    days = [_study_day(exam, day) for day in shown.schedule.days]
    gone = [_study(exam, on, "No longer a study day", kind=EventKind.CANCELLED) for on in shown.gone]
    name, domain = f"{exam.label} study schedule", _domain(STUDY, shown.owner)
    return ics_bytes(name, [*days, *gone], shown.as_of, shown.version, domain=domain, before=before)


def ended_ics(before: bytes, as_of: date, version: int) -> bytes | None:
    """Return the study calendar of a plan with nothing left to schedule: every day ahead of `before` is cancelled.

    None for a file that is no study calendar of ours, or has no day ahead.
    """
    if not is_ours(before):
        return None
    try:
        calendar = Calendar.from_ical(before)
    except ValueError:
        return None
    domain = next((str(event.get("uid", "")).rpartition("@")[2] for event in calendar.walk("VEVENT")), "")
    if not domain.endswith(STUDY) or not any(_ahead(before, as_of, domain)):
        return None
    return ics_bytes(str(calendar.get("x-wr-calname", "")), (), as_of, version, domain=domain, before=before)


def _domain(name: str, owner: str) -> str:
    """Return what ends every id of a file: two owners of one server share no id."""
    return f"{owner}.{name}" if owner else name


def sequence(as_of: date, version: int = 0) -> int:
    """Return the SEQUENCE (RFC 5545, 3.8.7.4) of a file made on a day from a log with so many changes.

    It grows with the day and with every change, and on a later day also for a log begun anew after fewer than
    10 000 changes. It stays within the 31 bits of the format's integers.
    """
    return max(0, (as_of - FIRST_SEQUENCE).days) * A_DAY_OF_CHANGES + version


def stamp(as_of: date, version: int = 0) -> datetime:
    """Return the DTSTAMP of a file: its day in UTC, a second later with every change, always on that day."""
    return datetime.combine(as_of, time(), tzinfo=UTC) + timedelta(seconds=min(version, LAST_SECOND))


def ics_bytes(
    name: str,
    events: Sequence[Event],
    as_of: date,
    version: int = 0,
    *,
    domain: str = "stepready",
    before: bytes = b"",
) -> bytes:
    """Return a calendar file (RFC 5545 and 7986).

    The same events on the same day and version of the log give the same bytes, after the same file `before`.
    The stamp and the sequence of every event grow by the day and by the log's version, so that what was exported
    later wins. `domain` ends every event's id. What the file `before` has from today on and is not among the events is
    cancelled.
    """
    calendar = Calendar()
    calendar.add("prodid", f"{PRODUCT}stepready//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", harmless(name))
    calendar.add("x-wr-caldesc", f"Made by stepready {__version__}; projected days are estimates until published.")
    calendar["refresh-interval"] = vDuration(REFRESHED, params={"VALUE": "DURATION"})
    if any(event.at is not None for event in events):
        calendar.add_component(_eastern())
    kept = {event.uid for event in events}
    for event in (*events, *(event for event in _ahead(before, as_of, domain) if event.uid not in kept)):
        calendar.add_component(_written(event, as_of, version, domain))
    content: bytes = calendar.to_ical()
    return content


def _ahead(before: bytes, as_of: date, domain: str) -> Iterator[Event]:
    """Return the events of a file of ours from a day on, as cancelled; none of a file that cannot be read."""
    if not is_ours(before):
        return
    try:
        found = Calendar.from_ical(before).walk("VEVENT")
    except ValueError:
        return
    for event in found:
        name, _, end = str(event.get("uid", "")).rpartition("@")
        start = event.decoded("dtstart", None)
        on = start.date() if isinstance(start, datetime) else start
        if end == domain and isinstance(on, date) and on >= as_of:
            label, why = str(event.get("summary", "")) or name, "No longer holds"
            yield Event(uid=name, id=name, on=on, label=label, why=why, status="", kind=EventKind.CANCELLED)


def is_ours(content: bytes) -> bool:
    """Whether a file is a calendar that stepready wrote, this release or an earlier one."""
    own = f"PRODID:{PRODUCT}".encode()
    return content.lstrip().startswith(b"BEGIN:VCALENDAR") and any(
        line.startswith(own) for line in content.splitlines()
    )


def _study_day(exam: Exam, day: PlannedDay) -> Event:
    kind = EventKind.REST if day.rest else EventKind.STUDY
    kind = EventKind.PRACTICE if day.practice_exam is not None else kind
    return _study(exam, day.day, _summary(day), phase=day.phase, says="\n".join(_details(day)), kind=kind)


def _study(exam: Exam, on: date, title: str, *, phase: str = "", says: str = "", kind: EventKind) -> Event:
    uid = f"{exam.value}-{on.isoformat()}"
    return Event(uid=uid, id=phase, on=on, label=title, why=says, status="", kind=kind)


def _summary(day: PlannedDay) -> str:
    if day.rest:
        return "Away" if day.note == "away" else "Rest day"
    if day.practice_exam is not None:
        return f"Practice exam: {day.practice_exam.title}"
    topics = f": {', '.join(day.focus)}" if day.focus else ""
    return f"{count(day.questions, 'question') if day.questions else 'Content'}{topics}"


def _details(day: PlannedDay) -> Iterator[str]:
    yield f"Phase: {day.phase}"
    if day.note:
        yield day.note
    if not day.rest:
        hours = ((day.review_hours, "review"), (day.content_hours, "content"))
        yield from (f"{given:g} h {what}" for given, what in hours if given)
    if day.practice_exam is not None:
        yield ", ".join(day.focus)


def _written(event: Event, as_of: date, version: int, domain: str) -> Component:
    """Write one event; an alarm that would have rung before the file was made is left out."""
    written = IcalEvent()
    written.add("uid", f"{event.uid}@{domain}")
    written.add("dtstamp", stamp(as_of, version))
    written.add("sequence", sequence(as_of, version))
    written.add("summary", _title(event))
    written.add("description", harmless(f"{event.why} ({event.status})" if event.status else event.why))
    _when(written, event)
    written.add("transp", "OPAQUE" if event.kind is EventKind.EXAM else "TRANSPARENT")
    if event.kind is EventKind.CANCELLED:
        written.add("status", "CANCELLED")
    elif event.status == Status.PROJECTED.value:
        written.add("status", "TENTATIVE")
    if event.kind in STUDY_DAYS:
        written.add("categories", ["stepready", harmless(event.id)])
    for days in DAYS_BEFORE.get(event.kind, ()):
        if event.on - timedelta(days=days) >= as_of:
            written.add_component(_alarm(event, days))
    return written


def _title(event: Event) -> str:
    projected = " (projected)" if event.status == Status.PROJECTED.value else ""
    return harmless(f"{event.label[0].upper()}{event.label[1:]}{projected}")


def _when(written: Component, event: Event) -> None:
    if event.at is None:
        written.add("dtstart", event.on)
        written.add("dtend", event.on + timedelta(days=1))
        return
    start = datetime.combine(event.on, event.at)
    written.add("dtstart", start, parameters={"TZID": ZONE})
    written.add("duration", timedelta(minutes=30))


def _alarm(event: Event, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _title(event))
    alarm.add("trigger", -timedelta(days=days) + (timedelta() if event.at else MORNING))
    return alarm


def _eastern() -> Timezone:
    """Return the definition of US Eastern time since 2007, so that no reader needs one of its own."""
    zone = Timezone()
    zone.add("tzid", ZONE)
    summer = _offset(TimezoneDaylight(), date(2007, 3, 11), "EDT", hours=(-5, -4), rule=(3, "2SU"))
    winter = _offset(TimezoneStandard(), date(2007, 11, 4), "EST", hours=(-4, -5), rule=(11, "1SU"))
    zone.add_component(summer)
    zone.add_component(winter)
    return zone


def _offset(part: Any, since: date, name: str, *, hours: tuple[int, int], rule: tuple[int, str]) -> Any:
    """Fill in one half of the year: the offsets before and after, and the day of the change, at 2:00."""
    (before, after), (month, weekday) = hours, rule
    part.add("dtstart", datetime.combine(since, time(2)))
    part.add("tzoffsetfrom", timedelta(hours=before))
    part.add("tzoffsetto", timedelta(hours=after))
    part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": weekday})
    part.add("tzname", name)
    return part
