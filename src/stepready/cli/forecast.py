"""Command `forecast`."""

import typer

from stepready.cli.frame import ExamOption, JsonFlag, frame, open_book, say, say_json, subcommands, terminal
from stepready.guides.library import load
from stepready.render.forecast_text import forecast_json, forecast_text
from stepready.services.forecast import describe_forecast

app = subcommands("Where the score is heading, and how sure that is.")


@app.command(
    epilog="Examples: stepready forecast; stepready forecast --exam step1; stepready forecast --json | jq .mean"
)
def forecast(ctx: typer.Context, exam: ExamOption = None, json: JsonFlag = False) -> None:
    """Forecast the score on the booked date from everything logged, with its intervals and what moves it."""
    with open_book(ctx) as book:
        report = describe_forecast(book, load(), as_of=frame(ctx).today, exam=exam)
    if json:
        say_json(forecast_json(report))
    else:
        say(forecast_text(report, terminal()))
