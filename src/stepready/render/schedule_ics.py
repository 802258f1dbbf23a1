"""The schedule as a calendar file: one all-day event a day, the same event whenever the file is written again."""

from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from stepready.core.exam import Exam
from stepready.core.schedule.day import PlannedDay
from stepready.services.scheduling import Shown


def schedule_ics(shown: Shown) -> bytes:
    """Return an iCalendar file (RFC 5545) of the days from today to the exam's eve.

    An event's UID is made from exam and day, so that importing a later file replaces it; SEQUENCE grows with the
    day the file speaks for.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//stepready//study schedule//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{shown.schedule.exam.label} study schedule")
    for day in shown.schedule.days:
        calendar.add_component(_event(day, shown.schedule.exam, shown.as_of))
    return bytes(calendar.to_ical())


def _event(day: PlannedDay, exam: Exam, as_of: date) -> Event:
    event = Event()
    event.add("uid", f"{exam.value}-{day.day.isoformat()}@schedule.stepready")
    event.add("dtstamp", datetime.combine(as_of, time(), tzinfo=UTC))
    event.add("sequence", as_of.toordinal())
    event.add("dtstart", day.day)
    event.add("dtend", day.day + timedelta(days=1))
    event.add("summary", summary(day))
    event.add("description", _description(day))
    event.add("transp", "TRANSPARENT")
    event.add("categories", ["stepready", day.phase])
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
        lines.append(f"Review {day.review_hours:g} h, content {day.content_hours:g} h")
    if day.practice_exam is not None:
        lines.append(", ".join(day.focus))
    return "\n".join(lines)
