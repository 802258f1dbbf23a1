"""A calendar file: what other calendar programs read, with ids that stay, so that importing again updates."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from icalendar import Alarm, Calendar, Timezone, TimezoneDaylight, TimezoneStandard
from icalendar import Event as IcalEvent

from stepready import __version__
from stepready.core.facts.citation import Status
from stepready.core.values import dataclass

PRODID = "-//stepready//stepready//EN"
ZONE = "America/New_York"
FIRST_SEQUENCE = date(2020, 1, 1)
A_DAY_OF_CHANGES = 10_000
MORNING = timedelta(hours=9)
LAST_SECOND = 24 * 60 * 60 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a calendar file. `uid` never changes; `at` is US Eastern, None is the whole day.

    `days_before` are the days ahead that an alarm rings: at the same hour, or at 9:00 for a whole day. One that
    would have rung before the file was made is left out.
    """

    uid: str
    on: date
    title: str
    says: str
    at: time | None = None
    status: str = ""
    busy: bool = False
    days_before: tuple[int, ...] = (1,)


def sequence(as_of: date, version: int = 0) -> int:
    """Return the SEQUENCE (RFC 5545, 3.8.7.4) of a file made on a day from a log with so many changes.

    It grows with the day and with every change, and on a later day also for a log begun anew after fewer than
    10 000 changes. It stays within the 31 bits of the format's integers.
    """
    return max(0, (as_of - FIRST_SEQUENCE).days) * A_DAY_OF_CHANGES + version


def stamp(as_of: date, version: int = 0) -> datetime:
    """Return the DTSTAMP of a file: its day in UTC, a second later with every change, always on that day."""
    return datetime.combine(as_of, time(), tzinfo=UTC) + timedelta(seconds=min(version, LAST_SECOND))


def ics_bytes(name: str, entries: Iterable[Entry], as_of: date, version: int = 0) -> bytes:
    """Return a calendar file. The same entries on the same day and version of the log give the same bytes.

    The stamp and the sequence of every entry grow by the day and by the log's version, so that what was exported
    later wins.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-caldesc", f"Made by stepready {__version__}; projected days are estimates until published.")
    calendar.add_component(_eastern())
    for entry in entries:
        calendar.add_component(_event(entry, as_of, version))
    content: bytes = calendar.to_ical()
    return content


def is_ours(content: bytes) -> bool:
    """Whether a file is a calendar that stepready wrote."""
    return content.lstrip().startswith(b"BEGIN:VCALENDAR") and PRODID.encode() in content


def _event(entry: Entry, as_of: date, version: int) -> IcalEvent:
    event = IcalEvent()
    event.add("uid", f"{entry.uid}@stepready")
    event.add("dtstamp", stamp(as_of, version))
    event.add("sequence", sequence(as_of, version))
    event.add("summary", _title(entry))
    event.add("description", entry.says)
    _when(event, entry)
    event.add("transp", "OPAQUE" if entry.busy else "TRANSPARENT")
    if entry.status == Status.PROJECTED.value:
        event.add("status", "TENTATIVE")
    for days in entry.days_before:
        if entry.on - timedelta(days=days) >= as_of:
            event.add_component(_alarm(entry, days))
    return event


def _title(entry: Entry) -> str:
    projected = " (projected)" if entry.status == Status.PROJECTED.value else ""
    return f"{entry.title}{projected}"


def _when(event: IcalEvent, entry: Entry) -> None:
    if entry.at is None:
        event.add("dtstart", entry.on)
        event.add("dtend", entry.on + timedelta(days=1))
        return
    start = datetime.combine(entry.on, entry.at)
    event.add("dtstart", start, parameters={"TZID": ZONE})
    event.add("duration", timedelta(minutes=30))


def _alarm(entry: Entry, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _title(entry))
    alarm.add("trigger", -timedelta(days=days) + (timedelta() if entry.at else MORNING))
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
