"""A sixth guide is two TOML files: with them alone it is loaded, judged, chosen, heard as an opinion and documented."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from stepready.guides import HERE, library
from stepready.guides.compile import write_compiled
from stepready.guides.library import load
from stepready.guides.page import page
from tests.conftest import Stepready

SIXTH = "neuro-us-md"


@pytest.fixture
def six(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Read the data from a copy that holds a sixth guide, made of two files."""
    root = tmp_path / "six"
    for folder, old, new in (("data", 'name = "pmr"', f'name = "{SIXTH}"\napplicant = "us-md"'), ("cases", "", "")):
        shutil.copytree(HERE / folder, root / folder)
        text = (HERE / folder / "pmr.toml").read_text(encoding="utf-8")
        text = text.replace(old, new, 1).replace('specialty = "pmr"', 'specialty = "neurology"')
        (root / folder / f"{SIXTH}.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(library, "COMPILED", write_compiled(root))
    monkeypatch.setattr(library, "IS_CHECKOUT", False)
    for read in (library.load, library.load_facts, library.content):
        read.cache_clear()
    yield
    for read in (library.load, library.load_facts, library.content):
        read.cache_clear()


@pytest.mark.usefixtures("six")
def test_two_files_make_a_sixth_guide(stepready: Stepready) -> None:
    assert SIXTH in load().guides
    assert len(load().guides) == len(list((HERE / "cases").glob("*.toml")))  # the shared rules have cases too
    assert SIXTH in stepready("guide list").out
    assert stepready("guide", "show", SIXTH).code == 0
    stepready("plan set --on 2027-07-28 --applicant us-md --specialty neurology")
    stepready("log nbme 11 236 --on 2027-07-01")
    stepready("log nbme 12 239 --on 2027-07-12")
    checked = stepready("check --json").json
    assert (checked["guide"], checked["exam_decision"]["verdict"]) == (SIXTH, "go")
    assert {opinion["guide"] for opinion in checked["second_opinions"]} == set(load().guides) - {SIXTH}


@pytest.mark.usefixtures("six")
def test_it_is_heard_as_a_second_opinion_and_documented(stepready: Stepready) -> None:
    stepready("plan set --on 2027-07-28 --applicant us-img --specialty pmr")
    assert SIXTH in {opinion["guide"] for opinion in stepready("check --json").json["second_opinions"]}
    text = page(load())
    assert f"## {SIXTH}\n" in text
    assert text.count(f"[{SIXTH}](#{SIXTH})") == 1
