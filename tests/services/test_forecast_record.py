"""`forecast record`: forecasts made anew from what was entered before each outcome; what came late never counts."""

import json
from pathlib import Path

import pytest

from stepready.store.migrations import LATEST
from tests.conftest import Stepready
from tests.store.test_migrations import old_database

LOG = (("2027-05-01", "11", 231), ("2027-05-15", "12", 235), ("2027-06-01", "13", 240), ("2027-06-15", "14", 238))


@pytest.fixture
def logged(stepready: Stepready) -> Stepready:
    stepready("plan set --exam step2ck --on 2027-07-28 --target 240 --applicant us-md")
    for day, form, value in LOG:
        assert stepready("--today", day, "log", "nbme", form, value).code == 0
    return stepready


def told(stepready: Stepready, *words: str | Path) -> dict[str, object]:
    ended = stepready(*words, "forecast", "record", "--json")
    assert ended.code == 0, ended.err
    found: dict[str, object] = ended.json
    return found


def test_each_exam_after_the_first_tests_a_forecast(logged: Stepready) -> None:
    found = told(logged)
    rows = found["rows"]
    assert isinstance(rows, list)
    assert [row["on"] for row in rows] == [day for day, _, _ in LOG[1:]]
    assert [row["came"] for row in rows] == [235, 240, 238]
    # One exam of 231 a fortnight before: its level, with one error of 5.66 and the next exam's own.
    assert rows[0]["mean"] == pytest.approx(231 + 2 * 0.6 / 0.560917, abs=0.1)
    assert rows[0]["low80"] < rows[0]["mean"] - 1.2816 * 5.66
    misses = [abs(row["came"] - row["mean"]) for row in rows]
    assert found["mean_miss"] == pytest.approx(sum(misses) / 3)
    assert found["counted"] == 3


def test_what_is_entered_later_changes_no_earlier_forecast(logged: Stepready) -> None:
    before = told(logged)["rows"]
    logged("log nbme 15 250 --on 2027-07-14")
    after = told(logged)["rows"]
    assert isinstance(after, list)
    assert after[:3] == before


@pytest.mark.parametrize("value", [231, 236, 238, 250])
@pytest.mark.parametrize(
    ("entered", "why"), [("2027-07-15", "entered 56 days later"), ("2027-05-20", "entered after a later score")]
)
def test_a_back_dated_score_never_counts_and_never_helps(logged: Stepready, value: int, entered: str, why: str) -> None:
    before = told(logged)
    logged("--today", entered, "log", "nbme", "16", value, "--on", "2027-05-20")
    after = told(logged)
    for name in ("counted", "mean_miss", "coverage80", "bias"):
        assert after[name] == before[name]
    assert why in str(after["rows"])


@pytest.mark.parametrize("on", ["2027-06-16", "2027-06-20", "2027-07-01", "2027-07-14"])
def test_a_back_dated_score_never_counts_although_nothing_later_was_logged(logged: Stepready, on: str) -> None:
    before = told(logged)
    assert logged("--today", "2027-07-15", "log", "nbme", "16", "241", "--on", on).code == 0
    after = told(logged)
    for name in ("counted", "mean_miss", "coverage80", "bias"):
        assert after[name] == before[name]
    days = {"2027-06-16": "29 days", "2027-06-20": "25 days", "2027-07-01": "14 days", "2027-07-14": "1 day"}[on]
    assert f"entered {days} later" in str(after["rows"])
    assert logged("undo").code == 0
    assert told(logged) == before


def test_an_import_counts_what_it_brings_on_its_day_alone(logged: Stepready, tmp_path: Path) -> None:
    sheet = tmp_path / "two.csv"
    sheet.write_text("date,source,form,value\n2027-06-25,nbme,15,242\n2027-07-10,nbme,16,244\n")
    assert logged("--today", "2027-07-10", "import", sheet).code == 0
    rows = told(logged)["rows"]
    assert isinstance(rows, list)
    assert [row["not_counted"] for row in rows[-2:]] == ["entered 15 days later", None]


@pytest.mark.parametrize(
    "change",
    [
        "edit 2 --value 236",
        "edit 2 --on 2027-05-20",
        "edit 2 --condition repeat",
        "edit 2 --source uwsa",
        "edit 2 --form 9",
    ],
)
def test_what_is_changed_on_a_later_day_alters_no_forecast_and_never_helps(stepready: Stepready, change: str) -> None:
    stepready("plan set --exam step2ck --on 2027-07-28 --target 240 --applicant us-md")
    for day, form, value in (LOG[0], ("2027-05-15", "12", 212), *LOG[2:]):
        assert stepready("--today", day, "log", "nbme", form, value).code == 0
    before = told(stepready)
    assert stepready(change).code == 0
    after = told(stepready)
    assert (after["counted"], after["mean_miss"], after["coverage80"]) == (
        before["counted"],
        before["mean_miss"],
        before["coverage80"],
    )
    assert forecasts(after) == forecasts(before)


