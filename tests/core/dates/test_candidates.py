"""Which test days a sweep looks at."""

from datetime import date, timedelta

import pytest

from stepready.core.dates.candidates import checked_only, checked_until, key_days, last_that_matters, week_by_week
from stepready.core.season.arrival import Arrival
from stepready.core.season.calendar import season
from stepready.core.season.windows import Timing
from stepready.core.values.errors import StepreadyError
from stepready.guides.library import load

LIBRARY = load()
SEASON = season(2028, LIBRARY.calendar)


def timing_of(guide: str) -> Timing:
    timing = LIBRARY.guides[guide].timing
    assert timing is not None
    return timing


@pytest.mark.parametrize(
    ("first", "until"),
    [
        ("2027-06-02", "2027-11-02"),  # med-peds: the score by 30 November
        ("2027-11-03", "2028-02-02"),  # then the rank list, 1 March less 28 days
        ("2028-02-02", "2028-02-02"),
        ("2028-02-03", None),  # no score can count any more
    ],
)
def test_the_sweep_ends_where_a_score_stops_to_matter(first: str, until: str | None) -> None:
    timing = timing_of("med-peds-non-us-img")
    found = last_that_matters(date.fromisoformat(first), SEASON, Arrival(lag=LIBRARY.facts.lag), timing)
    assert found == (date.fromisoformat(until) if until else None)


def test_without_windows_the_sweep_looks_half_a_year_ahead() -> None:
    assert last_that_matters(date(2027, 1, 1), SEASON, Arrival(lag=LIBRARY.facts.lag), None) == date(2027, 7, 2)


def test_the_key_days_are_the_ends_of_the_windows_and_the_safe_days() -> None:
    arrival = Arrival(lag=LIBRARY.facts.lag)
    found = key_days(SEASON, arrival, timing_of("pmr"), "review_opens")
    assert found == {date(2027, 8, 20), date(2027, 8, 25), date(2027, 9, 10), date(2027, 7, 28)}


def test_days_go_week_by_week_on_the_weekday_of_the_booked_date() -> None:
    booked = date(2027, 7, 28)  # a Wednesday
    days = week_by_week(date(2027, 7, 2), date(2027, 8, 6), {booked, date(2027, 8, 1), date(2027, 9, 1)}, booked)
    assert [day.isoformat() for day in days] == [
        "2027-07-07", "2027-07-14", "2027-07-21", "2027-07-28", "2027-08-01", "2027-08-04",
    ]  # fmt: skip


@pytest.mark.parametrize("span", [0, 6, 7, 100, 365, 366, 730])
def test_a_long_sweep_takes_longer_steps_and_stays_readable(span: int) -> None:
    first = date(2027, 1, 4)
    extra = {first + timedelta(days=3), first + timedelta(days=span)}
    days = week_by_week(first, first + timedelta(days=span), extra, None)
    assert 1 <= len(days) <= 61
    assert days == sorted(set(days))
    assert days[0] == first
    assert days[-1] == first + timedelta(days=span)


def test_no_day_lies_after_the_end() -> None:
    assert week_by_week(date(2027, 7, 2), date(2027, 7, 1), {date(2027, 7, 1)}, None) == []


@pytest.mark.parametrize("until", ["2027-06-01", "2020-01-01", "2029-06-01"])
def test_an_end_in_the_past_or_too_far_is_refused(until: str) -> None:
    with pytest.raises(StepreadyError, match=r"cannot end on .*; accepted: Wed 2 Jun 2027 to Thu 31 May 2029"):
        checked_until(date.fromisoformat(until), date(2027, 6, 1))


def test_seats_are_put_in_order_once_each() -> None:
    seats = [date(2027, 8, 3), date(2027, 7, 1), date(2027, 8, 3), date(2027, 6, 1)]
    assert checked_only(seats, date(2027, 6, 1)) == [date(2027, 6, 1), date(2027, 7, 1), date(2027, 8, 3)]


@pytest.mark.parametrize("seat", ["2027-05-31", "2030-01-01"])
def test_a_seat_that_cannot_be_sat_is_refused(seat: str) -> None:
    with pytest.raises(StepreadyError, match=r"no exam can be sat on .*; accepted: Tue 1 Jun 2027 to"):
        checked_only([date(2027, 7, 1), date.fromisoformat(seat)], date(2027, 6, 1))
