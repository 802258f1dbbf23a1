"""Command `path`."""

import typer

from stepready.cli.frame import JsonFlag, frame, say, say_json, subcommands
from stepready.render.doctor_text import places_text
from stepready.services.doctor import places

app = subcommands("Show where everything is kept.")


@app.command(no_args_is_help=False, epilog="Examples: stepready path; stepready path --json; stepready --db my.db path")
def path(ctx: typer.Context, as_json: JsonFlag = False) -> None:
    """Show where the database, your own settings and guides, our guides and the program are."""
    found = places(frame(ctx).db)
    if as_json:
        say_json({"schema": 1, **found})
    else:
        say(places_text(found))
