"""Consent: by advisor, how far, until a day, ended at once; and a look that is committed before a row is given."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from stepready.core.consent import Scope
from stepready.core.values.errors import StepreadyError
from stepready.store.kinds import ATTEMPT, PLAN, SCORE
from stepready.store.school.looks import looking
from tests.conftest import Stepready
from tests.school.conftest import School

FIRST = ("SELECT owner FROM looked_at(%s)", "SELECT looked_rows(%s, 'score')")


def give(school: School, who: str, *words: object) -> None:
    school.done(who, "consent", "give", school.login("dean"), *words)


def test_without_consent_an_advisor_sees_nobody(school: School) -> None:
    with looking(school.url("dean"), Scope.SCORES) as look:
        assert look.students() == []
        assert look.values(SCORE) == {}
        assert look.not_agreed() == 3
    assert school.done("first", "consent", "log") == "no advisor has looked\n"


def test_a_consent_to_the_verdict_shows_no_score(school: School) -> None:
    give(school, "first")
    with looking(school.url("dean"), Scope.SCORES) as look:
        assert [(one.owner, one.shown, one.scope) for one in look.students()] == [
            (school.login("first"), "First", Scope.VERDICT)
        ]
        assert look.values(SCORE) == {}
        assert look.not_agreed() == 2


def test_a_consent_to_scores_shows_what_a_verdict_is_made_from_and_no_note(school: School) -> None:
    give(school, "first", "--scope", "scores")
    with looking(school.url("dean"), Scope.SCORES) as look:
        (score,) = look.values(SCORE)[school.login("first")]
        (plan,) = look.values(PLAN)[school.login("first")]
        assert look.values(ATTEMPT) == {}
    assert (score.value, score.note, plan.target) == (231.0, "", 240)
    with looking(school.url("dean"), Scope.VERDICT) as look:
        assert look.values(SCORE) == {}


def test_it_is_one_advisors_and_no_other_sees_by_it(school: School) -> None:
    give(school, "first", "--scope", "scores")
    with looking(school.url("tutor"), Scope.SCORES) as look:
        assert look.students() == []


def test_the_student_reads_every_look_and_only_those_at_the_own_log(school: School) -> None:
    give(school, "first")
    give(school, "second", "--scope", "scores")
    with looking(school.url("dean"), Scope.SCORES):
        pass
    (mine,) = school.run("first", "consent", "log", "--json").json["looks"]
    assert (mine["advisor"], mine["what"]) == (school.login("dean"), "verdict")
    assert datetime.now(UTC) - datetime.fromisoformat(mine["at"]) < timedelta(minutes=1)
    (others,) = school.run("second", "consent", "log", "--json").json["looks"]
    assert others["what"] == "scores"
    assert school.done("third", "consent", "log") == "no advisor has looked\n"


def test_a_revocation_holds_at_once_in_an_open_session(school: School) -> None:
    give(school, "first", "--scope", "scores")
    with school.connection("dean") as open_session:
        (look,) = open_session.execute("SELECT take_look('scores')").fetchone() or (None,)
        open_session.execute("BEGIN")
        assert len(open_session.execute("SELECT looked_rows(%s, 'score')", (look,)).fetchall()) == 1
        school.done("first", "consent", "revoke", school.login("dean"))
        assert open_session.execute("SELECT looked_rows(%s, 'score')", (look,)).fetchall() == []
        assert open_session.execute("SELECT owner FROM looked_at(%s)", (look,)).fetchall() == []


@pytest.mark.parametrize("query", FIRST)
def test_a_look_that_is_rolled_back_gives_nothing(school: School, query: str) -> None:
    give(school, "first", "--scope", "scores")
    with school.connection("dean") as session:
        session.execute("BEGIN")
        (look,) = session.execute("SELECT take_look('scores')").fetchone() or (None,)
        assert session.execute(query.encode(), (look,)).fetchall() == []
        session.execute("SAVEPOINT inner_one")
        assert session.execute(query.encode(), (look,)).fetchall() == []
        session.execute("ROLLBACK")
        assert session.execute(query.encode(), (look,)).fetchall() == []
    assert school.run("first", "consent", "log", "--json").json["looks"] == []


def test_a_look_of_a_subtransaction_gives_nothing_before_the_whole_is_committed(school: School) -> None:
    give(school, "first", "--scope", "scores")
    with school.connection("dean") as session:
        session.execute("BEGIN; SAVEPOINT inner_one")
        (look,) = session.execute("SELECT take_look('scores')").fetchone() or (None,)
        session.execute("RELEASE inner_one")
        assert session.execute("SELECT owner FROM looked_at(%s)", (look,)).fetchall() == []


def test_an_old_look_gives_nothing_and_nor_does_a_snapshot_that_is_kept(school: School) -> None:
    give(school, "first", "--scope", "scores")
    with school.connection("dean") as session:
        (look,) = session.execute("SELECT take_look('scores')").fetchone() or (None,)
        with pytest.raises(psycopg.Error, match="READ COMMITTED"):
            session.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1").connection.execute(
                "SELECT looked_at(%s)", (look,)
            )
        session.execute("ROLLBACK")
    school.sql("registrar", "ALTER TABLE look NO FORCE ROW LEVEL SECURITY")
    school.sql("registrar", "UPDATE look SET at = at - interval '61 seconds'")
    school.sql("registrar", "ALTER TABLE look FORCE ROW LEVEL SECURITY")
    assert school.sql("dean", "SELECT owner FROM looked_at(%s)", look) == []


def test_a_consent_ends_with_its_last_day(school: School) -> None:
    give(school, "first", "--until", "2098-12-31")
    with looking(school.url("dean"), Scope.VERDICT) as look:
        assert len(look.students()) == 1
    school.sql("registrar", "ALTER TABLE consent NO FORCE ROW LEVEL SECURITY")
    school.sql("registrar", "UPDATE consent SET until = (now() AT TIME ZONE 'America/New_York')::date - 1")
    school.sql("registrar", "ALTER TABLE consent FORCE ROW LEVEL SECURITY")
    with school.connection("dean") as session:
        session.execute("SET TimeZone = 'Etc/GMT+12'")
        (look_id,) = session.execute("SELECT take_look('verdict')").fetchone() or (None,)
        assert session.execute("SELECT owner FROM looked_at(%s)", (look_id,)).fetchall() == []
    listed = school.run("first", "consent", "list", "--json").json["consents"]
    assert [consent["in_force"] for consent in listed] == [False]
    assert "over, until the end of" in school.done("first", "consent")


def test_it_is_the_persons_and_not_whoevers_has_the_login_next(school: School, tmp_path: Path) -> None:
    dean = school.login("dean")
    school.done("first", "consent", "give", dean)
    for shown, sees in (("Another", 0), ("Dean", 0)):
        table = tmp_path / "advisors.csv"
        table.write_text(f"login,shown,cohort\n{dean},{shown},2028\n")
        said = school.done("registrar", "school", "add", "--advisor", table)
        assert "what students agreed with the one before is over" in said.replace("\n", " ")
        assert school.run("dean", "cohort", "--json").json["agreed"] == sees
    assert "over, the advisor left or is another one now" in school.done("first", "consent")
    school.done("first", "consent", "give", dean)
    assert school.run("dean", "cohort", "--json").json["agreed"] == 1


def test_a_new_consent_stands_in_the_place_of_the_old_one_which_is_kept(school: School) -> None:
    give(school, "first", "--scope", "scores")
    give(school, "first", "--scope", "verdict")
    listed = school.run("first", "consent", "list", "--json").json["consents"]
    assert [(one["scope"], one["in_force"]) for one in listed] == [("verdict", True), ("scores", False)]
    assert listed[1]["ended_at"] is not None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("consent", "give", "nobody"), "no advisor has the login 'nobody'; accepted: "),
        (("consent", "give", "nobody", "--until", "2027-07-14"), "Wed 14 Jul 2027 is over"),
        (("consent", "revoke", "nobody"), "'nobody' has no consent of yours; those who have: nobody"),
    ],
)
def test_bad_input_is_one_line_and_changes_nothing(read_school: School, words: tuple[str, ...], said: str) -> None:
    ended = read_school.run("first", *words)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"error: {said}")
    assert read_school.run("first", "consent", "list", "--json").json["consents"] == []


@pytest.mark.parametrize("who", ["dean", "registrar"])
def test_consent_is_a_students_to_give(read_school: School, who: str) -> None:
    ended = read_school.run(who, "consent", "give", read_school.login("dean"))
    assert ended.code == 2
    assert "consent is a student's to give" in ended.err


def test_a_look_is_an_advisors_to_take(read_school: School) -> None:
    with (
        pytest.raises(StepreadyError, match="a look is an advisor's to take"),
        looking(read_school.url("first"), Scope.VERDICT),
    ):
        pass


def test_in_a_file_there_is_nobody_to_agree_with(stepready: Stepready) -> None:
    ended = stepready("consent", "list")
    assert ended.code == 2
    assert "consent is for the log you keep on a school's server" in ended.err


@pytest.mark.usefixtures("logins_put_back")
def test_who_left_is_seen_by_nobody_and_an_advisor_who_left_sees_nobody(school: School) -> None:
    give(school, "first")
    give(school, "second")
    school.done("registrar", "school", "remove", school.login("first"))
    with school.connection("dean") as session:
        (look,) = session.execute("SELECT take_look('verdict')").fetchone() or (None,)
        assert session.execute("SELECT owner FROM looked_at(%s)", (look,)).fetchall() == [(school.login("second"),)]
        school.done("registrar", "school", "remove", school.login("dean"))
        assert session.execute("SELECT owner FROM looked_at(%s)", (look,)).fetchall() == []
