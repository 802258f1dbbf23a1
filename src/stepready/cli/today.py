"""Command `today`."""

from typing import Annotated

import typer

from stepready.cli.frame import (
    ExamOption,
    JsonFlag,
    frame,
    library,
    note,
    open_book,
    say,
    say_json,
    subcommands,
    terminal,
)
from stepready.render.today_text import short_text, today_json, today_text
from stepready.services.today import describe_today, short_today

app = subcommands("What is planned, done and next.")


@app.command(
    no_args_is_help=False,
    epilog="Examples: stepready today; stepready today --short; stepready today --json | jq .next",
)
def today(
    ctx: typer.Context,
    short: Annotated[bool, typer.Option("--short", help="One line, for a shell prompt or status bar.")] = False,
    exam: ExamOption = None,
    json: JsonFlag = False,
) -> None:
    """Say what is planned for today, what the log already holds of it, and what comes next.

    A logged session is progress: nothing else has to be ticked off.
    """
    if short and not json:
        with open_book(ctx) as book:
            line = short_text(short_today(book, as_of=frame(ctx).today, exam=exam, library=library), terminal())
        if line:
            say(line)
        return
    from stepready.guides.library import load_facts  # noqa: PLC0415 - `log` reads the instruments alone

    with open_book(ctx) as book:
        found = describe_today(book, as_of=frame(ctx).today, exam=exam, facts=load_facts, library=library)
    for notice in found.notices:
        note(f"note: {notice}")

    if json:
        say_json(today_json(found))
    else:
        say(today_text(found, terminal()))
