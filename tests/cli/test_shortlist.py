"""The list of a season: chosen, priced, noted, set against other test days; and what the guides say of applying."""

from pathlib import Path

import pytest

from tests.cli.test_programs import OPEN, applicant, table
from tests.conftest import Stepready

__all__ = ["applicant"]


def several(tmp_path: Path, count: int, specialty: str = "im", *, criteria: str = OPEN) -> Path:
    rows = [f"{specialty} {n},{specialty},C,{criteria},site,2027-05-01" for n in range(count)]
    return table(tmp_path, *rows)


@pytest.mark.parametrize(
    ("counts", "usd"),
    [({"im": 30}, 330), ({"im": 43, "peds": 7}, 797), ({"im": 32, "peds": 32}, 780), ({"im": 40}, 630)],
)
def test_a_list_costs_to_the_dollar(applicant: Stepready, tmp_path: Path, counts: dict[str, int], usd: int) -> None:
    for specialty, count in counts.items():
        applicant("programs", "import", several(tmp_path, count, specialty))
    built = applicant("shortlist build --json").json
    assert built["cost_usd"] == usd
    assert applicant("shortlist cost --json").json["cost_usd"] == usd
    assert {cost["what"].split(" (")[0] for cost in built["other_costs"]} >= {
        "USMLE transcript",
        "ECFMG token for ERAS",
    }


def test_a_number_and_a_budget_bound_the_list(applicant: Stepready, tmp_path: Path) -> None:
    applicant("programs", "import", several(tmp_path, 40))
    assert len(applicant("shortlist build --most 12 --json").json["programs"]) == 12
    assert applicant("shortlist build --budget 200 --json").json["cost_usd"] == 198
    assert len(applicant("shortlist build --specialty im=5 --json").json["programs"]) == 5
    assert applicant("shortlist build --specialty psychiatry --json").json["programs"] == []
    near = applicant("shortlist build --specialty internl-medicine")
    assert (near.code, "did you mean internal-medicine?" in near.err) == (2, True)
    both = applicant("shortlist build --budget 200 --most 3")
    assert (both.code, "accepted: one of them" in both.err) == (2, True)


def test_the_same_log_gives_the_same_bytes(applicant: Stepready, tmp_path: Path) -> None:
    applicant("programs", "import", several(tmp_path, 40))
    first = applicant("shortlist build --most 20 --json").out
    assert applicant("shortlist build --most 20 --json").out == first
    assert applicant("shortlist --json").out == first


def test_chances_are_ranges_and_only_where_people_were_counted(applicant: Stepready, tmp_path: Path) -> None:
    applicant("programs", "import", several(tmp_path, 100))
    found = applicant("shortlist build --json").json
    assert 0 < found["p_match"]["low80"] < found["p_match"]["high80"] < 1
    assert found["interviews"]["low80"] < found["interviews"]["mean"] < found["interviews"]["high80"]
    assert found["curve"][-1]["half_effect"]["high80"] < found["curve"][-1]["p_match"]["high80"]
    applicant("plan set --applicant us-img")
    other = applicant("shortlist --json").json
    assert (other["p_match"], other["interviews"]) == (None, None)
    assert "non-US IMGs alone" in other["p_match_why"]


@pytest.mark.parametrize(
    "failure",
    [
        "attempt add --exam step1 --on 2025-06-01 --score fail",
        "attempt add --exam step2ck --on 2026-08-01 --score 205",
        "attempt add --exam step3 --on 2026-08-01 --score fail",
        "plan set --step1 failed-then-passed",
    ],
)
def test_any_failed_step_takes_the_chance_away_and_counts_as_an_attempt(
    applicant: Stepready, tmp_path: Path, failure: str
) -> None:
    rows = [f"one {n},im,C,220,1,10,yes,0,site,2027-05-01" for n in range(3)]
    applicant("programs", "import", table(tmp_path, *rows, f"two,im,C,{OPEN},site,2027-05-01"))
    assert applicant(failure).code == 0
    found = applicant("shortlist --json").json
    assert (found["p_match"], found["interviews"]) == (None, None)
    assert [each["name"] for each in found["programs"]] == ["two"]
    assert found["counts"]["ruled_out"] == 3


