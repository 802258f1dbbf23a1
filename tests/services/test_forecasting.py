"""`forecast` through the whole program: figures, JSON, notices, and what it does with too little."""

from typing import Any

import pytest

from tests.conftest import Stepready

# What scripts rely on, from the contract.
PROMISED = [
    "as_of",
    "exam_date",
    "mean",
    "sd",
    "low50",
    "high50",
    "low80",
    "high80",
    "low95",
    "high95",
    "p_target",
    "p_pass",
    "slope_per_week",
    "slope_low80",
    "slope_high80",
    "used",
    "left_out",
    "without",
    "model",
    "notices",
]
FIGURES = PROMISED[2:15]


def log_four(stepready: Stepready) -> None:
    """Log four NBME forms up to 12 July 2027, with a test booked on 28 July."""
    stepready("plan set --exam step2ck --on 2027-07-28 --target 245 --applicant us-img")
    for form, value, day in (("11", 232, "06-04"), ("12", 235, "06-20"), ("13", 239, "07-01"), ("14", 241, "07-12")):
        assert stepready("log", "nbme", form, value, "--on", f"2027-{day}").code == 0


def told(stepready: Stepready, *words: str) -> Any:
    ended = stepready("forecast", *words, "--json")
    assert ended.code == 0, ended.err
    return ended.json


def test_json_holds_everything_scripts_rely_on(stepready: Stepready) -> None:
    log_four(stepready)
    found = told(stepready)
    assert [name for name in PROMISED if name not in found] == []
    assert found["exam_date"] == "2027-07-28"
    assert found["as_of"] == "2027-07-15"
    assert found["low95"] < found["low80"] < found["low50"] < found["mean"] < found["high50"] < found["high80"]
    assert 0 < found["p_target"] < found["p_pass"] < 1
    assert found["slope_low80"] < found["slope_per_week"] < found["slope_high80"]
    assert found["used"] == [1, 2, 3, 4]


def test_without_names_each_source_and_shape(stepready: Stepready) -> None:
    log_four(stepready)
    stepready("log free120 76% --on 2027-07-13")
    rows = told(stepready)["without"]
    assert [row["source"] for row in rows] == ["free120", "nbme", "trend: flat", "trend: linear"]
    assert all(set(row) == {"source", "mean", "p_target", "supported"} for row in rows)


def test_a_repeated_form_is_left_out_with_its_id(stepready: Stepready) -> None:
    log_four(stepready)
    stepready("log nbme 14 260 --on 2027-07-14 --condition repeat")
    assert told(stepready)["left_out"] == [{"id": 5, "why": "a repeated form: remembered questions"}]


def test_text_shows_the_same_figures_and_sentences_as_json(stepready: Stepready) -> None:
    log_four(stepready)
    found, text = told(stepready), stepready("forecast").out
    assert f"{found['mean']:.0f}, give or take {found['sd']:.1f}" in text
    assert f"80 % {found['low80']:.0f}-{found['high80']:.0f}" in text
    assert f"Target 245   {100 * found['p_target']:.0f} %" in text
    for notice in found["notices"]:
        assert notice[:40] in text


def test_no_booked_date_forecasts_sitting_today_and_says_so(stepready: Stepready) -> None:
    log_four(stepready)
    stepready("plan set --forget exam-date")
    found = told(stepready)
    assert found["exam_date"] == "2027-07-15"
    assert found["notices"][0].startswith("No test date is booked")


def test_a_past_test_date_is_said_to_be_past(stepready: Stepready) -> None:
    log_four(stepready)
    stepready("plan set --on 2027-07-13")
    assert "is past" in told(stepready)["notices"][0]


@pytest.mark.parametrize("logged", ["", "log qbank 72% --questions 40"], ids=["nothing", "a question bank"])
def test_nothing_usable_is_no_forecast_and_no_error(stepready: Stepready, logged: str) -> None:
    stepready("plan set --exam step2ck --on 2027-07-28")
    if logged:
        stepready(logged)
    found = told(stepready)
    assert {found[name] for name in FIGURES} == {None}
    assert found["used"] == []
    assert found["notices"][0].startswith("No forecast")
    ended = stepready("forecast")
    assert (ended.code, "No forecast" in ended.out) == (0, True)


def test_without_a_plan_it_asks_for_one(stepready: Stepready) -> None:
    ended = stepready("forecast")
    assert ended.code == 2
    assert ended.err.startswith("error: no plan")


def test_the_pass_mark_is_that_of_the_test_day(stepready: Stepready) -> None:
    log_four(stepready)
    assert told(stepready)["pass_mark"] == 218


def test_step_1_takes_the_band_on_the_own_report(stepready: Stepready) -> None:
    stepready("plan set --exam step1 --on 2027-07-20")
    stepready("log nbme 30 66% --on 2027-07-14")
    usual = told(stepready)["p_pass"]
    stepready("plan set --low-pass 60-66")
    assert told(stepready)["p_pass"] > usual
    # 66 percent and six days of 0.6 a week, the gain that a single exam counts: 66.5.
    assert stepready("forecast").out.count("67 %") == 1


def test_step_1_pools_the_printed_probability(stepready: Stepready) -> None:
    stepready("plan set --exam step1 --on 2027-07-20")
    stepready("log nbme 30 66% --on 2027-07-14")
    own = told(stepready)["p_pass"]
    stepready("undo")
    stepready("log nbme 30 66% --on 2027-07-14 --p-pass 97")
    assert own < told(stepready)["p_pass"] < 0.97


def test_check_shows_the_same_forecast(stepready: Stepready) -> None:
    log_four(stepready)
    found, checked = told(stepready), stepready("check --json").json["forecast"]
    for name in ("exam_date", "mean", "sd", "low80", "high80", "p_target", "p_pass"):
        assert checked[name] == found[name], name


def test_a_failed_attempt_is_an_observation_and_only_later_practice_counts(stepready: Stepready) -> None:
    log_four(stepready)
    plain = told(stepready)
    assert stepready("plan set --failed-attempts 1 --failed-on 2027-06-15").code == 0
    found = told(stepready)
    assert found["mean"] < plain["mean"]
    assert found["p_pass"] < plain["p_pass"]
    assert found["used"] == [2, 3, 4]
    assert any("failed sitting of Tue 15 Jun 2027, under the mark of 218" in notice for notice in found["notices"])


def test_log_echoes_the_printed_probability(stepready: Stepready) -> None:
    stepready("plan set --exam step2ck --on 2027-07-28")
    assert "P(pass) 97 %" in stepready("log nbme 11 231 --on 2027-07-14 --p-pass 97").out


def test_step_2_ck_pools_the_printed_probability(stepready: Stepready) -> None:
    stepready("plan set --exam step2ck --on 2027-07-28 --target 235")
    stepready("log nbme 12 222 --on 2027-07-10")
    stepready("log nbme 11 221 --on 2027-07-14")
    own = told(stepready)["p_pass"]
    stepready("undo")
    stepready("log nbme 11 221 --on 2027-07-14 --p-pass 60")
    found = told(stepready)
    assert 0.6 < found["p_pass"] < own
    assert found["p_target"] <= found["p_pass"]


def test_both_lines_are_told_with_who_they_speak_of(stepready: Stepready) -> None:
    log_four(stepready)
    found, text = told(stepready), stepready("forecast").out
    assert set(found["posters"]) == set(found["candidates"]) == {"mean", "sd", "p_target", "p_pass"}
    assert found["candidates"]["mean"] < found["mean"] < found["posters"]["mean"]
    assert "Posters " in text
    assert "Candidates " in text
    assert any("all international graduates" in notice for notice in found["notices"])
