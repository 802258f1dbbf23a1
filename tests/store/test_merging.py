"""Two books meet: the later change stands, both are shown where both changed, and undo takes a merge back whole."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from stepready.core.facts.exam import Applicant, Exam
from stepready.core.log.anki import AnkiDay, Reviews, TopicReviews
from stepready.core.log.attempts import Attempt
from stepready.core.log.day_log import StudyHours
from stepready.core.plan import Plan
from stepready.core.values.errors import StepreadyError
from stepready.store.book import Book
from stepready.store.devices.merge_rows import Merged
from stepready.store.devices.other_book import other_book
from stepready.store.devices.stamps import StampUnit, move_stamps, unit_of
from stepready.store.devices.which_wins import Prefer
from stepready.store.intake import Incoming, Intake
from stepready.store.kinds import ENTERED
from stepready.store.migrations import LATEST
from stepready.store.opening import open_book
from tests.store.samples import SCHEDULE, SETTINGS, nbme, session

DAY = date(2027, 6, 1)


class Desk:
    """Books side by side, and a clock that goes on by a second with every look."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder = folder
        self.stack = stack
        self.moment = datetime(2027, 7, 15, 12, tzinfo=UTC)
        self.books: dict[str, Book] = {}

    def tick(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment

    def book(self, name: str, skew: timedelta = timedelta()) -> Book:
        if name not in self.books:
            opened = open_book(str(self.folder / f"{name}.db"), now=lambda: self.tick() + skew)
            self.books[name] = self.stack.enter_context(opened)
        return self.books[name]

    def merge(self, into: str, other: str, prefer: Prefer = Prefer.LATER, *, keep: bool = True) -> Merged:
        with other_book(self.folder / f"{other}.db", self.moment.isoformat()) as theirs:
            return self.book(into).merge(theirs, prefer, called=other, keep=keep)

    def stamps(self, name: str) -> list[Any]:
        return sorted(self.book(name)._store.rows("all_stamp"), key=tuple)  # noqa: SLF001 - what undo must restore


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with ExitStack() as stack:
        yield Desk(tmp_path, stack)


def values(book: Book) -> list[float]:
    return sorted(score.value for score in book.scores())


def test_two_attempts_on_days_not_said_stay_two(desk: Desk) -> None:
    """Nobody knows whether they are one: only their uids tell, and a sheet or plan told twice gives the same uid."""
    for name in ("a", "b"):
        desk.book(name).add(Attempt(exam=Exam.STEP1, score="fail"))
    desk.merge("a", "b")
    desk.merge("b", "a")
    assert [len(desk.book(name).attempts(Exam.STEP1)) for name in ("a", "b")] == [2, 2]
    assert desk.merge("a", "b").is_nothing


def test_what_one_side_added_changed_or_removed_arrives(desk: Desk) -> None:
    here, there = desk.book("a"), desk.book("b")
    first, second = here.add(nbme(226.0)), here.add(nbme(229.0, form="12"))
    desk.merge("b", "a")
    there.replace(first.id, lambda _: nbme(231.0))
    there.remove(second.id)
    there.add(nbme(240.0, form="13"))
    merged = desk.merge("a", "b")
    assert (merged.said, merged.clashes) == ("1 score added; 1 score changed; 1 score removed", ())
    assert values(here) == values(there) == [231.0, 240.0]
    assert {score.uid for score in here.scores()} == {score.uid for score in there.scores()}
    again = desk.merge("a", "b")
    assert again.is_nothing
    assert here.version() == 3


def test_numbers_are_given_anew_and_uids_stay(desk: Desk) -> None:
    here, there = desk.book("a"), desk.book("b")
    mine, theirs = here.add(session(60.0, 40, DAY)), there.add(session(70.0, 40, DAY))
    assert (mine.id, theirs.id) == (1, 1)
    desk.merge("a", "b")
    assert {(score.id, score.uid) for score in here.scores()} == {(1, mine.uid), (2, theirs.uid)}


def test_where_both_changed_a_score_the_later_stands_and_both_are_shown(desk: Desk) -> None:
    here, there = desk.book("a"), desk.book("b")
    kept = here.add(nbme(226.0))
    desk.merge("b", "a")
    here.replace(kept.id, lambda _: nbme(228.0))
    there.replace(1, lambda _: nbme(231.0))
    looked = desk.merge("a", "b", keep=False)
    assert values(here) == [228.0]
    merged = desk.merge("a", "b")
    assert merged.clashes == looked.clashes
    (clash,) = merged.clashes
    assert (clash.here, clash.there, clash.kept) == ("value 228", "value 231", "there")
    assert values(here) == [231.0]


@pytest.mark.parametrize(("prefer", "expected"), [(Prefer.OURS, 227.0), (Prefer.THEIRS, 231.0)])
def test_the_choice_of_the_earlier_one_stands_everywhere_afterwards(
    desk: Desk, prefer: Prefer, expected: float
) -> None:
    here, there = desk.book("a"), desk.book("b")
    kept = here.add(nbme(226.0))
    desk.merge("b", "a")
    desk.merge("c", "a")
    here.replace(kept.id, lambda _: nbme(227.0))
    there.replace(1, lambda _: nbme(231.0))
    if prefer is Prefer.THEIRS:
        here.replace(kept.id, lambda _: nbme(228.0))
    desk.merge("c", "b")
    desk.merge("a", "b", prefer)
    assert values(here) == [expected]
    for name in ("c", "b"):
        assert desk.merge(name, "a").clashes == ()
        assert values(desk.book(name)) == [expected]


def test_what_was_chosen_here_stands_also_against_a_clock_far_ahead(desk: Desk) -> None:
    """The choice changes nothing that is seen here, and is a change all the same: it is journalled and taken back."""
    here, there = desk.book("a"), desk.book("fast", timedelta(days=2))
    kept = here.add(nbme(226.0))
    desk.merge("fast", "a")
    there.replace(1, lambda _: nbme(231.0))
    here.replace(kept.id, lambda _: nbme(227.0))
    assert desk.merge("a", "fast", Prefer.OURS).said == "1 score kept"
    assert desk.merge("a", "fast").is_nothing
    assert here.undo().said == "merge fast: 1 score kept"
    assert desk.merge("a", "fast").said == "1 score changed"
    desk.book("a").undo()
    desk.merge("a", "fast", Prefer.OURS)
    desk.merge("fast", "a")
    assert values(here) == values(there) == [227.0]


def test_both_versions_are_told_of_what_has_no_number(desk: Desk) -> None:
    here, there = desk.book("a"), desk.book("b")
    for book, target, hours in ((here, 235, 3.0), (there, 240, 4.5)):
        book.set_plan(Plan(exam=Exam.STEP2CK, target=target))
        book.set_settings(replace(SETTINGS, hours=(hours,) * 6 + (None,), away=((DAY, DAY),)))
        day = replace(SCHEDULE.days[0], questions=target, review_hours=1.0, content_hours=hours - 1)
        book.save_schedule(replace(SCHEDULE, days=(day,)))
    told = {clash.what: (clash.here, clash.there) for clash in desk.merge("a", "b").clashes}
    made = f"made on {SCHEDULE.made_on} for {SCHEDULE.exam_date}"
    assert told == {
        "plan (Step 2 CK)": ("target 235", "target 240"),
        f"study settings ({SETTINGS.exam.label})": (
            "hours 3, 3, 3, 3, 3, 3, not said",
            "hours 4.5, 4.5, 4.5, 4.5, 4.5, 4.5, not said",
        ),
        f"schedule ({SCHEDULE.exam.label})": (
            f"{made}: 235 questions and 3 hours in 1 day",
            f"{made}: 240 questions and 4.5 hours in 1 day",
        ),
    }


def test_what_people_see_the_same_is_no_clash(desk: Desk) -> None:
    for name in "ab":
        desk.book(name).set_plan(Plan(exam=Exam.STEP2CK, target=235))
    assert desk.merge("a", "b").clashes == ()


def test_of_one_stamp_the_same_version_stands_on_both(desk: Desk) -> None:
    """Copies that parted before there were stamps hold one stamp and may hold different rows."""
    for name, value in (("a", 226.0), ("b", 231.0)):
        book = desk.book(name)
        book.bring_in(Intake([Incoming(nbme(value), uid="one")]))
        with book._store.writing():  # noqa: SLF001 - what a migration does
            move_stamps(book._store, {StampUnit("score", "one"): "0000000000001-0000-before"})  # noqa: SLF001
    assert desk.merge("a", "b").is_nothing != desk.merge("b", "a").is_nothing
    assert values(desk.book("a")) == values(desk.book("b"))
    assert desk.merge("a", "b").is_nothing
    assert desk.merge("b", "a").is_nothing


def test_several_of_a_kind_are_named_as_people_would(desk: Desk) -> None:
    for day in (1, 2):
        desk.book("b").add(StudyHours(id=0, uid="", exam=Exam.STEP2CK, day=DAY.replace(day=day), hours=2.0))
    assert desk.merge("a", "b").said == "2 entries of hours added"


def test_a_removal_against_a_later_edit_is_said_and_the_edit_stands(desk: Desk) -> None:
    here, there = desk.book("a"), desk.book("b")
    kept = here.add(nbme(226.0))
    desk.merge("b", "a")
    here.remove(kept.id)
    there.replace(1, lambda _: nbme(231.0))
    (clash,) = desk.merge("a", "b").clashes
    assert (clash.here, clash.kept) == ("removed", "there")
    assert values(here) == [231.0]


def test_what_was_removed_after_it_was_seen_stays_removed(desk: Desk) -> None:
    here = desk.book("a")
    kept = here.add(nbme(226.0))
    desk.merge("b", "a")
    desk.merge("c", "b")
    here.remove(kept.id)
    for into, other in (("a", "c"), ("b", "c"), ("b", "a"), ("c", "b"), ("a", "c")):
        assert desk.merge(into, other).clashes == ()
    assert [values(desk.book(name)) for name in "abc"] == [[], [], []]


def test_undo_makes_a_device_as_it_was_with_no_tombstones(desk: Desk) -> None:
    here, there = desk.book("a"), desk.book("b")
    mine = here.add(nbme(226.0))
    desk.merge("b", "a")
    there.replace(1, lambda _: nbme(231.0))
    there.add(session(70.0, 40, DAY))
    there.set_plan(Plan(exam=Exam.STEP2CK))
    before, stamps = here.scores(), desk.stamps("a")
    desk.merge("a", "b")
    assert here.undo().said.startswith("merge b: ")
    assert (here.scores(), here.plans(), desk.stamps("a")) == (before, [], stamps)
    desk.merge("a", "b")
    assert values(here) == [70.0, 231.0]
    assert mine.uid in {score.uid for score in here.scores()}


def test_a_change_after_a_merge_wins_however_slow_the_clock(desk: Desk) -> None:
    fast = desk.book("fast", timedelta(days=2))
    kept = fast.add(nbme(226.0))
    slow = desk.book("slow")
    assert round(desk.merge("slow", "fast").ahead) == 48
    slow.replace(1, lambda _: nbme(231.0))
    assert desk.merge("fast", "slow").clashes == ()
    assert fast.score(kept.id).value == 231.0


def test_one_sitting_logged_on_both_becomes_one(desk: Desk) -> None:
    here, there = desk.book("a"), desk.book("b")
    here.add(nbme(226.0))
    there.add(session(70.0, 40, DAY))
    there.add(nbme(231.0, form="011"))
    merged = desk.merge("a", "b")
    (clash,) = merged.clashes
    assert merged.said == "1 score added; 1 score changed"
    assert (clash.here, clash.there, clash.kept) == ("form 11, value 226", "form 011, value 231", "there")
    assert values(here) == [70.0, 231.0]
    assert {score.id for score in here.scores()} == {1, 2}
    desk.merge("b", "a")
    assert {score.uid for score in here.scores()} == {score.uid for score in there.scores()}
    assert desk.merge("a", "b").is_nothing


def test_three_who_logged_one_sitting_never_lose_it(desk: Desk) -> None:
    for place, name in enumerate("abc"):
        desk.book(name).add(nbme(226.0 + place))
    desk.merge("a", "b")
    desk.merge("b", "c")
    desk.merge("c", "a")
    for into, other in ("ab", "bc", "ca", "ac", "ba", "cb"):
        desk.merge(into, other)
    assert [values(desk.book(name)) for name in "abc"] == [[228.0]] * 3


@pytest.mark.parametrize("order", ["here first", "there first"])
@pytest.mark.parametrize("stamped", [True, False])
@pytest.mark.parametrize("prefer", list(Prefer))
def test_a_book_that_holds_a_sitting_several_times_becomes_one_with_the_other(
    desk: Desk, order: str, prefer: Prefer, *, stamped: bool
) -> None:
    adding = [("a", 226.0), ("b", 231.0), ("b", 246.0), ("b", 229.0)]
    for name, value in adding if order == "here first" else adding[::-1]:
        desk.book(name).add(nbme(value))
    if not stamped:
        with closing(sqlite3.connect(desk.folder / "b.db")) as file:
            file.execute("DELETE FROM stamp")
            file.commit()
    merged = desk.merge("a", "b", prefer)
    assert all(clash.here or clash.there for clash in merged.clashes)
    assert len(values(desk.book("a"))) == 1
    desk.merge("b", "a")
    desk.merge("a", "b")
    assert values(desk.book("a")) == values(desk.book("b"))
    assert len(values(desk.book("b"))) == 1
    desk.tick()
    desk.book("b").add(nbme(250.0, form="12"))
    desk.merge("a", "b")
    assert values(desk.book("a")) == values(desk.book("b"))


def everybody_meets(desk: Desk) -> None:
    for _ in range(3):
        merged = [desk.merge(into, other) for into in "abc" for other in "abc" if into != other]
    assert all(each.is_nothing for each in merged)


@pytest.mark.parametrize("before_peace", ["", "ba", "ca", "cb", "ab", "cb ca", "ca cb", "cb ac", "ac ba"])
def test_who_removes_a_sitting_removes_no_twin_never_seen(desk: Desk, before_peace: str) -> None:
    desk.book("c").add(nbme(231.0))
    mine = desk.book("a").add(nbme(226.0))
    desk.merge("b", "a")
    desk.merge("b", "c")
    assert values(desk.book("b")) == [226.0]
    desk.book("a").remove(mine.id)
    for pair in before_peace.split():
        desk.merge(*pair)
    everybody_meets(desk)
    assert [values(desk.book(name)) for name in "abc"] == [[231.0]] * 3


@pytest.mark.parametrize("before_removal", [["ab"], ["cb", "ac"]])
def test_who_removes_a_sitting_known_to_be_one_removes_both(desk: Desk, before_removal: list[str]) -> None:
    desk.book("c").add(nbme(231.0))
    desk.book("a").add(nbme(226.0))
    for pair in ("ba", "bc", *before_removal):
        desk.merge(*pair)
    here = desk.book("a")
    here.remove(here.scores()[0].id)
    everybody_meets(desk)
    assert [values(desk.book(name)) for name in "abc"] == [[]] * 3


def test_a_twin_that_came_back_goes_with_who_removed_both(desk: Desk) -> None:
    desk.book("c").add(nbme(231.0))
    mine = desk.book("a").add(nbme(226.0))
    for into, other in ("ba", "bc", "cb"):
        desk.merge(into, other)
    desk.book("a").remove(mine.id)
    both = desk.book("b")
    both.remove(both.scores()[0].id)
    desk.merge("c", "a")
    assert values(desk.book("c")) == [231.0]
    everybody_meets(desk)
    assert [values(desk.book(name)) for name in "abc"] == [[]] * 3


def test_undo_of_a_merge_that_brought_a_twin_back_leaves_all_as_it_was(desk: Desk) -> None:
    desk.book("c").add(nbme(231.0))
    mine = desk.book("a").add(nbme(226.0))
    for into, other in ("ba", "bc"):
        desk.merge(into, other)
    desk.book("a").remove(mine.id)
    both = desk.book("b")
    before, stamps = both.scores(), desk.stamps("b")
    desk.merge("b", "a")
    both.undo()
    assert (both.scores(), desk.stamps("b")) == (before, stamps)
    everybody_meets(desk)
    assert values(both) == [231.0]


def taken_back(desk: Desk, *, keep: Callable[[Book], object], change: Callable[[Book], object]) -> None:
    """Let c keep something, and a merge that, change it, hand it on to c, and take back both change and merge."""
    desk.book("b").set_plan(Plan(exam=Exam.STEP1))
    keep(desk.book("c"))
    desk.merge("a", "c")
    change(desk.book("a"))
    desk.merge("c", "a")
    desk.book("a").undo()
    desk.book("a").undo()


def removed(desk: Desk) -> None:
    taken_back(desk, keep=lambda book: book.add(nbme(226.0)), change=lambda book: book.remove(1))


@pytest.mark.parametrize("before_peace", ["", "ac", "ca", "ba", "ba bc", "bc ba", "bc cb", "ca bc"])
def test_a_removal_taken_back_with_the_merge_before_it_stands_nowhere(desk: Desk, before_peace: str) -> None:
    """Undoing the merge makes the device as it was, and its taking back of the spread removal still counts."""
    removed(desk)
    assert [values(desk.book(name)) for name in "ac"] == [[], []]
    for pair in before_peace.split():
        desk.merge(*pair)
    everybody_meets(desk)
    assert [values(desk.book(name)) for name in "abc"] == [[226.0]] * 3


def test_what_is_set_aside_waits_for_one_who_knows_of_it(desk: Desk) -> None:
    desk.book("b").add(session(70.0, 40, DAY))
    before = desk.stamps("a")
    removed(desk)
    assert desk.stamps("a") == before
    desk.merge("a", "b")
    assert values(desk.book("a")) == [70.0]
    merged = desk.merge("a", "c")
    assert (merged.said, merged.clashes) == ("1 score added", ())
    assert desk.merge("a", "c").is_nothing
    assert values(desk.book("a")) == [70.0, 226.0]


def test_undo_sets_aside_again_what_a_merge_brought_in_from_there(desk: Desk) -> None:
    removed(desk)
    here = desk.book("a")
    before = desk.stamps("a")
    for _ in range(2):
        desk.merge("a", "c")
        here.replace(here.scores()[0].id, lambda _: nbme(240.0))
        here.undo()
        here.undo()
        assert (here.scores(), desk.stamps("a")) == ([], before)
    desk.merge("c", "a")
    assert values(desk.book("c")) == [226.0]
    desk.book("c").remove(desk.book("c").scores()[0].id)
    everybody_meets(desk)
    assert [values(desk.book(name)) for name in "abc"] == [[]] * 3


def test_an_edit_taken_back_with_the_merge_before_it_stands_nowhere(desk: Desk) -> None:
    taken_back(
        desk,
        keep=lambda book: book.add(nbme(226.0)),
        change=lambda book: book.replace(1, lambda _: nbme(240.0)),
    )
    everybody_meets(desk)
    assert [values(desk.book(name)) for name in "abc"] == [[226.0]] * 3


def test_a_schedule_taken_back_with_the_merge_before_it_comes_with_its_days(desk: Desk) -> None:
    another = replace(SCHEDULE, days=(replace(SCHEDULE.days[0], questions=7),))
    taken_back(desk, keep=lambda book: book.save_schedule(SCHEDULE), change=lambda book: book.save_schedule(another))
    assert desk.book("c").schedule(SCHEDULE.exam) == another
    everybody_meets(desk)
    assert [desk.book(name).schedule(SCHEDULE.exam) for name in "abc"] == [SCHEDULE] * 3


def test_an_import_taken_back_with_the_merge_before_it_stays_removed(desk: Desk) -> None:
    """The merge had brought the removal of a row, and the sheet of that row was imported again."""
    sheet = Intake([Incoming(session(70.0, 40, DAY))])
    for name in "ac":
        desk.book(name).bring_in(sheet)
    desk.merge("c", "a")
    taken_back(desk, keep=lambda book: book.remove(1), change=lambda book: book.bring_in(sheet))
    assert [values(desk.book(name)) for name in "ac"] == [[70.0]] * 2
    everybody_meets(desk)
    assert [values(desk.book(name)) for name in "abc"] == [[]] * 3


@pytest.mark.parametrize(("prefer", "expected"), [(Prefer.LATER, 226.0), (Prefer.OURS, 226.0), (Prefer.THEIRS, 240.0)])
def test_what_is_set_aside_against_an_edit_is_said(desk: Desk, prefer: Prefer, expected: float) -> None:
    """The clock of c is slow: its edit counts as earlier than what a took back."""
    there = desk.book("c", -timedelta(hours=1))
    there.add(nbme(226.0))
    desk.merge("a", "c")
    here = desk.book("a")
    here.remove(1)
    here.undo()
    here.undo()
    there.replace(1, lambda _: nbme(240.0))
    (clash,) = desk.merge("a", "c", prefer).clashes
    kept = "there" if prefer is Prefer.THEIRS else "here"
    assert (clash.here, clash.there, clash.kept) == ("value 226", "value 240", kept)
    for into, other in ("ca", "ba"):
        desk.merge(into, other)
    assert [values(desk.book(name)) for name in "abc"] == [[expected]] * 3
    assert desk.merge("a", "c").is_nothing


def test_an_edit_after_the_undo_of_a_choice_stands_against_the_choice_handed_on(desk: Desk) -> None:
    here = desk.book("a")
    kept = here.add(nbme(226.0))
    desk.merge("c", "a")
    desk.book("c").remove(1)
    here.replace(kept.id, lambda _: nbme(228.0))
    desk.merge("a", "c", Prefer.THEIRS)
    desk.merge("b", "a")
    here.undo()
    assert values(here) == [228.0]
    here.replace(kept.id, lambda _: nbme(231.0))
    everybody_meets(desk)
    assert [values(desk.book(name)) for name in "abc"] == [[231.0]] * 3


def test_one_sheet_imported_on_two_devices_does_not_double(desk: Desk) -> None:
    sheet = Intake([Incoming(session(70.0, 40, DAY)), Incoming(session(70.0, 40, DAY)), Incoming(nbme(226.0))])
    for name in "ab":
        desk.book(name).bring_in(sheet)
    assert desk.merge("a", "b").is_nothing
    assert values(desk.book("a")) == [70.0, 70.0, 226.0]
    desk.book("a").undo()
    desk.book("a").bring_in(sheet)
    assert desk.merge("b", "a").is_nothing


def test_sittings_that_plans_tell_of_are_the_same_on_two_devices(desk: Desk) -> None:
    told = Plan(exam=Exam.STEP2CK, failed_attempts=1, failed_on=DAY)
    for name in "ab":
        desk.book(name).set_plan(told)
    desk.merge("a", "b")
    assert desk.book("a").plan() == told
    desk.book("c").add(Attempt(exam=Exam.STEP2CK, on=DAY, score="fail"))
    desk.merge("a", "c")
    assert len(desk.book("a").attempts(Exam.STEP2CK)) == 1


def test_every_kind_of_row_travels(desk: Desk) -> None:
    here, there = desk.book("a"), desk.book("b")
    anki = AnkiDay(DAY, Reviews(3, 60_000, 2, 1), (TopicReviews("renal", Reviews(3, 60_000, 2, 1)),))
    there.set_plan(Plan(exam=Exam.STEP2CK, target=240, applicant=Applicant.US_IMG))
    there.set_settings(SETTINGS)
    there.save_schedule(SCHEDULE)
    there.add(StudyHours(id=0, uid="", exam=Exam.STEP2CK, day=DAY, hours=2.5))
    there.put([anki], "anki", "anki read")
    desk.merge("a", "b")
    assert (here.plans(), here.settings(Exam.STEP2CK)) == (there.plans(), there.settings(Exam.STEP2CK))
    assert here.schedule(Exam.STEP2CK) == SCHEDULE
    assert (here.all(StudyHours), here.all(AnkiDay)) == (there.all(StudyHours), [anki])


def test_the_plan_set_last_on_either_is_the_plan_set_last(desk: Desk) -> None:
    here, there = desk.book("a"), desk.book("b")
    there.set_plan(Plan(exam=Exam.STEP2CK))
    here.set_plan(Plan(exam=Exam.STEP1))
    desk.merge("a", "b")
    desk.merge("b", "a")
    assert here.exam() is there.exam() is Exam.STEP1


def changed(folder: Path, *statements: str) -> None:
    with sqlite3.connect(folder / "b.db") as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    ("break_it", "says"),
    [
        (lambda folder: changed(folder, "UPDATE book SET owner = 'ann'"), "another owner"),
        (lambda folder: changed(folder, "UPDATE score SET value = 'much'"), "cannot be read"),
        (lambda folder: changed(folder, "PRAGMA user_version = 99"), "newer stepready"),
        (lambda folder: (folder / "b.db").write_bytes(b"hello"), "not a stepready database"),
        (lambda folder: (folder / "b.db").unlink(), "no such file"),
    ],
)
def test_what_is_no_book_of_this_owner_is_refused_and_nothing_changes(
    tmp_path: Path, break_it: Callable[[Path], None], says: str
) -> None:
    with ExitStack() as stack:
        Desk(tmp_path, stack).book("b").add(nbme(231.0))
    break_it(tmp_path)
    with ExitStack() as stack:
        desk = Desk(tmp_path, stack)
        desk.book("a").add(nbme(226.0))
        with pytest.raises(StepreadyError, match=says):
            desk.merge("a", "b")
        assert values(desk.book("a")) == [226.0]
        assert desk.book("a").version() == 1


