"""Score stepready's forecast and its peers on a pairs file, on the same people in the same run.

    python benchmarks/forecast_accuracy.py PAIRS.csv [--folds K] [--turns N] [--json]

Histories are rebuilt (see `rebuilt_histories`). Without --folds the shipped coefficients are used, and the
least-squares peer's from the same fit; with --folds both are fitted anew on each training part and scored on
the part kept back. A peer that names no interval is scored on its misses alone: its CRPS is its mean miss.
Standard library only.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from math import exp, pi, sqrt
from pathlib import Path
from statistics import NormalDist
from typing import Any

from fit_forecast import OUT, crps, crps_by_quantiles, fit_data, load_given, shares, trend_of
from rebuilt_histories import DAYS_BEFORE, EXAM_DAY, FREE120_DAYS, Person, folds, nbme_history, read_pairs

from stepready.core.forecast import predict
from stepready.core.forecast.distributions import Bell
from stepready.core.forecast.two_lines import candidates, headline, posters
from stepready.core.values import dataclass

NORMAL = NormalDist()
SHARES = (50, 80, 95)
PASS_MARK = 218
STEP_GUNNER_SD = 8.4
NBMECALC_SD = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """One forecast of one person: its centre, the ends of its intervals by share, and its CRPS."""

    mean: float
    ends: dict[int, tuple[float, float]]
    crps: float


def normal(mean: float, sd: float, actual: float) -> Guess:
    """Return a normal forecast; CRPS by Gneiting and Raftery, JASA 102 (2007), section 4.2."""
    z = (actual - mean) / sd
    score = sd * (z * (2 * NORMAL.cdf(z) - 1) + 2 * NORMAL.pdf(z) - 1 / sqrt(pi))
    reach = {share: sd * NORMAL.inv_cdf((1 + share / 100) / 2) for share in SHARES}
    return Guess(mean=mean, ends={share: (mean - r, mean + r) for share, r in reach.items()}, crps=score)


def point(mean: float, actual: float) -> Guess:
    """Return a forecast that names no interval."""
    return Guess(mean=mean, ends={}, crps=abs(actual - mean))


def ours(person: Person, data: dict[str, Any]) -> dict[str, Guess]:
    """Forecast with stepready: the mixture, and each of its lines alone; CRPS from quantiles."""
    trend = trend_of(person, data)
    told = predict(trend, EXAM_DAY, target=None, pass_mark=PASS_MARK)
    mixed = headline(trend, EXAM_DAY, pass_mark=PASS_MARK)
    lines = {"posters' line": posters(trend, EXAM_DAY), "candidates' line": candidates(trend, EXAM_DAY)}
    if told is None or mixed is None:
        raise SystemExit("error: a history without a usable score")
    ends = {50: (told.low50, told.high50), 80: (told.low80, told.high80), 95: (told.low95, told.high95)}
    loss = crps_by_quantiles([(p, mixed.quantile(p)) for p in shares()], person.actual)
    found = {"stepready": Guess(mean=told.mean, ends=ends, crps=loss)}
    return found | {f"- {name}": _of_bell(bell, person.actual) for name, bell in lines.items() if bell is not None}


def _of_bell(bell: Bell, actual: float) -> Guess:
    reach = {share: bell.half_width(share / 100) for share in SHARES}
    ends = {share: (bell.centre - by, bell.centre + by) for share, by in reach.items()}
    return Guess(mean=bell.centre, ends=ends, crps=crps(bell, actual))


def guesses(person: Person, data: dict[str, Any]) -> dict[str, Guess]:
    """Return stepready's and every peer's forecast of one person."""
    scores, actual = nbme_history(person.anchor), person.actual
    line = data["peers"]["least_squares"]
    return {
        **ours(person, data),
        "least squares on the anchor": normal(line["base"] + line["slope"] * person.anchor, line["sd"], actual),
        "Step Gunner's constants": normal(250 + 0.79 * (person.anchor - 250) + 9, STEP_GUNNER_SD, actual),
        "NBMEcalc's formula": nbmecalc(person),
        "raw anchor": point(person.anchor, actual),
        "mean of the last two": point((scores[-1] + scores[-2]) / 2, actual),
        "last score": point(scores[-1], actual),
    }


def nbmecalc(person: Person) -> Guess:
    """Apply NBMEcalc's published formula; its half-width 16 / sqrt(n) is read as two standard errors of 8."""
    values = [(float(v), exp(-d / 30)) for v, d in zip(nbme_history(person.anchor), DAYS_BEFORE, strict=True)]
    if person.free120 is not None:
        values.append((248 + person.free120 - 75, exp(-FREE120_DAYS / 30)))
    mean = sum(v * w for v, w in values) / sum(w for _, w in values)
    return normal(mean, NBMECALC_SD / sqrt(len(values)), person.actual)


