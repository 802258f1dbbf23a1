"""Every result hears its band, its list, the explanation, the backup and the timing from its guide."""

from dataclasses import replace
from datetime import date

import pytest

from stepready.core.facts.exam import Exam, Source, Step1, Unit
from stepready.core.log.attempts import Attempt
from stepready.core.log.score import Score
from stepready.core.plan import Plan
from stepready.core.verdict.after_result import after_result
from stepready.core.verdict.decision import decide
from stepready.core.verdict.notices import notices
from stepready.guides.library import load
from stepready.services.case import case_of

TODAY, SAT = date(2027, 7, 15), date(2027, 6, 10)
TOPICS = ("Band:", "List:", "Explanation:", "Backup:", "Timing:")
LIBRARY = load()


def said(guide: str, result: str, *, step1: Step1 | None = None, before: int = 0, exam: Exam = Exam.STEP2CK) -> str:
    plan = Plan(exam=exam, exam_date=SAT, result=result, season=2028, step1=step1, specialty="psychiatry")
    failed = [Attempt(exam=exam, on=date(2026, 1 + at, 10), score="fail") for at in range(before)]
    decision = decide(case_of(LIBRARY, plan, TODAY, attempts=failed, guide=guide))
    told = after_result(decision)
    assert all(any(text.startswith(topic) for text in told) for topic in TOPICS)
    return "\n".join(told)


@pytest.mark.parametrize("guide", list(LIBRARY.guides))
@pytest.mark.parametrize("result", ["205", "218", "229", "238", "247", "262", "pass", "fail"])
def test_every_score_hears_every_topic_of_every_guide(guide: str, result: str) -> None:
    told = said(guide, result)
    assert ("retake" in told) <= (result in {"205", "fail"})


@pytest.mark.parametrize("result", ["pass", "fail"])
def test_a_result_of_step1_hears_them_too(result: str) -> None:
    assert "Step 2 CK" in said("us-img", result, exam=Exam.STEP1)


@pytest.mark.parametrize(("result", "is_long"), [("218", True), ("230", True), ("231", False), ("250", False)])
def test_preliminary_medicine_asks_for_the_long_list_up_to_230(result: str, *, is_long: bool) -> None:
    assert ("120-150" in said("prelim-im-non-us-img", result)) is is_long


@pytest.mark.parametrize(
    ("guide", "result", "step1", "before", "band"),
    [
        ("pmr-us-img", "240", Step1.FAILED_THEN_PASSED, 0, "counts as 'low'"),
        ("pmr-us-img", "240", Step1.PASSED, 1, "counts as 'low'"),
        ("med-peds-non-us-img", "236", None, 1, "counts as 'difficult'"),
        ("prelim-im-non-us-img", "236", None, 2, "counts as 'rescue'"),
    ],
)
def test_failed_attempts_count_into_the_bands_that_name_them(
    guide: str, result: str, step1: Step1 | None, before: int, band: str
) -> None:
    assert band in said(guide, result, step1=step1, before=before)
    assert "counts as" not in said(guide, result, step1=Step1.PASSED)


def test_one_failure_is_not_several() -> None:
    assert "counts as" not in said("prelim-im-non-us-img", "236", before=1)


PASSED, FAILED = Step1.PASSED, Step1.FAILED_THEN_PASSED
NO_BACKUP = "Backup: none is asked for"


