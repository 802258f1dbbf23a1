"""`guide list`, `guide show` and `guide cite` as a user sees them."""

import pytest

from stepready.guides.library import load
from tests.conftest import Stepready

NAMES = sorted(load().guides)


def test_list_names_every_guide(stepready: Stepready) -> None:
    text = stepready("guide", "list").out
    assert all(name in text for name in NAMES)
    listed = stepready("guide", "list", "--json").json
    assert listed["schema"] == 1
    assert [guide["name"] for guide in listed["guides"]] == NAMES
    (pmr,) = (guide for guide in listed["guides"] if guide["name"] == "pmr")
    assert (pmr["exams"], pmr["musts"], pmr["shoulds"]) == (["step2ck"], 3, 4)


@pytest.mark.parametrize("name", NAMES)
def test_show_says_once_that_bands_are_patterns(stepready: Stepready, name: str) -> None:
    text = stepready("guide", "show", name).out
    assert " ".join(text.split()).count("patterns, not hard cutoffs") == 1
    assert all(rule.id in text for rule in load().guides[name].rules)
    assert all(len(line) <= 80 for line in text.splitlines())


def test_show_tells_which_scores_of_a_band_now_fail(stepready: Stepready) -> None:
    text = " ".join(stepready("guide", "show", "med-peds-non-us-img").out.split())
    assert "215-217 now fail for tests from 1 Jul 2025 (pass mark 218)" in text


def test_strategy_writes_the_name_of_a_band_in_full(stepready: Stepready) -> None:
    stepready("plan set --applicant non-us-img --specialty prelim-im")
    assert "borderline but workable 225-234" in stepready("strategy --score 228").out


def test_strategy_shows_a_band_beside_its_percentiles_and_the_scores_that_fail(stepready: Stepready) -> None:
    stepready("plan set --exam step2ck --applicant non-us-img --specialty med-peds --season 2028")
    told = " ".join(stepready("strategy --guide med-peds-non-us-img --score 217").out.split())
    assert "[percentile 2 to 5; 215-217 now fail for tests from 1 Jul 2025 (pass mark 218)]" in told


def test_show_json_carries_sections_and_sources(stepready: Stepready) -> None:
    shown = stepready("guide", "show", "us-img", "--json").json
    rules = next(section["rows"] for section in shown["sections"] if section["title"] == "Go or no-go")
    (row,) = (row for row in rules if row["label"] == "must step1-cushion")
    assert row["sources"] == [
        {
            "guide": "us-img",
            "file": "002_43449e3bc2af4ec9.txt",
            "section": "Objective 'go/no-go' criteria for Step 1",
            "title": "Step Score Strategies for US Citizen IMGs: A Residency Guide",
            "address": "https://residencyadvisor.com/resources/low-step-score-strategies/"
            "step-score-strategies-us-citizen-imgs-residency-guide",
        }
    ]


@pytest.mark.parametrize(
    ("name", "items"),
    [
        ("near-target", [("us-img", "near-target")]),
        ("clears-pass-mark", [(None, "clears-pass-mark")]),
        ("pmr/score-in-window", [("pmr", "score-in-window")]),
        ("clearly_below", [(None, "clearly_below")]),
    ],
)
def test_cite_finds_rules_and_readings(stepready: Stepready, name: str, items: list[tuple[str | None, str]]) -> None:
    cited = stepready("guide", "cite", name, "--json").json["cited"]
    assert [(item["guide"], item["item"]) for item in cited] == items
    assert all(item["sources"] for item in cited)


def test_cite_without_a_name_lists_every_rule(stepready: Stepready) -> None:
    cited = stepready("guide", "cite", "--json").json["cited"]
    assert len(cited) == len(load().common) + sum(len(guide.rules) for guide in load().guides.values())


def test_cite_of_a_guide_covers_all_it_says(stepready: Stepready) -> None:
    text = " ".join(stepready("guide", "cite", "pmr").out.split())
    assert '"Step Score Strategy for PM&R Residency: Mastering the Physiatry Match"' in text
    assert "residencyadvisor.com/resources/low-step-score-strategies/" in text
    assert "section 'FAQ 3'" in text
    assert "ours: two in three retests fall within 8 points" in text
    assert ".txt" not in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "pm"), f"error: no guide is named 'pm'; accepted: {NAMES[0]}, {NAMES[1]}"),
        (("cite", "nothing"), f"error: no guide, rule or reading is named 'nothing'; accepted: {NAMES[0]},"),
        (("cite", "pm/score-in-window"), "error: no guide is named 'pm'; accepted:"),
        (("cite", "pmr/near-target"), "error: no guide, rule or reading is named 'pmr/near-target'"),
    ],
)
def test_an_unknown_name_is_one_error_line(stepready: Stepready, words: tuple[str, ...], said: str) -> None:
    ended = stepready("guide", *words)
    assert ended.code == 2
    assert ended.err.startswith(said)
    assert ended.err.count("error:") == 1
    assert ended.out == ""
