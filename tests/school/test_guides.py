"""A school's own guides: checked before they are on the server, then read by every member's program."""

from pathlib import Path

import pytest

from stepready.guides.library import load
from stepready.guides.own import start
from tests.school.conftest import School


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    file = tmp_path / "cat-im.toml"
    text = start("cat-im", load()).replace("draft = true\n", "")
    file.write_text(text)
    return file


def names(school: School, who: str) -> list[str]:
    return [guide["name"] for guide in school.run(who, "guide", "list", "--json").json["guides"]]


def test_every_member_reads_it_from_the_next_command_on(school: School, guide: Path) -> None:
    assert "cat-im" not in names(school, "first")
    school.done("registrar", "school", "guide", "add", guide)
    for who in ("first", "second", "dean"):
        assert "cat-im" in names(school, who)
    assert school.run("first", "check", "--guide", "cat-im", "--json").json["guide"].startswith("cat-im")
    assert "cat-im" not in [row["name"] for row in school.stepready("guide", "list", "--json").json["guides"]]


def test_it_is_taken_off_again(school: School, guide: Path) -> None:
    school.done("registrar", "school", "guide", "add", guide)
    assert "cat-im" in names(school, "first")
    school.done("registrar", "school", "guide", "rm", "cat-im")
    ended = school.run("first", "check", "--guide", "cat-im")
    assert ended.code == 2
    assert school.run("registrar", "school", "guide", "rm", "cat-im").code == 2


def test_a_guide_with_a_problem_is_not_put_there(school: School, guide: Path) -> None:
    guide.write_text(guide.read_text().replace('name = "cat-im"', 'name = "other"'))
    ended = school.run("registrar", "school", "guide", "add", guide)
    assert ended.code == 2
    assert school.sql("registrar", "SELECT * FROM school_guide") == []


def test_a_student_puts_none_there(read_school: School, guide: Path) -> None:
    ended = read_school.run("first", "school", "guide", "add", guide)
    assert ended.code == 2
    assert "does not own the database" in ended.err


def test_it_is_called_the_schools(school: School, guide: Path) -> None:
    school.done("registrar", "school", "guide", "add", guide)
    (listed,) = [each for each in school.run("first", "guide", "list", "--json").json["guides"] if each["school"]]
    assert (listed["name"], listed["own"]) == ("cat-im", True)
    assert "cat-im (the school's)" in school.done("first", "guide", "list")
    assert "cat-im (the school's)" in school.done("first", "check", "--guide", "cat-im")
    assert "cat-im (the school's)" in school.done("first", "guide", "cite", "cat-im")
