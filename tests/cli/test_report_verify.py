"""A report carries its export: its verdict can be worked out again, and a page that was changed is caught."""

from pathlib import Path

import pytest

from tests.conftest import Stepready

pytest.importorskip("jinja2")


@pytest.fixture
def page(stepready: Stepready, tmp_path: Path) -> Path:
    stepready("plan set --on 2027-08-11 --applicant us-img --specialty pmr --season 2028 --target 235")
    stepready("log nbme 10 232 --on 2027-06-20")
    stepready("log nbme 11 236 --on 2027-07-05")
    file = tmp_path / "report.html"
    assert stepready("report", file, "--name", "A. Student").code == 0
    return file


def test_a_report_follows_from_its_export(stepready: Stepready, page: Path) -> None:
    assert "A. Student" in page.read_text(encoding="utf-8")
    verified = stepready("report", "--verify", page)
    assert (verified.code, verified.err) == (0, "")
    assert verified.out.endswith("The page follows from its export.\n")


def test_a_report_is_verified_without_the_log_it_came_from(stepready: Stepready, page: Path, tmp_path: Path) -> None:
    assert stepready("--db", tmp_path / "other.db", "--today", "2027-12-01", "report", "--verify", page).code == 0


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            '"exam_decision":{"verdict":"no-go"',
            '"exam_decision":{"verdict":"go"',
            "exam_decision.verdict: the page says go",
        ),
        ('"value":232', '"value":252', "rule "),
    ],
)
def test_a_page_that_was_changed_is_caught(
    stepready: Stepready, page: Path, before: str, after: str, told: str
) -> None:
    text = page.read_text(encoding="utf-8")
    assert before in text
    page.write_text(text.replace(before, after), encoding="utf-8")
    verified = stepready("report", "--verify", page)
    assert verified.code == 1
    assert told in verified.out


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('"cost_usd":22,"cost_season"', '"cost_usd":11,"cost_season"', "cost_usd: the page says 11, its export comes"),
        ('"name":"Second",', '"name":"Third",', "shortlist.programs 2.name: the page says Third"),
        ('"kept":2,"lost":0', '"kept":1,"lost":0', "compare 1.kept: the page says 1, its export comes to 2"),
        ('"compare":[{', '"compare":[{},{', "compare: the page says 5 rows, its export comes to 4 rows"),
        (
            '"programs":[{',
            '"programs":7,"x":[{',
            "shortlist.programs: the page says 0 rows, its export comes to 2 rows",
        ),
    ],
)
def test_a_list_that_was_changed_is_caught(
    stepready: Stepready, page: Path, tmp_path: Path, before: str, after: str, told: str
) -> None:
    table = tmp_path / "table.csv"
    table.write_text("name,specialty,min_step2\nFirst,pmr,220\nSecond,pmr,225\n", encoding="utf-8")
    stepready("profile set --visa none --graduated 2026")
    assert stepready("programs", "import", table).code == 0
    assert stepready("shortlist build").code == 0
    assert stepready("report", page).code == 0
    assert stepready("report", "--verify", page).code == 0
    text = page.read_text(encoding="utf-8")
    assert before in text
    page.write_text(text.replace(before, after, 1), encoding="utf-8")
    verified = stepready("report", "--verify", page)
    assert (verified.code, told in verified.out) == (1, True)


def test_an_anonymous_report_has_no_name_and_still_follows(stepready: Stepready, page: Path) -> None:
    stepready("edit", "1", "--note", "my secret")
    stepready("report", page, "--anonymous", "--name", "A. Student")
    text = page.read_text(encoding="utf-8")
    assert "A. Student" not in text
    assert "my secret" not in text
    assert stepready("report", "--verify", page).code == 0


@pytest.mark.parametrize(
    ("said", "why"), [('{"x":1,"x":2,', "the key 'x' is there twice"), ("[" * 20_000, "recursion")]
)
def test_a_page_that_says_two_things_is_refused(stepready: Stepready, page: Path, said: str, why: str) -> None:
    start = 'id="stepready">'
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace(f"{start}{{", f"{start}{said}", 1), encoding="utf-8")
    ended = stepready("report", "--verify", page)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"error: {page.name} carries no JSON to verify: ")
    assert why in ended.err


def test_a_page_without_an_export_is_refused(stepready: Stepready, tmp_path: Path) -> None:
    other = tmp_path / "other.html"
    other.write_text("<html></html>", encoding="utf-8")
    refused = stepready("report", "--verify", other)
    assert (refused.code, "carries no export" in refused.err) == (2, True)
