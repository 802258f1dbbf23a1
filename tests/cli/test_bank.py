"""`log bank`: the question bank as its own page shows it, and one place for how much of it is done."""

import json
from pathlib import Path

import pytest

from tests.conftest import Ended, Stepready

TODAY = "2027-07-15"
PLAN = "plan set --exam step2ck --on 2027-08-25 --applicant non-us-img --specialty prelim-im --target 235 --season 2028"


@pytest.fixture
def planned(stepready: Stepready) -> Stepready:
    assert stepready(PLAN).code == 0
    return stepready


def rule(stepready: Stepready, name: str) -> dict[str, object]:
    checks = stepready("check --json").json["checks"]
    return next(check for check in checks if check["rule"] == name)


def totals(stepready: Stepready) -> list[dict[str, object]]:
    held: list[dict[str, object]] = json.loads(stepready("export --json").out)["bank_totals"]
    return held


def refused(ended: Ended, words: str) -> None:
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("error: ")
    assert words in ended.err


def test_a_total_is_kept_with_its_pace(planned: Stepready) -> None:
    assert planned("log bank uworld 2060/3600 63% --on 2027-07-08").code == 0
    ended = planned("log bank UWorld 2340/3600 64%")
    assert ended.out == "logged uworld 2340/3600 64 % (65 % done) on Thu 15 Jul 2027 (Step 2 CK, id 2)\n"
    told = " ".join(ended.err.split())
    assert told.startswith("note: the last weeks 40 a day, 71.4 % right; 1260 questions left, done on Mon 16 Aug 2027")
    assert "31 a day end it by the exam (Wed 25 Aug 2027)" in told


def test_totals_that_run_backwards_or_past_the_bank_change_nothing(planned: Stepready) -> None:
    planned("log bank uworld 2340/3600 64% --on 2027-07-14")
    refused(planned("log bank uworld 2300/3600 64%"), "runs backwards: on Wed 14 Jul 2027 2340 were done (id 1)")
    refused(planned("log bank uworld 3601/3600 64%"), "3601 is more than uworld has; accepted: 0 to 3600")
    refused(planned("log bank uworld 2400/3600 101%"), "101 % right; accepted: 0 to 100")
    refused(planned("log bank uworld 2340/3600 64% --on 2027-07-14"), "is logged already (id 1)")
    refused(planned("log bank uworld 2400/3600 --on 2027-07-16"), "is after today")
    assert planned("log bank uworld 2400/3600").code == 0
    refused(planned("edit 1 2500/3600"), "runs backwards: on Thu 15 Jul 2027 2400 are done (id 2)")
    assert [one["done"] for one in totals(planned)] == [2340, 2400]


def test_an_import_refuses_them_alike(planned: Stepready) -> None:
    planned("log bank uworld 2340/3600 64% --on 2027-07-14")
    one = {"exam": "step2ck", "day": "2027-07-15", "bank": "uworld", "done": 2300, "size": 3600}
    refused(planned("import -", stdin=json.dumps({"schema": 1, "bank_totals": [one]})), "runs backwards")
    table = "date,source,form,value\n2027-07-15,bank,uworld,2300/3600 64%\n"
    refused(planned("import -", stdin=table), "runs backwards")
    assert len(totals(planned)) == 1
    assert planned("import -", stdin=table.replace("2300", "2400")).code == 0
    assert planned("import -", stdin=table.replace("2300", "2400")).code == 0
    assert [one["done"] for one in totals(planned)] == [2340, 2400]


