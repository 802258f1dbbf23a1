"""What each chart says and draws of one log, worked out by hand from what was logged."""

from pathlib import Path

import pytest

from stepready.render.charts.text_and_json import chart_text
from stepready.render.terminal import Terminal
from stepready.render.text_width import columns
from stepready.services.chart.activity import ActivityChart
from stepready.services.chart.kinds import CHARTS, Chart
from stepready.services.chart.trend import TrendChart
from tests.conftest import Stepready
from tests.render.charts.logs import LOGS
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
        ("years of questions", "qbank", "12 months 60 % for Step 2 CK: 520 questions on 13 days."),
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
        ("empty", "dates", "log what you sit next: `stepready log nbme 15 231`."),
        ("step 1 empty", "dates", "log what you sit next: `stepready log nbme 32 71%`."),
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


EXPLAINS = {"trend": ("Test day", "Fan"), "dates": ("Booked", "Instead", "Chances"), "qbank": ("Lately", "Guide")}
SCREENS = [*range(60, 81), 90, 100, 120, 140, 160, 180, 200]


@pytest.mark.parametrize("kind", CHARTS)
@pytest.mark.parametrize("name", LOGS)
def test_what_explains_a_chart_survives_a_screen_of_24_lines(name: str, kind: str, tmp_path: Path) -> None:
    """Every chart at every width: its marks are named, and the lines without which it misleads stand under it."""
    chart = chart_of(name, kind, tmp_path)
    needed = [line for line in chart.reads if line.label in EXPLAINS.get(kind, (chart.reads[0].label,))]
    for width in SCREENS:
        lines = chart_text(chart, Terminal(width=width), 23).splitlines()
        assert len(lines) <= 23
        assert max(map(columns, lines)) <= width
        text = " ".join(" ".join(lines).split())
        for line in needed:
            assert f"{line.label} {' '.join(line.says.split())}" in text, width
        legend = [sign for sign in ("●", "▲", "━", "∘", "█", "◆") if sign in "".join(inside_all(lines))]
        assert [sign for sign in legend if text.count(sign) <= "".join(inside_all(lines)).count(sign)] == [], width


def inside_all(lines: list[str]) -> list[str]:
    """Return the lines of the picture: down to the last frame's end, or the weekdays of a calendar."""
    ends = [n for n, line in enumerate(lines) if FRAME_END in line or line.startswith((" Sun", "plan"))]
    return lines[1 : ends[-1] + 1] if ends else []


def test_the_fan_goes_on_from_the_line_before_it_without_a_step(tmp_path: Path) -> None:
    """What is drawn as an exam score ends today where the fan begins, as far over practice on every day before."""
    chart = chart_of("two", "trend", tmp_path)
    assert isinstance(chart, TrendChart)
    assert chart.as_exam[-1].day == chart.as_of == chart.fan[0].day
    assert chart.as_exam[-1].level == pytest.approx(chart.fan[0].mean)
    past = {found.day: found.level for found in chart.practice}
    over = {round(found.level - past[found.day], 6) for found in chart.as_exam}
    assert len(over) == 1
    assert "before today too: no jump" in words(chart)


def test_one_percent_stands_for_the_last_fortnight_wherever_the_question_bank_is_drawn(stepready: Stepready) -> None:
    """Sessions of 1 and 8 July: on the 20th the fortnight begins with the 7th, so 80 % and not 65 %."""
    assert stepready("plan set --exam step2ck --on 2027-08-28 --season 2028").code == 0
    for day, value in (("2027-07-01", "50%"), ("2027-07-08", "80%")):
        assert stepready(f"log qbank {value} --questions 40 --on {day}").code == 0
    out = stepready("--today 2027-07-20 chart qbank --width 80").out
    assert "80 % in the last 14 days" in out
    assert "│ 80 %" in out
    assert "│ 65 %" not in out


def test_chances_near_each_other_take_the_height_of_the_picture(stepready: Stepready) -> None:
    """A passing chance of 99 % on every day: the axis begins far above 0."""
    day = fill(stepready, "step1")
    drawn = inside(stepready(*day, "chart", "dates", "--width", "60").out)
    assert " 0┤" not in stepready(*day, "chart", "dates", "--width", "60").out
    assert len(drawn) > 5


def test_a_planned_day_off_breaks_no_row_of_active_days(stepready: Stepready) -> None:
    """Mon 5 to Tue 13 July without the Sunday, which the kept schedule leaves free: eight days in a row."""
    assert stepready("--today 2027-07-01 plan set --exam step2ck --on 2027-08-28 --season 2028").code == 0
    assert stepready("--today 2027-07-01 schedule make").code == 0
    for day in (5, 6, 7, 8, 9, 10, 12, 13):
        assert stepready(f"log qbank 70% --questions 40 --on 2027-07-{day:02}").code == 0
    out = " ".join(stepready("--today 2027-07-14 chart activity").out.split())
    assert "8 active days in a row, days off bridged" in out
    assert stepready("--today 2027-07-14 chart activity --json").json["streak"] == 8


def test_the_weeks_of_the_schedule_are_drawn_against_their_targets(stepready: Stepready) -> None:
    assert stepready("--today 2027-07-05 plan set --exam step2ck --on 2027-08-28 --season 2028").code == 0
    made = stepready("--today 2027-07-05 schedule make --json").json["days"]
    asked = sum(day["questions"] for day in made if day["date"] <= "2027-07-11")
    assert stepready(f"log qbank 70% --questions {asked} --on 2027-07-06").code == 0
    now = sum(day["questions"] for day in made if "2027-07-12" <= day["date"] <= "2027-07-13")
    found = stepready("--today 2027-07-13 chart activity --json").json
    assert found["weeks"] == [
        {"monday": "2027-07-05", "planned": asked, "done": asked},
        {"monday": "2027-07-12", "planned": now, "done": 0},
    ]
    out = stepready("--today 2027-07-13 chart activity --width 80").out
    assert next(line for line in out.splitlines() if line.startswith("plan")).endswith("█")
    assert f"0 of {now} questions this week so far; 1 of 1 earlier week done in full." in " ".join(out.split())
