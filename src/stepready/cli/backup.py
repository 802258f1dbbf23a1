"""Command `backup`."""

from pathlib import Path
from typing import Annotated

import typer

from stepready.cli.clock import now
from stepready.cli.frame import frame, say, subcommands
from stepready.services.backup import backup as keep

app = subcommands("Copy the whole database to a file.")


@app.command(epilog="Examples: stepready backup scores.backup; stepready backup ~/stick/scores-july.backup")
def backup(
    ctx: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file; none is overwritten.")]
) -> None:
    """Copy everything, the journal of changes too, to a new file; safe while other commands write.

    The copy is an ordinary database file: `stepready --db FILE scores` reads it, `stepready restore FILE` brings it
    back. From a PostgreSQL database the copy is such a file too.
    """
    say(f"everything is in {keep(frame(ctx).db, file, now())}")
