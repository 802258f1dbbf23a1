"""Command `scores`."""

import sys
from typing import Annotated

import typer

from stepready.cli.frame import (
    DatesOption,
    ExamOption,
    JsonFlag,
    open_book,
    say,
    say_json,
    subcommands,
    typed_day,
    width,
)
from stepready.cli.log import sources, topics
from stepready.guides.instruments import load_instruments
from stepready.render.scores_json import scores_json
from stepready.render.scores_text import scores_text
from stepready.services.scores import ScoreFilter, list_logged

app = subcommands("List what is logged.")
SHOWN = 40


@app.command(
    no_args_is_help=False,
    epilog="Examples: stepready scores; stepready scores --practice --since 2027-06-01; "
    "stepready scores --source qbank --topic cardiology; stepready scores --exam step1 --json",
)
def scores(
    ctx: typer.Context,
    source: Annotated[
        str, typer.Option(autocompletion=sources, help="Of one source: nbme, qbank, bank, hours...")
    ] = "",
    topic: Annotated[str, typer.Option(metavar="NAME", autocompletion=topics, help="Of one topic.")] = "",
    since: Annotated[str, typer.Option(metavar="DATE", help="From a day on.")] = "",
    practice: Annotated[bool, typer.Option("--practice", help="Practice exams alone.")] = False,
    exam: ExamOption = None,
    everything: Annotated[bool, typer.Option("--all", help=f"All of them, not the newest {SHOWN}.")] = False,
    _dates: DatesOption = None,
    as_json: JsonFlag = False,
) -> None:
    """List what is logged, newest first, with the ids that `edit` and `rm` take; into a pipe all of it, uncut."""
    day = typed_day(ctx, since, past=True) if since else None
    wanted = ScoreFilter(source=source, topic=topic, since=day, practice=practice)
    is_piped = not sys.stdout.isatty()
    most = None if everything or as_json or is_piped else SHOWN
    with open_book(ctx) as book:
        found = list_logged(book, load_instruments(), wanted, exam=exam, most=most)
    if as_json:
        say_json(scores_json(found))
        return
    say(scores_text(found, width=None if is_piped else width(), filtered=wanted.is_any))
