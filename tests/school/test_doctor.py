"""The doctor of a school: all is well on a fresh one; each kind of break is named."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row

from stepready.services.school import found_school
from stepready.store.migrations import LATEST
from stepready.store.school import access
from stepready.store.school.members import STUDENT
from tests.conftest import Stepready
from tests.school.conftest import Kept, School, let_in
from tests.store.conftest import MOMENT

LEAK = "CREATE FUNCTION leak() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"
FORGETFUL = """
CREATE OR REPLACE VIEW consent_in_force AS SELECT c.owner, c.advisor, c.scope, c.until, m.shown, m.cohort
FROM consent AS c JOIN member AS m ON m.owner = c.owner
"""
BREAKS = [
    (f"DELETE FROM stepready_migration WHERE number = {LATEST}", "schema",
     f"{LATEST - 1}, and this stepready needs {LATEST}"),
    ("ALTER TABLE score NO FORCE ROW LEVEL SECURITY", "tables", "row-level security of score is not forced"),
    ("ALTER TABLE look DISABLE ROW LEVEL SECURITY", "tables", "row-level security of look is off"),
    ("CREATE TABLE extra (owner text)", "tables", "extra is none of the school's"),
    ("DROP TABLE seen", "tables", "seen is not there"),
    ("CREATE UNIQUE INDEX told ON score (uid)", "keys", "told is unique across owners"),
    ("ALTER VIEW trend RESET (security_invoker)", "views", "trend asks with its owner's rights"),
    (FORGETFUL, "views", "consent_in_force is not what it was made as"),
    ("DROP POLICY own ON plan", "policies", "plan lacks its policy own"),
    ("CREATE POLICY more ON plan USING (true)", "policies", "plan has a policy more that is not ours"),
    ("ALTER POLICY own ON score USING (true)", "policies", "the policy own of score is not as it was made"),
    ("ALTER POLICY own ON score TO PUBLIC", "policies", "the policy own of score is not as it was made"),
    ("ALTER POLICY own ON score USING (owner = current_setting('stepready.owner'))", "policies",
     "the policy own of score is not as it was made"),
    ("GRANT SELECT ON score TO PUBLIC", "rights", "PUBLIC has SELECT on score"),
    ("GRANT TRIGGER ON score TO {students}", "rights", "{students} has TRIGGER on score"),
    ("GRANT TRUNCATE ON book TO {students}", "rights", "{students} has TRUNCATE on book"),
    ("GRANT SELECT (shown) ON member TO {students}", "rights", "{students} has SELECT on member.shown"),
    ("GRANT SELECT ON score TO {advisors}", "rights", "{advisors} has SELECT on score"),
    ("GRANT EXECUTE ON FUNCTION take_look(text, text[]) TO {students}", "rights",
     "{students} has EXECUTE on take_look()"),
    ("REVOKE INSERT ON score FROM {students}", "rights", "{students} lacks INSERT on score"),
    ("GRANT SELECT ON score TO {students} WITH GRANT OPTION", "rights", "{students} may pass SELECT on score on"),
    ("ALTER FUNCTION me() RESET ALL", "functions", "the search path of me() is not pinned"),
    ("ALTER FUNCTION me() SET search_path = pg_temp, public", "functions", "the search path of me() is not pinned"),
    ("ALTER FUNCTION me() SET row_security = off", "functions",
     "me() has a setting that is not ours: row_security=off"),
    ("ALTER FUNCTION me() SECURITY INVOKER", "functions", "me() does not run with the rights of registrar"),
    ("DROP FUNCTION not_agreed()", "functions", "not_agreed() is not there"),
    ("CREATE OR REPLACE FUNCTION not_agreed() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'", "functions",
     "not_agreed() is not what it was made as"),
    (LEAK, "functions", "leak() is none of the school's"),
    ("ALTER TABLE score ALTER COLUMN note SET STATISTICS 10", "samples", "the planner samples note of score"),
    (f"{LEAK}; CREATE TRIGGER stealing BEFORE INSERT ON score FOR EACH ROW EXECUTE FUNCTION leak()", "triggers",
     "there is a trigger stealing on score"),
    ("CREATE RULE stealing AS ON INSERT TO score DO ALSO NOTHING", "triggers", "there is a rule stealing on score"),
    ("CREATE PUBLICATION {database}_all FOR TABLE score", "triggers", "there is a publication {database}_all of score"),
    ("ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO {students}", "triggers",
     "there is a default rights on what registrar makes"),
    ("GRANT CREATE ON SCHEMA public TO {students}", "database", "{students} has CREATE on the schema"),
    ("GRANT USAGE ON SCHEMA public TO PUBLIC", "database", "PUBLIC has USAGE on the schema"),
    ("GRANT TEMPORARY ON DATABASE {database} TO PUBLIC", "database", "PUBLIC has TEMPORARY on the database"),
    ("ALTER DATABASE {database} RESET idle_in_transaction_session_timeout", "database",
     "idle_in_transaction_session_timeout is not set"),
    ("ALTER ROLE {first} CREATEROLE", "roles", "{first} is CREATEROLE"),
    ("ALTER ROLE {first} SET search_path = pg_temp", "roles", "{first} has a setting of its own: search_path=pg_temp"),
    ("GRANT {second} TO {first}", "roles", "{first} can act as {second}"),
    ("GRANT {first} TO registrar", "roles", "registrar can act as {first}"),
    ("GRANT {advisors} TO {first}", "roles", "{first} is in {advisors}"),
    ("CREATE ROLE {database}_stranger IN ROLE {students}", "roles",
     "{database}_stranger is in a group of the school and no member of it"),
    ("CREATE ROLE {database}_more; GRANT {database}_more TO {students}", "roles", "{students} is in {database}_more"),
    ("UPDATE member SET left_at = now() WHERE owner = '{first}'", "roles", "{first} left and may still log in"),
]  # fmt: skip


class Held(psycopg.Connection[dict[str, Any]]):
    """A transaction that a command takes for a connection of its own, but can neither end nor close."""

    def execute(self, query: Any, *args: Any, **kwargs: Any) -> psycopg.Cursor[dict[str, Any]]:
        words = b"SELECT 1" if query == b"COMMIT" else query
        return super().execute(words.removeprefix(b"BEGIN; ") if isinstance(words, bytes) else words, *args, **kwargs)

    def close(self) -> None:
        """Stay open."""

    def end(self) -> None:
        """Take everything back and close."""
        super().execute("ROLLBACK")
        super().close()


def found_for_two(school: School) -> None:
    found_school(school.registrar, MOMENT)
    let_in(school, STUDENT, ("first", "second"))


@pytest.fixture
def unbroken(kept: Kept, stepready: Stepready) -> School:
    """A school with two students and nothing logged."""
    return kept.school("unbroken", stepready, found_for_two)


@pytest.fixture
def held(unbroken: School, monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    """A transaction of the administrator's, to break the school in and to ask the doctor; roles come back with it."""
    connection = Held.connect(unbroken.registrar, autocommit=True, row_factory=dict_row)
    assert isinstance(connection, Held)
    connection.execute("BEGIN")
    monkeypatch.setattr(access, "connect", lambda _: connection)
    yield connection
    connection.end()


