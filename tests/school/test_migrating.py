"""Migrating is apart from using: rows really move under forced walls; a dump brings the walls back."""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import psycopg
import pytest

from stepready.services.school import found_school, migrate_school
from stepready.store import migrations
from stepready.store.migrations import LATEST, Migration
from stepready.store.school import founding
from stepready.store.school.members import STUDENT
from stepready.store.server import schema as server_schema
from stepready.store.server.schema import SCHOOL_STEPS
from tests.conftest import Stepready
from tests.school.conftest import School, administrator, let_in
from tests.store.conftest import MOMENT

NEXT = LATEST + 1
Asked = Callable[[str, Mapping[str, Any]], list[Mapping[str, Any]]]


class Mover(Migration):
    """A step of a later version that reads rows of every owner and writes them back."""

    def run(self, execute: Asked, *, on_server: bool = False) -> None:
        assert on_server
        for row in execute("SELECT owner, id, note FROM score ORDER BY owner, id", {}):
            moved = {"note": f"moved: {row['note']} 100 %", "owner": row["owner"], "id": row["id"]}
            execute("UPDATE score SET note = :note WHERE owner = :owner AND id = :id", moved)
        execute("CREATE TABLE later (owner TEXT NOT NULL PRIMARY KEY, word TEXT)", {})


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make this program one of a later version."""
    for module in (migrations, server_schema, founding):
        monkeypatch.setattr(module, "LATEST", NEXT)

    def pending(version: int) -> list[Migration]:
        return [Mover(NEXT, "moves")] if version < NEXT else []

    monkeypatch.setattr(founding, "pending", pending)


def test_what_moves_data_moves_every_students_rows(school: School, later: None) -> None:
    del later
    ended = school.run("first", "scores")
    assert ended.code == 2
    assert f"has schema {LATEST}.{len(SCHOOL_STEPS)} and this stepready needs {NEXT}.{len(SCHOOL_STEPS)}" in ended.err
    assert "stepready school migrate" in ended.err
    assert f"schema {LATEST} to {NEXT}" in school.done("registrar", "school", "migrate")
    for who in ("first", "second"):
        assert school.sql(who, "SELECT note FROM score") == [(f"moved: a secret of {who} 100 %",)]
    assert school.sql("registrar", "SELECT * FROM score") == []
    assert "231" in school.done("first", "scores")


def test_functions_that_another_version_gave_other_columns_are_made_anew(school: School) -> None:
    for drop in ("looked_standing(uuid)", "advisors()", "give_consent(text, text, date)"):
        school.sql("registrar", f"DROP FUNCTION {drop}")
    in_force = "SELECT c.owner, c.advisor, c.scope, c.until, ''::text AS shown, ''::text AS cohort"
    made = (
        "FUNCTION looked_standing(which uuid) RETURNS TABLE (owner text) LANGUAGE sql AS $$ SELECT '' $$",
        "FUNCTION advisors() RETURNS text LANGUAGE sql AS $$ SELECT '' $$",
        "FUNCTION give_consent(other text, names text, of_arguments date) RETURNS void LANGUAGE sql AS $$ $$",
        "FUNCTION gone_since(text) RETURNS text LANGUAGE sql AS $$ SELECT '' $$",
        f"OR REPLACE VIEW consent_in_force AS {in_force}, 1 AS one_more FROM consent AS c",
    )
    for text in made:
        school.sql("registrar", f"CREATE {text}")
    school.done("registrar", "school", "migrate")
    assert "BAD" not in school.done("registrar", "school", "doctor")
    assert school.sql("registrar", "SELECT count(*) FROM pg_proc WHERE proname = 'gone_since'") == [(0,)]
    school.done("first", "consent", "give", school.login("dean"), "--scope", "scores")
    assert school.login("first") in school.done("dean", "cohort", "--json")


def test_under_forced_walls_the_same_statement_moves_nothing(school: School) -> None:
    assert school.sql("registrar", "UPDATE score SET note = 'moved' RETURNING owner") == []


def test_a_student_needs_no_right_to_migrate_and_has_none(read_school: School, later: None) -> None:
    del later
    ended = read_school.run("first", "school", "migrate")
    assert ended.code == 2
    assert "does not own the database" in ended.err
    assert read_school.sql("first", "SELECT max(number) FROM stepready_migration") == [(LATEST,)]


def test_a_step_that_fails_leaves_walls_and_rows_as_they_were(
    school: School, later: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    del later
    monkeypatch.setattr(Mover, "run", lambda _, execute, **__: execute("UPDATE score SET nonsense = 1", {}))
    ended = school.run("registrar", "school", "migrate")
    assert ended.code == 2
    assert "nothing was changed" in ended.err
    assert school.sql("registrar", "SELECT relforcerowsecurity FROM pg_class WHERE relname = 'score'") == [(True,)]


def test_a_school_that_was_one_empty_log_keeps_its_schema(empty_database: str, stepready: Stepready) -> None:
    school = School(empty_database, stepready)
    assert school.run("registrar", "scores", "--json").json["scores"] == []
    school.done("registrar", "school", "init")
    assert "BAD" not in school.done("registrar", "school", "doctor")


def test_a_log_that_is_kept_stays_one_log(empty_database: str, stepready: Stepready) -> None:
    school = School(empty_database, stepready)
    school.done("registrar", "log", "nbme", "11", "231", "--exam", "step2ck")
    ended = school.run("registrar", "school", "init")
    assert ended.code == 2
    assert "a log is kept in" in ended.err
    assert "231" in school.done("registrar", "scores")


def test_steps_that_only_postgresql_has_are_numbered_and_recorded(founded: School) -> None:
    recorded = founded.sql("registrar", "SELECT number, name FROM school_step ORDER BY number")
    assert recorded == list(enumerate(SCHOOL_STEPS, start=1))
    files = sorted(file.stem for file in (Path(founding.__file__).parent / "steps").glob("*.sql"))
    assert files == sorted(SCHOOL_STEPS)


def test_who_does_not_own_the_database_founds_no_school(read_school: School) -> None:
    for words in (("school", "init"), ("school", "doctor")):
        ended = read_school.run("first", *words)
        assert ended.code == 2
        assert "does not own the database" in ended.err


def programme(name: str) -> str:
    """Return a program of PostgreSQL's, or skip; in CI it is there with the server."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}")) or [Path(shutil.which(name) or "")]
    if folder := os.environ.get("STEPREADY_TEST_POSTGRES_BIN"):
        found = [Path(folder) / name]
    if not found[-1].is_file():
        pytest.skip(f"{name} is not installed")
    return str(found[-1])


