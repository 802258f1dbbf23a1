"""Command `chart`."""

import sys
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from stepready.cli.frame import ExamOption, JsonFlag, frame, library, open_book, say, say_json, subcommands, terminal
from stepready.render.charts.text_and_json import chart_json, chart_text
from stepready.services.chart.kinds import charted

if TYPE_CHECKING:
    from stepready.render.terminal import Terminal

app = subcommands("Charts in the terminal.")

NARROWEST, WIDEST = 40, 200
LOWEST, TALLEST = 12, 200


class ChartKind(StrEnum):
    """What is drawn."""

    TREND = "trend"
    QBANK = "qbank"
    DATES = "dates"
    ACTIVITY = "activity"
    BURNUP = "burnup"
    HOURS = "hours"
    OTHERS = "others"


@app.command(epilog="Examples: stepready chart; stepready chart dates --width 100; stepready chart qbank --ascii")
def chart(
    ctx: typer.Context,
    kind: Annotated[ChartKind, typer.Argument(help="What to draw.")] = ChartKind.TREND,
    exam: ExamOption = None,
    width: Annotated[
        int | None, typer.Option(min=NARROWEST, max=WIDEST, help="Columns; default: the terminal's, 80 in a pipe.")
    ] = None,
    height: Annotated[
        int | None,
        typer.Option(
            min=LOWEST, max=TALLEST, help="Lines in all; default: the terminal's; in a pipe as many as it takes."
        ),
    ] = None,
    ascii_only: Annotated[bool, typer.Option("--ascii", help="Draw with ASCII characters alone.")] = False,
    json: JsonFlag = False,
) -> None:
    """Draw a chart, with its numbers under it: trend, qbank, dates, activity, burnup, hours or others."""
    with open_book(ctx) as book:
        found = charted(kind.value, book, library(), as_of=frame(ctx).today, exam=exam)
    if json:
        say_json(chart_json(found))
    else:
        form = _terminal(width, ascii_only=ascii_only)
        say(chart_text(found, form, height or _height(), complete=height is None and not sys.stdout.isatty()))


def _terminal(width: int | None, *, ascii_only: bool) -> "Terminal":
    found = terminal()
    return replace(found, width=width or found.width, ascii=ascii_only or found.ascii)


def _height() -> int:
    """Return the lines of the terminal, one kept for the prompt; 24 in a pipe."""
    import shutil  # noqa: PLC0415 - `log` without notices asks no width

    lines = shutil.get_terminal_size((80, 24)).lines
    return max(LOWEST, min(TALLEST, lines - 1 if sys.stdout.isatty() else lines))