def test_nothing_open_for_certain_gives_no_chance_and_says_what_is_missing(
    applicant: Stepready, tmp_path: Path
) -> None:
    applicant("programs", "import", several(tmp_path, 5, criteria="220,2,10,,0"))
    found = applicant("shortlist --json").json
    assert (found["p_match"], found["interviews"]) == (None, None)
    assert "5 have an unknown criterion" in found["p_match_why"]


def test_pinned_dropped_and_noted_stay_through_a_new_list(applicant: Stepready, tmp_path: Path) -> None:
    applicant("programs", "import", several(tmp_path, 10))
    assert applicant("shortlist pin 10").code == 0
    assert applicant("shortlist drop 1").code == 0
    built = applicant("shortlist build --most 4 --json").json
    ids = [each["id"] for each in built["programs"]]
    assert (ids[0], 1 in ids, len(ids)) == (10, False, 4)
    assert applicant("shortlist note 10 invited --on 2027-07-10").code == 0
    assert applicant("shortlist --json").json["noted"]["invited"] == 1
    assert "1 invited" in applicant("shortlist").out
    assert applicant("shortlist note 10 interviewed --on 2027-08-10").code == 2
    applicant("undo")
    assert applicant("shortlist --json").json["noted"]["invited"] == 0


def test_signals_are_as_many_as_the_table_or_the_user_says(applicant: Stepready, tmp_path: Path) -> None:
    applicant("programs", "import", several(tmp_path, 30))
    kinds = [each["signal"] for each in applicant("shortlist build --json").json["programs"]]
    assert (kinds.count("gold"), kinds.count("silver")) == (3, 12)
    assert "season 2025 (official" in applicant("shortlist signals").out
    kinds = [each["signal"] for each in applicant("shortlist signals --number 5 --json").json["programs"]]
    assert kinds.count("signal") == 5


def test_signals_sent_with_an_application_stay_where_they_are(applicant: Stepready, tmp_path: Path) -> None:
    applicant("programs", "import", several(tmp_path, 30))

    def signals(command: str) -> dict[str, str]:
        return {each["name"]: each["signal"] for each in applicant(command).json["programs"] if each["signal"]}

    before = signals("shortlist build --json")
    assert applicant("--today 2027-09-02 plan set --applied 2027-09-02").code == 0
    refused = applicant("--today 2027-09-02 shortlist signals --number 2")
    assert (refused.code, "cannot be moved" in refused.err) == (2, True)
    assert signals("--today 2027-09-02 shortlist build --json") == before


def test_the_budget_of_the_profile_bounds_a_list_that_names_none(applicant: Stepready, tmp_path: Path) -> None:
    applicant("programs", "import", several(tmp_path, 40))
    applicant("profile set --budget 200")
    assert applicant("shortlist build --json").json["cost_usd"] == 198
    assert applicant("shortlist build --most 20 --json").json["cost_usd"] == 220
    assert applicant("shortlist build --specialty im=30 --json").json["cost_usd"] == 330


def test_the_mix_stands_beside_the_guides(applicant: Stepready, tmp_path: Path) -> None:
    """Under 000 few IMGs (5 % or fewer) are reach, many (30 % or more) safety: 1, 2 and 1 of four."""
    head = "name,specialty,track,min_step2,attempts_max,years_max,visa_j1,us_months_min,img_share"
    rows = [f"P{n},pmr,C,{OPEN},{share}" for n, share in enumerate(("2 %", "15 %", "20 %", "40 %"))]
    applicant("programs", "import", table(tmp_path, *rows, head=head))
    found = applicant("shortlist show --guide pmr-us-img --json").json["mix"]
    assert [(share["tier"], share["percent"], share["low"], share["high"]) for share in found] == [
        ("reach", 25, 10, 20),
        ("core", 50, 50, 60),
        ("safety", 25, 20, 30),
    ]
    shown = " ".join(applicant("shortlist show --guide pmr-us-img").out.split())
    assert "reach 25 % (guide 10-20 %), core 50 % (guide 50-60 %), safety 25 % (guide 20-30 %)" in shown


