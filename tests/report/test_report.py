"""The report's page: its data, its policy, what it leaves out, and what it refuses."""

import hashlib
import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

import pytest

from stepready.render.offline import in_script
from stepready.render.report.data import without_commands
from tests.conftest import Stepready
from tests.report.pages import PLANTED, PLANTED_ATTRIBUTE, Page, set_up, write

HEADINGS = ["Verdict", "Reasons", "Second opinions", "Trend and forecast", "Test dates"]
APPENDIX = ["notices", "every test date", "schedule ahead", "scores", "topics", "assumptions"]


@pytest.fixture
def filled(stepready: Stepready) -> Stepready:
    set_up(stepready)
    return stepready


def test_the_data_say_what_check_says_and_more(filled: Stepready, tmp_path: Path) -> None:
    data = Page(write(filled, tmp_path / "r.html")).data
    check = filled("check --json").json
    assert {key: data[key] for key in check} == check
    assert data["scores"][0]["date"] == "2027-07-12"
    assert {"report", "trend", "dates", "schedule", "assumptions", "forecast_in_full"} <= set(data)
    assert data["dates"]["rows"] == filled("dates --json").json["rows"]


def test_verdict_guide_version_and_digest_stand_on_the_page(filled: Stepready, tmp_path: Path) -> None:
    text = write(filled, tmp_path / "r.html")
    page = Page(text)
    visible = " ".join(" ".join(text) for _, _, text in page.elements)
    data = page.data
    assert data["headline"] in visible
    assert f"Guide: {data['guide']}" in visible
    assert data["report"]["digest"] in visible
    assert re.search(r"stepready \d", visible)
    assert [text for _, text in page.all("h2")] == [*HEADINGS, *(f"Appendix: {name}" for name in APPENDIX)]
    for opinion in data["second_opinions"]:
        assert opinion["guide"] in visible
    assert {assumption["status"] for assumption in data["assumptions"]} >= {"secondary", "projected", "ours"}


def test_weak_topics_and_the_volume_of_the_bank_stand_by_the_trend(stepready: Stepready, tmp_path: Path) -> None:
    """By hand: 120 questions on 2 days, 20 + 56 right, 63 %; the weakest topic 20 of 40."""
    assert stepready("plan set --exam step2ck --on 2027-08-25 --season 2028").code == 0
    assert stepready("log qbank 20/40 --topic cardiology --on 2027-05-01").code == 0
    assert stepready("log qbank 56/80 --topic neurology --on 2027-07-13").code == 0
    page = Page(write(stepready, tmp_path / "r.html"))
    said = dict(zip((t for _, t in page.all("dt")), (t for _, t in page.all("dd")), strict=True))
    assert said["Weak topics"].startswith("cardiology 50\u00a0% of 40\u00a0questions")
    assert said["Bank"] == (
        "120\u00a0questions on 2\u00a0days, 63\u00a0% right since Sat 1 May 2027; "
        "80\u00a0questions on 1\u00a0day, 70\u00a0% right in the last four weeks"
    )
    assert page.data["question_bank"]["every"]["questions"] == 120


def test_no_number_parts_from_its_unit(filled: Stepready, tmp_path: Path) -> None:
    shown = write(filled, tmp_path / "r.html").split('<script type="application/json"')[0]
    assert re.findall(r"\d (?:%|points?\b|h\b|days?\b|weeks?\b|questions?\b|USD\b)", shown) == []


def test_one_page_holds_the_summary_and_can_be_verified(filled: Stepready, tmp_path: Path) -> None:
    page = Page(write(filled, tmp_path / "r.html", "--one-page"))
    assert [text for _, text in page.all("h2")] == ["Verdict", "Reasons", "Trend and forecast", "Test dates"]
    assert page.all("body")[0][0]["class"] == "one-page"
    assert filled("report", "--verify", tmp_path / "r.html").code == 0


def test_hostile_text_stays_text(filled: Stepready, tmp_path: Path) -> None:
    text = write(filled, tmp_path / "r.html")
    page = Page(text)
    assert PLANTED not in text
    assert PLANTED_ATTRIBUTE not in text
    assert len(page.all("script")) == 2
    assert page.all("img") == []
    assert not any(name.startswith("on") or name == "style" for _, attrs, _ in page.elements for name in attrs)
    inside = text.split('id="stepready">')[1].split("</script>")[0]
    assert not set("<>&\u2028\u2029") & set(inside)
    assert page.data["scores"][1]["note"] == PLANTED
    assert page.data["plan"]["specialty"] == PLANTED_ATTRIBUTE


def test_no_letter_in_the_data_can_end_a_script_or_a_line() -> None:
    data = {"<&>": "</script><!--\u2028\u2029\ud800"}
    written = in_script(data)
    assert written.isascii()
    assert json.loads(written) == data