def interval_score(low: float, high: float, actual: float, share: int) -> float:
    """Return the interval score (lower is better): width, and a penalty for missing (Gneiting and Raftery, 6.2)."""
    alpha = 1 - share / 100
    return high - low + 2 / alpha * (max(low - actual, 0.0) + max(actual - high, 0.0))


def table(rows: Sequence[tuple[Person, dict[str, Guess]]]) -> list[dict[str, Any]]:
    """Sum up every forecaster: n, MAE, RMSE, bias, CRPS, coverage, and score and width of the 80 % interval."""
    return [_line(name, [(person.actual, found[name]) for person, found in rows]) for name in rows[0][1]]


def _line(name: str, pairs: Sequence[tuple[float, Guess]]) -> dict[str, Any]:
    n = len(pairs)
    misses = [guess.mean - actual for actual, guess in pairs]
    line: dict[str, Any] = {
        "forecast": name,
        "n": n,
        "mae": sum(abs(miss) for miss in misses) / n,
        "rmse": sqrt(sum(miss**2 for miss in misses) / n),
        "bias": sum(misses) / n,
        "crps": sum(guess.crps for _, guess in pairs) / n,
    }
    for share in SHARES:
        inside = [guess.ends[share][0] <= actual <= guess.ends[share][1] for actual, guess in pairs if guess.ends]
        line[f"cover{share}"] = sum(inside) / n if inside else None
    ends = [(*guess.ends[80], actual) for actual, guess in pairs if guess.ends]
    line["interval_score80"] = sum(interval_score(*row, 80) for row in ends) / n if ends else None
    line["width80"] = sum(high - low for low, high, _ in ends) / n if ends else None
    return line


def text(lines: Sequence[dict[str, Any]]) -> str:
    """Write the table for people."""
    heads = ("n", "mae", "rmse", "bias", "crps", "cover50", "cover80", "cover95", "interval_score80", "width80")
    titles = ("n", "MAE", "RMSE", "bias", "CRPS", "50 %", "80 %", "95 %", "score80", "width80")
    rows = [f"{'':<28}" + "".join(f"{title:>9}" for title in titles)]
    for line in lines:
        cells = "".join(f"{_cell(head, line[head]):>9}" for head in heads)
        rows.append(f"{line['forecast']:<28}{cells}")
    return "\n".join(rows)


def _cell(head: str, value: float | None) -> str:
    if value is None:
        return "-"
    if head == "n":
        return str(value)
    return f"{100 * value:.1f}" if head.startswith("cover") else f"{value:.2f}"


def evaluated(people: Sequence[Person], count: int, turns: int) -> list[tuple[Person, dict[str, Guess]]]:
    """Forecast every person: with the shipped coefficients, or cross-validated in `count` folds, `turns` times."""
    if count == 0:
        data = json.loads(OUT.read_text(encoding="utf-8"))
        return [(person, guesses(person, data)) for person in people]
    rows = []
    for turn in range(turns):
        for training, held in folds(people, count, turn):
            data = fit_data(training, load_given())
            rows += [(person, guesses(person, data)) for person in held]
    return rows


def main() -> None:
    """Read the pairs, score everyone, print the table."""
    parser = argparse.ArgumentParser(description="Score the forecast and its peers on a pairs file.")
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--folds", type=int, default=0, help="cross-validate in this many folds (0: shipped figures)")
    parser.add_argument("--turns", type=int, default=1, help="how often to cross-validate with other folds")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    lines = table(evaluated(read_pairs(given.pairs), given.folds, given.turns))
    try:
        _print(lines, given)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, `head` say, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _print(lines: Sequence[dict[str, Any]], given: argparse.Namespace) -> None:
    """Print the table as asked for."""
    if given.json:
        print(json.dumps({"histories": "rebuilt", "folds": given.folds, "turns": given.turns, "rows": lines}, indent=2))
    else:
        print(text(lines))
        print("Histories were rebuilt from anchors. Intervals of 80 %: mean score (lower is better) and mean width.")


if __name__ == "__main__":
    main()