def names(school: School) -> dict[str, str]:
    people = {who: school.login(who) for who in ("first", "second", "students", "advisors")}
    return people | {"database": school.database}


def test_a_fresh_school_is_well(read_school: School) -> None:
    ended = read_school.run("registrar", "school", "doctor")
    assert (ended.code, ended.err) == (0, "")
    assert "3 students, 2 advisors" in ended.out
    assert "BAD" not in ended.out
    assert (
        "registrar with CREATEROLE can become any student" in ended.out.replace("\n", " ")
        or "PostgreSQL 1" in ended.out
    )


@pytest.mark.parametrize(("statement", "about", "says"), BREAKS, ids=[f"{about}: {says}" for _, about, says in BREAKS])
def test_each_break_is_named(unbroken: School, held: Held, statement: str, about: str, says: str) -> None:
    words = names(unbroken)
    held.execute(statement.format(**words))
    ended = unbroken.run("registrar", "school", "doctor", "--json")
    assert ended.code == 1
    found = {finding["about"]: finding for finding in ended.json["findings"] if finding["state"] == "bad"}
    assert any(line.startswith(says.format(**words)) for line in (found[about]["says"], *found[about]["do"]))


def test_migrate_puts_up_what_it_can(school: School) -> None:
    for statement in (
        "ALTER TABLE score NO FORCE ROW LEVEL SECURITY",
        "ALTER POLICY own ON score USING (true)",
        "GRANT SELECT ON score TO PUBLIC",
        "ALTER FUNCTION me() RESET ALL",
        "ALTER VIEW trend RESET (security_invoker)",
    ):
        school.sql("registrar", statement)
    school.done("registrar", "school", "migrate")
    assert "BAD" not in school.done("registrar", "school", "doctor")


def test_it_is_the_administrators_to_ask(read_school: School) -> None:
    ended = read_school.run("first", "school", "doctor")
    assert ended.code == 2
    assert "does not own the database" in ended.err
