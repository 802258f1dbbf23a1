"""Command `restore`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from stepready.cli.clock import now
from stepready.cli.frame import frame, say, subcommands
from stepready.core.wording import count
from stepready.services.backup import restore as bring_back

app = subcommands("Bring a backup back.")


@app.command(epilog="Examples: stepready restore scores.backup; stepready restore scores.backup --yes")
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
        typer.confirm(f"Replace the whole log by what {file} holds?", abort=True, err=True)
    restored = bring_back(db, file, now())
    say(f"restored {count(restored.scores, 'score')} from {file}")
    if restored.safety:
        say(f"what was there before: {restored.safety}")
