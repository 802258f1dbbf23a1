"""Fit the forecast's coefficients to a pairs file and write the data file the package ships.

    python benchmarks/fit_forecast.py PAIRS.csv [--out FILE]

What the pairs can tell is fitted: the line from practice level to Free 120 percent, the lift over practice, the
worth of a practice point, and the spread. What they cannot tell (their dates are rebuilt) is
given in `forecast_given.json`, each figure with its source. Standard library only.
"""

import argparse
import json
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from functools import cache
from math import log, log1p, sqrt
from pathlib import Path
from typing import Any

from rebuilt_histories import EXAM_DAY, FREE120_DAYS, Person, history, read_pairs

from stepready.core.facts.exam import Exam
from stepready.core.forecast import ForecastModel, Trend, fit
from stepready.core.forecast.distributions import EVEN, Bell, reach
from stepready.core.forecast.two_lines import posters
from stepready.guides.library import load_facts

HERE = Path(__file__).parent
GIVEN = HERE / "forecast_given.json"
OUT = HERE.parent / "src" / "stepready" / "guides" / "data" / "forecast.json"
FREEDOM = 4
ROUNDS = 60
TYPICAL_PERCENT = 79.0
QUANTILES = 100
PRUDENCE = 1.05  # ours: people who post are more alike than those the forecast is for


def load_given() -> dict[str, Any]:
    """Return the figures that the pairs cannot tell, with the places of the fitted ones."""
    given: dict[str, Any] = json.loads(GIVEN.read_text(encoding="utf-8"))
    return given


def fit_data(people: Sequence[Person], given: dict[str, Any]) -> dict[str, Any]:
    """Return the data file's content: the given figures with the fitted ones filled in."""
    data = deepcopy(given)
    step2 = data["step2ck"]
    step2["samples"]["free120"] |= _percent_line(people, data)
    placed = [_exam_day_level(trend_of(person, data)) for person in people]
    rows = [[1.0, level] for level, _ in placed]
    actual = [person.actual + under for person, (_, under) in zip(people, placed, strict=True)]
    (at, worth), _ = heavy_tailed_line(rows, actual)
    step2["lift"] |= {"at_pivot": at - step2["lift"]["pivot"], "worth": worth}
    step2["lift"]["at_pivot"] += _least_crps_shift(people, data)
    step2["spread"]["scale"] = PRUDENCE * _likeliest_scale(people, data)
    step2["candidates"] |= _practice_on_result(people, data)
    data["fitted"] = {"people": len(people), "free120": sum(person.free120 is not None for person in people)}
    data["peers"] = {"least_squares": _anchor_line(people)}
    return data


def _percent_line(people: Sequence[Person], data: dict[str, Any]) -> dict[str, float]:
    """Fit the Free 120's percent to the practice level that the exams alone give on its day."""
    day, pivot = EXAM_DAY - timedelta(days=FREE120_DAYS), data["step2ck"]["lift"]["pivot"]
    pairs = []
    for person in people:
        level = _exams_only(person, data).level_on(day)
        if level is not None and person.free120 is not None:
            pairs.append((level, person.free120))
    rows = [[1.0, level.mean - pivot] for level, _ in pairs]
    percents = [percent for _, percent in pairs]
    base, slope = least_squares(rows, percents, [1.0] * len(rows))
    square = sum((y - base - slope * row[1]) ** 2 for row, y in zip(rows, percents, strict=True)) / (len(rows) - 2)
    of_level = slope**2 * sum(level.sd**2 for level, _ in pairs) / len(pairs)
    binomial = TYPICAL_PERCENT * (100 - TYPICAL_PERCENT) / data["step2ck"]["samples"]["free120"]["items"]
    extra = sqrt(max(square - of_level - binomial, 0.0))
    return {"at": pivot, "percent": base, "per_point": slope, "extra_sd": extra}


