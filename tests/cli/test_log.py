"""`log`, `scores`, `edit`, `rm`, `undo`: what they print and what they keep."""

import sys

import pytest

from tests.conftest import Stepready


@pytest.fixture(autouse=True)
def _plan(stepready: Stepready) -> None:
    stepready("plan set --exam step2ck --target 240")


def one_line(text: str) -> str:
    """Return text as it was before it was broken to the terminal's width."""
    return " ".join(text.split())


LOGGED = {
    "log nbme 11 231": "logged NBME 11 231 on Thu 15 Jul 2027 (Step 2 CK, id 1)\n",
    "log NBME 11 231 --on yesterday": "logged NBME 11 231 on Wed 14 Jul 2027 (Step 2 CK, id 1)\n",
    "log uwsa 2 245 --on -3d": "logged UWSA 2 245 on Mon 12 Jul 2027 (Step 2 CK, id 1)\n",
    "log uwsa 2 245 --on 'last fri'": "logged UWSA 2 245 on Fri 9 Jul 2027 (Step 2 CK, id 1)\n",
    "log free120 78%": "logged Free 120 78 % on Thu 15 Jul 2027 (Step 2 CK, id 1)\n",
    "log free120 94/120": "logged Free 120 78.3 % on Thu 15 Jul 2027 (120 questions, Step 2 CK, id 1)\n",
    "log qbank 72% --questions 40": "logged Question bank 72 % on Thu 15 Jul 2027 (40 questions, Step 2 CK, id 1)\n",
    "log qbank 72 %": "logged Question bank 72 % on Thu 15 Jul 2027 (Step 2 CK, id 1)\n",
    "log qbank 29/40": "logged Question bank 72.5 % on Thu 15 Jul 2027 (40 questions, Step 2 CK, id 1)\n",
    "log qbank 72": "logged Question bank 72 % on Thu 15 Jul 2027 (Step 2 CK, id 1)\n",
    "log nbme 30 71% --exam step1": "logged NBME 30 71 % on Thu 15 Jul 2027 (Step 1, id 1)\n",
    "log amboss 240": "logged AMBOSS 240 on Thu 15 Jul 2027 (Step 2 CK, id 1)\n",
}


@pytest.mark.parametrize(
    "line", ["log qbank 72% --p-pass 90", "log qbank 29/40 --p-pass 90%", "log qbank 40q --p-pass 90"]
)
def test_a_question_bank_prints_no_chance_of_passing(stepready: Stepready, line: str) -> None:
    ended = stepready(line)
    assert (ended.code, ended.out) == (2, "")
    assert "--p-pass says nothing of" in ended.err
    assert ended.err.count("\n") == 1
    stepready("log qbank 72%")
    assert stepready("edit 1 --p-pass 90").code == 2
    assert stepready("scores --json").json["scores"][0]["p_pass"] is None


@pytest.mark.parametrize("line", LOGGED)
def test_what_was_kept_is_printed_back(stepready: Stepready, line: str) -> None:
    ended = stepready(line)
    assert (ended.code, ended.out, ended.err) == (0, LOGGED[line], "")


NOTICES = {
    "log nbme 19 231": "form 19 is not among the known forms of nbme: 9, 10, 11, 12, 13, 14, 15, 16",
    "log nbme 11 71": "71 is low for a three-digit score; if it is a percent, write 71%",
    "log uwsa 1 230 --exam step1": "uwsa has no usable scale for Step 1: kept and shown, used by no rule",
    "log amboss 71% --exam step1": "amboss has no usable scale for Step 1: kept and shown, used by no rule",
}


@pytest.mark.parametrize("line", NOTICES)
def test_what_deserves_a_second_look_is_kept_with_a_notice(stepready: Stepready, line: str) -> None:
    ended = stepready(line)
    assert ended.code == 0
    assert one_line(ended.err) == f"note: {NOTICES[line]}"
    assert len(stepready("scores --json").json["scores"]) == 1


def test_an_equal_session_is_kept_with_the_way_back(stepready: Stepready) -> None:
    stepready("log qbank 29/40")
    ended = stepready("log qbank 29/40")
    assert one_line(ended.err) == (
        "note: the same score is there already (id 1): logged again; `stepready undo` takes it back"
    )
    assert stepready("undo").out == "undid: log Question bank 72.5 % on 2027-07-15 (id 2)\n"


