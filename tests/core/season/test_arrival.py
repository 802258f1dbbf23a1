"""The report lag as a distribution, and when a score is visible."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepready.core.facts.citation import Status
from stepready.core.facts.facts import LagPoint, ReportLag
from stepready.core.facts.settings import DelayWindow
from stepready.core.season.arrival import Arrival, days_for, share_within

LAG = ReportLag(
    points=(LagPoint(days=21, share=0.5), LagPoint(days=28, share=0.9), LagPoint(days=56, share=0.99)),
    typical_days=28,
    safe_days=56,
    source="working model",
    status=Status.COMMUNITY,
)
REVIEW_2028 = date(2027, 9, 22)
DAYS = st.dates(date(2026, 1, 1), date(2029, 12, 31))
WINDOWS = st.lists(
    st.builds(
        lambda first, span, extra: DelayWindow(
            first=first, last=first + timedelta(days=span), extra_days=extra, source="notice"
        ),
        DAYS,
        st.integers(0, 60),
        st.integers(1, 60),
    ),
    max_size=3,
)


def lag_of(*points: tuple[int, float]) -> ReportLag:
    made = tuple(LagPoint(days=days, share=share) for days, share in points)
    return ReportLag(points=made, typical_days=28, safe_days=56, source="s", status=Status.COMMUNITY)


@pytest.mark.parametrize(
    ("days", "share"), [(-400, 0.0), (-1, 0.0), (0, 0.0), (21, 0.5), (28, 0.9), (56, 0.99), (84, 0.999), (112, 0.9999)]
)
def test_the_curve_goes_through_the_points_and_thins_out_at_the_last_pace(days: int, share: float) -> None:
    assert share_within(LAG, days) == pytest.approx(share, abs=1e-12)


@pytest.mark.parametrize(("days", "share"), [(21, 0.5), (28, 0.9), (56, 0.99)])
def test_the_points_are_met_exactly(days: int, share: float) -> None:
    assert share_within(LAG, days) == share


# By hand, Hermite cubic with Fritsch-Butland slopes 84 / 2327.5 at 21 days and 105 / 14169.17 at 28 days.
@pytest.mark.parametrize(("days", "share"), [(14, 0.258090), (42, 0.970937)])
def test_between_the_points_the_curve_is_the_cubic_worked_by_hand(days: int, share: float) -> None:
    assert share_within(LAG, days) == pytest.approx(share, abs=2e-6)


@pytest.mark.parametrize(
    "lag",
    [LAG, lag_of((30, 0.8)), lag_of((14, 0.5), (15, 0.5), (40, 1.0)), lag_of((0, 0.0), (10, 0.1), (11, 0.95))],
)
def test_more_days_never_make_a_result_less_likely(lag: ReportLag) -> None:
    shares = [share_within(lag, days) for days in range(-5, 300)]
    assert shares == sorted(shares)
    assert 0.0 <= shares[0] <= shares[-1] <= 1.0


@pytest.mark.parametrize(("share", "days"), [(0.0, 0), (0.5, 21), (0.9, 28), (0.99, 56), (0.999, 84)])
def test_the_quantiles_are_whole_days(share: float, days: int) -> None:
    assert days_for(LAG, share) == days


@pytest.mark.parametrize("share", [-0.1, 1.0, 1.5])
def test_no_day_is_certain(share: float) -> None:
    with pytest.raises(ValueError, match="out of range"):
        days_for(LAG, share)


@pytest.mark.parametrize(("share", "day"), [(0.9, "2027-08-25"), (0.5, "2027-09-01"), (0.99, "2027-07-28")])
def test_the_last_safe_day_counts_back_from_the_review_of_2028(share: float, day: str) -> None:
    assert Arrival(lag=LAG).last_test_day(REVIEW_2028, share) == date.fromisoformat(day)


def test_arrival_on_the_day_itself_counts() -> None:
    arrival = Arrival(lag=LAG)
    assert arrival.p_by(REVIEW_2028, date(2027, 8, 25)) == 0.9
    assert arrival.p_by(REVIEW_2028, date(2027, 8, 26)) < 0.9


def test_days_count_through_a_leap_day() -> None:
    arrival = Arrival(lag=LAG)
    assert arrival.typical_day(date(2028, 2, 2)) == date(2028, 3, 1)
    assert arrival.p_by(date(2028, 3, 1), date(2028, 2, 2)) == 0.9


REPORTED = DelayWindow(
    first=date(2027, 7, 12), last=date(2027, 8, 6), reported_on=date(2027, 9, 15), source="USMLE announcement"
)


def test_results_announced_for_one_day_are_typically_out_on_it_and_safe_four_weeks_on() -> None:
    arrival = Arrival(lag=LAG, windows=(REPORTED,))
    for test_day in (date(2027, 7, 12), date(2027, 8, 6)):
        assert arrival.p_by(date(2027, 9, 14), test_day) == 0
        assert arrival.typical_day(test_day) == date(2027, 9, 15)
        assert arrival.safe_day(test_day) == date(2027, 10, 13)
        assert arrival.p_by(date(2027, 9, 15), test_day) == pytest.approx(0.9)
        assert arrival.p_by(date(2027, 9, 22), test_day) >= 0.99
    assert arrival.typical_day(date(2027, 7, 11)) == date(2027, 8, 8)
    assert arrival.typical_day(date(2027, 8, 7)) == date(2027, 9, 15)
    assert arrival.last_typical_test_day(date(2027, 9, 14)) == date(2027, 7, 11)
    assert arrival.last_typical_test_day(date(2027, 9, 15)) == date(2027, 8, 18)


WINDOW = DelayWindow(first=date(2027, 7, 1), last=date(2027, 7, 31), extra_days=10, source="USMLE announcement")


@pytest.mark.parametrize(
    ("test_day", "extra"),
    [
        ("2027-06-30", 0),
        ("2027-07-01", 10),
        ("2027-07-31", 10),
        ("2027-08-01", 9),
        ("2027-08-09", 1),
        ("2027-08-10", 0),
    ],
)
def test_a_delay_window_holds_results_back_and_runs_out_after_it(test_day: str, extra: int) -> None:
    arrival = Arrival(lag=LAG, windows=(WINDOW,))
    day = date.fromisoformat(test_day)
    assert arrival.extra_days(day) == extra
    assert arrival.typical_day(day) == day + timedelta(days=28 + extra)
    assert arrival.safe_day(day) == day + timedelta(days=56 + extra)


def test_a_delay_window_moves_the_last_safe_day() -> None:
    arrival = Arrival(lag=LAG, windows=(WINDOW,))
    # 2027-08-28 less 28 days is 2027-07-31, in the window; results of 18 July on its 38 days arrive by 25 August.
    assert arrival.last_test_day(date(2027, 8, 25), 0.9) == date(2027, 7, 18)


@given(DAYS, DAYS, DAYS, WINDOWS)
def test_a_later_test_is_never_likelier_to_be_visible(
    one: date, two: date, by: date, windows: list[DelayWindow]
) -> None:
    arrival = Arrival(lag=LAG, windows=tuple(windows))
    earlier, later = sorted((one, two))
    assert arrival.p_by(by, earlier) >= arrival.p_by(by, later)
    assert arrival.typical_day(earlier) <= arrival.typical_day(later)


@given(DAYS, WINDOWS, st.sampled_from([0.5, 0.9, 0.99]))
def test_the_last_safe_day_is_the_last(by: date, windows: list[DelayWindow], share: float) -> None:
    arrival = Arrival(lag=LAG, windows=tuple(windows))
    last = arrival.last_test_day(by, share)
    assert arrival.p_by(by, last) >= share > arrival.p_by(by, last + timedelta(days=1))


@pytest.mark.parametrize(
    "points",
    [
        (),
        ((28, 0.9), (21, 0.5)),  # days go back
        ((21, 0.5), (21, 0.6)),  # two shares for one day
        ((21, 0.9), (28, 0.5)),  # fewer are out later
    ],
)
def test_a_lag_whose_points_do_not_rise_is_refused(points: tuple[tuple[int, float], ...]) -> None:
    with pytest.raises(ValueError, match="allowed: one or more, each with more days than the one before"):
        lag_of(*points)


def test_a_safe_day_before_the_typical_one_is_refused() -> None:
    with pytest.raises(ValueError, match="typical_days and safe_days"):
        ReportLag(points=LAG.points, typical_days=56, safe_days=28, source="s", status=Status.COMMUNITY)
