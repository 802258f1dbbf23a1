"""Every chart of every log fits, says something, and is plain text where it must be."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from stepready.core.values.shown_text import on_screen
from stepready.guides.library import load
from stepready.render.charts.text_and_json import chart_json, chart_text
from stepready.render.terminal import Terminal
from stepready.render.text_width import columns
from stepready.services.chart.kinds import CHARTS, Chart, charted
from stepready.store.opening import open_book
from tests.conftest import Stepready
from tests.render.charts.logs import LOGS, TODAY, write_log

KINDS = tuple(CHARTS)
EVERY = [(name, kind) for name in LOGS for kind in KINDS]


def chart_of(name: str, kind: str, folder: Path) -> Chart:
    file = write_log(name, folder)

    def never() -> None:
        raise AssertionError

    with open_book(str(file), now=never) as book:  # type: ignore[arg-type]
        return charted(kind, book, load(), as_of=TODAY, exam=None)


@pytest.mark.parametrize(("name", "kind"), EVERY)
def test_every_line_fits_the_width_and_the_height(name: str, kind: str, tmp_path: Path) -> None:
    chart = chart_of(name, kind, tmp_path)
    for width, height in ((40, 24), (40, 12), (60, 12), (60, 24), (61, 16), (80, 24), (119, 30), (120, 40), (200, 60)):
        lines = chart_text(chart, Terminal(width=width), height).splitlines()
        assert max(columns(line) for line in lines) <= width, (width, lines)
        assert len(lines) <= height
        assert not any("\x1b" in line or line != line.rstrip() for line in lines)


@pytest.mark.parametrize(("name", "kind"), EVERY)
def test_ascii_is_ascii_and_fits_too(name: str, kind: str, tmp_path: Path) -> None:
    chart = chart_of(name, kind, tmp_path)
    for width in (60, 80):
        text = chart_text(chart, Terminal(width=width, ascii=True), 24)
        assert text.isascii()
        assert max(len(line) for line in text.splitlines()) <= width


@pytest.mark.parametrize(("name", "kind"), EVERY)
def test_colour_changes_nothing_but_colour(name: str, kind: str, tmp_path: Path) -> None:
    import re

    chart = chart_of(name, kind, tmp_path)
    coloured = chart_text(chart, Terminal(colour=True), 24)
    bare = [line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", on_screen(coloured)).splitlines()]
    assert bare == chart_text(chart, Terminal(), 24).splitlines()


@pytest.mark.parametrize(("name", "kind"), EVERY)
def test_the_numbers_are_json(name: str, kind: str, tmp_path: Path) -> None:
    data = json.loads(json.dumps(chart_json(chart_of(name, kind, tmp_path)), allow_nan=False))
    assert data["schema"] == 1
    assert data["as_of"] == "2027-07-15"


@pytest.mark.parametrize(
    ("name", "kind", "says"),
    [
        ("empty", "trend", "add one: `stepready log nbme 15 231`"),
        ("empty", "qbank", "`stepready log qbank 29/40`"),
        ("empty", "dates", "no chance is known"),
        ("empty", "activity", "nothing is logged in the last 12 months"),
        ("one", "trend", "from 1 practice exam: a level, not yet a trend"),
        ("two", "trend", "from 2 practice exams: a level, not yet a trend"),
        ("only later", "trend", "1 score dated after today"),
        ("only later", "qbank", "no question-bank session of the last 12 months is logged"),
        ("no date", "trend", "none booked"),
        ("no date", "dates", "no test date is booked"),
        ("result", "trend", "its result is entered: 243"),
        ("result", "dates", "no test day is left to compare"),
        ("today", "qbank", "one day is no direction yet"),
        ("step 1 empty", "trend", "add one: `stepready log nbme 32 71%`"),
    ],
)
def test_a_thin_log_gets_a_useful_sentence(name: str, kind: str, says: str, tmp_path: Path) -> None:
    text = chart_text(chart_of(name, kind, tmp_path), Terminal(width=200), 40)
    assert says in " ".join(text.split())


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_an_encoding_without_the_signs_gets_ascii_by_itself(
    encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    from stepready.cli.main import run

    monkeypatch.setenv("STEPREADY_DB", str(write_log("two", tmp_path)))
    monkeypatch.setenv("STEPREADY_TODAY", TODAY.isoformat())
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding=encoding, write_through=True))
    assert run(["chart", "trend"]) == 0
    assert out.getvalue().isascii()
    assert b"NBME" in out.getvalue()


def test_the_command_takes_width_height_and_ascii(stepready: Stepready) -> None:
    assert stepready("plan set --exam step2ck --on 2027-07-28 --target 240 --season 2028").code == 0
    for day, value in (("2027-06-20", 226), ("2027-07-01", 229)):
        assert stepready(f"log nbme 12 {value} --on {day}").code == 0
    bare = stepready("chart")
    assert bare.code == 0
    assert bare.out == stepready("chart trend").out
    narrow = stepready("chart trend --width 60 --height 20 --ascii").out
    assert narrow.isascii()
    assert max(map(len, narrow.splitlines())) <= 60
    assert len(narrow.splitlines()) == 20
    assert stepready("chart trend --json").json["scores"][0]["value"] == 226
    for refused in ("chart pie", "chart --width 9", "chart --height x"):
        ended = stepready(refused)
        assert (ended.code, ended.out) == (2, "")
        assert ended.err.startswith("error: ")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scores", [0, 1, 2])
def test_a_log_without_a_plan_has_its_charts_too(kind: str, scores: int, stepready: Stepready) -> None:
    for n in range(scores):
        assert stepready(f"log nbme {11 + n} {226 + n} --exam step2ck --on 2027-07-{1 + n:02}").code == 0
    ended = stepready("chart", kind)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("Step 2 CK: ")
    assert "\n  Next      make a plan, question by question: `stepready init`.\n" in ended.out
    assert "plan has no test date" not in ended.out


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo terminal")
@pytest.mark.parametrize(
    ("environment", "codes"), [({}, "some"), ({"NO_COLOR": "1"}, "none"), ({"TERM": "dumb"}, "none")]
)
def test_colour_is_for_a_terminal_that_wants_it(environment: dict[str, str], codes: str, tmp_path: Path) -> None:
    import pty

    here = {**os.environ, "TERM": "xterm-256color", "STEPREADY_DB": str(write_log("two", tmp_path)), **environment}
    main, other = pty.openpty()
    command = [sys.executable, "-m", "stepready", "--today", "2027-07-15", "chart"]
    with subprocess.Popen(command, stdout=other, env=here, close_fds=True) as process:
        os.close(other)
        shown = b""
        try:
            while part := os.read(main, 65536):
                shown += part
        except OSError:
            pass
        assert process.wait() == 0
    os.close(main)
    assert (b"\x1b[" in shown) is (codes == "some")
    assert "●".encode() in shown


def test_the_trend_shows_each_instrument_the_lines_and_the_days(tmp_path: Path) -> None:
    text = chart_text(chart_of("four hundred", "trend", tmp_path), Terminal(width=120), 40)
    for expected in ("● NBME", "▲ UWSA", "■ AMBOSS", "target 240", "pass 218", "today", "test 28 Jul", "░", "▒", "━"):
        assert expected in text


def test_labels_of_close_days_stand_apart(tmp_path: Path) -> None:
    chart = chart_of("far", "trend", tmp_path)
    for width in range(60, 201, 7):
        head = chart_text(chart, Terminal(width=width), 40).splitlines()[1:3]
        assert not any("testtoday" in line.replace(" ", "") and "test today" not in line for line in head)
        for line in head:
            for label in ("today", "test 1 Jun"):
                at = line.find(label)
                assert at < 0 or line[at + len(label) : at + len(label) + 1] in ("", " ")


def test_activity_counts_questions_and_marks_exams(tmp_path: Path) -> None:
    chart = chart_of("today", "activity", tmp_path)
    data = chart_json(chart)
    assert data["days"] == [{"day": "2027-07-15", "questions": 40, "sessions": 1, "exams": ["NBME 12"]}]
    assert data["first"] == "2026-07-13"


def test_the_running_average_weighs_by_questions_over_fourteen_days() -> None:
    from stepready.core.log.day_log import average
    from stepready.core.log.score import QbankDay

    days = [
        QbankDay(day=TODAY, percent=80, questions=30, sessions=1),
        QbankDay(day=TODAY, percent=50, questions=10, sessions=1),
    ]
    assert average(days) == pytest.approx((80 * 30 + 50 * 10) / 40)
