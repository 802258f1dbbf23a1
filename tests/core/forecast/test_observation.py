"""What a logged score says, what makes it count less, and what leaves it out."""

from collections.abc import Sequence

import pytest

from stepready.core.facts.exam import Exam, Source
from stepready.core.log.score import Score
from tests.core.forecast.logs import STEP2, forecast, nbmes, score, trend

BASE = nbmes((240, 30), (240, 20), (240, 10))

# Printed points above the NBME scale, from the published offsets: UWSA 2 +5, UWSA 3 -7.7, NBME 9 -5.8.
OFFSETS = [("nbme", "9", -5.8), ("nbme", "12", 0), ("uwsa", "1", 0.4), ("uwsa", "2", 5), ("uwsa", "3", -7.7)]


@pytest.mark.parametrize(("source", "form", "offset"), OFFSETS)
def test_a_form_is_read_with_its_own_offset(source: str, form: str, offset: float) -> None:
    (seen,) = trend([score(source, form, 240, 5)]).seen
    assert seen.value == pytest.approx(240 - offset)


def test_a_form_without_published_offset_is_less_certain() -> None:
    known, unknown = (trend([score("nbme", form, 240, 5)]).seen[0].variance for form in ("12", "99"))
    assert unknown > known


def test_an_nbme_errs_by_the_published_retest_band() -> None:
    # Two thirds of retests within 8 points: the difference of two sittings has SD 8.
    (seen,) = trend([score("nbme", "12", 240, 5)]).seen
    assert 2 * seen.variance == pytest.approx(8**2, rel=0.01)


@pytest.mark.parametrize("condition", ["untimed", "partial", "offline"])
def test_a_doubtful_sitting_counts_less_and_is_named(condition: str) -> None:
    plain = forecast([*BASE, score("nbme", "12", 260, 2, number=9)])
    doubtful = forecast([*BASE, score("nbme", "12", 260, 2, condition, number=9)])
    assert forecast(BASE).mean < doubtful.mean < plain.mean
    assert 9 in doubtful.used
    assert any(f"counts less: {condition}" in notice for notice in doubtful.notices)


def left_out(scores: Sequence[Score], exam: Exam = Exam.STEP2CK) -> dict[int, str]:
    return {left.score.id: left.why for left in trend(scores, exam=exam).left_out}


def test_a_repeated_form_is_left_out_with_the_reason() -> None:
    repeated = score("nbme", "12", 260, 2, "repeat", number=9)
    assert forecast([*BASE, repeated]).mean == forecast(BASE).mean
    assert left_out([*BASE, repeated]) == {9: "a repeated form: remembered questions"}


def test_a_later_score_is_left_out() -> None:
    assert left_out([*BASE, score("nbme", "12", 260, -1, number=9)]) == {9: "dated after today"}


def test_a_vendor_exam_without_a_scale_for_step_1_is_left_out() -> None:
    vendor = score("uwsa", "1", 70, 2, exam=Exam.STEP1, number=9)
    assert left_out([*nbmes((70, 5), exam=Exam.STEP1), vendor], Exam.STEP1) == {9: "no usable scale for Step 1"}


def test_scores_of_the_other_step_play_no_part() -> None:
    other = nbmes((70, 5), exam=Exam.STEP1)
    assert forecast([*BASE, *other]) == forecast(BASE)


def test_a_free_120_pulls_towards_what_its_percent_is_worth() -> None:
    means = [forecast([*BASE, score("free120", "", percent, 3, number=9)]).mean for percent in (60, 75, 90)]
    assert means[0] < forecast(BASE).mean < means[2]
    assert means == sorted(means)


def test_more_free_120_questions_are_more_certain() -> None:
    short, full = (trend([score("free120", "", 75, 3, questions=n)]).seen[0].variance for n in (40, 120))
    # The binomial variance of a percent is p (100 - p) / questions, at the typical percent whatever was scored.
    p = STEP2.samples[Source("free120")].percent
    assert short - full == pytest.approx(p * (100 - p) * (1 / 40 - 1 / 120))


def test_used_ids_are_those_that_count() -> None:
    assert forecast([*BASE, score("amboss", "", 243, 4, number=7)]).used == (1, 2, 3, 7)


def test_a_sitting_entered_twice_and_a_repeated_form_are_used_once() -> None:
    once = [score("nbme", "11", 231, 20), score("nbme", "12", 235, 10)]
    doubled = [*once, score("nbme", "011", 239, 20, number=7), score("nbme", "12", 250, 3)]
    found = trend(doubled)
    assert [seen.value for seen in found.seen] == [231, 235]  # of a doubled sitting the lower value
    assert {left.why for left in found.left_out} == {"entered twice", "a repeat of a form sat before"}
