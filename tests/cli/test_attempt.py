"""Sittings of the real exams are history, one row each, and the verdict looks back on them."""

import pytest

from tests.conftest import Stepready

MED_PEDS = "--applicant non-us-img --specialty med-peds --season 2028"


def attempts(stepready: Stepready) -> list[tuple[str, str | None, str | None]]:
    return [(sat["exam"], sat["on"], sat["score"]) for sat in stepready("attempt list --json").json["attempts"]]


def test_a_sitting_is_added_changed_listed_and_removed(stepready: Stepready) -> None:
    assert stepready("attempt add --exam step1 --on 2026-05-02 --score fail").code == 0
    assert stepready("attempt add --exam step1 --on 2026-09-01 --score pass --reported 2026-09-23").code == 0
    assert attempts(stepready) == [("step1", "2026-05-02", "fail"), ("step1", "2026-09-01", "pass")]
    assert "reported Wed 27 May 2026" in stepready("attempt edit 1 --reported 2026-05-27").out
    assert "2 Step" not in stepready("attempt rm 2").err
    assert attempts(stepready) == [("step1", "2026-05-02", "fail")]
    assert stepready("undo").code == 0
    assert len(attempts(stepready)) == 2


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("attempt add --on 2027-07-16 --score 230", "still to come"),
        ("attempt add --on 2027-06-01 --score 301", "301"),
        ("attempt add --exam step1 --on 2027-06-01 --score 210", "pass, fail"),
        ("attempt add --on 2027-06-01 --reported 2027-05-01", "before the sitting"),
    ],
)
def test_a_sitting_that_cannot_have_been_is_refused(said: str, names: str, stepready: Stepready) -> None:
    ended = stepready(said)
    assert ended.code == 2
    assert names in ended.err
    assert attempts(stepready) == []


def test_one_day_is_one_sitting(stepready: Stepready) -> None:
    assert stepready("attempt add --on 2027-06-01 --score 210").code == 0
    ended = stepready("attempt add --on 2027-06-01 --score 215")
    assert ended.code == 2
    assert "attempt edit 1" in ended.err


def test_a_sitting_cannot_be_moved_on_to_another_ones_day(stepready: Stepready) -> None:
    stepready("attempt add --on 2027-02-01 --score fail")
    stepready("attempt add --on 2027-05-01 --score 207")
    ended = stepready("attempt edit 2 --on 2027-02-01")
    assert ended.code == 2
    assert "kept already (id 1)" in ended.err
    assert attempts(stepready) == [("step2ck", "2027-02-01", "fail"), ("step2ck", "2027-05-01", "207")]
    assert stepready("attempt edit 2 --on 2027-05-01 --score 208").code == 0


def test_a_second_attempt_does_not_overwrite_the_first(stepready: Stepready) -> None:
    stepready(f"plan set --on 2027-06-10 --score 205 {MED_PEDS}")
    stepready("plan set --on 2027-09-01")
    assert attempts(stepready) == [("step2ck", "2027-06-10", "205")]
    assert stepready("check --json").json["exam_decision"]["verdict"] == "unknown"
    stepready("--today 2027-10-01 plan set --score 240")
    assert attempts(stepready) == [("step2ck", "2027-06-10", "205"), ("step2ck", "2027-09-01", "240")]


@pytest.mark.parametrize(("first", "then"), [("205", "241"), ("205", "205"), ("fail", "fail"), ("205", "pass")])
def test_a_later_day_with_its_result_is_a_sitting_of_its_own(first: str, then: str, stepready: Stepready) -> None:
    stepready(f"plan set --on 2027-01-15 --score {first} {MED_PEDS}")
    told = " ".join(stepready(f"plan set --on 2027-05-03 --score {then}").err.split())
    assert f"The sitting stays as history: Step 2 CK on 2027-01-15: {first}" in told
    assert attempts(stepready) == [("step2ck", "2027-01-15", first), ("step2ck", "2027-05-03", then)]
    assert stepready("undo").code == 0
    assert attempts(stepready) == [("step2ck", "2027-01-15", first)]


@pytest.mark.parametrize(("on", "score"), [("2027-01-15", "231"), ("2027-01-17", "231"), ("2027-01-13", "232")])
def test_another_day_or_result_of_a_pass_corrects_it(on: str, score: str, stepready: Stepready) -> None:
    stepready(f"plan set --on 2027-01-15 --score 231 {MED_PEDS}")
    stepready(f"plan set --on {on} --score {score}")
    assert attempts(stepready) == [("step2ck", on, score)]


