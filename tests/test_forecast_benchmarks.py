"""The fitting and checking programs, on made-up people whose truth is known."""

import csv
import importlib
import json
import random
import subprocess
import sys
from math import exp, pi, sqrt
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
FIT, ACCURACY = ROOT / "benchmarks" / "fit_forecast.py", ROOT / "benchmarks" / "forecast_accuracy.py"
TRUE_SLOPE = 0.6
COLUMNS = ("person", "anchor", "free120_percent", "actual")


def write_people(path: Path, count: int) -> Path:
    """Write people whose exam score is 255 + 0.6 * (anchor - 245) +- 4, and whose Free 120 follows it."""
    source = random.Random(7)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        for i in range(count):
            anchor = source.uniform(230, 270)
            actual = 255 + TRUE_SLOPE * (anchor - 245) + source.gauss(0, 4)
            percent = "" if i % 4 == 0 else round(78 + 0.7 * (actual - 255) + source.gauss(0, 3), 1)
            table.writerow([f"p{i}", f"{anchor:.2f}", percent, round(actual)])
    return path


def ran(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *map(str, words)], capture_output=True, text=True, check=False, cwd=ROOT)


def test_fitting_finds_the_truth_behind_made_up_people(tmp_path: Path) -> None:
    out = tmp_path / "forecast.json"
    done = ran(FIT, write_people(tmp_path / "pairs.csv", 400), "--out", out)
    assert done.returncode == 0, done.stderr
    fitted = json.loads(out.read_text())["step2ck"]
    assert fitted["lift"]["worth"] == pytest.approx(TRUE_SLOPE, abs=0.04)
    # A practice point is worth 0.6 exam points, each 0.7 percent of the Free 120.
    assert fitted["samples"]["free120"]["per_point"] == pytest.approx(0.7 * TRUE_SLOPE, abs=0.05)


def test_fitting_is_deterministic(tmp_path: Path) -> None:
    people = write_people(tmp_path / "pairs.csv", 60)
    texts = []
    for name in ("one.json", "two.json"):
        ran(FIT, people, "--out", tmp_path / name)
        texts.append((tmp_path / name).read_text())
    assert texts[0] == texts[1]


def test_accuracy_scores_every_peer_on_the_same_people(tmp_path: Path) -> None:
    done = ran(ACCURACY, write_people(tmp_path / "pairs.csv", 40), "--folds", 4, "--json")
    assert done.returncode == 0, done.stderr
    rows = {row["forecast"]: row for row in json.loads(done.stdout)["rows"]}
    assert len(rows) == 9
    assert {row["n"] for row in rows.values()} == {40}
    for measure in ("mae", "rmse", "bias", "crps"):
        assert all(row[measure] is not None for row in rows.values()), measure
    for share in (50, 80, 95):
        assert 0 < rows["stepready"][f"cover{share}"] <= 1
    assert rows["raw anchor"]["crps"] == rows["raw anchor"]["mae"]


def test_a_chance_to_change_the_verdict_is_held_against_simulated_exams() -> None:
    done = ran(ROOT / "benchmarks" / "next_exam.py", "--draws", 400, "--json")
    rows = json.loads(done.stdout)["rows"]
    assert {row["guide"] for row in rows} >= {"pmr", "us-img", "med-peds-non-us-img"}
    assert any(row["shown"] > 0.5 for row in rows)
    # 400 draws scatter by .025 at most, three of which and the .03 allowed are .1.
    assert all(abs(row["off"]) < 0.1 for row in rows)


def test_accuracy_in_words_says_that_histories_were_rebuilt(tmp_path: Path) -> None:
    done = ran(ACCURACY, write_people(tmp_path / "pairs.csv", 10))
    assert "rebuilt" in done.stdout
    assert "least squares on the anchor" in done.stdout


def test_a_file_of_another_format_is_refused_in_one_line(tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")
    done = ran(ACCURACY, other)
    assert done.returncode == 1
    assert done.stderr.startswith("error: other.csv")
    assert "Traceback" not in done.stderr


@pytest.fixture
def accuracy(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    return importlib.import_module("forecast_accuracy")


@pytest.mark.parametrize("anchor", [204.37, 231.5, 247.68, 266.13])
def test_a_rebuilt_history_has_the_anchor_as_its_weighted_mean(accuracy: Any, anchor: float) -> None:
    values = accuracy.nbme_history(anchor)
    weights = [exp(-days / 30) for days in (40, 25, 14, 7)]
    mean = sum(v * w for v, w in zip(values, weights, strict=True)) / sum(weights)
    assert mean == pytest.approx(anchor, abs=0.5)
    assert values[-1] - values[0] == pytest.approx(1.73 * 33 / 7, abs=1)


def test_crps_of_a_normal_at_its_centre_is_known(accuracy: Any) -> None:
    # sd * (2 pdf(0) - 1 / sqrt(pi)) = sd * (sqrt(2) - 1) / sqrt(pi)
    assert accuracy.normal(250.0, 8.0, 250.0).crps == pytest.approx(8 * (sqrt(2) - 1) / sqrt(pi))


def test_our_crps_agrees_with_the_formula_for_a_normal(accuracy: Any) -> None:
    from stepready.core.forecast.distributions import Bell

    for actual in (231.0, 250.0, 262.0):
        ours = accuracy.crps(Bell(250.0, 8.0, heavy=False), actual)
        assert ours == pytest.approx(accuracy.normal(250.0, 8.0, actual).crps, rel=0.01)


@pytest.mark.parametrize(("actual", "score"), [(250, 20), (240, 20), (238, 20 + 10 * 2), (263, 20 + 10 * 3)])
def test_the_interval_score_is_width_and_ten_times_the_miss_at_80_percent(
    accuracy: Any, actual: float, score: float
) -> None:
    assert accuracy.interval_score(240.0, 260.0, actual, 80) == pytest.approx(score)


def test_nbmecalc_weighs_the_free_120_by_its_own_formula(accuracy: Any) -> None:
    # 248 + (percent - 75), so a percent of 75 pulls towards 248.
    with_free120 = accuracy.nbmecalc(accuracy.Person(anchor=248.0, free120=75.0, actual=255.0))
    assert with_free120.mean == pytest.approx(248, abs=0.3)
