"""Bad input prints one `error:` line saying what was found and what is accepted, and changes nothing."""

import shlex

import pytest

from tests.conftest import Stepready

BEFORE = "plan set --exam step2ck --on 2027-07-28 --target 240"
BAD_WORDS = {
    "log kaplan 231": "'kaplan' is not a source; accepted: nbme, uwsa, amboss, free120, qbank",
    "log nbme 11": "11 is a form of nbme and its score is missing",
    "log nbme 11 ''": "11 is a form of nbme and its score is missing",
    "log nbme ''": "the score is missing",
    "log nbme 11 301": "'301' is off the scale of nbme for Step 2 CK; accepted: a whole number from 1 to 300",
    "log nbme 11 0": "off the scale",
    "log nbme 11 230.5": "off the scale",
    "log cbssa 30 231": "'231' is off the scale of nbme for Step 1; accepted: a percent from 0 to 100",
    "log estimate uworld 72%": "is read as percent, but estimate for Step 2 CK prints a whole number from 1 to 300",
    "log estimate 94/120": "is read as percent",
    "log nbme 11 0.74": "is a fraction on a percent scale; accepted: 74%, or 0.74% if that is meant",
    "log qbank .5": "is a fraction on a percent scale; accepted: 50%, or .5% if that is meant",
    "log nbme 12 240 --p-pass 0.93": "is a fraction for the probability of passing; accepted: 93%, or 0.93% if that",
    "log nbme11 12 231": "too many words after nbme: 12 231",
    "log cbssa 30 71% --exam step2ck": "that name means Step 1, but --exam says step2ck; give one of them",
    "log nbme 11 231 232": "too many words after nbme: 11 231 232",
    "log nbme 11 nan": "'nan' is no score of nbme for Step 2 CK; accepted: a whole number from 1 to 300",
    "log nbme 11 inf": "'inf' is no score",
    "log nbme 11 2e2": "'2e2' is no score",
    "log nbme 11 +231": "'+231' is no score",
    "log nbme 11 2_31": "'2_31' is no score",
    "log nbme 11 \uff12\uff13\uff11": "is no score",
    "log nbme 11 0x10": "'0x10' is no score",
    "log nbme 11 '2 31'": "'2 31' is no score",
    "log nbme 72% 231": "'72%' is not a form",
    "log nbme 11 231 --on 2027-07-16": "2027-07-16 is after today (2027-07-15)",
    "log nbme 11 231 --on 1900-01-01": "1900-01-01 is before the USMLE began",
    "log nbme 11 231 --on 2027-02-30": "'2027-02-30' is not a day",
    "log nbme 11 231 --on 30m": "'30m' is not a day",
    "log nbme 11 231 --condition calm": "'calm' is not a condition; accepted: timed, untimed",
    "log nbme 11 231 --condition timed --condition untimed": "a sitting is not both timed and untimed",
    "log nbme 11 231 --condition partial --condition full-length": "a sitting is not both full-length and partial",
    "log nbme 11 231 --p-pass 101": "is not the probability of passing; accepted: a percent from 0 to 100",
    "log nbme 11 231 --questions 0": "is not a number of questions; accepted: 1 to 1000",
    "log nbme 11 231 --questions -3": "is not a number of questions",
    "log nbme 11 231 --exam step4": "step4",
    "log nbme 11 231 --note $'a\\x1b[31mb'": "the note holds a control character",
    "log nbme 11 231 --topic $'a\\nb'": "the topic holds a control character or a line break",
    "log qbank 72 40": "a question bank has no form 72; write 29/40, or 72% --questions 40",
    "log qbank 101%": "off the scale",
    "log qbank 41/40": "has more right answers than questions; accepted: 0/40 to 40/40",
    "log qbank 1/0": "is no count of right answers",
    "log qbank -1/40": "No such option",
    "log qbank 29/40 --questions 50": "the value speaks of 40 questions, the questions say 50",
    "log free120 100/121": "is no count of right answers; accepted: 29/40, at most 120 in all",
    "log": "Missing",
    "edit 9 231": "there is no score with id 9",
    "edit 1": "nothing to change",
    "edit 1 301": "off the scale",
    "edit 1 --on tomorrow": "is after today",
    "edit 1 --exam step1": "off the scale",
    "edit one 231": "one",
    "rm 9": "there is no score with id 9; `stepready scores` lists the ids",
    "rm x": "x",
    "rm": "Missing",
    "import nowhere.csv": "'nowhere.csv' cannot be read: no such file or directory",
    "import /": "cannot be read: is a directory",
    "import /dev/zero": "is a device; accepted: a CSV or JSON file, or -",
    "export --csv --json": "not both",
    "restore nowhere.backup": "nowhere.backup cannot be read: no such file or directory",
    "frobnicate": "frobnicate",
    "scores --exam step9": "step9",
}


def words_of(line: str) -> list[str]:
    """Split as a shell does, with its $'...' for control characters."""
    words = shlex.split(line.replace("$'", "'"))
    return [word.encode().decode("unicode_escape") if "\\" in word else word for word in words]


@pytest.mark.parametrize("line", BAD_WORDS)
def test_one_error_line_and_no_change(stepready: Stepready, line: str) -> None:
    stepready(BEFORE)
    stepready("log nbme 12 226 --on 2027-07-01")
    before = stepready("export --json").out
    ended = stepready(*words_of(line))
    assert ended.code == (74 if "cannot be read" in ended.err else 2), ended
    assert ended.out == ""
    first, *details = ended.err.splitlines()
    assert first.startswith("error: ")
    assert BAD_WORDS[line] in first
    assert all(detail.startswith("  ") for detail in details)
    assert stepready("export --json").out == before


