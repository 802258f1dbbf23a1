"""A form's name, however it is written."""

import pytest

from stepready.core.log.same_form import folded_form, is_same_form, known_form

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
