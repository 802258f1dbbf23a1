"""A passing score through its season: what check and the first screen say to do, by what was said to be in."""

import pytest

from tests.conftest import Stepready

PLAN = "plan set --exam step2ck --on 2027-07-10 --applicant us-img --specialty pmr --season 2028 --score 240"
# The projected days of season 2028: review 22 September 2027, rank lists due 1 March, Match Day 17 March 2028.
ASKED, SENT, NEXT = "say whether your application is in", "send the application now", "plan set --season 2029"


@pytest.mark.parametrize(
    ("day", "applied", "says"),
    [
        ("2027-09-22", "", ASKED),
        ("2028-02-20", "", ASKED),
        ("2028-03-17", "", ASKED),
        ("2028-03-18", "", NEXT),
        ("2027-09-22", "--applied no", SENT),
        ("2028-03-01", "--applied no", SENT),
        ("2028-03-02", "--applied no", NEXT),
    ],
)
def test_check_and_the_first_screen_say_the_same_to_do(stepready: Stepready, day: str, applied: str, says: str) -> None:
    assert stepready("--today", day, *PLAN.split(), *applied.split()).code == 0
    for view in (["check"], []):
        told = " ".join(stepready("--today", day, *view).out.split())
        assert says in told.split("Next:")[1][:120], view


def test_an_application_that_is_in_is_planned_anew_only_after_match_day(stepready: Stepready) -> None:
    assert stepready("--today", "2028-03-01", *PLAN.split(), "--applied", "2027-09-03").code == 0
    for day, is_offered in (("2027-12-01", False), ("2028-03-17", False), ("2028-03-18", True)):
        notices = stepready("--today", day, "check", "--json").json["notices"]
        assert any(NEXT in notice for notice in notices) is is_offered, day


def test_a_file_not_sent_before_rank_lists_are_due_counts_for_the_next_season(stepready: Stepready) -> None:
    assert stepready("--today", "2027-10-01", *PLAN.split(), "--applied", "no").code == 0
    told = {day: stepready("--today", day, "check", "--json").json for day in ("2028-03-01", "2028-03-02")}
    assert {found["application_decision"]["verdict"] for found in told.values()} == {"apply-late"}
    assert "apply now" in told["2028-03-01"]["application_decision"]["because"]
    assert "counts for the next one" in told["2028-03-02"]["application_decision"]["because"]


@pytest.mark.parametrize(("sat", "misses"), [("2027-09-05", False), ("2027-09-12", False), ("2027-09-13", True)])
def test_a_file_that_is_late_is_not_said_of_its_score(stepready: Stepready, sat: str, *, misses: bool) -> None:
    # This guide's limit is a score by 10 October; review opens on 22 September.
    plan = f"plan set --exam step2ck --on {sat} --applicant non-us-img --specialty med-peds --season 2028 --applied no"
    assert stepready("--today", "2027-09-25", *plan.split()).code == 0
    decided = stepready("--today", "2027-09-25", "check", "--json").json["application_decision"]
    assert decided["verdict"] == "apply-late"
    assert ("misses this guide's limit" in decided["because"]) is misses
    assert "send the file now without the score" in decided["because"]


def test_no_guide_says_anything_of_a_result_of_step3(stepready: Stepready) -> None:
    stepready(
        *[
            "--today",
            "2027-08-10",
            "plan",
            "set",
            "--exam",
            "step3",
            "--on",
            "2027-07-10",
            "--applicant",
            "us-img",
            "--score",
            "pass",
        ]
    )
    found = stepready("--today", "2027-08-10", "check", "--json").json
    assert found["exam_decision"]["verdict"] == "taken"
    assert not any(text.startswith(("Band:", "List:", "Backup:", "Timing:")) for text in found["notices"])


def test_dates_are_compared_by_the_rank_list_once_the_application_is_in(stepready: Stepready) -> None:
    plan = "plan set --exam step2ck --on 2027-10-05 --applicant us-img --specialty pmr --season 2028"
    assert stepready("--today", "2027-09-10", *plan.split()).code == 0
    by = []
    for said in ("no", "2027-09-05"):
        assert stepready("--today", "2027-09-10", "plan", "set", "--applied", said).code == 0
        found = stepready("--today", "2027-09-10", "dates", "--json").json
        by.append((found["compared_by"], any("application is in" in text for text in found["notices"])))
    assert by == [("review_opens", False), ("rank_list_due", True)]


def test_an_application_stays_with_the_season_it_was_sent_in(stepready: Stepready) -> None:
    today = ("--today", "2028-04-10")
    assert stepready(*today, *PLAN.split(), "--applied", "2027-09-03", "--resent", "2027-10-01").code == 0
    moved = stepready(*today, "plan", "set", "--season", "2029")
    assert "of the 2029 season's nothing is said yet" in " ".join(moved.err.split())
    decided = stepready(*today, "check", "--json").json["application_decision"]
    assert decided["verdict"] == "apply-on-time"
    # What is put right is the season, not the application.
    stepready(*today, "undo")
    stepready(*today, "plan", "set", "--season", "2029", "--applied", "2027-09-03")
    stepready(*today, "plan", "set", "--season", "2028")
    assert stepready(*today, "check", "--json").json["application_decision"]["verdict"] == "already-applied"


def test_an_application_sent_in_another_season_asks_about_the_season(stepready: Stepready) -> None:
    asked = stepready("--today", "2027-11-20", *PLAN.replace("2028", "2029").split(), "--applied", "2027-09-03")
    assert "is the season right?" in " ".join(asked.err.split())
    assert "season right" not in stepready("--today", "2027-11-20", "plan", "set", "--season", "2028").err


@pytest.mark.parametrize("day", ["2027-07-09", "2027-09-02"])
def test_scores_are_not_resent_before_the_exam_or_the_application(stepready: Stepready, day: str) -> None:
    assert stepready("--today", "2027-11-20", *PLAN.split(), "--applied", "2027-09-03").code == 0
    refused = stepready("--today", "2027-11-20", "plan", "set", "--resent", day)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("error: scores re-sent on")
    assert stepready("--today", "2027-11-20", "plan", "set", "--resent", "2027-09-03").code == 0


def test_whoever_passed_hears_of_no_retake_from_plan_set(stepready: Stepready) -> None:
    assert stepready("--today", "2027-11-20", *PLAN.split()).code == 0
    assert "retake" not in stepready("--today", "2027-11-20", "plan", "set", "--applied", "2027-09-03").err
    stepready("--today", "2027-11-20", "plan", "set", "--score", "210")
    assert "retake" in stepready("--today", "2027-11-20", "plan", "set", "--can-skip-cycle").err