def test_the_policy_allows_this_style_and_this_script_and_nothing_else(filled: Stepready, tmp_path: Path) -> None:
    page = Page(write(filled, tmp_path / "r.html"))
    policy = next(attrs["content"] for attrs, _ in page.all("meta") if attrs.get("http-equiv"))

    def hashed(text: str) -> str:
        return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    script = next(text for attrs, text in page.all("script") if "id" not in attrs)
    (style,) = page.all("style")
    assert policy == (
        f"default-src 'none'; style-src {hashed(style[1])}; script-src {hashed(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    assert "unsafe" not in policy


def test_the_page_names_no_address_to_fetch(filled: Stepready, tmp_path: Path) -> None:
    page = Page(write(filled, tmp_path / "r.html"))
    for tag, attrs, _ in page.elements:
        assert tag not in {"link", "iframe", "object", "embed", "base", "use", "image"}
        assert not {"src", "srcset", "action", "xlink:href", "data"} & set(attrs)
        assert attrs.get("href", "#").startswith("#")


def test_anonymous_leaves_every_note_out(filled: Stepready, tmp_path: Path) -> None:
    text = write(filled, tmp_path / "r.html", "--anonymous")
    data = Page(text).data
    assert "planted = 1" not in text
    assert "secret" not in text
    assert {score["note"] for score in data["scores"]} == {""}
    assert data["report"]["anonymous"] is True
    assert [text for _, text in Page(text).all("th")].count("Note") == 0


def test_the_same_inputs_give_the_same_bytes(filled: Stepready, tmp_path: Path) -> None:
    first = write(filled, tmp_path / "a.html")
    assert write(filled, tmp_path / "b.html") == first
    assert write(filled, tmp_path / "c.html", "--anonymous") != first


def test_the_digest_follows_the_inputs(filled: Stepready, tmp_path: Path) -> None:
    def digest(*options: str) -> str:
        found: str = Page(write(filled, tmp_path / "r.html", *options)).data["report"]["digest"]
        return found

    before = digest()
    assert before.startswith("sha256:")
    assert digest("--guide", "us-img") != before
    assert filled("edit 2 237").code == 0
    assert digest() != before
    assert filled("undo").code == 0
    assert digest() == before


def test_the_time_zone_of_the_machine_moves_no_day(filled: Stepready, tmp_path: Path) -> None:
    here = write(filled, tmp_path / "a.html")
    far = tmp_path / "b.html"
    environment = os.environ | {"TZ": "America/Los_Angeles"}
    subprocess.run([sys.executable, "-m", "stepready", "report", str(far)], env=environment, check=True)
    assert far.read_text(encoding="utf-8") == here


@pytest.mark.parametrize("content", ["mine", "<html><p>generator stepready</p></html>"])
def test_a_file_of_someone_elses_is_not_replaced(content: str, filled: Stepready, tmp_path: Path) -> None:
    file = tmp_path / "r.html"
    file.write_text(content, encoding="utf-8")
    ended = filled("report", file)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("error: ")
    assert "--force" in ended.err
    assert file.read_text(encoding="utf-8") == content
    write(filled, file, "--force")
    write(filled, file)


def test_nothing_half_written_stays_behind(filled: Stepready, tmp_path: Path) -> None:
    ended = filled("report", tmp_path / "no such folder" / "r.html")
    assert ended.code == 74
    assert ended.err.startswith("error: ")
    write(filled, tmp_path / "r.html")
    assert sorted(file.name for file in tmp_path.glob("*r.html*")) == ["r.html"]


@pytest.mark.parametrize("force", [(), ("--force",)])
@pytest.mark.parametrize("end", ["", "-wal", "-shm"])
def test_the_open_database_is_never_written_over(
    end: str, force: tuple[str, ...], filled: Stepready, tmp_path: Path
) -> None:
    scores = filled("scores --json").out
    ended = filled("report", tmp_path / f"book.db{end}", *force)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("error: ")
    assert filled("scores --json").out == scores


def test_an_empty_name_is_one_error(filled: Stepready) -> None:
    ended = filled("report", "")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("error: the name of the file to write is empty")


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "utf-16"])
def test_standard_output_gets_the_bytes_of_the_file(
    encoding: str, filled: Stepready, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    from stepready.cli.main import run

    assert filled("log", "nbme", "14", "231", "--note", "模試 ≥ é").code == 0
    expected = write(filled, tmp_path / "r.html").encode()
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding=encoding, write_through=True))
    assert run(["report", "-"]) == 0
    assert out.getvalue() == expected