def _likeliest_scale(people: Sequence[Person], data: dict[str, Any]) -> float:
    """Return the exam's own scale that makes the actual scores likeliest, given what is not known of each person."""
    trends = [(trend_of(person, data), person.actual) for person in people]

    def unlikelihood(scale: float) -> float:
        total = 0.0
        for trend, actual in trends:
            spread = replace(trend.model.spread, scale=scale)
            bell = posters(replace(trend, model=replace(trend.model, spread=spread)), EXAM_DAY)
            if bell is not None:
                total += log(bell.scale) + (FREEDOM + 1) / 2 * log1p(
                    ((actual - bell.centre) / bell.scale) ** 2 / FREEDOM
                )
        return total

    return min((i / 20 for i in range(40, 141)), key=unlikelihood)


def _practice_on_result(people: Sequence[Person], data: dict[str, Any]) -> dict[str, float]:
    """Regress the practice level on the result, what the gain ahead is worth taken off; what is not known of it too."""
    trends = [trend_of(person, data) for person in people]
    worth = data["step2ck"]["lift"]["worth"]
    rows = [[1.0, person.actual - worth * trend.gain(EXAM_DAY)] for person, trend in zip(people, trends, strict=True)]
    levels = [trend.lifted_level for trend in trends]
    base, slope = least_squares(rows, levels, [1.0] * len(rows))
    square = sum((y - base - slope * row[1]) ** 2 for row, y in zip(rows, levels, strict=True)) / (len(rows) - 2)
    known = sum(trend.level_variance(trend.last_day) for trend in trends) / len(trends)
    return {"base": base, "slope": slope, "sd": sqrt(max(square - known, 0.0))}


def _least_crps_shift(people: Sequence[Person], data: dict[str, Any]) -> float:
    """Return the shift of the lift that makes the mean CRPS least.

    Misses have a longer tail downward than a symmetric shape allows for: its best centre lies between median
    and mean (minimum CRPS estimation: Gneiting and Raftery, JASA 102 (2007), section 9.1).
    """
    pairs = [(bell, person.actual) for person in people if (bell := posters(trend_of(person, data), EXAM_DAY))]
    shifts = [i / 20 for i in range(-40, 41)]
    return min(shifts, key=lambda by: sum(crps(bell._replace(centre=bell.centre + by), y) for bell, y in pairs))


def crps(bell: Bell, actual: float) -> float:
    """Return a bell's continuous ranked probability score."""
    places = [(p, bell.centre + bell.scale * place) for p, place in standard_quantiles(heavy=bell.heavy)]
    return crps_by_quantiles(places, actual)


def crps_by_quantiles(quantiles: Sequence[tuple[float, float]], actual: float) -> float:
    """Return the continuous ranked probability score: the mean quantile loss over evenly spaced (share, quantile)."""
    misses = [(p, actual - place) for p, place in quantiles]
    return 2 * sum(p * miss if miss >= 0 else (p - 1) * miss for p, miss in misses) / len(misses)


def shares() -> tuple[float, ...]:
    """Return the evenly spaced shares that quantiles are taken at."""
    return tuple((i + 0.5) / QUANTILES for i in range(QUANTILES))


@cache
def standard_quantiles(*, heavy: bool) -> tuple[tuple[float, float], ...]:
    """Return the shares and the quantiles of the standard shape at them."""
    return tuple((p, reach(abs(2 * p - 1), heavy=heavy) * (1 if p > EVEN else -1)) for p in shares())


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
    edge, pivot, level = trend.model.support.level, trend.model.lift.pivot, trend.lifted_level
    ahead = trend.level_on(EXAM_DAY)
    gain = ahead.mean - state.level if ahead else 0.0
    return max(level, edge) - pivot + gain, max(edge - level, 0.0)


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
    for name in ("lift", "spread"):
        print(name, {key: value for key, value in step2[name].items() if key != "source"})
    print("free120", {key: value for key, value in step2["samples"]["free120"].items() if key != "source"})
    print("fitted", data["fitted"], "peers", data["peers"])


if __name__ == "__main__":
    main()
