"""US Eastern time, against the time zone database and on the days it changes."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from stepready.core.season.eastern_time import eastern, is_elsewhere, local

NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027, 2028, 2029])
def test_the_rule_agrees_with_the_database_all_year(year: int) -> None:
    for at in range(366):
        day = date(year, 1, 1) + timedelta(days=at)
        for hour in (0, 1, 3, 9, 17, 21):
            assert eastern(day, time(hour)).utcoffset() == eastern(day, time(hour)).astimezone(NEW_YORK).utcoffset()
            assert eastern(day, time(hour)).astimezone(NEW_YORK).hour == hour


@pytest.mark.parametrize(
    ("day", "hour", "zone", "there"),
    [
        ("2027-09-22", 9, "UTC", "2027-09-22 13:00"),  # summer time
        ("2028-03-01", 21, "UTC", "2028-03-02 02:00"),  # winter time, the next day there
        ("2028-03-11", 9, "UTC", "2028-03-11 14:00"),  # the eve of the change of 12 March 2028
        ("2028-03-13", 10, "UTC", "2028-03-13 14:00"),  # the day after it
        ("2027-11-06", 9, "UTC", "2027-11-06 13:00"),  # the eve of the change of 7 November 2027
        ("2027-11-08", 9, "UTC", "2027-11-08 14:00"),
        ("2028-03-01", 21, "Asia/Kolkata", "2028-03-02 07:30"),
        ("2028-03-01", 21, "Pacific/Honolulu", "2028-03-01 16:00"),
        ("2028-02-29", 21, "Asia/Kolkata", "2028-03-01 07:30"),  # a leap day
    ],
)
def test_a_deadline_has_another_hour_and_maybe_another_day_elsewhere(
    day: str, hour: int, zone: str, there: str
) -> None:
    moment = local(date.fromisoformat(day), time(hour), ZoneInfo(zone))
    assert f"{moment:%Y-%m-%d %H:%M}" == there


def test_the_same_clock_is_not_elsewhere() -> None:
    day = date(2027, 9, 22)
    assert not is_elsewhere(day, time(9), NEW_YORK)
    assert not is_elsewhere(day, time(9), ZoneInfo("America/Toronto"))
    assert is_elsewhere(day, time(9), ZoneInfo("America/Chicago"))
