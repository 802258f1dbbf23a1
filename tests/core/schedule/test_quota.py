"""How questions are spread, checked by hand."""

import pytest

from stepready.core.schedule.quota import Room, between, spread


@pytest.mark.parametrize(
    ("total", "given", "left"),
    [
        (0, [0, 0], 0),
        (15, [5, 10], 0),  # half of the way to the base (10 and 20)
        (30, [10, 20], 0),  # the base
        (50, [20, 30], 0),  # the guide's least: 20 and 30
        (75, [30, 45], 0),  # half of the way from least (20, 30) to most (40, 60)
        (100, [40, 60], 0),
        (140, [60, 80], 0),  # the ceiling
        (200, [60, 80], 60),
    ],
)
def test_questions_fill_the_base_then_the_guides_range_then_the_ceiling(
    total: int, given: list[int], left: int
) -> None:
    assert spread(total, [Room(10, 20, 40, 60), Room(20, 30, 60, 80)]) == (given, left)


@pytest.mark.parametrize(
    ("total", "given"),
    [(7, [3, 2, 2]), (8, [3, 3, 2]), (9, [3, 3, 3])],
)
def test_odd_questions_go_to_the_largest_remainders_first_days_first(total: int, given: list[int]) -> None:
    assert between(total, [0, 0, 0], [10, 10, 10]) == given


@pytest.mark.parametrize(
    ("room", "usual"),
    [(Room(20, 20, 40, 60), 30), (Room(20, 80, 120, 120), 100), (Room(13, 13, 13, 13), 13), (Room(20, 40, 53, 53), 45)],
)
def test_the_usual_day_is_the_middle_of_the_guides_range_in_fives(room: Room, usual: int) -> None:
    assert room.usual == usual
