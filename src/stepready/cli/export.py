"""Command `export`."""

import sys
from typing import Annotated

import typer

from stepready.cli.frame import open_book, subcommands
from stepready.transfer.export import export_json
from stepready.transfer.scores import scores_csv

app = subcommands("Write the log as CSV or JSON.")


@app.command(
    no_args_is_help=False,
    epilog="Examples: stepready export > scores.csv; stepready export --json > everything.json; "
    "stepready export --json | stepready --db other.db import -",
)
def export(
    ctx: typer.Context,
    as_csv: Annotated[bool, typer.Option("--csv", help="The scores as a table (the default).")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Everything: plans, settings, schedules, scores.")] = False,
) -> None:
    """Write the scores as CSV, or with --json everything you ever entered, to standard output in UTF-8.

    The same log gives the same bytes. Importing the JSON into an empty log restores it.
    """
    if as_csv and as_json:
        raise typer.BadParameter("give --csv or --json, not both")
    with open_book(ctx) as book:
        text = export_json(book) if as_json else scores_csv(book.scores())
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()
