"""Commands `shortlist`: the list of a season; bare `shortlist` shows it."""

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
from stepready.cli.plan_options import guides, specialties
from stepready.cli.programs import IdArgument
from stepready.core.applying.shortlist import Note, Place
from stepready.core.values.errors import StepreadyError
from stepready.render.applying_json import compare_json, list_json
from stepready.render.shortlist_text import compare_text, cost_lines, list_text, signals_text
from stepready.services.shortlist import mark, note_outcome, show_list
from stepready.services.shortlist_build import ListMaking, build_list
from stepready.services.shortlist_compare import compare_days
from stepready.services.shortlist_signals import set_signals

app = subcommands("Choose where to apply, what it costs, and what another test day does to it.")
app.info.no_args_is_help = False

TIERS = ("reach", "core", "safety")
GuideFlag = Annotated[str | None, typer.Option("--guide", autocompletion=guides, help="Tiers by this guide for once.")]


@app.callback(
    invoke_without_command=True,
    epilog="Examples: stepready shortlist; stepready shortlist build --most 80; stepready shortlist compare",
)
def shortlist(ctx: typer.Context, guide: GuideFlag = None, json: JsonFlag = False) -> None:
    """Choose where to apply, what it costs, and what another test day does to it; alone: show the list."""
    if ctx.invoked_subcommand is None:
        show(ctx, guide=guide, json=json)


@app.command(
    epilog="Examples: stepready shortlist build --specialty internal-medicine --budget 2000; "
    "stepready shortlist build --specialty pmr=40 --tier reach=8; "
    "stepready shortlist build --most 60 --json"
)
def build(
    ctx: typer.Context,
    specialty: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME[=N]", autocompletion=specialties, help="A specialty, with a number; repeatable."),
    ] = None,
    budget: Annotated[int | None, typer.Option(metavar="USD", min=0, help="What the fees may cost.")] = None,
    most: Annotated[int | None, typer.Option(metavar="N", min=1, help="How many programmes at most.")] = None,
    tier: Annotated[list[str] | None, typer.Option(metavar="TIER=N", help="At most N of a tier; repeatable.")] = None,
    json: JsonFlag = False,
) -> None:
    """Choose a list within a budget or a number and keep it; what is pinned, dropped or noted stays so.

    Without a bound the profile's budget holds, else it is everything not ruled out. The order is by what each further
    programme adds, under a budget by what it adds for a dollar.
    """
    if budget is not None and most is not None:
        raise StepreadyError("--budget and --most are both given; accepted: one of them")
    wanted, quotas = _numbers(specialty or []), _numbers(tier or [])
    unknown = [name for name, number in quotas if name not in TIERS or number is None]
    if unknown:
        raise StepreadyError(f"--tier {unknown[0][:40]!r} is not TIER=N; accepted for TIER: {', '.join(TIERS)}")
    making = ListMaking(
        specialties=tuple(name for name, _ in wanted),
        budget=budget,
        most=most,
        by_specialty={name: number for name, number in wanted if number is not None},
        by_tier={name: number for name, number in quotas if number is not None},
    )
    with open_book(ctx) as book:
        view = build_list(book, library(), frame(ctx).today, making)
    if json:
        say_json(list_json(view))
    else:
        say(list_text(view, terminal()))


def _numbers(texts: list[str]) -> list[tuple[str, int | None]]:
    """Return the names of `NAME=N` with their numbers, None where none is given."""
    found: list[tuple[str, int | None]] = []
    for text in texts:
        name, equals, number = (part.strip() for part in text.partition("="))
        if equals and not (number.isascii() and number.isdigit() and len(number) <= len("9999")):
            raise StepreadyError(f"{text[:40]!r} is not NAME=N; accepted for N: a whole number")
        found.append((name, int(number) if equals else None))
    return found


@app.command(epilog="Examples: stepready shortlist show; stepready shortlist show --guide med-peds-non-us-img --json")
def show(ctx: typer.Context, guide: GuideFlag = None, json: JsonFlag = False) -> None:
    """Show the list with its tiers, what it costs and what it may bring."""
    with open_book(ctx) as book:
        view = show_list(book, library(), frame(ctx).today, guide=guide)
    if json:
        say_json(list_json(view))
    else:
        say(list_text(view, terminal()))


