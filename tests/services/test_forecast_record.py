"""`forecast record`: forecasts made anew from what was entered before each outcome; what came late never counts."""

import json
from pathlib import Path

import pytest

from tests.conftest import Stepready

LOG = (("2027-05-01", "11", 231), ("2027-05-15", "12", 235), ("2027-06-01", "13", 240), ("2027-06-15", "14", 238))


@pytest.fixture
def logged(stepready: Stepready) -> Stepready:
    stepready("plan set --exam step2ck --on 2027-07-28 --target 240 --applicant us-md")
    for day, form, value in LOG:
        assert stepready("--today", day, "log", "nbme", form, value).code == 0
    return stepready


def told(stepready: Stepready, *words: str) -> dict[str, object]:
    ended = stepready("forecast", "record", "--json", *words)
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


def test_a_corrected_score_no_longer_counts(logged: Stepready) -> None:
    before = told(logged)
    assert logged("edit 3 --value 236").code == 0
    after = told(logged)
    assert after["counted"] == 2
    assert before["counted"] == 3
    assert "changed afterwards" in str(after["rows"])


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
    assert logged("forecast", "record", "--export", file).code == 0
    sent = json.loads(file.read_text())
    assert len(sent["rows"]) == 3
    assert set(sent["rows"][0]) == {"what", "mean", "low80", "high80", "came"}
    assert "2027" not in file.read_text()
    other = tmp_path / "mine.txt"
    other.write_text("mine")
    assert logged("forecast", "record", "--export", other).code == 2
    assert other.read_text() == "mine"
