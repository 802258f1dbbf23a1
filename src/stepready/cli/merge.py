"""Commands `merge` and `sync`: meet the other devices."""

from pathlib import Path
from typing import Annotated

import typer

from stepready.cli.clock import now
from stepready.cli.frame import JsonFlag, frame, note, open_book, say, say_json, subcommands, terminal
from stepready.core.values.errors import FileError, StepreadyError
from stepready.render.merge_text import merge_notice, merged_json, merged_text, synced_json, synced_text
from stepready.services.merge import merge_file
from stepready.services.merge import sync as meet
from stepready.store.devices.which_wins import Prefer

app = subcommands("Bring in what another of your devices holds.")


@app.command(
    epilog="Examples: stepready merge desktop.db --dry-run; stepready merge desktop.db; "
    "stepready merge desktop.db --theirs; stepready undo"
)
def merge(
    ctx: typer.Context,
    other: Annotated[Path, typer.Argument(metavar="OTHER.db", help="The database, or a backup, of another device.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")] = False,
    ours: Annotated[bool, typer.Option("--ours", help="Where both sides changed something, keep this log's.")] = False,
    theirs: Annotated[bool, typer.Option("--theirs", help="Where both sides changed something, take theirs.")] = False,
    json: JsonFlag = False,
) -> None:
    """Bring in everything another of your databases holds: the later change of each thing stands.

    What was removed stays removed unless it was changed later. OTHER.db is only read. One `undo` takes a merge back.
    """
    if ours and theirs:
        raise StepreadyError("--ours and --theirs at once; give one of them")
    prefer = Prefer.OURS if ours else Prefer.THEIRS if theirs else Prefer.LATER
    with open_book(ctx) as book:
        merged = merge_file(book, frame(ctx).db, other, now().isoformat(), prefer, keep=not dry_run)
    if json:
        say_json(merged_json(merged, dry_run=dry_run))
    else:
        say(merged_text(merged, other.name, terminal(), dry_run=dry_run))
    if notice := merge_notice(merged):
        note(f"note: {notice}")


sync_app = subcommands("Meet your other devices in a shared folder.")


@sync_app.command(epilog="Examples: stepready sync ~/Dropbox/stepready; stepready sync ~/Sync/stepready --json")
def sync(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder that a file-sharing program carries.")],
    json: JsonFlag = False,
) -> None:
    """Merge what your other devices left in a folder, and leave what this one holds.

    Each device writes one file of its own there, so that the sharing program never sees two writers. The database
    itself stays outside. Run it again, or from cron, as often as you like: docs/sync.md. Ends with exit code 74 when a
    file is broken, not when one has yet to arrive.
    """
    with open_book(ctx) as book:
        synced = meet(book, frame(ctx).db, folder, now().isoformat())
    if json:
        say_json(synced_json(synced))
    else:
        say(synced_text(synced, terminal()))
    for notice in sorted({merge_notice(merged) for _, merged in synced.merged} - {""}):
        note(f"note: {notice}")
    if synced.failed:
        raise typer.Exit(FileError.exit_code)
