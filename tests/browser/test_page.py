"""The report in a real browser: safe, usable by mouse and keyboard, readable on a phone and on paper."""

from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser.conftest import Browser
from tests.report.pages import PLANTED, PLANTED_ATTRIBUTE

SUMMARY = ["Verdict", "Reasons", "Second opinions", "Trend and forecast", "Test dates"]
PAPERS = {"letter": (8.5, 11.0), "a4": (8.27, 11.69)}


def css(browser: Browser, selector: str) -> Any:
    return browser.driver.find_element(By.CSS_SELECTOR, selector)


def every(browser: Browser, selector: str) -> list[Any]:
    return browser.driver.find_elements(By.CSS_SELECTOR, selector)


def test_the_console_is_silent_and_nothing_is_fetched(browser: Browser, report: Path) -> None:
    assert browser.errors() == []
    assert browser.requests() == [report.as_uri()]
    assert browser.run("performance.getEntriesByType('resource').length") == 0


def test_planted_scripts_do_not_run_and_are_read_as_text(browser: Browser) -> None:
    for figure in every(browser, "figure"):
        ActionChains(browser.driver).move_to_element(figure).perform()
    assert browser.run("typeof window.planted") == "undefined"
    texts = [cell.text for cell in every(browser, "section[aria-labelledby=scores] td")]
    assert PLANTED in texts
    assert PLANTED_ATTRIBUTE in [cell.text for cell in every(browser, ".facts dd")]
    assert browser.run("document.querySelectorAll('script').length") == 2


def test_the_policy_stops_a_script_and_a_style_that_come_later(browser: Browser) -> None:
    browser.run(
        "const s = document.createElement('script'); s.textContent = 'window.injected = 1'; document.body.append(s);"
        "document.body.setAttribute('style', 'color: rgb(1, 2, 3)');"
        "const i = new Image(); i.src = 'http://127.0.0.1:9/x.png';"
    )
    assert browser.run("typeof window.injected") == "undefined"
    assert browser.run("getComputedStyle(document.body).color") != "rgb(1, 2, 3)"
    stopped = [message for message in browser.errors() if "Content Security Policy" in message]
    for what in ("inline script", "inline style", "x.png"):
        assert any(what in message for message in stopped), what


@pytest.mark.parametrize("figure", ["trend-figure", "dates-figure"])
def test_hovering_a_point_tells_it(figure: str, browser: Browser) -> None:
    marks = [mark for mark in every(browser, f"#{figure} svg [data-say]") if mark.is_displayed()]
    assert len(marks) >= 3
    tip = css(browser, "#tip")
    assert not tip.is_displayed()
    for mark in (marks[0], marks[2]):
        browser.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", mark)
        ActionChains(browser.driver).move_to_element(mark).perform()
        assert tip.is_displayed()
        assert tip.text == plain(mark.get_attribute("data-say"))
    ActionChains(browser.driver).move_to_element(css(browser, "h2")).perform()
    assert not tip.is_displayed()


@pytest.mark.parametrize("figure", ["trend-figure", "dates-figure"])
def test_arrow_keys_tell_the_points_one_after_the_other(figure: str, browser: Browser) -> None:
    browser.driver.execute_script("arguments[0].focus()", css(browser, f"#{figure}"))
    told = []
    for _ in range(3):
        ActionChains(browser.driver).send_keys(Keys.ARROW_RIGHT).perform()
        told.append(css(browser, "#live").get_attribute("textContent"))
        assert css(browser, "#tip").text == plain(told[-1])
    assert len(set(told)) == 3
    ActionChains(browser.driver).send_keys(Keys.ARROW_LEFT).perform()
    assert css(browser, "#live").get_attribute("textContent") == told[1]
    ActionChains(browser.driver).send_keys(Keys.ESCAPE).perform()
    assert not css(browser, "#tip").is_displayed()


def plain(text: str | None) -> str:
    """Return a text as a browser tells what is visible: with plain spaces where lines must not break."""
    return (text or "").replace("\u00a0", " ")


