"""The locked versions are what pyproject.toml allows, all of them, and what users install has an upper bound."""

import re
import tomllib
from pathlib import Path

import pytest

requirements = pytest.importorskip("packaging.requirements", reason="comes with the tools of development")

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
TOOLS = "dev"


def folded(name: str) -> str:
    return re.sub("[-_.]+", "-", name).lower()


def locked() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("==") for line in lines if not line.startswith("#")]
    return {folded(name): version for name, version in pairs}


@pytest.mark.parametrize("named", [*PROJECT["dependencies"], *(each for extra in EXTRAS.values() for each in extra)])
def test_what_is_named_is_locked_within_its_bounds(named: str) -> None:
    wanted = requirements.Requirement(named)
    assert wanted.specifier.contains(locked()[folded(wanted.name)], prereleases=True)


def test_what_runs_for_users_has_an_upper_bound() -> None:
    run = [*PROJECT["dependencies"], *(each for name, extra in EXTRAS.items() if name != TOOLS for each in extra)]
    bounds = {named: {one.operator for one in requirements.Requirement(named).specifier} for named in run}
    assert [named for named, found in bounds.items() if not found & {"<", "=="}] == []