def test_dump_and_restore_keep_walls_and_rows(school: School, tmp_path: Path) -> None:
    host = administrator().rpartition("@")[2].partition("/")[0]
    keeper = f"postgresql://keeper:keeper@{host}/{school.database}"
    dump = tmp_path / "school.dump"
    school.sql("registrar", f"GRANT CONNECT ON DATABASE {school.database} TO keeper")
    refused = subprocess.run(
        [programme("pg_dump"), "-Fc", "-f", str(tmp_path / "no.dump"), school.registrar],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert "row-level security" in refused.stderr
    subprocess.run([programme("pg_dump"), "-Fc", "-f", str(dump), keeper], check=True, capture_output=True)
    with psycopg.connect(administrator(), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {school.database}".encode())
        connection.execute(f"CREATE DATABASE {school.database}".encode())
    subprocess.run(
        [programme("pg_restore"), "--no-owner", "-d", school.registrar, str(dump)], check=True, capture_output=True
    )
    school.done("registrar", "school", "init")
    assert "BAD" not in school.done("registrar", "school", "doctor")
    assert "231" in school.done("first", "scores")
    assert "244" not in school.done("first", "scores")
    assert school.sql("registrar", "SELECT * FROM score") == []


def test_two_who_found_at_once_found_one(empty_database: str, stepready: Stepready) -> None:
    from concurrent.futures import ThreadPoolExecutor

    school = School(empty_database, stepready)
    with ThreadPoolExecutor(2) as both:
        done = [both.submit(found_school, school.registrar, MOMENT) for _ in range(2)]
        assert {each.result().now for each in done} == {LATEST}
    let_in(school, STUDENT, ("first",))
    assert migrate_school(school.registrar, MOMENT).steps == ()


def test_who_may_make_no_logins_is_told_what_to_do(empty_database: str, stepready: Stepready) -> None:
    school = School(empty_database, stepready)
    owner = f"{empty_database}_owner"
    school.sql("registrar", f"CREATE ROLE {owner} LOGIN PASSWORD 'pass1234'")
    school.sql("registrar", f"GRANT {owner} TO registrar")
    school.sql("registrar", f"ALTER DATABASE {empty_database} OWNER TO {owner}")
    school.passwords[owner] = "pass1234"
    ended = school.run("owner", "school", "init")
    assert ended.code == 2
    assert f'as a superuser of the server: ALTER ROLE "{owner}" CREATEROLE' in ended.err
    with psycopg.connect(administrator(), autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {empty_database} OWNER TO registrar".encode())
