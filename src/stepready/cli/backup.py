"""Commands `backup` and `restore`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from stepready.cli.clock import now
from stepready.cli.frame import frame, say, standing, subcommands
from stepready.core.values.shown_text import on_one_line, on_screen
from stepready.core.values.wording import count
from stepready.services.backup import backup as keep
from stepready.services.backup import restore as bring_back

app = subcommands("Copy the whole database to a file.")


@app.command(epilog="Examples: stepready backup scores.backup; stepready backup ~/stick/scores-july.backup")
def backup(
    ctx: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file; none is overwritten.")]
) -> None:
    """Copy everything, the journal of changes too, to a new file; safe while other commands write.

    The copy is an ordinary database file: `stepready --db FILE scores` reads it, `stepready restore FILE` brings it
    back. From a PostgreSQL database the copy is such a file too.
    """
    say(f"everything is in {on_one_line(keep(frame(ctx).db, file, now()))}")


restore_app = subcommands("Bring a backup back.")


@restore_app.command(epilog="Examples: stepready restore scores.backup; stepready restore scores.backup --yes")
def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `stepready backup` wrote.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Replace everything by what a backup holds. What was there is copied first, and where is printed.

    Asks first when run in a terminal. A restore is no change that `undo` takes back: restore the copy instead.
    """
    db = frame(ctx).db
    if not yes and sys.stdin is not None and sys.stdin.isatty():
        typer.confirm(on_screen(f"Replace the whole log by what {on_one_line(file)} holds?"), abort=True, err=True)
    restored = bring_back(db, file, now(), standing(ctx))
    say(f"restored {count(restored.scores, 'score')} from {on_one_line(file)}")
    if restored.safety:
        say(f"what was there before: {on_one_line(restored.safety)}")
