"""Commands `profile set` and `profile show`; bare `profile` shows."""

from typing import Annotated, Any

import typer

from stepready.cli.frame import JsonFlag, frame, library, open_book, say, say_json, subcommands, terminal
from stepready.core.applying.profile import Step3, Visa
from stepready.render.applying_json import profile_json
from stepready.render.profile_text import profile_text
from stepready.services.profile import change_profile, show_profile

app = subcommands("Say what programmes ask of you and no exam tells.")
app.info.no_args_is_help = False

StatesOption = Annotated[
    str | None, typer.Option("--states", "--regions", metavar="OH,MI", help="Where you would go, by comma.")
]


@app.callback(invoke_without_command=True, epilog="Examples: stepready profile; stepready profile set --visa j1")
def profile(ctx: typer.Context, json: JsonFlag = False) -> None:
    """Say what programmes ask of you and no exam tells; alone: show it. What is not said stays unknown."""
    if ctx.invoked_subcommand is None:
        show(ctx, json=json)


@app.command(
    name="set",
    no_args_is_help=True,
    epilog="Examples: stepready profile set --visa j1 --graduated 2025 --us-months 3; "
    "stepready profile set --states OH,MI --step3 no --no-prior-training; stepready profile set --forget budget",
)
def set_profile(
    ctx: typer.Context,
    visa: Annotated[Visa | None, typer.Option(help="The visa you need; either: J-1 or H-1B.")] = None,
    graduated: Annotated[int | None, typer.Option(metavar="YEAR", help="The year of your degree.")] = None,
    us_months: Annotated[int | None, typer.Option(help="Months of US clinical experience.")] = None,
    us_kind: Annotated[str | None, typer.Option(metavar="TEXT", help="Of what kind: hands-on, observer.")] = None,
    letters: Annotated[str | None, typer.Option(metavar="TEXT", help="Letters in hand, by specialty.")] = None,
    states: StatesOption = None,
    step3: Annotated[Step3 | None, typer.Option("--step3", help="Whether Step 3 is passed.")] = None,
    prior_training: Annotated[bool | None, typer.Option(help="Whether you trained in the US before.")] = None,
    budget: Annotated[int | None, typer.Option(metavar="USD", help="What application fees may cost.")] = None,
    forget: Annotated[list[str] | None, typer.Option(metavar="FIELD", help="Forget a field; may be repeated.")] = None,
) -> None:
    """Change what is named in the profile and keep the rest."""
    given: dict[str, Any] = {
        "visa": visa,
        "graduated": graduated,
        "us_months": us_months,
        "us_kind": us_kind,
        "letters": letters,
        "states": None if states is None else tuple(part.strip() for part in states.split(",") if part.strip()),
        "step3": step3,
        "prior_training": prior_training,
        "budget": budget,
    }
    with open_book(ctx) as book:
        change_profile(book, {name: value for name, value in given.items() if value is not None}, forget or ())
        view = show_profile(book, library(), frame(ctx).today)
    say(profile_text(view, terminal()))


@app.command(epilog="Examples: stepready profile show; stepready profile show --json")
def show(ctx: typer.Context, json: JsonFlag = False) -> None:
    """Show the profile, and what programmes will ask for that it does not say."""
    with open_book(ctx) as book:
        view = show_profile(book, library(), frame(ctx).today)
    if json:
        say_json(profile_json(view))
    else:
        say(profile_text(view, terminal()))