def forecasts(record: dict[str, object]) -> list[tuple[float, float, float]]:
    rows = record["rows"]
    assert isinstance(rows, list)
    return [(row["mean"], row["low80"], row["high80"]) for row in rows]


def test_of_a_score_changed_on_a_later_day_what_lies_further_off_counts(logged: Stepready) -> None:
    before = told(logged)
    assert logged("edit 3 --value 205").code == 0
    after = told(logged)
    rows = after["rows"]
    assert isinstance(rows, list)
    assert [row["came"] for row in rows] == [235, 205, 238]
    assert rows[1]["changed"] == "entered as 240"
    assert forecasts(after) == forecasts(before)
    assert logged("edit 3 --value 239").code == 0
    assert told(logged)["mean_miss"] == before["mean_miss"]
    assert "came 240 (changed to 239 afterwards)" in " ".join(logged("forecast record").out.split())


def test_a_score_set_right_on_its_own_day_is_what_was_entered(stepready: Stepready) -> None:
    stepready("plan set --exam step2ck --on 2027-07-28")
    for day, form, value in (LOG[0], ("2027-05-15", "12", 253)):
        assert stepready("--today", day, "log", "nbme", form, value).code == 0
    assert stepready("--today", "2027-05-15", "edit", "2", "--value", "235").code == 0
    rows = told(stepready)["rows"]
    assert isinstance(rows, list)
    assert [(row["came"], row["not_counted"], row["changed"]) for row in rows] == [(235, None, None)]


def test_removing_a_score_and_entering_it_again_never_helps(stepready: Stepready) -> None:
    stepready("plan set --exam step2ck --on 2027-07-28")
    for day, form, value in (LOG[0], ("2027-05-15", "12", 212), *LOG[2:]):
        assert stepready("--today", day, "log", "nbme", form, value).code == 0
    before = told(stepready)
    assert stepready("rm 2").code == 0
    assert forecasts(told(stepready)) == forecasts(before)[1:]
    assert stepready("log nbme 12 233 --on 2027-05-15").code == 0
    after = told(stepready)
    for name in ("counted", "mean_miss", "coverage80", "bias"):
        assert after[name] == before[name]
    assert len(forecasts(after)) == 3


def test_a_history_entered_at_once_is_what_later_forecasts_are_made_from(stepready: Stepready) -> None:
    """Nobody logged on its day what was taken before the program came: the next exam and the result are tested."""
    stepready("plan set --exam step2ck --on 2027-07-28 --target 240 --applicant us-md")
    for day, form, value in LOG:
        assert stepready("--today", "2027-06-20", "log", "nbme", form, value, "--on", day).code == 0
    assert told(stepready)["counted"] == 0
    assert stepready("--today", "2027-07-01", "log", "nbme", "15", "241").code == 0
    expected = stepready("--today", "2027-07-27", "forecast", "--json").json
    assert stepready("--today", "2027-08-25", "plan", "set", "--score", "251").code == 0
    rows = told(stepready)["rows"]
    assert isinstance(rows, list)
    assert [row["came"] for row in rows if row["not_counted"] is None] == [241, 251]
    # The result did worse by the one exam that was entered on its day, or by all that was shown: the worse counts.
    assert abs(251 - rows[-1]["mean"]) >= abs(251 - expected["mean"]) - 1e-9


def test_a_late_score_that_made_a_forecast_better_is_not_counted_with(stepready: Stepready) -> None:
    stepready("plan set --exam step2ck --on 2027-07-28")
    for day, form, value in LOG[:2]:
        assert stepready("--today", day, "log", "nbme", form, value).code == 0
    assert stepready("--today", "2027-07-10", "log", "nbme", "15", "246").code == 0
    without = told(stepready)
    assert stepready("undo").code == 0
    assert stepready("--today", "2027-07-09", "log", "nbme", "16", "246", "--on", "2027-07-01").code == 0
    assert stepready("--today", "2027-07-10", "log", "nbme", "15", "246").code == 0
    found = told(stepready)
    for name in ("counted", "mean_miss", "coverage80", "bias"):
        assert found[name] == without[name]


