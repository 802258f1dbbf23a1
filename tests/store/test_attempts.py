"""Sittings of the exam itself: what every numbered kind can do, what a plan tells of them, and older databases."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from stepready.core.facts.exam import Exam
from stepready.core.log.attempts import Attempt
from stepready.core.plan import Plan
from stepready.core.values.errors import StepreadyError
from stepready.store.book import Book
from stepready.store.intake import Incoming, Intake
from stepready.store.mending.rescue import rescue
from stepready.store.opening import open_book
from tests.conftest import Stepready
from tests.store.conftest import MOMENT
from tests.store.samples import FULL_PLAN
from tests.store.test_migrations import old_database

FAILED = Attempt(exam=Exam.STEP2CK, on=date(2026, 7, 1), score="fail", reported=date(2026, 7, 15))
WAITING = Attempt(exam=Exam.STEP1, on=date(2027, 7, 10))
PLAN = Plan(exam=Exam.STEP2CK, exam_date=date(2027, 9, 1), target=240)


def test_an_attempt_is_added_changed_removed_and_taken_back(book: Book) -> None:
    kept = book.add(FAILED)
    assert (kept.id, replace(kept, id=0, uid="")) == (1, FAILED)
    other = book.add(WAITING)
    changed = book.replace(other.id, lambda attempt: replace(attempt, score="pass"), Attempt)
    assert (changed.id, changed.uid, changed.score) == (other.id, other.uid, "pass")
    assert book.all(Attempt) == [kept, changed]
    assert book.attempts(Exam.STEP1) == [changed]
    assert book.remove(kept.id, Attempt) == kept
    assert [book.undo().said for _ in range(4)] == [
        "attempt rm Step 2 CK on 2026-07-01: fail (id 1)",
        "attempt edit Step 1 on 2027-07-10: no result yet (id 2): score pass",
        "attempt add Step 1 on 2027-07-10: no result yet (id 2)",
        "attempt add Step 2 CK on 2026-07-01: fail (id 1)",
    ]
    assert book.all(Attempt) == []
    assert book.add(FAILED).id == 3, "an id is never used again"


def test_an_attempt_that_is_not_there_is_refused(book: Book) -> None:
    for number in (0, 7, 2**40):
        with pytest.raises(StepreadyError, match="there is no attempt with id"):
            book.get(Attempt, number)


def test_a_plan_tells_of_the_attempts_of_its_exam(book: Book) -> None:
    book.set_plan(PLAN)
    book.add(FAILED)
    book.add(replace(FAILED, on=None, reported=None))
    book.add(replace(FAILED, exam=Exam.STEP1))
    assert book.plan() == replace(PLAN, failed_attempts=2, failed_on=date(2026, 7, 1))
    book.add(replace(FAILED, on=PLAN.exam_date, score="251", reported=None))
    assert book.plan() == replace(PLAN, failed_attempts=2, failed_on=date(2026, 7, 1), result="251")


def test_a_change_of_the_plan_leaves_attempts_it_does_not_speak_of(book: Book) -> None:
    book.set_plan(PLAN)
    kept = book.add(FAILED)
    book.change_plan(None, lambda plan: replace(plan or PLAN, target=250))
    assert book.all(Attempt) == [kept]


def test_what_a_plan_tells_becomes_attempts(book: Book) -> None:
    book.set_plan(replace(PLAN, failed_attempts=3, failed_on=date(2026, 7, 1), result="fail"))
    assert [(attempt.on, attempt.score) for attempt in book.all(Attempt)] == [
        (None, "fail"), (None, "fail"), (date(2026, 7, 1), "fail"), (date(2027, 9, 1), "fail"),
    ]  # fmt: skip
    book.change_plan(None, lambda plan: replace(plan or PLAN, failed_attempts=1, result=None))
    assert [(attempt.id, attempt.on) for attempt in book.all(Attempt)] == [(3, date(2026, 7, 1))]
    book.undo()
    book.undo()
    assert book.all(Attempt) == []


def test_a_further_failure_leaves_the_days_of_earlier_ones(book: Book) -> None:
    first, second, third = date(2026, 7, 1), date(2026, 12, 1), date(2027, 3, 1)
    book.set_plan(replace(PLAN, failed_attempts=1, failed_on=first))
    book.change_plan(None, lambda plan: replace(plan or PLAN, failed_attempts=2, failed_on=second))
    assert [attempt.on for attempt in book.all(Attempt)] == [first, second]
    book.change_plan(None, lambda plan: replace(plan or PLAN, failed_attempts=3))
    book.change_plan(None, lambda plan: replace(plan or PLAN, failed_on=third))
    assert sorted(str(attempt.on) for attempt in book.all(Attempt)) == [str(first), str(second), str(third)]


def test_a_last_failure_before_a_known_one_is_refused(book: Book) -> None:
    book.set_plan(replace(PLAN, failed_attempts=2, failed_on=date(2026, 12, 1)))
    book.add(replace(FAILED, on=date(2026, 11, 1)))
    with pytest.raises(StepreadyError, match="a failed sitting of 2026-11-01 is kept"):
        book.change_plan(None, lambda plan: replace(plan or PLAN, failed_attempts=4, failed_on=date(2026, 7, 1)))


def test_a_failing_number_is_one_of_the_failures_a_plan_tells_of(stepready: Stepready) -> None:
    stepready("plan set --exam step2ck --on 2027-09-01 --applicant us-img")
    stepready("attempt add --on 2027-01-05 --score 205")
    assert stepready("plan show --json").json["failed_attempts"] == 1
    stepready("plan set --failed-attempts 1 --failed-on 2027-01-05")
    assert [row["score"] for row in stepready("attempt list --json").json["attempts"]] == ["205"]
    stepready("plan set --failed-attempts 2 --failed-on 2027-05-03")
    assert [(row["on"], row["score"]) for row in stepready("attempt list --json").json["attempts"]] == [
        ("2027-01-05", "205"), ("2027-05-03", "fail"),
    ]  # fmt: skip


def test_the_result_moves_with_the_test_date_and_fills_a_sitting_that_waited(book: Book) -> None:
    waiting = book.add(Attempt(exam=Exam.STEP2CK, on=PLAN.exam_date))
    book.set_plan(replace(PLAN, result="244"))
    assert [(attempt.id, attempt.score) for attempt in book.all(Attempt)] == [(waiting.id, "244")]
    book.change_plan(None, lambda plan: replace(plan or PLAN, exam_date=date(2027, 9, 3)))
    assert [(attempt.id, attempt.on) for attempt in book.all(Attempt)] == [(waiting.id, date(2027, 9, 3))]


def test_attempts_come_in_once(book: Book) -> None:
    held = Intake([Incoming(FAILED, uid="a", id=4), Incoming(WAITING)])
    assert book.bring_in(held).said == "2 attempts"
    assert book.bring_in(held).is_nothing
    assert sorted(attempt.uid == "a" for attempt in book.all(Attempt)) == [False, True]
    book.undo()
    assert book.all(Attempt) == []


def test_rescue_keeps_attempts_and_their_count(tmp_path: Path) -> None:
    with open_book(str(tmp_path / "old.db"), now=lambda: MOMENT) as book:
        kept = [book.add(FAILED), book.add(WAITING)]
    assert rescue(tmp_path / "old.db", tmp_path / "new.db", "2027").rows["attempt"] == 2
    with open_book(str(tmp_path / "new.db"), now=lambda: MOMENT) as book:
        assert book.all(Attempt) == kept
        assert book.add(FAILED).id == 3


OLD = """
UPDATE book SET last_change = 5;
UPDATE plan SET failed_attempts = 2, failed_on = '2026-07-01', result = 'fail', low_pass_low = 61, low_pass_high = 67;
INSERT INTO change VALUES ('me', 5, '2027-06-04T11:00:00+00:00', 'plan', 'plan set: failed attempts 2', NULL);
INSERT INTO changed_row VALUES ('me', 5, 0, 'plan',
  '{"owner": "me", "exam": "step2ck", "exam_date": null, "target": 240, "applicant": "us-img", "specialty": null,
    "season": 2028, "guide": null, "step1": "passed", "failed_attempts": 1, "failed_on": "2026-07-01", "result": null,
    "low_pass_low": null, "low_pass_high": null, "can_skip_cycle": 1, "eligibility_end": null,
    "core_rotations_done": null, "qbank_used": null, "set_by": 3}',
  '{"exam": "step2ck", "exam_date": "2027-07-28", "target": 240, "applicant": "us-img", "specialty": "psychiatry",
    "season": 2028, "guide": null, "step1": "passed", "failed_attempts": 2, "failed_on": "2026-07-01", "result": "fail",
    "low_pass_low": 61, "low_pass_high": 67, "can_skip_cycle": 1, "eligibility_end": null,
    "core_rotations_done": null, "qbank_used": null, "set_by": 5}');
