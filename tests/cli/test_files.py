"""The kinds of files people bring, each with what it should give; what cannot be told is asked, never guessed."""

import shlex
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ended, Stepready
from tests.transfer.workbooks import Percent, Rows, ods, xlsx

HEAD = "date,source,form,value"
TRACKER = (
    "no,exam_name,date_taken,score,percentile,notes,created_at\n"
    "1,NBME 12,2027-05-04,233,14,first,2027-05-04T18:20:11.000Z\n"
    "2,UWSA1,2027-05-25,241,,sleepy,2027-05-25T18:20:11.000Z\n"
    "3,Free 120,2027-06-30,79,,,2027-06-30T18:20:11.000Z\n"
)
WIDE = "status,nbme9,nbme10,uwsa2,free120,cmsPercent,actualScore\nUS_IMG,211,219,N/A,70,64,244\n"
TEMPLATE = """\
Test date: 6/12/2027
US MD or US IMG or Non-US IMG status: US IMG
Step 1: pass
Uworld % correct: 59
NBME 11: 228 (6 weeks out)
NBME 13 (19 days out): 236
UWSA 2: 247 (12 days out)
Old Old Free 120: n/a
New Free 120: 77% (3 days out)
CMS Forms % correct: 70
Predicted Score: 246
Actual STEP 2 score: 250
"""
Import = Callable[..., Ended]


@pytest.fixture
def bring(stepready: Stepready, tmp_path: Path) -> Import:
    """Import a file of some content with options."""

    def bring(content: str | bytes, *options: str, name: str = "sheet.csv") -> Ended:
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return stepready("import", tmp_path / name, *options)

    return bring


def kept(stepready: Stepready) -> list[tuple[Any, ...]]:
    """Return what is logged, oldest first."""
    scores = reversed(stepready("scores --json").json["scores"])
    return [(score["date"], score["source"], score["form"], score["value"]) for score in scores]


def test_headings_are_read_in_any_case(stepready: Stepready, bring: Import) -> None:
    assert bring("DATE,Source,form,Value\n2027-07-01,NBME,11,231\n", "--exam", "step2ck").code == 0
    assert kept(stepready) == [("2027-07-01", "nbme", "11", 231)]


def test_a_form_that_says_its_instrument_again_is_that_form(stepready: Stepready, bring: Import) -> None:
    rows = "2027-07-01,nbme,NBME 11,231\n2027-07-02,UWSA,uwsa2,240\n2027-07-03,NBME 12,NBME 12,233\n"
    table = f"date,source,form,value\n{rows}2027-07-04,nbme,CBSSA 31,71%\n"
    assert bring(table).code == 0
    assert kept(stepready) == [
        ("2027-07-01", "nbme", "11", 231), ("2027-07-02", "uwsa", "2", 240), ("2027-07-03", "nbme", "12", 233),
        ("2027-07-04", "nbme", "31", 71),
    ]  # fmt: skip
    assert bring(table).err == ""
    assert len(kept(stepready)) == 4


def test_one_column_of_names_is_proposed_and_then_read(stepready: Stepready, bring: Import) -> None:
    refused = bring(TRACKER, "--exam", "step2ck")
    assert (refused.code, kept(stepready)) == (2, [])
    told = refused.err.splitlines()
    assert "  line 3: 2, UWSA1, 2027-05-25, 241, , sleepy, 2027-05-25T18:20:11.000Z" in told
    assert told[-2].endswith("left out: no, percentile, created_at")
    (options,) = [line.partition("sheet.csv ")[2] for line in told if "stepready import" in line]
    ended = bring(TRACKER, "--exam", "step2ck", *shlex.split(options))
    assert (ended.code, ended.err) == (0, "note: columns ignored: no, percentile, created_at\n")
    assert kept(stepready) == [
        ("2027-05-04", "nbme", "12", 233), ("2027-05-25", "uwsa", "1", 241), ("2027-06-30", "free120", "", 79),
    ]  # fmt: skip


