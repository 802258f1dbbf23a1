"""No word of a guide is kinder than the score day of the test day itself, whatever has been announced."""

from datetime import date

import pytest

from stepready.core.facts.settings import DelayWindow
from stepready.core.season.arrival import Arrival
from stepready.core.season.calendar import season
from stepready.guides.library import load

LIBRARY = load()
# Season 2027: programmes review from 23 September 2026. The second announcement overtakes the first.
CROSSING = (
    DelayWindow(first=date(2026, 7, 11), last=date(2026, 7, 12), source="told", reported_on=date(2026, 9, 26)),
    DelayWindow(first=date(2026, 8, 5), last=date(2026, 8, 8), source="told", reported_on=date(2026, 9, 20)),
)


@pytest.mark.parametrize(
    ("guide", "held", "overtaking"),
    [
        ("pmr-us-img", ("risky", False), ("acceptable", True)),
        ("pmr", ("risky", False), ("ideal", True)),
        ("us-img", ("too-late", False), ("acceptable", True)),
        ("prelim-im-non-us-img", ("risky", False), ("acceptable", True)),
        ("med-peds-non-us-img", ("acceptable", True), ("ideal", True)),
    ],
)
def test_a_day_held_back_past_review_is_not_called_ideal_for_a_later_one_that_is_not(
    guide: str, held: tuple[str, bool], overtaking: tuple[str, bool]
) -> None:
    timing = LIBRARY.guides[guide].dated(LIBRARY.facts.readings).timing
    assert timing is not None
    arrival, year = Arrival(lag=LIBRARY.facts.lag, windows=CROSSING), season(2027, LIBRARY.calendar)
    for day, expected in ((date(2026, 7, 12), held), (date(2026, 8, 8), overtaking)):
        assert (timing.word(day, year, arrival).value, timing.is_on_time(day, year, arrival)) == expected
