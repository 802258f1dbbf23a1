"""Command `calendar`."""

from typing import TYPE_CHECKING, Annotated

import typer

from stepready.cli.frame import (
    ExamOption,
    JsonFlag,
    frame,
    library,
    open_book,
    say,
    say_json,
    subcommands,
    terminal,
)
from stepready.cli.ics import ForceFlag, IcsFile, IcsOption
from stepready.core.values.shown_text import on_one_line
from stepready.render.calendar_json import calendar_json
from stepready.render.calendar_text import calendar_text
from stepready.services.calendar import calendar as describe

if TYPE_CHECKING:
    from stepready.services.calendar import CalendarView

app = subcommands("The season's milestones, and days to act on.")


@app.command(
    no_args_is_help=False,
    epilog="Examples: stepready calendar; stepready calendar --season 2029; stepready calendar --ics season.ics; "
    "stepready calendar --json | jq '.milestones[].on'",
)
def calendar(
    ctx: typer.Context,
    season: Annotated[
        int | None, typer.Option("--season", metavar="YEAR", help="Another ERAS season for once.")
    ] = None,
    ics: IcsOption = None,
    force: ForceFlag = False,
    exam: ExamOption = None,
    json: JsonFlag = False,
) -> None:
    """Show the season's milestones, your exam and score days, and the days to act by.

    Projected days say so. With --ics they go to a file that other calendar programs read; importing it again
    updates what is there.
    """
    file = None if ics is None else IcsFile(ctx, ics, force=force, other_form=json)
    with open_book(ctx) as book:
        view = describe(book, library(), as_of=frame(ctx).today, exam=exam, season=season)
    if file is not None:
        told = f"wrote {len(view.events)} days to {on_one_line(file.file)}; importing it again updates them"
        file.write(file.form.calendar_ics(view, file.before), told)
    if json:
        say_json(calendar_json(view))
    elif ics is None:
        _show(view)


def _show(view: "CalendarView") -> None:
    from dateutil.tz import tzlocal  # noqa: PLC0415 - slow to import

    say(calendar_text(view, terminal(), tzlocal()))
