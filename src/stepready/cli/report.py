"""Command `report`."""

from pathlib import Path
from typing import Annotated

import typer

from stepready import __version__
from stepready.cli.frame import ExamOption, frame, library, note, open_book, own_files, say_bytes, subcommands
from stepready.cli.plan_options import guides
from stepready.render.report.page import is_ours, page
from stepready.services.report import report as gather
from stepready.transfer.file import write_whole

app = subcommands("One self-contained page to hand to an advisor.")


@app.command(
    no_args_is_help=True,
    epilog="Examples: stepready report readiness.html; stepready report --anonymous --force advisor.html",
)
def report(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.html", help="The page to write; - for standard output.")],
    exam: ExamOption = None,
    guide: Annotated[str | None, typer.Option(autocompletion=guides, help="Judge by this guide for once.")] = None,
    anonymous: Annotated[
        bool, typer.Option("--anonymous", help="Leave notes out, of the page and of its data.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is no report of ours.")] = False,
) -> None:
    """Write one page with the verdict, its reasons, trend, test dates, schedule, scores and assumptions.

    The page opens offline, fetches nothing, prints as two pages with an appendix, and carries its data.
    """
    with open_book(ctx) as book:
        found = gather(
            book,
            library(),
            as_of=frame(ctx).today,
            exam=exam,
            guide=guide,
            anonymous=anonymous,
            version=__version__,
        )
    content = page(found)
    if str(file) == "-":
        say_bytes(content)
        return
    write_whole(file, content, may_replace=is_ours, force=force, never=own_files(ctx))
    note(f"wrote {file} ({len(content) // 1024} KB); it opens offline in any browser")
