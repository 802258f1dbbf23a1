"""US Eastern time: the clock of every deadline. Worked out from the rule in force since 2007, without a database.

Daylight-saving time runs from 2:00 on the second Sunday of March to 2:00 on the first Sunday of November.
"""

from datetime import date, datetime, time, tzinfo

from dateutil.relativedelta import SU, relativedelta
from dateutil.tz import tzrange

EASTERN = tzrange(
    "EST",
    -5 * 3600,
    "EDT",
    -4 * 3600,
    relativedelta(month=3, day=1, weekday=SU(2), hours=2),
    relativedelta(month=11, day=1, weekday=SU(1), hours=1),
)


def eastern(on: date, at: time) -> datetime:
    """Return the moment of an hour of a day in US Eastern time."""
    return datetime.combine(on, at, tzinfo=EASTERN)


def local(on: date, at: time, zone: tzinfo) -> datetime:
    """Return the same moment in another zone; the day may be another one there."""
    return eastern(on, at).astimezone(zone)


def is_elsewhere(on: date, at: time, zone: tzinfo) -> bool:
    """Whether the clock of a zone differs from the Eastern one at that moment."""
    return local(on, at, zone).utcoffset() != eastern(on, at).utcoffset()