@pytest.mark.parametrize("package", ["vl_convert", "jinja2"])
def test_without_the_extra_one_clear_error(
    package: str, filled: Stepready, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    ended = filled("report", tmp_path / "r.html")
    assert ended.code == 2
    assert ended.err.splitlines()[0] == "error: the report needs the extra `report`, which is not installed"
    assert "stepready[report]" in ended.err
    assert not (tmp_path / "r.html").exists()


def test_without_a_plan_one_clear_error(stepready: Stepready, tmp_path: Path) -> None:
    ended = stepready("report", tmp_path / "r.html")
    assert ended.code == 2
    assert ended.err.startswith("error: no plan is set")


@pytest.mark.parametrize(
    "name", ["empty", "one", "only later", "no date", "result", "past", "far", "step 1", "step 1 empty"]
)
def test_every_log_gets_a_page(
    name: str, stepready: Stepready, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.render.charts.logs import write_log

    monkeypatch.setenv("STEPREADY_DB", str(write_log(name, tmp_path)))
    page = Page(write(stepready, tmp_path / "r.html"))
    assert page.data["exam_decision"]["verdict"] in ("go", "no-go", "unknown", "taken")
    assert {"Verdict", "Reasons", "Appendix: scores"} <= {text for _, text in page.all("h2")}


@pytest.mark.parametrize(
    ("name", "drawn", "absent"),
    [
        ("result", ["practice trend", "result of the exam itself"], ["Blue line", "Hollow: not used"]),
        ("two", ["practice trend", "Blue line"], ["Hollow: not used", "result of the exam itself"]),
        ("step 1", ["Blue line"], ["on both lines"]),
    ],
)
def test_a_caption_names_what_is_drawn(
    name: str,
    drawn: list[str],
    absent: list[str],
    stepready: Stepready,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from tests.render.charts.logs import write_log

    monkeypatch.setenv("STEPREADY_DB", str(write_log(name, tmp_path)))
    said = " ".join(text for _, text in Page(write(stepready, tmp_path / "r.html")).all("figcaption"))
    assert [words for words in drawn if words not in said] == []
    assert [words for words in absent if words in said] == []


def test_the_result_is_a_mark_of_the_trend(
    stepready: Stepready, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.render.charts.logs import write_log

    monkeypatch.setenv("STEPREADY_DB", str(write_log("result", tmp_path)))
    page = Page(write(stepready, tmp_path / "r.html"))
    says = [attrs["data-say"] for _, attrs, _ in page.elements if "data-say" in attrs and attrs.get("data-date")]
    assert "Sat 5 Jun 2027: the exam itself, result 243" in says


def test_percents_carry_their_sign(stepready: Stepready, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.render.charts.logs import write_log

    monkeypatch.setenv("STEPREADY_DB", str(write_log("step 1", tmp_path)))
    says = [
        attrs["data-say"] for _, attrs, _ in Page(write(stepready, tmp_path / "r.html")).elements if "data-say" in attrs
    ]
    marks = [say for say in says if "NBME 30, " in say]
    assert "Thu 15 Jul 2027: NBME 30, 74\u00a0%" in marks
    rows = [say for say in says if "rules expected" in say]
    assert rows
    assert all(re.search(r": score \d+\u00a0%,", say) for say in rows)


@pytest.mark.parametrize("name", ["empty", "one", "no date", "result", "past", "step 1 empty"])
def test_an_advisor_is_told_no_commands(
    name: str, stepready: Stepready, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.render.charts.logs import write_log

    monkeypatch.setenv("STEPREADY_DB", str(write_log(name, tmp_path)))
    page = Page(write(stepready, tmp_path / "r.html"))
    texts = [" ".join(text) for tag, _, text in page.elements if tag not in ("script", "style")]
    assert [text for text in texts if "`" in text] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nothing is logged; add one: `stepready log nbme 13 231`.", "nothing is logged."),
        ("enter the result when it is out: `stepready plan set --score N`.", "enter the result when it is out."),
        ("nothing to decide; `stepready calendar` has the days ahead.", "nothing to decide."),
        ("21 Jul (90 %), 5 more: `stepready dates` has every day.", "21 Jul (90 %), 5 more."),
        ("A first sentence. See `stepready why x`.", "A first sentence."),
        ("`stepready init` begins.", ""),
        ("not told (plan set --core-rotations)", "not told"),
        ("a `mark` of one's own; kept: as it is.", "a `mark` of one's own; kept: as it is."),
    ],
)
def test_clauses_that_name_a_command_are_left_out(text: str, expected: str) -> None:
    assert without_commands(text) == expected


def test_headings_tables_and_pictures_are_named(filled: Stepready, tmp_path: Path) -> None:
    page = Page(write(filled, tmp_path / "r.html"))
    assert page.all("html")[0][0]["lang"] == "en"
    levels = [int(tag[1]) for tag, _, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip([1, *levels], levels, strict=False))
    assert len(page.all("main")) == len(page.all("header")) == len(page.all("footer")) == 1
    assert len(page.all("caption")) == len(page.all("table"))
    assert all(text.strip() for _, text in page.all("caption"))
    assert all(attrs.get("scope") in ("col", "row") for attrs, _ in page.all("th"))
    assert len(page.all("svg")) == 4
    ids = [attrs["id"] for _, attrs, _ in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    for attrs, _ in page.all("svg"):
        assert attrs["role"] == "img"
        assert set(attrs["aria-labelledby"].split()) <= set(ids)
    for attrs, _ in page.all("section"):
        assert attrs["aria-labelledby"] in ids
