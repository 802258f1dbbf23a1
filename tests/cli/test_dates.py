"""`dates`: the sweep as a user and as a script see it."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Stepready

ROW = {
    "exam_date", "mean", "p_target", "p_pass", "score_typical", "score_safe", "p_score_by", "timing", "exam_verdict",
}  # fmt: skip
MED_PEDS = "plan set --exam step2ck --on 2027-07-28 --applicant non-us-img --specialty med-peds --target 250"
IMPROVING = (("nbme 9", 224, "2027-05-10"), ("nbme 10", 229, "2027-05-31"), ("nbme 11", 234, "2027-06-21"),
             ("nbme 12", 239, "2027-07-12"))  # fmt: skip
FLAT = (("nbme 9", 239, "2027-05-10"), ("nbme 10", 238, "2027-05-31"), ("nbme 11", 239, "2027-06-21"),
        ("nbme 12", 238, "2027-07-12"))  # fmt: skip


def log(stepready: Stepready, exams: tuple[tuple[str, int, str], ...]) -> None:
    for exam, value, day in exams:
        assert stepready(f"log {exam} {value} --on {day}").code == 0


@pytest.fixture
def improving(stepready: Stepready) -> Stepready:
    stepready(MED_PEDS)
    log(stepready, IMPROVING)
    return stepready


def parse_shown(text: str) -> date:
    """Read a day as it is shown: Wed 8 Sep 2027."""
    return datetime.strptime(text, "%a %d %b %Y").replace(tzinfo=UTC).date()


def chances(sweep: Any, milestone: str) -> list[float]:
    return [row["p_score_by"][milestone] for row in sweep["rows"]]


def test_a_printed_chance_that_moves_the_column_is_named(improving: Stepready) -> None:
    assert "pass pooled" not in improving("dates").out
    improving("edit 4 --p-pass 60")
    told = " ".join(improving("dates").out.split())
    assert "pass pooled with the 60 % printed on your report of 12 Jul" in told


def test_json_has_every_key_of_the_contract(improving: Stepready) -> None:
    sweep = improving("dates --json").json
    assert set(sweep) >= {"schema", "planned", "rows", "last_safe", "decide_by", "undominated"}
    assert all(set(row) >= ROW for row in sweep["rows"])
    assert sweep["planned"] == "2027-07-28"
    assert "2027-07-28" in {row["exam_date"] for row in sweep["rows"]}
    assert {row["timing"] for row in sweep["rows"]} <= {"ideal", "acceptable", "risky", "too-late"}
    assert set(sweep["last_safe"]["review_opens"]) == {"p90", "p99"}


def test_the_last_safe_day_for_the_review_of_2028(improving: Stepready) -> None:
    safe = improving("dates --json").json["last_safe"]
    assert safe["review_opens"] == {"p90": "2027-08-25", "p99": "2027-07-28"}
    assert safe["early_october"]["p90"] == "2027-09-12"
    assert safe["rank_list_due"]["p90"] == "2028-02-02"


def test_the_other_possible_review_day_has_its_own_safe_days(improving: Stepready) -> None:
    (other,) = improving("dates --json").json["last_safe_if"]
    assert other == {"id": "review_opens", "on": "2027-09-29", "p90": "2027-09-01", "p99": "2027-08-04"}


def test_days_run_from_tomorrow_and_arrival_never_gets_likelier(improving: Stepready) -> None:
    sweep = improving("dates --until 2028-03-31 --json").json
    days = [row["exam_date"] for row in sweep["rows"]]
    assert days == sorted(set(days))
    assert days[0] > "2027-07-15"
    assert days[-1] <= "2028-03-31"
    assert len(days) <= 61
    for milestone in sweep["rows"][0]["p_score_by"]:
        found = chances(sweep, milestone)
        assert found == sorted(found, reverse=True), milestone


def test_no_undominated_day_is_beaten(improving: Stepready) -> None:
    sweep = improving("dates --json").json
    merits = {row["exam_date"]: (row["p_target"], row["p_score_by"]["review_opens"]) for row in sweep["rows"]}
    assert sweep["undominated"]
    for day, (target, seen) in merits.items():
        beaten = any(t >= target and s >= seen and (t, s) != (target, seen) for t, s in merits.values())
        assert (day in sweep["undominated"]) is not beaten


def test_waiting_helps_an_improving_student_more_than_a_flat_one(stepready: Stepready) -> None:
    gains = {}
    for name, exams in (("improving", IMPROVING), ("flat", FLAT)):
        stepready(MED_PEDS)
        log(stepready, exams)
        rows = stepready("dates --only 2027-07-28,2027-09-08 --json").json["rows"]
        gains[name] = rows[1]["mean"] - rows[0]["mean"]
        for _ in exams:
            assert stepready("undo").code == 0
    assert gains["improving"] > gains["flat"]
    assert gains["improving"] > 0


def test_only_compares_exactly_the_seats_named(improving: Stepready) -> None:
    sweep = improving("dates --only 2027-08-17,2027-07-20 --only 2027-08-03 --json").json
    assert [row["exam_date"] for row in sweep["rows"]] == ["2027-07-20", "2027-08-03", "2027-08-17"]
    assert sweep["trade"].startswith("moving from 20 Jul to ")
    assert "seen at review 99 % to " in sweep["trade"]


def test_the_delay_check_recommends_is_on_the_sweep(improving: Stepready) -> None:
    delay = improving("check --json").json["exam_decision"]["delay"]
    sweep = improving("dates --json").json
    assert delay["to"] in {row["exam_date"] for row in sweep["rows"]}
    assert sweep["delay"]["to"] == delay["to"]
    to = date.fromisoformat(delay["to"])
    assert sweep["trade"].startswith(f"moving from 28 Jul to {to.day} {to:%b}: target ")


def test_days_to_decide_by(improving: Stepready) -> None:
    sweep = improving("dates --json").json
    parts = {part["id"]: part["on"] for part in sweep["decide_by_parts"]}
    assert parts == {"fee_free": "2027-06-12", "last_practice_exam": "2027-07-21"}
    assert sweep["decide_by"] == "2027-07-21"
    assert improving("--today 2027-06-01 dates --json").json["decide_by"] == "2027-06-12"
    assert improving("--today 2027-07-28 dates --json").json["decide_by"] is None


def test_every_guide_says_its_own_last_day(improving: Stepready) -> None:
    windows = {entry["guide"]: entry for entry in improving("dates --json").json["guides"]}
    assert windows["med-peds-non-us-img"]["on_time_until"] == "2027-09-12"
    assert windows["pmr"]["risky_until"] == "2027-09-10"
    assert windows["us-img"]["ideal_until"] == "2027-07-31"
    assert "us-img 25 Aug (ideal to 31 Jul; acceptable to 10 Aug)" in " ".join(improving("dates").out.split())
    assert all(entry["sources"] for entry in windows.values())


def test_the_verdict_says_what_is_expected_and_what_holds_now(improving: Stepready) -> None:
    rows = {row["exam_date"]: row for row in improving("dates --json").json["rows"]}
    assert rows["2027-07-28"]["exam_verdict_now"] == improving("check --json").json["exam_decision"]["verdict"]
    assert {row["exam_verdict"] for row in rows.values()} <= {"go", "no-go", "early", "unknown"}


def test_without_scores_nothing_is_guessed(stepready: Stepready) -> None:
    stepready(MED_PEDS)
    sweep = stepready("dates --json").json
    assert {row["mean"] for row in sweep["rows"]} == {None}
    assert {row["p_target"] for row in sweep["rows"]} == {None}
    assert sweep["undominated"] == [row["exam_date"] for row in sweep["rows"]]
    assert {row["exam_verdict"] for row in sweep["rows"]} == {"unknown"}
    assert "No forecast" in " ".join(sweep["notices"])


def test_without_a_booked_date_the_sweep_still_runs(stepready: Stepready) -> None:
    stepready("plan set --exam step2ck --target 240")
    sweep = stepready("dates --json").json
    assert sweep["planned"] is None
    assert sweep["decide_by"] is None
    assert sweep["rows"][0]["exam_date"] == "2027-07-16"


def test_after_the_exam_only_its_own_date_is_shown_with_what_follows(improving: Stepready) -> None:
    sweep = improving("--today 2027-08-01 dates --json").json
    assert [row["exam_date"] for row in sweep["rows"]] == ["2027-07-28"]
    assert sweep["rows"][0]["exam_verdict"] == "taken"
    assert [step["id"] for step in sweep["after_exam"]][:2] == ["score_typical", "resend_scores"]
    assert sweep["decide_by"] is None


@pytest.mark.parametrize(("result", "rows"), [("241", False), ("pass", False), ("210", True), ("fail", True)])
def test_a_result_ends_the_choice_unless_it_is_a_failure(improving: Stepready, result: str, rows: bool) -> None:  # noqa: FBT001
    improving(f"--today 2027-08-25 plan set --score {result}")
    sweep = improving("--today 2027-08-25 dates --json").json
    assert bool(sweep["rows"]) is rows
    assert all(row["exam_verdict"] != "taken" for row in sweep["rows"])


def test_once_review_is_open_the_rank_list_is_what_counts(improving: Stepready) -> None:
    improving("plan set --season 2028 --on 2027-11-10")
    sweep = improving("--today 2027-10-01 dates --json").json
    assert sweep["compared_by"] == "rank_list_due"
    assert set(chances(sweep, "review_opens")) == {0.0}
    assert "rank list" in " ".join(sweep["notices"])


def test_a_season_already_over_has_no_days_and_says_so(improving: Stepready) -> None:
    improving("plan set --forget exam-date")
    sweep = improving("dates --season 2026 --json").json
    assert sweep["rows"] == []
    assert "its deadlines are past" in " ".join(sweep["notices"])
    assert improving("dates --season 2026").code == 0


@pytest.mark.parametrize("season", [2025, 2026, 2027, 2028, 2029])
def test_every_season_can_be_swept(improving: Stepready, season: int) -> None:
    improving("plan set --forget exam-date")
    sweep = improving(f"--today {season - 1}-05-01 dates --season {season} --json").json
    assert sweep["season"] == season
    assert sweep["rows"]
    found = chances(sweep, "review_opens")
    assert found == sorted(found, reverse=True)


def test_the_pass_mark_changes_with_the_test_day(stepready: Stepready) -> None:
    stepready("--today 2025-06-01 plan set --exam step2ck --on 2025-06-30")
    sweep = stepready("--today 2025-06-01 dates --only 2025-06-30,2025-07-01 --json").json
    assert [row["pass_mark"] for row in sweep["rows"]] == [214, 218]
    assert "The pass mark changes" in " ".join(sweep["notices"])


def test_step_1_is_compared_by_passing_alone(stepready: Stepready) -> None:
    stepready("plan set --exam step1 --on 2027-08-04")
    stepready("log nbme 30 70% --on 2027-06-20")
    stepready("log nbme 31 72% --on 2027-07-10")
    sweep = stepready("dates --json").json
    assert {row["timing"] for row in sweep["rows"]} == {None}
    assert sweep["last_safe"] == {}
    assert all(row["p_score_by"] == {} for row in sweep["rows"])
    assert "do not bind Step 1" in " ".join(sweep["notices"])
    assert "review" not in stepready("dates --only 2027-08-04").out.splitlines()[2]


def test_the_eligibility_window_is_marked(improving: Stepready) -> None:
    improving("plan set --eligibility-end 2027-08-15")
    sweep = improving("dates --json").json
    late = {row["exam_date"] for row in sweep["rows"] if row["in_eligibility"] is False}
    assert late == {row["exam_date"] for row in sweep["rows"] if row["exam_date"] > "2027-08-15"}
    assert "eligibility" in " ".join(sweep["notices"])
    assert {part["id"] for part in sweep["decide_by_parts"]} >= {"eligibility_end"}


def test_the_users_own_days_and_delays_move_the_sweep(
    improving: Stepready, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STEPREADY_CONFIG", str(tmp_path))
    (tmp_path / "settings.toml").write_text(
        """
        [[milestone]]
        season = 2028
        id = "review_opens"
        on = 2027-09-29
        source = "dean's office"

        [[delay_window]]
        from = 2027-07-01
        to = 2027-08-31
        extra_days = 7
        source = "announcement"
        """
    )
    sweep = improving("dates --json").json
    assert sweep["review"]["source"] == "dean's office"
    assert sweep["last_safe"]["review_opens"]["p90"] == "2027-08-25"  # 29 September less 28 and 7 days
    assert sweep["last_safe_if"] == []
    assert "announcement" in " ".join(sweep["notices"])


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("dates --only 2027-07-01", "error: no exam can be sat on Thu 1 Jul 2027; accepted: Thu 15 Jul 2027 to"),
        ("dates --until 2027-07-15", "error: the sweep cannot end on Thu 15 Jul 2027; accepted: Fri 16 Jul 2027 to"),
        ("dates --until 2040-01-01", "error: the sweep cannot end on"),
        ("dates --only soon", "error: 'soon' is not a day; accepted:"),
        ("dates --only ''", "error: --only '' has no day in one place; accepted: days such as 2027-07-28,2027-08-17"),
        ("dates --only 2027-08-01,,2027-08-02", "error: --only '2027-08-01,,2027-08-02' has no day in one place;"),
        ("dates --only 2027-08-01,", "error: --only '2027-08-01,' has no day in one place;"),
        ("dates --until ''", "error: '' is not a day; accepted:"),
        ("dates --season 1999", "error: season 1999 is out of range; accepted: 2020 to 2100"),
        ("dates --guide nobody", "error: no guide is named 'nobody'"),
    ],
)
def test_bad_input_is_one_line_and_no_traceback(improving: Stepready, words: str, error: str) -> None:
    ended = improving(words)
    assert ended.code == 2
    assert ended.out == ""
    assert ended.err.startswith(error)


def test_without_a_plan_the_error_says_how_to_begin(stepready: Stepready) -> None:
    ended = stepready("dates")
    assert (ended.code, ended.err.splitlines()[0]) == (2, "error: no plan is set")


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_terminal(improving: Stepready, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    out = improving("dates").out
    assert max(len(line) for line in out.splitlines()) <= width
    assert "> Wed 28 Jul" in out


def test_text_and_json_say_the_same_sentences(improving: Stepready) -> None:
    text = " ".join(improving("dates").out.split())
    sweep = improving("dates --json").json
    for said in (*sweep["notices"], sweep["advice"]):
        assert " ".join(said.split()) in text


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ("2027-08-24", None),  # tomorrow's score is likely out on 22 September, the review day itself
        ("2027-08-25", "when review opens; early October can still be met"),
        ("2027-09-11", "when review opens; early October can still be met"),
        ("2027-09-12", "by early October (Sun 10 Oct 2027)"),  # 13 September and 28 days is 11 October
    ],
)
def test_a_deadline_no_score_can_meet_any_more_is_named(improving: Stepready, today: str, said: str | None) -> None:
    improving("plan set --on 2027-10-20")
    notices = " ".join(improving(f"--today {today} dates --json").json["notices"])
    assert ("No score of a test from tomorrow on" in notices) is (said is not None)
    assert said is None or said in notices


def test_a_low_score_in_hand_says_how_to_apply(improving: Stepready) -> None:
    improving("--today 2027-08-25 plan set --score 221")
    sweep = improving("--today 2027-08-26 dates --json").json
    assert sweep["rows"] == []
    assert sweep["advice"].startswith("Application: apply on time, a low passing score is in hand")


@pytest.mark.parametrize("booked", ["2027-12-15", "2029-03-01", "2099-01-01"])
def test_a_date_booked_far_ahead_does_not_thin_out_the_days_that_matter(improving: Stepready, booked: str) -> None:
    improving(f"plan set --on {booked}")
    days = [row["exam_date"] for row in improving("dates --json").json["rows"]]
    assert days[-1] == booked
    assert len([day for day in days if "2027-07-15" < day <= "2027-11-02"]) >= 15


def test_the_day_after_which_no_gain_is_counted_is_said_once(improving: Stepready) -> None:
    sweep = improving("dates --until 2028-03-31 --json").json
    (told,) = [text for text in sweep["notices"] if "counts on no further gain" in text]
    on = told.removeprefix("From ").partition(" on, ")[0]
    means = [row["mean"] for row in sweep["rows"]]
    last = [row["mean"] for row in sweep["rows"] if row["exam_date"] >= parse_shown(on).isoformat()]
    assert last == pytest.approx([means[-1]] * len(last), abs=0.05)
    assert means[len(means) - len(last) - 1] < means[-1] - 0.05
    assert " ".join(improving("dates --until 2028-03-31").out.split()).count("counts on no further gain") == 1


def test_a_score_over_the_target_beside_a_no_go_is_explained(improving: Stepready) -> None:
    improving("plan set --target 240")
    sweep = improving("dates --json").json
    beside = any(row["exam_verdict"] == "no-go" and row["mean"] >= 240 for row in sweep["rows"])
    assert beside is any("practice scores as printed" in text for text in sweep["notices"])
    assert beside


def test_windows_that_are_past_are_said_to_be(improving: Stepready) -> None:
    improving("plan set --season 2028 --on 2027-12-15")
    amid = improving("--today 2027-09-01 dates").out
    assert "25 Aug, past (ideal to 20 Aug, past)" in " ".join(amid.split())
    assert "12 Sep (ideal to 25 Aug, past)" in " ".join(amid.split())


def test_a_season_already_over_lists_no_guides_windows(improving: Stepready) -> None:
    out = improving("dates --season 2026").out
    assert "The last test days of every guide's windows are past." in out
    assert "when clearly below" not in out
    assert "when clearly below" in improving("dates").out


def test_a_recommended_date_that_is_no_seat_has_no_mark_to_explain(improving: Stepready) -> None:
    assert "! what `check` names" in improving("dates").out
    assert "! what" not in improving("dates --only 2027-07-28,2027-08-17").out


def test_step_1_is_weighed_against_the_day_to_sit_on_instead(stepready: Stepready) -> None:
    stepready("plan set --exam step1 --on 2027-08-04")
    for form, value, day in ((29, "62%", "2027-06-01"), (30, "64%", "2027-06-20"), (31, "66%", "2027-07-10")):
        stepready(f"log nbme {form} {value} --on {day}")
    sweep = stepready("dates --json").json
    on = date.fromisoformat(sweep["delay"]["to"])
    assert on >= date(2027, 8, 11)
    assert sweep["trade"].startswith(f"moving from 4 Aug to {on.day} {on:%b}: pass ")


def test_the_booked_day_says_what_today_makes_of_it_where_more_is_expected(stepready: Stepready) -> None:
    # 229 misses pmr-us-img's 235 today; 25 days at some two points a week carry it over, and 236 with it.
    stepready("plan set --exam step2ck --on 2027-06-23 --applicant us-img --specialty pmr --step1 passed")
    for words in ("nbme 10 229 --on 2027-05-05", "nbme 12 236 --on 2027-05-29"):
        stepready(f"--today 2027-06-01 log {words}")
    assert stepready("--today 2027-06-01 check --json").json["exam_decision"]["verdict"] == "no-go"
    rows = {row["exam_date"]: row for row in stepready("--today 2027-06-01 dates --json").json["rows"]}
    assert (rows["2027-06-23"]["exam_verdict"], rows["2027-06-23"]["exam_verdict_now"]) == ("go", "no-go")
    told = " ".join(stepready("--today 2027-06-01 dates").out.split())
    assert "expected to say by then (the booked day is no-go on today's scores)." in told
    stepready("plan set --on 2027-06-09")
    same = " ".join(stepready("--today 2027-06-01 dates").out.split())
    assert "expected to say by then." in same


def test_a_failing_result_counts_in_the_retakes_forecasts_before_a_new_date_is_set(stepready: Stepready) -> None:
    early = "--today 2027-06-28"
    stepready(f"{early} plan set --exam step2ck --on 2027-07-05 --target 235 --applicant us-img --step1 passed")
    for line in ("10 230 --on 2027-06-05", "11 236 --on 2027-06-18", "12 239 --on 2027-06-27"):
        stepready(f"{early} log nbme {line}")
    stepready("--today 2027-08-03 plan set --score 205")

    def told() -> Any:
        rows = stepready("--today 2027-08-03 dates --only 2027-08-25 --json").json["rows"]
        return next(row for row in rows if row["exam_date"] == "2027-08-25")

    before = told()
    assert before["p_pass"] < 0.5
    stepready("--today 2027-08-03 plan set --on 2027-11-02")
    after = told()
    assert {name: before[name] for name in ("mean", "p_target", "p_pass")} == {
        name: after[name] for name in ("mean", "p_target", "p_pass")
    }
