"""Draw how often the posters' intervals hold the score against how often they say they do, cross-validated.

    python benchmarks/calibration_picture.py PAIRS.csv [--out FILE.svg]

The picture holds shares over all people, no person's figures. Standard library only.
"""

import argparse
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from fit_forecast import fit_data, load_given, trend_of
from rebuilt_histories import EXAM_DAY, Person, folds, read_pairs

from stepready.core.forecast.two_lines import posters

OUT = Path(__file__).parent.parent / "docs" / "forecast-calibration.svg"
FOLDS, TURNS = 10, 5
SHARES = tuple(range(10, 100, 10))
BARS = 10
SIDE, LEFT, TOP, APART = 240, 66, 40, 90
TITLES = ("Intervals: promised and kept", "Where results fall in their forecast")


def places(people: Sequence[Person]) -> list[float]:
    """Return, for every held-back person, the forecast's share below the actual score (0-1)."""
    found = []
    for turn in range(TURNS):
        for training, held in folds(people, FOLDS, turn):
            data = fit_data(training, load_given())
            for person in held:
                line = posters(trend_of(person, data), EXAM_DAY)
                if line is not None:
                    found.append(1 - line.at_least(person.actual))
    return found


def kept(below: Sequence[float], share: int) -> float:
    """Return the share (0-1) of people whose score fell inside the central interval that promises `share` %."""
    return sum(abs(2 * place - 1) <= share / 100 for place in below) / len(below)


def picture(below: Sequence[float], people: int) -> str:
    """Return the picture as SVG."""
    width, height = 2 * SIDE + 2 * LEFT + APART, SIDE + TOP + 60
    note = f"{people} people, {FOLDS} folds, {TURNS} turns, every person forecast from others' data; histories rebuilt."
    box = f'viewBox="0 0 {width} {height}" role="img" font-family="sans-serif" font-size="12" fill="#333"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {box}>',
        f"<title>{escape(TITLES[0])}; {escape(TITLES[1].lower())}</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        *_coverage(below, LEFT),
        *_histogram(below, LEFT + SIDE + APART),
        f'<text x="{LEFT}" y="{height - 8}" fill="#666">{escape(note)}</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _coverage(below: Sequence[float], left: int) -> Iterator[str]:
    """Draw promised against kept shares, with the line of exact promises."""
    yield from _frame(left, TITLES[0], "promised", "kept")
    yield f'<path d="M{left} {TOP + SIDE} l{SIDE} {-SIDE}" stroke="#999" stroke-dasharray="4 4" fill="none"/>'
    points = [(left + SIDE * share / 100, TOP + SIDE * (1 - kept(below, share))) for share in SHARES]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    yield f'<polyline points="{line}" stroke="#0b6e99" stroke-width="2" fill="none"/>'
    for x, y in points:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="#0b6e99"/>'


def _histogram(below: Sequence[float], left: int) -> Iterator[str]:
    """Draw how many results fall in each tenth of their forecast, with the even height."""
    yield from _frame(left, TITLES[1], "tenth of the forecast, lowest first", "share of people", top=20)
    for i in range(BARS):
        share = sum(i <= place * BARS < i + 1 for place in below) / len(below)
        tall = SIDE * share / 0.2
        yield (
            f'<rect x="{left + i * SIDE / BARS + 2:.1f}" y="{TOP + SIDE - tall:.1f}" width="{SIDE / BARS - 4:.1f}"'
            f' height="{tall:.1f}" fill="#0b6e99"/>'
        )
    yield f'<path d="M{left} {TOP + SIDE / 2} h{SIDE}" stroke="#999" stroke-dasharray="4 4"/>'


def _frame(left: int, title: str, across: str, up: str, top: int = 100) -> Iterator[str]:
    """Draw a square with its title and scales in percent."""
    yield f'<rect x="{left}" y="{TOP}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#ccc"/>'
    yield f'<text x="{left}" y="{TOP - 14}" font-weight="bold">{escape(title)}</text>'
    yield f'<text x="{left + SIDE / 2}" y="{TOP + SIDE + 30}" text-anchor="middle">{escape(across)}</text>'
    middle = TOP + SIDE / 2
    turn = f'transform="rotate(-90 {left - 48} {middle})"'
    yield f'<text x="{left - 48}" y="{middle}" text-anchor="middle" {turn}>{escape(up)}</text>'
    for mark in (0, 0.5, 1):
        y = TOP + SIDE * (1 - mark) + 4
        yield f'<text x="{left - 6}" y="{y}" text-anchor="end">{mark * top:.0f} %</text>'


def main() -> None:
    """Read the pairs, cross-validate, draw, and print the shares drawn."""
    parser = argparse.ArgumentParser(description="Draw the forecast's calibration.")
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    people = read_pairs(given.pairs)
    below = places(people)
    given.out.write_text(picture(below, len(people)), encoding="utf-8")
    for share in SHARES:
        print(f"promised {share} %, kept {100 * kept(below, share):.0f} %")


if __name__ == "__main__":
    main()