@pytest.mark.parametrize("heading", ["Exam", "Form", "Test", "Assessment"])
def test_a_column_of_names_is_found_whatever_stands_above_it(stepready: Stepready, bring: Import, heading: str) -> None:
    table = (
        f"{heading},Date Taken,Score\nNBME 12,7/1/2027,233\nSurgery Shelf,6/13/2027,78%\nOld Free 120,6/20/2027,74%\n"
    )
    ended = bring(table)
    assert ended.code == 2
    command = ended.err.splitlines()[-1].partition("sheet.csv ")[2]
    assert "--dates mdy" in command
    assert bring(table, "--exam", "step2ck", *shlex.split(command)).code == 0
    assert kept(stepready) == [
        ("2027-06-13", "shelf", "Surgery", 78),
        ("2027-06-20", "free120", "old", 74),
        ("2027-07-01", "nbme", "12", 233),
    ]


def test_days_that_leave_their_order_open_are_asked_about_with_the_proposal(bring: Import) -> None:
    told = bring("Test,Taken,Score\nNBME 12,5/7/2027,233\n").err.splitlines()
    assert told[-2].strip() == "5/7/2027 may be two days: add --dates dmy or --dates mdy"
    assert "--dates" not in told[-1]


def test_how_it_was_taken_may_stand_in_brackets(stepready: Stepready, bring: Import) -> None:
    table = f"{HEAD}\n2027-07-01,NBME 10 (offline),,62%\n2027-07-02,UWSA 2 (untimed; partial),,236\n"
    assert bring(table, "--exam", "step2ck").code == 0
    found = reversed(stepready("scores --json").json["scores"])
    assert [(one["form"], sorted(one["conditions"])) for one in found] == [
        ("10", ["offline"]),
        ("2", ["partial", "untimed"]),
    ]


def test_a_percent_beside_the_right_answers_is_another_column(stepready: Stepready, bring: Import) -> None:
    table = "Date|Block|Correct|Total|% Correct\n2027-07-01|1|27|40|67.5%\n"
    assert bring(table, "--exam", "step2ck", "--source", "qbank").code == 0
    assert kept(stepready) == [("2027-07-01", "qbank", "", 67.5)]


@pytest.mark.parametrize("column", ["NBME 10", "UWSA1"])
def test_a_form_in_the_column_of_sources_needs_no_column_of_its_own(
    stepready: Stepready, bring: Import, column: str
) -> None:
    assert bring(f"date,source,value\n2027-07-01,{column},231\n", "--exam", "step2ck").code == 0
    assert len(kept(stepready)) == 1


