"""What people write for a score, taken apart."""

import pytest

from stepready.core.facts.exam import Exam
from stepready.core.log.typed_words import Named, Typed, read_name, read_words
from stepready.core.log.which_exam import exam_of
from stepready.core.values.errors import StepreadyError
from stepready.guides.instruments import load_instruments

KNOWN = load_instruments()
WORDS = {
    "nbme 11 231": ("nbme", None, "11", "231"),
    "nbme10 231": ("nbme", None, "10", "231"),
    "NBME10 231": ("nbme", None, "10", "231"),
    "nbme form 11 231": ("nbme", None, "11", "231"),
    "nbme 231": ("nbme", None, "", "231"),
    "uwsa2 245": ("uwsa", None, "2", "245"),
    "ccssa 10 231": ("nbme", Exam.STEP2CK, "10", "231"),
    "cbssa31 71%": ("nbme", Exam.STEP1, "31", "71%"),
    "free-120 78%": ("free120", None, "", "78%"),
    "free 120 94/120": ("free120", None, "", "94/120"),
    "new free 120 74 %": ("free120", None, "new", "74%"),
    "free120 old 78%": ("free120", None, "old", "78%"),
    "qbank 29 of 40": ("qbank", None, "", "29 of 40"),
    "question bank 29 / 40": ("qbank", None, "", "29 / 40"),
    "shelf surgery 78%": ("shelf", None, "surgery", "78%"),
    "cms 66": ("cms", None, "", "66"),
    "uworld sa 1 240": ("uwsa", None, "1", "240"),
    "nbme 11": ("nbme", None, "", "11"),
    "nbme11": ("nbme", None, "11", ""),
}
CELLS = {
    "NBME 10": Named(read_name("nbme", KNOWN).source, None, "10"),
    "UWSA1": Named(read_name("uwsa", KNOWN).source, None, "1"),
    "Free 120": Named(read_name("free120", KNOWN).source, None, ""),
    "NBME Form 9": Named(read_name("nbme", KNOWN).source, None, "9"),
    "Free 120 (new)": Named(read_name("free120", KNOWN).source, None, "new"),
    "New Free 120": Named(read_name("free120", KNOWN).source, None, "new"),
    "CBSSA 31": Named(read_name("nbme", KNOWN).source, Exam.STEP1, "31"),
}
STEP1, STEP2 = Exam.STEP1, Exam.STEP2CK
BELONGS = [
    ("nbme 231", [STEP1], STEP2),  # off Step 1's scale
    ("nbme 11 231", [], STEP2),
    ("nbme 30 71%", [STEP2, STEP1], STEP1),  # a form of Step 1 alone
    ("nbme 10 71%", [STEP2], STEP2),  # a form of Step 2 CK, in raw percent
    ("nbme 71%", [STEP2], STEP2),
    ("nbme 71%", [STEP2, STEP1], STEP1),  # an exam's own scale goes first
    ("free120 78%", [STEP2, STEP1], STEP2),
    ("free120 78%", [STEP1], STEP1),
    ("uwsa 2 245", [], STEP2),
    ("cbse 64", [STEP2], STEP1),
    ("shelf surgery 78%", [STEP1], STEP2),
    ("nbme 220", [Exam.STEP3], Exam.STEP3),
]


@pytest.mark.parametrize("line", WORDS)
def test_words_of_a_command(line: str) -> None:
    source, *words = line.split()
    named, value = read_words(source, words, KNOWN)
    assert (named.source, named.exam, named.form, value) == WORDS[line]


@pytest.mark.parametrize("cell", CELLS)
def test_one_cell_that_names_an_instrument_and_its_form(cell: str) -> None:
    assert read_name(cell, KNOWN) == CELLS[cell]


@pytest.mark.parametrize("line", ["nbmx 10 231", "nbme1000 231", "120 78%", "nbme 11 231 5", "uwsa2 1 240", "fr 78%"])
def test_what_is_no_name_or_too_much_is_refused(line: str) -> None:
    source, *words = line.split()
    with pytest.raises(StepreadyError, match=r"is not a source|too many words"):
        read_words(source, words, KNOWN)


@pytest.mark.parametrize(("line", "planned", "exam"), BELONGS)
def test_which_exam_a_score_belongs_to(line: str, planned: list[Exam], exam: Exam) -> None:
    source, *words = line.split()
    assert exam_of(read_words(source, words, KNOWN), "", KNOWN, planned) is exam


def test_without_a_plan_and_without_a_sign_the_exam_is_asked_for() -> None:
    typed = Typed(read_name("free120", KNOWN), "78%")
    with pytest.raises(StepreadyError, match="say which exam: --exam step1 or --exam step2ck"):
        exam_of(typed, "", KNOWN, [])
