"""The months that a calendar draws, and those it leaves out."""

import pytest

from stepready.render.months import draw_months, left_out
from stepready.render.terminal import Terminal


@pytest.mark.parametrize(
    ("months", "told"),
    [
        ([], ""),
        ([(2027, 7)], ""),
        ([(2027, 12), (2028, 1)], ""),
        ([(2027, 11), (2028, 1)], "Left out, no day marked: Dec 2027."),
        ([(2027, 11), (2028, 3), (2028, 5)], "Left out, no day marked: Dec 2027 to Feb 2028, Apr 2028."),
    ],
)
def test_months_between_those_drawn_are_named(months: list[tuple[int, int]], told: str) -> None:
    assert left_out(months) == told


def test_a_month_after_a_gap_opens_with_an_ellipsis_and_stays_in_its_column() -> None:
    first, weekdays, *_ = draw_months([(2027, 7), (2027, 9), (2027, 10)], {}, Terminal(width=80))
    assert first.split("  ")[0] == "Jul 2027"
    assert [first.index(title) for title in ("Jul 2027", "… Sep 2027", "Oct 2027")] == [0, 24, 48]
    assert weekdays.count("Mo Tu We Th Fr Sa Su") == 3
