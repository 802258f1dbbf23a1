"""Commands `day add`, `edit`, `rm` and `list`; bare `day` lists."""

from typing import Annotated

import typer

from stepready.cli.frame import (
    DatesOption,
    JsonFlag,
    frame,
    library,
    open_book,
    say,
    say_json,
    subcommands,
    terminal,
    typed_day,
)
from stepready.core.season.own_days import OwnDay, counted_from
from stepready.guides.library import load
from stepready.render.own_days_text import own_day_text, own_days_json, own_days_text
from stepready.services.own_days import add_day, edit_day, list_days

app = subcommands("Your own deadlines beside the official ones.")
app.info.no_args_is_help = False


def ids(incomplete: str) -> list[str]:
    """Complete what a day can be counted from."""
    return [name for name in counted_from(load().calendar.steps) if name.startswith(incomplete.lower())]


OnOption = Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day.")]
FromOption = Annotated[
    str | None,
    typer.Option("--from", metavar="ID", autocompletion=ids, help="Another day to count from: review_opens."),
]
DaysOption = Annotated[int | None, typer.Option("--days", metavar="N", help="Days after it; -14 is two weeks before.")]
NoteOption = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Anything to remember; '' for none.")]
NumberArgument = Annotated[int, typer.Argument(metavar="ID", help="The id that `stepready day` shows.")]


@app.callback(
    invoke_without_command=True,
    epilog='Examples: stepready day; stepready day add "OET" --on 2027-08-14; '
    'stepready day add "Photo to ECFMG" --from submit_from --days -14',
)
def day(ctx: typer.Context, json: JsonFlag = False) -> None:
    """Keep your own deadlines: OET, Pathway, a visa, letters. Alone: list them, and the patterns that ship.

    They stand in `calendar`, in its file and on the first screen. A label that names a shipped pattern takes its place.
    """
    if ctx.invoked_subcommand is None:
        show(ctx, json=json)


@app.command(
    epilog='Examples: stepready day add "OET" --on 2027-08-14; stepready day add Flights --from match_day --days 3'
)
def add(
    ctx: typer.Context,
    label: Annotated[list[str], typer.Argument(metavar="LABEL", help="What it is.")],
    on: OnOption = None,
    after: FromOption = None,
    days: DaysOption = None,
    remark: NoteOption = None,
    _dates: DatesOption = None,
) -> None:
    """Add a day: on a date, or counted from a milestone, a shipped pattern or the exam."""
    date = None if on is None else typed_day(ctx, on)
    counted = days or 0
    with open_book(ctx) as book:
        wanted = OwnDay(
            label=" ".join(label),
            on=date,
            after=(after or "").strip().lower(),
            days=abs(counted),
            before=counted < 0,
            note=remark or "",
        )
        kept = add_day(book, library(), wanted)
    say(own_day_text(kept, "added"))


@app.command(epilog="Examples: stepready day edit 2 --on 2027-08-21; stepready day edit 2 OET Medicine")
def edit(
    ctx: typer.Context,
    number: NumberArgument,
    label: Annotated[list[str] | None, typer.Argument(metavar="[LABEL]", help="What it is.")] = None,
    on: OnOption = None,
    after: FromOption = None,
    days: DaysOption = None,
    remark: NoteOption = None,
    _dates: DatesOption = None,
) -> None:
    """Change what is named of a day and keep the rest."""
    date = None if on is None else typed_day(ctx, on)
    counted = {} if days is None else {"days": abs(days), "before": days < 0}
    named = {"label": " ".join(label) if label else None, "on": date, "after": after and after.strip().lower()}
    with open_book(ctx) as book:
        kept = edit_day(book, library(), number, **named, **counted, note=remark)
    say(own_day_text(kept, "changed"))


@app.command(epilog="Examples: stepready day rm 2; stepready day rm 2 && stepready undo")
def rm(ctx: typer.Context, number: NumberArgument) -> None:
    """Remove a day; `stepready undo` brings it back."""
    with open_book(ctx) as book:
        gone = book.remove(number, OwnDay)
    say(own_day_text(gone, "removed"))


@app.command(name="list", no_args_is_help=False, epilog="Examples: stepready day list; stepready day list --json")
def show(ctx: typer.Context, json: JsonFlag = False) -> None:
    """List your own days, and the patterns that ship with how well each is known."""
    with open_book(ctx) as book:
        found = list_days(book, library(), frame(ctx).today)
    if json:
        say_json(own_days_json(found))
    else:
        say(own_days_text(found, terminal()))