def test_what_came_stands_beside_what_was_expected(applicant: Stepready, tmp_path: Path) -> None:
    applicant("programs", "import", several(tmp_path, 60))
    built = applicant("shortlist build --json").json
    assert built["so_far"] is None
    for note in ("1 invited", "1 interviewed", "2 invited", "2 declined", "3 interviewed", "3 ranked"):
        assert applicant(f"shortlist note {note} --on 2027-07-10").code == 0
    low, high = built["likely_interviews"]
    told = (
        "So far 3 invited, 1 declined, 2 interviewed and 1 ranked; when the list of 60 programmes was built on Thu 15 "
        f"Jul 2027, eight in ten such applicants could expect {low} to {high} interviews over the season."
    )
    assert applicant("shortlist --json").json["so_far"] == told
    applicant("log nbme 12 275 --on 2027-07-15")
    applicant("log nbme 13 275 --on 2027-07-15")
    later = applicant("shortlist --json").json
    assert later["likely_interviews"] != [low, high]
    assert later["expected"] == {"programmes": 60, "low": low, "high": high, "why_not": ""}
    assert later["so_far"] == told
    applicant("plan set --applicant us-img")
    assert applicant("shortlist --json").json["so_far"] == told
    built = applicant("shortlist build --json").json
    assert "Jul 2027, no range could be given: interviews were counted for non-US IMGs alone" in built["so_far"]
    applicant("undo")
    assert applicant("shortlist --json").json["so_far"] == told


def test_without_a_list_what_came_stands_beside_todays_range(applicant: Stepready, tmp_path: Path) -> None:
    applicant("programs", "import", several(tmp_path, 60))
    applicant("shortlist note 1 invited")
    found = applicant("shortlist --json").json
    assert found["expected"] is None
    assert "; by today's log, eight in ten such applicants could expect" in found["so_far"]


def test_what_was_expected_travels_with_an_export(applicant: Stepready, tmp_path: Path) -> None:
    applicant("programs", "import", several(tmp_path, 60))
    built = applicant("shortlist build --json").json
    export = tmp_path / "all.json"
    export.write_text(applicant("export --json").out, encoding="utf-8")
    other = ("--db", str(tmp_path / "other.db"))
    assert applicant(*other, "import", export).code == 0
    assert applicant(*other, "shortlist", "--json").json["expected"] == built["expected"]


@pytest.mark.parametrize(
    ("specialty", "told"),
    [("peds", "in pediatrics"), ("fm", "in family-medicine the score did not tell"), ("pmr", None)],
)
def test_people_who_ranked_are_a_cross_check_with_a_range(
    applicant: Stepready, tmp_path: Path, specialty: str, told: str | None
) -> None:
    applicant("programs", "import", several(tmp_path, 3, specialty))
    found = applicant("shortlist build --json").json
    assert (found["p_match"], found["interviews"]) == (None, None)
    assert (told or "") in (found["cross_check"] or "")
    assert (found["cross_check"] is None) is (told is None)
    applicant("plan set --applicant us-img")
    assert applicant("shortlist --json").json["cross_check"] is None


def test_counts_are_of_every_programme_once(applicant: Stepready, tmp_path: Path) -> None:
    applicant("programs", "import", several(tmp_path, 3))
    applicant("programs", "import", several(tmp_path, 2, "fm", criteria="220,2,10,no,0"))
    applicant("programs", "import", several(tmp_path, 4, "peds", criteria="220,2,10,,0"))
    found = applicant("shortlist build --json").json
    assert found["counts"] == {"reach": 0, "core": 3, "safety": 0, "unknown": 4, "ruled_out": 2}
    assert len(found["programs"]) == 7


def test_other_test_days_are_compared_in_the_order_asked(applicant: Stepready, tmp_path: Path) -> None:
    head = "name,specialty,track,min_step2,attempts_max,years_max,visa_j1,us_months_min,reads_without_score"
    rows = [f"P{n},im,C,{OPEN},{'no' if n % 2 else 'yes'}" for n in range(10)]
    applicant("programs", "import", table(tmp_path, *rows, head=head))
    applicant("shortlist build")
    rows_found = applicant("shortlist compare --dates 2027-09-08,2027-08-11 --json").json["rows"]
    assert [row["exam_date"] for row in rows_found] == ["2027-09-08", "2027-08-11"]
    assert [(row["kept"], row["lost"]) for row in rows_found] == [(5, 5), (10, 0)]
    assert rows_found[0]["p_seen_at_review"] < 0.5 < rows_found[1]["p_seen_at_review"]
    assert rows_found[0]["difference"]["p_match"]["high80"] < 0
    usual = applicant("shortlist compare --json").json["rows"]
    assert [row["what"] for row in usual if row["what"] != "proposed"] == [
        "booked",
        "two weeks on",
        "four weeks on",
        "next cycle",
    ]
    shown = applicant("shortlist compare").out
    assert all(f" {row['cost_usd']}\n" in shown for row in usual)
    assert "Against the booked day" in shown


