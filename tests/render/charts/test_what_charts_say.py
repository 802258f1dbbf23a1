"""What each chart says and draws of one log, worked out by hand from what was logged."""

from pathlib import Path

import pytest

from stepready.render.charts.forms import chart_text
from stepready.render.terminal import Terminal
from stepready.services.chart.activity import ActivityChart
from stepready.services.chart.kinds import Chart
from tests.conftest import Stepready
from tests.render.charts.test_every_chart import chart_of
from tests.render.charts.test_golden_charts import fill

FRAME_END = "└"


def words(chart: Chart, width: int = 120, height: int = 60) -> str:
    return " ".join(chart_text(chart, Terminal(width=width), height).split())


def inside(text: str) -> list[str]:
    """Return what stands between the sides of the first frame, line by line."""
    lines = text.splitlines()
    top = next(n for n, line in enumerate(lines) if "┌" in line)
    bottom = next(n for n, line in enumerate(lines) if FRAME_END in line)
    left, right = lines[top].index("┌"), lines[top].index("┐")
    return [line[left + 1 : right] for line in lines[top + 1 : bottom]]


@pytest.mark.parametrize(
    ("name", "kind", "says"),
    [
        ("years of questions", "qbank", "Last year 60 % for Step 2 CK: 520 questions on 13 days."),
        ("years of questions", "activity", "520 questions on 13 days, 0 practice exams; 13 active days in all."),
        ("two", "activity", "no questions, 2 practice exams; 2 active days in all."),
        ("today", "activity", "40 questions on 1 day, 1 practice exam; 1 active day in all."),
        ("past", "trend", "Test day sat on Fri 25 Jun 2027; enter the result when it is out"),
        ("past", "trend", "sat 25 Jun"),
        ("past", "dates", "Sat Fri 25 Jun 2027: "),
        ("past", "dates", "no date is left to compare"),
        ("result", "dates", "no test day is left to compare: the result is entered, 243."),
        ("free", "trend", "read from 2 Free 120s alone: a level with no trend"),
        ("free", "trend", "not on this scale: Free 120 78 % (11 Jul) and Free 120 70 % (6 Jul)."),
        ("far", "trend", "test 1 Jun 2029"),
        ("far", "trend", "(10 Jun 2026)"),
        ("far", "dates", "1 Jun 2029"),
        ("step 1", "trend", "NBME 30 74 % (15 Jul) · NBME 29 72 % (6 Jul)"),
        ("empty", "dates", "target unknown"),
        ("empty", "dates", "log what you sit next: `stepready log nbme 16 231`."),
        ("step 1 empty", "dates", "log what you sit next: `stepready log nbme 33 71%`."),
        ("only later", "trend", "1 score dated after today."),
    ],
)
def test_a_chart_says_what_holds(name: str, kind: str, says: str, tmp_path: Path) -> None:
    assert says in words(chart_of(name, kind, tmp_path))


@pytest.mark.parametrize(
    ("name", "kind", "never"),
    [
        ("years of questions", "qbank", "In all"),
        ("past", "dates", "booked"),
        ("past", "dates", "┌"),
        ("free", "trend", "from 0 practice exams"),
        ("empty", "dates", "pass unknown"),
        ("one session", "qbank", "average of 14 days ·"),
    ],
)
def test_a_chart_does_not_say_what_does_not_hold(name: str, kind: str, never: str, tmp_path: Path) -> None:
    assert never not in words(chart_of(name, kind, tmp_path))


def test_days_with_exams_alone_are_no_question_days(tmp_path: Path) -> None:
    chart = chart_of("four hundred", "activity", tmp_path)
    assert isinstance(chart, ActivityChart)
    studied = sum(day.sessions > 0 for day in chart.days)
    assert f" on {studied} days, " in words(chart)


@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.parametrize("height", [12, 16, 20, 23, 24])
def test_the_first_numbers_are_kept_and_nothing_follows_a_gap(width: int, height: int, tmp_path: Path) -> None:
    chart = chart_of("two", "trend", tmp_path)
    labels = [line.label for line in chart.reads]
    text = chart_text(chart, Terminal(width=width), height)
    assert len(text.splitlines()) <= height
    shown = [label for label in labels if f"\n  {label:<10}" in text]
    assert shown == labels[: len(shown)]
    assert "Test day" in shown


