"""The dashboard's own small pictures."""

import pytest

from stepready.render.dashboard_text import away, sparkline


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([230.0], "▄"),
        ([230.0, 230.0, 230.0], "▄▄▄"),
        ([200.0, 207.0], "▁█"),
        ([200, 201, 202, 203, 204, 205, 206, 207], "▁▂▃▄▅▆▇█"),
        ([207.0, 200.0, 203.0], "█▁▄"),
    ],
)
def test_a_sparkline_runs_from_the_lowest_to_the_highest(values: list[float], expected: str) -> None:
    assert sparkline(values) == expected


@pytest.mark.parametrize(("days", "expected"), [(0, "today"), (1, "tomorrow"), (2, "in 2 days"), (13, "in 13 days")])
def test_days_to_come_are_counted_in_words(days: int, expected: str) -> None:
    assert away(days) == expected