def test_a_score_in_hand_is_compared_with_the_next_cycle_alone(applicant: Stepready, tmp_path: Path) -> None:
    applicant("programs", "import", several(tmp_path, 10))
    assert applicant("plan set --on 2027-06-10 --score 240").code == 0
    rows = applicant("shortlist compare --json").json["rows"]
    assert [(row["what"], row["season"]) for row in rows] == [("booked", 2028), ("next cycle", 2029)]


@pytest.mark.parametrize("width", [60, 80, 200])
def test_a_comparison_fits_the_screen(
    applicant: Stepready, tmp_path: Path, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    applicant("programs", "import", several(tmp_path, 60))
    monkeypatch.setenv("COLUMNS", str(width))
    shown = applicant("shortlist compare").out
    assert all(len(line) <= width for line in shown.splitlines())
    assert all(word in shown for word in ("test day", "seen", "kept", "lost", "match", "next cycle", "1,230"))


def test_a_day_that_is_past_is_refused_and_a_specialty_without_programmes_is_said(
    applicant: Stepready, tmp_path: Path
) -> None:
    applicant("programs", "import", several(tmp_path, 3))
    refused = applicant("shortlist compare --dates 2027-08-25,2027-07-14")
    assert (refused.code, refused.out) == (2, "")
    assert "2027-07-14 is past" in refused.err
    (told,) = (n for n in applicant("shortlist build --specialty pmr --json").json["notices"] if "your table" in n)
    assert told == "No programme of your table is of pmr; it has internal-medicine."


def test_a_line_of_the_list_fits_the_screen(applicant: Stepready, tmp_path: Path) -> None:
    applicant("programs", "import", table(tmp_path, f"{'Long name ' * 6},im,C,{OPEN},site,2027-05-01"))
    applicant("shortlist build")
    applicant("shortlist pin 1")
    applicant("shortlist note 1 invited")
    (line,) = (line for line in applicant("shortlist").out.splitlines() if "Long name" in line)
    assert line.endswith("pinned gold invited")
    assert len(line) <= 80
    assert " core " in line


def test_without_programmes_a_list_says_what_to_do(applicant: Stepready) -> None:
    for command in ("shortlist build", "shortlist compare"):
        refused = applicant(command)
        assert (refused.code, "stepready programs import FILE" in refused.err) == (2, True)
    assert "none ships with it" in " ".join(applicant("shortlist").out.split())


def test_tiers_follow_the_guide_asked_for(applicant: Stepready, tmp_path: Path) -> None:
    head = "name,specialty,track,min_step2,attempts_max,years_max,visa_j1,us_months_min,step2_p25,step2_p50"
    rows = (f"above me,med-peds,C,{OPEN},262,268", f"below me,med-peds,C,{OPEN},222,230")
    applicant("programs", "import", table(tmp_path, *rows, head=head))

    def tiers(guide: str) -> dict[str, str]:
        found = applicant(f"shortlist show --guide {guide} --json").json["programs"]
        return {each["name"]: each["tier"] for each in found}

    assert tiers("prelim-im-non-us-img") == {"above me": "reach", "below me": "safety"}
    assert tiers("med-peds-non-us-img") == {"above me": "core", "below me": "reach"}


def test_a_strategy_cites_every_line_and_shows_how_many_exist(applicant: Stepready) -> None:
    found = applicant("strategy --guide prelim-im-non-us-img --score 222 --json").json
    (guide,) = found["guides"]
    assert [band["topic"] for band in guide["bands"]] == ["low"]
    numbers = [line for line in guide["lines"] if line["topic"] == "numbers"]
    assert "120-150" in numbers[0]["says"]
    assert "348 tracks at 234 institutions" in numbers[0]["beside"]
    assert all(line["sources"] for part in ("bands", "mix", "lines") for line in guide[part])
    assert {step["id"] for step in found["checklist"]} >= {"list_settled", "soap_round_1", "soap_ends"}
    assert applicant("strategy").code == 0
    assert applicant("strategy --score 400").code == 2


@pytest.mark.parametrize(
    ("score", "guide", "numbers"),
    [
        (219, "pmr-us-img", "60-80"),
        (224, "pmr", "40-60"),
        (225, "pmr", None),
        (229, "us-img", "60-100"),
        (230, "us-img", None),
        (230, "prelim-im-non-us-img", "120-150"),
        (231, "prelim-im-non-us-img", None),
        (250, "med-peds-non-us-img", "30-70"),
    ],
)
def test_a_low_score_asked_about_is_told_how_many(
    applicant: Stepready, score: int, guide: str, numbers: str | None
) -> None:
    """The figures are the inventory's; for a less competitive field 002's zone begins at 230."""
    applicant("plan set --specialty family-medicine")
    (found,) = applicant(f"strategy --guide {guide} --score {score} --json").json["guides"]
    says = " ".join(line["says"] for line in found["lines"] if line["topic"] == "numbers")
    assert (numbers or "") in says
    assert bool(says) is (numbers is not None)


def test_a_failed_attempt_counts_into_the_band_that_names_failures(applicant: Stepready) -> None:
    applicant("plan set --step1 failed-then-passed")
    (found,) = applicant("strategy --guide pmr-us-img --score 246 --json").json["guides"]
    assert [band["topic"] for band in found["bands"]] == ["low", "strong"]
    assert found["bands"][0]["says"].startswith("1 failed attempt: ")
    (found,) = applicant("strategy --guide prelim-im-non-us-img --score 246 --json").json["guides"]
    assert [band["topic"] for band in found["bands"]] == ["very competitive"]


def test_a_score_between_bands_says_so(applicant: Stepready) -> None:
    (found,) = applicant("strategy --guide pmr --score 227 --json").json["guides"]
    assert [band["topic"] for band in found["bands"]] == ["between bands"]
    assert all(line["sources"] for line in found["bands"])


def test_a_strategy_for_a_us_applicant_has_no_steps_of_imgs(applicant: Stepready) -> None:
    applicant("plan set --applicant us-md")
    steps = {step["id"] for step in applicant("strategy --json").json["checklist"]}
    assert "ecfmg_certified" not in steps


def test_check_says_in_one_line_what_the_delay_does_to_a_list(applicant: Stepready, tmp_path: Path) -> None:
    applicant("plan set --target 250 --guide med-peds-non-us-img")
    before = applicant("check --json").json
    assert before["exam_decision"]["delay"]["to"] is not None
    assert not [text for text in before["notices"] if text.startswith("Your list:")]
    applicant("programs", "import", several(tmp_path, 10))
    (line,) = [text for text in applicant("check --json").json["notices"] if text.startswith("Your table")]
    assert "of 10 programmes likely to be reached on the booked day, 10 stay and 0 are lost" in line
    applicant("shortlist build")
    (line,) = [text for text in applicant("check --json").json["notices"] if text.startswith("Your list:")]
    assert "of 10 programmes likely to be reached on the booked day, 10 stay and 0 are lost" in line


def test_the_chain_of_the_season_stands_in_the_calendar_of_who_applies(applicant: Stepready, tmp_path: Path) -> None:
    file = tmp_path / "season.ics"
    assert applicant("calendar", "--ics", file).code == 0
    text = file.read_text(encoding="utf-8")
    assert text.count("SUMMARY:SOAP") == 5
    assert "20280316T090000" in text.replace("T130000Z", "T090000")


def test_less_than_one_interview_is_no_zero(applicant: Stepready, tmp_path: Path) -> None:
    applicant("programs", "import", several(tmp_path, 1))
    built = applicant("shortlist build --json").json
    assert 0.005 < built["interviews"]["mean"] < 0.05
    assert f"expected interviews {built['interviews']['mean']:.2f} (" in " ".join(applicant("shortlist").out.split())
