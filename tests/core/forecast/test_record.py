"""What a record of one's own forecasts says: only what chance would seldom do is told apart from it."""

from datetime import date, timedelta

import pytest

from stepready.core.forecast import record as own


def record(misses: list[float]) -> own.Record:
    """Return a record of forecasts of 240 with an 80 % range of 230-250: a standard deviation of 10 / 1.2816 = 7.8."""
    return own.Record(
        rows=tuple(
            own.Tested(
                on=date(2027, 5, 1) + timedelta(weeks=place),
                what="NBME 11",
                plainly="NBME 11",
                mean=240,
                low80=230,
                high80=250,
                came=240 + miss,
                not_counted=None,
                changed=None,
            )
            for place, miss in enumerate(misses)
        )
    )


@pytest.mark.parametrize(
    ("misses", "says"),
    [
        ([1, -1], "2 of 2 came inside the 80 % range, 1 point off on average: too few to say more than that."),
        # Five of five: one forecast in three is so lucky (.8^5 = .33).
        ([2, -2, 3, -3, 1], "it has fitted you so far"),
        # Fourteen of fourteen: .8^14 = .044; thirteen: .055.
        ([2, -2] * 7, "the ranges are wide for you"),
        ([2, -2] * 6 + [0], "it has fitted you so far"),
        # At most 2 of 5 inside: .058; at most 1 of 5: .007.
        ([12, -12, 11, 1, 0], "it has fitted you so far"),
        ([12, -12, 12, -12, 0], "the ranges are too narrow for you"),
        # A mean of 6 over five is within 1.96 x 7.8 / sqrt(5) = 6.8; 7 is not.
        ([6, 6, 6, 6, 6], "it has fitted you so far"),
        ([7, 7, 7, 7, 7], "they came out 7 higher than forecast: expect the same of the next"),
        ([-7, -7, -7, -7, -7], "they came out 7 lower than forecast"),
        # Over thirty a mean of 3 would be more than chance, and too little to matter.
        ([3, 3, 3, 3, 3, 12, -6, 3, 3, 3] * 3, "it has fitted you so far"),
    ],
)
def test_what_to_make_of_it(misses: list[float], says: str) -> None:
    assert says in record(misses).says