@pytest.mark.parametrize(
    ("guide", "result", "step1", "before", "heard", "unheard"),
    [
        # 000: a failure counts as the lowest band whatever the score; red flags and low scores: more core and safety.
        ("pmr-us-img", "fail", PASSED, 0, ("60-80", "50 or more", "'low'", "transitional"), ("reach programmes are",)),
        ("pmr-us-img", "222", PASSED, 0, ("'viable'", "more core and safety"), ("Under 220",)),
        ("pmr-us-img", "219", PASSED, 0, ("'low'", "60-80", "Under 220", "more core and safety"), ()),
        ("pmr-us-img", "235", PASSED, 0, ("'solid'", "more core and safety", NO_BACKUP), ("60-80",)),
        ("pmr-us-img", "236", PASSED, 0, ("'solid'", NO_BACKUP), ("more core and safety",)),
        ("pmr-us-img", "250", FAILED, 0, ("more core and safety", "backup specialty", "pattern"), (NO_BACKUP,)),
        ("pmr-us-img", "250", FAILED, 1, ("After several failures",), (NO_BACKUP,)),
        ("pmr-us-img", "250", PASSED, 1, ("50 or more",), ("After several failures",)),
        # 001: under 225 is low, a failure too; a low score applies in the usual cycle, a research year comes later.
        ("pmr", "224", PASSED, 0, ("40-60", "usual cycle", "only after too few interviews", "second specialty"), ()),
        ("pmr", "225", PASSED, 0, ("between the bands", NO_BACKUP), ("40-60", "usual cycle")),
        ("pmr", "fail", PASSED, 0, ("'borderline or low'", "40-60", "second specialty"), (NO_BACKUP, "usual cycle")),
        ("pmr", "240", FAILED, 1, ("several concerns together",), ("40-60",)),
        # 002: by field; a failed Step 1 is turned around from 235.
        ("us-img", "229", PASSED, 0, ("under the lowest band", "'solid' from 230", "60-100", "community medicine"), ()),
        ("us-img", "239", PASSED, 0, ("'solid'", NO_BACKUP), ("60-100", "anaesthesiology")),
        ("us-img", "240", PASSED, 0, ("'solid'", "anaesthesiology"), ("60-100",)),
        ("us-img", "234", FAILED, 0, ("60-100", "community medicine", "documentable"), ("turns a failed Step 1",)),
        ("us-img", "235", FAILED, 0, ("60-100", "turns a failed Step 1 around"), ()),
        # 003: 215-230 or failed; two failures are the rescue band. Its reach lies over the applicant's score.
        ("prelim-im-non-us-img", "fail", PASSED, 0, ("120-150", "No impulsive retake", "graduation year"), ()),
        ("prelim-im-non-us-img", "240", PASSED, 1, ("120-150", "fuller story at interview"), ("counts as",)),
        ("prelim-im-non-us-img", "240", FAILED, 1, ("120-150", "counts as 'rescue'", "red flag"), ()),
        ("prelim-im-non-us-img", "240", FAILED, 0, ("red flag",), ("120-150",)),
        ("prelim-im-non-us-img", "231", PASSED, 0, ("reach: your score lies under",), ("120-150", "emails")),
        # 004: every list has a backup, weighed seriously up to 225 and after a failure; 230 answers a failed Step 1.
        ("med-peds-non-us-img", "240", PASSED, 0, ("25-60", "Categorical", "their range or above"), (NO_BACKUP,)),
        ("med-peds-non-us-img", "225", PASSED, 0, ("'viable'", "seriously"), ()),
        ("med-peds-non-us-img", "226", PASSED, 0, ("'viable'", "Categorical"), ("seriously",)),
        ("med-peds-non-us-img", "fail", PASSED, 0, ("seriously", "strong consideration", "next cycle"), (NO_BACKUP,)),
        ("med-peds-non-us-img", "230", FAILED, 0, ("best answer", "longer and more IMG-friendly"), ()),
        ("med-peds-non-us-img", "229", FAILED, 0, ("longer and more IMG-friendly",), ("best answer",)),
    ],
)
def test_a_result_hears_what_its_guides_text_says_of_it(
    guide: str, result: str, step1: Step1, before: int, heard: tuple[str, ...], unheard: tuple[str, ...]
) -> None:
    told = said(guide, result, step1=step1, before=before)
    assert [text for text in heard if text not in told] == []
    assert [text for text in unheard if text in told] == []


def test_a_band_stands_beside_the_national_percentile() -> None:
    assert "230 (national percentile 9) is 'viable'" in said("med-peds-non-us-img", "230")


def test_a_failure_of_step1_hears_which_score_of_step2_turns_it_around() -> None:
    assert "235-245" in said("us-img", "fail", exam=Exam.STEP1)
    assert "235-245" in said("us-img", "pass", exam=Exam.STEP1, before=1)
    assert "235-245" not in said("us-img", "pass", exam=Exam.STEP1)


@pytest.mark.parametrize("exam", [Exam.STEP1, Exam.STEP2CK])
def test_the_last_attempt_failed_leaves_no_retake_to_speak_of(exam: Exam) -> None:
    told = said("us-img", "fail", exam=exam, before=3)
    assert "no attempt is left" in told
    assert "retake" not in told


def test_a_failing_result_is_told_of_the_year_that_may_be_spared() -> None:
    plan = Plan(exam=Exam.STEP2CK, exam_date=SAT, result="fail", season=2028)
    asked = notices(decide(case_of(LIBRARY, plan, TODAY, guide="pmr")))
    assert any("--can-skip-cycle" in text for text in asked)
    spared = replace(plan, can_skip_cycle=True)
    assert not any("--can-skip-cycle" in text for text in notices(decide(case_of(LIBRARY, spared, TODAY, guide="pmr"))))


def test_before_a_retake_the_guides_word_on_failures_is_heard() -> None:
    plan = Plan(exam=Exam.STEP2CK, exam_date=date(2027, 9, 1), season=2028)
    failed = [Attempt(exam=Exam.STEP2CK, on=SAT, score="205")]
    decision = decide(case_of(LIBRARY, plan, TODAY, attempts=failed, guide="med-peds-non-us-img"))
    assert any("six to eight weeks" in text for text in notices(decision))
    assert not any(text.startswith("Band:") for text in notices(decision))


@pytest.mark.parametrize(("guide", "is_heard"), [("med-peds-non-us-img", True), ("pmr", False), ("us-img", False)])
def test_very_low_practice_hears_what_the_guide_says_of_it(guide: str, *, is_heard: bool) -> None:
    plan = Plan(exam=Exam.STEP2CK, exam_date=date(2027, 7, 28), season=2028)
    exams = [
        Score(id=at, uid=str(at), day=date(2027, 7, at), source=Source("nbme"), form=str(10 + at), value=208,
              unit=Unit.SCORE, exam=Exam.STEP2CK)
        for at in (1, 9)
    ]  # fmt: skip
    told = notices(decide(case_of(LIBRARY, plan, TODAY, exams=exams, guide=guide)))
    assert any(text.startswith("With practice under the pass mark:") for text in told) is is_heard
