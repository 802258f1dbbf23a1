"""Letting members in: a login each, passwords once in a file for the administrator alone, the same list twice."""

import csv
import stat
from pathlib import Path

import pytest

from stepready.transfer.members import read_members
from tests.conftest import Stepready
from tests.school.conftest import School


def table(school: School, folder: Path, *rows: str) -> Path:
    file = folder / "people.csv"
    file.write_text("login,shown,cohort\n" + "".join(f"{school.login(row)}\n" for row in rows))
    return file


def test_passwords_go_once_to_a_file_of_ones_own(founded: School, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    file = table(founded, tmp_path, "ada,Ada L.,2028", "bob,Bob K.,2029")
    said = founded.done("registrar", "school", "add", file, "--passwords", out)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    rows = list(csv.DictReader(out.read_text().splitlines()))
    assert [row["login"] for row in rows] == [f"{founded.database}_ada", f"{founded.database}_bob"]
    assert all(row["password"].isalnum() and len(row["password"]) >= 16 for row in rows)
    assert not any(row["password"] in said for row in rows)
    assert "2 students" in said


def test_the_same_list_again_adds_only_who_is_new(founded: School, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    founded.done("registrar", "school", "add", table(founded, tmp_path, "ada,Ada L.,2028"), "--passwords", out)
    first = out.read_text()
    again = founded.done("registrar", "school", "add", tmp_path / "people.csv", "--passwords", out)
    assert "1 student already there" in again
    assert out.read_text() == first
    more = table(founded, tmp_path, "ada,Ada Lovelace,2028", "bob,Bob K.,2029")
    said = founded.done("registrar", "school", "add", more, "--passwords", out)
    assert "added 1 student" in said
    assert "name or cohort changed" in said
    assert out.read_text().startswith(first)
    assert len(out.read_text().splitlines()) == 3
    assert founded.sql("registrar", "SELECT shown FROM member ORDER BY owner") == [("Ada Lovelace",), ("Bob K.",)]


def test_a_login_stays_one_students(founded: School, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    founded.done("registrar", "school", "add", table(founded, tmp_path, "ada,Ada L.,2028"), "--passwords", out)
    founded.done("registrar", "school", "remove", founded.login("ada"))
    other = table(founded, tmp_path, "ada,Bob K.,2031")
    ended = founded.run("registrar", "school", "add", other, "--passwords", out)
    assert (ended.code, ended.err.splitlines()[0]) == (
        2, f"error: {founded.login('ada')} was the login of Ada L., who left; nothing was changed"
    )  # fmt: skip
    assert founded.sql("registrar", "SELECT shown, left_at IS NULL FROM member") == [("Ada L.", False)]
    same = table(founded, tmp_path, "ada,Ada L.,2031")
    assert "added 1 student" in founded.done("registrar", "school", "add", same, "--passwords", out)


def test_a_member_whose_role_is_gone_is_named_and_let_in_again(founded: School, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    file = table(founded, tmp_path, "ada,Ada L.,2028")
    founded.done("registrar", "school", "add", file, "--passwords", out)
    ada = founded.login("ada")
    founded.sql("registrar", f'DROP ROLE "{ada}"')
    doctor = founded.run("registrar", "school", "doctor")
    assert doctor.code == 1
    assert f"1 member has no login, {ada} the first" in doctor.out.replace("\n", " ")
    founded.sql("registrar", f"CREATE ROLE \"{ada}\" LOGIN PASSWORD 'x'")
    assert "is a member and not in" in founded.run("registrar", "school", "doctor").out
    founded.sql("registrar", f'DROP ROLE "{ada}"')
    assert "added 1 student" in founded.done("registrar", "school", "add", file, "--passwords", out)
    assert founded.run("registrar", "school", "doctor").code == 0
    founded.sql("registrar", f'DROP ROLE "{ada}"')
    founded.done("registrar", "school", "remove", ada)


def test_without_a_file_for_passwords_nobody_is_let_in(founded: School, tmp_path: Path) -> None:
    ended = founded.run("registrar", "school", "add", table(founded, tmp_path, "ada,Ada L.,2028"))
    assert ended.code == 2
    assert ended.err.startswith("error: 1 login to make; name the file for the passwords")
    assert founded.sql("registrar", "SELECT * FROM member") == []


def test_another_file_is_never_written_over(founded: School, tmp_path: Path) -> None:
    other = tmp_path / "essay.txt"
    other.write_text("my essay")
    file = table(founded, tmp_path, "ada,Ada L.,2028")
    ended = founded.run("registrar", "school", "add", file, "--passwords", other)
    assert ended.code == 2
    assert "is no file of passwords" in ended.err
    assert other.read_text() == "my essay"


def test_a_file_that_cannot_be_written_lets_nobody_in(founded: School, tmp_path: Path) -> None:
    file = table(founded, tmp_path, "ada,Ada L.,2028")
    ended = founded.run("registrar", "school", "add", file, "--passwords", tmp_path / "none" / "out.csv")
    assert ended.code != 0
    assert founded.sql("registrar", "SELECT * FROM member") == []


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("a b,Ada,2028", "line 2: login 'a b'; accepted: 1 to 63 letters"),
        ("x'; DROP ROLE registrar; --,Ada,2028", "line 2: login"),
        ("pg_ada,Ada,2028", "line 2: login 'pg_ada'"),
        ("ada,,2028", "line 2: ada has nothing to be shown as"),
        ("ada,Ada,2028\nada,Bob,2028", "line 3: login 'ada' is there twice"),
        ("ada,Ada", "line 2: 2 cells where the heading has 3"),
    ],
)
def test_one_bad_line_lets_nobody_in_and_is_named(row: str, why: str) -> None:
    from stepready.core.values.errors import StepreadyError

    with pytest.raises(StepreadyError, match="was not taken in; nothing was changed") as refused:
        read_members(f"login,shown,cohort\n{row}\n".encode(), "people.csv")
    assert refused.value.details[0].startswith(why)


def test_a_role_that_is_not_the_schools_is_not_taken_over(founded: School, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("login,shown,cohort\npostgres,Ada,2028\n")
    ended = founded.run("registrar", "school", "add", file, "--passwords", tmp_path / "out.csv")
    assert ended.code == 2
    assert "this server has a role postgres that is not this school's" in ended.err
    assert not (tmp_path / "out.csv").exists()


def test_a_student_is_no_advisor_too(read_school: School, tmp_path: Path) -> None:
    file = table(read_school, tmp_path, "first,First,2028")
    ended = read_school.run("registrar", "school", "add", "--advisor", file, "--passwords", tmp_path / "new.csv")
    assert ended.code == 2
    assert "is the login of another kind of member" in ended.err


def test_a_school_is_on_a_server(stepready: Stepready, tmp_path: Path) -> None:
    for words in (("init",), ("migrate",), ("doctor",), ("remove", "x")):
        ended = stepready("--db", tmp_path / "a.db", "school", *words)
        assert ended.code == 2
        assert "a school is kept on a PostgreSQL server" in ended.err


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ada:s3cret-word@127.0.0.1:1/x",
        "host=127.0.0.1 password=s3cret-word",
        "postgresql:/ada:s3cret-word@127.0.0.1/x",
        "postgresql://ada:s3cret-word@@x/y",
    ],
)
@pytest.mark.parametrize("words", [("school", "doctor"), ("consent", "list"), ("scores",)])
def test_no_password_is_in_a_message(stepready: Stepready, address: str, words: tuple[str, ...]) -> None:
    ended = stepready("--db", address, *words)
    assert ended.code == 2
    assert ended.err.startswith("error: ")
    assert "s3cret" not in ended.err + ended.out


def test_a_password_file_of_libpq_is_read(read_school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    login = read_school.login("first")
    host, _, port = read_school.url("first").rpartition("@")[2].partition("/")[0].partition(":")
    file = tmp_path / "pgpass"
    file.write_text(f"{host}:{port}:{read_school.database}:{login}:{read_school.passwords[login]}\n")
    file.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(file))
    address = f"postgresql://{login}@{host}:{port}/{read_school.database}"
    assert "231" in read_school.stepready("--db", address, "scores").out
    named = f"{address}?passfile={file}&sslmode=prefer"
    monkeypatch.delenv("PGPASSFILE")
    assert "231" in read_school.stepready("--db", named, "scores").out


def test_a_tls_mode_is_the_drivers(read_school: School) -> None:
    ended = read_school.stepready("--db", read_school.url("first") + "?sslmode=require", "scores")
    assert ended.code == 2
    assert "SSL" in ended.err


def test_sql_in_a_note_is_a_note(school: School) -> None:
    note = "'); DELETE FROM score; -- %s :owner \\"
    school.done("first", "log", "nbme", "12", "240", "--note", note)
    assert [row["note"] for row in school.run("first", "scores", "--json").json["scores"]] == [
        note,
        "a secret of first",
    ]
    assert [row["value"] for row in school.run("second", "scores", "--json").json["scores"]] == [244]


def test_an_id_of_another_is_nobodys(school: School) -> None:
    school.done("second", "log", "nbme", "12", "250")
    ended = school.run("first", "rm", "2")
    assert ended.code == 2
    assert "there is no score with id 2" in ended.err
