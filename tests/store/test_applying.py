"""The profile, programmes and lists: kept, changed in one change, taken back, exported and brought in again."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from stepready.core.applying.profile import Profile, Visa
from stepready.core.applying.programme import Known, Programme, Track, told
from stepready.core.applying.shortlist import ListEntry, Note, Place, Shortlist
from stepready.core.facts.instruments import Instruments
from stepready.core.values.errors import StepreadyError
from stepready.store.book import Book
from stepready.store.opening import open_book
from stepready.transfer.document import read_export
from stepready.transfer.export import export_json
from tests.store.conftest import MOMENT

MINIMUM = told(Known(value=220, source="its site", as_of=date(2027, 5, 1)))
GENERAL = Programme(
    name="Example Général 総合", specialty="internal-medicine", track=Track.CATEGORICAL, facts={"min_step2": MINIMUM}
)
LIST = Shortlist(season=2028, specialties=("internal-medicine",), most=40, built_on=date(2027, 7, 1))


def kept_programmes(book: Book, *programmes: Programme) -> list[Programme]:
    return book.revise_programmes(lambda _: list(programmes), lambda kept: f"programs import: {len(kept)}")


def test_nothing_said_is_an_empty_profile_and_no_list(book: Book) -> None:
    assert (book.profile(), book.programmes(), book.shortlist(2028)) == (Profile(), [], None)


def test_a_profile_is_changed_and_taken_back(book: Book) -> None:
    book.change_profile(lambda profile: replace(profile, visa=Visa.J1, states=("OH", "MI")))
    book.change_profile(lambda profile: replace(profile, graduated=2025))
    assert book.profile() == Profile(visa=Visa.J1, states=("OH", "MI"), graduated=2025)
    assert book.undo().said == "profile set: graduated 2025"
    assert book.profile() == Profile(visa=Visa.J1, states=("OH", "MI"))
    book.undo()
    assert book.profile() == Profile()


def test_programmes_come_and_change_in_one_change(book: Book) -> None:
    (first,) = kept_programmes(book, GENERAL)
    assert (first.id, first.value("min_step2")) == (1, 220)
    changed = replace(first, facts={"min_step2": told(Known(value=230))})
    both = kept_programmes(book, changed, replace(GENERAL, name="Another"))
    assert [(one.id, one.name) for one in both] == [(1, GENERAL.name), (2, "Another")]
    assert both[0].uid == first.uid
    assert book.undo().said == "programs import: 2"
    assert book.programmes() == [first]


def test_a_list_is_kept_by_season(book: Book) -> None:
    entry = ListEntry(programme="a" * 32, place=Place.PINNED, signal="gold", invited=date(2027, 10, 1))
    book.change_shortlist(2028, lambda _: replace(LIST, entries=(entry,)), "shortlist build")
    assert book.shortlist(2028) == replace(LIST, entries=(entry,))
    assert book.shortlist(2029) is None
    assert replace(LIST, entries=(entry,)).count(Note.INVITED) == 1
    assert book.undo().said == "shortlist build"
    assert book.shortlist(2028) is None


def test_an_export_brings_all_of_it_into_an_empty_log(tmp_path: Path) -> None:
    with open_book(str(tmp_path / "one.db"), now=lambda: MOMENT) as book:
        book.change_profile(lambda profile: replace(profile, visa=Visa.EITHER, budget=2500))
        (kept,) = kept_programmes(book, GENERAL)
        book.change_shortlist(
            2028, lambda _: replace(LIST, entries=(ListEntry(programme=kept.uid),)), "shortlist build"
        )
        text = export_json(book)
    with open_book(str(tmp_path / "two.db"), now=lambda: MOMENT) as book:
        intake = read_export(text, "everything.json", instruments=Instruments({}, {}), today=date(2027, 7, 1))
        assert book.bring_in(intake).said == "1 programme, the profile and the shortlist"
        assert export_json(book) == text
        assert book.bring_in(intake).is_nothing


@pytest.mark.parametrize(
    ("section", "held", "told_of"),
    [
        ("programmes", {"name": "", "specialty": "pmr", "facts": {}}, "programmes[0]: the name is empty"),
        ("programmes", {"name": "A", "specialty": "pmr", "facts": {"looks": {"value": "5"}}}, "is no fact"),
        ("programmes", {"name": "A", "specialty": "pmr", "facts": {"min_step2": {"value": "999"}}}, "accepted: "),
        ("programmes", {"name": "A", "specialty": "pmr", "facts": {"min_step2": {}}}, "programmes[0]: "),
        ("programmes", {"name": "A", "specialty": "pmr", "track": "Z", "facts": {}}, "accepted: C, P, A, R, M"),
        ("profiles", {"graduated": 1200}, "out of range"),
        ("profiles", {"visa": "tourist"}, "accepted: none, j1, h1b, either"),
        ("shortlists", {"season": 2028, "entries": [{"programme": "a"}, {"programme": "a"}]}, "twice"),
    ],
)
def test_an_export_that_could_not_have_been_made_is_refused(section: str, held: object, told_of: str) -> None:
    text = json.dumps({"schema": 1, section: [held]})
    with pytest.raises(StepreadyError) as refused:
        read_export(text, "everything.json", instruments=Instruments({}, {}), today=date(2027, 7, 1))
    assert told_of in refused.value.message
