"""The application page of a report: who gets it, what stands on it, that no chance stands without its range."""

import re
from pathlib import Path

import pytest

from tests.conftest import Stepready
from tests.report.pages import PLANTED, Page, write

HEAD = "name,specialty,track,min_step2,attempts_max,years_max,visa_j1,us_months_min,source,as_of"


@pytest.fixture
def applicant(stepready: Stepready, tmp_path: Path) -> Stepready:
    """Set a recent non-US graduate with a table of programmes, one of them with a hostile name, and a list."""
    plan = "plan set --on 2027-08-11 --applicant non-us-img --specialty internal-medicine --season 2028 --target 240"
    assert stepready(plan).code == 0
    for form, score, day in ((10, 232, "2027-06-05"), (11, 236, "2027-06-20"), (12, 239, "2027-07-05")):
        assert stepready(f"log nbme {form} {score} --on {day}").code == 0
    assert stepready("profile set --visa j1 --graduated 2025 --us-months 3").code == 0
    rows = [f"Hospital {n},im,C,220,2,10,yes,0,site,2027-05-01" for n in range(40)]
    rows += [f'"{PLANTED}",im,C,225,2,10,,0,site,2027-05-01', "Closed,im,C,220,2,10,no,0,site,2027-05-01"]
    (tmp_path / "t.csv").write_text("\n".join((HEAD, *rows)), encoding="utf-8")
    assert stepready("programs", "import", tmp_path / "t.csv").code == 0
    assert stepready("shortlist build").code == 0
    return stepready


def test_everything_an_advisor_asks_for_is_there(applicant: Stepready, tmp_path: Path) -> None:
    page = Page(write(applicant, tmp_path / "r.html"))
    assert [text for _, text in page.all("h2")][5] == "Application"
    assert [text for _, text in page.all("h3")] == [
        "Profile",
        "What the guide says",
        "The list by tier",
        "What it may bring",
        "Costs",
        "Facts still open",
        "Other test days",
        "Days ahead",
    ]
    check = applicant("check --json").json
    assert {key: page.data[key] for key in check} == check
    assert any(text.startswith("Your list:") for text in check["notices"])
    shown = applicant("shortlist --json").json
    data = page.data["application"]
    assert data["shortlist"] == shown
    assert data["compare"] == applicant("shortlist compare --json").json["rows"]
    assert data["missing"] == applicant("programs missing --json").json["missing"]
    captions = [text for _, text in page.all("caption")]
    assert {"Core: 40", "Unknown: 1"} <= set(captions)


def test_no_chance_of_a_match_stands_without_its_range(applicant: Stepready, tmp_path: Path) -> None:
    text = write(applicant, tmp_path / "r.html")
    page = Page(text)
    said = [text for _, text in page.all("p") if "a match" in text]
    assert said
    assert all(re.search(r"a match \d+-\d+\u00a0%", text) for text in said)
    heads = [text for _, text in page.all("th")]
    assert "Match" in heads
    low, high = page.data["application"]["shortlist"]["p_match"].values()
    assert low < high


def test_a_hostile_name_of_a_programme_stays_text(applicant: Stepready, tmp_path: Path) -> None:
    text = write(applicant, tmp_path / "r.html")
    assert PLANTED not in text
    assert len(Page(text).all("script")) == 2
    assert any(PLANTED in text for _, text in Page(text).all("th"))


@pytest.mark.parametrize("option", ["--anonymous", "--one-page"])
def test_a_summary_and_an_anonymous_page_leave_the_application_out(
    applicant: Stepready, tmp_path: Path, option: str
) -> None:
    page = Page(write(applicant, tmp_path / "r.html", option))
    assert "Application" not in [text for _, text in page.all("h2")]
    assert page.data["application"] is None


def test_the_digest_follows_the_list(applicant: Stepready, tmp_path: Path) -> None:
    def digest() -> str:
        found: str = Page(write(applicant, tmp_path / "r.html")).data["report"]["digest"]
        return found

    before = digest()
    assert digest() == before
    applicant("shortlist drop 3")
    assert digest() != before
    assert applicant("report", "--verify", tmp_path / "r.html").code == 0


def test_who_says_nothing_of_applying_gets_no_such_page(stepready: Stepready, tmp_path: Path) -> None:
    assert stepready("plan set --on 2027-08-11 --season 2028").code == 0
    page = Page(write(stepready, tmp_path / "r.html"))
    assert "Application" not in [text for _, text in page.all("h2")]