@app.command(epilog="Examples: stepready shortlist pin 3; stepready shortlist build --most 40")
def pin(ctx: typer.Context, number: IdArgument) -> None:
    """Put a programme on the list whatever it adds; it stays when the list is built anew."""
    with open_book(ctx) as book:
        programme = mark(book, library(), frame(ctx).today, number=number, place=Place.PINNED)
    say(f"pinned {programme.said} (id {number})")


@app.command(epilog="Examples: stepready shortlist drop 3; stepready undo")
def drop(ctx: typer.Context, number: IdArgument) -> None:
    """Take a programme off the list; it stays off when the list is built anew."""
    with open_book(ctx) as book:
        programme = mark(book, library(), frame(ctx).today, number=number, place=Place.DROPPED)
    say(f"dropped {programme.said} (id {number})")


@app.command(epilog="Examples: stepready shortlist cost; stepready shortlist cost --json")
def cost(ctx: typer.Context, json: JsonFlag = False) -> None:
    """Show what the list costs to the dollar; token, transcript and Match fees apart."""
    with open_book(ctx) as book:
        view = show_list(book, library(), frame(ctx).today)
    if json:
        kept = ("schema", "as_of", "season", "cost_usd", "cost_season", "cost_status", "other_costs")
        say_json({name: value for name, value in list_json(view).items() if name in kept})
    else:
        shown = terminal()
        say(shown.plain("\n".join(cost_lines(view, shown))))


@app.command(
    epilog="Examples: stepready shortlist signals; stepready shortlist signals --number 8; "
    "stepready shortlist signals --gold 3 --silver 12"
)
def signals(
    ctx: typer.Context,
    number: Annotated[int, typer.Option(min=0, max=60, help="Signals of the one kind you have.")] = 0,
    gold: Annotated[int, typer.Option(min=0, max=60, help="Gold signals you have.")] = 0,
    silver: Annotated[int, typer.Option(min=0, max=60, help="Silver signals you have.")] = 0,
    json: JsonFlag = False,
) -> None:
    """Give preference signals to the list where they add most; default: as many as the season's table says."""
    said = {"gold": gold, "silver": silver, "signal": number}
    with open_book(ctx) as book:
        view, told = set_signals(book, library(), frame(ctx).today, said)
    if json:
        say_json(list_json(view))
    else:
        say(signals_text(view, told, terminal()))


@app.command(
    epilog="Examples: stepready shortlist compare; stepready shortlist compare --dates 2027-07-28,2027-08-25 --json"
)
def compare(
    ctx: typer.Context,
    dates: Annotated[str | None, typer.Option(metavar="D,D", help="Test days to compare, by comma.")] = None,
    json: JsonFlag = False,
) -> None:
    """Show what other test days do to the list: programmes kept and lost, seen at review, interviews, chance, cost.

    Without days: the booked one, the proposed one, two and four weeks on, and the next cycle.
    """
    today = frame(ctx).today
    days = [typed_day(ctx, text) for text in (dates or "").split(",") if text.strip()]
    with open_book(ctx) as book:
        rows = compare_days(book, library(), today, days)
    if json:
        say_json(compare_json(rows))
    else:
        say(compare_text(rows, today, terminal()))


@app.command(
    epilog="Examples: stepready shortlist note 3 invited; stepready shortlist note 3 interviewed --on 2027-11-04"
)
def note(
    ctx: typer.Context,
    number: IdArgument,
    outcome: Annotated[Note, typer.Argument(help="What came of it.")],
    on: Annotated[str | None, typer.Option(metavar="DATE", help="The day; default: today.")] = None,
    _dates: DatesOption = None,
) -> None:
    """Note an invitation, a decline, an interview or a rank; the list counts them beside what was expected."""
    today = frame(ctx).today
    day = today if on is None else typed_day(ctx, on)
    with open_book(ctx) as book:
        programme = note_outcome(book, library(), today, number=number, note=outcome, on=day)
    say(f"noted {programme.said} (id {number}): {outcome.value} {day.isoformat()}")
