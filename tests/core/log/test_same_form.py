"""A form's name, however it is written."""

from datetime import date

import pytest

from stepready.core.facts.exam import Exam, Source, Unit
from stepready.core.log.evidence import one_each
from stepready.core.log.same_form import (
    double_sittings,
    folded_form,
    is_named_alike,
    is_same_form,
    is_same_sitting,
    known_form,
)
from stepready.core.log.score import Score

SAME = [
    ("16", "016"),
    ("16", " 16 "),
    ("16", "Form 16"),
    ("16", "form16"),
    ("16", "#16"),
    ("old", "OLD"),
    ("2 A", "2a"),
]
APART = [("16", "160"), ("1", "10"), ("16", ""), ("0", ""), ("16a", "16"), ("old", "new"), ("form", "")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_writings_of_one_form(one: str, other: str) -> None:
    assert is_same_form(one, other)
    assert is_same_form(other, one)


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_forms(one: str, other: str) -> None:
    assert not is_same_form(one, other)


def test_folding_what_is_folded_changes_nothing() -> None:
    for name in (*sum(SAME, ()), *sum(APART, ()), "000"):
        assert folded_form(folded_form(name)) == folded_form(name)


def test_a_known_form_is_named_as_the_instrument_prints_it() -> None:
    assert known_form("form 009", ("9", "10")) == "9"
    assert known_form("90", ("9", "10")) is None


def sat(source: str, form: str, topic: str) -> Score:
    return Score(
        id=1,
        uid="a",
        day=date(2027, 7, 1),
        source=Source(source),
        form=form,
        value=75.0,
        unit=Unit.PERCENT,
        exam=Exam.STEP2CK,
        topic=topic,
    )


@pytest.mark.parametrize(
    ("source", "form"), [("nbme", "11"), ("uwsa", "2"), ("amboss", ""), ("free120", ""), ("ccse", "")]
)
def test_a_whole_exam_under_another_topic_is_the_same_sitting(source: str, form: str) -> None:
    one, other = sat(source, form, "cardiology"), sat(source, form, "renal")
    assert is_same_sitting(one, other)
    assert double_sittings([one, other]) == [(one, other)]


@pytest.mark.parametrize("source", ["shelf", "cms", "school"])
def test_two_subjects_of_one_day_are_two_sittings(source: str) -> None:
    assert not is_same_sitting(sat(source, "", "medicine"), sat(source, "", "surgery"))
    assert is_same_sitting(sat(source, "", "medicine"), sat(source, "", "medicine"))


@pytest.mark.parametrize(("source", "form"), [("nbme", "11"), ("uwsa", "2"), ("free120", "old")])
def test_an_entry_without_a_form_is_the_sitting_of_that_day(source: str, form: str) -> None:
    named, unnamed = sat(source, form, ""), sat(source, "", "")
    assert is_same_sitting(named, unnamed)
    assert is_same_sitting(unnamed, named)
    assert double_sittings([named, unnamed]) == [(named, unnamed)]
    assert not is_named_alike(named, unnamed)


def test_two_named_forms_of_one_day_are_two_sittings() -> None:
    assert not is_same_sitting(sat("uwsa", "1", ""), sat("uwsa", "2", ""))
    assert not is_same_sitting(sat("shelf", "surgery", ""), sat("shelf", "", ""))


def test_an_entry_without_a_form_makes_no_one_sitting_of_two() -> None:
    unnamed, first, second = sat("uwsa", "", ""), sat("uwsa", "1", ""), sat("uwsa", "2", "")
    assert double_sittings([unnamed, first, second]) == [(first, unnamed)]
    kept, doubles = one_each([unnamed, first, second])
    assert sorted(one.form for one in kept) == ["1", "2"]
    assert len(doubles) == 1
