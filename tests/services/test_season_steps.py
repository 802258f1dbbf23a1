from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from stepready.guides.library import load
from stepready.services.applying import applying_case
from stepready.services.season_steps import next_step
from stepready.store.opening import open_book
from tests.conftest import Stepready

APPLICANT = "plan set --on 2027-07-28 --applicant non-us-img --specialty internal-medicine --season 2028"


def step_on(database: Path, day: str) -> str | None:
    library, as_of = load(), date.fromisoformat(day)
    with open_book(str(database), now=lambda: datetime(2027, 7, 15, tzinfo=UTC)) as book:
        found = next_step(book, applying_case(book, library, as_of), library)
    return None if found is None else found.id


@pytest.mark.parametrize(
    ("day", "step"),
    [
        ("2027-07-15", "list_settled"),
        ("2027-08-18", "list_settled"),
        ("2027-08-19", "signals_settled"),
        ("2027-09-24", "few_interviews"),
        ("2028-03-02", "soap_round_1"),
        ("2028-03-17", "visa"),
        ("2028-03-25", None),
    ],
)
def test_the_next_step_of_who_applies(stepready: Stepready, tmp_path: Path, day: str, step: str | None) -> None:
    """Season 2028: submission 1 Sep 2027, review 22 Sep, rank lists 1 Mar 2028, Match Day 17 Mar, visa papers after."""
    assert stepready(APPLICANT).code == 0
    assert stepready("profile set --visa j1").code == 0
    assert step_on(tmp_path / "book.db", day) == step


def test_who_chooses_no_programmes_has_no_step_before_review(stepready: Stepready, tmp_path: Path) -> None:
    assert stepready(APPLICANT).code == 0
    assert step_on(tmp_path / "book.db", "2027-07-15") is None
    assert step_on(tmp_path / "book.db", "2027-09-24") == "few_interviews"


def test_the_first_screen_names_the_step_of_who_applies_with_a_result(stepready: Stepready) -> None:
    assert stepready("plan set --on 2027-06-01 --applicant non-us-img --season 2028 --score 244").code == 0
    assert "Programme list settled" not in stepready("").out
    assert stepready("profile set --visa j1").code == 0
    assert "Programme list settled" in " ".join(stepready("").out.split())
