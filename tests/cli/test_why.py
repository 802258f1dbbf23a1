"""`why` shows a rule's source, what it saw, and the readings behind it."""

import pytest

from tests.conftest import Stepready


@pytest.fixture
def planned(stepready: Stepready) -> Stepready:
    stepready("plan set --exam step2ck --on 2027-07-28 --applicant us-img --specialty pmr")
    stepready("log nbme 11 226 --on 2027-07-01")
    stepready("log nbme 12 229 --on 2027-07-12")
    return stepready


def test_it_cites_the_guides_section_and_lists_the_scores_used(planned: Stepready) -> None:
    shown = planned("why two-at-target").out
    assert '"Essential Step Score Strategy for US Citizen' in shown
    assert "https://residencyadvisor.com/resources/" in shown
    assert ".txt" not in shown
    assert "#1 NBME 11 226" in shown
    assert "recent_days = 56" in shown
    explained = planned("why two-at-target --json").json
    assert explained["check"]["outcome"] == "fail"
    assert {reading["name"] for reading in explained["readings"]} >= {"recent_days", "uncounted"}


def test_every_rule_of_a_verdict_can_be_asked_about(planned: Stepready) -> None:
    for check in planned("check --json").json["checks"]:
        assert planned("why", check["rule"]).code == 0


def test_another_guides_rule_can_be_asked_about(planned: Stepready) -> None:
    assert planned("why us-img/near-target --json").json["guide"] == "us-img"


def test_a_rule_that_does_not_apply_says_so(planned: Stepready) -> None:
    assert "does not apply" in planned("why med-peds-non-us-img/after-failure-weeks").out


def test_a_rule_for_other_circumstances_says_when_it_is_not_asked(planned: Stepready) -> None:
    planned("log nbme 13 217 --on 2027-07-14")
    shown = " ".join(planned("why med-peds-non-us-img/each-at-target").out.split())
    assert "does not apply to this plan: not after a failed sitting of this exam or with a recent exam under" in shown


@pytest.mark.parametrize(
    ("rule", "names"),
    [
        ("med-peds-non-us-img/qbank", []),
        ("med-peds-non-us-img/whole-mocks", ["uncounted", "weak_baseline"]),
        ("med-peds-non-us-img/score-in-window", ["early_month_ends"]),
        ("pmr/score-in-window", ["early_month_ends", "mid_month_ends"]),
        ("us-img/near-target", ["recent_days", "level_exams", "uncounted", "near"]),
    ],
)
def test_only_the_readings_that_a_rule_leans_on_are_shown(rule: str, names: list[str], planned: Stepready) -> None:
    assert [reading["name"] for reading in planned("why", rule, "--json").json["readings"]] == names


@pytest.mark.parametrize("name", ["nothing", "nobody/near-target", "pmr/near-target", ""])
def test_an_unknown_rule_is_an_error_that_lists_the_known_ones(name: str, planned: Stepready) -> None:
    ended = planned("why", name)
    assert ended.code == 2
    assert ended.err.startswith("error: ")
    assert "accepted" in ended.err


def test_without_a_name_it_lists_the_rules_with_their_questions(planned: Stepready) -> None:
    listed = planned("why --json").json
    checked = planned("check --json").json["checks"]
    assert {check["rule"] for check in checked} <= {row["rule"] for row in listed["rules"]}
    shown = " ".join(planned("why").out.split())
    assert all(f"{row['severity']} {row['rule']} {row['asks']}" in shown for row in listed["rules"])


def test_a_near_miss_is_asked_about(planned: Stepready) -> None:
    assert "did you mean two-at-target?" in planned("why two-at-traget").err


def test_check_prints_the_names_to_ask_about(planned: Stepready) -> None:
    shown = planned("check").out
    assert all(f"{check['rule']}: " in shown for check in planned("check --json").json["checks"])