def test_a_failing_result_is_corrected_on_its_day_and_dated_earlier(stepready: Stepready) -> None:
    stepready(f"plan set --on 2027-01-15 --score 205 {MED_PEDS}")
    stepready("plan set --score 207")
    assert attempts(stepready) == [("step2ck", "2027-01-15", "207")]
    stepready("plan set --on 2027-01-13 --score 207")
    assert attempts(stepready) == [("step2ck", "2027-01-13", "207")]


def test_a_result_for_the_day_of_a_kept_sitting_is_that_sittings(stepready: Stepready) -> None:
    stepready(f"plan set --on 2027-01-15 --score 205 {MED_PEDS}")
    stepready("attempt add --on 2027-05-03 --score 210")
    stepready("plan set --on 2027-05-03 --score 211")
    assert attempts(stepready) == [("step2ck", "2027-01-15", "205"), ("step2ck", "2027-05-03", "211")]


def test_a_passed_step1_is_known_to_the_step2_plan(stepready: Stepready) -> None:
    stepready("plan set --exam step1 --on 2026-06-01 --score pass")
    stepready(f"plan set --exam step2ck --on 2027-07-28 {MED_PEDS}")
    checks = {check["rule"]: check["outcome"] for check in stepready("check --json").json["checks"]}
    assert checks["step1-passed"] == "pass"


def test_a_sitting_without_its_result_is_asked_about(stepready: Stepready) -> None:
    stepready(f"plan set --on 2027-09-01 {MED_PEDS}")
    stepready("attempt add --on 2027-07-01")
    asked = "The sitting of Thu 1 Jul 2027 has no result yet"
    assert any(asked in notice for notice in stepready("check --json").json["notices"])
    stepready("attempt edit 1 --score fail")
    assert not any(asked in notice for notice in stepready("check --json").json["notices"])


def test_a_step1_still_to_come_is_seen_by_the_step2_plan(stepready: Stepready, monkeypatch: pytest.MonkeyPatch) -> None:
    stepready("plan set --exam step1 --on 2027-07-20")
    stepready(f"plan set --exam step2ck --on 2027-09-01 {MED_PEDS}")

    def step1() -> str:
        checks = stepready("check --json").json["checks"]
        return next(str(check["outcome"]) for check in checks if check["rule"] == "step1-passed")

    assert step1() == "fail"
    monkeypatch.setenv("STEPREADY_TODAY", "2027-07-21")
    assert step1() == "unknown", "its result is pending"
    stepready("plan set --exam step1 --score pass")
    stepready("plan set --exam step2ck")
    assert step1() == "pass"


def test_the_application_is_in_only_when_said(stepready: Stepready) -> None:
    stepready(f"plan set --on 2027-10-20 {MED_PEDS}")
    for form, score in (("11", 240), ("12", 241)):
        assert stepready(f"log nbme {form} {score} --on 2027-07-1{form[-1]}").code == 0
    open_ = ("--today", "2027-09-22", "check", "--json")
    assert stepready(*open_).json["application_decision"]["verdict"] == "unknown"
    assert stepready("--today", "2027-09-22", "plan", "set", "--applied", "2027-09-05").code == 0
    assert stepready(*open_).json["application_decision"]["verdict"] == "already-applied"
    assert stepready("--today", "2027-09-22", "plan", "set", "--applied", "no").code == 0
    assert stepready(*open_).json["application_decision"]["verdict"] == "apply-late"


@pytest.mark.parametrize(("on", "asks"), [("2027-08-29", "a Sunday"), ("2027-07-14", "is past"), ("2027-08-30", "")])
def test_a_sunday_or_a_day_past_is_asked_about(on: str, asks: str, stepready: Stepready) -> None:
    ended = stepready(f"plan set --on {on} {MED_PEDS}")
    assert ended.code == 0
    assert asks in ended.err
    assert bool(ended.err) == bool(asks)


def test_a_sitting_on_a_sunday_is_kept_and_asked_about(stepready: Stepready) -> None:
    # 13 June 2027 is a Sunday, the day before it is not
    asked = stepready("attempt add --exam step2ck --on 2027-06-13 --score 205")
    assert asked.code == 0
    assert "Sun 13 Jun 2027 is a Sunday" in asked.err
    assert "is a Sunday" not in stepready("attempt edit 1 --on 2027-06-12").err