@pytest.mark.parametrize(
    ("log", "command", "says"),
    [
        ("ready", "chart trend --width 60 --height 20", "Test day"),
        ("hovering", "chart dates --width 80 --height 24", "Decide by"),
    ],
)
def test_the_number_that_matters_most_stands_under_a_small_chart(
    log: str, command: str, says: str, stepready: Stepready
) -> None:
    day = fill(stepready, log)
    assert f"\n  {says:<10}" in stepready(*day, *command.split()).out


def test_a_pipe_gets_every_number(stepready: Stepready) -> None:
    day = fill(stepready, "ready")
    reads = stepready(*day, "chart", "trend", "--json").json["reads"]
    out = stepready(*day, "chart", "trend").out
    assert [line["label"] for line in reads if f"\n  {line['label']:<10}" not in out] == []


@pytest.mark.parametrize("name", ["today", "tomorrow"])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_fan_of_the_test_day_is_not_hidden_by_its_line(name: str, width: int, tmp_path: Path) -> None:
    text = chart_text(chart_of(name, "trend", tmp_path), Terminal(width=width), 40)
    drawn = "".join(inside(text))
    assert "━" in drawn
    assert "░" in drawn


@pytest.mark.parametrize("name", ["one session", "sessions alike"])
def test_a_day_of_questions_keeps_its_mark(name: str, tmp_path: Path) -> None:
    drawn = "".join(inside(chart_text(chart_of(name, "qbank", tmp_path), Terminal(width=80), 24)))
    assert "∘" in drawn


@pytest.mark.parametrize("height", range(12, 25))
def test_the_question_bank_has_room_for_its_marks_at_every_height(height: int, tmp_path: Path) -> None:
    text = chart_text(chart_of("four hundred", "qbank", tmp_path), Terminal(width=60), height)
    assert len(text.splitlines()) <= height
    assert len(inside(text)) >= 3
    assert "∘" in text.split(FRAME_END)[0]
    assert (text.count("┌") == 2) is ("█ questions a week" in " ".join(text.split()))


@pytest.mark.parametrize("name", ["two", "step 1", "free", "four hundred"])
def test_an_ascii_legend_names_what_is_drawn(name: str, tmp_path: Path) -> None:
    chart = chart_of(name, "trend", tmp_path)
    text = chart_text(chart, Terminal(width=120, ascii=True), 40)
    assert "# 50 %, #: 80 %" in text
    assert "% 50 %" not in text
    dates = chart_text(chart_of(name, "dates", tmp_path), Terminal(width=120, ascii=True), 40)
    picture, legend = dates.split("P(", maxsplit=1)[0], dates.split("in %, by test day")[0].splitlines()[-1]
    letters = [part.strip()[0] for part in legend.split("|") if "P(" in part]
    assert letters
    assert [letter for letter in letters if letter not in "".join(picture.splitlines()[3:-4])] == []


def test_marks_that_fall_together_are_named(tmp_path: Path) -> None:
    """With practice far over the target both chances of an early day are near 100 %."""
    from stepready.services.chart.dates import DatesChart

    chart = chart_of("free", "dates", tmp_path)
    assert isinstance(chart, DatesChart)
    text = chart_text(chart, Terminal(width=80), 12)
    drawn = "".join(inside(text))
    assert ("◆" in drawn or "◇" in drawn) <= ("◆ both" in text)
    assert "◆ both" in text


@pytest.mark.parametrize(("name", "both"), [("free", True), ("step 1", False), ("empty", False)])
def test_a_sign_for_both_is_named_only_where_marks_meet(name: str, *, both: bool, tmp_path: Path) -> None:
    assert ("◆ both" in words(chart_of(name, "dates", tmp_path))) is both


@pytest.mark.parametrize("kind", ["trend", "qbank", "activity", "dates"])
def test_a_hint_works_as_it_is_written_without_a_plan(kind: str, stepready: Stepready) -> None:
    out = " ".join(stepready("chart", kind).out.split())
    for command in out.split("`stepready ")[1:]:
        words = command.split("`")[0]
        if words.startswith("log"):
            assert stepready(words).code == 0


def test_a_day_that_reads_alike_is_named_once(tmp_path: Path) -> None:
    chart = chart_of("step 1", "dates", tmp_path)
    unbeaten = next(line.says for line in chart.reads if line.label == "Unbeaten")
    chances = [part.split("(")[1] for part in unbeaten.split(")") if "(" in part]
    assert len(chances) == len(set(chances))