def test_a_table_of_totals_names_its_bad_lines(planned: Stepready) -> None:
    rows = [
        "2027-07-14,bank,UWorld,2340/3600 64%",
        "2027-07-14,bank,uworld,2380/3600",
        "2027-07-13,bank,uworld,2350/3600",
    ]
    table = "\n".join(("date,source,form,value", *rows, "2027-07-15,bank,uworld,3601/3600\n"))
    ended = planned("import -", stdin=table)
    refused(ended, "2 bad lines in standard input; nothing was imported")
    told = ended.err.splitlines()[1:]
    assert told[0].startswith("  line 2: 2340 of uworld runs backwards: on Tue 13 Jul 2027 2350 were done; accepted"), (
        told
    )
    assert told[1].startswith("  line 5: 3601 is more than"), told
    assert not totals(planned)
    fine = "\n".join(("date,source,form,value", *rows[:2], ""))
    assert planned("import -", stdin=fine).code == 0
    assert planned("import -", stdin=fine).out.startswith("nothing to add")
    assert [(one["bank"], one["done"]) for one in totals(planned)] == [("UWorld", 2340), ("UWorld", 2380)]


def test_an_export_imports_again_though_its_totals_run_backwards(planned: Stepready, tmp_path: Path) -> None:
    planned("log bank uworld 2340/3600 64% --on 2027-07-13")
    export = planned("export --json").json
    other = {**export["bank_totals"][0], "id": 2, "uid": "of-another-device", "day": "2027-07-14", "done": 2300}
    export["bank_totals"].append(other)
    new = ["--db", str(tmp_path / "new.db")]
    assert planned(*new, "import", "-", stdin=json.dumps(export)).code == 0
    assert [one["done"] for one in planned(*new, "export", "--json").json["bank_totals"]] == [2340, 2300]
    refused(planned(*new, "log", "bank", "uworld", "2310/3600"), "runs backwards")


def test_edit_rm_and_undo_take_the_ids_of_totals_and_hours(planned: Stepready) -> None:
    planned("log nbme 11 231 --on 2027-07-01")
    planned("log hours 6 --topic cardiology")
    planned("log bank uworld 2340/3600 64%")
    assert planned("edit 3 2350/3600").out.startswith("now uworld 2350/3600 64 %")
    assert planned("edit 3 2350/3600 65% --on yesterday --note page").code == 0
    assert planned("edit 2 5").out.startswith("now 5 h of cardiology")
    assert planned("rm 3").out.startswith("removed uworld 2350/3600 65 %")
    assert planned("undo").out.startswith("undid: rm uworld 2350/3600 65 %")
    assert [(one["done"], one["percent"], one["day"]) for one in totals(planned)] == [(2350, 65.0, "2027-07-14")]
    refused(planned("edit 3 --questions 40"), "is uworld 2350/3600 65 %")
    refused(planned("rm 9"), "no score with id 9")
    listed = planned("scores").out
    assert [line.split()[0] for line in listed.splitlines()] == ["2", "3", "1"]


def test_the_last_weeks_are_read_from_differences(planned: Stepready) -> None:
    """600 of 1000 by 1 June, 1300 of 2000 by 20 June: 70 %; 1600 of 2500 by 14 July: 60 % of the last 500."""
    planned("log bank uworld 1000/3600 60% --on 2027-06-01")
    assert rule(planned, "qbank")["outcome"] == "unknown"
    planned("log bank uworld 2000/3600 65% --on 2027-06-20")
    planned("log bank uworld 2500/3600 64% --on 2027-07-14")
    found = rule(planned, "qbank")
    assert (found["outcome"], found["observed"]) == ("fail", "60 %")
    assert rule(planned, "one-full-pass")["outcome"] == "fail"


def test_a_second_pass_counts_apart(planned: Stepready) -> None:
    planned("log bank uworld 1600/3600 62% --on 2027-06-25")
    planned("log bank uworld 3600/3600 62% --on 2027-07-05")
    for done, day in ((40, "06"), (400, "14")):
        assert planned(f"log bank uworld {done}/3600 90% --pass 2 --on 2027-07-{day}").code == 0
    assert (rule(planned, "qbank")["outcome"], rule(planned, "one-full-pass")["outcome"]) == ("fail", "pass")
    planned("log qbank 95% --questions 400 --pass 2")
    planned("log qbank 95% --questions 400 --condition untimed")
    assert rule(planned, "qbank")["observed"] == "62 %"
    refused(planned("log nbme 11 231 --pass 2"), "nbme has no second pass")


