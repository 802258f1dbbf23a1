"""Command `strategy`."""

from typing import Annotated

import typer

from stepready.cli.frame import JsonFlag, frame, library, open_book, say, say_json, subcommands, terminal
from stepready.cli.plan_options import guides
from stepready.render.applying_json import strategy_json
from stepready.render.strategy_text import strategy_text
from stepready.services.strategy import strategy as find_strategy

app = subcommands("What each guide says of applying, for this profile and score.")


@app.command(
    no_args_is_help=False,
    epilog="Examples: stepready strategy; stepready strategy --guide pmr --score 228; stepready strategy --json",
)
def strategy(
    ctx: typer.Context,
    guide: Annotated[str | None, typer.Option(autocompletion=guides, help="This guide alone.")] = None,
    score: Annotated[int | None, typer.Option(metavar="N", help="A Step 2 CK score to ask about.")] = None,
    json: JsonFlag = False,
) -> None:
    """Show what each guide says of applying: how many, which, letters, experience, failures, backups; every line cited.

    The score is the result, or the forecast's range; numbers stand beside how many programmes exist.
    """
    with open_book(ctx) as book:
        found = find_strategy(book, library(), frame(ctx).today, guide=guide, score=score)
    if json:
        say_json(strategy_json(found))
    else:
        say(strategy_text(found, terminal()))
