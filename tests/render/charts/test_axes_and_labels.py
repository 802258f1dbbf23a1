"""Ticks, cells and labels, worked out by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepready.render.charts.axes import day_ticks, days, value_ticks, values
from stepready.render.charts.canvas import Field, Range
from stepready.render.charts.labels import Label, broken, place
from stepready.render.text_width import columns, cut


@pytest.mark.parametrize(
    ("first", "last", "width", "expected"),
    [
        (date(2027, 7, 1), date(2027, 7, 28), 80, ["5 Jul", "12 Jul", "19 Jul", "26 Jul"]),
        (date(2027, 7, 1), date(2027, 7, 28), 20, ["Jul"]),
        (date(2027, 5, 3), date(2027, 8, 30), 60, ["Jun", "Jul", "Aug"]),
        (date(2027, 10, 1), date(2028, 3, 1), 60, ["Oct", "Nov", "Dec", "2028", "Feb", "Mar"]),
        (date(2025, 1, 1), date(2028, 12, 31), 30, ["2025", "2026", "2027", "2028"]),
    ],
)
def test_days_along_an_axis_are_weeks_months_or_years(first: date, last: date, width: int, expected: list[str]) -> None:
    span = Range(first.toordinal(), last.toordinal())
    assert [label for _, label in day_ticks(span, width)] == expected


def test_ticks_stand_on_the_first_of_the_month() -> None:
    ticks = day_ticks(Range(date(2027, 5, 3).toordinal(), date(2027, 8, 30).toordinal()), 60)
    assert [date.fromordinal(int(at)) for at, _ in ticks] == [date(2027, 6, 1), date(2027, 7, 1), date(2027, 8, 1)]


@pytest.mark.parametrize(
    ("low", "high", "rows", "expected"),
    [
        (203, 249, 9, [220, 240]),
        (203, 249, 15, [210, 220, 230, 240]),
        (54, 81, 9, [60, 70, 80]),
        (1, 300, 12, [100, 200, 300]),
    ],
)
def test_values_up_an_axis_are_round(low: int, high: int, rows: int, expected: list[int]) -> None:
    assert [at for at, _ in value_ticks(Range(low, high), rows)] == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [([230.0], (222, 238)), ([299.0, 300.0], (291, 300)), ([1.0], (1, 9)), ([200.0, 250.0], (198, 252))],
)
def test_a_range_is_never_flat_and_stays_on_the_scale(found: list[float], expected: tuple[int, int]) -> None:
    span = values(found, 16, 1, 300)
    assert (span.low, span.high) == expected


def test_a_single_day_still_gives_a_range() -> None:
    span = days(date(2027, 7, 15), date(2027, 7, 15))
    assert span.high - span.low >= 14


def test_a_value_falls_in_the_cell_its_dots_are_in() -> None:
    """Ten columns have twenty dots and five rows twenty: the ends are the first and last, the middle the sixth."""
    field = Field(width=16, height=7, x=Range(0, 100), y=Range(0, 100))
    assert (field.columns, field.rows) == (10, 5)
    assert [field.column(x) for x in (0, 4, 50, 100)] == [0, 0, 5, 9]
    assert [field.row(y) for y in (0, 100)] == [4, 0]


@given(
    st.lists(st.tuples(st.integers(5, 79), st.text("abcdefgh ", min_size=1, max_size=20)), max_size=12),
    st.integers(1, 3),
)
def test_labels_never_touch_and_never_leave_the_picture(wanted: list[tuple[int, str]], rows: int) -> None:
    labels = [Label(column, text.strip() or "x") for column, text in wanted]
    placed = place(labels, 5, 80, rows)
    assert all(columns(line) <= 80 for line in placed.lines)
    assert len(placed.lines) <= rows
    for index in placed.kept:
        assert any(labels[index].text in line for line in placed.lines)
    if labels:
        assert 0 in placed.kept


def test_the_label_that_matters_most_is_kept_when_two_claim_one_place() -> None:
    placed = place([Label(40, "test 28 Jul"), Label(41, "today")], 5, 80, 1)
    assert placed.kept == {0}
    assert placed.lines == [" " * 35 + "test 28 Jul"]


def test_labels_of_neighbouring_days_stand_clear_of_each_others_stems() -> None:
    """Days a column apart at the left edge: the earlier one's label on top, its stem beside the later one's label."""
    placed = place([Label(5, "booked 6 Apr"), Label(6, "sit 13 Apr")], 5, 60, 2)
    assert placed.lines == ["     booked 6 Apr", "     │sit 13 Apr"]


def test_labels_move_beside_each_other_before_one_goes_up() -> None:
    """The first may end at its column, 20; the second stands over its own, 26, from 24 to 28."""
    placed = place([Label(20, "test 28 Jul"), Label(26, "today")], 5, 60, 2)
    assert placed.lines == [" " * 10 + "test 28 Jul" + " " * 3 + "today"]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("one two three", 9, ["one two", "three"]),
        ("a chance of 99 % here", 14, ["a chance of", "99 % here"]),
        ("模試 模試 模試", 9, ["模試 模試", "模試"]),
        ("unbreakable", 5, ["unbre"]),
    ],
)
def test_text_breaks_by_columns_and_keeps_a_percent_with_its_number(text: str, width: int, expected: list[str]) -> None:
    assert broken(text, width, "") == expected


def test_wide_letters_take_two_columns() -> None:
    assert columns("模試 12") == 7
    assert cut("模試 12", 3) == "模"
