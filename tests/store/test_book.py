"""What every store keeps, gives back and takes back; each test runs on both."""

from dataclasses import fields, replace
from datetime import date
from typing import NoReturn

import pytest

from stepready.core.facts.exam import Exam
from stepready.core.log.score import Entry, Score
from stepready.core.plan import Plan
from stepready.core.values.errors import StepreadyError
from stepready.core.values.shown_text import as_given
from stepready.store.book import Book
from stepready.store.intake import Incoming, Intake
from tests.store.conftest import Opener
from tests.store.samples import FULL_ENTRY, FULL_PLAN, SCHEDULE, SETTINGS, nbme, session

TARGET = Plan(exam=Exam.STEP2CK, target=235)


def test_an_empty_log_reads_as_one(book: Book) -> None:
    assert book.scores() == []
    assert book.plan() is None
    assert book.exam() is None
    assert book.settings(Exam.STEP2CK) is None
    assert book.schedule(Exam.STEP2CK) is None
    assert book.changes() == []
    assert book.version() == 0
    assert book.count() == 0


def test_the_version_grows_with_every_change_and_every_undo(book: Book) -> None:
    found = [book.version()]
    for change in (
        lambda: book.add(nbme()),
        lambda: book.set_plan(TARGET),
        book.undo,
        book.undo,
        lambda: book.add(nbme()),
    ):
        change()
        found.append(book.version())
    assert found == sorted(set(found))


def test_every_field_of_a_score_comes_back_in_another_session(opened: Opener) -> None:
    with opened() as book:
        kept = book.add(FULL_ENTRY)
    with opened() as book:
        (found,) = book.scores()
    assert found == kept
    assert as_given(found.note) == FULL_ENTRY.note
    assert {name: getattr(found, name) for name in ("p_pass", "conditions", "value")} == {
        "p_pass": 93.0,
        "conditions": FULL_ENTRY.conditions,
        "value": 71.5,
    }


def test_every_field_of_a_plan_settings_and_schedule_comes_back(opened: Opener) -> None:
    with opened() as book:
        book.set_plan(FULL_PLAN)
        book.set_settings(SETTINGS)
        book.save_schedule(SCHEDULE)
    with opened() as book:
        assert book.plan(Exam.STEP1) == FULL_PLAN
        assert book.settings(Exam.STEP2CK) == SETTINGS
        assert book.schedule(Exam.STEP2CK) == SCHEDULE


def test_scores_come_newest_first_and_later_entries_before_earlier_ones_of_a_day(book: Book) -> None:
    for day in (date(2027, 7, 2), date(2027, 7, 3), date(2027, 7, 2)):
        book.add(nbme(day=day))
    assert [score.id for score in book.scores()] == [2, 3, 1]
    assert [score.id for score in book.scores(most=2)] == [2, 3]


def test_scores_of_one_exam_leave_the_other_out(book: Book) -> None:
    book.add(FULL_ENTRY)
    book.add(nbme())
    assert [score.exam for score in book.scores(Exam.STEP1)] == [Exam.STEP1]
    assert book.count(Exam.STEP1) == 1
    assert book.count() == 2


def test_practice_exams_leave_question_banks_out(book: Book) -> None:
    book.add(session(70, 40, date(2027, 7, 2)))
    book.add(nbme())
    assert [score.source.value for score in book.practice_exams(Exam.STEP2CK)] == ["nbme"]


def test_question_bank_days_are_weighted_by_questions(book: Book) -> None:
    book.add(session(60, 40, date(2027, 7, 2)))
    book.add(session(90, 20, date(2027, 7, 2)))
    book.add(session(50, 10, date(2027, 7, 3)))
    first, second = book.bank_work(Exam.STEP2CK).days
    assert (first.day, first.percent, first.questions, first.sessions) == (date(2027, 7, 2), 70.0, 60, 2)
    assert (second.percent, second.questions) == (50.0, 10)
    assert [day.day for day in book.bank_work(Exam.STEP2CK, since=date(2027, 7, 3)).days] == [date(2027, 7, 3)]


def test_a_session_without_a_count_weighs_as_one_question(book: Book) -> None:
    book.add(session(40, None, date(2027, 7, 2)))
    book.add(session(80, 3, date(2027, 7, 2)))
    (day,) = book.bank_work(Exam.STEP2CK).days
    assert day.percent == 70.0
    assert day.questions == 3


def test_topics_are_summed_by_day(book: Book) -> None:
    for topic, percent in (("renal", 50), ("renal", 70), ("cardiology", 80), ("", 10)):
        book.add(session(percent, 10, date(2027, 7, 2), topic))
    assert [(day.topic, day.percent, day.questions) for day in book.topic_days(Exam.STEP2CK)] == [
        ("cardiology", 80.0, 10),
        ("renal", 60.0, 20),
    ]


def test_an_id_is_never_used_again(book: Book) -> None:
    book.add(nbme())
    book.remove(book.add(nbme()).id)
    assert book.add(nbme()).id == 3
    book.undo()
    assert book.add(nbme()).id == 4