def test_an_older_schema_is_brought_along_in_a_copy(tmp_path: Path) -> None:
    old = tmp_path / "b.db"
    connection = sqlite3.connect(old)
    connection.executescript((Path(__file__).parent / "schemas" / "1.sql").read_text())
    connection.executescript(f"PRAGMA application_id = {0x53745264}; PRAGMA user_version = 1")
    connection.close()
    before = old.read_bytes()
    with ExitStack() as stack:
        desk = Desk(tmp_path, stack)
        desk.merge("a", "b")
        assert values(desk.book("a")) == [72.5, 226.0]
    assert old.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir() if file.name.startswith("b.db")) == ["b.db"]


@pytest.mark.parametrize("version", range(1, LATEST + 1))
def test_everything_an_older_schema_held_gets_a_stamp(tmp_path: Path, version: int) -> None:
    connection = sqlite3.connect(tmp_path / "a.db")
    connection.executescript((Path(__file__).parent / "schemas" / f"{version}.sql").read_text())
    connection.executescript(f"PRAGMA application_id = {0x53745264}; PRAGMA user_version = {version}")
    connection.close()
    with ExitStack() as stack:
        desk = Desk(tmp_path, stack)
        store = desk.book("a")._store  # noqa: SLF001 - stamps are the store's own
        stamped = {(row["kind"], row["name"]) for row in store.rows("all_stamp")}
        held = {unit_of(kind, row) for kind in ENTERED for row in store.rows(f"all_{kind.name}")}
        since = {"profile", "programme", "shortlist", "inbox_line"}
        assert {unit for unit in held if unit.kind not in since} <= stamped
        assert len(stamped) >= 3


def test_every_kind_of_row_belongs_to_a_unit_that_all_devices_name_alike() -> None:
    for kind in ENTERED:
        row = {"id": 7, "uid": "abc", "exam": "step1", "day": "2027-07-01", "season": 2028, "line": "x"}
        unit = unit_of(kind, row)
        assert "7" not in unit.name or kind.keys != ("id",)
        assert unit.kind == (kind.part_of or kind.name)