HEAD = "date,source,form,value"
BAD_TABLES = {
    "": "is empty; accepted: a heading with date, source, form, value",
    "\n\n": "is empty",
    "date,source,value\n2027-07-01,nbme,231\n": "lacks the column form",
    f"{HEAD},date\n": "the heading 'date' is there twice",
    f"{HEAD},colour\n2027-07-01,nbme,11,231,red\n": "has an unknown column 'colour'",
    f'{HEAD}\n2027-07-01,nbme,11,"231\n': "is no CSV table from line 2 on",
    f"{HEAD}\n2027-07-01,nbme,11,{'2' * 200_000}\n": "is no CSV table from line 2 on: field larger than field limit",
    f"{HEAD}\n2027-07-01,nbme,11\n": "line 2: 3 cells where the heading has 4",
    f"{HEAD}\n2027-07-01,nbme,11,231,9\n": "line 2: 5 cells where the heading has 4",
    f"{HEAD}\n01.07.2027,nbme,11,231\n": "line 2: '01.07.2027' may be 1 Jul (--dates dmy) or 7 Jan (--dates mdy)",
    f"{HEAD}\nyesterday,nbme,11,231\n": "line 2: 'yesterday' is not a day",
    f"{HEAD}\n2027-07-16,nbme,11,231\n": "line 2: 2027-07-16 is after today",
    f"{HEAD}\n2027-07-01,nbme,11,\n": "line 2: the score is missing",
    f"{HEAD},unit\n2027-07-01,nbme,11,231,points\n": "line 2: 'points' is not a unit; accepted: score, percent",
    f"{HEAD},unit\n2027-07-01,nbme,11,72%,score\n": "line 2: '72%' is a percent, but its unit says score",
    f"{HEAD},conditions\n2027-07-01,nbme,11,231,timed;slow\n": "line 2: 'slow' is not a condition",
    f"{HEAD},exam\n2027-07-01,nbme,11,231,step4\n": "line 2: 'step4' is not an exam; accepted: step1, step2ck, step3",
    f"{HEAD},p_pass\n2027-07-01,nbme,11,231,>99\n": "line 2: '>99' is not the probability of passing",
    '{"schema": 2}': "is not the JSON of `stepready export`",
    '{"schema": 1, "scores": [': "is no JSON",
    '{"schema": 1, "extra": []}': "has an unknown section 'extra'",
    '{"schema": 1, "scores": {}}': "scores: found 'dict'; accepted: a list",
    '{"schema": 1, "scores": [1]}': "score 1: the score: found '1'; accepted: an object",
    '{"schema": 1, "plans": [{"exam": "step2ck", "target": "x"}]}': "plans[0].target: found 'x'; accepted: a",
    '{"schema": 1, "plans": [{"exam": "step2ck", "target": 999}]}': "plans[0]: target 999 is out of range",
    '{"schema": 1, "plans": [{}]}': "plans[0]: exam is missing",
    "[" * 100_000: "is no JSON",
}


@pytest.mark.parametrize("text", BAD_TABLES, ids=[text[:40] for text in BAD_TABLES])
def test_a_bad_file_is_refused_whole(stepready: Stepready, text: str) -> None:
    stepready(BEFORE)
    ended = stepready("import", "-", stdin=text)
    assert ended.code == 2
    assert ended.out == ""
    assert ended.err.count("error:") == 1
    assert BAD_TABLES[text] in ended.err
    assert stepready("scores --json").json["scores"] == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("date,source,form,value\n".encode("utf-16")[:-1], "is not UTF-8 text at line 1; accepted: UTF-8, UTF-16 or"),
        (b"date,source,form,value,note\n2027-07-01,nbme,11,231,M\x81ller\n", "is not UTF-8 text at line 2"),
        (b"date,source,form,value\n2027-07-01,nbme,1\x001,231\n", "holds a NUL character at line 2"),
        (bytes(range(256)) * 10, "is not UTF-8 text at line"),
    ],
)
def test_bytes_that_are_no_text_are_refused(stepready: Stepready, tmp_path: object, data: bytes, words: str) -> None:
    from pathlib import Path

    file = Path(str(tmp_path)) / "table.csv"
    file.write_bytes(data)
    ended = stepready("import", file, "--exam", "step2ck")
    assert (ended.code, ended.err.count("error:")) == (2, 1)
    assert words in ended.err


def test_every_bad_line_is_named_in_order(stepready: Stepready) -> None:
    stepready(BEFORE)
    good, odd, short, torn, dayless = (
        "2027-07-01,nbme,11,231",
        "2027-07-01,nbme,11,999",
        "2027-07-01,nbme,11",
        '2027-07-02,qbank,,"7\n2"',
        "x,nbme,11,231",
    )
    ended = stepready("import", "-", stdin=f"{HEAD}\n{good}\n{odd}\n{short}\n{torn}\n{dayless}")
    assert [line.strip().split(":")[0] for line in ended.err.splitlines()] == [
        "error",
        "line 3",
        "line 4",
        "line 5",
        "line 7",
    ]
    assert ended.err.startswith("error: 4 bad lines in standard input; nothing was imported")


def test_without_a_plan_log_asks_for_the_exam(stepready: Stepready) -> None:
    ended = stepready("log free120 78%")
    assert (ended.code, ended.err) == (
        2,
        "error: there is no plan yet, so say which exam: --exam step1 or --exam step2ck\n",
    )


def test_the_table_of_bad_input_is_long_enough() -> None:
    assert len(BAD_WORDS) >= 30
