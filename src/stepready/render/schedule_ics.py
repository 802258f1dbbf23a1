"""The schedule as a calendar file: one all-day event a day, the same event whenever the file is written again."""

from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from stepready.core.schedule.day import PlannedDay
from stepready.render.ics import sequence
from stepready.services.schedule import Shown

LAST_SECOND = 24 * 60 * 60 - 1


def schedule_ics(shown: Shown) -> bytes:
    """Return an iCalendar file (RFC 5545) of the days from today to the exam's eve.

    An event's UID is made from exam and day, so that importing a later file replaces it; SEQUENCE and DTSTAMP grow
    with the day the file speaks for and with every change of that day. Days that an earlier kept schedule had after
    the present eve are cancelled.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//stepready//study schedule//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{shown.schedule.exam.label} study schedule")
    for day in shown.schedule.days:
        calendar.add_component(_event(day, shown))
    for gone in shown.gone:
        calendar.add_component(_cancelled(gone, shown))
    return bytes(calendar.to_ical())


def _event(day: PlannedDay, shown: Shown) -> Event:
    event = _on(day.day, shown)
    event.add("summary", summary(day))
    event.add("description", _description(day))
    event.add("transp", "TRANSPARENT")
    event.add("categories", ["stepready", day.phase])
    return event


def _cancelled(day: date, shown: Shown) -> Event:
    event = _on(day, shown)
    event.add("status", "CANCELLED")
    event.add("summary", "No longer a study day")
    event.add("transp", "TRANSPARENT")
    return event


def _on(day: date, shown: Shown) -> Event:
    """Begin the event of a day."""
    event = Event()
    midnight = datetime.combine(shown.as_of, time(), tzinfo=UTC)
    event.add("uid", f"{shown.schedule.exam.value}-{day.isoformat()}@schedule.stepready")
    event.add("dtstamp", midnight + timedelta(seconds=min(shown.version, LAST_SECOND)))
    event.add("sequence", sequence(shown.as_of, shown.version))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    return event


def summary(day: PlannedDay) -> str:
    """Return an event's title."""
    if day.rest:
        return "Away" if day.note == "away" else "Rest day"
    if day.practice_exam is not None:
        return f"Practice exam: {day.practice_exam.title}"
    topics = f": {', '.join(day.focus)}" if day.focus else ""
    return f"{day.questions} questions{topics}"


def _description(day: PlannedDay) -> str:
    lines = [f"Phase: {day.phase}"]
    if day.note:
        lines.append(day.note)
    if not day.rest:
        hours = ((day.review_hours, "review"), (day.content_hours, "content"))
        lines += [f"{given:g} h {what}" for given, what in hours if given]
    if day.practice_exam is not None:
        lines.append(", ".join(day.focus))
    return "\n".join(lines)
