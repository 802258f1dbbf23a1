"""Command `cohort`."""

import re
from pathlib import Path
from typing import Annotated

import typer

from stepready import __version__
from stepready.cli.clock import now
from stepready.cli.frame import JsonFlag, frame, library, note, own_files, say, say_json, subcommands, terminal
from stepready.core.values.errors import StepreadyError
from stepready.render.cohort.page import cohort_page
from stepready.render.cohort_json import cohort_json
from stepready.render.cohort_text import cohort_text
from stepready.render.offline import is_ours
from stepready.services.cohort import SILENT_DAYS
from stepready.services.cohort import cohort as look
from stepready.transfer.file import write_whole

app = subcommands("How the students stand who agreed that you see it.")
app.info.no_args_is_help = False
_DAYS = {"": 1, "d": 1, "w": 7}


@app.callback(
    invoke_without_command=True,
    epilog="Examples: stepready cohort; stepready cohort --at-risk; stepready cohort --html class-2028.html",
)
def cohort(
    ctx: typer.Context,
    at_risk: Annotated[bool, typer.Option("--at-risk", help="Only those whose verdict is no-go.")] = False,
    stale: Annotated[str, typer.Option(metavar="14d", help="Days without an entry that count as silent.")] = "",
    decide: Annotated[
        bool | None,
        typer.Option("--decide/--stated", help="Decide now, or show what students said; default: decide up to 200."),
    ] = None,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write one page that opens offline.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is no page of ours.")] = False,
    json: JsonFlag = False,
) -> None:
    """Show to an advisor of a school how the students stand who agreed to it, those at risk first.

    Every look is on record, and each student can read it. Of those who did not agree you see the number alone.
    """
    found = look(
        frame(ctx).db,
        library(),
        as_of=frame(ctx).today,
        now=now(),
        version=__version__,
        silent_days=days_of(stale) if stale else SILENT_DAYS,
        decide_now=decide,
    )
    shown = tuple(student for student in found.students if student.at_risk or not at_risk)
    if html is not None:
        content = cohort_page(found, shown, __version__)
        write_whole(html, content, may_replace=is_ours, force=force, never=own_files(ctx))
        note(f"wrote {html} ({len(content) // 1024} KB); it opens offline in any browser")
    if json:
        say_json(cohort_json(found, shown))
    elif html is None:
        say(cohort_text(found, shown, terminal()))


def days_of(text: str) -> int:
    """Return a number of days written as 14d, 2w or 14; raise StepreadyError for anything else."""
    told = re.fullmatch(r"(\d{1,4})([dw]?)", text.strip().lower())
    if told is None:
        raise StepreadyError(f"{text!r} is no number of days; accepted: 14d, 2w")
    return int(told[1]) * _DAYS[told[2]]