def test_the_plan_set_last_is_the_one_spoken_of_whatever_the_clock(book: Book) -> None:
    book.set_plan(TARGET)
    book.set_plan(FULL_PLAN)
    assert book.exam() is Exam.STEP1
    book.set_plan(TARGET)
    assert book.plan() == TARGET
    book.undo()
    assert book.exam() is Exam.STEP1


def test_a_correction_keeps_id_and_uid(book: Book) -> None:
    kept = book.add(nbme())
    changed = book.replace(kept.id, lambda _: nbme(240.0))
    assert (changed.id, changed.uid, changed.value) == (kept.id, kept.uid, 240.0)
    assert book.scores() == [changed]


@pytest.mark.parametrize("score_id", [0, -1, 7, 2**40, 10**30])
def test_an_id_that_is_not_there_is_refused(book: Book, score_id: int) -> None:
    with pytest.raises(StepreadyError, match="there is no score with id"):
        book.remove(score_id)
    with pytest.raises(StepreadyError, match="there is no score with id"):
        book.replace(score_id, lambda _: nbme())
    assert book.changes() == []


def test_undo_goes_all_the_way_back_and_says_each_step(opened: Opener) -> None:
    with opened() as book:
        kept = book.add(nbme(note="keep me"))
        book.replace(kept.id, lambda _: nbme(235.0))
        book.remove(kept.id)
        book.set_plan(TARGET)
        book.set_plan(replace(TARGET, target=240, exam_date=date(2027, 7, 28)))
        book.set_settings(SETTINGS)
        book.save_schedule(SCHEDULE)
        book.save_schedule(replace(SCHEDULE, days=SCHEDULE.days[1:]))
    with opened() as book:
        said = [book.undo().said for _ in range(8)]
        assert book.scores() == []
        assert book.plans() == []
        assert book.settings(Exam.STEP2CK) is None
        assert book.schedule(Exam.STEP2CK) is None
        with pytest.raises(StepreadyError, match="nothing to undo"):
            book.undo()
    assert said == [
        "schedule of Step 2 CK made on 2027-07-15 (1 day)",
        "schedule of Step 2 CK made on 2027-07-15 (2 days)",
        "study settings of Step 2 CK",
        "plan set for Step 2 CK: exam date 2027-07-28, target 235 to 240",
        "plan set for Step 2 CK: target 235",
        "rm NBME 11 235 on 2027-07-01 (id 1)",
        "edit NBME 11 231 on 2027-07-01 (id 1): value 231 to 235, note keep me to not said",
        "log NBME 11 231 on 2027-07-01 (id 1)",
    ]


def test_undo_brings_back_exactly_what_was_there(book: Book) -> None:
    kept = book.add(FULL_ENTRY)
    book.save_schedule(SCHEDULE, settings=SETTINGS)
    book.save_schedule(replace(SCHEDULE, made_on=date(2027, 7, 16), days=SCHEDULE.days[1:]))
    book.undo()
    assert book.schedule(Exam.STEP2CK) == SCHEDULE
    book.remove(kept.id)
    book.undo()
    assert book.scores() == [kept]


def test_a_schedule_its_settings_and_a_moved_exam_are_one_change(book: Book) -> None:
    book.set_plan(TARGET)
    book.set_plan(FULL_PLAN)
    book.save_schedule(SCHEDULE, settings=SETTINGS, plan=replace(TARGET, exam_date=SCHEDULE.exam_date))
    assert book.exam() is Exam.STEP1, "moving an exam is not setting its plan last"
    book.undo()
    assert book.plan(Exam.STEP2CK) == TARGET
    assert book.settings(Exam.STEP2CK) is None


def test_a_change_taken_back_stays_in_the_journal(book: Book) -> None:
    book.add(nbme())
    book.add(nbme())
    book.undo()
    assert [(change.what, change.undone) for change in book.changes()] == [("log", True), ("log", False)]


def test_equal_rows_of_one_file_are_sessions_and_the_file_again_adds_nothing(book: Book) -> None:
    twice = Intake([Incoming(session(70, 40, date(2027, 7, 2)))] * 2, origin="twice.csv")
    assert len(book.bring_in(twice).rows) == 2
    again = book.bring_in(twice)
    assert (len(again.rows), again.already) == (0, 2)
    thrice = Intake([Incoming(session(70, 40, date(2027, 7, 2)))] * 3)
    assert len(book.bring_in(thrice).rows) == 1
    assert book.count() == 3


def test_a_row_under_an_older_name_of_its_topic_is_the_same_row(book: Book) -> None:
    day = date(2027, 7, 2)
    book.add(session(70, 40, day, topic="kidneys"))
    book.add(nbme(topic="kidneys"))
    today = {"kidneys": "renal"}
    again = Intake(
        [Incoming(session(70, 40, day, topic="renal")), Incoming(nbme(topic="renal"))],
        topic=lambda text: today.get(text, text),
    )
    assert book.bring_in(again).is_nothing


def test_an_import_is_one_change(book: Book) -> None:
    book.add(nbme())
    book.bring_in(Intake([Incoming(nbme(240.0, form="12")), Incoming(nbme(245.0, form="13"))], origin="two.csv"))
    assert book.undo().said == "import 2 scores from two.csv"
    assert [score.value for score in book.scores()] == [231.0]


