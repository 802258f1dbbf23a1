"""Commands `consent give`, `revoke`, `list` and `log`; bare `consent` lists."""

from typing import Annotated

import typer

from stepready.cli.frame import JsonFlag, day_of, frame, say, say_json, subcommands, width
from stepready.core.consent import Scope
from stepready.render.consent_text import (
    consents_json,
    consents_text,
    given_text,
    looks_json,
    looks_text,
    revoked_text,
)
from stepready.services.consent import give_consent, list_consents, list_looks, revoke_consent

app = subcommands("Let an advisor of your school see how you stand, and end it again.")
app.info.no_args_is_help = False
AdvisorArgument = Annotated[str, typer.Argument(metavar="ADVISOR", help="The login that `stepready consent` shows.")]


@app.callback(invoke_without_command=True, epilog="Examples: stepready consent; stepready consent log")
def consent(ctx: typer.Context, json: JsonFlag = False) -> None:
    """Say who of your school sees what of yours; alone: list it. Nobody sees anything unless you agree."""
    if ctx.invoked_subcommand is None:
        show(ctx, json=json)


@app.command(
    epilog="Examples: stepready consent give dean; stepready consent give dean --scope scores --until 2027-09-30"
)
def give(
    ctx: typer.Context,
    advisor: AdvisorArgument,
    scope: Annotated[Scope, typer.Option(help="How far it goes.")] = Scope.VERDICT,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Its last day; without one until revoked.")] = None,
) -> None:
    """Agree that an advisor sees your verdict, or your scores too, in place of what you agreed before.

    verdict: exam, test date, verdict and the day of your last entry. scores: also plan, sittings, scores, level,
    chances and days, and never a note.
    """
    today = frame(ctx).today
    last = day_of(ctx, until)
    said = give_consent(frame(ctx).db, advisor, scope, last, today)
    say(given_text(said, scope, last, width()))


@app.command(epilog="Examples: stepready consent revoke dean")
def revoke(ctx: typer.Context, advisor: AdvisorArgument) -> None:
    """End what you agreed with an advisor: at once, in an open session too."""
    revoke_consent(frame(ctx).db, advisor)
    say(revoked_text(advisor))


@app.command(name="list", epilog="Examples: stepready consent list; stepready consent list --json")
def show(ctx: typer.Context, json: JsonFlag = False) -> None:
    """List every consent you gave, and the advisors there are."""
    found = list_consents(frame(ctx).db)
    if json:
        say_json(consents_json(found))
    else:
        say(consents_text(found))


@app.command(name="log", epilog="Examples: stepready consent log; stepready consent log --json")
def looks(ctx: typer.Context, json: JsonFlag = False) -> None:
    """List every look an advisor took: when, who, at what. It is recorded before anything is shown."""
    found = list_looks(frame(ctx).db)
    if json:
        say_json(looks_json(found))
    else:
        say(looks_text(found))
