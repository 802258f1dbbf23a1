"""`calendar --ics`: the events of a calendar as entries of a file."""

from stepready.render.ics import Entry, ics_bytes
from stepready.services.calendar import CalendarView, Event, Kind

ALARMS = {
    Kind.EXAM: (7, 1),
    Kind.ACT: (7, 1),
    Kind.DELAY: (),
    Kind.SCORE: (0,),
    Kind.MILESTONE: (7, 1),
    Kind.ALTERNATIVE: (1,),
    Kind.WINDOW: (),
}


def calendar_ics(view: CalendarView) -> bytes:
    """Return the calendar file of a season and its plan; past days stay in, so that importing again is whole."""
    name, entries = f"stepready: season {view.season}", [_entry(event) for event in view.events]
    return ics_bytes(name, entries, view.as_of, view.version)


def _entry(event: Event) -> Entry:
    return Entry(
        uid=event.uid,
        on=event.on,
        at=event.at,
        title=event.label[0].upper() + event.label[1:],
        says=f"{event.why} ({event.status})",
        status=event.status,
        busy=event.kind is Kind.EXAM,
        days_before=ALARMS[event.kind],
    )
