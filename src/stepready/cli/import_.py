"""Command `import`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from stepready.cli.frame import DatesOption, frame, note, open_book, say, subcommands, typed_day
from stepready.cli.log import sources
from stepready.core.facts.exam import Exam
from stepready.core.values.errors import StepreadyError
from stepready.core.values.shown_text import on_one_line
from stepready.guides.instruments import load_instruments
from stepready.render.import_text import imported_text
from stepready.services.import_ import Imported, ImportRequest, import_data
from stepready.transfer.file import read_whole
from stepready.transfer.guessed_mapping import Layout, ProposedError

app = subcommands("Add scores from a table, a pasted template or a JSON file.")


@app.command(
    epilog="Examples: stepready import scores.csv; stepready import scores.csv --dry-run; "
    "stepready import sheet.xlsx --map date=Taken --map value=Score; stepready import forms.csv --from wide --on "
    "2027-05-01; stepready import post.txt --from template --dates mdy; stepready import - < everything.json"
)
def import_scores(
    ctx: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE|-", help="A table (CSV, xlsx, ods), or the JSON of `export`; - reads it.")
    ],
    layout: Annotated[
        Layout | None, typer.Option("--from", help="A row a score, a column a form, or the template of forums.")
    ] = None,
    mapping: Annotated[
        list[str] | None, typer.Option("--map", metavar="OURS=THEIRS", help="Their heading for our column.")
    ] = None,
    source: Annotated[str, typer.Option(autocompletion=sources, help="The source of rows that name none.")] = "",
    exam: Annotated[Exam | None, typer.Option(help="The exam of rows that name none; default: the plan's.")] = None,
    on: Annotated[str, typer.Option(metavar="DATE", help="The day of rows that say none.")] = "",
    _dates: DatesOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be added, and add nothing.")] = False,
) -> None:
    """Add the scores of a file that the log does not have: all of it, or nothing when a line is bad.

    Columns, in any order and case: date, source, form, value; if wanted unit, questions, conditions, note, exam,
    topic, p_pass; right with total or wrong for value. Importing a file again changes the exams of which it says
    something else and adds nothing twice; two equal question-bank rows are two sessions. The JSON of
    `stepready export --json` brings plans, study settings and schedules too.
    """
    data = file_bytes(file)
    reading = ImportRequest(
        load_instruments(),
        frame(ctx).today,
        exam,
        mapping=tuple(mapping or ()),
        progress=_progress if sys.stderr.isatty() else None,
        dates=frame(ctx).dates,
        layout=layout,
        source=source.strip(),
        on=typed_day(ctx, on, past=True) if on else None,
    )
    name = "standard input" if file == "-" else on_one_line(Path(file).name)
    try:
        imported = _imported(ctx, data, name, reading, keep=not dry_run)
    except ProposedError as unfit:
        if file == "-" or not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise
        imported = _imported(ctx, data, name, _confirmed(unfit, reading), keep=not dry_run)
    say(imported_text(imported.brought, name, dry_run=dry_run))
    for notice in imported.notices:
        note(f"note: {notice}")


def _imported(ctx: typer.Context, data: bytes, name: str, reading: ImportRequest, *, keep: bool) -> Imported:
    with open_book(ctx) as book:
        return import_data(book, data, name, reading, keep=keep)


def _confirmed(unfit: ProposedError, reading: ImportRequest) -> ImportRequest:
    """Show the table that was seen and what it seems to hold, and ask; raise the refusal for a no."""
    note(unfit.message)
    for detail in unfit.details:
        note(f"  {detail}")
    if not typer.confirm("Read it so?", default=False, err=True):
        raise unfit
    found = unfit.proposal
    return reading._replace(
        layout=found.layout,
        mapping=found.mapping or reading.mapping,
        source=found.source or reading.source,
        dates=found.dates or reading.dates,
    )


def file_bytes(file: str) -> bytes:
    """Return the content of a file or pipe, or of standard input; a device has no end to read to."""
    if file == "-":
        if sys.stdin is None:
            raise StepreadyError("there is no standard input to read; give a file")
        return sys.stdin.buffer.read()
    return read_whole(Path(file), "a CSV or JSON file, or -")


def _progress(done: int, total: int) -> None:
    """Show how far a long import has come, on a terminal."""
    if total > 2000:  # noqa: PLR2004 - shorter ones are over before one looks
        sys.stderr.write(f"\rreading row {done} of {total} " + ("\n" if done == total else ""))
        sys.stderr.flush()