"""


def test_sittings_an_older_plan_told_of_become_attempts_and_its_changes_can_be_taken_back(tmp_path: Path) -> None:
    path = old_database(tmp_path / "old.db", 2)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(OLD)
    with open_book(str(path), now=lambda: MOMENT) as book:
        plan = book.plan()
        assert plan is not None
        assert (plan.failed_attempts, plan.failed_on, plan.result, plan.low_pass) == (
            2, date(2026, 7, 1), "fail", (61, 67),
        )  # fmt: skip
        assert [(attempt.on, attempt.score) for attempt in book.all(Attempt)] == [
            (None, "fail"), (date(2026, 7, 1), "fail"), (date(2027, 7, 28), "fail"),
        ]  # fmt: skip
        book.undo()
        before = book.plan()
        assert before is not None
        assert (before.failed_attempts, before.failed_on, before.result) == (1, date(2026, 7, 1), None)
        settings = book.settings(Exam.STEP2CK)
        assert settings is not None
        assert settings.hours == (8.0, 8.0, 8.0, 8.0, 8.0, 4.0, 0.0)
        assert (settings.rest_weekdays, settings.away) == ((6,), ((date(2027, 7, 20), date(2027, 7, 22)),))
        assert book.add(FAILED).id == 4


@pytest.mark.parametrize("plan", [FULL_PLAN, PLAN, replace(PLAN, failed_attempts=2), replace(PLAN, result="pass")])
def test_a_plan_comes_back_from_what_it_told(book: Book, plan: Plan) -> None:
    book.set_plan(plan)
    assert book.plan() == plan
