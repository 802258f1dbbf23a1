"""Command `dates`."""

from datetime import date
from typing import Annotated

import typer

from stepready.cli.frame import (
    DatesOption,
    ExamOption,
    JsonFlag,
    frame,
    library,
    open_book,
    say,
    say_json,
    subcommands,
    terminal,
    typed_day,
)
from stepready.cli.plan_options import guides
from stepready.core.values.errors import StepreadyError
from stepready.render.dates_json import dates_json
from stepready.render.dates_text import dates_text
from stepready.services.dates import Ask
from stepready.services.dates import dates as compare

app = subcommands("Every feasible test date against every deadline.")


@app.command(
    no_args_is_help=False,
    epilog="Examples: stepready dates; stepready dates --only 2027-07-28,2027-08-17; "
    "stepready dates --until 2027-09-30 --json | jq .undominated",
)
def dates(
    ctx: typer.Context,
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help="Last test day to look at.")] = None,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="D,D", help="Compare exactly these test days.")
    ] = None,
    season: Annotated[
        int | None, typer.Option("--season", metavar="YEAR", help="Another ERAS season for once.")
    ] = None,
    guide: Annotated[str | None, typer.Option(autocompletion=guides, help="Judge by this guide for once.")] = None,
    exam: ExamOption = None,
    _dates: DatesOption = None,
    json: JsonFlag = False,
) -> None:
    """Compare test dates: the target, passing, and who sees the score in time.

    Marks the dates no other date beats, what waiting buys and costs, the last safe test days and the days to
    decide by.
    """
    today = frame(ctx).today
    ask = Ask(
        exam=exam,
        guide=guide,
        season=season,
        until=None if until is None else typed_day(ctx, until),
        only=_seats(ctx, only or []),
    )
    with open_book(ctx) as book:
        dated = compare(book, library(), as_of=today, ask=ask)
    if json:
        say_json(dates_json(dated))
    else:
        say(dates_text(dated, terminal()))


def _seats(ctx: typer.Context, given: list[str]) -> tuple[date, ...]:
    """Return the days of `--only`, given once with commas or several times; raise StepreadyError for a gap."""
    texts = [text for part in given for text in part.split(",")]
    if not all(text.strip() for text in texts):
        found = ",".join(given)
        raise StepreadyError(f"--only {found!r} has no day in one place; accepted: days such as 2027-07-28,2027-08-17")
    return tuple(typed_day(ctx, text) for text in texts)
