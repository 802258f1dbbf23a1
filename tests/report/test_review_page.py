"""The week's page: the sentences of the screen, offline, without a script."""

import re
from pathlib import Path

import pytest

from tests.conftest import Stepready
from tests.report.pages import PLANTED_ATTRIBUTE, Page

SUNDAY = ("--today", "2027-03-07")


@pytest.fixture
def week(stepready: Stepready) -> Stepready:
    stepready("--today 2027-03-01 plan set --exam step2ck --on 2027-04-26 --applicant us-img --target 240")
    stepready("--today 2027-03-01 log nbme 9 221 --on 2027-02-20")
    stepready("--today 2027-03-01 schedule make")
    stepready("--today 2027-03-01 log qbank 30/40 --topic renal")
    stepready("--today", "2027-03-02", "log", "qbank", "30/60", "--topic", PLANTED_ATTRIBUTE)
    stepready("--today 2027-03-03 log nbme 13 231")
    return stepready


def test_the_page_says_what_the_screen_says(week: Stepready, tmp_path: Path) -> None:
    file = tmp_path / "week.html"
    ended = week(*SUNDAY, "review", "--html", file)
    assert (ended.code, ended.out) == (0, "")
    page = Page(file.read_text(encoding="utf-8"))
    shown = " ".join(week(*SUNDAY, "review").out.split())
    said = [text.replace("\u00a0", " ") for _, text in page.all("li")]
    assert len(said) >= 6
    assert [text for text in said if text not in shown] == []
    assert [text for _, text in page.all("h2")] == [
        "Planned and done", "What moved the forecast", "Weakest topics", "What next week asks",
    ]  # fmt: skip
    days = [text for attrs, text in page.all("th") if attrs.get("scope") == "row"]
    assert days[0] == "Mon 1 Mar 2027"
    assert days[-1] == "Sun 14 Mar 2027"
    assert len(days) == 14


def test_the_page_is_whole_in_itself_and_runs_nothing(week: Stepready) -> None:
    text = week(*SUNDAY, "review", "--html", "-").out
    page = Page(text)
    assert page.all("script") == []
    assert [attrs for tag, attrs, _ in page.elements if "src" in attrs or "href" in attrs or "onload" in attrs] == []
    assert re.search(r"https?://(?!www\.w3\.org)", text) is None
    rule = next(attrs["content"] for attrs, _ in page.all("meta") if "http-equiv" in attrs)
    assert "default-src 'none'" in rule
    assert "script-src" not in rule


def test_a_file_of_another_is_kept_and_a_page_of_ours_is_replaced(week: Stepready, tmp_path: Path) -> None:
    file = tmp_path / "week.html"
    file.write_text("<p>mine</p>", encoding="utf-8")
    ended = week(*SUNDAY, "review", "--html", file)
    assert ended.code == 2
    assert ended.err.startswith("error: ")
    assert week(*SUNDAY, "review", "--html", file, "--force").code == 0
    assert week(*SUNDAY, "review", "--html", file).code == 0
    assert week(*SUNDAY, "review", "--json", "--html", file).code == 2