@pytest.mark.parametrize("other", ["29/40 --topic renal", "72.5% --questions 80", "72.5%", "29/40 --on 2027-07-14"])
def test_another_topic_or_number_of_questions_is_another_session(stepready: Stepready, other: str) -> None:
    stepready("log qbank 29/40 --topic cardiology")
    assert "same score" not in stepready(f"log qbank {other}").err


@pytest.mark.parametrize(
    "again",
    [
        "log nbme 11 231",
        "log nbme 011 238",
        "log NBME 'form 11' 231",
        "log nbme 11 231 --topic renal",
        "edit 2 --form 11",
    ],
)
def test_one_practice_sitting_is_one_row(stepready: Stepready, again: str) -> None:
    stepready("log nbme 11 231")
    stepready("log nbme 12 235")
    ended = stepready(again)
    assert (ended.code, ended.out) == (2, "")
    assert one_line(ended.err).startswith(
        "error: NBME 11 of 2027-07-15 is logged already (id 1: 231); accepted: `stepready edit 1 VALUE` to correct it"
    )
    assert len(stepready("scores --json").json["scores"]) == 2


@pytest.mark.parametrize("value", [245, 251])
def test_an_exam_without_its_form_is_the_one_of_that_day(stepready: Stepready, value: int) -> None:
    stepready("log uwsa 2 245")
    ended = stepready(f"log uwsa {value}")
    assert ended.code == 2
    assert one_line(ended.err).startswith("error: UWSA 2 of 2027-07-15 is logged already (id 1: 245)")


def test_a_form_said_later_is_given_to_the_sitting_that_has_none(stepready: Stepready) -> None:
    stepready("log nbme 242")
    ended = stepready("log nbme 14 242")
    assert ended.code == 2
    assert "`stepready edit 1 --form 14` to name it" in one_line(ended.err)
    assert stepready("edit 1 --form 14").code == 0
    assert stepready("scores --json").json["scores"][0]["form"] == "14"


def test_two_forms_of_a_day_are_two_sittings_and_a_form_on_another_day_is_a_sitting_again(stepready: Stepready) -> None:
    assert stepready("log nbme 11 231").code == 0
    assert stepready("log nbme 12 235").code == 0
    assert stepready("log nbme 11 240 --on -9d").code == 0


def test_scores_json_says_everything(stepready: Stepready) -> None:
    stepready(
        "log nbme 30 71% --exam step1 --on 2027-07-01 --p-pass 93 --condition timed --condition full-length "
        "--note 'at home' --questions 200"
    )
    stepready("log qbank 29/40 --topic renal")
    document = stepready("scores --json").json
    assert document["schema"] == 1
    first, second = document["scores"]
    assert {**first, "uid": ""} == {
        "id": 2,
        "uid": "",
        "date": "2027-07-15",
        "source": "qbank",
        "form": "",
        "value": 72.5,
        "unit": "percent",
        "questions": 40,
        "conditions": [],
        "note": "",
        "exam": "step2ck",
        "topic": "renal",
        "p_pass": None,
    }
    assert (second["conditions"], second["note"], second["p_pass"]) == (["full-length", "timed"], "at home", 93)
    assert len({first["uid"], second["uid"]}) == 2


