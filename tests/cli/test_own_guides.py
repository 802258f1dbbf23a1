"""A guide nobody published, entered by its user: started, checked, chosen, and shown as own wherever it speaks."""

from pathlib import Path

import pytest

from tests.conftest import Ended, Stepready

NEW = "guide new cat-im --applicant non-us-img --specialty im"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "config" / "stepready" / "guides"


@pytest.fixture
def planned(stepready: Stepready) -> Stepready:
    stepready("plan set --on 2027-07-28 --applicant non-us-img --specialty internal-medicine")
    stepready("log nbme 11 226 --on 2027-07-01")
    stepready("log nbme 12 229 --on 2027-07-12")
    return stepready


def started(stepready: Stepready, folder: Path) -> Path:
    """Start a guide and take it into use."""
    assert stepready(NEW).code == 0
    file = folder / "cat-im.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("draft = true\n", ""), encoding="utf-8")
    return file


def plain(ended: Ended) -> str:
    return " ".join(ended.out.split())


def test_the_start_is_a_draft_that_is_fine_as_written(planned: Stepready, folder: Path) -> None:
    assert planned(NEW).code == 0
    fine = planned("guide", "check", folder / "cat-im.toml")
    assert (fine.code, fine.out.splitlines()[0]) == (0, f"{folder / 'cat-im.toml'}: fine")
    assert "cat-im (own, draft)" in planned("guide list").out
    assert planned("check --json").json["guide"] == "us-img"
    assert planned("check --guide cat-im --json").json["guide"] == "cat-im"


def test_no_file_is_ever_replaced(planned: Stepready, folder: Path) -> None:
    file = started(planned, folder)
    before = file.read_bytes()
    again = planned(NEW)
    assert again.code == 2
    assert again.err.startswith(f"error: {file} is there already; accepted: another name")
    assert file.read_bytes() == before
    assert planned("guide", "new", "pmr").err.startswith("error: 'pmr' is a guide of ours, which is never replaced")


def test_it_is_shown_as_own_wherever_it_speaks(planned: Stepready, folder: Path, tmp_path: Path) -> None:
    started(planned, folder)
    assert "Guide cat-im (own), " in plain(planned("check"))
    assert planned("check --json").json["own_guide"] is True
    assert "cat-im (own)" in planned("guide list").out
    assert planned("guide show cat-im").out.startswith("cat-im (own)\n")
    assert planned("guide cite cat-im/near-target").out.startswith("cat-im (own)\n")
    assert "guide cat-im (own)" in planned("why near-target").out
    assert "own: an example" in planned("why near-target").out
    assert "(cat-im (own))" in planned("dates").out
    assert "cat-im (own)" in planned("plan show").out
    planned("report", tmp_path / "r.html")
    assert "Guide: cat-im (own)" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_as_a_second_opinion_it_is_shown_as_own(planned: Stepready, folder: Path) -> None:
    started(planned, folder)
    planned("plan set --guide us-img")
    assert "cat-im (own)" in plain(planned("check"))
    opinions = {o["guide"]: o["own"] for o in planned("check --json").json["second_opinions"]}
    assert opinions["cat-im"] is True
    assert opinions["pmr"] is False


def test_a_broken_one_stops_only_what_it_would_decide(planned: Stepready, folder: Path) -> None:
    file = started(planned, folder)
    file.write_text(
        file.read_text(encoding="utf-8").replace('severity = "must"', 'severity = "musty"'), encoding="utf-8"
    )
    stopped = planned("check")
    assert stopped.code == 2
    assert f"stepready guide check {file}" in stopped.err
    assert stopped.err.count("error:") == 1
    for words in (
        "log nbme 13 231",
        "scores",
        "guide list",
        "check --guide us-img",
        "plan set --guide us-img",
    ):
        assert planned(words).code == 0, words
    assert planned("check").code == 0
    assert f"Left out: cat-im, 2 problems: stepready guide check {file}" in plain(planned("guide list"))
    assert [out["name"] for out in planned("guide list --json").json["left_out"]] == ["cat-im"]
    listed = planned("guide", "check", file)
    assert listed.code == 2
    assert listed.err.count("severity: found 'musty'; allowed: must") == 2
    assert f"cat-im is left out, 2 problems: stepready guide check {file}" in " ".join(planned("doctor").out.split())


def test_a_plan_and_an_export_may_name_it(planned: Stepready, folder: Path, tmp_path: Path) -> None:
    started(planned, folder)
    assert planned("plan set --guide cat-im").code == 0
    (tmp_path / "all.json").write_text(planned("export --json").out, encoding="utf-8")
    assert planned("--db", tmp_path / "other.db", "import", tmp_path / "all.json").code == 0


def test_output_is_never_written_over_it(planned: Stepready, folder: Path) -> None:
    file = started(planned, folder)
    assert planned("calendar", "--ics", file, "--force").code == 2
    assert file.read_text(encoding="utf-8").startswith("# A guide of your own: cat-im.")
