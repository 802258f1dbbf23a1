"""A real Chromium on a real report. Skipped where there is no Chromium, unless CI says there must be one."""

import base64
import io
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

from stepready.cli.main import run
from tests.conftest import Ended
from tests.report.pages import PLANTED_ATTRIBUTE, set_up, write

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--window-size=1000,1200",
)
Open = Callable[..., "Browser"]


class Browser:
    """Chromium with one page open."""

    def __init__(self, driver: Chrome) -> None:
        self.driver = driver

    def run(self, script: str) -> Any:
        """Evaluate an expression in the page, past its policy."""
        asked = {"expression": script, "returnByValue": True}
        return self.driver.execute_cdp_cmd("Runtime.evaluate", asked)["result"].get("value")

    def requests(self) -> list[str]:
        """Return the address of every request since the browser started."""
        logged = (json.loads(entry["message"])["message"] for entry in self._log("performance"))
        return [one["params"]["request"]["url"] for one in logged if one["method"] == "Network.requestWillBeSent"]

    def errors(self) -> list[str]:
        """Return what the console was told, policy violations too."""
        return [entry["message"] for entry in self._log("browser")]

    def _log(self, kind: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.driver.get_log(kind)  # type: ignore[no-untyped-call]
        return found

    def printed(self, width: float, height: float) -> PdfReader:
        """Print the page on paper of a size in inches."""
        paper = {"paperWidth": width, "paperHeight": height, "preferCSSPageSize": False}
        found = self.driver.execute_cdp_cmd("Page.printToPDF", paper)
        return PdfReader(io.BytesIO(base64.b64decode(found["data"])))


def _chromium() -> str:
    found = os.environ.get("STEPREADY_TEST_CHROMIUM") or shutil.which("chromium")
    if found is None or shutil.which("chromedriver") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI must have chromium and chromedriver")
        pytest.skip("needs chromium and chromedriver")
    return found


def _driver(profile: Path, *, scripts: bool) -> Chrome:
    options = ChromeOptions()
    options.binary_location = _chromium()
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    if not scripts:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    return Chrome(options=options, service=Service(shutil.which("chromedriver")))


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a report whose every free text is hostile, beside it its one page and one with an application."""
    folder = tmp_path_factory.mktemp("report")
    set_here = {"STEPREADY_DB": str(folder / "book.db"), "STEPREADY_TODAY": "2027-07-15"}
    set_here["XDG_CONFIG_HOME"] = str(folder)
    before = {name: os.environ.get(name) for name in set_here}
    os.environ.update(set_here)

    def stepready(*words: object, stdin: str | None = None) -> Ended:
        del stdin
        args = str(words[0]).split() if len(words) == 1 else [str(word) for word in words]
        return Ended(run(args), "", "")

    try:
        set_up(stepready)
        write(stepready, folder / "report.html")
        write(stepready, folder / "one.html", "--one-page")
        rows = [f"{PLANTED_ATTRIBUTE[2:]} {n},im,{'x' * 60},{200 + n}" for n in range(60)]
        (folder / "t.csv").write_text("\n".join(("name,specialty,source,min_step2", *rows)), encoding="utf-8")
        stepready("programs", "import", str(folder / "t.csv"))
        write(stepready, folder / "applying.html")
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})
    return folder / "report.html"


@pytest.fixture(scope="session")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    driver = _driver(tmp_path_factory.mktemp("profile"), scripts=True)
    yield driver
    driver.quit()


@pytest.fixture
def browser(chrome: Chrome, report: Path) -> Browser:
    """Open the report anew."""
    chrome.get("about:blank")
    found = Browser(chrome)
    found.errors()
    found.requests()
    chrome.get(report.as_uri())
    return found


@pytest.fixture
def without_scripts(tmp_path: Path, report: Path) -> Iterator[Browser]:
    """Open the report where no script runs."""
    driver = _driver(tmp_path / "profile", scripts=False)
    driver.get(report.as_uri())
    yield Browser(driver)
    driver.quit()
