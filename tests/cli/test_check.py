"""`check` in JSON and in a terminal."""

from pathlib import Path

import pytest

from tests.conftest import Stepready

GOLDEN = Path(__file__).parents[1] / "golden" / "check"
KEYS = [
    "schema",
    "as_of",
    "guide",
    "plan",
    "exam_decision",
    "application_decision",
    "checks",
    "forecast",
    "timeline",
    "second_opinions",
    "flip",
    "notices",
]
MILESTONES = {
    "eras_opens",
    "submit_from",
    "review_opens",
    "season_ends",
    "nrmp_registration",
    "nrmp_registration_deadline",
    "ranking_opens",
    "rank_list_due",
    "match_week",
    "match_day",
}


@pytest.fixture
def hovering(stepready: Stepready) -> Stepready:
    stepready("plan set --exam step2ck --on 2027-07-28 --applicant non-us-img --specialty med-peds --target 235")
    stepready("log nbme 11 226 --on 2027-07-01")
    stepready("log nbme 12 229 --on 2027-07-12")
    return stepready


def test_json_has_every_key_and_nothing_else_on_standard_output(hovering: Stepready) -> None:
    checked = hovering("check --json").json
    assert [key for key in KEYS if key not in checked] == []
    assert checked["as_of"] == "2027-07-15"
    assert set(checked["plan"]) >= {
        "exam",
        "exam_date",
        "target",
        "pass_mark",
        "applicant",
        "specialty",
        "season",
    }
    assert checked["plan"]["pass_mark"] == 218
    assert {milestone["id"] for milestone in checked["timeline"]["milestones"]} == MILESTONES
    delay = checked["exam_decision"]["delay"]
    assert (delay["min_weeks"], delay["max_weeks"], delay["to"]) == (4, 6, "2027-08-25")
    assert (delay["gain_needed"], delay["gain_realistic"], delay["score_in_time"]) == (7.5, "realistic", True)
    assert checked["timeline"]["score_expected"] == {"typical": "2027-08-25", "safe": "2027-09-22"}


def test_a_check_cites_its_guide_and_names_the_scores_it_used(hovering: Stepready) -> None:
    checked = hovering("check --json").json
    rule = next(rule for rule in checked["checks"] if rule["rule"] == "clears-pass-mark")
    assert (rule["outcome"], rule["severity"], rule["observed"]) == ("pass", "must", "227.5")
    assert rule["used"] == [1, 2]
    for rule in checked["checks"]:
        assert rule["sources"], rule["rule"]
        assert all(source["section"] for source in rule["sources"])


def test_the_flip_is_the_lowest_next_score_that_makes_a_go(hovering: Stepready) -> None:
    # 229 stays among the last two after one more exam, so no single exam can do it; 3 under the target is near.
    assert hovering("check --json").json["flip"] is None
    hovering("log nbme 13 236 --on 2027-07-14")
    flip = hovering("check --json").json["flip"]
    assert (flip["source"], flip["score"], flip["becomes"]) == ("nbme", 232, "go")
    hovering("log nbme 14 232 --on 2027-07-15")
    assert hovering("check --json").json["exam_decision"]["verdict"] == "go"
    flip = hovering("check --json").json["flip"]
    assert (flip["score"], flip["becomes"]) == (231, "no-go")


def test_a_guide_can_be_named_for_once(hovering: Stepready) -> None:
    assert hovering("check --guide pmr --json").json["exam_decision"]["verdict"] == "go"
    assert hovering("check --json").json["guide"] == "med-peds-non-us-img"
    ended = hovering("check --guide nobody")
    assert ended.code == 2
    assert "med-peds-non-us-img" in ended.err


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        (["plan set --on 2027-07-14"], 0),
        ([], 10),
        (["rm 1"], 12),
        (["plan set --target 226"], 0),
        (["plan set --on 2027-08-26"], 11),
    ],
)
def test_exit_codes_are_opt_in(changes: list[str], code: int, hovering: Stepready) -> None:
    for change in changes:
        assert hovering(change).code == 0
    assert hovering("check").code == 0
    assert hovering("check --exit-code").code == code


def test_without_a_plan_it_says_how_to_begin(stepready: Stepready) -> None:
    ended = stepready("check")
    assert ended.code == 2
    assert ended.err.startswith("error: no plan is set")
    assert "stepready init" in ended.err


