"""Fit the forecast's coefficients to a pairs file and write the data file the package ships.

    python benchmarks/fit_forecast.py PAIRS.csv [--out FILE]

What the pairs can tell is fitted: the lift over practice, the worth of a practice point, the line from exam
score to Free 120 percent, the personal gap, and the spread. What they cannot tell (their dates are rebuilt) is
given in `forecast_given.json`, each figure with its source. Standard library only.
"""

import argparse
import json
from collections.abc import Sequence
from copy import deepcopy
from functools import cache
from math import sqrt
from pathlib import Path
from typing import Any

from rebuilt_histories import EXAM_DAY, Person, history, read_pairs

from stepready.core.exam import Exam
from stepready.core.forecast import ForecastModel, Trend, fit
from stepready.core.forecast.spread import EVEN, Bell, reach
from stepready.guides.library import load_facts

HERE = Path(__file__).parent
GIVEN = HERE / "forecast_given.json"
OUT = HERE.parent / "src" / "stepready" / "guides" / "data" / "forecast.json"
FREEDOM = 4
ROUNDS = 60
TYPICAL_PERCENT = 79.0
QUANTILES = 100


def load_given() -> dict[str, Any]:
    """Return the figures that the pairs cannot tell, with the places of the fitted ones."""
    given: dict[str, Any] = json.loads(GIVEN.read_text(encoding="utf-8"))
    return given


def fit_data(people: Sequence[Person], given: dict[str, Any]) -> dict[str, Any]:
    """Return the data file's content: the given figures with the fitted ones filled in."""
    data = deepcopy(given)
    step2 = data["step2ck"]
    sample = step2["samples"]["free120"]
    trends = [_exams_only(person, data) for person in people]
    level, clipped = zip(*(_exam_day_level(trend) for trend in trends), strict=True)
    actual = [person.actual + under for person, under in zip(people, clipped, strict=True)]
    percents = [(x, person.free120) for x, person in zip(level, people, strict=True) if person.free120 is not None]
    base, slope = least_squares([[1.0, x] for x, _ in percents], [y for _, y in percents], [1.0] * len(percents))
    noise = sum((y - base - slope * x) ** 2 for x, y in percents) / (len(percents) - 2)
    rows = [
        [1.0, x, 0.0 if person.free120 is None else person.free120 - base - slope * x]
        for x, person in zip(level, people, strict=True)
    ]
    (at, worth, pull), scale = heavy_tailed_line(rows, actual)
    pivot = step2["lift"]["pivot"]
    step2["lift"] |= {"at_pivot": at - pivot, "worth": worth}
    per_point = slope / worth
    told = pull * noise / per_point
    binomial = TYPICAL_PERCENT * (100 - TYPICAL_PERCENT) / sample["items"]
    sample |= {
        "at": at,
        "percent": base,
        "per_point": per_point,
        "extra_sd": sqrt(max(noise - per_point**2 * told - binomial, 0.0)),
    }
    state = trends[0].state
    if state is None:
        raise SystemExit("error: a history without a usable score")
    step2["prior"]["gap_sd"] = sqrt(max(told - worth**2 * state.level_level, 0.0))
    step2["spread"]["scale"] = 0.0
    known = max((trend_of(person, data) for person in people), key=lambda trend: len(trend.seen))
    unknown = known.variance(EXAM_DAY)
    step2["spread"]["scale"] = sqrt(max(scale**2 - unknown, 0.0))
    step2["lift"]["at_pivot"] += _least_crps_shift(people, data)
    data["fitted"] = {"people": len(people), "free120": len(percents), "scale_of_misses": scale}
    data["peers"] = {"least_squares": _anchor_line(people)}
    return data


def _least_crps_shift(people: Sequence[Person], data: dict[str, Any]) -> float:
    """Return the shift of the lift that makes the mean CRPS least.

    Misses have a longer tail downward than a symmetric shape allows for: its best centre lies between median
    and mean (minimum CRPS estimation: Gneiting and Raftery, JASA 102 (2007), section 9.1).
    """
    pairs = [(bell, person.actual) for person in people if (bell := trend_of(person, data).bell(EXAM_DAY))]
    shifts = [i / 20 for i in range(-40, 41)]
    return min(shifts, key=lambda by: sum(crps(bell._replace(centre=bell.centre + by), y) for bell, y in pairs))


def crps(bell: Bell, actual: float) -> float:
    """Return the continuous ranked probability score, as the mean quantile loss over evenly spaced quantiles."""
    loss = 0.0
    for p, place in standard_quantiles(heavy=bell.heavy):
        miss = actual - bell.centre - bell.scale * place
        loss += p * miss if miss >= 0 else (p - 1) * miss
    return 2 * loss / QUANTILES


