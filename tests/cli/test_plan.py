"""Setting and showing the plan."""

import pytest

from tests.conftest import Stepready


def test_the_first_plan_says_its_season(stepready: Stepready) -> None:
    ended = stepready("plan set --exam step2ck --on 2027-07-28")
    assert "ERAS season         2028" in ended.out
    assert stepready("plan show --json").json["season"] == 2028


def test_set_changes_what_is_named_and_keeps_the_rest(stepready: Stepready) -> None:
    stepready("plan set --exam step2ck --on 2027-07-28 --target 240 --specialty PM&R --applicant us-img")
    ended = stepready("plan set --on 2027-08-04")
    assert "Test date           Wed 4 Aug 2027  (was Wed 28 Jul 2027)" in ended.out
    shown = stepready("plan show --json").json
    assert (shown["target"], shown["specialty"], shown["guide"]) == (240, "pmr", "pmr-us-img")


def test_one_plan_for_each_exam_and_commands_speak_of_the_one_set_last(stepready: Stepready) -> None:
    stepready("plan set --exam step2ck --on 2027-07-28")
    stepready("plan set --exam step1 --on 2027-07-20 --low-pass 62-68")
    assert stepready("plan show --json").json["exam"] == "step1"
    assert stepready("plan show --exam step2ck --json").json["exam_date"] == "2027-07-28"
    assert stepready("check --json").json["plan"]["exam"] == "step1"


def test_undo_of_a_plan_brings_the_other_exam_back(stepready: Stepready) -> None:
    stepready("plan set --exam step2ck --on 2027-07-28")
    stepready("plan set --exam step1 --on 2027-07-20")
    stepready("undo")
    assert stepready("plan show --json").json["exam"] == "step2ck"
    stepready("undo")
    assert stepready("plan show").code == 2


def test_a_field_can_be_forgotten(stepready: Stepready) -> None:
    stepready("plan set --exam step2ck --on 2027-07-28 --target 240 --score 220")
    stepready("plan set --forget result --forget target --forget exam-date")
    shown = stepready("plan show --json").json
    assert (shown["result"], shown["target_set"], shown["exam_date"]) == (None, False, None)


def test_a_day_of_failure_is_one_failed_attempt(stepready: Stepready) -> None:
    stepready("plan set --exam step2ck --failed-on 2027-05-01")
    assert stepready("plan show --json").json["failed_attempts"] == 1
    stepready("plan set --failed-attempts 0")
    assert stepready("plan show --json").json["failed_on"] is None


@pytest.mark.parametrize(
    ("options", "names"),
    [
        ("--on 2027-02-29", "2027-02-29"),
        ("--on 28/07/2027", "28/07/2027"),
        ("--on 3019-01-01", "2015 to 2100"),
        ("--on 2014-12-31", "2015 to 2100"),
        ("--target 301", "1 to 300"),
        ("--target 0", "1 to 300"),
        ("--target 2x0", "2x0"),
        ("--exam step1 --target 101", "1 to 100"),
        ("--exam step4", "step4"),
        ("--applicant md", "us-md"),
        ("--specialty ''", "specialty"),
        ("--season 1999", "1999"),
        ("--guide nobody", "med-peds-non-us-img"),
        ("--exam step1 --guide pmr", "us-img"),
        ("--step1 maybe", "failed-then-passed"),
        ("--failed-attempts 5", "0 to 4"),
        ("--failed-attempts -1", "0 to 4"),
        ("--failed-on 2027-07-16", "after today"),
        ("--score 999", "1 to 300"),
        ("--exam step1 --score 230", "pass or fail"),
        ("--low-pass 62-68", "step1"),
        ("--exam step1 --low-pass 68-62", "low first"),
        ("--exam step1 --low-pass 62", "62-68"),
        ("--qbank-used 101", "0 to 100"),
        ("--qbank-used nan", "nan"),
        ("--forget exam", "exam"),
        ("--nonsense", "nonsense"),
        ("extra words", "extra"),
    ],
)
def test_bad_input_gets_one_line_and_changes_nothing(options: str, names: str, stepready: Stepready) -> None:
    ended = stepready(f"plan set {options}")
    assert ended.code == 2
    assert ended.out == ""
    lines = ended.err.splitlines()
    assert [line for line in lines if line.startswith("error:")] == lines[:1]
    assert names in ended.err
    assert stepready("plan show").code == 2


def test_a_misspelt_specialty_is_asked_about_and_nothing_changes(stepready: Stepready) -> None:
    stepready("plan set --on 2027-07-28 --specialty pmr")
    ended = stepready("plan", "set", "--specialty", "famly medicine")
    assert ended.code == 2
    assert ended.err.startswith("error: specialty 'famly medicine': did you mean family-medicine?\n")
    assert stepready("plan show --json").json["specialty"] == "pmr"


def test_an_unknown_specialty_is_accepted_and_what_it_costs_is_said(stepready: Stepready) -> None:
    ended = stepready("plan", "set", "--on", "2027-07-28", "--applicant", "us-img", "--specialty", "Nuclear Medicine")
    assert ended.code == 0
    said = " ".join(ended.err.split())
    assert "its competitiveness is unknown; under us-img there is no target until `plan set --target`" in said
    assert "near-target and field-figure stay unknown" in said
    assert "unknown" not in stepready("plan set --specialty pmr").err


@pytest.mark.parametrize(("field", "value"), [("applied", "2027-06-01"), ("score", "231"), ("on", "2027-08-01")])
def test_what_is_told_and_forgotten_at_once_is_refused(stepready: Stepready, field: str, value: str) -> None:
    ended = stepready(f"plan set --{field} {value} --forget {field}")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"error: --forget {field}: found beside --{field}")