def test_a_terminal_is_asked(stepready: Stepready, bring: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", _Terminal(sys.stderr))
    for answer, code, found in (("n", 2, 0), ("y", 0, 3)):
        monkeypatch.setattr(sys, "stdin", _Terminal(sys.stdin))
        monkeypatch.setattr("typer.confirm", lambda *_, answer=answer, **__: answer == "y")
        assert bring(TRACKER, "--exam", "step2ck").code == code
        assert len(kept(stepready)) == found


class _Terminal:
    """A stream that calls itself a terminal."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def isatty(self) -> bool:
        return True

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def test_a_wide_sheet_asks_for_days_and_names_what_it_leaves_out(stepready: Stepready, bring: Import) -> None:
    assert "--from wide --on DATE" in bring(WIDE, "--exam", "step2ck").err
    dayless = bring(WIDE, "--from", "wide", "--exam", "step2ck")
    assert (dayless.code, kept(stepready)) == (2, [])
    assert "says no day for nbme9, nbme10, uwsa2, free120" in dayless.err
    assert "status, cmsPercent, actualScore" in dayless.err
    ended = bring(WIDE, "--from", "wide", "--exam", "step2ck", "--on", "2027-05-01")
    assert "no value, left out: uwsa2 in line 2" in ended.err
    assert kept(stepready) == [
        ("2027-05-01", "nbme", "9", 211), ("2027-05-01", "nbme", "10", 219), ("2027-05-01", "free120", "", 70),
    ]  # fmt: skip


def test_a_wide_sheet_names_averages_and_reads_subjects(stepready: Stepready, bring: Import) -> None:
    table = "Taken,Shelf IM,CMS percent,NBME 9,UWSA 1\n2027-07-01,78,70,221,\n2027-07-08,,,,240\nAverage,78,70,221,\n"
    asked = bring(table).err.splitlines()[-1]
    assert asked.endswith("--from wide --map date=Taken")
    ended = bring(table, "--from", "wide", "--map", "date=Taken", "--exam", "step2ck")
    assert "CMS percent" in ended.err
    assert "line 4 left out: 'Average' sums up other rows" in ended.err
    assert kept(stepready) == [
        ("2027-07-01", "shelf", "IM", 78),
        ("2027-07-01", "nbme", "9", 221),
        ("2027-07-08", "uwsa", "1", 240),
    ]


def test_a_wide_sheet_may_say_a_day_for_each_row_or_form(stepready: Stepready, bring: Import) -> None:
    table = "date,NBME 9,nbme 9 date,UWSA 1\n2027-05-09,211,2027-05-01,\n2027-06-09,,,240\n"
    assert bring(table, "--from", "wide", "--exam", "step2ck").code == 0
    assert kept(stepready) == [("2027-05-01", "nbme", "9", 211), ("2027-06-09", "uwsa", "1", 240)]


MAPPED = ("--map", "date=Datum", "--map", "source=Test", "--map", "value=Punkte", "--exam", "step2ck")


def test_days_in_numbers_are_asked_about(stepready: Stepready, bring: Import) -> None:
    table = "Datum;Test;Form;Punkte\n07.06.2027;NBME;9;229\n12.05.2027;qbank;;69,5%\n"
    refused = bring(table, *MAPPED)
    assert refused.code == 2
    assert all(f"line {line}: " in refused.err for line in (2, 3))
    assert "--dates dmy or mdy" in refused.err
    assert bring(table, *MAPPED, "--dates", "dmy").code == 0
    assert kept(stepready) == [("2027-05-12", "qbank", "", 69.5), ("2027-06-07", "nbme", "9", 229)]


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("date,questionsTotal,questionsCorrect,mode,system,timeMinutes", "2027-05-01,40,26,timed,Cardiology,58"),
        ("date,right,total,conditions,topic", "2027-05-01,26,40,timed,cardiology"),
        ("date,correct,incorrect,mode,subject", "2027-05-01,26,14,timed,cardiology"),
        ("Date,Right,Wrong,Mode,Topic,Id", "2027-05-01,26,14,Timed,cardiology,7"),
    ],
)
def test_right_answers_with_all_or_with_wrong_ones(stepready: Stepready, bring: Import, head: str, cells: str) -> None:
    assert bring(f"{head}\n{cells}\n", "--source", "qbank", "--exam", "step2ck").code == 0
    (score,) = stepready("scores --json").json["scores"]
    assert (score["value"], score["questions"], score["conditions"]) == (65, 40, ["timed"])
    assert score["topic"].lower() == "cardiology"


def test_titles_averages_and_forms_not_taken_are_named_and_left_out(stepready: Stepready, bring: Import) -> None:
    table = (
        f"My tracker,,,\n,,,\n{HEAD}\n2027-05-04,nbme,9,231\n2027-05-25,nbme,10,N/A\n,,,\nAverage,,,231\n"
        "2027-06-02,uwsa,1,240\n"
    )
    ended = bring(table, "--exam", "step2ck")
    assert ended.err == (
        "note: above the headings in line 3, left out: My tracker\n"
        "note: line 5 left out: nbme 10 has no value ('N/A')\n"
        "note: line 7 left out: 'Average' sums up other rows\n"
    )
    assert [row[-1] for row in kept(stepready)] == [231, 240]


def test_a_trailing_comma_is_no_column(stepready: Stepready, bring: Import) -> None:
    assert bring(f"{HEAD},\n2027-05-04,nbme,9,231,\n2027-05-25,nbme,10,238\n", "--exam", "step2ck").code == 0
    assert len(kept(stepready)) == 2
    assert (
        "columns without a heading, left out: 5"
        in bring(f"{HEAD},\n2027-05-04,nbme,9,231,x\n", "--exam", "step2ck").err
    )


@pytest.mark.parametrize(
    ("day", "options"),
    [
        ("2027-05-04T23:59:11.000Z", ()),
        ("2027-05-04 08:15", ()),
        ("4 May 2027", ()),
        ("May 4, 2027", ()),
        ("20270504", ()),
        ("5/4/2027", ("--dates", "mdy")),
        ("4/5/27", ("--dates", "dmy")),
    ],
)
def test_days_as_files_write_them(stepready: Stepready, bring: Import, day: str, options: tuple[str, ...]) -> None:
    assert bring(f'{HEAD}\n"{day}",nbme,9,231\n', "--exam", "step2ck", *options).code == 0
    assert kept(stepready)[0][0] == "2027-05-04"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1252"])
def test_the_encodings_spreadsheets_write(stepready: Stepready, bring: Import, encoding: str) -> None:
    table = f"{HEAD},note\n2027-05-04,nbme,9,231,M\u00fcde \u2013 aber gut\n"
    ended = bring(table.encode(encoding), "--exam", "step2ck")
    assert ended.code == 0
    assert stepready("scores --json").json["scores"][0]["note"] == "M\u00fcde \u2013 aber gut"
    assert ("read as Windows-1252" in ended.err) is (encoding == "cp1252")


ROWS: list[list[Any]] = [
    ["Tracker", None, None, None],
    ["Date", "Source", "Form", "Value"],
    [date(2027, 5, 4), "NBME", 9, 231],
    [date(2027, 5, 25), "free120", None, "78.5%"],
]


PERCENTS: Rows = [
    ["date", "source", "form", "value"],
    [date(2027, 7, 1), "free120", "new", Percent(0.785)],
    ["", "", "", ""],
]


@pytest.mark.parametrize("content", [xlsx(Scores=PERCENTS), ods(PERCENTS)], ids=["xlsx", "ods"])
def test_a_cell_shown_as_a_percent_is_one(stepready: Stepready, bring: Import, content: bytes) -> None:
    assert bring(content, "--exam", "step2ck", name="sheet.bin").code == 0
    assert kept(stepready) == [("2027-07-01", "free120", "new", 78.5)]


@pytest.mark.parametrize("write", [lambda rows: xlsx(Scores=rows), ods], ids=["xlsx", "ods"])
def test_a_bare_fraction_of_a_workbook_is_refused_as_anywhere(bring: Import, write: Callable[[Rows], bytes]) -> None:
    rows: Rows = [PERCENTS[0], [date(2027, 7, 1), "free120", "new", 0.785]]
    assert "accepted: 78.5%, or 0.785% if" in bring(write(rows), "--exam", "step2ck", name="sheet.bin").err


@pytest.mark.parametrize("content", [xlsx(Scores=ROWS, Notes=[["x"]]), ods(ROWS)], ids=["xlsx", "ods"])
def test_workbooks_are_read(stepready: Stepready, bring: Import, content: bytes) -> None:
    assert bring(content, "--exam", "step2ck", name="sheet.xlsx").code == 0
    assert kept(stepready) == [("2027-05-04", "nbme", "9", 231), ("2027-05-25", "free120", "", 78.5)]


def test_a_workbook_without_its_reader_is_a_sentence(bring: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    ended = bring(xlsx(Scores=ROWS), "--exam", "step2ck", name="sheet.xlsx")
    assert ended.code == 2
    assert "save it as CSV, or `pip install 'stepready[sheets]'`" in ended.err


@pytest.mark.parametrize("content", [b"PK\x03\x04" + bytes(50), xlsx(Scores=ROWS)[:-40], b"\xd0\xcf\x11\xe0" * 200])
def test_a_damaged_workbook_is_a_sentence(bring: Import, content: bytes) -> None:
    ended = bring(content, "--exam", "step2ck", name="sheet.xlsx")
    assert (ended.code, ended.err.count("error:")) == (2, 1)


def test_the_template_of_forums(stepready: Stepready, bring: Import) -> None:
    assert "--from template" in bring(TEMPLATE, name="post.txt").err
    asked = bring(TEMPLATE, "--from", "template", name="post.txt")
    assert (asked.code, "--dates dmy or mdy" in asked.err, kept(stepready)) == (2, True, [])
    ended = bring(TEMPLATE, "--from", "template", "--dates", "mdy", name="post.txt")
    assert ended.code == 0
    assert kept(stepready) == [
        ("2027-05-01", "nbme", "11", 228),
        ("2027-05-24", "nbme", "13", 236),
        ("2027-05-31", "uwsa", "2", 247),
        ("2027-06-09", "free120", "new", 77),
    ]
    told = " ".join(ended.err.split())
    assert all(left in told for left in ("Step 1: pass", "Old Old Free 120: n/a", "Actual STEP 2 score: 250"))


def test_the_template_as_forums_bend_it(stepready: Stepready, bring: Import) -> None:
    lines = (
        "Exam date: July 1, 2027", "NBME 10 - 231 (30 days out)", "NBME 11 235, 3 weeks out", "NBME 12 (5/22): 221",
        "UWSA 1: 240 (Jun 3)", "Old Old Free 120: 70% (day 3)", "Predicted Score: 245 +/- 7", "Good luck!",
    )  # fmt: skip
    ended = bring("\n".join(lines[:5] + lines[6:]), "--from", "template", "--dates", "mdy")
    assert ended.code == 0, ended
    assert kept(stepready) == [
        ("2027-05-22", "nbme", "12", 221),
        ("2027-06-01", "nbme", "10", 231),
        ("2027-06-03", "uwsa", "1", 240),
        ("2027-06-10", "nbme", "11", 235),
    ]
    assert "Predicted Score: 245 +/- 7; Good luck!" in " ".join(ended.err.split())
    assert "line 6: '70% (day 3)' says no day" in bring("\n".join(lines), "--from", "template", "--dates", "mdy").err


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("NBME 11: 228", "says no day; accepted: 221 (40 days out), or --on DATE"),
        ("NBME 11: 228 (6 days out)", "counts from a test date that is not there"),
        ("NBME 11: great (6 days out)", "counts from a test date that is not there"),
    ],
)
def test_a_template_line_without_a_day_refuses_the_whole(
    stepready: Stepready, bring: Import, line: str, found: str
) -> None:
    ended = bring(f"UWSA 1: 240 (2027-05-01)\n{line}\n", "--from", "template", name="post.txt")
    assert (ended.code, kept(stepready)) == (2, [])
    assert f"line 2: '{line.partition(': ')[2]}' {found}" in ended.err


def test_a_sheet_imported_again_changes_what_changed(stepready: Stepready, bring: Import) -> None:
    first = f"{HEAD},note\n2027-07-01,nbme,12,226,\n2027-07-14,nbme,13,244,\n"
    bring(first, "--exam", "step2ck")
    noted = first.replace("13,244,", "13,244,felt good")
    again = bring(noted, "--exam", "step2ck")
    assert again.out == (
        "imported nothing new from sheet.csv; 1 changed; 1 score already in the log\n"
        "  changed NBME 13 244 on 2027-07-14 (id 2): note felt good\n"
    )
    assert len(kept(stepready)) == 2
    assert "nothing to add" in bring(noted, "--exam", "step2ck").out
    assert "nothing to add" in bring(first, "--exam", "step2ck").out  # an empty cell forgets no note
    corrected = bring(noted.replace("12,226", "12,228"), "--exam", "step2ck")
    assert "changed NBME 12 226 on 2027-07-01 (id 1): value 226 to 228" in corrected.out
    stepready("undo")
    stepready("undo")
    assert stepready("scores --json").json["scores"][0]["note"] == ""


def test_a_sitting_twice_in_a_file_is_an_error_and_two_sessions_are_not(stepready: Stepready, bring: Import) -> None:
    ended = bring(f"{HEAD}\n2027-07-01,nbme,12,226\n2027-07-01,nbme,012,227\n", "--exam", "step2ck")
    assert ended.code == 2
    assert "line 3: NBME 12 of 2027-07-01 is in line 2 already; accepted: once" in ended.err
    ended = bring(f"{HEAD}\n2027-07-01,nbme,12,226\n2027-07-01,nbme,,227\n", "--exam", "step2ck")
    assert "line 3: NBME of 2027-07-01 is in line 2 already; accepted: once" in ended.err
    assert bring(f"{HEAD}\n2027-07-01,qbank,,70\n2027-07-01,qbank,,70\n", "--exam", "step2ck").code == 0
    assert len(kept(stepready)) == 2


def test_rows_of_a_file_tell_one_another_their_exam(stepready: Stepready, bring: Import) -> None:
    assert bring(f"{HEAD}\n2027-07-01,nbme,12,226\n2027-07-08,free120,,78%\n").code == 0
    assert {score["exam"] for score in stepready("scores --json").json["scores"]} == {"step2ck"}
