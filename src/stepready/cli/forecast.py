"""Commands `forecast` and `forecast record`."""

from pathlib import Path
from typing import Annotated

import typer

from stepready.cli.clock import today as day_by_the_clock
from stepready.cli.frame import (
    ExamOption,
    JsonFlag,
    frame,
    library,
    note,
    open_book,
    own_files,
    say,
    say_json,
    subcommands,
    terminal,
)
from stepready.render.forecast_text import forecast_json, forecast_text
from stepready.render.record_text import FORMAT, anonymous_json, record_json, record_text
from stepready.services.forecast import describe_forecast
from stepready.services.forecast_record import own_record
from stepready.transfer.file import write_whole

app = subcommands("Where the score is heading, and how sure that is.")
app.info.no_args_is_help = False


@app.callback(
    invoke_without_command=True,
    epilog="Examples: stepready forecast; stepready forecast --exam step1; stepready forecast --json | jq .mean; "
    "stepready forecast record",
)
def forecast(ctx: typer.Context, exam: ExamOption = None, json: JsonFlag = False) -> None:
    """Forecast the score on the booked date from everything logged, with its intervals and what moves it."""
    if ctx.invoked_subcommand is not None:
        return
    with open_book(ctx) as book:
        report = describe_forecast(book, library(), as_of=frame(ctx).today, exam=exam)
    if json:
        say_json(forecast_json(report))
    else:
        say(forecast_text(report, terminal()))


@app.command(
    epilog="Examples: stepready forecast record; stepready forecast record --json; "
    "stepready forecast record --export record.json"
)
def record(
    ctx: typer.Context,
    exam: ExamOption = None,
    export: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the forecasts that count to a file, without days, notes or names."),
    ] = None,
    json: JsonFlag = False,
) -> None:
    """Show your own forecasts beside what came, made anew from what was entered before each.

    What was entered late tests nothing and makes no forecast better. Of a score changed on a later day, what lies
    further off counts.
    Nothing leaves this computer: a file from --export is yours to send, or not.
    """
    now = frame(ctx)
    with open_book(ctx) as book:
        found = own_record(book, library(), exam=exam, is_real_day=abs((now.today - day_by_the_clock()).days) <= 1)
    if export is not None:
        import json as text  # noqa: PLC0415 - `log` prints none

        content = text.dumps(anonymous_json(found), indent=2) + "\n"
        write_whole(export, content.encode(), may_replace=lambda head: FORMAT.encode() in head, never=own_files(ctx))
        note(f"note: {len(found.counted)} forecasts written to {export}")
    if json:
        say_json(record_json(found))
    else:
        say(record_text(found, terminal()))
