"""Command `rm`."""

from typing import Annotated

import typer

from stepready.cli.frame import open_book, say, subcommands
from stepready.core.log.score import Score
from stepready.render.scores_text import hours_text, logged_text

app = subcommands("Remove a logged score or logged hours.")


@app.command(epilog="Examples: stepready rm 4; stepready rm 4 && stepready undo")
def rm(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="ID", help="The id that `stepready scores` shows.")],
) -> None:
    """Remove a logged score or logged hours; `stepready undo` brings them back."""
    with open_book(ctx) as book:
        removed = book.remove(number, type(book.logged(number)))
    say(logged_text(removed, "removed") if isinstance(removed, Score) else hours_text(removed, "removed"))