def picked(browser: Browser) -> tuple[str, str]:
    """Return the day of the one picked row, and what the picker says."""
    (row,) = every(browser, "tr.picked")
    return row.get_attribute("data-date"), css(browser, "#picked").text


def test_the_booked_date_is_picked_first(browser: Browser) -> None:
    day, says = picked(browser)
    assert day == "2027-07-28"
    assert says.startswith("Wed 28 Jul 2027: score ")
    assert "booked" in says


def test_a_date_is_picked_by_the_keyboard(browser: Browser) -> None:
    days = [row.get_attribute("data-date") for row in every(browser, "#dates-table tbody tr")]
    slider = css(browser, "#pick")
    assert css(browser, "label[for=pick]").text == "Pick a test date"
    slider.send_keys(Keys.ARROW_RIGHT)
    after = days[days.index("2027-07-28") + 1]
    day, says = picked(browser)
    assert day == after
    assert plain(slider.get_attribute("aria-valuetext")) == says
    slider.send_keys(Keys.HOME)
    assert picked(browser)[0] == days[0]
    slider.send_keys(Keys.END)
    assert picked(browser)[0] == days[-1]


def test_arrow_keys_go_on_from_the_picked_date(browser: Browser) -> None:
    days = sorted({mark.get_attribute("data-date") for mark in every(browser, "#dates-figure svg [data-date]")})
    assert picked(browser)[0] == "2027-07-28"
    browser.driver.execute_script("arguments[0].focus()", css(browser, "#dates-figure"))
    ActionChains(browser.driver).send_keys(Keys.ARROW_RIGHT).perform()
    assert picked(browser)[0] == days[days.index("2027-07-28") + 1]


def test_a_step_is_announced_once(browser: Browser) -> None:
    """Of the two places that say a picked date only one is live; the slider speaks for itself."""
    nodes = browser.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    live = [
        (node["role"]["value"], one["value"]["value"])
        for node in nodes
        for one in node.get("properties", [])
        if one["name"] == "live" and one["value"]["value"] != "off"
    ]
    assert live == [("status", "polite")]


def test_the_name_of_a_picture_is_short_and_no_two_groups_share_one(browser: Browser) -> None:
    nodes = browser.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    named = [(n["role"]["value"], n.get("name", {}).get("value", "")) for n in nodes if not n["ignored"]]
    pictures = [name for role, name in named if role in ("image", "img", "graphics-document")]
    assert pictures == ["Practice scores, trend and forecast", "Chances by test date"]
    groups = [name for role, name in named if role in ("region", "group") and name]
    assert len(groups) == len(set(groups))


def test_a_date_is_picked_by_the_mouse(browser: Browser) -> None:
    mark = next(mark for mark in reversed(every(browser, "#dates-figure svg [data-date]")) if mark.is_displayed())
    browser.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", mark)
    ActionChains(browser.driver).move_to_element(mark).click().perform()
    assert picked(browser)[0] == mark.get_attribute("data-date")
    assert "picked" in mark.get_attribute("class")
    row = css(browser, "#dates-table tbody tr")
    browser.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", row)
    row.click()
    assert picked(browser)[0] == row.get_attribute("data-date")


@pytest.mark.parametrize("paper", PAPERS)
def test_it_prints_a_summary_of_two_pages_then_the_appendix(paper: str, browser: Browser) -> None:
    pages = [page.extract_text() for page in browser.printed(*PAPERS[paper]).pages]
    appendix = [number for number, text in enumerate(pages, start=1) if "Appendix:" in text]
    assert appendix[0] == 3
    for heading in SUMMARY:
        assert any(heading in text for text in pages[:2])
    assert "Pick a test date" not in "".join(pages)


@pytest.mark.parametrize("paper", PAPERS)
def test_the_one_page_prints_as_one(paper: str, browser: Browser, report: Path) -> None:
    browser.driver.get((report.parent / "one.html").as_uri())
    (page,) = browser.printed(*PAPERS[paper]).pages
    text = page.extract_text()
    assert all(heading in text for heading in ("Verdict", "Reasons", "Trend and forecast", "Test dates"))


