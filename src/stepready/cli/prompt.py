"""Command `prompt`."""

import os

import typer

from stepready.cli.clock import day_ends
from stepready.cli.frame import (
    ExamOption,
    frame,
    library,
    open_book,
    own_files,
    say,
    settings_file,
    subcommands,
    terminal,
)
from stepready.cli.prompt_cache import keep_line, states
from stepready.core.values.shown_text import on_screen
from stepready.guides.user_habits import read_habits
from stepready.render.today_text import short_text
from stepready.services.today import short_today
from stepready.store.location import database_path, is_server, own_guides_path

app = subcommands("One line for a shell prompt, from a cache.")
BESIDE = ("", "-wal", "-journal")


@app.command(no_args_is_help=False, epilog="Examples: stepready prompt; PS1='$(stepready prompt) $ '")
def prompt(ctx: typer.Context, exam: ExamOption = None) -> None:
    """Say today in one line for a shell prompt: what `today --short` says, kept until something changes.

    Called alone it answers from a file in the cache folder within milliseconds; after a change it works the line out
    anew. Nothing stays running, and nothing is installed.
    """
    found = frame(ctx)
    may_keep = exam is None and not is_server(found.db) and _is_environments(ctx)
    before = states(_made_from(ctx)) if may_keep else []
    with open_book(ctx) as book:
        told = short_text(short_today(book, as_of=found.today, exam=exam, library=library), terminal())
    line = on_screen(told)  # what is kept is printed again as it is
    if line:
        say(line)
    if may_keep:
        keep_line(line, before, day_ends(read_habits(settings_file()).day_starts))


def _is_environments(ctx: typer.Context) -> bool:
    """Whether database and day are those the environment names, by which a kept line is found again."""
    given = ctx.find_root().params
    named = {"db": "STEPREADY_DB", "today": "STEPREADY_TODAY"}
    return all((given.get(option) or "") == os.environ.get(name, "") for option, name in named.items())


def _made_from(ctx: typer.Context) -> list[str]:
    """Return every file that the line may depend on, and the folder of own guides."""
    database = database_path(frame(ctx).db)
    beside = [str(database.with_name(f"{database.name}{end}")) for end in BESIDE]
    return [*beside, str(own_guides_path()), *(str(file) for file in own_files(ctx)[1:])]
