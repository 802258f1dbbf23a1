"""The verdict's line, the next step and the notices, as a worried person reads them."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Stepready

DATA: dict[str, list[dict[str, Any]]] = tomllib.loads(
    Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8")
)
IMG_PMR = "--applicant us-img --specialty pmr --season 2028"
PSYCH = "--applicant us-img --specialty psychiatry --season 2028"
MED_PEDS = "--applicant non-us-img --specialty med-peds --season 2028"


def logged(stepready: Stepready, *scores: str) -> None:
    for score in scores:
        assert stepready(f"log nbme {score}").code == 0


def checked(case: dict[str, Any], stepready: Stepready, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setenv("STEPREADY_TODAY", case.get("today", "2027-07-15"))
    assert stepready(f"plan set {case['plan']}").code == 0
    logged(stepready, *case.get("scores", ()))
    found: dict[str, Any] = stepready("check --json").json
    return found


@pytest.mark.parametrize("case", DATA["line"], ids=lambda case: case["says"])
def test_the_verdicts_line(case: dict[str, Any], stepready: Stepready, monkeypatch: pytest.MonkeyPatch) -> None:
    assert checked(case, stepready, monkeypatch)["headline"] == case["says"]


@pytest.mark.parametrize("case", DATA["next"], ids=lambda case: case["says"])
def test_the_next_step(case: dict[str, Any], stepready: Stepready, monkeypatch: pytest.MonkeyPatch) -> None:
    assert case["says"] in checked(case, stepready, monkeypatch)["next"]


@pytest.mark.parametrize("case", DATA["notice"], ids=lambda case: case["says"])
def test_a_notice(case: dict[str, Any], stepready: Stepready, monkeypatch: pytest.MonkeyPatch) -> None:
    assert any(case["says"] in notice for notice in checked(case, stepready, monkeypatch)["notices"])


def test_a_pass_in_hand_is_not_called_failing(stepready: Stepready) -> None:
    stepready(f"plan set --on 2027-06-10 --score 236 {IMG_PMR}")
    logged(stepready, "11 210 --on 2027-06-01", "12 212 --on 2027-06-05")
    assert not any("fail" in notice for notice in stepready("check --json").json["notices"])


def test_after_the_exam_the_days_to_act_on_are_listed_and_practice_is_not(stepready: Stepready) -> None:
    stepready(f"plan set --on 2027-07-10 {PSYCH}")
    shown = stepready("check").out
    assert "After the exam" in shown
    assert "re-send scores in MyERAS" in shown
    assert "must" not in shown
    stepready("plan set --score 240")
    assert "After the exam" not in stepready("check").out


def test_a_years_wait_draws_no_day_to_sit_on(stepready: Stepready, monkeypatch: pytest.MonkeyPatch) -> None:
    stepready(f"plan set --on 2027-07-28 --can-skip-cycle {MED_PEDS}")
    logged(stepready, "11 205 --on 2027-07-01", "12 207 --on 2027-07-12")
    monkeypatch.setenv("STEPREADY_TODAY", "2027-07-20")
    shown = stepready("check").out
    assert "Postpone, and apply next cycle, stronger." in shown
    assert "sit  " not in shown
    assert "score likely  " not in shown


def test_a_years_wait_gives_the_ground_of_its_guide(stepready: Stepready, monkeypatch: pytest.MonkeyPatch) -> None:
    """FAQ 3 of the one goes by a failing score, the other by how far off the goal is and what time can mend."""
    stepready(f"plan set --on 2027-07-28 --target 235 --can-skip-cycle {MED_PEDS}")
    logged(stepready, "11 205 --on 2027-07-01", "12 207 --on 2027-07-12")
    monkeypatch.setenv("STEPREADY_TODAY", "2027-07-20")

    def because(guide: str) -> str:
        decision = stepready(f"check --guide {guide} --json").json["application_decision"]
        assert decision["verdict"] == "next-cycle"
        return str(decision["because"])

    assert because("med-peds-non-us-img").startswith("practice is below the pass mark")
    assert because("us-img").startswith("no test day in time makes a gain of 29 points realistic")


def test_who_has_applied_is_told_to_re_send_before_the_exam_too(stepready: Stepready) -> None:
    def told(applied: str) -> bool:
        stepready(f"plan set --exam step2ck --on 2027-08-05 --applicant us-md --specialty pmr {applied}")
        return "re-send" in " ".join(stepready("check --json").json["notices"])

    assert told("--applied 2027-07-10")
    assert not told("--applied 2027-07-10 --resent 2027-07-14")
    assert not told("--applied no --resent no")


def test_a_no_go_without_a_day_names_the_year_that_could_be_spared(
    stepready: Stepready, monkeypatch: pytest.MonkeyPatch
) -> None:
    # us-img after a failure, twelve days before review: 12 points under the target and no day in time.
    monkeypatch.setenv("STEPREADY_TODAY", "2027-09-10")
    stepready("plan set --exam step2ck --on 2027-09-20 --applicant us-img --specialty psychiatry")
    stepready("attempt add --on 2027-07-20 --score 210")
    logged(stepready, "11 222 --on 2027-08-30", "12 224 --on 2027-09-08")

    def told() -> tuple[str, bool]:
        found = stepready("check --json").json
        return found["application_decision"]["verdict"], "--can-skip-cycle" in " ".join(found["notices"])

    assert told() == ("unknown", True)
    stepready("plan set --can-skip-cycle")
    assert told() == ("next-cycle", False)
    stepready("plan set --no-can-skip-cycle --applied 2027-09-05")
    assert told() == ("already-applied", False)


@pytest.mark.parametrize("command", ["", "check", "dates"])
def test_with_no_attempt_left_no_screen_looks_for_another_day(command: str, stepready: Stepready) -> None:
    stepready(f"plan set --on 2027-07-28 --failed-attempts 4 --failed-on 2027-03-01 {MED_PEDS}")
    logged(stepready, "11 250 --on 2027-07-01", "12 250 --on 2027-07-12")
    shown = " ".join(stepready(*command.split()).out.split())
    assert "attempt is left" in shown
    assert not any(word in shown for word in ("compares others", "booking to", "sit on", "weeks for a no-go"))


def test_the_one_day_that_eligibility_leaves_is_not_called_a_window_of_the_guide(stepready: Stepready) -> None:
    stepready(f"plan set --on 2027-08-03 --eligibility-end 2027-08-01 --target 235 {IMG_PMR}")
    logged(stepready, "11 240 --on 2027-07-01", "12 240 --on 2027-07-12")
    shown = " ".join(stepready("check").out.split())
    assert "Window 31 Jul, the last allowed day inside your eligibility window" in shown


def test_a_years_wait_is_reasoned_once(stepready: Stepready) -> None:
    stepready(f"plan set --on 2027-08-20 --target 250 --can-skip-cycle {PSYCH}")
    logged(stepready, "11 219 --on 2027-07-01", "12 220 --on 2027-07-12")
    shown = " ".join(stepready("check").out.split())
    assert shown.count("and the year can be spared") == 1


def test_that_no_exam_helps_is_said_once(stepready: Stepready, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEPREADY_TODAY", "2027-07-15")
    stepready("plan set --exam step2ck --on 2027-07-15 --applicant us-img --specialty pmr --season 2028")
    logged(stepready, "11 236 --on 2027-06-01", "12 225 --on 2027-07-08")
    assert stepready("check").out.lower().replace("\n", " ").count("no practice exam") == 1


def test_an_application_that_is_in_hears_why_no_other_day_is_proposed(
    stepready: Stepready, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A score typically takes 28 days: 1 March less 28 is 2 February, and four weeks from 12 January are the 9th.
    monkeypatch.setenv("STEPREADY_TODAY", "2027-12-20")
    stepready("plan set --exam step2ck --on 2028-01-12 --season 2028 --applied 2027-09-20 " + IMG_PMR)
    logged(stepready, "11 225 --on 2027-12-01", "12 225 --on 2027-12-12")
    found = stepready("check --json").json
    assert found["exam_decision"]["delay"]["to"] is None
    assert found["application_decision"] == {
        "verdict": "already-applied",
        "because": "the application went in on Mon 20 Sep 2027; the booked day is a no-go and no other day is "
        "proposed: no day of this guide's 4-8 weeks keeps the score in time (1 Mar 2028); what counts is a score out "
        "by Wed 1 Mar 2028",
    }
    assert "score not in time" not in stepready("dates").out


def test_nothing_to_come_is_written_as_certain(stepready: Stepready, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEPREADY_TODAY", "2027-07-15")
    stepready(f"plan set --exam step2ck --on 2027-08-10 {IMG_PMR}")
    logged(stepready, "11 299 --on 2027-07-01", "12 300 --on 2027-07-08")
    for command in ("check", "forecast", "dates", ""):
        shown = stepready(command).out
        assert ">99 %" in shown
        assert "100 %" not in shown
