"""Every result hears its band, its list, the explanation, the backup and the timing from its guide."""

from datetime import date

import pytest

from stepready.core.facts.exam import Exam, Step1
from stepready.core.log.attempts import Attempt
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


def test_before_a_retake_the_guides_word_on_failures_is_heard() -> None:
    plan = Plan(exam=Exam.STEP2CK, exam_date=date(2027, 9, 1), season=2028)
    failed = [Attempt(exam=Exam.STEP2CK, on=SAT, score="205")]
    decision = decide(case_of(LIBRARY, plan, TODAY, attempts=failed, guide="med-peds-non-us-img"))
    assert any("six to eight weeks" in text for text in notices(decision))
    assert not any(text.startswith("Band:") for text in notices(decision))
