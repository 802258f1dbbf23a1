"""The week's page in a real Chromium: on one sheet of paper, and nothing fetched."""

from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from tests.browser.conftest import Browser
from tests.conftest import Stepready

PAPERS = {"A4": (8.27, 11.69), "Letter": (8.5, 11.0)}


@pytest.mark.parametrize("paper", PAPERS)
def test_a_full_week_prints_on_one_sheet(paper: str, chrome: Chrome, stepready: Stepready, tmp_path: Path) -> None:
    stepready("--today 2027-03-01 plan set --exam step2ck --on 2027-04-26 --applicant us-img --target 240")
    stepready("--today 2027-03-01 schedule make")
    for day in range(1, 7):
        stepready(f"--today 2027-03-{day:02} log qbank 30/60 --topic cardiology")
        stepready(f"--today 2027-03-{day:02} log hours 6")
    stepready("--today 2027-03-05 log nbme 13 231")
    assert stepready("--today", "2027-03-07", "review", "--html", tmp_path / "week.html").code == 0
    browser = Browser(chrome)
    browser.requests()
    chrome.get((tmp_path / "week.html").as_uri())
    assert len(browser.printed(*PAPERS[paper]).pages) == 1
    assert [url for url in browser.requests() if not url.startswith("file:")] == []
    assert browser.errors() == []
