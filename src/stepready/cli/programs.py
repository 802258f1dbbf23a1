"""Commands `programs`: the user's own table of programmes; bare `programs` lists."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from stepready.cli.frame import JsonFlag, frame, library, note, open_book, say, say_json, subcommands, terminal
from stepready.cli.import_ import file_bytes
from stepready.core.applying.accepted_values import accepted_day
from stepready.core.applying.programme import Programme
from stepready.render.applying_json import missing_json, programmes_json
from stepready.render.programs_text import missing_text, programme_text, programmes_text, taken_text
from stepready.services.programs import (
    TableReading,
    import_programmes,
    list_programmes,
    missing_of,
    set_facts,
    show_programme,
)

app = subcommands("Keep your own table of programmes, and see who is open to you.")
app.info.no_args_is_help = False

IdArgument = Annotated[int, typer.Argument(metavar="ID", help="A programme's id, as the list shows it.")]
SourceOption = Annotated[str, typer.Option(metavar="TEXT", help="Who says so.")]
AsOfOption = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="The day it was true: ISO.")]


@app.callback(
    invoke_without_command=True,
    epilog="Examples: stepready programs; stepready programs import my-list.csv --as-of 2027-05-01; "
    "stepready programs missing",
)
def programs(ctx: typer.Context, json: JsonFlag = False) -> None:
    """Keep your own table of programmes, and see who is open to you; alone: list them. No list ships with it."""
    if ctx.invoked_subcommand is None:
        list_all(ctx, json=json)


@app.command(name="list", epilog="Examples: stepready programs list; stepready programs list --json | jq .programs")
def list_all(ctx: typer.Context, json: JsonFlag = False) -> None:
    """List every programme: open to you or not, the chance of clearing its minimum, the reason that decides."""
    with open_book(ctx) as book:
        view = list_programmes(book, library(), frame(ctx).today)
    if json:
        say_json(programmes_json(view))
    else:
        say(programmes_text(view, terminal()))


@app.command(epilog="Examples: stepready programs show 3; stepready programs show 3 --json")
def show(ctx: typer.Context, number: IdArgument, json: JsonFlag = False) -> None:
    """Show one programme: every fact with its source and day, every criterion and what it says of you."""
    with open_book(ctx) as book:
        view = show_programme(book, library(), number, frame(ctx).today)
    if json:
        say_json(programmes_json(view))
    else:
        say(programme_text(view, terminal()))


@app.command(
    name="set",
    epilog="Examples: stepready programs set 3 min_step2=230 --source 'its site'; "
    "stepready programs set 3 visa_j1=yes visa_h1b= --source 'phone call'",
)
def set_programme(
    ctx: typer.Context,
    number: IdArgument,
    facts: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE...", help="Facts; FIELD= makes one unknown.")],
    source: SourceOption,
    as_of: AsOfOption = None,
) -> None:
    """Change facts of a programme; each keeps who says so and the day it was true (default: today)."""
    today = frame(ctx).today
    with open_book(ctx) as book:
        day = _day_said(as_of, today) or today
        set_facts(book, library(), number, facts, source=source, as_of=day, today=today)
        view = show_programme(book, library(), number, today)
    say(programme_text(view, terminal()))


@app.command(epilog="Examples: stepready programs missing; stepready programs missing --json | jq '.missing[0]'")
def missing(ctx: typer.Context, json: JsonFlag = False) -> None:
    """Name the unknown facts, the one that would change the list most first."""
    with open_book(ctx) as book:
        found = missing_of(book, library(), frame(ctx).today)
    if json:
        say_json(missing_json(found))
    else:
        say(missing_text(found, terminal()))


@app.command(name="rm", epilog="Examples: stepready programs rm 3; stepready undo")
def remove(ctx: typer.Context, number: IdArgument) -> None:
    """Remove a programme; `stepready undo` brings it back."""
    with open_book(ctx) as book:
        gone = book.remove(number, Programme)
    say(f"removed {gone.said} (id {gone.id})")


@app.command(
    name="import",
    epilog="Examples: stepready programs import my-list.csv --as-of 2027-05-01; "
    "stepready programs import export.csv --map min_step2='Cutoff' --dry-run; stepready programs import -",
)
def import_table(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="A CSV table; - reads standard input.")],
    mapping: Annotated[
        list[str] | None, typer.Option("--map", metavar="OURS=THEIRS", help="Their heading for our column.")
    ] = None,
    source: SourceOption = "",
    as_of: AsOfOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")] = False,
) -> None:
    """Take in a table of programmes: all of it, or nothing when a line is bad.

    Columns in any order and case; only name and specialty are needed: institution, city, state, track (C, P, A, R, M),
    nrmp_code, acgme_id, min_step2, attempts_max, years_max, visa_j1, visa_h1b, img_share, nonus_img_share, img_count,
    positions, step2_p25, step2_p50, reads_without_score, us_months_min, source, as_of, note. A blank cell is unknown. A
    second import of the same code, id, or name with specialty and track changes facts and never doubles.
    """
    today, name = frame(ctx).today, "standard input" if file == "-" else Path(file).name
    reading = TableReading(today, tuple(mapping or ()), source, _day_said(as_of, today))
    data = file_bytes(file)
    with open_book(ctx) as book:
        came = import_programmes(book, library(), data, name, reading, keep=not dry_run)
    say(taken_text(came, name, dry_run=dry_run))
    for told in came.notices:
        note(f"note: {told}")


def _day_said(text: str | None, today: date) -> date | None:
    """Return the day a fact was true, as an option names it."""
    return None if text is None else accepted_day("--as-of", text, today)
