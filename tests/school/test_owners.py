"""The owner is the connection's: every command works as the second student, on a log that is that student's alone."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.conftest import Stepready
from tests.school.conftest import School

PLAN = ("plan", "set", "--exam", "step2ck", "--on", "2027-07-28", "--applicant", "non-us-img", "--specialty",
        "internal-medicine", "--target", "240")  # fmt: skip
A_LIFE: tuple[tuple[str, ...], ...] = (
    PLAN,
    ("log", "nbme", "11", "226", "--on", "2027-06-20"),
    ("log", "uwsa", "2", "236", "--on", "2027-07-01", "--note", "tired"),
    ("log", "qbank", "29/40", "--topic", "renal"),
    ("log", "bank", "uworld", "2340/3600", "64%"),
    ("log", "hours", "3"),
    ("edit", "1", "--note", "at home"),
    ("rm", "2"),
    ("undo",),
    ("attempt", "add", "--on", "2026-06-10", "--score", "205"),
    ("schedule", "make"),
    ("done", "40q"),
    ("profile", "set", "--visa", "j1", "--graduated", "2024"),
    ("day", "add", "letters", "--on", "2027-08-01"),
)
LOOKS: tuple[tuple[str, ...], ...] = (
    ("scores",), ("scores", "--json"), ("check",), ("check", "--json"), ("why", "clears-pass-mark"), ("forecast",),
    ("dates",), ("calendar",), ("chart", "trend"), ("schedule", "show"), ("today",), ("review",), ("topics",),
    ("plan", "show"), ("attempt",), ("profile",), ("strategy",), ("programs",), ("export",), ("guide", "list"), (),
)  # fmt: skip


def without_uids(text: str) -> str:
    """Return a text without what is drawn by chance."""
    return re.sub(r"\b[0-9a-f]{32}\b", "uid", text)


def test_every_command_answers_the_second_student_as_a_file_would(
    school: School, stepready: Stepready, tmp_path: Path
) -> None:
    for words in A_LIFE:
        on_server, in_file = school.run("third", *words), stepready("--db", tmp_path / "one.db", *words)
        assert (on_server.code, on_server.out) == (in_file.code, in_file.out), words
    for words in LOOKS:
        on_server, in_file = school.run("third", *words), stepready("--db", tmp_path / "one.db", *words)
        assert (on_server.code, without_uids(on_server.out)) == (in_file.code, without_uids(in_file.out)), words
    assert "231" in school.done("first", "scores")
    assert "226" not in school.done("first", "scores")


def test_a_new_owner_starts_with_an_empty_book(school: School) -> None:
    assert school.run("third", "scores", "--json").json["scores"] == []
    assert school.run("third", "undo").err.startswith("error: nothing to undo")
    school.done("third", "log", "nbme", "12", "250", "--exam", "step2ck")
    assert [row["id"] for row in school.run("third", "scores", "--json").json["scores"]] == [1]


def test_one_student_undoes_nothing_of_another(school: School) -> None:
    school.done("second", "undo")
    assert school.run("second", "scores", "--json").json["scores"] == []
    assert [row["value"] for row in school.run("first", "scores", "--json").json["scores"]] == [231]


def test_a_backup_is_a_file_of_the_one_owner_and_a_restore_makes_it_the_connections(
    school: School, tmp_path: Path
) -> None:
    copy = tmp_path / "first.backup"
    school.done("first", "backup", copy)
    with closing(sqlite3.connect(copy)) as file:
        assert file.execute("SELECT DISTINCT owner FROM score UNION SELECT owner FROM changed_row").fetchall() == [
            ("me",)
        ]
    school.done("third", "restore", copy)
    assert [row["note"] for row in school.run("third", "scores", "--json").json["scores"]] == ["a secret of first"]
    school.done("third", "undo")
    assert school.run("third", "scores", "--json").json["scores"] == []
    assert [row["value"] for row in school.run("first", "scores", "--json").json["scores"]] == [231]


def test_a_backup_of_a_new_owner_can_be_restored(school: School, tmp_path: Path) -> None:
    school.done("third", "backup", tmp_path / "empty.backup")
    school.done("second", "restore", tmp_path / "empty.backup")
    assert school.run("second", "scores", "--json").json["scores"] == []


def test_no_image_of_the_journal_carries_an_owner(read_school: School) -> None:
    kept = read_school.sql("first", "SELECT coalesce(before, '') || coalesce(after, '') FROM changed_row")
    assert kept
    assert not any("owner" in image for (image,) in kept)


@pytest.mark.parametrize("who", ["registrar", "dean"])
def test_who_is_no_student_keeps_no_log(read_school: School, who: str) -> None:
    ended = read_school.run(who, "scores")
    assert ended.code == 2
    assert "this login keeps no log" in ended.err


@pytest.mark.usefixtures("logins_put_back")
def test_who_left_is_not_let_in_and_sees_nothing_in_an_open_session(school: School) -> None:
    with school.connection("first") as open_session:
        assert open_session.execute("SELECT count(*) FROM score").fetchone() == (1,)
        school.done("registrar", "school", "remove", school.login("first"))
        assert open_session.execute("SELECT count(*) FROM score").fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            open_session.execute("INSERT INTO counter VALUES ('x', 'score', 9)")
    ended = school.run("first", "scores")
    assert ended.code == 2
    assert "first" in ended.err
    assert school.passwords[school.login("first")] not in ended.err


@pytest.mark.usefixtures("logins_put_back")
def test_who_comes_back_finds_the_log_again(school: School, tmp_path: Path) -> None:
    school.done("registrar", "school", "remove", school.login("first"))
    school.add(tmp_path, ("first",))
    assert "231" in school.done("first", "scores")