def test_the_application_begins_on_a_page_of_its_own_and_fetches_nothing(browser: Browser, report: Path) -> None:
    page = report.parent / "applying.html"
    browser.driver.get(page.as_uri())
    assert browser.errors() == []
    assert browser.requests()[-1] == page.as_uri()
    assert browser.run("typeof window.planted") == "undefined"
    pages = [page.extract_text() for page in browser.printed(*PAPERS["a4"]).pages]
    begins = [number for number, text in enumerate(pages) if text.startswith("Application")]
    assert begins == [2]
    appendix = next(number for number, text in enumerate(pages) if "Appendix:" in text)
    assert "The list by tier" in "".join(pages[2:appendix])


@pytest.mark.parametrize("paper", PAPERS)
def test_a_long_word_does_not_shrink_the_print(paper: str, browser: Browser) -> None:
    """The title is 15 points high as the style sheet says, not scaled down to fit what is too wide."""
    sizes: list[float] = []

    def see(text: str, matrix: list[float], placed: list[float], _font: object, size: float) -> None:
        if text.startswith("Exam readiness"):
            sizes.append(size * abs(placed[3] * matrix[3]))

    browser.printed(*PAPERS[paper]).pages[0].extract_text(visitor_text=see)
    assert sizes
    assert sizes[0] == pytest.approx(15, rel=0.02)


def test_headings_and_landmarks_are_in_order(browser: Browser) -> None:
    nodes = browser.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    roles = [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes if not node["ignored"]]
    headings = [name for role, name in roles if role == "heading"]
    assert headings[0] == "Exam readiness: Step 2 CK"
    assert headings[1:6] == SUMMARY
    assert all(name.startswith("Appendix: ") for name in headings[6:])
    landmarks = [role for role, _ in roles if role in ("banner", "main", "contentinfo")]
    assert landmarks == ["banner", "main", "contentinfo"]
    pictures = [name for role, name in roles if role in ("image", "img", "graphics-document")]
    assert len(pictures) == 2
    assert all(name for role, name in roles if role in ("slider", "table", "region", "image"))


def test_every_control_is_reached_by_tab(browser: Browser) -> None:
    browser.driver.execute_script("document.activeElement.blur()")
    reached = []
    for _ in range(14):
        ActionChains(browser.driver).send_keys(Keys.TAB).perform()
        reached.append(browser.run("document.activeElement.id || document.activeElement.className"))
    assert reached[0] == "skip"
    wanted = [name for name in reached if name in ("trend-figure", "dates-figure", "pick")]
    assert wanted[:3] == ["trend-figure", "dates-figure", "pick"]


def test_it_is_readable_on_a_phone(browser: Browser) -> None:
    metrics = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
    browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    try:
        assert browser.run("document.documentElement.scrollWidth") <= 390
        shown = [svg.is_displayed() for svg in every(browser, "#trend-figure svg")]
        assert shown == [False, True]
        assert browser.run("parseFloat(getComputedStyle(document.body).fontSize)") >= 16
        letters = browser.run(
            "Math.min(...[...document.querySelectorAll('.narrow svg text')].map(t => t.getBoundingClientRect().height))"
        )
        assert letters >= 10
    finally:
        browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_the_first_tables_stand_whole_on_a_small_phone(browser: Browser) -> None:
    metrics = {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True}
    browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    try:
        for name in ("reasons", "opinions"):
            cells = every(browser, f"section[aria-labelledby={name}] :is(td, tbody th)")
            assert cells
            right = browser.driver.execute_script(
                "return Math.max(...arguments[0].map((cell) => cell.getBoundingClientRect().right))", cells
            )
            assert right <= 360
            assert len({cell.location["x"] for cell in cells}) == 1
    finally:
        browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_it_is_complete_without_its_script(without_scripts: Browser) -> None:
    assert css(without_scripts, ".verdict").is_displayed()
    assert not css(without_scripts, "#picker").is_displayed()
    assert len(every(without_scripts, "#dates-table tbody tr")) >= 5
    assert [svg.is_displayed() for svg in every(without_scripts, "figure svg")] == [True, False, True, False]
    assert [heading.text for heading in every(without_scripts, "h2")][:5] == SUMMARY