@cache
def standard_quantiles(*, heavy: bool) -> tuple[tuple[float, float], ...]:
    """Return evenly spaced shares and the quantiles of the standard shape at them."""
    shares = [(i + 0.5) / QUANTILES for i in range(QUANTILES)]
    return tuple((p, reach(abs(2 * p - 1), heavy=heavy) * (1 if p > EVEN else -1)) for p in shares)


def trend_of(person: Person, data: dict[str, Any]) -> Trend:
    """Fit the trend of a person's rebuilt history."""
    model = ForecastModel.from_data(data)
    return fit(history(person), (), exam=Exam.STEP2CK, as_of=EXAM_DAY, model=model, facts=load_facts())


def least_squares(rows: Sequence[Sequence[float]], values: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Solve weighted least squares by its normal equations."""
    size = len(rows[0])
    table = [
        [sum(w * row[i] * row[j] for row, w in zip(rows, weights, strict=True)) for j in range(size)]
        + [sum(w * row[i] * y for row, y, w in zip(rows, values, weights, strict=True))]
        for i in range(size)
    ]
    for i in range(size):
        pivot = max(range(i, size), key=lambda r, i=i: abs(table[r][i]))  # type: ignore[misc]
        table[i], table[pivot] = table[pivot], table[i]
        for r in range(size):
            if r != i:
                factor = table[r][i] / table[i][i]
                table[r] = [a - factor * b for a, b in zip(table[r], table[i], strict=True)]
    return [table[i][size] / table[i][i] for i in range(size)]


def heavy_tailed_line(rows: Sequence[Sequence[float]], values: Sequence[float]) -> tuple[list[float], float]:
    """Fit a line whose errors are Student t with four degrees of freedom, by EM; its coefficients and scale.

    Lange, Little and Taylor, Robust statistical modeling using the t distribution, JASA 84 (1989).
    """
    weights = [1.0] * len(rows)
    line: list[float] = []
    square = 1.0
    for _ in range(ROUNDS):
        line = least_squares(rows, values, weights)
        misses = [y - sum(b * x for b, x in zip(line, row, strict=True)) for row, y in zip(rows, values, strict=True)]
        square = sum(w * miss**2 for w, miss in zip(weights, misses, strict=True)) / len(rows)
        weights = [(FREEDOM + 1) / (FREEDOM + miss**2 / square) for miss in misses]
    return line, sqrt(square)


def _exams_only(person: Person, data: dict[str, Any]) -> Trend:
    """Fit the trend of a person's practice exams, the Free 120 set aside."""
    return trend_of(Person(anchor=person.anchor, free120=None, actual=person.actual), data)


def _exam_day_level(trend: Trend) -> tuple[float, float]:
    """Return the practice level on the exam day from the pivot, and how far it lay below the support."""
    state = trend.state
    if state is None:
        raise SystemExit("error: a history without a usable score")
    edge, pivot = trend.model.support.level, trend.model.lift.pivot
    ahead = trend.level_on(EXAM_DAY)
    gain = ahead.mean - state.level if ahead else 0.0
    return max(state.level, edge) - pivot + gain, max(edge - state.level, 0.0)


def _anchor_line(people: Sequence[Person]) -> dict[str, float]:
    """Fit ordinary least squares of actual on anchor: the peer to beat."""
    rows = [[1.0, person.anchor] for person in people]
    values = [person.actual for person in people]
    base, slope = least_squares(rows, values, [1.0] * len(rows))
    square = sum((y - base - slope * row[1]) ** 2 for row, y in zip(rows, values, strict=True)) / (len(rows) - 2)
    return {"base": base, "slope": slope, "sd": sqrt(square)}


def rounded(value: Any) -> Any:
    """Round every figure to six significant places, so that the file is readable and stable."""
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [rounded(item) for item in value]
    return float(f"{value:.6g}") if isinstance(value, float) else value


def main() -> None:
    """Read the pairs, fit, write the data file, and say what was fitted."""
    parser = argparse.ArgumentParser(description="Fit the forecast's coefficients to a pairs file.")
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    people = read_pairs(given.pairs)
    data = rounded(fit_data(people, load_given()))
    given.out.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    step2 = data["step2ck"]
    for name in ("lift", "prior", "spread"):
        print(name, {key: value for key, value in step2[name].items() if key != "source"})
    print("free120", {key: value for key, value in step2["samples"]["free120"].items() if key != "source"})
    print("fitted", data["fitted"], "peers", data["peers"])


if __name__ == "__main__":
    main()
