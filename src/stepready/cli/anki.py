"""Commands `anki read` and `anki show`; bare `anki` shows."""

from pathlib import Path
from typing import Annotated

import typer

from stepready.cli.frame import JsonFlag, frame, library, open_book, say, say_json, subcommands, terminal, typed_day
from stepready.render.anki_text import anki_json, anki_read_text, anki_text
from stepready.services.anki import read_anki, show_anki

app = subcommands("Count the reviews and minutes you spend in Anki.")
app.info.no_args_is_help = False
SinceOption = Annotated[str | None, typer.Option(metavar="DATE", help="The first day to show; default: all.")]


@app.callback(
    invoke_without_command=True,
    epilog="Examples: stepready anki read; stepready anki; stepready anki show --json | jq '.days[0]'",
)
def anki(ctx: typer.Context, since: SinceOption = None, json: JsonFlag = False) -> None:
    """Count the reviews and minutes you spend in Anki; alone: show what is kept.

    Minutes are part of a day's hours. They never enter a verdict.
    """
    if ctx.invoked_subcommand is None:
        show(ctx, since=since, json=json)


@app.command(
    epilog="Examples: stepready anki read; stepready anki read --profile 'User 1'; "
    "stepready anki read ~/Downloads/collection.colpkg"
)
def read(
    ctx: typer.Context,
    path: Annotated[
        Path | None, typer.Argument(help="A collection, .apkg or .colpkg; default: the profile on this computer.")
    ] = None,
    profile: Annotated[str | None, typer.Option(metavar="NAME", help="The profile, where Anki has several.")] = None,
) -> None:
    """Read Anki's reviews and keep them by day and topic, in place of the same days kept before.

    Anki may be open: a private copy is read, and nothing is left in its folder. ANKI_BASE names another folder.
    """
    settings = library().settings
    with open_book(ctx) as book:
        found = read_anki(book, settings, path=path, profile=profile)
    say(anki_read_text(found, terminal()))


@app.command(
    no_args_is_help=False,
    epilog="Examples: stepready anki show; stepready anki show --since -14d; "
    "stepready anki show --json | jq '.unmapped'",
)
def show(ctx: typer.Context, since: SinceOption = None, json: JsonFlag = False) -> None:
    """Show reviews, minutes and retention by day and topic, and the tags that name no topic."""
    today = frame(ctx).today
    with open_book(ctx) as book:
        shown = show_anki(book, as_of=today, since=typed_day(ctx, since) if since else None)
    if json:
        say_json(anki_json(shown))
    else:
        say(anki_text(shown, terminal()))
