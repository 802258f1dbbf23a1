"""The sample logs come to the verdicts that their page names."""

import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Stepready

SAMPLES = Path(__file__).parents[2] / "sample_logs"
DATA: list[dict[str, Any]] = tomllib.loads((SAMPLES / "samples.toml").read_text(encoding="utf-8"))["sample"]


@pytest.mark.parametrize("sample", DATA, ids=[sample["story"] for sample in DATA])
def test_a_sample_comes_to_its_verdict(sample: dict[str, Any], stepready: Stepready) -> None:
    day = ("--today", sample["today"])
    assert stepready(*day, "plan", "set", *shlex.split(sample["plan"])).code == 0
    assert stepready(*day, "import", SAMPLES / sample["log"]).code == 0
    checked = stepready(*day, "check", "--json").json
    assert checked["guide"] == sample["guide"]
    assert checked["exam_decision"]["verdict"] == sample["exam"], checked["exam_decision"]["because"]
    assert checked["application_decision"]["verdict"] == sample["application"]


def test_every_guide_has_its_sample(stepready: Stepready) -> None:
    guides = {guide["name"] for guide in stepready("guide list --json").json["guides"]}
    assert {sample["guide"] for sample in DATA} == guides


def test_the_table_of_the_page_names_the_same_verdicts() -> None:
    page = (SAMPLES / "README.md").read_text(encoding="utf-8")
    for sample in DATA:
        row = next(line for line in page.splitlines() if line.startswith(f"| `{sample['log']}`"))
        assert sample["guide"] in row
        assert f"| {sample['exam']}, " in row


def test_the_broken_sample_names_its_eight_bad_lines_and_adds_nothing(stepready: Stepready) -> None:
    stepready("plan set --exam step2ck")
    ended = stepready("import", SAMPLES / "broken.csv")
    assert ended.code == 2
    assert ended.err.count("error:") == 1
    for line in (3, 4, 5, 6, 7, 8, 9, 10):
        assert f"line {line}" in ended.err
    assert "line 2:" not in ended.err
    assert stepready("scores --json").json["scores"] == []
