"""`forecast` as text and JSON: the numbers first, then what moves them and what to know of them."""

from collections.abc import Iterator
from typing import Any

from stepready.core.forecast import Forecast, Without
from stepready.core.shapes import plain
from stepready.core.values.wording import full_day, marked, number
from stepready.render.terminal import Colour, Terminal, wrapped
from stepready.services.forecast import ForecastReport

SCHEMA = 1
LABEL = 13
SHOWN = (
    "mean",
    "sd",
    "low50",
    "high50",
    "low80",
    "high80",
    "low95",
    "high95",
    "p_target",
    "p_pass",
    "supported",
    "posters",
    "candidates",
    "posters_share",
    "slope_per_week",
    "slope_low80",
    "slope_high80",
)


def forecast_text(report: ForecastReport, terminal: Terminal) -> str:
    """Write a forecast for a terminal; the same figures and sentences as in JSON."""
    head = f"{report.exam.label} on {full_day(report.exam_date)}, as of {full_day(report.as_of)}"
    blocks = [[terminal.paint(head, Colour.BOLD)]]
    if report.forecast is not None:
        blocks += [
            list(_figures(report.forecast, report, terminal.width)),
            list(_without(report.without, report)),
            list(_rests(report, terminal.width)),
        ]
    blocks.append([line for notice in report.notices for line in wrapped(notice, terminal.width, "    ", first="  ! ")])
    return terminal.plain("\n\n".join("\n".join(block) for block in blocks if block))


def _figures(forecast: Forecast, report: ForecastReport, width: int) -> Iterator[str]:
    unit = report.unit.sign
    yield f"  {'Score':<{LABEL}}{forecast.mean:.0f}{unit}, give or take {forecast.sd:.1f}"
    ranges = ((50, forecast.low50, forecast.high50), (80, forecast.low80, forecast.high80))
    every = (*ranges, (95, forecast.low95, forecast.high95))
    yield f"  {'Ranges':<{LABEL}}" + " · ".join(f"{share} % {low:.0f}-{high:.0f}" for share, low, high in every)
    for name, line, chance in (
        ("Target", report.target, forecast.p_target),
        ("Pass at", report.pass_mark, forecast.p_pass),
    ):
        if chance is not None and line is not None:
            yield f"  {f'{name} {number(line)}':<{LABEL}}{marked(chance, supported=forecast.supported)}"
    if forecast.says_why:
        yield from wrapped(forecast.says_why, width, " " * (LABEL + 2))
    yield from _lines(forecast)
    low, high = forecast.slope_low80, forecast.slope_high80
    yield f"  {'Gain a week':<{LABEL}}{forecast.slope_per_week:+.1f} in practice (80 % {low:+.1f} to {high:+.1f})"


def _lines(forecast: Forecast) -> Iterator[str]:
    """Write what each line says alone."""
    for name, line in (("Posters", forecast.posters), ("Candidates", forecast.candidates)):
        if line is not None:
            chances = (("target", line.p_target), ("pass", line.p_pass))
            told = "".join(
                f" · {what} {marked(chance, supported=forecast.supported)}"
                for what, chance in chances
                if chance is not None
            )
            yield f"  {name:<{LABEL}}{line.mean:.0f}, give or take {line.sd:.1f}{told}"


def _without(rows: tuple[Without, ...], report: ForecastReport) -> Iterator[str]:
    """Write what leaving a source out, or another shape of the trend, makes of it."""
    target = report.target is not None
    for i, row in enumerate(rows):
        name = row.source if row.source.startswith("trend") else f"no {row.source}"
        mean = "no forecast" if row.mean is None else f"{row.mean:.0f}"
        reached = (
            f" · target {marked(row.p_target, supported=row.supported)}" if target and row.p_target is not None else ""
        )
        yield f"  {'Instead' if i == 0 else '':<{LABEL}}{name:<15}{mean}{reached}"


def _rests(report: ForecastReport, width: int) -> Iterator[str]:
    """Write what was used, what was left out, and the model."""
    used = report.forecast.used if report.forecast else ()
    shown = ", ".join(map(str, used[:20])) + (f" and {len(used) - 20} more" if len(used) > 20 else "")  # noqa: PLR2004
    rows = [
        ("Used", f"{'score' if len(used) == 1 else 'scores'} {shown}" if used else "no practice score"),
        *(("Left out", f"{left.score.id} {left.score.title}: {left.why}") for left in report.left_out),
        ("Next exam", report.can_change),
        ("Model", report.model),
    ]
    for label, told in rows:
        yield from wrapped(told, width, " " * (LABEL + 2), first=f"  {label:<{LABEL}}")


def forecast_json(report: ForecastReport) -> dict[str, Any]:
    """Return the JSON form; every figure is null when nothing logged can be used."""
    forecast = report.forecast
    return {
        "schema": SCHEMA,
        "as_of": plain(report.as_of),
        "exam": plain(report.exam),
        "exam_date": plain(report.exam_date),
        "target": report.target,
        "pass_mark": report.pass_mark,
        **{name: None if forecast is None else plain(getattr(forecast, name)) for name in SHOWN},
        "used": [] if forecast is None else list(forecast.used),
        "left_out": [{"id": left.score.id, "why": left.why} for left in report.left_out],
        "without": plain(report.without),
        "next_exam": plain(report.next_exam),
        "model": report.model,
        "notices": list(report.notices),
    }
