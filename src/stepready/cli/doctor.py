"""Commands `doctor` and `path`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from stepready.cli.clock import now
from stepready.cli.doctor_findings import show_findings
from stepready.cli.frame import JsonFlag, frame, has_colour, say, say_json, subcommands, width
from stepready.render.doctor_text import places_text, rescued_text
from stepready.services.doctor import TerminalFacts, diagnose, places
from stepready.services.doctor import rescue as bring_out

app = subcommands("Check the installation and say what to do.")


@app.command(
    no_args_is_help=False,
    epilog="Examples: stepready doctor; stepready doctor --json; stepready doctor --rescue rescued.db",
)
def doctor(
    ctx: typer.Context,
    as_json: JsonFlag = False,
    rescue: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write what can be read of a damaged database to a new file.")
    ] = None,
) -> None:
    """Check database, permissions, guides, calendar, settings, time zone and terminal, and say what to do.

    Nothing is changed, a damaged file least of all. Ends with exit code 1 when something is broken.
    """
    if rescue is not None:
        say(rescued_text(bring_out(frame(ctx).db, rescue, now()), rescue))
        return
    terminal = TerminalFacts(sys.stdout.encoding or "ascii", width(), has_colour())
    show_findings(diagnose(frame(ctx).db, now(), frame(ctx).today, terminal), as_json=as_json)


path_app = subcommands("Show where everything is kept.")


@path_app.command(
    no_args_is_help=False, epilog="Examples: stepready path; stepready path --json; stepready --db my.db path"
)
def path(ctx: typer.Context, as_json: JsonFlag = False) -> None:
    """Show where the database, your own settings and guides, our guides and the program are."""
    found = places(frame(ctx).db)
    if as_json:
        say_json({"schema": 1, **found})
    else:
        say(places_text(found))