def test_a_look_changes_nothing(book: Book) -> None:
    assert len(book.bring_in(Intake([Incoming(nbme())]), keep=False).rows) == 1
    assert book.scores() == []
    assert book.changes() == []


def test_a_uid_that_is_there_is_not_added_twice(book: Book) -> None:
    kept = book.add(nbme())
    assert book.bring_in(Intake([Incoming(nbme(), uid=kept.uid)])).is_nothing
    assert not book.bring_in(Intake([Incoming(nbme(form="12"), uid="other")])).is_nothing


def test_ids_of_an_export_are_kept_in_an_empty_log_only(book: Book) -> None:
    book.bring_in(Intake([Incoming(nbme(), uid="a", id=7), Incoming(nbme(232.0, form="12"), uid="b", id=3)]))
    assert sorted(score.id for score in book.scores()) == [3, 7]
    book.bring_in(Intake([Incoming(nbme(233.0, form="13"), uid="c", id=1)]))
    assert sorted(score.id for score in book.scores()) == [3, 7, 8]


def test_plans_come_in_where_there_are_none_in_their_order(book: Book) -> None:
    brought = book.bring_in(Intake([], (FULL_PLAN, TARGET, SETTINGS, SCHEDULE)))
    assert brought.came == (FULL_PLAN, TARGET, SETTINGS, SCHEDULE)
    assert book.plan() == TARGET
    assert book.settings(Exam.STEP2CK) == SETTINGS
    assert book.schedule(Exam.STEP2CK) == SCHEDULE
    again = book.bring_in(Intake([], (replace(FULL_PLAN, target=80),)))
    assert again.kept_plans == [Exam.STEP1]
    assert book.plan(Exam.STEP1) == FULL_PLAN
    book.undo()
    assert book.plans() == []


def test_an_imported_plan_does_not_take_over_from_the_logs_own(book: Book) -> None:
    book.set_plan(TARGET)
    book.bring_in(Intake([], (FULL_PLAN,)))
    assert book.exam() is Exam.STEP2CK


def test_a_write_that_fails_leaves_nothing(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened() as book:
        book.add(nbme())
        monkeypatch.setattr("stepready.store.writing.write", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            book.add(nbme(240.0))
        assert book.count() == 1
        monkeypatch.undo()
        assert book.add(nbme(241.0)).id == 2


def test_two_corrections_at_once_both_stay(opened: Opener) -> None:
    with opened() as one, opened() as other:
        kept = one.add(nbme())
        waiting = [lambda: other.replace(kept.id, lambda score: replace(_entry(score), note="timed"))]

        def value(score: Score) -> Entry:
            while waiting:
                waiting.pop()()
            return replace(_entry(score), value=240.0)

        one.replace(kept.id, value)
        found = other.score(kept.id)
    assert (found.value, found.note) == (240.0, "timed")


def test_two_changes_of_a_plan_at_once_both_stay(opened: Opener) -> None:
    with opened() as one, opened() as other:
        one.set_plan(TARGET)
        waiting = [lambda: other.change_plan(None, lambda plan: replace(plan or TARGET, season=2029))]

        def target(plan: Plan | None) -> Plan:
            while waiting:
                waiting.pop()()
            return replace(plan or TARGET, target=250)

        before, after = one.change_plan(None, target)
        assert other.plan() == after
    assert before == replace(TARGET, season=2029)
    assert after == replace(TARGET, season=2029, target=250)


def test_the_plan_set_last_is_looked_up_when_it_is_changed(opened: Opener) -> None:
    with opened() as one, opened() as other:
        one.set_plan(FULL_PLAN)
        waiting = [lambda: other.set_plan(TARGET)]

        def season(plan: Plan | None) -> Plan:
            while waiting:
                waiting.pop()()
            return replace(plan or TARGET, season=2030)

        _, after = one.change_plan(None, season)
        assert after == replace(TARGET, season=2030)
        assert one.plan(Exam.STEP1) == FULL_PLAN


def test_a_moved_test_date_leaves_the_rest_of_the_plan(book: Book) -> None:
    book.set_plan(replace(FULL_PLAN, exam=Exam.STEP2CK))
    book.save_schedule(SCHEDULE, plan=replace(TARGET, exam_date=date(2027, 9, 1)))
    assert book.plan() == replace(FULL_PLAN, exam=Exam.STEP2CK, exam_date=date(2027, 9, 1))


def test_a_change_that_is_refused_writes_nothing(book: Book) -> None:
    def refuse(_: object) -> NoReturn:
        msg = "no"
        raise StepreadyError(msg)

    kept = book.add(nbme())
    for change in (lambda: book.replace(kept.id, refuse), lambda: book.change_plan(None, refuse)):
        with pytest.raises(StepreadyError, match="no"):
            change()
    assert book.scores() == [kept]
    assert [change.what for change in book.changes()] == ["log"]


def _entry(score: Score) -> Entry:
    return Entry(**{field.name: getattr(score, field.name) for field in fields(Entry)})
