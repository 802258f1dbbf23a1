"""The cohort's page in a real browser: five thousand rows filtered, sorted and searched, and nothing fetched."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from stepready.core.consent import Scope
from stepready.core.facts.exam import Exam
from stepready.core.verdict.checks import ExamVerdict
from stepready.core.verdict.own_statement import OwnStatement
from stepready.render.cohort.page import cohort_page
from stepready.services.cohort import Cohort, CohortStudent
from tests.browser.conftest import Browser

DAY = date(2027, 7, 15)
MANY = 5000
PLANTED = "<img src=x onerror=window.planted=1> & Co"


def student(number: int) -> CohortStudent:
    """Return the student of a number: verdicts, exams and days in turn; the last agreed to the verdict alone.

    No data support a chance of Step 1.
    """
    scores = number < MANY - 1
    said = OwnStatement(
        exam=Exam.STEP1 if number % 5 == 0 else Exam.STEP2CK,
        exam_date=DAY + timedelta(days=number % 90),
        verdict=[ExamVerdict.NO_GO, ExamVerdict.EARLY, ExamVerdict.GO][number % 3],
        level=200.0 + number % 60 if scores else None,
        p_pass=0.999 if scores else None,
        supported=number % 5 != 0,
        last_entry=DAY,
        day=DAY,
        version="1",
        change=1,
    )
    return CohortStudent(
        owner=f"k{number}",
        shown=PLANTED if number == 7 else f"Student {number}",
        cohort="2028" if number % 2 else "2029",
        scope=Scope.SCORES if scores else Scope.VERDICT,
        said=said,
        decided_now=False,
        why_stale=("the log was changed since",) if number == 9 else (),
    )


@pytest.fixture
def page(chrome: Chrome, tmp_path: Path) -> Browser:
    students = tuple(student(number) for number in range(MANY))
    found = Cohort(as_of=DAY, students=students, not_agreed=3, silent_days=14, decided_now=False)
    file = tmp_path / "cohort.html"
    file.write_bytes(cohort_page(found, students, "1"))
    chrome.get("about:blank")
    browser = Browser(chrome)
    browser.errors()
    browser.requests()
    chrome.get(file.as_uri())
    assert browser.errors() == []
    assert browser.requests() == [file.as_uri()]
    return browser


def counted(page: Browser) -> str:
    return str(page.run("document.getElementById('counted').textContent"))


def choose(page: Browser, name: str, value: str) -> None:
    """Give a filter a value as a reader would."""
    given = f"s.value = {value!r}; s.dispatchEvent(new Event('input', {{bubbles: true}}))"
    page.run(f"{{ const s = document.getElementById({name!r}); {given} }}")


def first(page: Browser, column: int) -> str:
    return str(page.run(f"document.querySelector('#table tbody').rows[0].cells[{column}].textContent"))


def test_rows_are_searched_filtered_sorted_and_shown_in_portions(page: Browser) -> None:
    assert counted(page) == "5000 of 5000 students, 200 shown"
    page.run("document.getElementById('more').click()")
    assert counted(page) == "5000 of 5000 students, 400 shown"
    choose(page, "verdict", "go")
    assert counted(page).startswith("1666 of 5000")
    choose(page, "exam", "step1")
    assert counted(page).startswith("333 of 5000")
    choose(page, "search", "student 4985")
    assert (counted(page), first(page, 1)) == ("1 of 5000 students", "Student 4985")
    assert first(page, 9) == ">99\u00a0%?"
    assert "? unsupported: no data stand behind this chance" in str(page.run("document.body.textContent"))
    page.run("document.getElementById('filters').reset()")
    choose(page, "search", "")
    page.run("document.querySelectorAll('#table thead button')[6].click()")
    assert first(page, 6) == "200"
    page.run("document.querySelectorAll('#table thead button')[6].click()")
    assert first(page, 6) == "259"
    assert first(page, 9) == ">99\u00a0%"
    assert page.run("document.querySelectorAll('#table th[aria-sort]').length") == 1


def test_what_a_student_is_called_is_read_as_text(page: Browser) -> None:
    choose(page, "search", "& co")
    assert first(page, 1) == PLANTED
    assert page.run("typeof window.planted") == "undefined"
    page.run("document.getElementById('search').value = ''; document.getElementById('stale').click()")
    assert (counted(page), first(page, 1)) == ("1 of 5000 students", "Student 9")