def test_a_total_is_the_days_work(planned: Stepready) -> None:
    planned("log bank uworld 2300/3600 --on 2027-07-14")
    planned("log bank uworld 2340/3600")
    assert planned("today --json").json["done"]["questions"] == 40
    planned("log qbank 20q")
    assert planned("today --json").json["done"]["questions"] == 40, "those twenty are in the total"
    planned("log qbank 30q --on 2027-07-13")
    assert planned("chart activity").code == 0


def test_one_place_says_how_much_is_done_and_left(planned: Stepready) -> None:
    planned("plan set --qbank-used 80")
    assert rule(planned, "one-full-pass")["observed"] == "80 %"
    planned("schedule make --questions-left 700")
    assert planned("log bank uworld 2700/3600 64%").code == 0
    assert rule(planned, "one-full-pass")["observed"] == "75 %"
    assert "900 questions left in the bank" in planned("schedule make").out
    refused(planned("plan set --qbank-used 90"), "says how much of the bank is done")
    refused(planned("schedule make --questions-left 100"), "says what is left")
    planned("rm 3")
    assert rule(planned, "one-full-pass")["observed"] == "80 %"
    planned("plan set --forget qbank-used")
    assert rule(planned, "one-full-pass")["outcome"] == "unknown"


def test_the_plan_names_every_bank(planned: Stepready) -> None:
    planned("log bank uworld 1800/3600 63% --on 2027-07-10")
    planned("log bank amboss 200/2500 70% --on 2027-07-11")
    assert "amboss 8 % done, 2300 left; uworld 50 % done, 1800 left" in planned("plan show").out


def test_the_name_may_be_left_out_once_it_is_known(planned: Stepready) -> None:
    refused(planned("log bank 2340/3600 64%"), "the name of the question bank is missing")
    planned("log bank uworld 2340/3600 64%")
    assert planned("log bank 2350/3600").out.startswith("logged uworld 2350/3600")
    refused(planned("log bank uworld"), "the running total of uworld is missing")


def test_an_export_restores_totals_and_the_hours_of_a_whole_day(
    planned: Stepready, tmp_path_factory: pytest.TempPathFactory
) -> None:
    planned("log bank uworld 2340/3600 64%")
    planned("plan set --exam step1 --qbank-used 50")
    planned("done 6h")
    held = planned("export --json").out
    other = tmp_path_factory.mktemp("other") / "book.db"
    assert planned("--db", other, "import", "-", stdin=held).code == 0
    assert planned("--db", other, "export", "--json").out == held


def test_an_earlier_export_brings_share_and_questions_left(planned: Stepready) -> None:
    earlier = {
        "schema": 1,
        "plans": [{"exam": "step1", "exam_date": "2027-09-01", "season": 2028, "qbank_used": 62.5}],
        "study_settings": [{"exam": "step1", "questions_left": 800}],
    }
    assert planned("import -", stdin=json.dumps(earlier)).code == 0
    assert [(one["told"], one["done"], one["size"]) for one in totals(planned)] == [
        ("share", 625, 1000),
        ("left", 0, 800),
    ]


def test_the_bank_is_in_its_chart_and_the_plan(planned: Stepready) -> None:
    planned("log bank uworld 2060/3600 63% --on 2027-07-08")
    planned("log bank uworld 2340/3600 64%")
    planned("log bank amboss 100/2700")
    shown = " ".join(planned("chart qbank").out.split())
    assert "uworld: 2340 of 3600, 65 % done once, 64 % right; the last weeks 40 a day, 71.4 % right" in shown
    assert "amboss: 100 of 2700, 3.7 % done once" in shown
    assert "Question bank done" in planned("plan show").out
    assert planned("chart qbank --json").json["weeks"][-1]["questions"] == 280
