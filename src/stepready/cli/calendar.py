"""Command `calendar`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stepready.cli.frame import (
    ExamOption,
    JsonFlag,
    frame,
    library,
    note,
    open_book,
    own_files,
    say,
    say_json,
    subcommands,
    terminal,
)

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
    ics: Annotated[
        Path | None, typer.Option("--ics", metavar="FILE", help="Write a calendar file; - is standard output.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Let --ics replace a file stepready did not write.")] = False,
    exam: ExamOption = None,
    json: JsonFlag = False,
) -> None:
    """Show the season's milestones, your exam and score days, and the days to act by.

    Projected days say so. With --ics they go to a file that other calendar programs read; importing it again
    updates what is there.
    """
    from stepready.services.calendar import calendar as describe

    with open_book(ctx) as book:
        view = describe(book, library(), as_of=frame(ctx).today, exam=exam, season=season)
    if ics is not None:
        _write(view, ics, force=force, never=own_files(ctx))
    if json:
        from stepready.render.calendar_json import calendar_json

        say_json(calendar_json(view))
    elif ics is None:
        _show(view)


def _show(view: "CalendarView") -> None:
    from dateutil.tz import tzlocal

    from stepready.render.calendar_text import calendar_text

    say(calendar_text(view, terminal(), tzlocal()))


def _write(view: "CalendarView", file: Path, *, force: bool, never: tuple[Path, ...]) -> None:
    """Write the calendar file and say so on standard error."""
    from stepready.render.calendar_ics import calendar_ics
    from stepready.render.ics import is_ours
    from stepready.transfer.file import write_whole

    content = calendar_ics(view)
    if str(file) == "-":
        sys.stdout.write(content.decode().replace("\r\n", "\n"))
        return
    write_whole(file, content, may_replace=is_ours, force=force, never=never)
    note(f"wrote {len(view.events)} days to {file}; importing it again updates them")
