"""Command `sync`."""

from pathlib import Path
from typing import Annotated

import typer

from stepready.cli.clock import now
from stepready.cli.frame import JsonFlag, frame, note, open_book, say, say_json, subcommands, terminal
from stepready.render.merge_text import merge_notice, synced_json, synced_text
from stepready.services.merge import sync as meet

app = subcommands("Meet your other devices in a shared folder.")


@app.command(epilog="Examples: stepready sync ~/Dropbox/stepready; stepready sync ~/Sync/stepready --json")
def sync(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder that a file-sharing program carries.")],
    json: JsonFlag = False,
) -> None:
    """Merge what your other devices left in a folder, and leave what this one holds.

    Each device writes one file of its own there, so that the sharing program never sees two writers. The database
    itself stays outside. Run it again, or from cron, as often as you like: docs/sync.md.
    """
    with open_book(ctx) as book:
        synced = meet(book, frame(ctx).db, folder, now().isoformat())
    if json:
        say_json(synced_json(synced))
    else:
        say(synced_text(synced, terminal()))
    for notice in sorted({merge_notice(merged) for _, merged in synced.merged} - {""}):
        note(f"note: {notice}")
