"""What an advisor is shown of a school: those who agreed, as far as they agreed, those at risk first."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.school.conftest import ADVISORS, STUDENTS, Kept, School

ROW = {"owner", "shown", "exam", "exam_date", "verdict", "level", "mean", "p_target", "p_pass", "last_entry", "stale",
       "scope"}  # fmt: skip


def agree(school: School, who: str, scope: str, advisor: str = "dean") -> None:
    school.sql(who, "SELECT give_consent(%s, %s, NULL)", school.login(advisor), scope)


def asked(school: School, *words: str, advisor: str = "dean") -> Any:
    ended = school.run(advisor, "cohort", "--json", *words)
    assert ended.code == 0, ended.err
    return ended.json


def agree_all(school: School) -> None:
    agree(school, "first", "verdict")
    agree(school, "second", "scores")


@pytest.fixture
def agreed(school: School) -> School:
    """The first student shows the verdict, the second the scores, the third nothing."""
    agree_all(school)
    return school


@pytest.fixture
def read_agreed(kept: Kept, origin: School) -> School:
    """The same for tests that do no more than look."""
    return kept.copy("agreed", origin, agree_all)


def test_without_consent_there_is_a_number_alone(read_school: School) -> None:
    found = asked(read_school)
    assert (found["students"], found["agreed"], found["not_agreed"]) == ([], 0, 3)
    assert "First" not in read_school.done("dean", "cohort")


def test_students_are_shown_as_far_as_they_agreed(read_agreed: School) -> None:
    found = asked(read_agreed)
    assert found["not_agreed"] == 1
    rows = {row["shown"]: row for row in found["students"]}
    assert rows.keys() == {"First", "Second"}
    first, second = rows["First"], rows["Second"]
    assert first.keys() >= ROW
    assert (first["scope"], second["scope"]) == ("verdict", "scores")
    assert (first["owner"], first["exam"], first["exam_date"]) == (read_agreed.login("first"), "step2ck", "2027-07-28")
    assert [first[name] for name in ("level", "mean", "p_target", "p_pass", "trend")] == [None] * 5
    forecast = read_agreed.run("second", "check", "--json").json["forecast"]
    assert second["p_pass"] == pytest.approx(forecast["p_pass"])
    assert second["mean"] == pytest.approx(forecast["mean"])
    for who, row in rows.items():
        decided = read_agreed.run(who.lower(), "check", "--json").json["exam_decision"]["verdict"]
        assert row["verdict"] == decided


def test_a_decision_now_and_the_statement_kept_say_the_same(read_agreed: School) -> None:
    now, stated = asked(read_agreed, "--decide")["students"], asked(read_agreed, "--stated")["students"]
    assert [row["decided_now"] for row in now] == [row["scope"] == "scores" for row in now]
    assert not any(row["decided_now"] for row in stated)
    assert [{**row, "decided_now": None} for row in now] == [{**row, "decided_now": None} for row in stated]


def test_those_at_risk_come_first_and_can_be_asked_for_alone(agreed: School) -> None:
    agreed.done("second", "log", "nbme", "12", "190", "--on", "2027-07-14")
    agreed.done("second", "log", "nbme", "13", "188", "--on", "2027-07-15")
    found = asked(agreed)["students"]
    assert (found[0]["shown"], found[0]["verdict"], found[0]["at_risk"]) == ("Second", "no-go", True)
    only = asked(agreed, "--at-risk")
    assert {row["verdict"] for row in only["students"]} == {"no-go"}
    assert only["agreed"] == 2


def later(school: School, *words: str) -> dict[str, list[str]]:
    """Return why each row is stale on 25 July, ten days after everything was logged."""
    ended = school.stepready("--db", school.url("dean"), "--today", "2027-07-25", "cohort", "--json", *words)
    rows = ended.json["students"]
    assert all(row["stale"] == bool(row["why_stale"]) for row in rows)
    return {row["shown"]: row["why_stale"] for row in rows}


def test_what_is_old_says_so(read_agreed: School) -> None:
    assert later(read_agreed) == later(read_agreed, "--stated") == {"First": [], "Second": []}
    assert later(read_agreed, "--stale", "10d") == {"First": [], "Second": []}
    silent = ["last entry 10 days ago"]
    assert later(read_agreed, "--stale", "9d") == {"First": ["decided 10 days ago", *silent], "Second": silent}
    assert later(read_agreed, "--stale", "1w", "--stated")["Second"] == ["decided 10 days ago", *silent]
    assert read_agreed.run("dean", "cohort", "--stale", "soon").code == 2
    text = read_agreed.stepready("--db", read_agreed.url("dean"), "--today", "2027-07-25", "cohort").out
    assert "said on 15 Jul" in text


def test_what_was_overtaken_says_so(agreed: School) -> None:
    agreed.sql("first", "UPDATE standing SET version = '0.0.9'")
    agreed.sql("first", "UPDATE book SET last_change = last_change + 1")
    (first,) = [row for row in asked(agreed)["students"] if row["shown"] == "First"]
    assert first["why_stale"] == ["the log was changed since", "decided by stepready 0.0.9"]


@pytest.mark.parametrize(
    "written",
    ["verdict = 'banana'", "exam_date = 'soon'", "level = 'NaN'", "mean = 1e300", "p_pass = 2",
     r"version = E'\x1b]0;read me\x07'"],
)  # fmt: skip
def test_a_statement_that_no_program_of_ours_wrote_hides_nobody_else(agreed: School, written: str) -> None:
    agreed.sql("second", f"UPDATE standing SET {written}")
    rows = {row["shown"]: row for row in asked(agreed, "--stated")["students"]}
    assert (rows["Second"]["verdict"], rows["Second"]["level"]) == ("unknown", None)
    assert rows["Second"]["why_stale"] == ["what was said of it cannot be read"]
    assert rows["First"]["exam_date"] == "2027-07-28"


@pytest.mark.parametrize(
    "written",
    ["score SET value = 'NaN'", "score SET day = 'someday'", "score SET source = 'none'", "plan SET season = 9"],
)
def test_a_log_that_no_program_of_ours_wrote_hides_nobody_else(agreed: School, written: str) -> None:
    agree(agreed, "first", "scores")
    agreed.sql("second", f"UPDATE {written}")
    rows = {row["shown"]: row for row in asked(agreed)["students"]}
    assert rows["First"]["decided_now"]
    assert rows["Second"]["stale"] is not rows["Second"]["decided_now"]


def test_every_look_is_on_the_students_record(agreed: School) -> None:
    for _ in range(2):
        agreed.done("dean", "cohort")
    seen = "SELECT advisor, what FROM look ORDER BY at"
    assert agreed.sql("first", seen) == [(agreed.login("dean"), "verdict")] * 2
    assert agreed.sql("second", seen) == [(agreed.login("dean"), "scores")] * 2
    assert agreed.sql("third", seen) == []


def test_the_screen_fits_and_names_what_is_whose(read_agreed: School) -> None:
    text = read_agreed.done("dean", "cohort", "--stated")
    assert all(len(line) <= 80 for line in text.splitlines())
    assert "the student's own statement" in text
    assert "1 student did not agree" in text
    assert "Classes of fewer than five: 2 students, not broken down." in text


def test_nobody_but_an_advisor_is_shown_a_cohort(read_agreed: School, tmp_path: Path) -> None:
    ended = read_agreed.run("first", "cohort")
    assert ended.code == 2
    assert "connect with an advisor's login" in ended.err
    assert read_agreed.stepready("--db", tmp_path / "book.db", "cohort").code == 2


def test_the_page_holds_what_was_agreed_and_fetches_nothing(agreed: School, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    agreed.done("second", "edit", "1", "--note", "</script><b>bold</b>")
    file = tmp_path / "cohort.html"
    assert agreed.run("dean", "cohort", "--html", file).code == 0
    page = file.read_text()
    assert "default-src &#39;none&#39;" in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    data = json.loads(page.partition('id="stepready">')[2].partition("</script>")[0])
    assert [row["shown"] for row in data["students"]] == [row["shown"] for row in asked(agreed)["students"]]
    assert "Third" not in page
    assert "a secret of" not in page
    assert agreed.run("dean", "cohort", "--html", file).code == 0, "a page of ours is replaced"


def test_names_that_the_school_gave_begin_no_line(agreed: School, tmp_path: Path) -> None:
    odd = "A\n  forged \x1b[31mB\tforged"
    table = tmp_path / "named.csv"
    for part in ((), ("--advisor",)):
        people = ADVISORS if part else STUDENTS
        rows = "".join(f'{agreed.login(one)},"{odd}","{odd}"\n' for one in people)
        table.write_text(f"login,shown,cohort\n{rows}")
        agreed.done("registrar", "school", "add", *part, table)
    agree_all(agreed)
    page = tmp_path / "cohort.html"
    for who, line in (
        ("dean", "cohort"), ("dean", f"cohort --html {page}"), ("first", "consent"), ("first", "consent list"),
        ("first", "consent log"), ("registrar", "school doctor"),
    ):  # fmt: skip
        ended = agreed.run(who, *line.split())
        assert ended.code in {0, 1}, ended
        assert not re.search(r"^ *forged|[\x1b\t]", ended.out + ended.err, re.MULTILINE), (line, ended)
    assert not re.search(r"^ *forged|[\x1b\t]", page.read_text(), re.MULTILINE)
    assert asked(agreed)["students"][0]["shown"] == odd
