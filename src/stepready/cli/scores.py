"""Command `scores`."""

from typing import Annotated

import typer

from stepready.cli.frame import ExamOption, JsonFlag, open_book, say, say_json, subcommands, width
from stepready.render.scores_json import scores_json
from stepready.render.scores_text import scores_text

app = subcommands("List what is logged.")
SHOWN = 40


@app.command(
    no_args_is_help=False, epilog="Examples: stepready scores; stepready scores --exam step1; stepready scores --json"
)
def scores(
    ctx: typer.Context,
    exam: ExamOption = None,
    everything: Annotated[bool, typer.Option("--all", help=f"All of them, not the newest {SHOWN}.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """List what is logged, newest first, with the ids that `edit` and `rm` take."""
    with open_book(ctx) as book:
        found = book.scores(exam) if everything or as_json else book.scores(exam, most=SHOWN)
        total = book.count() if len(found) == SHOWN else len(found)
    if as_json:
        say_json(scores_json(found))
        return

    say(scores_text(found, total, width=width()))
