"""A data file with a problem is refused, with every problem's file, path, what was found and what is allowed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from stepready.core.guide.guide import Rule
from stepready.guides import HERE
from stepready.guides.loader import load_data
from stepready.guides.strict import DataError

TESTS = Path(__file__).parent
BROKEN = sorted((TESTS / "broken").glob("*.toml"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder with the real data and the small guide beside them."""
    for folder in ("data", "cases"):
        shutil.copytree(HERE / folder, tmp_path / folder)
        shutil.copytree(TESTS / "small" / folder, tmp_path / folder, dirs_exist_ok=True)
    return tmp_path


def said(file: Path, key: str) -> Iterator[str]:
    """Return what a broken file's opening comments say under a key."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith(f"# {key}: "):
            yield line.removeprefix(f"# {key}: ")


def test_the_small_guide_is_sound(root: Path) -> None:
    assert "small" in [guide.name for guide in load_data(root).guides]


@pytest.mark.parametrize("file", BROKEN, ids=lambda file: file.stem)
def test_broken_file_is_refused_with_every_problem_named(file: Path, root: Path) -> None:
    (place,) = said(file, "replaces")
    expected = list(said(file, "expects"))
    shutil.copy(file, root / place)
    with pytest.raises(DataError) as caught:
        load_data(root)
    problems = [str(problem) for problem in caught.value.problems]
    missing = [words for words in expected if not any(words in problem for problem in problems)]
    assert not missing, problems
    assert len(problems) == len(expected), problems


def test_every_broken_file_says_what_it_expects() -> None:
    assert len(BROKEN) > 30
    assert all(list(said(file, "expects")) for file in BROKEN)


def test_problems_of_several_files_are_reported_together(root: Path) -> None:
    shutil.copy(TESTS / "broken" / "no-citation.toml", root / "data" / "small.toml")
    (root / "data" / "exams.toml").write_text("[lag]\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_data(root)
    assert {problem.file for problem in caught.value.problems} >= {"data/small.toml", "data/exams.toml"}
    assert caught.value.message.startswith("guide data cannot be used: ")
    assert "\n" not in caught.value.message
    assert len(caught.value.details) == len(caught.value.problems)


def test_a_missing_file_is_a_problem(root: Path) -> None:
    (root / "data" / "readings.toml").unlink()
    with pytest.raises(DataError) as caught:
        load_data(root)
    assert "data/readings.toml: the file is missing" in caught.value.details


def test_a_guide_without_a_cases_file_is_refused(root: Path) -> None:
    (root / "cases" / "small.toml").unlink()
    with pytest.raises(DataError) as caught:
        load_data(root)
    assert "cases/small.toml: the file is missing" in caught.value.details


def test_a_new_guide_needs_no_python(root: Path) -> None:
    guide = next(guide for guide in load_data(root).guides if guide.name == "small")
    assert [type(rule) for rule in guide.rules] == [Rule]
