"""Command `rm`."""

from typing import Annotated

import typer

from stepready.cli.frame import open_book, say, subcommands

app = subcommands("Remove a logged score.")


@app.command(epilog="Examples: stepready rm 4; stepready rm 4 && stepready undo")
def rm(
    ctx: typer.Context,
    score_id: Annotated[int, typer.Argument(metavar="ID", help="The id that `stepready scores` shows.")],
) -> None:
    """Remove a logged score; `stepready undo` brings it back."""
    from stepready.render.scores_text import logged_text

    with open_book(ctx) as book:
        removed = book.remove(score_id)
    say(logged_text(removed, "removed"))