def test_scores_shows_the_newest_on_a_terminal_and_all_of_it_in_a_pipe(
    stepready: Stepready, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "\n".join(f"2027-06-{day:02},qbank,,{day + 40}" for day in (*range(1, 31), *range(1, 16)))
    stepready("import", "-", stdin=f"date,source,form,value\n{rows}\n")
    stepready("log", "nbme", "11", "231", "--note", "a long note " * 20)
    piped = stepready("scores").out.splitlines()
    assert len(piped) == 46
    assert piped[0].endswith("a long note")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    lines = stepready("scores").out.splitlines()
    assert len(lines) == 41
    assert max(map(len, lines)) <= 80
    assert lines[-1] == "... and 6 older; `stepready scores --all` lists them"
    assert len(stepready("scores --all").out.splitlines()) == 46
    assert len(stepready("scores --exam step1").out.splitlines()) == 1


def test_scores_can_be_narrowed(stepready: Stepready) -> None:
    for words in ("nbme 11 231 --on 2027-06-01", "free120 78% --on 2027-06-20", "uwsa 1 240 --on 2027-07-01"):
        stepready(f"log {words} --exam step2ck")
    stepready("log qbank 29/40 --topic psych --exam step2ck --on 2027-07-02")
    stepready("log hours 2 --exam step2ck --on 2027-07-03")
    for narrowed, ids in (
        ("--practice", [3, 1]),
        ("--source nbme", [1]),
        ("--source ccssa11", [1]),
        ("--source hours", [5]),
        ("--topic psychiatry", [4]),
        ("--since 2027-07-01", [5, 4, 3]),
        ("--since 2027-06-20 --practice", [3]),
        ("--topic renal", []),
    ):
        shown = stepready(f"scores {narrowed}").out.splitlines()
        assert [int(line.split()[0]) for line in shown if line[:2].strip().isdigit()] == ids, narrowed
        assert [one["id"] for one in stepready(f"scores {narrowed} --json").json["scores"]] == [
            i for i in ids if i != 5
        ]
    assert "is not a source; accepted: nbme" in stepready("scores --source basketry").err


def test_subjects_samples_and_predictions_are_no_practice_exams(stepready: Stepready) -> None:
    stepready("log ccse 236 --on 2027-06-01")
    for words in ("shelf surgery 78%", "cms im5 80%", "free120 old 74%", "estimate amboss 245", "school 81%"):
        assert stepready(f"log {words} --exam step2ck").code == 0
    assert [one["source"] for one in stepready("scores --practice --json").json["scores"]] == ["ccse"]


def test_an_empty_log_says_how_to_begin(stepready: Stepready) -> None:
    assert stepready("scores").out == "nothing logged yet; begin with: stepready log nbme 11 231 --exam step2ck\n"
    assert stepready("scores --json").json == {"schema": 1, "scores": []}


EDITS = {
    "edit 1 235": ("value", 235),
    "edit 1 --on 2027-07-02": ("date", "2027-07-02"),
    "edit 1 --form 12": ("form", "12"),
    "edit 1 --source uwsa --form 2": ("source", "uwsa"),
    "edit 1 --note ''": ("note", ""),
    "edit 1 --p-pass ''": ("p_pass", None),
    "edit 1 --questions 180": ("questions", 180),
    "edit 1 --condition offline": ("conditions", ["offline"]),
    "edit 1 --no-conditions": ("conditions", []),
    "edit 1 71% --exam step1 --form 30": ("exam", "step1"),
}


@pytest.mark.parametrize("line", EDITS)
def test_an_edit_changes_what_it_names_and_keeps_the_rest(stepready: Stepready, line: str) -> None:
    stepready("log nbme 11 231 --note keep --condition timed --p-pass 90 --on 2027-07-01")
    (before,) = stepready("scores --json").json["scores"]
    assert stepready(line).code == 0
    (after,) = stepready("scores --json").json["scores"]
    key, value = EDITS[line]
    assert after[key] == value
    if line.count("--") <= 1 and "%" not in line:
        assert {**before, key: value} == after
    stepready("undo")
    assert stepready("scores --json").json["scores"] == [before]


def test_a_removed_score_comes_back_with_undo(stepready: Stepready) -> None:
    stepready("log nbme 11 231")
    before = stepready("export --json").out
    assert stepready("rm 1").out == "removed NBME 11 231 on Thu 15 Jul 2027 (Step 2 CK, id 1)\n"
    assert stepready("scores --json").json["scores"] == []
    assert stepready("undo").out == "undid: rm NBME 11 231 on 2027-07-15 (id 1)\n"
    assert stepready("export --json").out == before


def test_a_percent_that_is_also_a_forms_name_survives_a_correction(stepready: Stepready) -> None:
    stepready("log nbme 30% --exam step1")
    assert stepready("edit 1 --note low").code == 0
    assert stepready("scores --json").json["scores"][0]["value"] == 30
