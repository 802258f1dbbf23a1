"""Command `import`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from stepready.cli.frame import DatesOption, frame, note, open_book, say, subcommands
from stepready.core.facts.exam import Exam
from stepready.core.values.errors import StepreadyError
from stepready.guides.instruments import load_instruments
from stepready.render.import_text import imported_text
from stepready.services.import_ import ImportRequest, import_data

app = subcommands("Add scores from a CSV or JSON file.")


@app.command(
    epilog="Examples: stepready import scores.csv; stepready import scores.csv --dry-run; "
    "stepready import sheet.csv --map date=Taken --map value=Score; stepready import - < everything.json"
)
def import_scores(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="A CSV table, or the JSON of `export`; - reads it.")],
    mapping: Annotated[
        list[str] | None, typer.Option("--map", metavar="OURS=THEIRS", help="Their heading for our column.")
    ] = None,
    exam: Annotated[Exam | None, typer.Option(help="The exam of rows that name none; default: the plan's.")] = None,
    dates: DatesOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be added, and add nothing.")] = False,
) -> None:
    """Add the scores of a file that the log does not have: all of it, or nothing when a line is bad.

    CSV columns, in any order: date, source, form, value; if wanted unit, questions, conditions, note, exam, topic,
    p_pass. Importing a file twice adds nothing the second time; two equal rows in one file are two sessions. The
    JSON of `stepready export --json` brings plans, study settings and schedules too.
    """
    data = file_bytes(file)
    name = "standard input" if file == "-" else Path(file).name
    progress = _progress if sys.stderr.isatty() else None
    reading = ImportRequest(load_instruments(), frame(ctx).today, exam, tuple(mapping or ()), progress)
    reading = reading._replace(dates=dates or frame(ctx).dates)
    with open_book(ctx) as book:
        imported = import_data(book, data, name, reading, keep=not dry_run)
    say(imported_text(imported.brought, name, dry_run=dry_run))
    for notice in imported.notices:
        note(f"note: {notice}")


def file_bytes(file: str) -> bytes:
    """Return the content of a file or pipe, or of standard input; a device has no end to read to."""
    if file == "-":
        if sys.stdin is None:
            raise StepreadyError("there is no standard input to read; give a file")
        return sys.stdin.buffer.read()
    try:
        if Path(file).is_char_device() or Path(file).is_block_device():
            raise StepreadyError(f"{file!r} is a device; accepted: a CSV or JSON file, or -")
        return Path(file).read_bytes()
    except (OSError, ValueError) as problem:
        reason = (getattr(problem, "strerror", None) or str(problem)).lower()
        raise StepreadyError(f"{file!r} cannot be read: {reason}; accepted: a CSV or JSON file, or -") from None


def _progress(done: int, total: int) -> None:
    """Show how far a long import has come, on a terminal."""
    if total > 2000:  # noqa: PLR2004 - shorter ones are over before one looks
        sys.stderr.write(f"\rreading row {done} of {total} " + ("\n" if done == total else ""))
        sys.stderr.flush()