def test_a_repeat_and_a_percent_that_no_rule_counts_test_nothing(logged: Stepready) -> None:
    before = told(logged)
    assert logged("--today 2027-06-25 log nbme 11 243").code == 0
    assert logged("--today 2027-06-26 log nbme 15 72% --exam step2ck").code == 0
    assert told(logged) == before


def test_the_result_after_a_failed_sitting_is_held_against_what_was_forecast(stepready: Stepready) -> None:
    for day, words in (
        ("2027-01-04", "plan set --exam step2ck --on 2027-01-20 --applicant non-us-img"),
        ("2027-01-05", "log nbme 9 205"),
        ("2027-02-17", "plan set --score 205"),
        ("2027-03-01", "plan set --on 2027-07-28"),
        ("2027-06-01", "log nbme 11 231"),
        ("2027-06-02", "log qbank 62% --questions 120"),
        ("2027-06-10", "log qbank 55% --questions 120"),
        ("2027-06-20", "log nbme 12 236"),
        ("2027-06-21", "log qbank 48% --questions 120"),
        ("2027-07-12", "log bank uworld 2340/3600 81%"),
    ):
        assert stepready("--today", day, *words.split()).code == 0
    expected = stepready("--today", "2027-07-27", "forecast", "--json").json
    assert stepready("--today", "2027-08-25", "plan", "set", "--score", "240").code == 0
    assert stepready("--today", "2027-08-26", "plan", "set", "--applicant", "us-md").code == 0
    rows = told(stepready)["rows"]
    assert isinstance(rows, list)
    for name in ("mean", "low80", "high80"):
        assert rows[-1][name] == pytest.approx(expected[name])
    assert [row["what"] for row in rows] == ["Step 2 CK", "NBME 12", "Step 2 CK"]


def test_an_import_of_a_whole_history_tests_nothing(stepready: Stepready, tmp_path: Path) -> None:
    stepready("plan set --exam step2ck --on 2027-07-28")
    sheet = tmp_path / "log.csv"
    sheet.write_text("date,source,form,value\n" + "".join(f"{day},nbme,{form},{value}\n" for day, form, value in LOG))
    assert stepready("import", sheet).code == 0
    found = told(stepready)
    assert (found["counted"], found["rows"]) == (0, [])
    assert "Nothing to judge yet" in stepready("forecast record").out


def test_the_result_is_held_against_the_forecast_of_its_eve(logged: Stepready) -> None:
    expected = logged("--today", "2027-07-27", "forecast", "--json").json
    assert logged("--today", "2027-08-25", "plan", "set", "--score", "249").code == 0
    rows = told(logged)["rows"]
    assert isinstance(rows, list)
    assert (rows[-1]["what"], rows[-1]["came"], rows[-1]["on"]) == ("Step 2 CK", 249, "2027-07-28")
    assert rows[-1]["mean"] == pytest.approx(expected["mean"])
    assert rows[-1]["low80"] == pytest.approx(expected["low80"])


def test_the_screen_says_what_to_make_of_it(logged: Stepready) -> None:
    shown = logged("forecast record").out
    assert "came inside the 80 % range" in shown
    assert "too few to say more" in " ".join(shown.split())
    assert all(len(line) <= 80 for line in shown.splitlines())


def test_the_file_to_send_holds_no_day_and_no_name(logged: Stepready, tmp_path: Path) -> None:
    file = tmp_path / "record.json"
    assert logged("--today", "2027-07-01", "log", "nbme", "Dr Smith 2027-07-01", "239").code == 0
    assert logged("forecast", "record", "--export", file).code == 0
    sent = json.loads(file.read_text())
    assert [row["what"] for row in sent["rows"]] == ["NBME 12", "NBME 13", "NBME 14", "NBME"]
    assert set(sent["rows"][0]) == {"what", "mean", "low80", "high80", "came"}
    assert "2027" not in file.read_text()
    other = tmp_path / "mine.txt"
    other.write_text("mine")
    assert logged("forecast", "record", "--export", other).code == 2
    assert other.read_text() == "mine"


@pytest.mark.parametrize("version", range(1, LATEST + 1))
def test_a_log_begun_in_an_older_version_is_replayed(stepready: Stepready, tmp_path: Path, version: int) -> None:
    """What it kept of a plan has not every column of today."""
    book = ("--db", old_database(tmp_path / "old.db", version))
    assert stepready(*book, "plan", "set", "--exam", "step2ck", "--on", "2027-07-28").code == 0
    for day, form, value in LOG[2:]:
        assert stepready(*book, "--today", day, "log", "nbme", form, value).code == 0
    assert told(stepready, *book)["counted"] == 1
