"""A screen reads the log once, whatever it shows of it."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from stepready.store.book import Book
from tests.conftest import Stepready


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count how often the book is asked for exams and for the question bank."""
    counted: Counter[str] = Counter()

    def counting(name: str) -> None:
        asked = getattr(Book, name)

        def counts(*given: Any, **named: Any) -> Any:
            counted[name] += 1
            return asked(*given, **named)

        monkeypatch.setattr(Book, name, counts)

    for name in ("practice_exams", "bank_work", "schedule"):
        counting(name)
    return counted


@pytest.fixture
def planned(stepready: Stepready) -> Stepready:
    assert stepready("plan set --exam step2ck --on 2027-08-25 --target 235 --season 2028").code == 0
    for form, score, day in (("10", 228, "2027-06-20"), ("11", 231, "2027-07-01")):
        stepready("log", "nbme", form, score, "--on", day)
    stepready("log qbank 29/40 --on 2027-07-13")
    return stepready


@pytest.mark.parametrize("kept", [False, True])
@pytest.mark.parametrize("command", ["", "report", "check"])
def test_a_screen_reads_exams_bank_and_schedule_once(
    planned: Stepready, reads: Counter[str], tmp_path: Path, command: str, *, kept: bool
) -> None:
    if kept:
        assert planned("schedule make").code == 0
    reads.clear()
    assert planned(*([command, tmp_path / "page.html"] if command == "report" else command.split())).code == 0
    assert reads == {"practice_exams": 1, "bank_work": 1, "schedule": 1}
