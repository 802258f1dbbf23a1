"""Command `undo`."""

import typer

from stepready.cli.frame import open_book, say, subcommands

app = subcommands("Take back the last change.")


@app.command(no_args_is_help=False, epilog="Examples: stepready undo; stepready undo && stepready undo")
def undo(ctx: typer.Context) -> None:
    """Take back the last change that stands, and say which it was; repeat it to go further back.

    Covers log, edit, rm, plan set, import, study settings and schedules. A restore is not a change: the copy it
    makes first is the way back.
    """
    with open_book(ctx) as book:
        undone = book.undo()
    say(f"undid: {undone.said}")
