"""What a student's program says of how things stand is kept with every change, and shown as far as consent goes."""

import re
from pathlib import Path

import pytest

from stepready.services.backup import restore
from tests.school.conftest import School
from tests.store.conftest import MOMENT

SAID = "SELECT exam, exam_date, verdict, last_entry, day, change FROM standing"


def look(school: School, advisor: str) -> list[tuple[object, ...]]:
    """Take a look at all who agreed and return what they say of themselves."""
    ((which,),) = school.sql(advisor, "SELECT take_look('scores')")
    return school.sql(
        advisor,
        "SELECT shown, scope, verdict, level, mean, p_target, p_pass, trend, outdated FROM looked_standing(%s) "
        "ORDER BY shown",
        which,
    )


def agree(school: School, who: str, advisor: str, scope: str) -> None:
    school.sql(who, "SELECT give_consent(%s, %s, NULL)", school.login(advisor), scope)


def test_every_change_brings_the_statement_along(school: School) -> None:
    ((_, _, verdict, last, day, change),) = school.sql("first", SAID)
    assert (last, day, change) == ("2027-07-15", "2027-07-15", 2)
    assert verdict == school.run("first", "check", "--json").json["exam_decision"]["verdict"]
    school.done("first", "log", "nbme", "12", "199", "--on", "2027-07-14")
    assert school.sql("first", SAID) == [("step2ck", "2027-07-28", "no-go", "2027-07-15", "2027-07-15", 3)]
    school.done("first", "undo")
    assert school.sql("first", SAID)[0][2:] == (verdict, "2027-07-15", "2027-07-15", 4)


def test_without_a_plan_the_statement_is_unknown(school: School) -> None:
    school.done("third", "log", "nbme", "11", "231", "--exam", "step2ck")
    assert school.sql("third", SAID) == [(None, None, "unknown", "2027-07-15", "2027-07-15", 1)]


def test_a_chance_that_no_data_support_is_marked_on_an_advisors_screens(school: School, tmp_path: Path) -> None:
    agree(school, "first", "dean", "scores")
    # Two practice exams under 225, where the data of those with known results end.
    for form, score, day in (("12", 215, "2027-07-13"), ("13", 217, "2027-07-14")):
        school.done("first", "log", "nbme", form, str(score), "--on", day)
    assert school.sql("first", "SELECT supported FROM standing") == [(False,)]
    page = tmp_path / "cohort.html"
    told = " ".join(school.run("dean", "cohort", "--stated", "--html", page).out.split())
    told += " ".join(school.run("dean", "cohort", "--stated").out.split())
    assert re.search(r"pass <?\d+ %\?", told)
    assert not re.search(r"(?:target|pass) [<>]?\d+ %(?!\?)", told)
    assert "? unsupported" in told
    assert "? unsupported" in page.read_text(encoding="utf-8")
    (student,) = school.run("dean", "cohort", "--stated", "--json").json["students"]
    assert student["supported"] is False


def test_what_an_older_program_said_without_a_word_of_its_support_is_marked(school: School) -> None:
    agree(school, "first", "dean", "scores")
    school.done("first", "log", "nbme", "12", "250", "--on", "2027-07-14")
    school.sql("first", "UPDATE standing SET supported = NULL")
    assert "? unsupported" in " ".join(school.run("dean", "cohort", "--stated").out.split())


def test_a_refused_change_leaves_the_statement(school: School) -> None:
    before = school.sql("first", SAID)
    assert school.run("first", "log", "nbme", "11", "240").code == 2
    assert school.sql("first", SAID) == before


def test_a_restore_brings_the_statement_along_and_keeps_a_copy_by_the_name_of_the_database(
    school: School, tmp_path: Path
) -> None:
    school.done("first", "backup", tmp_path / "first.backup")
    said = school.sql("first", SAID)
    school.done("first", "log", "nbme", "12", "199", "--on", "2027-07-14")
    told = school.done("first", "restore", tmp_path / "first.backup")
    assert school.sql("first", SAID) == said
    before = Path(told.partition("what was there before: ")[2].strip().replace("\n", ""))
    assert before.name.startswith(f"{school.database}.before-restore-")
    assert before.suffix == ".backup"
    school.done("second", "restore", before)
    assert school.sql("second", SAID)[0][2] == "no-go"


def test_nobody_else_sees_a_statement(school: School) -> None:
    assert len(school.sql("first", SAID)) == 1
    assert school.sql("third", SAID) == []
    assert look(school, "dean") == []


def test_an_advisor_is_shown_as_much_as_was_agreed(school: School) -> None:
    agree(school, "first", "dean", "verdict")
    agree(school, "second", "dean", "scores")
    agree(school, "third", "dean", "scores")
    first, second, third = look(school, "dean")
    assert first[:2] == ("First", "verdict")
    assert first[2] is not None
    assert first[3:] == (None, None, None, None, None, False)
    assert second[:2] == ("Second", "scores")
    assert second[3] == pytest.approx(244, abs=10)
    assert second[6] == pytest.approx(school.run("second", "check", "--json").json["forecast"]["p_pass"])
    assert third[2:8] == (None,) * 6


def test_a_change_that_brings_no_statement_leaves_none(school: School, tmp_path: Path) -> None:
    school.done("first", "backup", tmp_path / "one.backup")
    restore(school.url("first"), tmp_path / "one.backup", MOMENT)
    assert school.sql("first", SAID) == []
    school.done("first", "log", "qbank", "70%", "--questions", "40")
    assert len(school.sql("first", SAID)) == 1