def test_other_guides_disagree_in_the_open(hovering: Stepready) -> None:
    opinions = {opinion["guide"]: opinion for opinion in hovering("check --json").json["second_opinions"]}
    assert set(opinions) == {"pmr", "pmr-us-img", "prelim-im-non-us-img", "us-img"}
    assert opinions["pmr"]["exam_verdict"] == "go"
    assert opinions["us-img"]["exam_verdict"] == "no-go"
    assert not opinions["pmr"]["fits"]


def test_an_exam_set_aside_is_named_with_the_verdict_it_would_give(stepready: Stepready) -> None:
    stepready("plan set --exam step2ck --on 2027-07-28 --applicant us-img --specialty pmr")
    stepready("log nbme 11 240 --on 2027-07-01")
    stepready("log nbme 12 241 --on 2027-07-10 --condition offline")
    checked = stepready("check --json").json
    assert checked["exam_decision"]["verdict"] == "unknown"
    assert any("offline" in notice and "would be go" in notice for notice in checked["notices"])


def test_a_single_exam_under_the_pass_mark_is_named_as_failing(stepready: Stepready) -> None:
    stepready("plan set --exam step2ck --on 2027-07-28 --applicant us-img --specialty pmr")
    stepready("log nbme 11 217 --on 2027-07-01")
    checked = stepready("check --json").json
    assert checked["exam_decision"]["verdict"] == "unknown"
    assert any("failing" in notice and "218" in notice for notice in checked["notices"])


@pytest.mark.parametrize(
    ("booked", "asks"), [("2027-08-15", "Sun 15 Aug 2027 is a Sunday"), ("2027-07-02", "Fri 2 Jul 2027 is past")]
)
def test_a_test_day_on_a_sunday_or_in_the_past_is_asked_about(hovering: Stepready, booked: str, asks: str) -> None:
    hovering(f"plan set --on {booked}")
    asked = [notice for notice in hovering("check --json").json["notices"] if notice.startswith(asks)]
    assert len(asked) == 1


def test_a_gain_over_more_than_eight_weeks_names_the_forecasts_own_chance(stepready: Stepready) -> None:
    # Four weeks from 20 August are 17 September, nine weeks and a day from 15 July.
    stepready("plan set --exam step2ck --on 2027-08-20 --applicant us-img --specialty pmr --target 240 --season 2029")
    stepready("log nbme 11 230 --on 2027-07-01")
    stepready("log nbme 12 232 --on 2027-07-12")
    checked = stepready("check --json").json
    assert checked["exam_decision"]["delay"]["to"] == "2027-09-17"
    assert checked["exam_decision"]["delay"]["gain_realistic"] == "unknown"
    assert "the forecast gives the target" in checked["next"]
    assert "9 points still to gain: the forecast gives the target" in stepready("dates --json").json["advice"]


def test_what_the_forecast_counts_and_the_rules_do_not_is_said_of_both_its_lines(hovering: Stepready) -> None:
    told = next(notice for notice in hovering("check --json").json["notices"] if notice.startswith("The forecast"))
    assert "people who posted their results" in told
    assert "all candidates like you" in told


@pytest.mark.parametrize("width", [60, 80, 100])
def test_the_screen_is_as_reviewed(width: int, hovering: Stepready, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    shown = hovering("check").out
    assert all(len(line) <= width for line in shown.splitlines())
    assert "\033" not in shown
    assert len([line for line in shown.splitlines() if line.startswith("Verdict:")]) == 1
    assert shown == (GOLDEN / f"hovering-{width}.txt").read_text(encoding="utf-8")


def test_being_behind_the_schedule_reaches_the_verdict(hovering: Stepready) -> None:
    assert hovering("schedule make --hours 4").code == 0
    assert not any("schedule" in notice for notice in hovering("check --json").json["notices"])
    later = hovering("--today", "2027-07-20", "check", "--json").json
    assert any("behind the study schedule" in notice for notice in later["notices"])
    done = hovering("--today", "2027-07-29", "check", "--json").json
    assert not any("behind the study schedule" in notice for notice in done["notices"])


@pytest.mark.parametrize(("today", "following"), [("2028-03-01", 2029), ("2028-09-26", 2029), ("2028-09-27", 2030)])
def test_the_season_offered_is_the_next_that_is_not_open_for_review(
    today: str, following: int, stepready: Stepready
) -> None:
    stepready("plan set --exam step2ck --on 2027-10-20 --applicant us-img --specialty pmr --season 2028")
    notices = stepready("--today", today, "check", "--json").json["notices"]
    assert any(f"`plan set --season {following}`" in notice for notice in notices), notices
