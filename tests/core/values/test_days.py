"""Days as people write them."""

from datetime import date

import pytest

from stepready.core.values.days import DateOrder, parse_day, written_day
from stepready.core.values.errors import StepreadyError

TODAY = date(2027, 7, 15)  # a Thursday
WRITTEN = {
    "2027-07-28": "2027-07-28",
    "20260711": "2026-07-11",
    "2026/7/11": "2026-07-11",
    "10 Nov 2027": "2027-11-10",
    "10-Nov-2027": "2027-11-10",
    "Nov 10, 2027": "2027-11-10",
    "1st june 2027": "2027-06-01",
    "today": "2027-07-15",
    "Yesterday": "2027-07-14",
    "-3d": "2027-07-12",
    "+2w": "2027-07-29",
    "mon": "2027-07-12",
    "monday": "2027-07-12",
    "thu": "2027-07-08",
    "last fri": "2027-07-09",
    "next fri": "2027-07-16",
    "28 july": "2027-07-28",
    "july 28": "2027-07-28",
    "3 feb": "2027-02-03",
    "29 feb": "2028-02-29",
}
PAST = {"28 july": "2026-07-28", "15 jul": "2027-07-15", "16 jul": "2026-07-16", "29 feb": "2024-02-29"}
NUMBERS = {
    ("5/6", "dmy"): "2027-06-05",
    ("5/6", "mdy"): "2027-05-06",
    ("05/12/2026", "mdy"): "2026-05-12",
    ("04.04.2026", "dmy"): "2026-04-04",
    ("5-12-26", "dmy"): "2026-12-05",
}
NONE = ["", "32 jan", "30 feb 2027", "20270230", "m", "ma 3", "juli", "last", "10 nov 27 3", "2027-W30-3", "noon", "3"]


@pytest.mark.parametrize("text", WRITTEN)
def test_a_day_in_words(text: str) -> None:
    assert parse_day(text, TODAY).isoformat() == WRITTEN[text]


@pytest.mark.parametrize("text", PAST)
def test_a_day_of_the_past_without_its_year_is_the_latest(text: str) -> None:
    assert parse_day(text, TODAY, past=True).isoformat() == PAST[text]


@pytest.mark.parametrize(("text", "order"), NUMBERS)
def test_numbers_alone_mean_what_was_said(text: str, order: str) -> None:
    assert parse_day(text, TODAY, DateOrder(order)).isoformat() == NUMBERS[text, order]


@pytest.mark.parametrize("text", ["5/6", "05/12/2026", "13/5"])
def test_numbers_alone_are_asked_about(text: str) -> None:
    with pytest.raises(StepreadyError, match="--dates dmy or mdy"):
        parse_day(text, TODAY)


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(StepreadyError, match="is not a day"):
        parse_day(text, TODAY, DateOrder.DMY)


@pytest.mark.parametrize("text", ["today", "mon", "28 july", "-3d", "5/6"])
def test_a_file_names_days_with_their_year(text: str) -> None:
    with pytest.raises(StepreadyError, match="is not a day; accepted in a file"):
        written_day(text, DateOrder.DMY)
    assert written_day("28 Jul 2027") == date(2027, 7, 28)
